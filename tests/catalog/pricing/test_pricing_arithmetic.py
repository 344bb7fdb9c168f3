"""Reductions are exact in minor units, whatever the currency's exponent, and no unit gets lost."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pricing_values import CURRENCIES, minors, percents

from floorwalker.catalog.pricing.arithmetic import less_percent, split
from floorwalker.core import Money, currency_exponent


@given(minors, percents)
def test_a_percentage_leaves_what_decimals_rounded_half_up_leave(minor: int, off: Decimal) -> None:
    expected = (Decimal(minor) * (100 - off) / 100).quantize(Decimal(1), ROUND_HALF_UP)
    assert less_percent(minor, off) == int(expected)


@pytest.mark.parametrize(
    ("currency", "price", "off", "left"),
    [
        ("CNY", "0.99", "50", "0.50"),
        ("CNY", "0.01", "50", "0.01"),
        ("CNY", "139.00", "20", "111.20"),
        ("JPY", "99", "50", "50"),
        ("JPY", "1980", "33.3333", "1320"),
        ("KWD", "1.005", "50", "0.503"),
        ("USD", "19.99", "100", "0.00"),
        ("USD", "19.99", "0.0001", "19.99"),
    ],
)
def test_rounding_is_half_up_at_the_currencys_own_smallest_unit(
    currency: str, price: str, off: str, left: str
) -> None:
    money = Money.exact(price, currency)
    assert Money(less_percent(money.minor, Decimal(off)), currency) == Money.exact(left, currency)


def test_the_currencies_here_have_different_exponents() -> None:
    assert [currency_exponent(currency) for currency in CURRENCIES] == [2, 0, 3]


@given(minors, minors, percents)
def test_a_lower_price_stays_lower_under_the_same_percentage(one: int, other: int, off: Decimal) -> None:
    low, high = sorted((one, other))
    assert 0 <= less_percent(low, off) <= less_percent(high, off) <= high


@given(st.lists(minors, min_size=1, max_size=20), st.data())
def test_the_parts_of_a_discount_add_up_and_exceed_no_line(weights: list[int], data: st.DataObject) -> None:
    amount = data.draw(st.integers(0, sum(weights)))
    parts = split(amount, weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert 0 <= part <= weight
        assert abs(part * sum(weights) - amount * weight) < sum(weights) or not sum(weights)


def test_the_largest_remainder_gets_the_unit_and_of_equal_ones_the_first() -> None:
    assert split(100, [1, 1, 1]) == [34, 33, 33]
    assert split(5, [10, 20, 30]) == [1, 2, 2]
    assert split(0, [0, 0]) == [0, 0]
    with pytest.raises(ValueError, match="over nothing"):
        split(1, [0])
