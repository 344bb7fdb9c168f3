"""WooCommerce's CSV: recognition in five languages, variations, what is sold, how its cells are written."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.catalog import CatalogStore, ImportOptions, ImportReport, Product, Variant, import_file
from floorwalker.catalog.importers import ReadOptions, Sample, choose_importer
from floorwalker.catalog.importers.woocommerce import WooCommerce, split_values
from floorwalker.core import Money, UnusableInput
from tests.catalog.readings import goes_on_everywhere, products, read, reasons

Load = Callable[..., ImportReport]

HEADER = (
    'ID,Type,SKU,"GTIN, UPC, EAN, or ISBN",Name,Published,Visibility in catalog,Short description,Description,'
    "Date sale price starts,Date sale price ends,In stock?,Stock,Backorders allowed?,Weight (kg),Sale price,"
    "Regular price,Categories,Tags,Images,Parent,External URL,Brands,Position,Cost of goods,"
    "Attribute 1 name,Attribute 1 value(s),Attribute 1 visible,Attribute 1 global,"
    "Attribute 2 name,Attribute 2 value(s),Attribute 2 visible,Meta: care,Meta: _secret"
)
NAMES = next(csv.reader([HEADER]))
SHORT = {
    "id": "ID",
    "kind": "Type",
    "sku": "SKU",
    "gtin": NAMES[3],
    "name": "Name",
    "price": "Regular price",
    "sale": "Sale price",
    "starts": "Date sale price starts",
    "ends": "Date sale price ends",
    "stock": "Stock",
    "in_stock": "In stock?",
    "parent": "Parent",
    "a1": "Attribute 1 name",
    "v1": "Attribute 1 value(s)",
    "a2": "Attribute 2 name",
    "v2": "Attribute 2 value(s)",
}


def row(**cells: str) -> dict[str, str]:
    given = {SHORT.get(name, name): cell for name, cell in cells.items()}
    return {"ID": "1", "Type": "simple", "Name": "Pan", "Published": "1"} | given


def table(*rows: dict[str, str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, NAMES)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def only(**cells: str) -> Product:
    (product,) = products(read(WooCommerce(), table(row(**cells))))
    return product


# Recognition


@pytest.mark.parametrize(
    "header",
    [
        HEADER,
        "ID,Typ,Artikelnummer,Name,Veröffentlicht,Vorrätig?,Bestand,Regulärer Preis,Übergeordnetes Produkt",
        "ID,Type,UGS,Nom,Publié,En stock ?,Stock,Tarif promo,Tarif régulier,Parent",
        "ID,Tipo,SKU,Nombre,Publicado,¿En inventario?,Inventario,Precio rebajado,Precio normal,Superior",
        "ID,类型,SKU,名称,已发布,在列表页可见,有货？,库存,促销价格,常规售价,父级",
    ],
)
def test_detection_says_why_in_every_language(header: str) -> None:
    importer, guess = choose_importer("auto", Sample(f"{header}\n"))
    assert (importer.name, guess.why) == ("woocommerce", "its header has WooCommerce's columns")


@pytest.mark.parametrize(
    "header", ["id,type,name,price", "SKU,Name,Price,Stock", "Handle,Title,Variant Price", ""]
)
def test_other_tables_are_left_to_others(header: str) -> None:
    assert WooCommerce().sniff(Sample(header)).confidence == 0.0


def test_a_german_export_is_read_whole() -> None:
    text = (
        "ID,Typ,Artikelnummer,Name,Veröffentlicht,Vorrätig?,Lager,Angebotspreis,Regulärer Preis,Kategorien,"
        "Schlagwörter,Bilder,Übergeordnetes Produkt,Marken,Gewicht (kg),Attribut 1 Name,Attribut 1 Wert(e)\n"
        '1,variable,KANNE,Kanne,1,1,,,,"Tee > Kannen","alt, neu",https://e.de/k.jpg,,Eck,"0,8",Farbe,"rot, blau"\n'
        '2,variation,KANNE-R,Kanne - rot,1,1,4,"19,90","25,00",,,,KANNE,,,Farbe,rot\n'
    )
    whole, part = products(read(WooCommerce(), text, currency="EUR"))
    assert (whole.category, whole.tags, whole.brand) == ("Tee > Kannen", ("alt", "neu"), "Eck")
    assert whole.attributes == {"Gewicht (kg)": ("0,8",), "Farbe": ("rot", "blau")}
    assert part.variants == (
        Variant(
            *("KANNE-R", "rot", "KANNE-R", Money(1990, "EUR"), Money(2500, "EUR"), "in_stock", 4),
            {"Farbe": "rot"},
        ),
    )


def test_the_mapping_shows_fields_and_attributes() -> None:
    mapping = WooCommerce().mapping(Sample(HEADER), ReadOptions("shop", {"brand": "Meta: care"}))
    assert mapping["title"] == "Name"
    assert mapping["brand"] == "Meta: care"
    assert mapping["attribute.Weight (kg)"] == "Weight (kg)"


# Products and variations


def test_variations_join_their_parent_wherever_they_stand(load: Load, shelf: CatalogStore) -> None:
    load(
        table(
            row(
                id="8",
                kind="variation",
                name="Pan - M",
                parent="PAN",
                price="6",
                stock="2",
                a1="Size",
                v1="M",
            ),
            row(id="7", kind="variable", sku="PAN", a1="Size", v1="M, L"),
            row(id="9", kind="variation", sku="PAN-L", parent="PAN", price="5", stock="1", a1="Size", v1="L"),
            row(id="3", kind="simple", name="Pot", price="9"),
            row(id="4", kind="variation", parent="id:3", price="8", v1="x"),
        ),
        currency="USD",
    )
    found = {product.source_id: product for product in shelf.iterate()}
    assert found.keys() == {"PAN", "3"}
    assert [(variant.id, variant.title) for variant in found["PAN"].variants] == [("8", "M"), ("PAN-L", "L")]
    assert (found["PAN"].price, found["PAN"].stock) == (Money(500, "USD"), 3)
    assert [variant.price for variant in found["3"].variants] == [Money(800, "USD")]


def test_a_variation_without_its_parent_is_rejected(load: Load, shelf: CatalogStore) -> None:
    load(
        table(
            row(price="5"),
            row(id="2", kind="variation", parent="GONE", price="5"),
            row(id="3", kind="variation", price="5"),
        ),
        currency="USD",
    )
    assert [(reject.line, "parent" in reject.reason) for reject in shelf.log.rejects()] == [
        (3, True),
        (4, True),
    ]


@pytest.mark.parametrize(
    "cells",
    [
        {"Published": "0"},
        {"Published": "-1"},
        {"Published": "2"},
        {"Visibility in catalog": "hidden"},
    ],
)
def test_what_is_not_published_is_taken_off_the_shelf(
    load: Load, shelf: CatalogStore, cells: dict[str, str]
) -> None:
    load(table(row(price="5"), row(id="2", price="6")), currency="USD")
    report = load(table(row(price="5", **cells), row(id="2", price="6")), currency="USD")
    assert [product.source_id for product in shelf.iterate()] == ["2"]
    assert report.run.counts.withdrawn == 1
    assert "not published" in shelf.log.rejects()[0].reason


def test_an_unpublished_variation_leaves_its_product(load: Load, shelf: CatalogStore) -> None:
    parent = row(id="7", kind="variable")
    variations = [row(id=n, kind="variation", parent="id:7", price="5", v1=n, a1="Size") for n in ("8", "9")]
    load(table(parent, variations[0], variations[1] | {"Published": "0"}), currency="USD")
    (product,) = shelf.iterate()
    assert [variant.id for variant in product.variants] == ["8"]


def test_a_number_that_a_spreadsheet_has_cut_is_no_id() -> None:
    items = read(
        WooCommerce(),
        table(
            row(sku="6.93E+12", price="5"),
            row(id="2", kind="variation", parent="P", sku="6.93E+12", price="5"),
            row(id="3", kind="variation", parent="6.93E+12", price="5"),
        ),
    )
    assert [reason.startswith("a spreadsheet has cut") for reason in reasons(items)] == [True] * 3


# Cells


def test_prices_and_sales() -> None:
    now = only(price="10", sale="8")
    assert (now.price, now.compare_at_price, now.sale) == (Money(800, "USD"), Money(1000, "USD"), None)
    dated = only(price="10", sale="8", starts="2026-01-01 00:00:00", ends="2026-01-31 00:00:00")
    assert dated.price == Money(1000, "USD")
    assert dated.sale is not None
    assert dated.sale.starts_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert dated.sale.ends_at == datetime(2026, 2, 1, tzinfo=UTC), "the last day is part of the sale"
    to_the_second = only(price="10", sale="8", ends="2026-01-31 23:59:59")
    assert to_the_second.sale is not None
    assert to_the_second.sale.ends_at == datetime(2026, 1, 31, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cells", "stock", "availability"),
    [
        ({"in_stock": "1"}, None, "in_stock"),
        ({"in_stock": "1", "stock": "4"}, 4, "in_stock"),
        ({"in_stock": "0", "stock": "0"}, 0, "out_of_stock"),
        ({"in_stock": "backorder", "stock": "-2"}, 0, "backorder"),
        ({"in_stock": "1", "stock": "parent"}, None, "in_stock"),
        ({"stock": "0", "Backorders allowed?": "notify"}, 0, "backorder"),
        ({"stock": "0", "Backorders allowed?": "0"}, 0, "out_of_stock"),
        ({"stock": "'-3"}, 0, "out_of_stock"),
        ({}, None, "unknown"),
    ],
)
def test_stock(cells: dict[str, str], stock: int | None, availability: str) -> None:
    product = only(**cells)
    assert (product.stock, product.availability) == (stock, availability)


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("S, M", ["S", "M"]),
        ("S,M", ["S", "M"]),
        (r"0\,75 l, 1\,5 l", ["0,75 l", "1,5 l"]),
        ("0,75 l", ["0,75 l"]),
        ("Salt &amp; pepper", ["Salt & pepper"]),
        (" , ", []),
        ("", []),
    ],
)
def test_values_of_a_cell(cell: str, values: list[str]) -> None:
    assert split_values(cell) == values


def test_texts_are_as_a_customer_reads_them() -> None:
    product = only(
        name="Salt &amp; <b>pepper</b>",
        Description=r"<p>Two mills.</p>\n<p>C:\\new</p>",
        Tags="new &amp; old",
        Brands="House > Marrow &amp; Pine",
        Categories="Kitchen, Kitchen > Mills, Gifts",
    )
    assert (product.title, product.description) == ("Salt & pepper", "Two mills.\nC:\\new")
    assert (product.tags, product.brand, product.category) == (
        ("new & old",),
        "Marrow & Pine",
        "Kitchen > Mills",
    )
    assert product.attributes["Categories"] == ("Gifts",)


def test_the_short_description_stands_in_for_the_long_one() -> None:
    assert only(**{"Short description": "Small."}).description == "Small."


def test_what_the_product_page_does_not_show_is_left_out() -> None:
    product = only(
        a1="Material",
        v1="Oak",
        a2="Supplier",
        v2="Smith",
        **{
            "Attribute 2 visible": "0",
            "Meta: care": "Wipe it.",
            "Meta: _secret": "x",
            "Cost of goods": "2",
            "Position": "3",
            "Weight (kg)": "1.5",
        },
    )
    assert product.attributes == {"Material": ("Oak",), "care": ("Wipe it.",), "Weight (kg)": ("1.5",)}


def test_a_wrong_gtin_is_noted() -> None:
    (item,) = read(WooCommerce(), table(row(gtin="4006381333932")))
    assert [note.reason[:4] for note in item.notes] == ["GTIN"]  # type: ignore[union-attr]
    assert only(gtin="4006381333931").gtin == "4006381333931"


def test_pictures_and_links() -> None:
    product = only(Images="https://e.com/1.jpg, pics/2.jpg", **{"External URL": "https://e.com/buy"})
    assert (product.image, product.images, product.url) == (
        "https://e.com/1.jpg",
        ("file:pics/2.jpg",),
        "https://e.com/buy",
    )


def test_without_a_name_column_it_is_refused() -> None:
    with pytest.raises(UnusableInput, match="no column Name"):
        read(WooCommerce(), "ID,Type,SKU\n1,simple,A\n")


# Robustness

VALID = table(
    row(id="7", kind="variable", sku="PAN", a1="Size", v1="M, L"),
    row(id="8", kind="variation", parent="PAN", price="6", Description="two\nlines"),
    row(id="9", price="ab 5"),
    row(id="10", price="5"),
)


def test_a_reading_goes_on_behind_any_item() -> None:
    assert goes_on_everywhere(WooCommerce(), VALID)


@given(st.integers(0, len(VALID) - 1), st.text(max_size=8), st.integers(0, 40))
def test_a_damaged_file_is_read_or_refused(place: int, patch: str, cut: int) -> None:
    content = (VALID[:place] + patch + VALID[place + cut :]).encode("utf-8", "surrogatepass")
    try:
        read(WooCommerce(), content)
    except UnusableInput as refusal:
        assert str(refusal)


@given(st.binary(max_size=200))
def test_no_bytes_break_it(content: bytes) -> None:
    try:
        read(WooCommerce(), HEADER.encode() + b"\n" + content)
    except UnusableInput as refusal:
        assert str(refusal)


def test_a_private_parent_takes_its_product_off_the_shelf(shelf: CatalogStore, tmp_path: Path) -> None:
    """The variations of a private product stay in the export as published rows."""
    header = "ID,Type,SKU,Name,Published,In stock?,Stock,Regular price,Parent\n"
    rows = "1,variable,TEE,Tee,{},1,,,\n2,variation,TEE-S,Tee - S,1,1,3,9,TEE\n3,simple,CUP,Cup,1,1,3,5,\n"
    path = tmp_path / "export.csv"
    for published, ids in ((1, ["s:CUP", "s:TEE"]), (-1, ["s:CUP"])):
        path.write_text(header + rows.format(published))
        import_file(shelf, path, ImportOptions(source="s", currency="CNY"))
        assert [product.id for product in shelf.iterate()] == ids
