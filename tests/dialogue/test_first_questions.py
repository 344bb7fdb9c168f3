"""Questions about goods that nobody has seen yet, and idioms that name no goods."""

from collections.abc import Callable

import pytest
from shop_floor import Shopper, titles

Begin = Callable[..., Shopper]


@pytest.mark.parametrize(
    ("question", "product", "told"),
    [
        ("how much would the harbour canvas tote in blue be", "Harbour Canvas Tote", "out of stock"),
        ("is the porcelain teapot dishwasher safe?", "Willow Porcelain Teapot", "Dishwasher safe"),
        ("does the Willow one go in the dishwasher?", "Willow Porcelain Teapot", "Dishwasher safe"),
    ],
)
def test_a_question_is_answered_of_the_product_that_it_describes(
    question: str, product: str, told: str, shopper: Begin
) -> None:
    answer = shopper().ask(question)
    assert product in titles(answer)
    assert told in answer["reply"]


def test_the_end_of_a_word_names_nothing(shopper: Begin) -> None:
    """The e of "size" is no part of a title that goes on after it."""
    answer = shopper().ask("travel size dior lipstick please")
    assert titles(answer)[:1] == ["Grand Couture Lipstick"]


@pytest.mark.parametrize(
    "said", ["something lighter on the wallet", "easier on my purse please", "kinder on the pocket?"]
)
def test_the_wallet_of_an_idiom_is_not_sold(said: str, shopper: Begin) -> None:
    ann = shopper()
    ann.ask("dior lipstick")
    answer = ann.ask(said)
    assert "wallet" not in answer["reply"]
    assert "purse" not in answer["reply"]


def test_a_table_of_what_was_shown_is_a_comparison(shopper: Begin) -> None:
    ann = shopper()
    shown = titles(ann.ask("lipsticks"))
    answer = ann.ask("a table of all of them please")
    assert answer["comparison"] is not None
    assert set(titles(answer)) <= set(shown)
