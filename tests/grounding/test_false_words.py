"""One word of a true sentence made false is noticed: in a name, in the place of a value, by a denial."""

from typing import Any

import pytest

from floorwalker.grounding import VerifyRequest, verify_request

TENT = {
    "title": "松涛三季双人帐篷 防雨外帐",
    "brand": "松涛",
    "price": {"amount": 899, "currency": "CNY"},
    "颜色": "沙色、墨绿",
    "材质": "涤纶",
    "产地": "越南",
    "description": "双层结构，可机洗内帐。不含帐杆收纳袋。配8根地钉。重2.4公斤。",
}
LAMP = {
    "title": "Alder Brass Reading Lamp",
    "brand": "Alder & Co",
    "price": {"amount": "120.00", "currency": "USD"},
    "colour": "antique brass",
    "material": "brass, linen",
    "origin": "Portugal",
    "description": "Dimmable. A linen shade that can be washed by hand. Bulb not included. Weighs 1.8 kg.",
}
TEA = {
    "title": "云岭古树普洱生茶饼357g",
    "brand": "云岭",
    "price": {"amount": 168, "currency": "CNY"},
    "口味": "醇厚回甘",
    "description": "无添加香精，纸包竹壳。未经渥堆发酵。",
}
BOX = {"title": "松风绿茶礼盒 80g*3+120g*2", "price": {"amount": 69, "currency": "CNY"}}
MASKS = {"title": "晨露面膜2支装", "description": "买2送1，每支25ml。"}
ROPE = {
    "title": "登山绳",
    "description": "长1.02米，重2.1公斤。",
    "price": {"amount": "7.98", "currency": "CNY"},
}
CANDLE = {"title": "Fir Candle", "description": "Buy two, get one free."}
SENT = {"order_id": "W1", "status": "delivered", "items": [{"name": "Desk Lamp", "price": 40}]}
OPEN = {"order_id": "W2", "status": "pending", "items": [{"name": "Desk Lamp", "price": 40}]}
BUNDLE = {
    "total": {"amount": "240.00", "currency": "USD"},
    "budget": {"amount": "300.00", "currency": "USD"},
    "left": {"amount": "60.00", "currency": "USD"},
}


def wrong(text: str, fields: dict[str, Any]) -> list[str]:
    """The words of a text that are not supported."""
    kind = "order" if "order_id" in fields else "computed" if "budget" in fields else "product"
    evidence = [{"kind": kind, "id": "1", "fields": fields}]
    claims = verify_request(VerifyRequest.model_validate({"text": text, "evidence": evidence}))["claims"]
    return [claim["text"] for claim in claims if claim["status"] == "unsupported"]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("松涛三季单人帐篷 防雨外帐，899元。", TENT),
        ("松涛四季双人帐篷很适合露营。", TENT),
        ("云岭古树普洱熟茶饼357g，168元。", TEA),
        ("云岭台地普洱生茶饼357g，168元。", TEA),
        ("Alder Copper Reading Lamp is $120.", LAMP),
        ("1. Cedar Brass Reading Lamp — $120.00", LAMP),
    ],
)
def test_a_name_with_another_word_in_it_is_no_name_of_the_goods(text: str, fields: dict[str, Any]) -> None:
    assert wrong(text, fields)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("颜色：藏青。", TENT),
        ("材质：牛津布、涤纶。", TENT),
        ("产地：泰国。", TENT),
        ("品牌：牧高。", TENT),
        ("口味：清甜。", TEA),
        ("Its material is walnut.", LAMP),
        ("Origin: Spain.", LAMP),
        ("这顶帐篷（粉色）有货。", TENT),
    ],
)
def test_the_value_of_a_field_is_the_records_own(text: str, fields: dict[str, Any]) -> None:
    assert wrong(text, fields)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("这顶帐篷不可机洗。", TENT),
        ("这款帐篷不防雨。", TENT),
        ("不是双层结构。", TENT),
        ("没有配地钉。", TENT),
        ("含帐杆收纳袋。", TENT),
        ("这款是经过渥堆发酵的。", TEA),
        ("The shade cannot be washed by hand.", LAMP),
        ("The lamp is not made of brass.", LAMP),
        ("您的订单还没有送达。", SENT),
        ("您这单已经送达。", OPEN),
        ("这一套不在预算之内。", BUNDLE),
    ],
)
def test_what_the_record_says_is_not_denied_nor_the_other_way_round(
    text: str, fields: dict[str, Any]
) -> None:
    assert wrong(text, fields)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("资料里写着“充气床垫”。", TENT),
        ("说明写道：“重3.1公斤。”", TENT),
        ("The record says: “Weighs 2.8 kg.”", LAMP),
        ("每卖出一顶帐篷，我们就种三棵树。", TENT),
        ("The design came from a Danish museum.", LAMP),
    ],
)
def test_words_of_records_and_stories_are_not_made_up(text: str, fields: dict[str, Any]) -> None:
    assert wrong(text, fields)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("六罐80g加两罐120g，一共480g。", BOX),
        ("2支包装内含1支。", MASKS),
        ("买三送二。", MASKS),
        ("Buy three, get one free.", CANDLE),
        ("绳长一米零三。", ROPE),
        ("绳子四斤三两。", ROPE),
        ("只要七块八毛九。", ROPE),
    ],
)
def test_packs_offers_and_figures_in_two_units_are_counted(text: str, fields: dict[str, Any]) -> None:
    assert wrong(text, fields)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("三罐80g加两罐120g，一共480g。", BOX),
        ("一盒含2支，买二送一。", MASKS),
        ("Buy two, get one free.", CANDLE),
        ("绳长一米零二，四斤二两，七块九毛八。", ROPE),
        ("松涛双人帐篷899元。", TENT),
        ("松涛这顶双人帐篷很好看。", TENT),
        ("Alder brass lamp, $120.", LAMP),
        ("云岭古树生茶，一饼357克。", TEA),
        ("颜色有沙色和墨绿，都好看。", TENT),
        ("The lamp's material: brass, linen.", LAMP),
        ("内帐可机洗。", TENT),
        ("不含帐杆收纳袋。", TENT),
        ("不用担心下雨，外帐防雨。", TENT),
        ("没有收纳袋，但配8根地钉。", TENT),
        ("不仅是双层结构，还配地钉。", TENT),
        ("没有渥堆发酵过。", TEA),
        ("Not only dimmable, but lovely.", LAMP),
        ("资料里没有写“充气床垫”。", TENT),
        ("The record says: “Weighs 1.8 kg.”", LAMP),
        ("您的订单已经送达。", SENT),
        ("这单还没有发货。", OPEN),
        ("这一套在预算之内，还剩$60。", BUNDLE),
        ("这顶帐篷（沙色）899元。", TENT),
    ],
)
def test_what_is_so_passes(text: str, fields: dict[str, Any]) -> None:
    assert not wrong(text, fields)
