"""What a follow-up changes in the need, and what it keeps."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from floorwalker.conversation import ShoppingNeed, Wish

Understand = Callable[..., ShoppingNeed]


def chosen(need: ShoppingNeed, names: Any) -> dict[str, Any]:
    return {name: getattr(need, name) for name in names}


RED = Wish(said="red", facets=("colour:red",))
PINK = Wish(said="pink", facets=("colour:pink",))


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        (("lipstick under $30", "by Dior"), {"types": ("lipstick",), "brands": ("dior",), "price_max": 30}),
        (("lipstick under $30", "under $50 is fine too"), {"types": ("lipstick",), "price_max": 50}),
        (("lipstick over $20", "but under $40"), {"price_min": 20, "price_max": 40}),
        (("lipstick under $40", "over $60 actually"), {"price_min": 60, "price_max": None}),
        (("a red lipstick", "in pink please"), {"types": ("lipstick",), "wishes": (PINK,)}),
        (("a red lipstick", "a waterproof one"), {"types": ("lipstick",)}),
        (("lipstick by Dior", "no Dior please"), {"brands": (), "excluded_brands": ("dior",)}),
        (("lipstick, no Dior", "ok, Dior then"), {"brands": ("dior",), "excluded_brands": ()}),
        (("red lipstick under $30", "show me perfume"), {"types": ("fragrance",), "wishes": (), "price_max": None}),
        (
            ("lipstick under $30", "perfume with the same budget"),
            {"types": ("fragrance",), "price_max": 30},
        ),
        (
            ("a lipstick for my mother", "a perfume maybe"),
            {"types": ("fragrance",), "recipient": "mother"},
        ),
        (("lipstick by Dior under $30", "start over"), {"types": (), "brands": (), "price_max": None}),
        (("lipstick by Chanel", "then by Dior"), {"brands": ("dior",), "absent_brands": ()}),
        (("lipstick", "lipsticks I can buy today"), {"types": ("lipstick",), "in_stock": True}),
        (("lipstick", "thanks!"), {"types": ("lipstick",)}),
        (("lipstick under $30", "can you give me 20% off?"), {"types": ("lipstick",), "price_max": 30}),
        (("lipstick under €30",), {"types": ("lipstick",), "price_max": None}),
    ],
)  # fmt: skip
def test_follow_ups_in_english(
    messages: tuple[str, ...], expected: dict[str, Any], need_after: Understand
) -> None:
    assert chosen(need_after(*messages), expected) == expected


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        (("200元以内的口红", "兰蔻的"), {"types": ("lipstick",), "brands": ("兰蔻",), "price_max": 200}),
        (("200元以内的口红", "300以内也行"), {"types": ("lipstick",), "price_max": 300}),
        (("兰蔻的口红", "不要兰蔻"), {"brands": (), "excluded_brands": ("兰蔻",)}),
        (("红色口红", "换成粉色"), {"types": ("lipstick",)}),
        (("200元以内的口红", "看看香水"), {"types": ("fragrance",), "price_max": None}),
        (("200元以内的口红", "同样预算的香水"), {"types": ("fragrance",), "price_max": 200}),
        (("送妈妈的口红", "香水也看看"), {"types": ("fragrance",), "recipient": "mother"}),
        (("口红", "评分4.5以上的"), {"types": ("lipstick",), "rating_min": Decimal("4.5")}),
        (("口红", "谢谢"), {"types": ("lipstick",)}),
        (("口红", "能打八折吗"), {"types": ("lipstick",), "price_max": None}),
        (("300美元以内的香水",), {"types": ("fragrance",), "price_max": None}),
        (("小众香水",), {"types": ("fragrance",), "niche": True}),
    ],
)
def test_follow_ups_in_chinese(
    messages: tuple[str, ...], expected: dict[str, Any], need_after: Understand
) -> None:
    assert chosen(need_after(*messages, currency="CNY"), expected) == expected


def test_a_colour_replaces_a_colour_but_joins_a_quality(need_after: Understand) -> None:
    """A thing has one colour; waterproof it may be besides."""
    facets = [f for w in need_after("a red lipstick", "waterproof", "in pink").wishes for f in w.facets]
    assert sorted(facets) == ["benefit:waterproof", "colour:pink"]


def test_a_bare_number_answers_the_question_for_a_budget(need_after: Understand) -> None:
    assert need_after("lipstick", "40").price_max == 40
    assert need_after("口红", "三百吧", currency="CNY").price_max == 300
    assert need_after("40").price_max is None
