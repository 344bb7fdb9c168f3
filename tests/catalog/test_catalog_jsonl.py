"""Product JSON Lines: the contract, and lines that break it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.catalog import CatalogStore, ImportReport, Product, Variant
from floorwalker.catalog.importers import ReadOptions, Sample
from floorwalker.catalog.importers.jsonl import JsonLines
from floorwalker.core import Money, UnusableInput
from tests.catalog.readings import goes_on_everywhere, products, read, reasons

Load = Callable[..., ImportReport]


def only(shelf: CatalogStore) -> Product:
    (product,) = shelf.iterate()
    return product


def lines(*rows: Any) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_every_field_of_the_contract(load: Load, shelf: CatalogStore) -> None:
    row = {
        "id": "A1",
        "title": "羊绒围巾 Scarf",
        "description": "<p>Soft</p>",
        "brand": "Acme",
        "category": "Scarves",
        "tags": ["gift", "winter"],
        "price": 195,
        "compare_at_price": "250.00",
        "currency": "USD",
        "availability": "in_stock",
        "stock": 4,
        "url": "https://e.com/1",
        "image": "https://e.com/1.jpg",
        "attributes": {"material": "cashmere", "colour": ["red", "blue"], "weight": 120},
        "popularity": 3200,
        "rating": 4.5,
        "rating_count": 12,
        "updated_at": "2026-01-05T08:00:00Z",
    }
    report = load(lines(row), "feed.jsonl")
    product = only(shelf)
    assert report.run.format == "jsonl"
    assert (product.id, product.title, product.description) == ("feed:A1", "羊绒围巾 Scarf", "Soft")
    assert (product.price, product.compare_at_price) == (Money(19500, "USD"), Money(25000, "USD"))
    assert (product.availability, product.stock, product.popularity) == ("in_stock", 4, 3200.0)
    assert (product.rating, product.rating_count, product.tags) == (4.5, 12, ("gift", "winter"))
    assert product.attributes == {"material": ("cashmere",), "colour": ("red", "blue"), "weight": ("120",)}
    assert product.updated_at is not None


def test_only_id_and_title_are_required(load: Load, shelf: CatalogStore) -> None:
    load(lines({"id": 7, "title": "Pan"}), "feed.jsonl")
    assert only(shelf) == Product("feed:7", "feed", "7", "Pan")


def test_variants_give_price_stock_and_availability(load: Load, shelf: CatalogStore) -> None:
    variants = [
        {"id": "r", "title": "Red", "price": 30, "stock": 0, "options": {"Color": "Red"}},
        {
            "sku": "B-1",
            "price": {"amount": "25.50", "currency": "USD"},
            "stock": 2,
            "image": "https://e.com/b.jpg",
        },
    ]
    load(
        lines({"id": "1", "title": "Pan", "price": 99, "currency": "USD", "variants": variants}), "feed.jsonl"
    )
    product = only(shelf)
    assert (product.price, product.stock, product.availability) == (Money(2550, "USD"), 2, "in_stock")
    assert product.variants == (
        Variant("r", "Red", "", Money(3000, "USD"), None, "out_of_stock", 0, {"Color": "Red"}),
        Variant("B-1", "", "B-1", Money(2550, "USD"), None, "in_stock", 2, {}, "https://e.com/b.jpg"),
    )


def test_keys_beyond_the_contract_become_attributes(load: Load, shelf: CatalogStore) -> None:
    load(
        lines({"id": "1", "title": "Pan", "color": "red", "sizes": ["S", "M"], "dims": {"w": 1}}),
        "feed.jsonl",
    )
    assert only(shelf).attributes == {"color": ("red",), "sizes": ("S", "M"), "dims": ('{"w": 1}',)}


def test_mapping_names_other_keys(load: Load, shelf: CatalogStore) -> None:
    mapping = {"title": "name", "id": "code", "attribute.hue": "color"}
    load(lines({"code": "1", "name": "Pan", "color": "red"}), "feed.jsonl", mapping=mapping)
    assert (only(shelf).source_id, only(shelf).title, only(shelf).attributes) == (
        "1",
        "Pan",
        {"hue": ("red",)},
    )


def test_numbers_are_read_exactly(load: Load, shelf: CatalogStore) -> None:
    load('{"id": "1", "title": "Pan", "price": 1234567.10, "currency": "USD"}\n', "feed.jsonl")
    assert only(shelf).price == Money(123456710, "USD")


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[1, 2]",
        '"text"',
        "{",
        '{"id": "1"}',
        '{"title": "Pan"}',
        '{"id": "", "title": "Pan"}',
        '{"id": "1", "title": "Pan", "price": "abc"}',
        '{"id": "1", "title": "Pan", "price": NaN, "currency": "USD"}',
        '{"id": "1", "title": "Pan", "price": Infinity, "currency": "USD"}',
        '{"id": "1", "title": "Pan", "price": 1e999999, "currency": "USD"}',
        '{"id": "1", "title": "Pan", "price": [1, 2], "currency": "USD"}',
        '{"id": "1", "title": "Pan", "price": true, "currency": "USD"}',
        '{"id": "1", "title": "Pan", "price": 5, "currency": "nope"}',
        '{"id": "1", "title": "Pan", "price": -5, "currency": "USD"}',
        '{"id": "1", "title": "Pan", "variants": "red"}',
        '{"id": "1", "title": "Pan", "variants": [1]}',
        '{"id": "1", "title": "Pan", "variants": [{"price": "USD 5"}, {"price": "CNY 5"}]}',
        '{"id": "1", "title": "Pan", "variants": [{"options": []  , "price": "x"}]}',
        '{"id": "1", "title": "Pan", "attributes": [1]}',
        '{"id": "1", "title": "Pan", "updated_at": "someday"}',
        '{"id": "1", "title": "\\ud800"}',
        "[" * 100_000,
        '{"a":' * 5000,
        '{"id": "1", "title": "Pan", "stock": ' + "9" * 6000 + "}",
    ],
)
def test_a_line_that_breaks_the_contract_is_rejected_alone(
    load: Load, shelf: CatalogStore, line: str
) -> None:
    load(
        lines({"id": "0", "title": "Good"}) + line + "\n" + lines({"id": "2", "title": "Good too"}),
        "feed.jsonl",
    )
    (reject,) = shelf.log.rejects()
    assert (reject.line, reject.raw) == (2, line)
    assert reject.reason
    assert reject.remedy
    assert shelf.count() == 2


def test_nul_and_steering_characters_do_not_reach_the_database(load: Load, shelf: CatalogStore) -> None:
    load('{"id": "1", "title": "Pan\\u0000\\u202e", "attributes": {"a\\u0000": "b\\u0000"}}\n', "feed.jsonl")
    assert (only(shelf).title, only(shelf).attributes) == ("Pan", {"a": ("b",)})


def test_a_json_list_is_no_json_lines(load: Load) -> None:
    with pytest.raises(UnusableInput, match="--format json"):
        load('[{"id": "1", "title": "Pan"}]', "feed.json", format="jsonl")


def test_a_byte_order_mark_and_blank_lines_do_no_harm(load: Load, shelf: CatalogStore) -> None:
    load("\n" + lines({"id": "1", "title": "锅"}) + "\n\r\n", "feed.jsonl", encoding="utf-8-sig")
    assert only(shelf).title == "锅"


def test_a_variant_that_cannot_be_used_leaves_the_others(load: Load, shelf: CatalogStore) -> None:
    variants = [{"sku": "S", "price": "ask"}, {"sku": "M", "price": 6, "currency": "USD"}]
    report = load(lines({"id": "1", "title": "Pan", "variants": variants}), "feed.jsonl")
    assert [variant.sku for variant in only(shelf).variants] == ["M"]
    (reject,) = shelf.log.rejects()
    assert (reject.line, reject.reason) == (1, "its variant S: 'ask' is not one price")
    assert report.run.counts.rows == 1


def test_an_object_without_a_title_is_read_by_the_names_of_columns(load: Load, shelf: CatalogStore) -> None:
    row = {"sku": "A1", "name": "Pan", "vendor": "Acme", "price": {"value": "5", "currencyCode": "USD"}}
    load(lines(row), "feed.jsonl")
    product = only(shelf)
    assert (product.source_id, product.title, product.brand, product.price) == (
        "A1",
        "Pan",
        "Acme",
        Money(500, "USD"),
    )


def test_an_object_in_the_form_keeps_its_other_keys_as_attributes(load: Load, shelf: CatalogStore) -> None:
    load(lines({"id": "1", "title": "Pan", "vendor": "Acme", "date": "spring"}), "feed.jsonl")
    assert (only(shelf).brand, only(shelf).attributes) == ("", {"vendor": ("Acme",), "date": ("spring",)})


def test_a_variant_without_a_title_keeps_none(load: Load, shelf: CatalogStore) -> None:
    load(lines({"id": "1", "title": "Pan", "variants": [{"options": {"Color": "Red"}}]}), "feed.jsonl")
    assert only(shelf).variants == (Variant("1", options={"Color": "Red"}),)


def test_a_mapping_may_be_a_path(load: Load, shelf: CatalogStore) -> None:
    load(lines({"id": "1", "text": {"en": "Pan"}}), "feed.jsonl", mapping={"title": "text.en"})
    assert only(shelf).title == "Pan"


def test_the_mapping_shows_the_keys_of_the_first_line() -> None:
    sample = Sample('{"sku": "1", "name": "Pan"}\n')
    assert JsonLines().mapping(sample, ReadOptions("shop", {"brand": "x"})) == {
        "id": "sku",
        "title": "name",
        "brand": "x",
    }


VALID = lines(
    {"id": "1", "title": "Pan", "price": 5, "variants": [{"price": "x"}, {"price": 6}]},
    {"id": "2", "title": ""},
    {"id": "3", "title": "Cup", "attributes": {"a": [1, 2]}},
    {"id": "4", "title": "Pot", "variants": [{"price": "x"}]},
)


def test_a_reading_goes_on_behind_any_item() -> None:
    assert goes_on_everywhere(JsonLines(), VALID)


@given(st.integers(0, len(VALID) - 1), st.text(max_size=8), st.integers(0, 40))
def test_a_damaged_file_is_read_or_refused(place: int, patch: str, cut: int) -> None:
    try:
        read(JsonLines(), VALID[:place] + patch + VALID[place + cut :])
    except UnusableInput as refusal:
        assert str(refusal)


@pytest.mark.parametrize("depth", [300, 900, 990, 2000])
@pytest.mark.parametrize("key", ["id", "other", "price", "variants"])
def test_deep_nesting_costs_its_line_alone(depth: int, key: str) -> None:
    deep = '{"id": "1", "title": "Pan", "' + key + '": ' + "[" * depth + "]" * depth + "}\n"
    items = read(JsonLines(), deep + '{"id": "2", "title": "Pot"}\n')
    assert products(items)[-1].title == "Pot"
    assert len(reasons(items)) + len(products(items)) == 2
