"""What Chinese shoppers want and will not have, as they say it among friends."""

import pytest
from shop_floor import Shopper, titles

from floorwalker.dialogue.understand import ShopVocabulary
from floorwalker.dialogue.understand.slots import Slots, find_slots
from floorwalker.text import Folded


def slots(text: str, vocabulary: ShopVocabulary) -> Slots:
    return find_slots(Folded.of(text), "zh", vocabulary)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("围巾，仿羊绒的不要", {"material:faux_cashmere"}),
        ("钱包，不要人造革的", {"material:vegan_leather"}),
        ("防晒，雷区是含酒精", {"ingredient:alcohol"}),
        ("不要坚果的", {"ingredient:nut"}),
    ],
)
def test_what_is_denied_has_its_quality(text: str, unwanted: set[str], vocabulary: ShopVocabulary) -> None:
    found = slots(text, vocabulary)
    assert unwanted <= {facet for wish in found.unwanted for facet in wish.facets}
    assert not unwanted & {facet for wish in found.wishes for facet in wish.facets}


@pytest.mark.parametrize(("text", "said"), [("键盘，不要红轴", "红轴"), ("酒心的也不要", "酒心")])
def test_a_denied_word_that_no_lexicon_knows_is_avoided(
    text: str, said: str, vocabulary: ShopVocabulary
) -> None:
    found = slots(text, vocabulary)
    assert [wish.said for wish in found.unwanted] == [said]
    assert said not in found.words


def test_an_allergy_asks_for_what_is_free_from_it(vocabulary: ShopVocabulary) -> None:
    found = slots("她对坚果过敏，想买巧克力", vocabulary)
    assert [wish.facets for wish in found.wishes] == [("diet:nut_free",)]
    assert not found.unwanted


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("自己喝茶用的杯子", ("cup",)),
        ("泡茶的茶壶", ("teapot",)),
        ("杯子，要能泡茶的", ("cup",)),
        ("爸爸爱喝茶", ("tea",)),
    ],
)
def test_what_goods_are_used_for_is_not_sought(
    text: str, types: tuple[str, ...], vocabulary: ShopVocabulary
) -> None:
    assert slots(text, vocabulary).types == types


@pytest.mark.parametrize(
    "text", ["给我整一个口红就行", "种草很久的口红", "求个平价点的口红", "来点儿口红吧姐妹们"]
)
def test_the_way_of_asking_leaves_no_words(text: str, vocabulary: ShopVocabulary) -> None:
    found = slots(text, vocabulary)
    assert (found.types, found.words) == (("lipstick",), ())


def test_another_brand_is_none_of_those_shown(shopper) -> None:
    ann: Shopper = shopper("yuan")
    ann.ask("看看口红")
    ann.ask("兰蔻的口红")
    other = ann.ask("换个牌子")
    assert titles(other)
    assert "兰蔻" not in {product["brand"] for product in other["products"]}


def test_a_higher_price_may_be_said_to_be_fine(shopper) -> None:
    """The bound above is let go, or what costs more is shown."""
    ann: Shopper = shopper("yuan")
    few = titles(ann.ask("100以内的口红"))
    assert set(titles(ann.ask("贵点没事"))) > set(few)
