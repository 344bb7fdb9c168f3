"""Prices told by their tens."""

from decimal import Decimal

import pytest

from floorwalker.text import find_price_ranges


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("a gel in the mid twenties", 23, 27),
        ("something in the low 30s", 30, 34),
        ("high forties at most", 46, 50),
        ("somewhere in the fifties", 50, 60),
    ],
)
def test_sums_by_their_tens(text: str, low: int, high: int) -> None:
    """Low, mid or high in the tens, or anywhere in them."""
    assert [(r.min, r.max) for r in find_price_ranges(text)] == [(Decimal(low), Decimal(high))]


@pytest.mark.parametrize("text", ["she is in her mid thirties", "a dress from the 80s", "low 4 inch heels"])
def test_ages_and_years_are_no_prices(text: str) -> None:
    """Somebody in her mid thirties, and the fashion of a decade."""
    assert find_price_ranges(text) == []
