"""Claims: the places of a text that a record could contradict."""

from typing import Any, Literal, NamedTuple, Self

from floorwalker.grounding.evidence import Fact

Author = Literal["builtin", "model", "staff", "unknown"]
"""Who wrote a text: the built-in agent, a language model, a person of the shop, or nobody knows."""

ClaimKind = Literal[
    "price",
    "discount",
    "stock",
    "quantity",
    "measure",
    "number",
    "date",
    "brand",
    "product",
    "material",
    "colour",
    "origin",
    "ingredient",
    "attribute",
    "policy",
    "order_status",
    "rating",
    "popularity",
    "superlative",
    "comparison",
    "url",
    "contact",
    "action",
    "other",
]
"""What a claim is about; ``action`` says that something was done ("your refund is issued"), and ``other`` are
words that no evidence covers."""


class Claim(NamedTuple):
    """One checkable statement.

    ``span`` is a half-open range of Unicode code points of the text it was found in. ``fact`` is what decides
    it: the fact that supports a supported claim, and the one that an unsupported claim contradicts, where
    there is one. ``derivation`` says in words how it was decided, for people. ``correction`` is what
    would be true in place of ``text``, where the subject of the claim leaves no doubt.
    """

    text: str
    span: tuple[int, int]
    kind: ClaimKind
    fact: Fact | None
    supported: bool
    derivation: str = ""
    correction: str = ""

    def shifted(self, offset: int) -> Self:
        """The same claim in a longer text that this one starts in at ``offset``."""
        return self._replace(span=(self.span[0] + offset, self.span[1] + offset))

    def as_json(self) -> dict[str, Any]:
        """The claim as answers and ``verify`` report it."""
        return {
            "text": self.text,
            "span": list(self.span),
            "kind": self.kind,
            "status": "supported" if self.supported else "unsupported",
            "source": self.fact.source.as_json() if self.fact else None,
            "derivation": self.derivation or (self.fact.derivation if self.fact else ""),
        }
