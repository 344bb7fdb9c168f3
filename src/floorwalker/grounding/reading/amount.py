"""A figure as a sentence states it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple

Hedge = Literal["", "about", "nearly", "over", "under", "least", "most"]
"""How far a figure commits: ``about`` within a twentieth, ``nearly`` the same from below, ``over`` and
``under`` strictly, ``least`` and ``most`` inclusively."""

Sense = Literal[
    "price", "discount", "rating", "reviews", "popularity", "stock", "measure", "count", "time", "plain"
]
"""What a figure is an amount of; ``time`` is a duration, ``plain`` one that no word around it explains."""
Span = tuple[int, int]


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Whether a span has a place in common with one of some others."""
    first, last = span
    for start, end in others:  # noqa: SIM110 - asked of all that is found, and twice as fast as any()
        if first < end and start < last:
            return True
    return False


class Amount(NamedTuple):
    """A figure of a folded sentence.

    ``unit`` is as in :class:`floorwalker.text.Quantity`, ``money`` for sums and empty for bare figures;
    ``currency`` is an ISO code where one is named. ``high`` ends a range. ``ambiguous`` marks a bare ``$``,
    and ``denied`` a figure that is said not to be so.
    """

    value: Decimal
    unit: str
    span: Span
    sense: Sense
    hedge: Hedge = ""
    high: Decimal | None = None
    currency: str | None = None
    ambiguous: bool = False
    rough: bool = False
    denied: bool = False
