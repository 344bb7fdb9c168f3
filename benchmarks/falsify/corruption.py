"""One fact of a true text made false."""

from dataclasses import dataclass

from .texts import TrueText

Span = tuple[int, int]

KINDS = (
    *("price", "currency", "discount", "quantity", "measure value", "measure unit", "rating", "review count"),
    *("popularity", "stock state", "stock number", "brand", "product", "material", "colour", "ingredient"),
    *(
        "origin",
        "attribute",
        "negation",
        "comparison",
        "superlative",
        "date",
        "order state",
        "tracking number",
    ),
    *("payment", "destination", "policy", "url", "contact", "done", "wrong product", "invented"),
)


@dataclass(frozen=True, slots=True)
class Corruption:
    """The words at ``span`` are to be replaced by ``words``; an empty span at the end adds a sentence.

    ``kind`` is one of :data:`KINDS`.
    """

    kind: str
    span: Span
    words: str

    @property
    def adds(self) -> bool:
        """Whether a sentence is added, rather than words replaced."""
        return self.span[0] == self.span[1]

    def applied(self, text: TrueText) -> tuple[str, Span]:
        """The corrupted text, and where its false words are."""
        start, end = self.span
        words = self.words
        if self.adds:
            gap = "" if text.language == "zh" or text.text[-1:].isspace() else " "
            gap = "\n" if "\n" in text.text else gap
            return text.text + gap + words, (len(text.text + gap), len(text.text + gap + words))
        return text.text[:start] + words + text.text[end:], (start, start + len(words))
