"""Each family of claims is decided by the records of what its clause is about, by the stated rules."""

from typing import Any

import pytest

from floorwalker.grounding import VerifyRequest, verify_request

USD = "USD"
KETTLE = {
    "title": "Tarn Electric Kettle",
    "brand": "Tarn & Fell",
    "price": {"amount": "59.00", "currency": USD},
    "compare_at_price": {"amount": "79.00", "currency": USD},
    "stock": 6,
    "rating": 4.26,
    "reviews": 318,
    "description": "Holds 1.7 litres. Brushed steel. Made in Portugal. BPA-free lid.",
}
MUG = {
    "title": "Fell Stoneware Mug",
    "brand": "Tarn & Fell",
    "price": {"amount": "18.50", "currency": USD},
    "stock": 0,
    "rating": 4.8,
    "reviews": 41,
    "description": "Stoneware, 350 ml, 320 g, glazed in moss green.",
}
CREAM = {
    "title": "雪岭滋润面霜50g",
    "brand": "雪岭",
    "price": {"amount": 139, "currency": "CNY"},
    "sales_count": 26719,
    "review_count": 2704,
    "attributes": {"成分": "水、甘油、角鲨烷", "产地": "云南"},
}
SERUM = {"title": "雪岭修护精华露30ml", "brand": "雪岭", "price": {"amount": 260, "currency": "CNY"}}
ORDER = {
    "order_id": "W123456",
    "status": "shipped",
    "items": [{"name": "Desk Lamp", "price": {"amount": 40, "currency": USD}, "quantity": 2}],
    "total": {"amount": 80, "currency": USD},
    "payment_method": "paypal",
    "shipping_address": "Denver, CO",
    "tracking_number": "365054630723",
}
RETURNS = {
    "text": "Unworn goods can be returned within 30 days. Orders over $50 ship free. No paper invoices."
}
RETURNS_ZH = {"text": "签收后7天内可无理由退货，退货运费由买家承担。全场满99元包邮，不满99元收运费8元。"}


def wrong(text: str, *records: dict[str, Any], author: str = "unknown") -> list[str]:
    """The words of a text that are not supported."""
    kinds = {"order_id": "order", "text": "policy"}
    evidence = [
        {
            "kind": next((kind for key, kind in kinds.items() if key in fields), "product"),
            "id": f"r{number}",
            "fields": fields,
        }
        for number, fields in enumerate(records)
    ]
    request = VerifyRequest.model_validate({"text": text, "evidence": evidence, "author": author})
    return [claim["text"] for claim in verify_request(request)["claims"] if claim["status"] == "unsupported"]


TRUE: list[tuple[str, tuple[dict[str, Any], ...]]] = [
    ("The kettle is $59, down from $79.", (KETTLE,)),
    ("It costs fifty-nine dollars, twenty off the old price.", (KETTLE,)),
    ("Two of them come to $118.", (KETTLE,)),
    ("It holds about 1.7 litres, that is 1,700 ml.", (KETTLE,)),
    ("Rated 4.3 by over 300 reviewers.", (KETTLE,)),
    ("We have six left, and it's made in Portugal.", (KETTLE,)),
    ("The kettle is $40.50 more than the mug.", (KETTLE, MUG)),
    ("Together they are $77.50.", (KETTLE, MUG)),
    ("The mug is cheaper and the kettle is in stock.", (KETTLE, MUG)),
    ("The mug is sold out, I'm afraid.", (KETTLE, MUG)),
    ("The mug is better rated.", (KETTLE, MUG)),
    ("面霜一百三十九元，卖了两万六千多件。", (CREAM,)),
    ("两瓶一共278元。", (CREAM,)),
    ("不含酒精。", (CREAM,)),
    ("面霜比精华露便宜121元。", (CREAM, SERUM)),
    ("產自雲南，五十克一瓶。", (CREAM,)),
    ("Your order has shipped to Denver and was paid with PayPal.", (ORDER,)),
    ("It was two lamps, $80 in total, tracking number 365054630723.", (ORDER,)),
    ("You have thirty days to return it, and orders over $50 ship free.", (RETURNS,)),
    ("签收后七天内可以无理由退。", (RETURNS_ZH,)),
    ("A lovely gift, I would say. Shall I look for something smaller?", (KETTLE,)),
    ("您刚才说预算两百以内，那我再帮您找找。", (CREAM,)),
    ("这个信息我手头的资料里没有写，不敢乱说。", (CREAM,)),
]
FALSE: list[tuple[str, str, tuple[dict[str, Any], ...]]] = [
    ("The kettle is $69.", "$69", (KETTLE,)),
    ("The kettle is €59.", "€59", (KETTLE,)),
    ("It is 30% off.", "30%", (KETTLE,)),
    ("It holds 2 litres.", "2 litres", (KETTLE,)),
    ("Rated 4.9 stars.", "4.9 stars", (KETTLE,)),
    ("Over 400 reviews.", "400", (KETTLE,)),
    ("It is made in Italy.", "Italy", (KETTLE,)),
    ("Only the mug is in stock.", "in stock", (KETTLE, MUG)),
    ("The mug is $59.", "$59", (KETTLE, MUG)),
    ("The kettle is cheaper than the mug.", "cheaper", (KETTLE, MUG)),
    ("The kettle is the best rated of the two.", "best rated", (KETTLE, MUG)),
    ("Made of copper.", "copper", (KETTLE,)),
    ("It comes with free shipping and a lifetime warranty.", "free shipping", (KETTLE,)),
    ("Our best-selling kettle.", "best-selling", (KETTLE,)),
    ("Dermatologically tested.", "Dermatologically", (KETTLE,)),
    ("See www.tarn-deals.example for more.", "www.tarn-deals.example", (KETTLE,)),
    ("Call 555-0199.", "555-0199", (KETTLE,)),
    ("A kettle by Alessi.", "Alessi", (KETTLE,)),
    ("面霜一百九十三元。", "一百九十三元", (CREAM,)),
    ("面霜比精华露贵121元。", "面霜", (CREAM, SERUM)),
    ("富含玻尿酸。", "玻尿酸", (CREAM,)),
    ("孕妇也能用。", "孕妇", (CREAM,)),
    ("全网最低价！", "全网最低", (CREAM,)),
    ("产自法国。", "法国", (CREAM,)),
    ("Your order was delivered yesterday.", "delivered", (ORDER,)),
    ("It was paid by credit card.", "credit card", (ORDER,)),
    ("It is on its way to Chicago.", "Chicago", (ORDER,)),
    ("I've told a colleague about it.", "I've told", (ORDER,)),
    ("退货运费我们承担，假一赔十。", "假一赔", (RETURNS_ZH,)),
]


@pytest.mark.parametrize(("text", "records"), TRUE)
def test_what_the_records_hold_passes(text: str, records: tuple[dict[str, Any], ...]) -> None:
    assert wrong(text, *records) == []


@pytest.mark.parametrize(("text", "words", "records"), FALSE)
def test_what_they_do_not_hold_is_flagged(text: str, words: str, records: tuple[dict[str, Any], ...]) -> None:
    assert any(words in flagged or flagged in words for flagged in wrong(text, *records)), wrong(
        text, *records
    )


def test_of_a_model_every_word_must_be_vouched_for() -> None:
    text = "The Tarn Electric Kettle was whispered into being by moonlit beekeepers."
    assert "beekeepers" in wrong(text, KETTLE, author="model")
    assert wrong("The Tarn Electric Kettle is $59, a lovely gift.", KETTLE, author="model") == []


def test_of_the_built_in_agent_what_was_filled_in_is_checked() -> None:
    assert wrong("A colleague will answer you here. It is $59.", KETTLE, author="builtin") == []
    assert wrong("It is $95.", KETTLE, author="builtin") == ["$95"]


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("这款也防水。", set()),
        ("这款防脱。", {"防脱"}),
        ("平均45元一支，防脱型的。", {"防脱"}),
        ("这款不防水。", {"防水"}),
        ("清清爽爽的。", set()),
    ],
)
def test_a_chinese_clause_that_is_nothing_but_a_property_claims_it(text: str, flags: set[str]) -> None:
    record = {
        "title": "登山膏",
        "price": {"amount": "45", "currency": "CNY"},
        "options": {"waterproof": "yes"},
    }
    given = {"text": text, "evidence": [{"kind": "product", "id": "1", "fields": record}]}
    claims = verify_request(VerifyRequest.model_validate(given))["claims"]
    assert {claim["text"] for claim in claims if claim["status"] == "unsupported"} == flags
