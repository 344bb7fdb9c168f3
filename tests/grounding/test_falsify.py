"""The benchmark that makes true texts false reads numbers, and tells what the evidence rules out."""

from decimal import Decimal

import pytest
from benchmarks.falsify.books import Books
from benchmarks.falsify.numerals import numbers_in, written_like

EVIDENCE = [
    {
        "kind": "product",
        "id": "cream",
        "fields": {
            "title": "Rose Cream 50ml",
            "price": {"amount": 40, "currency": "USD"},
            "compare_at_price": {"amount": 60, "currency": "USD"},
            "rating": 4.26,
            "review_count": 259,
        },
    },
    {"kind": "customer", "id": "1", "fields": {"text": "a cream under $45"}},
]


@pytest.mark.parametrize(
    ("text", "value", "other", "written"),
    [
        ("costs $1,280.50 now", "1280.5", "999", "999.00"),
        ("twenty-seven bucks", "27", "142", "one hundred and forty-two"),
        ("一百三十九元", "139", "20", "二十"),
        ("四万四千多", "44000", "30500", "三万零五百"),
        ("1000多件", "1000", "700", "700"),
    ],
)
def test_a_number_is_read_and_another_written_like_it(
    text: str, value: str, other: str, written: str
) -> None:
    (number,) = numbers_in(text)
    assert number.value == Decimal(value)
    assert written_like(Decimal(other), number) == written


@pytest.mark.parametrize("amount", ["40", "60", "20", "80", "100", "48", "45"])
def test_what_is_stated_or_can_be_worked_out_is_not_false(amount: str) -> None:
    assert Books(EVIDENCE).may_be_amount(Decimal(amount), 0, hedged=False)


def test_roundings_and_conversions_are_not_false() -> None:
    books = Books(EVIDENCE)
    assert books.may_be_number(Decimal("4.3"), 1, hedged=False)
    assert books.may_be_number(Decimal(270), 0, hedged=True)
    assert books.may_be_measure(Decimal("0.05"), "L")
    assert books.may_be_measure(Decimal(100), "ml")
    assert books.may_be_percent(Decimal(33))


def test_other_figures_are_false() -> None:
    books = Books(EVIDENCE)
    assert not books.may_be_amount(Decimal(47), 0, hedged=False)
    assert not books.may_be_number(Decimal("4.7"), 1, hedged=False)
    assert not books.may_be_number(Decimal(480), 0, hedged=True)
    assert not books.may_be_measure(Decimal(75), "ml")
    assert not books.may_be_percent(Decimal(77))
    assert books.is_customers(Decimal(45))
