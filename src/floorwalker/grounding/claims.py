"""Claims: the places of a text that a record could contradict."""

from dataclasses import dataclass
from typing import Any, Literal

from floorwalker.grounding.evidence import Fact

ClaimKind = Literal["price", "number", "brand", "product"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement.

    ``span`` is a half-open range of Unicode code points of the text it was found in. ``fact`` is what decides
    it: ``None`` exactly where the claim is unsupported.
    """

    text: str
    span: tuple[int, int]
    kind: ClaimKind
    fact: Fact | None

    @property
    def supported(self) -> bool:
        """Whether the evidence holds it."""
        return self.fact is not None

    def shifted(self, offset: int) -> "Claim":
        """The same claim in a longer text that this one starts in at ``offset``."""
        return Claim(self.text, (self.span[0] + offset, self.span[1] + offset), self.kind, self.fact)

    def as_json(self) -> dict[str, Any]:
        """The claim as answers and ``verify`` report it."""
        return {
            "text": self.text,
            "span": list(self.span),
            "kind": self.kind,
            "status": "supported" if self.supported else "unsupported",
            "source": self.fact.source.as_json() if self.fact else None,
        }
