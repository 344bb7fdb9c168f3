"""Shopify's JSON: recognition, variants, what is sold, the public list, damage, resuming."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.catalog import CatalogStore, ImportReport, Product, Variant
from floorwalker.catalog.importers import CurrencyUnknown, Listing, Reject, Sample, choose_importer
from floorwalker.catalog.importers.shopify import Shopify
from floorwalker.core import Money, UnusableInput
from tests.catalog.readings import goes_on_everywhere, products, read, reasons

Load = Callable[..., ImportReport]


def variant(**keys: Any) -> dict[str, Any]:
    return {
        "id": 11,
        "title": "Default Title",
        "price": "5.00",
        "compare_at_price": None,
        "option1": "Default Title",
        "option2": None,
        "option3": None,
        "sku": "",
        "barcode": "",
        "inventory_policy": "deny",
        "inventory_management": "shopify",
        "inventory_quantity": 3,
        **keys,
    }


def product(*variants: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {
        "id": 1,
        "title": "Pan",
        "handle": "pan",
        "body_html": "<p>Iron.</p>",
        "vendor": "Acme",
        "product_type": "Pans",
        "tags": "iron, gift",
        "status": "active",
        "published_at": "2026-01-10T10:00:00+01:00",
        "updated_at": "2026-02-01T09:00:00Z",
        "options": [{"name": "Title", "values": ["Default Title"]}],
        "variants": list(variants or [variant()]),
        "images": [],
        "image": None,
        **keys,
    }


def document(*rows: dict[str, Any], **layout: Any) -> str:
    return json.dumps({"products": rows}, ensure_ascii=False, **layout)


def only(row: dict[str, Any]) -> Product:
    (found,) = products(read(Shopify(), document(row)))
    return found


@pytest.mark.parametrize(
    "text",
    [
        document(product()),
        document(product(), indent=2),
        json.dumps({"product": product()}),
        json.dumps([product(), product(handle="pot")], indent=1),
    ],
)
def test_detection_says_why(text: str) -> None:
    importer, guess = choose_importer("auto", Sample(text))
    assert (importer.name, guess.why) == ("shopify", "its objects have the keys of Shopify's Admin API")
    assert products(read(importer, text))[0].title == "Pan"


@pytest.mark.parametrize(
    "text",
    [
        '{"products": [{"id": 1, "title": "Pan", "price": 5}]}',
        json.dumps(product()) + "\n" + json.dumps(product()),
        '"products"',
    ],
)
def test_other_json_is_left_to_others(text: str) -> None:
    assert Shopify().sniff(Sample(text)).confidence == 0.0


def test_every_key() -> None:
    found = only(
        product(
            variant(
                title="Red / S", option1="Red", option2="S", sku="P-RS", barcode="4006381333931", image_id=7
            ),
            variant(option1="Blue", option2="S", price="4.00", compare_at_price="6.00"),
            options=[{"name": "Colour"}, {"name": "Size"}],
            images=[{"id": 6, "src": "https://e.com/1.jpg"}, {"id": 7, "src": "https://e.com/2.jpg"}],
            image={"src": "https://e.com/1.jpg"},
        )
    )
    assert (found.source_id, found.description, found.brand) == ("pan", "Iron.", "Acme")
    assert (found.category, found.tags) == ("Pans", ("iron", "gift"))
    assert (found.image, found.images) == ("https://e.com/1.jpg", ("https://e.com/2.jpg",))
    assert found.updated_at == datetime(2026, 2, 1, 9, tzinfo=UTC)
    red, blue = found.variants
    assert red == Variant(
        *("P-RS", "Red / S", "P-RS", Money(500, "USD"), None, "in_stock", 3),
        {"Colour": "Red", "Size": "S"},
        "https://e.com/2.jpg",
        "4006381333931",
    )
    assert (blue.price, blue.compare_at_price) == (Money(400, "USD"), Money(600, "USD"))


@pytest.mark.parametrize(
    ("keys", "stock", "availability"),
    [
        ({}, 3, "in_stock"),
        ({"inventory_quantity": 0}, 0, "out_of_stock"),
        ({"inventory_quantity": -2}, 0, "out_of_stock"),
        ({"inventory_quantity": 0, "inventory_policy": "continue"}, None, "in_stock"),
        ({"inventory_quantity": 0, "inventory_management": None}, None, "in_stock"),
        ({"inventory_quantity": None}, None, "unknown"),
    ],
)
def test_stock_of_a_variant(keys: dict[str, Any], stock: int | None, availability: str) -> None:
    (found,) = only(product(variant(**keys))).variants
    assert (found.stock, found.availability) == (stock, availability)


def test_the_public_list_says_what_is_available() -> None:
    row = product(
        {"title": "S", "option1": "S", "price": "5.00", "available": False},
        {"title": "M", "option1": "M", "price": "5.00", "available": True},
        tags=["iron", "gift"],
    )
    del row["status"]
    found = only(row)
    assert [one.availability for one in found.variants] == ["out_of_stock", "in_stock"]
    assert found.tags == ("iron", "gift")


@pytest.mark.parametrize(
    "keys", [{"status": "draft"}, {"status": "archived"}, {"status": "unlisted"}, {"published_at": None}]
)
def test_what_is_not_published_is_taken_off_the_shelf(
    load: Load, shelf: CatalogStore, keys: dict[str, Any]
) -> None:
    pot = product(handle="pot", title="Pot")
    load(document(product(), pot), "products.json", currency="USD", source="shop")
    report = load(document(product(**keys), pot), "products.json", currency="USD", source="shop")
    assert report.run.format == "shopify"
    assert (report.run.counts.withdrawn, [one.title for one in shelf.iterate()]) == (1, ["Pot"])


def test_a_variant_that_cannot_be_used_leaves_the_others() -> None:
    items = read(
        Shopify(), document(product(variant(title="S", price="call"), variant(option1="M", price="6")))
    )
    (reject, listing) = items
    assert isinstance(reject, Reject)
    assert "its variant S" in reject.reason
    assert isinstance(listing, Listing)
    assert [one.title for one in listing.product.variants] == ["M"]
    assert sum(item.rows for item in items) == 1


@pytest.mark.parametrize("variants", [[{"price": "x"}], [7], [{"price": "x"}, {"price": "y"}]])
def test_without_a_usable_variant_there_is_no_product(variants: list[Any]) -> None:
    items = read(Shopify(), document(product(variants=variants)))
    assert not products(items)
    assert len(items) == len(variants)
    assert sum(item.rows for item in items) == 1


def test_without_a_currency_the_file_is_refused() -> None:
    with pytest.raises(CurrencyUnknown, match=r"^the currency of the price"):
        read(Shopify(), document(product()), currency="")


def test_damage_ends_the_reading_and_says_where() -> None:
    text = document(product(), product(handle="pot"), product(handle="cup"))
    items = read(Shopify(), text[: text.index('"cup"')])
    assert [found.source_id for found in products(items)] == ["pan", "pot"]
    assert reasons(items) == ["the JSON is damaged behind product 2: parse error: premature EOF"]


def test_characters_that_the_encoding_cannot_explain_spoil_their_product_alone() -> None:
    text = document(product(title="Töpfe: " + "größer " * 9), product(handle="pot", title="Kännchen"))
    items = read(Shopify(), text.encode().replace("ännchen".encode(), b"\xe4nnchen"))
    assert [found.source_id for found in products(items)] == ["pan"]
    assert "encoding" in reasons(items)[0]


def test_a_mapping_names_other_keys() -> None:
    (found,) = products(
        read(
            Shopify(),
            document(product(seo={"name": "Big pan"}, origin="SE")),
            mapping={"title": "seo.name", "attribute.made in": "origin"},
        )
    )
    assert (found.title, found.attributes) == ("Big pan", {"made in": ("SE",)})


VALID = document(
    product(), product(variant(price="x"), variant(option1="M"), handle="a"), product(handle="b"), indent=1
)


def test_a_reading_goes_on_behind_any_item() -> None:
    assert goes_on_everywhere(Shopify(), VALID)


@given(st.integers(0, len(VALID) - 1), st.text(max_size=8), st.integers(0, 60))
def test_a_damaged_file_is_read_or_refused(place: int, patch: str, cut: int) -> None:
    try:
        read(Shopify(), VALID[:place] + patch + VALID[place + cut :])
    except UnusableInput as refusal:
        assert str(refusal)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(list(product())),
        JSON | st.lists(st.dictionaries(st.sampled_from(list(variant())), JSON)),
    )
)
def test_no_values_break_it(keys: dict[str, Any]) -> None:
    try:
        read(Shopify(), document(product(**keys)))
    except UnusableInput as refusal:
        assert str(refusal)
