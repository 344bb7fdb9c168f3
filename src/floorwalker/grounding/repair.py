"""What may be said instead of a text that claims too much: the right figures, or fewer sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from floorwalker.grounding.claims import Claim
from floorwalker.grounding.reading import passages

Outcome = Literal["kept", "repaired", "dropped"]


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text after repair; empty where nothing of it may be said."""

    text: str
    outcome: Outcome


def repair(text: str, claims: Sequence[Claim]) -> Repaired:
    """Put right what is certain, and leave out what is not.

    A wrong figure is replaced where its subject is certain (:attr:`Claim.correction`); a sentence with any
    other unsupported claim goes. The result must be verified again: a new figure makes a new sentence.
    """
    wrong = [claim for claim in claims if not claim.supported]
    if not wrong:
        return Repaired(text, "kept")
    said = ""
    for passage in passages(text):
        start, end = passage.start, passage.start + len(passage.folded.original)
        inside = [claim for claim in wrong if start <= claim.span[0] < end]
        if all(claim.correction for claim in inside):
            said += _corrected(text[start:end], [claim.shifted(-start) for claim in inside])
    if not said.strip():
        return Repaired("", "dropped")
    return Repaired(said.rstrip() + text[len(text.rstrip()) :], "repaired")


def _corrected(sentence: str, wrong: Sequence[Claim]) -> str:
    for claim in sorted(wrong, key=lambda claim: claim.span, reverse=True):
        sentence = sentence[: claim.span[0]] + claim.correction + sentence[claim.span[1] :]
    return sentence
