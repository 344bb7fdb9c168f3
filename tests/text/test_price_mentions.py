"""Amounts of money that a reply states."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.text import find_prices

ONE = [
    ("¥139", "139", "CNY"),
    ("￥139.00", "139.00", "CNY"),
    ("139元", "139", "CNY"),
    ("139 元", "139", "CNY"),
    ("139块", "139", "CNY"),
    ("139块钱", "139", "CNY"),
    ("RMB 139", "139", "CNY"),
    ("139 RMB", "139", "CNY"),
    ("人民币139元", "139", "CNY"),
    ("一百三十九元", "139", "CNY"),
    ("一三九元", "139", "CNY"),
    ("三块五", "3.5", "CNY"),
    ("9块9", "9.9", "CNY"),
    ("九块九", "9.9", "CNY"),
    ("5毛钱", "0.5", "CNY"),
    ("$195.00", "195.00", "USD"),
    ("$1,299.99", "1299.99", "USD"),
    ("US$195", "195", "USD"),
    ("139.00 USD", "139.00", "USD"),
    ("USD 139", "139", "USD"),
    ("forty-five dollars", "45", "USD"),
    ("99 cents", "0.99", "USD"),
    ("100美元", "100", "USD"),
    ("€30", "30", "EUR"),
    ("30€", "30", "EUR"),
    ("£20.50", "20.50", "GBP"),
    ("HK$300", "300", "HKD"),
    ("5000日元", "5000", "JPY"),
    ("售价139", "139", None),
    ("现价：139", "139", None),
    ("it costs 139", "139", None),
    ("priced at 139.99", "139.99", None),
    ("到手价 99", "99", None),
    ("才198，", "198", None),
    ("160一块", "160", None),
    ("香水一百六，", "160", None),
    ("修护霜一千一百六。", "1160", None),
    ("50ml98元", "98", "CNY"),
]

NONE = [
    "139",
    "50ml",
    "第二款",
    "4.5 stars",
    "卖了两千四啦",
    "两百单",
    "五角海绵",
    "三角形",
    "A18164",
    "8折",
    "12期",
    "weighs 5 pounds",
    "一块面膜",
    "the second",
    "",
]


@pytest.mark.parametrize(("text", "amount", "currency"), ONE)
def test_reads_the_amount(text: str, amount: str, currency: str | None) -> None:
    [mention] = find_prices(text)
    assert (mention.amount, mention.currency) == (Decimal(amount), currency)
    assert text[slice(*mention.span)] == mention.text


@pytest.mark.parametrize("text", NONE)
def test_other_figures_are_no_money(text: str) -> None:
    assert find_prices(text) == []


def test_both_ends_of_a_range_share_the_currency() -> None:
    assert [(m.amount, m.currency) for m in find_prices("$20-40 or 20到40元")] == [
        (20, "USD"),
        (40, "USD"),
        (20, "CNY"),
        (40, "CNY"),
    ]


def test_rough_amounts_say_so() -> None:
    [rough, ranged] = find_prices("百来块, 三百多块")
    assert (rough.amount, rough.approximate, rough.high) == (100, True, None)
    assert (ranged.amount, ranged.approximate, ranged.high) == (300, True, 400)


@given(
    st.decimals(min_value=0, max_value=99_999, places=2),
    st.sampled_from(["${}", "¥{}", "{}元", "RMB {}", "{} USD", "€{}", "售价{}元"]),
)
def test_reads_back_what_is_written(amount: Decimal, form: str) -> None:
    [mention] = find_prices("It is " + form.format(f"{amount:,}") + ".")
    assert mention.amount == amount
    assert mention.currency
