"""What a single message says about the goods wanted, in both languages."""

from decimal import Decimal
from typing import Any

import pytest

from floorwalker.dialogue.understand import ShopVocabulary
from floorwalker.dialogue.understand.slots import Slots, find_slots
from floorwalker.text import Folded, detect_language


def slots(text: str, vocabulary: ShopVocabulary) -> Slots:
    return find_slots(Folded.of(text), detect_language(text), vocabulary)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("a lipstick please", ("lipstick",)),
        ("got any lip sticks?", ("lipstick",)),
        ("show me your eye creams", ("eye_cream",)),
        ("rings or earrings", ("ring", "earrings")),
        ("想买支口红", ("lipstick",)),
        ("想買支口紅", ("lipstick",)),
        ("有没有护手霜", ("hand_cream",)),
        ("买个护手霜", ("hand_cream",)),
        ("面霜和口红都要", ("face_cream", "lipstick")),
        ("I broke my teapot. Now I need a lipstick.", ("lipstick",)),
        ("can i drink from it, the filter", ()),
        ("something to cook a meal and a lipstick", ("lipstick",)),
        ("hello there", ()),
        ("随便看看", ()),
    ],
)
def test_kinds_of_goods(text: str, types: tuple[str, ...], vocabulary: ShopVocabulary) -> None:
    """The kinds wanted, in the order said; what an earlier sentence says in passing is not wanted."""
    assert slots(text, vocabulary).types == types


@pytest.mark.parametrize(
    ("text", "carried", "absent"),
    [
        ("lipstick by Dior", ("dior",), ()),
        ("DIOR lipstick", ("dior",), ()),
        ("迪奥的口红", ("dior",), ()),
        ("Christian Dior perfume", ("dior",), ()),
        ("兰蔻口红", ("兰蔻",), ()),
        ("lancome lipstick", ("兰蔻",), ()),
        ("Lancôme lipstick", ("兰蔻",), ()),
        ("蘭蔻口紅", ("兰蔻",), ()),
        ("do you stock Chanel?", (), ("Chanel",)),
        ("有香奈儿吗", (), ("香奈儿",)),
        ("Dior or Chanel", ("dior",), ("Chanel",)),
        ("what is the benefit of toner", (), ()),
        ("mascara from benefit", ("benefit",), ()),
        ("I love Benefit mascara", ("benefit",), ()),
        ("a silk scarf", (), ()),
        ("a scarf by Silk", ("silk",), ()),
        ("a serum by the ordinary", ("theordinary",), ()),
        ("studio ode teapot", ("studioode",), ()),
        ("nordlys rings", ("nordlys",), ()),
    ],
)
def test_brands(
    text: str, carried: tuple[str, ...], absent: tuple[str, ...], vocabulary: ShopVocabulary
) -> None:
    """Brands under all their names; one that is an ordinary word too needs a sign that the brand is meant."""
    found = slots(text, vocabulary)
    assert (found.brands, found.absent_brands) == (carried, absent)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("lipstick under $30", None, 30),
        ("perfume between 50 and 100 dollars", 50, 100),
        ("a ring over $200", 200, None),
        ("口红200以内", None, 200),
        ("一百到三百块的面霜", 100, 300),
        ("五百元以上的香水", 500, None),
        ("nothing over 50 dollars", None, 50),
        ("under $50, no, under $80", None, 80),
        ("500左右的香水", 375, 625),
        ("sixty dollars in all", None, 60),
        ("sterling silver ring under 30", None, 30),
        ("lipstick", None, None),
        ("SPF 50 cream", None, None),
        ("30ml的面霜", None, None),
    ],
)
def test_prices(text: str, low: int | None, high: int | None, vocabulary: ShopVocabulary) -> None:
    """Bounds in major units; the last one named counts, and figures that are no money set none."""
    price = slots(text, vocabulary).price
    assert (price and price.min, price and price.max) == (low, high)


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("the second one", (2,)),
        ("第二款", (2,)),
        ("第一个和第三个", (1, 3)),
        ("the last one", (-1,)),
        ("最后一款", (-1,)),
        ("前两款", (1, 2)),
        ("number 3 please", (3,)),
        ("第二件半价吗", ()),
        ("the first time I buy perfume", ()),
    ],
)
def test_positions(text: str, positions: tuple[int, ...], vocabulary: ShopVocabulary) -> None:
    """Places in the list shown; ordinals of time and promotions point at nothing."""
    assert slots(text, vocabulary).positions == positions


@pytest.mark.parametrize(
    ("text", "wished", "unwanted"),
    [
        ("a red lipstick", {"colour:red"}, set()),
        ("红色口红", {"colour:red"}, set()),
        ("a waterproof mascara", {"benefit:waterproof"}, set()),
        ("a lipstick but not red", set(), {"colour:red"}),
        ("不要红色的口红", set(), {"colour:red"}),
        ("alcohol-free toner", {"free_from:alcohol"}, set()),
        ("无酒精的爽肤水", {"free_from:alcohol"}, set()),
        ("toner without alcohol", set(), {"ingredient:alcohol"}),
        ("an eye cream", set(), set()),
        ("green tea", set(), set()),
    ],
)
def test_wishes(text: str, wished: set[str], unwanted: set[str], vocabulary: ShopVocabulary) -> None:
    """Qualities wanted and not wanted; a word inside the name of a kind is no wish."""
    found = slots(text, vocabulary)
    assert {facet for wish in found.wishes for facet in wish.facets} == wished
    assert {facet for wish in found.unwanted for facet in wish.facets} >= unwanted
    assert bool(found.unwanted) == bool(unwanted)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a gift for my mother", {"recipient": "mother"}),
        ("送妈妈的生日礼物", {"recipient": "mother", "occasion": "birthday"}),
        ("something for our anniversary", {"occasion": "valentine"}),
        ("推荐三款口红", {"count": 3}),
        ("show me two options", {"count": 2}),
        ("口红，评分4.5以上", {"rating_min": Decimal("4.5")}),
        ("rated at least 4 stars", {"rating_min": Decimal(4)}),
    ],
)
def test_people_counts_and_ratings(text: str, expected: dict[str, Any], vocabulary: ShopVocabulary) -> None:
    found = slots(text, vocabulary)
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize("text", ["", " ", "\n\n", "?!", "。。。", "🙂🙂", "\u200b"])
def test_nothing_is_read_into_nothing(text: str, vocabulary: ShopVocabulary) -> None:
    found = slots(text, vocabulary)
    assert not found.describe_goods
    assert found.words == ()
