"""Price cells: how shops write them, and which currency wins; nothing is guessed, nothing converted."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.catalog import CurrencyUnknown
from floorwalker.catalog.importers.base import RowError
from floorwalker.catalog.importers.prices import PriceContext, currency_code, currency_hint, read_price
from floorwalker.core import Money


def read(cell: str, *, stated: str = "", header: str = "", assumed: str = "") -> Money | None:
    return read_price(cell, PriceContext(7, stated, currency_hint(header) if header else None, assumed))


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("139", "139"),
        ("139.5", "139.50"),
        (" 83.99 ", "83.99"),
        (".5", "0.5"),
        ("12.", "12"),
        ("0", "0"),
        ("1,299", "1299"),
        ("1,299.00", "1299"),
        ("1,234,567.89", "1234567.89"),
        ("1.299,00", "1299"),
        ("1.234.567,89", "1234567.89"),
        ("1.234.567", "1234567"),
        ("12,5", "12.5"),
        ("12,50", "12.5"),
        ("1 299,00", "1299"),
        ("1\u00a0299.00", "1299"),
        ("1\u202f299,00", "1299"),
        ("1'299.00", "1299"),
        ("1,29,999", "129999"),
        ("１３９．００", "139"),
        ("+12", "12"),
        ("29.990000000000002", "29.99"),
        ("83.98999999999999", "83.99"),
    ],
)
def test_amounts_in_every_convention(cell: str, amount: str) -> None:
    assert read(cell, assumed="USD") == Money.of(amount, "USD")


@pytest.mark.parametrize(
    ("cell", "currency"),
    [
        ("USD 12", "USD"),
        ("12 usd", "USD"),
        ("US$12", "USD"),
        ("HK$ 12", "HKD"),
        ("NT$12", "TWD"),
        ("€12", "EUR"),
        ("12,00 €", "EUR"),
        ("£12", "GBP"),
        ("₩12,000", "KRW"),
        ("₹ 1,29,999", "INR"),
        ("Rs. 12 INR", "INR"),
        ("Rs.12 INR", "INR"),
        ("12元", "CNY"),
        ("12块", "CNY"),
        ("RMB 12", "CNY"),
        ("人民币12", "CNY"),
        ("CNY¥12", "CNY"),
        ("CNY ￥12", "CNY"),
        ("12円", "JPY"),
        ("12 Kč", "CZK"),
        ("kr 12 SEK", "SEK"),
    ],
)
def test_a_cell_that_names_its_currency_needs_no_one_else(cell: str, currency: str) -> None:
    money = read(cell)
    assert money is not None
    assert money.currency == currency


@pytest.mark.parametrize("cell", ["12", "$12", "¥12", "￥139", "12.50", "Rs. 500", "kr 5"])
def test_an_ambiguous_price_is_never_guessed(cell: str) -> None:
    with pytest.raises(CurrencyUnknown, match=r"line 7.*--currency"):
        read(cell)


def test_the_point_of_an_abbreviation_is_no_decimal_point() -> None:
    assert read("Rs.500", assumed="INR") == Money(50000, "INR")
    assert read("$.50", assumed="USD") == Money(50, "USD")


def test_a_code_that_is_a_word_counts_in_capitals_only() -> None:
    assert read("5 TRY") == Money(500, "TRY")
    assert currency_hint("top") is None


def test_the_order_of_precedence() -> None:
    everything = {"stated": "EUR", "header": "USD", "assumed": "CNY"}
    assert read("5", **everything) == Money(500, "EUR")
    assert read("5 GBP", header="USD", assumed="CNY") == Money(500, "GBP")
    assert read("5", header="USD", assumed="CNY") == Money(500, "USD")
    assert read("5", assumed="CNY") == Money(500, "CNY")


def test_a_shared_sign_takes_the_currency_named_elsewhere() -> None:
    assert read("$5", assumed="AUD") == Money(500, "AUD")
    assert read("¥5", assumed="JPY") == Money(5, "JPY")
    assert read("$5", header="HKD") == Money(500, "HKD")
    assert read("5元", assumed="TWD") == Money(500, "TWD")
    assert read("5", header="元") == Money(500, "CNY")
    assert read("5", header="元", assumed="TWD") == Money(500, "TWD")


@pytest.mark.parametrize(
    ("cell", "known"),
    [
        ("$5", {"assumed": "CNY"}),
        ("¥5", {"assumed": "USD"}),
        ("5元", {"assumed": "USD"}),
        ("€5", {"stated": "USD"}),
        ("5 USD", {"stated": "CNY"}),
        ("5", {"header": "$", "assumed": "CNY"}),
    ],
)
def test_contradictions_are_rejected_not_converted(cell: str, known: dict[str, str]) -> None:
    with pytest.raises(RowError, match="is not in"):
        read(cell, **known)


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "abc",
            "面议",
            "10-20",
            "139起",
            "12/件",
            "nan",
            "NaN",
            "inf",
            "Infinity",
            "1e5",
            "12,3456",
            "1.2.3",
        ),
        *("1,2,3", "$", "5%", "USD 12 EUR", "USD EUR 5", "12 13", "٣", "5 apples", "1,299,", "1..5"),
    ],
)
def test_what_is_not_one_price_is_rejected(cell: str) -> None:
    with pytest.raises(RowError, match="not one price") as problem:
        read(cell, assumed="USD")
    assert problem.value.remedy


@pytest.mark.parametrize("cell", ["-5", "-5.00", "$-5", "-$5", "-0.01"])
def test_negative_prices_are_rejected(cell: str) -> None:
    with pytest.raises(RowError, match="negative"):
        read(cell, assumed="USD")


@pytest.mark.parametrize("cell", ["9" * 13, "9" * 400, "1,000,000,000,001"])
def test_absurd_prices_are_rejected(cell: str) -> None:
    with pytest.raises(RowError, match="beyond belief"):
        read(cell, assumed="USD")


@pytest.mark.parametrize(("cell", "currency"), [("1.299", "USD"), ("12.345", "CNY"), ("10.5", "JPY")])
def test_a_price_finer_than_the_smallest_unit_is_rejected(cell: str, currency: str) -> None:
    with pytest.raises(RowError, match="finer"):
        read(cell, assumed=currency)


@pytest.mark.parametrize("cell", ["", " ", "-", "—", "N/A", "null", "None", "无", "暂无"])
def test_a_blank_cell_is_no_price(cell: str) -> None:
    assert read(cell) is None


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["CNY", "USD", "EUR"]))
def test_every_way_to_write_an_amount_reads_the_same(amount: Decimal, currency: str) -> None:
    english = f"{amount:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    french = english.translate(str.maketrans(",.", "\u202f,"))
    for text in (str(amount), english, german, french, f"{english}{currency}", f"{currency} {german}"):
        assert read(text, assumed=currency) == Money.of(amount, currency)


@given(st.text(max_size=12))
def test_any_cell_is_a_price_none_or_a_stated_problem(cell: str) -> None:
    try:
        money = read(cell, assumed="USD")
    except RowError as problem:
        assert problem.reason
        assert problem.remedy
    else:
        assert money is None or money.minor >= 0


@pytest.mark.parametrize(
    ("cell", "code"),
    [("usd", "USD"), ("CNY", "CNY"), ("人民币", "CNY"), ("元", "CNY"), ("€", "EUR"), ("", "")],
)
def test_a_currency_column(cell: str, code: str) -> None:
    assert currency_code(cell) == code


@pytest.mark.parametrize("cell", ["$", "dollar", "XYZ", "US", "1"])
def test_a_currency_column_that_settles_nothing_is_rejected(cell: str) -> None:
    with pytest.raises(RowError, match="ISO 4217"):
        currency_code(cell)
