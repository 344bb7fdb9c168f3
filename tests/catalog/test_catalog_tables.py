"""Tables as shops keep them: headers in five languages, variants below their product, totals, joined files."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.catalog import CatalogStore, ImportReport, Product
from floorwalker.catalog.feeds import open_feed
from floorwalker.catalog.importers import Listing, ReadOptions, Reject
from floorwalker.catalog.importers.columns import header_key, recognise
from floorwalker.catalog.importers.plain_csv import PlainCsv
from floorwalker.core import Money

Load = Callable[..., ImportReport]


def only(shelf: CatalogStore) -> Product:
    (product,) = shelf.iterate()
    return product


def chosen(product: Product) -> list[dict[str, str]]:
    return [dict(variant.options) for variant in product.variants]


def rejected(shelf: CatalogStore) -> list[tuple[int, str]]:
    return [(reject.line, reject.reason) for reject in shelf.log.rejects()]


@pytest.mark.parametrize(
    "header",
    [
        "商品编号,商品名称,品牌,类目,价格,库存,条码",
        "商品編號,商品名稱,品牌,類目,價格,庫存,條碼",
        "Artikelnummer,Bezeichnung,Marke,Warengruppe,Preis,Lagerbestand,EAN",
        "Référence,Désignation,Marque,Catégorie,Prix,Quantité en stock,Code-barres",
        "品番,商品名,ブランド,カテゴリー,価格,在庫数,JANコード",
        "SKU,Product Name,Brand,Category,Price,Stock,Barcode",
    ],
)
def test_headers_in_five_languages_and_both_scripts(header: str) -> None:
    columns = recognise(header.split(","), {})
    assert list(columns.fields) and sorted(columns.fields, key=columns.fields.__getitem__) == [
        *("id", "title", "brand", "category", "price", "stock", "gtin")
    ]
    assert columns.attributes == {}


@pytest.mark.parametrize("header", ["Verfügbarkeit", "VERFUGBARKEIT", "verfügbarkeit (Lager)"])
def test_accents_case_and_brackets_do_not_matter(header: str) -> None:
    assert header_key(header) == "verfugbarkeit"


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        *(("auf Lager", "in_stock"), ("ausverkauft", "out_of_stock"), ("vorbestellbar", "preorder")),
        *(("en stock", "in_stock"), ("épuisé", "out_of_stock"), ("précommande", "preorder")),
        *(("在庫あり", "in_stock"), ("売り切れ", "out_of_stock"), ("受注生産", "backorder")),
    ],
)
def test_availability_in_further_languages(load: Load, shelf: CatalogStore, cell: str, state: str) -> None:
    load(f"id,title,availability\n1,Pan,{cell}\n")
    assert only(shelf).availability == state


def test_rows_below_a_product_are_its_variants(load: Load, shelf: CatalogStore) -> None:
    report = load(
        "name,slug,optionGroups,optionValues,sku,price,stockOnHand\n"
        "Kettle,kettle,size|colour,1 l|red,K-1R,40,3\n"
        ",,,1 l|blue,K-1B,42,0\n"
        ",,,2 l|red,K-2R,55,1\n"
        "Cup,cup,,,C-1,5,9\n",
        currency="EUR",
    )
    cup, kettle = sorted(shelf.iterate(), key=lambda product: product.title)
    assert chosen(kettle) == [
        {"size": "1 l", "colour": "red"},
        {"size": "1 l", "colour": "blue"},
        {"size": "2 l", "colour": "red"},
    ]
    assert [(variant.sku, variant.title, variant.stock) for variant in kettle.variants] == [
        ("K-1R", "1 l / red", 3),
        ("K-1B", "1 l / blue", 0),
        ("K-2R", "2 l / red", 1),
    ]
    assert (kettle.source_id, kettle.price, kettle.stock) == ("kettle", Money(4000, "EUR"), 4)
    assert kettle.attributes == {}
    assert (cup.source_id, cup.variants, cup.attributes) == ("cup", (), {"sku": ("C-1",)})
    assert report.run.counts.rows == 4


def test_a_product_that_makes_no_choice_is_no_variant_itself(load: Load, shelf: CatalogStore) -> None:
    load("商品名称,规格,价格,产地\n茶叶,,,浙江\n,100g,30,\n,250g,68,福建\n", currency="CNY")
    product = only(shelf)
    assert chosen(product) == [{"规格": "100g"}, {"规格": "250g"}]
    assert product.price == Money(3000, "CNY")
    assert product.attributes == {"产地": ("浙江", "福建")}


def test_a_table_of_single_rows_keeps_its_specification_as_an_attribute(
    load: Load, shelf: CatalogStore
) -> None:
    load("货号,商品名称,规格,价格\nA1,茶,100g,30\nA2,茶,250g,68\n", currency="CNY")
    products = sorted(shelf.iterate(), key=lambda product: product.source_id)
    assert [(product.source_id, product.attributes, product.variants) for product in products] == [
        ("A1", {"规格": ("100g",)}, ()),
        ("A2", {"规格": ("250g",)}, ()),
    ]


def test_a_row_with_an_id_but_no_title_is_no_variant(load: Load, shelf: CatalogStore) -> None:
    load("id,title,规格,price\n1,Tea,100g,30\n2,,250g,68\n", currency="CNY")
    assert only(shelf).variants == ()
    assert rejected(shelf) == [(3, "it has no title")]


def test_a_variant_that_cannot_be_used_is_one_reject(load: Load, shelf: CatalogStore) -> None:
    report = load("title,variant,price\nTea,100 g,30\n,250 g,ask\n,500 g,120\n", currency="EUR")
    assert chosen(only(shelf)) == [{"variant": "100 g"}, {"variant": "500 g"}]
    assert rejected(shelf) == [(3, "'ask' is not one price")]
    assert report.run.counts.rows == 3


def test_a_product_without_a_usable_variant_is_none(load: Load, shelf: CatalogStore) -> None:
    load("title,variant,price\nCup,,5\nTea,100 g,ask\n,250 g,tell\nPot,,\n,red,?\n", currency="EUR")
    assert only(shelf).title == "Cup"
    assert [line for line, _ in rejected(shelf)] == [3, 4, 6, 5]


def test_variants_below_a_row_that_cannot_be_used_join_no_other_product(
    load: Load, shelf: CatalogStore
) -> None:
    load("title,variant,price\nTea,100 g,30\n,250 g,68\nPot,red,9,extra\n,blue,10\n", currency="EUR")
    assert len(only(shelf).variants) == 2
    assert [line for line, _ in rejected(shelf)] == [4, 5]


def test_what_of_a_variant_cannot_be_read_is_kept_and_noted(load: Load, shelf: CatalogStore) -> None:
    report = load(
        "title,variant,price,stock,barcode,image\n"
        "Tea,100 g,30,plenty,4006381333931,https://e.com/1.jpg\n"
        ",250 g,68,2,4006381333930,https://e.com/2.jpg\n",
        currency="EUR",
    )
    product = only(shelf)
    assert [(variant.gtin, variant.image) for variant in product.variants] == [
        ("4006381333931", "https://e.com/1.jpg"),
        ("", "https://e.com/2.jpg"),
    ]
    assert product.gtin == ""
    assert product.attributes == {"stock": ("plenty",), "barcode": ("4006381333930",)}
    assert len(report.first_notes) == 2


@pytest.mark.parametrize("row", ["合计,,1323,9", ",合計：,1323,9", ",Total,1323,9", "小计,,-,12"])
def test_a_total_is_no_product(load: Load, shelf: CatalogStore, row: str) -> None:
    load(f"id,title,price,stock\n1,Pan,5,1\n{row}\n", currency="EUR")
    assert only(shelf).title == "Pan"
    assert "no title" in shelf.log.rejects()[0].reason


def test_a_product_may_be_called_total(load: Load, shelf: CatalogStore) -> None:
    load("id,title,price\nC1,Total,5\n", currency="EUR")
    assert only(shelf).title == "Total"


def test_a_header_that_is_repeated_is_no_product(load: Load, shelf: CatalogStore) -> None:
    load("id,title,brand\n1,Pan,Lodge\nid,title,brand\n2,Pot,Staub\n")
    assert {product.title for product in shelf.iterate()} == {"Pan", "Pot"}
    assert rejected(shelf) == [(3, "it repeats the header")]


def test_a_description_that_says_null_is_none(load: Load, shelf: CatalogStore) -> None:
    load("id,title,description\n1,Pan,null\n")
    assert only(shelf).description == ""


LINES = [
    *("1,Tea,100 g,30", ",,250 g,68", ",,500 g,ask", ",,,", "2,Cup,,5", "id,title,variant,price"),
    *("3,Pot,red,9,extra", '4,"two', 'lines",x,7', "合计,,,99", "5,,blue,4", "6,Lid,green,"),
]


@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_reading_goes_on_behind_every_item_that_names_a_place(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path = tmp_path_factory.mktemp("table") / "shop.csv"
    path.write_text("\n".join(["id,title,variant,price", *lines]))
    whole = list(read(path, 0))
    for place, item in enumerate(whole):
        if item.after:
            assert list(read(path, item.after)) == whole[place + 1 :]


def read(path: Path, after: int) -> Iterator[Listing | Reject]:
    with open_feed(path) as feed:
        yield from PlainCsv().read(feed, ReadOptions("shop", currency="EUR"), after)
