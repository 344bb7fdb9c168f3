"""Whether everything a text states is in its evidence: sentence by sentence, claim by claim."""

import re
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

from floorwalker.core import Language, Money
from floorwalker.grounding.checking import Context, Memory, Verdict, judge
from floorwalker.grounding.claims import Author, Claim
from floorwalker.grounding.evidence import Evidence
from floorwalker.grounding.known import Things
from floorwalker.grounding.reading import Passage, passages
from floorwalker.grounding.render import format_value
from floorwalker.text import brand_names, is_chinese
from floorwalker.text.normalise import folded_text

BrandFinder = Callable[[str], Iterable[tuple[str, tuple[int, int]]]]
"""Finds the brands named in a text: the brand's key, and the span of the name."""


_LINE = re.compile(r"\s*\d{1,2}[.、)]\s")
"""The beginning of a line of a list, by whose number later lines may speak of the goods."""


def no_brands(_text: str) -> Iterable[tuple[str, tuple[int, int]]]:
    """Finds none: for texts that are checked without a shop."""
    return ()


def known_brands(text: str) -> Iterable[tuple[str, tuple[int, int]]]:
    """Finds the brands of the lexicon: for texts that are checked without a shop's own brands."""
    return ((found.brand_id, found.span) for found in brand_names().find(text))


def verify(text: str, evidence: Evidence, brands: BrandFinder = no_brands) -> list[Claim]:
    """The claims of one text, in order; see :class:`Verifier`."""
    return Verifier(evidence, brands).check(text)


class Verifier:
    """Checks texts against one body of evidence; what the evidence says is read once."""

    def __init__(
        self, evidence: Evidence, brands: BrandFinder = no_brands, author: Author = "unknown"
    ) -> None:
        self._things = Things(evidence)
        self._author: Author = author
        self._brands = brands

    def check(self, text: str, memory: Memory | None = None) -> list[Claim]:
        """Every claim of the text, in order of appearance; time grows with the length of the text.

        Args:
            text: what is to be said.
            memory: what was spoken of before, where the text goes on from an earlier one; it is kept up.
        """
        return list(self.claims(text, memory))

    def claims(self, text: str, memory: Memory | None = None) -> Iterator[Claim]:
        """As :meth:`check`, sentence by sentence."""
        memory = Memory() if memory is None else memory
        memory.named |= self._things.named_in(folded_text(text).text)
        for passage in passages(text):
            context = Context(passage.text, self._things, memory)
            if self._author != "builtin" or _LINE.match(passage.text):
                context.keep_up()
            verdicts = judge(context, passage.source, self._brands, self._author)
            yield from sorted([_claim(text, passage, v) for v in verdicts], key=attrgetter("span"))


def _claim(text: str, passage: Passage, verdict: Verdict) -> Claim:
    span = passage.span(*verdict.span)
    words = text[slice(*span)]
    correction = _in_place_of(words, verdict) if verdict.certain and not verdict.supported else ""
    return Claim(words, span, verdict.kind, verdict.fact, verdict.supported, verdict.derivation, correction)


_UNIT = re.compile(r"[\d.,\s]+(?P<rest>\D*)\Z", re.S)


def _in_place_of(words: str, verdict: Verdict) -> str:
    """The true figure in the language of the words it replaces, with the words after its digits."""
    if verdict.fact is None:
        return ""
    language: Language = "zh" if any(map(is_chinese, words)) else "en"
    written = format_value(verdict.fact.value, language)
    if isinstance(verdict.fact.value, Money):
        return written
    rest = _UNIT.match(words)
    return written + (rest["rest"] if rest else "") if words[:1].isdigit() else ""
