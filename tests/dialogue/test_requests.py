"""Several needs in one message: which words belong to which request."""

from decimal import Decimal

import pytest
from shop_floor import Shopper, read, titles

from floorwalker.conversation import ConversationState
from floorwalker.dialogue.understand import ShopVocabulary
from floorwalker.dialogue.understand.requests import find_requests
from floorwalker.dialogue.understand.slots import Slots
from floorwalker.text import Folded, detect_language


def requests(text: str, vocabulary: ShopVocabulary) -> tuple[Slots, ...]:
    return find_requests(Folded.of(text), detect_language(text), vocabulary)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a teapot and a red scarf", ["teapot", "scarf"]),
        ("shampoo and conditioner", ["shampoo", "conditioner"]),
        ("need a tent, two sleeping bags and a vase", ["tent", "sleeping_bag", "vase"]),
        ("a candle, plus a soap", ["candle", "soap"]),
        ("I broke my mug. I need a vase and a candle", ["vase", "candle"]),
        ("no perfume, just a candle and a soap", ["candle", "soap"]),
        ("想买一支口红和一瓶香水", ["lipstick", "fragrance"]),
        ("手机壳和充电器", ["phone_case", "charger"]),
        ("口红一支，另外再来一支护手霜", ["lipstick", "hand_cream"]),
        ("不要香水，要口红和眉笔", ["lipstick", "brow_pencil"]),
        ("我的口红用完了。想买面霜和洗面奶", ["face_cream", "face_cleanser"]),
    ],
)
def test_kinds_side_by_side_are_requests_of_their_own(
    text: str, kinds: list[str], vocabulary: ShopVocabulary
) -> None:
    """In the order said; what is denied, or told of in a sentence before, is none."""
    assert [slots.types for slots in requests(text, vocabulary)] == [(kind,) for kind in kinds]


@pytest.mark.parametrize(
    "text",
    [
        "a scarf or a hat",
        "earrings that go with my necklace",
        "a lipstick, a matte lipstick",
        "a lipstick",
        "面霜或者精华都行",
        "连衣裙配高跟鞋",
        "口红，哑光口红",
        "hello",
        "",
    ],
)
def test_alternatives_company_and_repetition_are_one_request(text: str, vocabulary: ShopVocabulary) -> None:
    assert requests(text, vocabulary) == ()


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("a teapot under $60 and a red scarf", [60, None]),
        ("a teapot under $60 and a scarf below $90", [60, 90]),
        ("a teapot and a scarf for 80 dollars at most", [80, 80]),
        ("茶壶两百以内，茶杯一百以内", [200, 100]),
        ("面霜和洗面奶，都要300以内", [300, 300]),
    ],
)
def test_whose_price_it_is(text: str, bounds: list[int | None], vocabulary: ShopVocabulary) -> None:
    """A price belongs to its own part; one that only the last part names is said of all."""
    assert [slots.price and slots.price.max for slots in requests(text, vocabulary)] == bounds


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("a candle for my mother and a mug for my father", ["mother", "father"]),
        ("for my mother, a candle and a mug", ["mother", "mother"]),
        ("给妈妈买条围巾，给爸爸买个钱包", ["mother", "father"]),
    ],
)
def test_whom_it_is_for(text: str, recipients: list[str], vocabulary: ShopVocabulary) -> None:
    assert [slots.recipient for slots in requests(text, vocabulary)] == recipients


def test_qualities_and_brands_stay_with_their_part(vocabulary: ShopVocabulary) -> None:
    scarf, mug = requests("a red scarf and a white mug", vocabulary)
    assert [[wish.said for wish in slots.wishes] for slots in (scarf, mug)] == [["red"], ["white"]]
    cream, lipstick = requests("兰蔻的面霜和花西子的口红", vocabulary)
    assert (cream.brands, lipstick.brands) == (("兰蔻",), ("花西子",))
    wallet, belt = requests("a wallet plus a belt, both in black leather", vocabulary)
    assert (
        [wish.said for wish in wallet.wishes] == [wish.said for wish in belt.wishes] == ["black", "leather"]
    )


def test_further_requests_are_needs_of_their_own_that_can_be_come_back_to(vocabulary: ShopVocabulary) -> None:
    reading = read("a ring under $120 and a red tote below $40", vocabulary, ConversationState())
    [further] = reading.further
    assert (reading.need.types, reading.need.price_max) == (("ring",), Decimal(120))
    assert (further.types, further.price_max) == (("tote_bag",), Decimal(40))
    assert reading.need.others == (further,)
    state = ConversationState(need=reading.need, focus=("shop:8",))
    resumed = read("and a cheaper tote?", vocabulary, state).need
    assert (resumed.types, resumed.price_max) == (("tote_bag",), Decimal(40))
    assert [other.types for other in resumed.others] == [("ring",)]


@pytest.mark.parametrize(
    ("shop", "text", "expected"),
    [
        ("default", "a teapot and a perfume by Dior", {"Willow Porcelain Teapot", "Midnight Orchid Eau de Parfum"}),
        ("yuan", "桂雨那样的淡香水，再来一支护手霜", {"桂雨淡香水", "栀子护手霜"}),
    ],
)  # fmt: skip
def test_one_list_for_each_request(shop: str, text: str, expected: set[str], shopper) -> None:
    answer = shopper(shop).ask(text)
    assert expected <= set(titles(answer))


@pytest.mark.parametrize("shop", ["default", "yuan"])
def test_each_list_of_a_reply_keeps_its_own_bound(shop: str, shopper) -> None:
    """The figures told of one list are not those of the other."""
    ann: Shopper = shopper(shop)
    text = {
        "default": "a perfume under $70 and a lipstick under $30",
        "yuan": "两百以内的口红，和五百以内的香水",
    }[shop]
    reply = ann.ask(text)["reply"]
    low, high = {"default": ("$30", "$70"), "yuan": ("¥200", "¥500")}[shop]
    assert low in reply
    assert high in reply
