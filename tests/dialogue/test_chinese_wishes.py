"""What Chinese shoppers want and will not have, as they say it among friends."""

import pytest
from shop_floor import Shopper, titles

from floorwalker.dialogue.understand import ShopVocabulary, SpellingMender
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


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("不撞色的口红", set(), {"colour:multicolour"}),
        ("有没有无糖的点心", {"diet:sugar_free"}, set()),
        ("这香水甜不甜", set(), set()),
    ],
)
def test_a_denial_reaches_the_quality_it_stands_at(
    text: str, wanted: set[str], unwanted: set[str], vocabulary: ShopVocabulary
) -> None:
    """有没有 asks, 甜不甜 too; 不 denies."""
    found = slots(text, vocabulary)
    assert {facet for wish in found.wishes for facet in wish.facets} >= wanted
    assert {facet for wish in found.unwanted for facet in wish.facets} == unwanted


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


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("有冇平啲嘅唇膏", "有没有便宜点的唇膏"),
        ("唔該，想搵支口紅", "请，想找支口紅"),
        ("有木有行動電源", "有没有充电宝"),
        ("三张毛爷爷以内", "三百块以内"),
        ("想要只口宏", "想要只口红"),
        ("粉地液", "粉底液"),
        ("这边的「冇」字", "这边的「冇」字"),
    ],
)
def test_speech_and_slips_are_read_in_plain_words(text: str, meant: str, vocabulary: ShopVocabulary) -> None:
    """What is quoted stays as it is written."""
    assert SpellingMender(vocabulary, lambda term: False).mend(text, "zh").text == meant


def test_a_nickname_is_looked_for_as_such(vocabulary: ShopVocabulary) -> None:
    found = slots("那个神仙水最便宜多少", vocabulary)
    assert (found.types, found.words) == (("toner",), ("神仙水",))


@pytest.mark.parametrize(
    ("text", "soft"), [("香水，清爽点儿的", True), ("香水，要清爽的", False), ("洗面奶，温和一些", True)]
)
def test_a_little_of_a_quality_is_a_preference(text: str, soft: bool, vocabulary: ShopVocabulary) -> None:
    assert [wish.soft for wish in slots(text, vocabulary).wishes] == [soft]


def test_kinds_beside_figures_and_qualities(vocabulary: ShopVocabulary) -> None:
    assert slots("两人帐篷，防水的", vocabulary).types == ("tent",)
    assert slots("敏感肌防晒 无香", vocabulary).types == ("sunscreen",)
