"""Which brands that a message names are not wanted."""

from collections.abc import Iterable

from floorwalker.dialogue.understand.negation import Negation, Span
from floorwalker.dialogue.understand.patterns import acts, negations
from floorwalker.dialogue.understand.vocabulary import BrandMention
from floorwalker.text import Folded


def denied_brands(brands: Iterable[BrandMention], message: Folded, negation: Negation) -> frozenset[Span]:
    """Where brands are named that are denied, or left for others ("Benefit crumbles, so any other brand").

    Brands that are wanted as well as others ("NARS or another brand") are neither.
    """
    others = acts()["other_brand"].search(message.text)
    until = message.span(*others.span())[0] if others else 0
    return frozenset(
        one.span
        for one in brands
        if negation.covers_brand(one.span) or (one.span[1] <= until and not _or_others(message, one.span[1]))
    )


def _or_others(message: Folded, start: int) -> bool:
    """Whether what follows a brand says that others would do as well."""
    return negations()["or_others"].search(message.original[start:].lower()) is not None
