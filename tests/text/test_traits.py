"""Figures that say what goods are like: what shoppers ask for and what products state."""

from decimal import Decimal

import pytest

from floorwalker.text.traits import traits_of_goods, traits_wanted


@pytest.mark.parametrize(
    ("text", "unit", "value", "bound"),
    [
        ("which tent sleeps all 3 of us?", "person", 3, "about"),
        ("四人用的帐篷", "person", 4, "about"),
        ("a sleeping bag for minus 10 at night", "celsius", -10, "about"),
        ("one that's still rated for -10?", "celsius", -10, "about"),
        ("零下5度用的睡袋", "celsius", -5, "about"),
        ("sunscreen SPF 30 or above", "spf", 30, "least"),
        ("a charger of at least 30W", "w", 30, "least"),
        ("20000毫安以上的充电宝", "mah", 20000, "least"),
        ("a lamp, max 10 watts", "w", 10, "most"),
        ("4K呢", "resolution", 4, "about"),
        ("a toy for a 2 year old", "age", 2, "about"),
        ("boots in size 42", "size", 42, "about"),
        ("a lantern of 400 lumens", "lumen", 400, "about"),
        ("a headlamp brighter than 300 lumens", "lumen", 300, "least"),
        ("a toner with 2% BHA", "percent", 2, "about"),
    ],
)
def test_what_shoppers_ask_for(text: str, unit: str, value: int, bound: str) -> None:
    """The figure with its unit, and whether more or less will do."""
    assert [(t.unit, t.low, t.bound) for t in traits_wanted(text)] == [(unit, Decimal(value), bound)]


@pytest.mark.parametrize(
    "text", ["between 20-30 dollars", "$20 - 30", "mum turns 60", "I'm 34", "18k gold ring"]
)
def test_other_figures_say_nothing_about_goods(text: str) -> None:
    """Prices, the ages of grown-up people and the fineness of gold."""
    assert traits_wanted(text) == []


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("A two-person, three-season tent", "person", 2, 2),
        ("Room for four on airbeds", "person", 4, 4),
        ("Warm to -12 °C", "celsius", -12, -12),
        ("kids 2-6", "age", 2, 6),
        ("from five to ten", "age", 5, 10),
        ("size men 40-47", "size", 40, 47),
    ],
)
def test_what_products_state(text: str, unit: str, low: int, high: int) -> None:
    """Single figures and ranges, in figures and in words."""
    assert {(t.low, t.high) for t in traits_of_goods(text, unit)} == {(low, high)}
