"""Columns and options: trusted by their names, kept as written, and before the title."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.catalog.attributes import Quantity, attributes_of
from floorwalker.catalog.models import Product, Variant


def product(title: str = "Thing", **fields: Any) -> Product:
    return Product(id="t:1", source="t", source_id="1", title=title, **fields)


def stated(title: str = "Thing", **fields: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in attributes_of(product(title, **fields)):
        found.setdefault(one.name, []).append(str(one.value))
    return found


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("颜色", "黑/白", {"colour": ["black", "white"]}),
        ("Color", "Rose Gold", {"colour": ["rose_gold"]}),
        ("Shade", "Deep Forest Mist", {"colour": ["Deep Forest Mist"]}),
        ("材质", "65%棉 35%聚酯纤维", {"material": ["cotton", "polyester"]}),
        ("Fabric", "60% Linen, 40% Cupro", {"material": ["linen", "Cupro"]}),
        ("尺码", "S,M,XL", {"size": ["S", "M", "XL"]}),
        ("Size", "1.7 oz / 50 ml", {"volume": ["50 ml"]}),
        ("净含量(ml)", "100", {"volume": ["100 ml"]}),
        ("净含量", "50g*2", {"weight": ["50 g"], "count": ["2 pieces"]}),
        ("Weight (kg)", "1.5", {"weight": ["1500 g"]}),
        ("Google Shopping / Gender", "female", {"gender": ["women"]}),
        ("pa_color", "Red", {"colour": ["red"]}),
        ("适用性别", "男女", {"gender": ["unisex"]}),
        ("Skin Type", "Dry, Oily", {"skin_type": ["dry", "oily"]}),
        ("Country of Origin", "Japan", {"origin": ["japan"]}),
        ("产地", "法国", {"origin": ["france"]}),
        ("Ingredients", "Retinol, alcohol-free", {"ingredient": ["retinol"], "free_from": ["alcohol"]}),
        ("功率", "60W", {"power": ["60 W"]}),
        ("件数", "3", {"count": ["3 pieces"]}),
        ("Color", "N/A", {}),
    ],
)
def test_columns_by_name(column: str, value: str, expected: dict[str, list[str]]) -> None:
    assert stated(attributes={column: (value,)}) == expected


def test_a_bare_number_without_a_unit_is_no_volume() -> None:
    assert stated(attributes={"容量": ("100",)}) == {}


def test_an_unknown_column_gives_its_words_but_not_its_figures() -> None:
    assert stated("书桌", attributes={"承重": ("200kg 实木",)}) == {"material": ["wood"]}


def test_a_column_beats_the_title_where_there_is_one_value() -> None:
    assert stated("Lotion 50 ml", attributes={"volume": ("100 ml",)})["volume"] == ["100 ml"]
    assert stated("Lotion 50 ml", description="200 ml for free")["volume"] == ["50 ml"]


def test_attributes_of_many_values_are_joined_and_keep_their_best_evidence() -> None:
    found = attributes_of(product("Red and blue shirt", attributes={"Color": ("Red",)}))
    assert [(one.value, one.field) for one in found] == [("red", "attributes.Color"), ("blue", "title")]


def test_the_bottles_of_a_set_are_all_kept() -> None:
    assert stated("防晒液40ml+精华水200ml")["volume"] == ["40 ml", "200 ml"]


def test_options_of_variants_name_their_variant() -> None:
    variants = (
        Variant("v1", options={"Color": "Blue", "Size": "M"}),
        Variant("v2", options={"Color": "Ash", "Size": "L"}),
    )
    found = {(one.name, one.value): one for one in attributes_of(product("Shirt", variants=variants))}
    assert found["colour", "Ash"].field == "variants.v2.options.Color"
    assert {("size", "M"), ("size", "L"), ("colour", "blue")} <= set(found)


def test_several_values_of_a_column_are_read_as_the_fact_shows_them() -> None:
    found = attributes_of(product(attributes={"Color": ("Red", "Blue")}))
    assert [("Red, Blue"[slice(*one.span)], one.value) for one in found] == [("Red", "red"), ("Blue", "blue")]


def test_tags_and_categories_are_read() -> None:
    assert stated("Jacket", tags=("waxed", "cotton"), category="Women > Jackets") == {
        "material": ["cotton"],
        "gender": ["women"],
    }


def test_quantities_are_amounts_with_a_unit() -> None:
    (one,) = attributes_of(product("Cream 50g"))
    assert one.value == Quantity(Decimal(50), "g")


_CELLS = st.text(alphabet="黑白 /,、%0123456789.棉mlgSXLred free-无(){}㎖\n", max_size=30)


@given(
    name=st.sampled_from(
        ["颜色", "材质", "Size", "净含量(ml)", "Weight (oz)", "Gender", "产地", "spf", "other"]
    ),
    values=st.lists(_CELLS, max_size=3),
)
def test_any_cell_is_read_and_every_span_is_its_words(name: str, values: list[str]) -> None:
    text = ", ".join(values)
    for one in attributes_of(product("x", attributes={name: tuple(values)})):
        assert one.field == f"attributes.{name}"
        assert text[slice(*one.span)] == one.text != ""
