"""A wish for something that lasts ranks a list: it is never hard, and none of its words is a property."""

import pytest

from floorwalker.agents.builtin.wishes import wish_name
from floorwalker.conversation import Wish
from floorwalker.core import Language
from floorwalker.dialogue.understand import ShopVocabulary
from floorwalker.dialogue.understand.slots import find_slots
from floorwalker.text import Folded, detect_language


@pytest.mark.parametrize(
    "text",
    [
        "送他点能用很多年的",
        "给我爸挑块能戴十年的手表",
        "别买两个月就坏的伞",
        "有没有穿不烂的鞋",
        "耐用的毛毯有吗",
        "something that will last him for years",
        "a pan he'll still be using in ten years",
        "need a backpack that won't fall apart after a month",
        "not something that breaks in a week",
        "sturdy tote please",
    ],
)
def test_a_long_life_is_wished_softly(text: str, vocabulary: ShopVocabulary) -> None:
    slots = find_slots(Folded.of(text), detect_language(text), vocabulary)
    assert [(wish.facets, wish.soft) for wish in slots.wishes] == [(("benefit:durable",), True)]
    assert slots.words == slots.unwanted == ()


@pytest.mark.parametrize(
    "text",
    [
        "我用了很多年的那款还有吗",
        "这个牌子有很多年历史了吧",
        "能用多久",
        "how long does it last",
        "i've been using this for years",
        "my last pair broke after a month",
    ],
)
def test_what_is_told_of_years_is_no_wish(text: str, vocabulary: ShopVocabulary) -> None:
    assert find_slots(Folded.of(text), detect_language(text), vocabulary).wishes == ()


@pytest.mark.parametrize(
    ("said", "facets", "language", "name"),
    [
        ("真丝", ("material:silk",), "zh", "真丝"),
        ("真丝", ("material:silk",), "en", "silk"),
        ("能用很多年的", ("benefit:durable",), "zh", "耐用"),
        ("很仙的", (), "en", ""),
        ("vegan", (), "zh", "vegan"),
    ],
)
def test_a_wish_is_named_in_the_language_of_the_reply(
    said: str, facets: tuple[str, ...], language: Language, name: str
) -> None:
    assert wish_name(Wish(said=said, facets=facets), language) == name
