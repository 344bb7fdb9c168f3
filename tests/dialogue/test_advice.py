"""Advice over turns: sums, comparisons, more of a brand, reasons, sales, bundles, stories and offers."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from shop_floor import Shopper, amounts, titles, yuan_shop

from floorwalker.catalog import Brand, CatalogStore
from floorwalker.catalog.pricing import PriceStore, Promotion, Scope
from floorwalker.core import load_settings
from floorwalker.dialogue import House

STORY = {
    "zh": "素里成立于2016年，工坊在富春江边。创始人沈禾是一位制茶师的女儿。每一款香都从一种山野气味开始。",
    "en": "Suli was founded in 2016 on the banks of the Fuchun. Its founder Shen He is a tea maker's daughter.",
}


@pytest.fixture(scope="module")
def storied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The yuan shop with the story of one brand and two promotions, of which one is over."""
    house = House(load_settings(tmp_path_factory.mktemp("storied")))
    house.shops.create("yuan", currency="CNY")
    assistant = house.assistant("yuan")
    assistant.catalog.apply(yuan_shop())
    assistant.catalog.brand_table.put([Brand("素里", "素里", aliases=("Suli",), story=STORY)])
    catalog: CatalogStore = assistant.catalog
    PriceStore(house.database, "yuan", catalog.clock).put_promotions(
        [
            Promotion("hand", "percent", percent=Decimal(15), scope=Scope(categories=frozenset({"护手霜"}))),
            Promotion("past", "percent", percent=Decimal(70), ends_at=datetime(2020, 1, 1, tzinfo=UTC)),
        ]
    )
    assistant.search.index_now()
    yield house
    house.close()


@pytest.fixture
def guest(storied: House) -> Shopper:
    return Shopper(storied.assistant("yuan"))


@pytest.mark.parametrize(
    ("shop", "search", "pick", "sum_", "total"),
    [
        ("default", "lipsticks", "the NARS one", "how much for three of those?", "$78.00"),
        ("default", "lipsticks", "the NARS one", "and two of them, how much?", "$52.00"),
        ("yuan", "看看口红", "花西子那支", "三支多少钱", "¥387"),
        ("yuan", "看看口红", "花西子那支", "要两支一共多少", "¥258"),
    ],
)
def test_pieces_of_one_are_summed(shop: str, search: str, pick: str, sum_: str, total: str, shopper) -> None:
    ann: Shopper = shopper(shop)
    ann.ask(search)
    ann.ask(pick)
    answer = ann.ask(sum_)
    assert total in answer["reply"]
    assert len(titles(answer)) == 1


@pytest.mark.parametrize(
    ("shop", "search", "sum_", "places", "symbol"),
    [("yuan", "看看口红", "第一款和第三款一共多少钱", (0, 2), "¥{:.0f}"), ("default", "perfumes", "how much for all of them?", (0, 1, 2), "${:.2f}")],
)  # fmt: skip
def test_several_products_are_summed(
    shop: str, search: str, sum_: str, places: tuple[int, ...], symbol: str, shopper
) -> None:
    ann: Shopper = shopper(shop)
    prices = amounts(ann.ask(search))
    assert symbol.format(sum(prices[place] for place in places)) in ann.ask(sum_)["reply"]


def rows(answer: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {row["field"]: row["values"] for row in answer["comparison"]["rows"]}


def test_a_comparison_is_data_as_well_as_words(shopper) -> None:
    """The rows hold what both records say, and the winner is the product they make it."""
    ann: Shopper = shopper()
    answer = ann.ask("compare the Velvet Matte Lipstick with the Grand Couture Lipstick")
    assert answer["comparison"]["products"] == ["shop:1", "shop:4"]
    assert rows(answer)["price"] == ["26.00 USD", "52.00 USD"]
    assert answer["comparison"]["winner"] == "shop:1"
    assert "$26.00" in answer["reply"]
    assert "$52.00" in answer["reply"]
    by_rating = shopper("yuan")
    by_rating.ask("看看面霜")
    assert "玫瑰焕颜面霜" in by_rating.ask("第一款和第二款哪个评分高")["reply"]
    table = by_rating.answers[-1]["comparison"]
    assert next(iter(rows(by_rating.answers[-1]))) == "rating"
    assert table["winner"] == table["products"][1]


@pytest.mark.parametrize("text", ["lipstick", "hello", "how much is the Willow Porcelain Teapot?"])
def test_without_a_comparison_there_is_no_table(text: str, shopper) -> None:
    assert shopper().ask(text)["comparison"] is None


@pytest.mark.parametrize(
    ("shop", "first", "more", "brand"),
    [
        ("default", "how much is the Harbour Canvas Tote?", "what else does that brand do?", "Nordlys"),
        ("default", "how much is the Harbour Canvas Tote?", "anything else by the same maker?", "Nordlys"),
        ("yuan", "栀子护手霜多少钱", "同品牌还有别的吗", "百雀羚"),
        ("yuan", "栀子护手霜多少钱", "这个牌子的还有什么", "百雀羚"),
    ],
)
def test_more_of_the_same_brand(shop: str, first: str, more: str, brand: str, shopper) -> None:
    """Others of the brand, and not what was in view."""
    ann: Shopper = shopper(shop)
    seen = titles(ann.ask(first))
    answer = ann.ask(more)
    assert titles(answer)
    assert not set(seen) & set(titles(answer))
    assert {card["brand"] for card in answer["products"]} == {brand}


def test_goods_of_one_kind_by_the_same_brand(shopper) -> None:
    ann: Shopper = shopper("yuan")
    ann.ask("雾光丝绒口红多少钱")
    ann.ask("水光唇釉口红多少钱")
    assert titles(ann.ask("同一个牌子的面霜有吗")) == ["雪域沁透面霜"]


@pytest.mark.parametrize(
    ("shop", "search", "why", "quoted"),
    [
        ("default", "a velvet lipstick under $30", "why this one?", "velvet"),
        ("yuan", "适合敏感肌的面霜", "为什么推荐这款", "敏感肌"),
    ],
)
def test_why_this_one_is_answered_from_its_record(
    shop: str, search: str, why: str, quoted: str, shopper
) -> None:
    ann: Shopper = shopper(shop)
    listed = titles(ann.ask(search))
    answer = ann.ask(why)
    assert titles(answer) == listed[:1]
    assert quoted in answer["reply"].lower()
    assert answer["claims"] or "“" in answer["reply"]


@pytest.mark.parametrize(
    ("shop", "text", "expected"),
    [
        ("default", "anything on sale?", ["Willow Porcelain Teapot"]),
        ("default", "a discounted teapot", ["Willow Porcelain Teapot"]),
        ("yuan", "有打折的吗", ["栀子护手霜"]),
        ("yuan", "打折的护手霜", ["栀子护手霜"]),
    ],
)
def test_on_sale_is_what_costs_less_than_it_did(shop: str, text: str, expected: list[str], shopper) -> None:
    assert titles(shopper(shop).ask(text)) == expected


@pytest.mark.parametrize(("shop", "text"), [("default", "lipsticks on sale"), ("yuan", "打折的口红")])
def test_full_price_is_never_shown_as_a_sale(shop: str, text: str, shopper) -> None:
    """None of the kind is reduced: what is shown is marked as not meeting that."""
    answer = shopper(shop).ask(text)
    assert all(card["reasons"] for card in answer["products"])
    assert any(word in answer["reply"] for word in ("nothing", "none", "no ", "没有", "没找到"))


@pytest.mark.parametrize(
    ("shop", "text", "budget", "pieces"),
    [
        ("default", "two lipsticks and a perfume, at most $120 altogether", 120, 3),
        ("default", "a present for each of my two sisters, $60 in all", 60, 2),
        ("yuan", "口红和面霜各一个，加起来300以内", 300, 2),
        ("yuan", "给三个朋友各买一支口红，总共500以内", 500, 3),
    ],
)
def test_a_bundle_keeps_to_what_all_may_cost(shop: str, text: str, budget: int, pieces: int, shopper) -> None:
    answer = shopper(shop).ask(text)
    assert len(titles(answer)) == pieces
    assert sum(amounts(answer)) <= budget
    assert f"{sum(amounts(answer)):.0f}" in answer["reply"]


def test_a_bundle_that_cannot_be_had_is_said(shopper) -> None:
    answer = shopper().ask("two perfumes and a teapot for $50 altogether")
    assert "$50" in answer["reply"]
    assert sum(amounts(answer)) > 50
    assert any(
        word in answer["reply"] for word in ("over your budget", "beyond", "more than", "above", "least")
    )


def test_a_story_is_told_word_for_word_with_its_source(guest: Shopper) -> None:
    answer = guest.ask("素里这个牌子有什么故事")
    first = STORY["zh"].split("。")[0]
    assert first in answer["reply"]
    [citation] = [c for c in answer["citations"] if first in c["passage"]]
    start, end = citation["span"]
    assert STORY["zh"][start:end] == citation["passage"]
    assert (citation["document_id"], citation["title"]) == ("brand:素里", "素里")
    assert all(card["brand"] == "素里" for card in answer["products"])


@pytest.mark.parametrize(
    ("question", "told"),
    [("素里的创始人是谁", "沈禾"), ("素里是哪一年成立的", "2016"), ("Who founded Suli?", "Shen He")],
)
def test_a_particular_of_a_story_is_answered_with_its_sentence(
    question: str, told: str, guest: Shopper
) -> None:
    answer = guest.ask(question)
    assert told in answer["reply"]
    assert answer["citations"]


def test_the_brand_in_view_is_meant_by_this_brand(guest: Shopper) -> None:
    guest.ask("桂雨淡香水多少钱")
    assert "富春江" in guest.ask("这个品牌有什么来历")["reply"]


def test_a_brand_named_is_not_taken_for_the_one_in_view(guest: Shopper) -> None:
    """Nothing of the brand in view is said, and no product of one is called the other's."""
    guest.ask("桂雨淡香水多少钱")
    answer = guest.ask("百雀羚这个牌子有什么故事")
    assert "百雀羚" in answer["reply"]
    assert "素里" not in answer["reply"]
    assert "富春江" not in answer["reply"]


@pytest.mark.parametrize("question", ["兰蔻的创始人是谁", "tell me the story of 兰蔻"])
def test_a_story_nobody_wrote_is_not_told(question: str, guest: Shopper) -> None:
    answer = guest.ask(question)
    assert answer["citations"] == []
    assert "Armand" not in answer["reply"]
    assert "1935" not in answer["reply"]


@pytest.mark.parametrize("question", ["现在有什么优惠活动", "any promotions right now?"])
def test_promotions_in_force_are_told(question: str, guest: Shopper) -> None:
    reply = guest.ask(question)["reply"]
    assert "15" in reply or "8.5" in reply
    assert "70" not in reply
    assert "3折" not in reply


def test_without_promotions_none_is_promised(shopper) -> None:
    for shop, question in (("default", "any promotions right now?"), ("yuan", "有什么优惠活动吗")):
        answer = shopper(shop).ask(question)
        assert not any(char.isdigit() for char in answer["reply"])
        assert answer["handoff"] is None


def test_the_same_is_asked_of_another_brand(guest) -> None:
    """The question need not name a brand where only a brand can be meant, nor be said again for the next."""
    guest.ask("看看香水")
    assert "沈禾" in guest.ask("创始人是谁")["reply"]
    assert "百雀羚" in guest.ask("百雀羚是什么牌子")["reply"]
    assert "沈禾" in guest.ask("那素里呢")["reply"]
