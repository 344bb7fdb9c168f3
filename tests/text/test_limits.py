"""Amounts are bounded by words anywhere in their clause, and by no others."""

from decimal import Decimal

import pytest

from floorwalker.text import find_price_ranges


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("nail polish, budget starts at 15 bucks and stops at 40", 15, 40),
        ("a lip gloss, twenty dollars being the maximum", None, 20),
        ("a serum, I can do 80 dollars", None, 80),
        ("a lipstick; a fifty has to cover it", None, 50),
        ("a perfume, sixty dollars is where I draw the line", None, 60),
        ("a candle, thirty and not a cent more", None, 30),
        ("a candle, thirty dollars, that's all I have", None, 30),
        ("a watch. hundred bucks is all mum gave me", None, 100),
        ("shampoo, my floor is 20 and my ceiling is 50", 20, 50),
        ("shampoo: lowest $20, highest $50", 20, 50),
        ("a mask that leaves me change out of 35", None, 35),
        ("a mask with a 35 dollar cap", None, 35),
        ("口红，三百是我的极限", None, 300),
        ("口红，三百块就是天花板了", None, 300),
        ("口红，价钱卡在三百", None, 300),
        ("口红，三百打得住吗", None, 300),
    ],
)
def test_a_word_of_the_clause_bounds_the_amount(text: str, low: int | None, high: int | None) -> None:
    (found,) = find_price_ranges(text)
    assert (found.min, found.max) == (low and Decimal(low), high and Decimal(high))


@pytest.mark.parametrize(
    "text",
    [
        "the $50 perfume, is it the most popular one?",
        "a $50 perfume. What's the limit on returns?",
        "did the 50 dollar cream sell out? Maximum hold please",
        "50块的那支。最受欢迎的是哪个",
    ],
)
def test_a_word_of_another_clause_bounds_nothing(text: str) -> None:
    assert [found.kind for found in find_price_ranges(text)] == ["amount"]


@pytest.mark.parametrize("text", ["the top 10 of your perfumes", "at most three of them"])
def test_figures_that_count_things_are_no_prices(text: str) -> None:
    assert find_price_ranges(text) == []
