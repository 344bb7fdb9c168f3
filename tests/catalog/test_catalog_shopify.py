"""Shopify's product CSV in both dialects: groups of rows, variants, availability, what is not sold."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.catalog import CatalogStore, ImportReport, Product
from floorwalker.catalog.importers import Sample, choose_importer
from floorwalker.catalog.importers.shopify import Shopify
from floorwalker.core import Money, UnusableInput
from tests.catalog.readings import goes_on_everywhere, products, read, reasons

Load = Callable[..., ImportReport]

OLD = (
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,"
    "Option2 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,"
    "Variant Price,Variant Compare At Price,Variant Barcode,Image Src,Variant Image,"
    "Google Shopping / Gender,Status"
)
NEW = (
    "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,"
    "Barcode,Option1 name,Option1 value,Price,Compare-at price,Inventory tracker,Inventory quantity,"
    "Continue selling when out of stock,Product image URL,Variant image URL,"
    "Color (product.metafields.shopify.color-pattern)"
)


def table(header: str, *rows: dict[str, str]) -> str:
    names = next(csv.reader([header]))
    text = io.StringIO()
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def old(handle: str, title: str = "", **cells: str) -> dict[str, str]:
    names = {
        "price": "Variant Price",
        "was": "Variant Compare At Price",
        "tracker": "Variant Inventory Tracker",
        "qty": "Variant Inventory Qty",
        "policy": "Variant Inventory Policy",
        "sku": "Variant SKU",
        "o1": "Option1 Name",
        "v1": "Option1 Value",
        "o2": "Option2 Name",
        "v2": "Option2 Value",
        "image": "Image Src",
    }
    return {"Handle": handle, "Title": title} | {names.get(name, name): cell for name, cell in cells.items()}


def only(shelf: CatalogStore) -> Product:
    (product,) = shelf.iterate()
    return product


def test_the_older_dialect_groups_variants_and_pictures(load: Load, shelf: CatalogStore) -> None:
    first = old("ring", "Ring", o1="Size", v1="S", o2="Metal", v2="Gold", sku="R-S", price="60", was="80")
    first |= {"Body (HTML)": "<p>Soft</p>", "Vendor": "Acme", "Type": "Rings", "Tags": "Gold, Gift"}
    report = load(
        table(
            OLD,
            first | {"Image Src": "https://e.com/1.jpg", "Google Shopping / Gender": "Unisex"},
            old("ring", v1="M", v2="Silver", sku="R-M", price="55", was="80", tracker="shopify", qty="0"),
            old("ring", image="https://e.com/2.jpg"),
        ),
        currency="USD",
    )
    product = only(shelf)
    assert report.run.format == "shopify"
    assert (report.run.counts.rows, report.run.counts.added) == (3, 1)
    assert (product.source_id, product.title, product.description, product.brand) == (
        "ring",
        "Ring",
        "Soft",
        "Acme",
    )
    assert (product.category, product.tags, product.image) == (
        "Rings",
        ("Gold", "Gift"),
        "https://e.com/1.jpg",
    )
    assert (product.price, product.compare_at_price) == (Money(5500, "USD"), Money(8000, "USD"))
    assert product.attributes == {"gender": ("Unisex",)}
    small, medium = product.variants
    assert (small.id, small.title, small.options) == ("R-S", "S / Gold", {"Size": "S", "Metal": "Gold"})
    assert (medium.id, medium.title, medium.options) == (
        "R-M",
        "M / Silver",
        {"Size": "M", "Metal": "Silver"},
    )
    assert (small.availability, medium.availability, product.availability) == (
        "in_stock",
        "out_of_stock",
        "in_stock",
    )


def test_the_current_dialect(load: Load, shelf: CatalogStore) -> None:
    first = {
        "Title": "Mug",
        "URL handle": "mug",
        "Description": "<p>A mug</p>",
        "Vendor": "Acme",
        "Product category": "Home & Garden > Kitchen",
        "Published on online store": "TRUE",
        "Status": "Active",
        "SKU": "MUG-1",
        "Barcode": "'4006381333931",
        "Option1 name": "Color",
        "Option1 value": "Blue",
        "Price": "9.50",
        "Compare-at price": "12",
        "Inventory tracker": "shopify",
        "Inventory quantity": "4",
        "Continue selling when out of stock": "DENY",
        "Color (product.metafields.shopify.color-pattern)": "blue; white",
    }
    further = {"URL handle": "mug", "Option1 value": "Red", "Price": "10", "Inventory tracker": "shopify"}
    load(table(NEW, first, further | {"Inventory quantity": "0"}), currency="EUR")
    product = only(shelf)
    assert (product.id, product.category, product.price) == (
        "shop:mug",
        "Home & Garden > Kitchen",
        Money(950, "EUR"),
    )
    assert (product.stock, product.availability) == (4, "in_stock")
    assert product.attributes == {"Color": ("blue", "white")}
    assert [variant.gtin for variant in product.variants] == ["4006381333931", ""]
    assert [variant.id for variant in product.variants] == ["MUG-1", "Red"]
    assert product.variants[1].options == {"Color": "Red"}


@pytest.mark.parametrize(
    ("cells", "stock", "availability"),
    [
        ({"tracker": "shopify", "qty": "3", "policy": "deny"}, 3, "in_stock"),
        ({"tracker": "shopify", "qty": "0", "policy": "deny"}, 0, "out_of_stock"),
        ({"tracker": "shopify", "qty": "-4", "policy": "deny"}, 0, "out_of_stock"),
        ({"tracker": "shopify", "qty": "0", "policy": "continue"}, None, "in_stock"),
        ({"tracker": "shopify", "qty": "2", "policy": "continue"}, 2, "in_stock"),
        ({"tracker": "", "qty": "0", "policy": "deny"}, None, "in_stock"),
        ({"tracker": "shopify", "qty": "", "policy": "deny"}, None, "unknown"),
    ],
)
def test_availability_of_a_variant(
    load: Load, shelf: CatalogStore, cells: dict[str, str], stock: int | None, availability: str
) -> None:
    load(table(OLD, old("pan", "Pan", price="5", **cells)), currency="USD")
    (variant,) = only(shelf).variants
    assert (variant.stock, variant.availability) == (stock, availability)
    assert (only(shelf).stock, only(shelf).availability) == (stock, availability)


def test_without_inventory_columns_nothing_is_known(load: Load, shelf: CatalogStore) -> None:
    load(
        "Handle,Title,Option1 Name,Option1 Value,Variant Price\npan,Pan,Title,Default Title,5\n",
        currency="USD",
    )
    product = only(shelf)
    assert (product.stock, product.availability) == (None, "unknown")
    assert (product.variants[0].title, product.variants[0].options) == ("", {})


@pytest.mark.parametrize(
    "cells", [{"Published": "false"}, {"Published": "FALSE"}, {"Status": "draft"}, {"Status": "archived"}]
)
def test_what_is_not_published_is_rejected_and_taken_off_the_shelf(
    load: Load, shelf: CatalogStore, cells: dict[str, str]
) -> None:
    pot = old("pot", "Pot", price="5")
    load(table(OLD, old("pan", "Pan", price="5"), pot), currency="USD")
    hidden = [old("pan", "Pan", price="5", **cells), old("pan", v1="Big", price="6")]
    report = load(table(OLD, *hidden, pot), currency="USD")
    assert [product.title for product in shelf.iterate()] == ["Pot"]
    assert (report.run.counts.withdrawn, report.run.counts.rejected, report.run.counts.rows) == (1, 1, 3)
    (reject,) = shelf.log.rejects()
    assert "not published" in reject.reason
    assert reject.raw.count("pan") == 2


def test_a_variant_that_cannot_be_used_leaves_the_others(load: Load, shelf: CatalogStore) -> None:
    rows = [
        old("pan", "Pan", o1="Size", v1="S", price="5"),
        old("pan", v1="M", price="abc"),
        old("pan", v1="L", price="7"),
    ]
    report = load(table(OLD, *rows), currency="USD")
    assert [variant.title for variant in only(shelf).variants] == ["S", "L"]
    assert [reject.line for reject in shelf.log.rejects()] == [3]
    assert report.run.counts.rows == 3


def test_a_product_without_a_usable_variant_is_rejected(load: Load, shelf: CatalogStore) -> None:
    rows = [
        old("pan", "Pan", v1="S", price="x"),
        old("pan", image="https://e.com/1.jpg"),
        old("pot", "Pot", price="5"),
    ]
    report = load(table(OLD, *rows), currency="USD")
    assert only(shelf).title == "Pot"
    assert [reject.line for reject in shelf.log.rejects()] == [2]
    assert report.run.counts.rows == 3


def test_rows_that_have_lost_their_product_are_rejected(load: Load, shelf: CatalogStore) -> None:
    load(
        table(OLD, old("pan", "Pan", price="5"), old("pot", "Pot", price="6"), old("pan", v1="L", price="7")),
        currency="USD",
    )
    assert shelf.count() == 2
    (reject,) = shelf.log.rejects()
    assert (reject.line, reject.reason) == (4, "it has no title")


def test_variants_without_skus_are_told_apart(load: Load, shelf: CatalogStore) -> None:
    rows = [
        old("pan", "Pan", sku="X", v1="S", price="5"),
        old("pan", sku="X", v1="M", price="5"),
        old("pan", v1="L", price="5"),
    ]
    load(table(OLD, *rows), currency="USD")
    assert [variant.id for variant in only(shelf).variants] == ["X#1", "X#2", "L"]


# Rows that a line break has torn

PLAIN = "Handle,Title,Body (HTML),Vendor,Option1 Name,Option1 Value,Variant Price,Variant SKU\n"


def test_a_description_whose_line_breaks_nobody_quoted_is_put_together() -> None:
    torn = PLAIN + (
        "pan,Pan,<p>Iron.</p>\n<ul>\n\n<li>Heavy</li>\n</ul>,Acme,Size,S,5,P-S\n"
        "pan,,,,,M,6,P-M\n"
        "pot,Pot,Clay.,Acme,Title,Default Title,7,P\n"
    )
    pan, pot = products(read(Shopify(), torn))
    assert (pan.description, pan.brand, [variant.title for variant in pan.variants]) == (
        "Iron.\nHeavy",
        "Acme",
        ["S", "M"],
    )
    assert pot.title == "Pot"
    assert [item.line for item in read(Shopify(), torn)] == [2, 8]


@pytest.mark.parametrize(
    "rows",
    [
        "pan,Pan,Iron.\npot,Pot,Clay.\n",
        "pan,Pan,Iron.\npot,Pot,Clay.,Acme,Title,Default Title,7,P\n",
        "pan,Pan,Iron.\n",
    ],
)
def test_rows_that_were_cut_short_stay_apart(rows: str) -> None:
    found = products(read(Shopify(), PLAIN + rows))
    assert [product.title for product in found] == ["Pan", "Pot"][: len(found)]
    assert len(found) == rows.count("\n")


def test_the_rest_of_a_torn_row_is_no_product() -> None:
    items = read(Shopify(), PLAIN + "pan,Pan,<p>Iron,\n<p>heavy</p>,dark</p>,Acme,Size,S,5,P-S\n")
    assert [product.source_id for product in products(items)] == ["pan"]
    assert reasons(items) == ["it may be the rest of a row that a line break has torn"]


# Recognition and robustness


def test_detection_says_why() -> None:
    importer, guess = choose_importer("auto", Sample(OLD))
    assert (importer.name, guess.why) == ("shopify", "its header has Shopify's columns")


VALID = table(
    OLD,
    old("pan", "Pan", o1="Size", v1="S", price="5"),
    old("pan", v1="M", price="x"),
    old("pot", "Pot", price="7"),
    old("cup", "Cup", price="x"),
    old("mug", "", price="9"),
    old("jar", "Jar", price="9"),
)


def test_a_reading_goes_on_behind_any_item() -> None:
    assert goes_on_everywhere(Shopify(), VALID)


@given(st.integers(0, len(VALID) - 1), st.text(max_size=8), st.integers(0, 40))
def test_a_damaged_file_is_read_or_refused(place: int, patch: str, cut: int) -> None:
    try:
        read(Shopify(), VALID[:place] + patch + VALID[place + cut :])
    except UnusableInput as refusal:
        assert str(refusal)


@pytest.mark.parametrize("name", ["shopify_apparel", "shopify_home_and_garden", "shopify_jewelery"])
def test_the_real_files(load: Load, shelf: CatalogStore, shared_data: Path, name: str) -> None:
    """Every handle of the file is a product whose variants are its priced rows."""
    data = (shared_data / "catalogs" / f"{name}.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8"))))
    report = load(data, currency="USD")
    products = {product.source_id: product for product in shelf.iterate()}
    assert report.run.format == "shopify"
    assert report.run.counts.rejected == 0
    assert report.run.counts.rows == len(rows)
    assert products.keys() == {row["Handle"] for row in rows}
    for handle, product in products.items():
        priced = [row for row in rows if row["Handle"] == handle and row["Variant Price"]]
        assert [str(variant.price.amount) for variant in product.variants if variant.price] == [
            f"{float(row['Variant Price']):.2f}" for row in priced
        ]
        assert product.stock == sum(int(row["Variant Inventory Qty"]) for row in priced)
        assert product.availability == ("in_stock" if product.stock else "out_of_stock")
