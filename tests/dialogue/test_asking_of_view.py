"""Questions about what is in view are told from searches, and courtesies from wishes."""

import pytest
from shop_floor import Shopper, titles


@pytest.mark.parametrize(
    "question",
    [
        "will it fit a 14 inch laptop?",
        "can it go in the dishwasher",
        "is it comfy?",
        "any nuts in it?",
        "what does it weigh",
    ],
)
def test_a_question_that_names_other_things_is_about_what_is_in_view(question: str, shopper) -> None:
    ann: Shopper = shopper()
    ann.ask("show me your lipsticks")
    first = titles(ann.ask("the first one"))
    assert titles(ann.ask(question)) == first


@pytest.mark.parametrize("question", ["能进微波炉吗", "含铅吗", "dishwasher可以放吗", "有多重"])
def test_the_same_in_chinese(question: str, shopper) -> None:
    ann: Shopper = shopper("yuan")
    ann.ask("看看口红")
    first = titles(ann.ask("第一款"))
    assert titles(ann.ask(question)) == first


@pytest.mark.parametrize(
    ("shop", "first", "then"),
    [
        ("default", "a lipstick", "is there a perfume to go with it?"),
        ("yuan", "口红", "那有适合敏感肌的面霜吗"),
    ],
)
def test_goods_asked_for_are_sought_though_the_question_points_back(
    shop: str, first: str, then: str, shopper
) -> None:
    ann: Shopper = shopper(shop)
    before = titles(ann.ask(first))
    after = titles(ann.ask(then))
    assert after
    assert not set(after) & set(before)


@pytest.mark.parametrize("text", ["perfect, you've been brilliant", "ok ta", "cheers mate"])
def test_thanks_are_no_wish(text: str, shopper) -> None:
    ann: Shopper = shopper()
    ann.ask("the cheapest lipstick")
    assert titles(ann.ask(text)) == []
