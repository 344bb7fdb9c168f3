"""Corrections, resets, constraints let go, and coming back to what was sought before."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from shop_floor import Shopper, titles

from floorwalker.conversation import ShoppingNeed

Understand = Callable[..., ShoppingNeed]


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        (("a lipstick under $30", "sorry, I meant under $60"), {"types": ("lipstick",), "price_max": 60}),
        (("a lipstick over $30", "no, under $30 I mean"), {"price_min": None, "price_max": 30}),
        (("a lipstick", "sorry, I meant a perfume"), {"types": ("fragrance",)}),
        (("lipstick by Dior", "actually by NARS"), {"brands": ("nars",)}),
        (("lipstick under $30", "any price is fine"), {"types": ("lipstick",), "price_max": None}),
        (("lipstick under $30", "money is no object"), {"price_max": None}),
        (("lipstick by Dior", "the brand doesn't matter"), {"types": ("lipstick",), "brands": ()}),
        (("lipstick, no Dior", "any brand"), {"excluded_brands": ()}),
        (("a red lipstick by Dior under $30", "start over", "a teapot"),
         {"types": ("teapot",), "brands": (), "price_max": None, "wishes": ()}),
        (("a perfume for my wife", "forget everything, a teapot"),
         {"types": ("teapot",), "recipient": None}),
    ],
)  # fmt: skip
def test_corrections_in_english(
    messages: tuple[str, ...], expected: dict[str, Any], need_after: Understand
) -> None:
    need = need_after(*messages)
    assert {name: getattr(need, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        (("200以内的口红", "说错了，是300以内"), {"types": ("lipstick",), "price_max": 300}),
        (("200以上的口红", "不对，200以内"), {"price_min": None, "price_max": 200}),
        (("口红", "我说的是香水"), {"types": ("fragrance",)}),
        (("200以内的口红", "价格不限"), {"types": ("lipstick",), "price_max": None}),
        (("兰蔻的口红", "品牌无所谓"), {"types": ("lipstick",), "brands": ()}),
        (("口红，不要兰蔻", "什么牌子都行"), {"excluded_brands": ()}),
        (("送妈妈的口红，200以内", "重新开始", "护手霜"), {"types": ("hand_cream",), "price_max": None}),
    ],
)
def test_corrections_in_chinese(
    messages: tuple[str, ...], expected: dict[str, Any], need_after: Understand
) -> None:
    need = need_after(*messages, currency="CNY")
    assert {name: getattr(need, name) for name in expected} == expected


def test_a_need_is_come_back_to_with_its_constraints(need_after: Understand) -> None:
    """Of two requests, each keeps its own bounds, however often the shopper goes to and fro."""
    both = "a lipstick under $30 and a perfume by Dior under $150"
    need = need_after(both, "the perfume in pink?", "back to the lipsticks")
    assert (need.types, need.price_max, need.brands) == (("lipstick",), Decimal(30), ())
    need = need_after(both, "more perfumes", "the lipsticks again", "and the perfumes")
    assert (need.types, need.price_max, need.brands) == (("fragrance",), Decimal(150), ("dior",))


def test_a_reset_is_forgotten_by_the_next_search(shopper) -> None:
    ann: Shopper = shopper()
    ann.ask("lipstick by Dior under $60")
    ann.ask("let's start over")
    assert len(titles(ann.ask("lipstick"))) == 4


@pytest.mark.parametrize(
    ("shop", "search", "free"),
    [("default", "lipstick under $30", "price doesn't matter"), ("yuan", "200以内的口红", "预算不限")],
)
def test_a_bound_let_go_shows_the_rest(shop: str, search: str, free: str, shopper) -> None:
    ann: Shopper = shopper(shop)
    bounded = titles(ann.ask(search))
    assert set(bounded) < set(titles(ann.ask(free)))
