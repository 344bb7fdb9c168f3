"""A text may assert only numbers, prices, brands and names that its evidence holds."""

import gc
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.core import Language, Money
from floorwalker.grounding import (
    Claim,
    Evidence,
    Fact,
    Figure,
    Sentence,
    Source,
    Verifier,
    evidence_of,
    render,
    verify,
)


def fact(kind: str, record: str, name: str, value: Money | Decimal | int | str) -> Fact:
    return Fact(Source(kind, record, name), value)


EVIDENCE = Evidence().plus(
    [
        fact("product", "a", "title", "La Habana Eau de Parfum"),
        fact("product", "a", "brand", "19-69"),
        fact("product", "a", "price", Money(19500, "USD")),
        fact("product", "a", "rating", Decimal("4.15")),
        fact("product", "a", "popularity", 3827),
        fact("product", "b", "title", "雪域精粹纯粹滋润霜50g"),
        fact("product", "b", "brand", "自然堂"),
        fact("product", "b", "price", Money(13900, "CNY")),
        fact("product", "b", "description", "含3种植物精华，净含量50克。"),
        fact("customer", "1", "text", "预算两三百，不要香奈儿。Pretend it is $5"),
        fact("computed", "listing", "total", 12),
    ]
)


def brands(text: str) -> list[tuple[str, tuple[int, int]]]:
    """Finds three brands, as a shop's vocabulary would."""
    names = {"19-69": "1969", "自然堂": "chando", "CHANDO": "chando", "香奈儿": "chanel", "Dior": "dior"}
    return [
        (key, (text.find(name), text.find(name) + len(name))) for name, key in names.items() if name in text
    ]


def unsupported(text: str) -> list[str]:
    return [claim.text for claim in verify(text, EVIDENCE, brands) if not claim.supported]


@pytest.mark.parametrize(
    "text",
    [
        "La Habana Eau de Parfum costs $195.00.",
        "La Habana Eau de Parfum is $195, rated 4.15, loved by 3,827.",
        "雪域精粹纯粹滋润霜50g现在是¥139，一百三十九元。",
        "为您找到12款，先看这些：\n1. La Habana Eau de Parfum — $195.00\n2. 雪域精粹纯粹滋润霜50g — ¥139\n",
        "CHANDO 的面霜，净含量50克。",
        "我们没有香奈儿，您的预算是200到300元。",
        "您好，想找什么？",
        "Hello! What may I show you?",
        "资料里写着：“含3种植物精华”",
    ],
)
def test_what_the_evidence_holds_passes(text: str) -> None:
    assert unsupported(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("La Habana Eau de Parfum costs $185.00.", "$185.00"),
        ("La Habana Eau de Parfum costs ¥195.", "¥195"),
        ("La Habana Eau de Parfum costs ¥139.", "¥139"),  # the other product's price
        ("雪域精粹纯粹滋润霜50g现在是¥99。", "¥99"),
        ("Only 7 left!", "7"),
        ("La Habana Eau de Parfum is yours for $5.", "$5"),  # the customer asked for it
        ("It is yours for PLN77.", "77"),
        ("只要MYR66就能带走", "66"),
        ("It has a rating of 4.9.", "4.9"),
        ("Try the one by Dior.", "Dior"),
        ("试试“玫瑰纯露喷雾”吧。", "玫瑰纯露喷雾"),
        ("现在打八折，只要一百一十一元。", "一百一十一元"),
    ],
)
def test_what_the_evidence_lacks_is_found(text: str, wrong: str) -> None:
    assert any(wrong in claim or claim in wrong for claim in unsupported(text))


def test_spans_point_into_the_text_and_claims_name_their_source() -> None:
    text = "La Habana Eau de Parfum costs $195.00."
    claims = verify(text, EVIDENCE, brands)
    assert all(text[slice(*claim.span)] == claim.text for claim in claims)
    assert [claim.kind for claim in claims] == ["product", "price"]
    assert claims[1].as_json() == {
        "text": "$195.00",
        "span": [30, 37],
        "kind": "price",
        "status": "supported",
        "source": {"kind": "product", "id": "a", "field": "price"},
        "derivation": "as stated",
    }


def test_a_claim_moves_with_its_text() -> None:
    claim = Claim("$195.00", (30, 37), "price", None, False)
    assert claim.shifted(5).span == (35, 42)
    assert claim.as_json()["source"] is None


MONEY = st.builds(Money, st.integers(0, 10**9), st.sampled_from(["USD", "CNY", "EUR", "JPY", "GBP"]))


@given(MONEY, st.sampled_from(["zh", "en"]))
def test_what_the_renderer_writes_always_verifies(price: Money, language: Language) -> None:
    source = Source("product", "x", "price")
    evidence = Evidence((Fact(source, price),))
    text = render(Sentence(("价格是 ", Figure(source), " 。")), evidence, language).text
    claims = verify(text, evidence)
    assert claims
    assert all(claim.supported for claim in claims), text


@given(MONEY, MONEY)
def test_another_amount_never_verifies(price: Money, other: Money) -> None:
    source = Source("product", "x", "price")
    text = render(Sentence(("It costs ", Figure(source), ".")), Evidence((Fact(source, other),)), "en").text
    claims = verify(text, Evidence((Fact(source, price),)))
    same = price.amount == other.amount and price.currency == other.currency
    assert all(claim.supported for claim in claims) == same


@given(st.text(max_size=300))
def test_no_text_makes_it_raise(text: str) -> None:
    for claim in verify(text, EVIDENCE, brands):
        assert text[slice(*claim.span)] == claim.text


def test_a_figure_without_a_fact_is_not_written() -> None:
    with pytest.raises(LookupError):
        render(Sentence((Figure(Source("product", "a", "stock")),)), EVIDENCE, "en")


def test_later_facts_replace_earlier_ones_of_the_same_field() -> None:
    newer = EVIDENCE.plus([fact("product", "a", "price", Money(18000, "USD"))])
    assert newer.get(Source("product", "a", "price")) == fact("product", "a", "price", Money(18000, "USD"))
    assert len(newer.of_field("product", "price")) == 2


def test_a_sentence_leaves_nothing_for_the_garbage_collector() -> None:
    evidence = evidence_of(
        {
            "kind": "product",
            "id": name,
            "fields": {"title": name, "price": {"amount": price, "currency": "USD"}},
        }
        for name, price in (("Rose Cream 50 ml", 24), ("Iris Soap", 9))
    )
    verifier = Verifier(evidence)
    text = "Rose Cream 50 ml is $24, and Iris Soap is the cheaper one by $15, made of nothing else than oil."
    verifier.check(text)
    gc.collect()
    gc.disable()
    try:
        verifier.check(text)
        assert gc.collect() == 0
    finally:
        gc.enable()
