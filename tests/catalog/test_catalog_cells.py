"""Cells that are counts, ratings, dates or states, as shops write them in both languages."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.catalog.importers.cells import (
    parse_availability,
    parse_count,
    parse_moment,
    parse_rating,
    parse_stock,
)


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("26719", 26719),
        ("1,299", 1299),
        ("1.2万", 12000),
        ("1.2万+", 12000),
        ("3k", 3000),
        ("2.5M", 2_500_000),
        ("500+", 500),
        ("12件", 12),
        ("0", 0),
        ("12.0", 12),
        ("1,2,3", None),
        ("many", None),
        ("-5", None),
        ("", None),
        ("9" * 30, None),
    ],
)
def test_counts(cell: str, count: float | None) -> None:
    assert parse_count(cell) == count


@pytest.mark.parametrize(("cell", "stock"), [("3", 3), ("3.0", 3), ("-2", 0), ("2.5", None), ("有货", None)])
def test_stock_is_whole_and_never_negative(cell: str, stock: int | None) -> None:
    assert parse_stock(cell) == stock


@pytest.mark.parametrize(
    ("cell", "rating"),
    [
        *(
            ("4.5", 4.5),
            ("5", 5.0),
            ("0", 0.0),
            ("4,5", 4.5),
            ("4.5/5", 4.5),
            ("4.8 stars", 4.8),
            ("4.9分", 4.9),
        ),
        *(("9.2", None), ("9.2/10", None), ("96%", None), ("good", None), ("", None), ("-1", None)),
    ],
)
def test_ratings_are_out_of_five_or_unread(cell: str, rating: float | None) -> None:
    assert parse_rating(cell) == rating


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2016/11/9", datetime(2016, 11, 9, tzinfo=UTC)),
        ("2016-11-09", datetime(2016, 11, 9, tzinfo=UTC)),
        ("2016.11.09", datetime(2016, 11, 9, tzinfo=UTC)),
        ("20161109", datetime(2016, 11, 9, tzinfo=UTC)),
        ("2016年11月9日", datetime(2016, 11, 9, tzinfo=UTC)),
        ("2016年11月9日 8:30", datetime(2016, 11, 9, 8, 30, tzinfo=UTC)),
        ("2016/11/9 8:30", datetime(2016, 11, 9, 8, 30, tzinfo=UTC)),
        ("2016-11-09T08:30:15.123Z", datetime(2016, 11, 9, 8, 30, 15, tzinfo=UTC)),
        ("2016-11-09T08:30:00+08:00", datetime(2016, 11, 9, 0, 30, tzinfo=UTC)),
        ("2016-11-09 08:30 -0500", datetime(2016, 11, 9, 13, 30, tzinfo=UTC)),
        ("1478678400", datetime(2016, 11, 9, 8, 0, tzinfo=UTC)),
        ("1478678400000", datetime(2016, 11, 9, 8, 0, tzinfo=UTC)),
        ("11/9/2016", None),
        ("2016/13/1", None),
        ("2016/2/30", None),
        ("0001-01-01T00:00:00+08:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(cell: str, moment: datetime | None) -> None:
    assert parse_moment(cell) == moment


@given(st.dates(min_value=date(1970, 1, 1)), st.dates(min_value=date(1970, 1, 1)))
def test_dates_sort_as_dates_and_not_as_text(one: date, other: date) -> None:
    first, second = (parse_moment(f"{day.year:04}/{day.month}/{day.day}") for day in (one, other))
    assert first is not None
    assert second is not None
    assert (first < second) == (one < other)


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        *(("in stock", "in_stock"), ("In_Stock", "in_stock"), ("有货", "in_stock"), ("现货", "in_stock")),
        *(("TRUE", "in_stock"), ("https://schema.org/InStock", "in_stock"), ("在售", "in_stock")),
        *(("out of stock", "out_of_stock"), ("Sold Out", "out_of_stock"), ("售罄", "out_of_stock")),
        *(("缺货", "out_of_stock"), ("0", "out_of_stock"), ("http://schema.org/OutOfStock", "out_of_stock")),
        *(("pre-order", "preorder"), ("预售", "preorder"), ("backorder", "backorder")),
        *(("perhaps", None), ("", None)),
    ],
)
def test_availability(cell: str, state: str | None) -> None:
    assert parse_availability(cell) == state


@given(st.text(max_size=20))
def test_no_cell_breaks_a_reader(cell: str) -> None:
    for parse in (parse_count, parse_stock, parse_rating, parse_moment, parse_availability):
        parse(cell)
