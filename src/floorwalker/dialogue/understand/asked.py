"""What is asked of a product: the aspects and details that a message speaks of."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from floorwalker.dialogue.understand.patterns import aspects, details


class AskedDetail(NamedTuple):
    """A detail that a message asks about, and the words that ask for it, folded."""

    id: str
    said: str


def find_aspects(folded: str) -> tuple[str, ...]:
    """The aspects that a folded message speaks of."""
    return tuple(one.id for one in aspects().values() if one.pattern.search(folded))


def find_details(folded: str) -> tuple[AskedDetail, ...]:
    """The details that a folded message speaks of, in the order of the message.

    Of one that stands for another, such as the dishwasher for washing, only the narrower is given.
    """
    found = [
        (match.start(), AskedDetail(one.id, match[0]))
        for one in details().values()
        if (match := one.pattern.search(folded))
    ]
    covered = covered_by(detail.id for _, detail in found)
    return tuple(detail for _, detail in sorted(found) if detail.id not in covered)


def covered_by(ids: Iterable[str]) -> frozenset[str]:
    """The aspects and details that some details stand for."""
    return frozenset(wider for name in ids for wider in details()[name].covers if wider != name)


def speaks_of(word: str, asked: Sequence[AskedDetail]) -> bool:
    """Whether a word of a message is one of those that ask for a detail."""
    return any(word.lower() in one.said for one in asked)
