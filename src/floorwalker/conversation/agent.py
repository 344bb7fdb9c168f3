"""Who drafts a reply: the built-in agent or a model, behind one protocol."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from floorwalker.conversation.findings import Finding
from floorwalker.core import Language, Tone
from floorwalker.grounding import Evidence, Sentence


@dataclass(frozen=True, slots=True)
class Brief:
    """All an agent may know when it drafts.

    ``turn`` counts the turns of the conversation from 0, so that wording can vary without chance.
    ``openers`` are the first sentences of the replies so far, without their figures: none is used again.
    ``tone`` is the tone of the shop.
    """

    language: Language
    findings: tuple[Finding, ...]
    evidence: Evidence
    turn: int
    openers: frozenset[str] = frozenset()
    tone: Tone = "warm"


class Agent(Protocol):
    """Turns findings into sentences. What it writes is checked before anybody reads it."""

    @property
    def name(self) -> str:
        """``builtin``, or ``model:NAME``."""
        ...

    @property
    def instant(self) -> bool:
        """Whether drafting takes next to no time: the reply is then stored at once, not line by line."""
        ...

    def draft(self, brief: Brief) -> Iterator[Sentence]:
        """Sentences in reading order; joined they are the reply, so each brings its own white space."""
        ...
