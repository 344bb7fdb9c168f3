"""What a shopper says in numbers, read at once: the price, how many, and of which size."""

from __future__ import annotations

from dataclasses import dataclass

from floorwalker.text.counts import find_quantity
from floorwalker.text.measures import Measure, find_measure
from floorwalker.text.prices import PriceRange, find_price_ranges


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one message; each is ``None`` where the message names none.

    ``quantity`` is the number of pieces to buy, ``price`` the last range named.
    """

    price: PriceRange | None = None
    quantity: int | None = None
    measure: Measure | None = None


def read_figures(text: str) -> Figures:
    """The price, the quantity and the measure a shopper names, in either language or both at once."""
    ranges = find_price_ranges(text)
    count = find_quantity(text)
    return Figures(ranges[-1] if ranges else None, count.pieces if count else None, find_measure(text))
