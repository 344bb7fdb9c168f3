"""What is told around a wish: what one is done with, who was asked, what the shop has, and which list goes on."""

from collections.abc import Callable

import pytest
from shop_floor import Shopper, read

from floorwalker.conversation import ConversationState, ShoppingNeed
from floorwalker.dialogue.understand import ShopVocabulary

LIPSTICKS = ConversationState(
    need=ShoppingNeed(types=("lipstick",), types_said=("lipstick",), recipient="girlfriend"),
    focus=("shop:1", "shop:2", "shop:3"),
)


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("迪奥的就不必了", "excluded_brands", ("dior",)),
        ("迪奧的就不用了", "excluded_brands", ("dior",)),
        ("迪奥就不劳了", "excluded_brands", ("dior",)),
        ("腻了迪奥", "excluded_brands", ("dior",)),
        ("我早就用够了迪奥", "excluded_brands", ("dior",)),
        ("I'm fed up with Dior", "excluded_brands", ("dior",)),
        ("口红里人气最高的几个，从高到低排", "sort", "popularity"),
        ("按评分高低，从高到低", "sort", "rating"),
        ("最热销的，价格从高到低排", "sort", "price_desc"),
        ("刚跟我爸商量，砍到四百以内吧", "recipient", "girlfriend"),
        ("问了我妈，别超过三百", "recipient", "girlfriend"),
        ("asked my dad, under 80 please", "recipient", "girlfriend"),
        ("help me with my sister's birthday", "recipient", "sister"),
        ("跟我妈一起用的口红", "recipient", "mother"),
        ("想戴去喝喜酒", "types", ("lipstick",)),
        ("想戴去喝喜酒", "occasion", "wedding"),
        ("朋友满月酒送什么酒", "types", ("alcohol",)),
        ("哦只有护肤彩妆啊，那来瓶香水", "types", ("fragrance",)),
        ("oh so you only do skincare, then show me a perfume", "types", ("fragrance",)),
        ("只有香水啊，那来两瓶", "types", ("fragrance",)),
    ],
)
def test_what_is_told_is_no_wish(text: str, part: str, expected: object, vocabulary: ShopVocabulary) -> None:
    """A denial behind a name, another order, people who were asked, feasts, and what the shop has."""
    assert getattr(read(text, vocabulary, LIPSTICKS).need, part) == expected


@pytest.mark.parametrize(
    ("text", "owned"),
    [
        ("earrings, definitely drop it below 60", set()),
        ("kintsugi earrings", {"kintsugi"}),
        ("earrings with kintsugi", {"kintsugi"}),
        ("钧窑的项链", {"钧窑"}),
        ("想买项链，昨天刚好路过", set()),
    ],
)
def test_only_what_the_goods_are_like_is_owned_up_to(
    text: str, owned: set[str], vocabulary: ShopVocabulary
) -> None:
    """That no record mentions a word is told of a quality, and never of the words of the talk."""
    found = read(text, vocabulary, ConversationState()).slots
    assert {word for word in found.words if word not in found.deeds} == owned


@pytest.mark.parametrize(
    ("shop", "first", "text"),
    [
        ("yuan", "推荐面霜", "就是想再多看几款，别重复"),
        ("yuan", "推荐口红", "不要跟刚才一样的"),
        ("default", "show me lipsticks", "any brand but Dior, show me others"),
        ("yuan", "推荐口红", "除了迪奥都行，换一批"),
    ],
)
def test_others_were_not_shown(shop: str, first: str, text: str, shopper: Callable[..., Shopper]) -> None:
    """More of a kind are others, with a brand left out as well."""
    person = shopper(shop)
    shown = {one["id"] for one in person.ask(first)["products"]}
    assert not shown.intersection(one["id"] for one in person.ask(text)["products"])


@pytest.mark.parametrize(
    ("shop", "turns"),
    [
        ("yuan", ("推荐面霜", "第一个孕妇能跟着一起用不")),
        ("default", ("show me lipsticks", "is the second one safe while breastfeeding")),
    ],
)
def test_a_health_question_of_a_product_tells_what_its_record_leaves_out(
    shop: str, turns: tuple[str, ...], shopper: Callable[..., Shopper]
) -> None:
    """No advice is given, and a colleague is offered for what the record does not say."""
    person = shopper(shop)
    reply = [person.ask(turn) for turn in turns][-1]["reply"]
    assert "同事" in reply or "colleague" in reply
