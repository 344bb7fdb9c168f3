"""Whether a product comes in a size, across units, and that lists keep to it."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shop_floor import goods, titles

from floorwalker.catalog import Product, Variant
from floorwalker.conversation import Size
from floorwalker.core import Money
from floorwalker.dialogue.gather.sizes import comes_in


def product(title: str = "Thing", **more: Any) -> Product:
    return goods(1, title, "Any", "Any", 1000, "USD", **more)


def size(value: str, unit: str) -> Size:
    return Size(value=Decimal(value), unit=unit)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Serum 30ml", size("30", "ml")),
        ("Serum 30ml", size("3", "cl")),
        ("Serum 1.7 fl oz", size("50", "ml")),
        ("Flask 1L", size("1000", "ml")),
        ("保温杯500毫升", size("0.5", "l")),
        ("Tea 250 g", size("0.25", "kg")),
        ("Coffee 1 lb", size("454", "g")),
        ("Pan 10 inch", size("25.4", "cm")),
        ("Pole 120cm", size("1.2", "m")),
        ("Cream 50g / 100g", size("100", "g")),
    ],
)
def test_a_size_is_found_in_any_unit_of_its_dimension(title: str, wanted: Size) -> None:
    assert comes_in(product(title), wanted)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Serum 30ml", size("50", "ml")),
        ("Serum 30ml", size("30", "g")),
        ("Tea 50 g", size("50", "ml")),
        ("Flask 1L", size("1.2", "l")),
        ("Serum No. 30", size("30", "ml")),
        ("Serum", size("30", "ml")),
    ],
)
def test_another_size_another_dimension_or_none_is_not_it(title: str, wanted: Size) -> None:
    assert not comes_in(product(title), wanted)


def test_options_attributes_and_the_description_are_read_too() -> None:
    variants = tuple(
        Variant(id=volume, title=volume, price=Money(1000, "USD"), options={"Volume": volume})
        for volume in ("30 ml", "75 ml")
    )
    assert comes_in(product(variants=variants), size("75", "ml"))
    assert comes_in(product(attributes={"volume": ("75 ml",)}), size("75", "ml"))
    assert comes_in(product(description="A bottle of 75 ml."), size("75", "ml"))


@given(
    millilitres=st.integers(5, 5000),
    unit=st.sampled_from([("ml", Decimal(1)), ("cl", Decimal(10)), ("l", Decimal(1000))]),
)
def test_a_size_is_itself_in_every_unit_and_not_a_fifth_more(
    millilitres: int, unit: tuple[str, Decimal]
) -> None:
    name, factor = unit
    bottle = product(f"Bottle {millilitres}ml")
    assert comes_in(bottle, Size(value=millilitres / factor, unit=name))
    assert not comes_in(bottle, Size(value=millilitres * Decimal("1.2") / factor, unit=name))


def test_a_unit_nobody_knows_fits_nothing() -> None:
    assert not comes_in(product("Cloth 3 ells"), size("3", "ell"))


@pytest.mark.parametrize("text", ["面霜，要50ml的", "50毫升的面霜", "a 50ml face cream"])
def test_only_products_of_that_size_are_listed(text: str, shopper) -> None:
    answer = shopper("yuan").ask(text)
    assert titles(answer) == ["雪域沁透面霜"]
    assert not any(
        "alternative" in reason or "接近" in reason
        for card in answer["products"]
        for reason in card["reasons"]
    )


def test_where_nothing_comes_in_the_size_it_is_said(shopper) -> None:
    answer = shopper("yuan").ask("80ml的面霜")
    assert titles(answer)
    assert any(word in answer["reply"] for word in ("没有", "没找到"))
    assert all(card["reasons"] for card in answer["products"])
