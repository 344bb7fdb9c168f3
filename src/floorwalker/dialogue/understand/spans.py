"""Where stretches of a text lie to each other."""

from collections.abc import Iterable

from floorwalker.dialogue.understand.negation import Span


def overlaps(span: Span, taken: Iterable[Span]) -> bool:
    """Whether a stretch has a character in common with one of others."""
    return any(start < span[1] and span[0] < end for start, end in taken)


def is_part(span: Span, other: Span) -> bool:
    """Whether a stretch stands wholly inside another one, or is the same."""
    return other[0] <= span[0] and span[1] <= other[1]


def is_within(span: Span, other: Span) -> bool:
    """Whether a stretch is a part of another one: the wine (酒) of a wedding feast (喜酒)."""
    return is_part(span, other) and span != other


def begins_in(span: Span, stretches: Iterable[Span]) -> bool:
    """Whether a stretch begins inside one of others."""
    return any(start <= span[0] < end for start, end in stretches)
