"""Money keeps every unit, whatever the currency's exponent."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.core import Money, currency_exponent, is_currency

CURRENCIES = st.sampled_from(["USD", "CNY", "JPY", "KWD", "EUR"])


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("195.00", "USD", 19500),
        ("1980", "JPY", 1980),
        ("1.234", "KWD", 1234),
        ("0", "CNY", 0),
        ("-3.5", "EUR", -350),
    ],
)
def test_minor_units_follow_the_exponent(amount: str, currency: str, minor: int) -> None:
    assert Money.of(amount, currency) == Money(minor, currency)


@given(st.integers(-(10**15), 10**15), CURRENCIES)
def test_amount_and_minor_units_are_the_same_money(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.exact(money.amount, currency) == money
    assert money.as_json() == {"amount": f"{money.amount:f}", "currency": currency}


def test_exact_refuses_what_of_rounds() -> None:
    assert Money.of("1.005", "USD").minor == 101
    with pytest.raises(ValueError, match="finer"):
        Money.exact("1.005", "USD")


@pytest.mark.parametrize("amount", ["abc", "NaN", "Infinity", "1e30", ""])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(ValueError):
        Money.of(amount, "USD")


def test_currencies_never_mix() -> None:
    with pytest.raises(ValueError, match="combine"):
        Money(1, "USD") + Money(1, "CNY")
    with pytest.raises(ValueError, match="combine"):
        assert Money(1, "USD") < Money(2, "CNY")


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9), CURRENCIES)
def test_sums_and_differences_are_those_of_the_units(a: int, b: int, currency: str) -> None:
    assert Money(a, currency) + Money(b, currency) - Money(b, currency) == Money(a, currency)
    assert (Money(a, currency) < Money(b, currency)) == (a < b)
    assert (Money(a, currency) <= Money(b, currency)) == (a <= b)


def test_known_currencies() -> None:
    assert is_currency("CNY")
    assert not is_currency("XYZW")
    assert [currency_exponent(code) for code in ("JPY", "USD", "KWD")] == [0, 2, 3]


def test_amounts_have_the_currency_s_places() -> None:
    assert Money(100, "JPY").amount == Decimal("100")
    assert str(Money(19500, "USD")) == "195.00 USD"
