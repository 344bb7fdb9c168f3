"""What was decided about one stretch of a sentence."""

from typing import NamedTuple

from floorwalker.grounding.claims import ClaimKind
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.reading import Span


class Verdict(NamedTuple):
    """A checkable stretch of a folded sentence; ``fact`` decides it, ``derivation`` says how, for people."""

    span: Span
    kind: ClaimKind
    supported: bool
    fact: Fact | None = None
    derivation: str = ""
    certain: bool = False
    """Whether ``fact`` is what an unsupported figure should have been, beyond doubt."""
