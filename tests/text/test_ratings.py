"""The lowest rating that shoppers ask for."""

from decimal import Decimal

import pytest

from floorwalker.text import find_rating_floor

FLOORS = [
    ("评分4.5以上", "4.5"),
    ("评分4.5分以上的", "4.5"),
    ("评分要在4.5以上", "4.5"),
    ("评分不低于4", "4"),
    ("评分至少4.2", "4.2"),
    ("评分大于4.5", "4.5"),
    ("4星以上", "4"),
    ("四星以上", "4"),
    ("4.5星及以上", "4.5"),
    ("至少4星", "4"),
    ("4.5分以上的", "4.5"),
    ("四点五分以上", "4.5"),
    ("評分4.5以上", "4.5"),
    ("rated at least 4.5", "4.5"),
    ("rated 4.5 or higher", "4.5"),
    ("rated above 4", "4"),
    ("rating of at least 4.2", "4.2"),
    ("ratings over 4", "4"),
    ("4+ stars", "4"),
    ("4.5+ star", "4.5"),
    ("above 4 stars", "4"),
    ("at least four stars", "4"),
    ("4 stars and up", "4"),
    ("4 stars or more", "4"),
    ("four stars or better", "4"),
    ("minimum 4 stars", "4"),
    ("4.5 or higher rating", "4.5"),
    ("under $50 rated over 4.3 stars", "4.3"),
    ("a rating above 4.5 please", "4.5"),
]

NONE = [
    "4 stars",
    "评分多少",
    "三星手机",
    "98分以上",
    "300以上",
    "at least 4 bottles",
    "4.5",
    "",
    "rated",
    "5分钟以内",
]


@pytest.mark.parametrize(("text", "floor"), FLOORS)
def test_reads_the_floor(text: str, floor: str) -> None:
    found = find_rating_floor(text)
    assert found is not None
    value, (start, end) = found
    assert value == Decimal(floor)
    assert text[start:end]


@pytest.mark.parametrize("text", NONE)
def test_other_figures_are_no_floor(text: str) -> None:
    assert find_rating_floor(text) is None
