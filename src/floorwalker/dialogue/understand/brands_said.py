"""Which brands that a message names are not wanted, and which numbers are the names of goods by them."""

from collections.abc import Iterable

from floorwalker.dialogue.understand.negation import Negation, Span
from floorwalker.dialogue.understand.patterns import acts, asides, negations
from floorwalker.dialogue.understand.vocabulary import BrandMention
from floorwalker.text import Folded, find_numbers


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


def numbered_names(message: Folded, brands: Iterable[BrandMention]) -> tuple[list[Span], list[str]]:
    """Where a brand is followed by a number that names one of its goods, and the figures of these numbers."""
    pattern = asides()["numbered"]
    found = (pattern.match(message.text, one.span[1]) for one in brands if one.key)
    matches = [match for match in found if match]
    figures = [f"{number.value:f}" for match in matches for number in find_numbers(match[0])[:1]]
    return [message.span(*match.span()) for match in matches], figures
