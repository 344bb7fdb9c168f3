"""Tables with one product a row: what their columns mean, and rows that cannot be used."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from floorwalker.catalog import CatalogStore, ImportReport, Product
from floorwalker.core import Money, UnusableInput

Load = Callable[..., ImportReport]


def only(shelf: CatalogStore) -> Product:
    (product,) = shelf.iterate()
    return product


def test_chinese_headers(load: Load, shelf: CatalogStore) -> None:
    load(
        "商品编号,商品名称,品牌,类目,价格,原价,库存,销量,评分,评论数,更新时间,描述,颜色,链接\n"
        "A1,漫步者 蓝牙耳机,漫步者,耳机,129,199,5,1.2万,4.8,326,2026/1/5,半入耳式,白色,https://e.cn/1\n",
        currency="CNY",
    )
    assert only(shelf) == Product(
        id="shop:A1",
        source="shop",
        source_id="A1",
        title="漫步者 蓝牙耳机",
        description="半入耳式",
        brand="漫步者",
        category="耳机",
        url="https://e.cn/1",
        price=Money(12900, "CNY"),
        compare_at_price=Money(19900, "CNY"),
        availability="in_stock",
        stock=5,
        popularity=12000.0,
        rating=4.8,
        rating_count=326,
        attributes={"颜色": ("白色",)},
        updated_at=datetime(2026, 1, 5, tzinfo=UTC),
    )


def test_english_headers_in_any_case_and_spelling(load: Load, shelf: CatalogStore) -> None:
    load(
        "SKU,Product Name,BRAND_NAME,Primary-Category,Price,List Price,Loves_Count,Reviews,Image URL,GTIN,"
        "color\n"
        "K1,Skillet,Lodge,Pans,24.90,34.00,320,11,https://e.com/1.jpg,4006381333931,black\n",
        currency="USD",
    )
    product = only(shelf)
    assert (product.source_id, product.title, product.brand, product.category) == (
        "K1",
        "Skillet",
        "Lodge",
        "Pans",
    )
    assert (product.price, product.compare_at_price) == (Money(2490, "USD"), Money(3400, "USD"))
    assert (product.popularity, product.rating_count, product.image) == (320.0, 11, "https://e.com/1.jpg")
    assert (product.gtin, product.attributes) == ("4006381333931", {"color": ("black",)})


def test_the_surer_of_two_names_is_the_field_and_the_other_an_attribute(
    load: Load, shelf: CatalogStore
) -> None:
    load("sku,id,name,title\nS,I,N,T\n")
    assert (only(shelf).source_id, only(shelf).title) == ("I", "T")
    assert only(shelf).attributes == {"sku": ("S",), "name": ("N",)}


@pytest.mark.parametrize(
    ("header", "currency"),
    [
        *(("price_usd", "USD"), ("Price (EUR)", "EUR"), ("USD price", "USD"), ("priceUSD", "USD")),
        *(
            ("价格(元)", "CNY"),
            ("价格（美元）", "USD"),
            ("美元价格", "USD"),
            ("价格_CNY", "CNY"),
            ("售价 €", "EUR"),
            ("单价(元/件)", "CNY"),
        ),
    ],
)
def test_a_currency_in_the_header(load: Load, shelf: CatalogStore, header: str, currency: str) -> None:
    load(f"id,title,{header}\n1,Pan,25\n")
    assert only(shelf).price == Money(2500, currency)


def test_the_rows_own_currency_beats_the_header_and_the_option(load: Load, shelf: CatalogStore) -> None:
    load("id,title,price_usd,currency\n1,Pan,25,EUR\n2,Pot,25,\n", currency="CNY")
    assert [product.price for product in shelf.iterate()] == [Money(2500, "EUR"), Money(2500, "USD")]


def test_the_shops_setting_is_the_last_resort(load: Load, shelf: CatalogStore) -> None:
    load("id,title,price\n1,Pan,25\n", shop_currency="JPY")
    assert only(shelf).price == Money(25, "JPY")


def test_an_unknown_currency_refuses_the_whole_file(load: Load, shelf: CatalogStore) -> None:
    with pytest.raises(
        UnusableInput, match=r"line 3: the currency of the price '\$25' is unknown: .*--currency"
    ):
        load("id,title,price\n1,Pan,€25\n2,Pot,$25\n")
    assert shelf.count() == 0
    assert shelf.log.imports() == []


def test_a_sale_price_makes_the_regular_one_the_former_price(load: Load, shelf: CatalogStore) -> None:
    load("id,title,price,sale price\n1,Pan,25,20\n2,Pot,25,\n", currency="USD")
    pan, pot = shelf.iterate()
    assert (pan.price, pan.compare_at_price) == (Money(2000, "USD"), Money(2500, "USD"))
    assert (pot.price, pot.compare_at_price) == (Money(2500, "USD"), None)


@pytest.mark.parametrize("former", ["25", "20", "0", "", "ask us"])
def test_a_former_price_that_is_not_higher_is_none(load: Load, shelf: CatalogStore, former: str) -> None:
    load(f"id,title,price,原价\n1,Pan,25,{former}\n", currency="USD")
    assert only(shelf).price == Money(2500, "USD")
    assert only(shelf).compare_at_price is None


def test_a_cell_that_cannot_be_read_is_kept_as_an_attribute(load: Load, shelf: CatalogStore) -> None:
    load("id,title,评分,销量,库存,url\n1,Pan,9.2/10,loads,plenty,javascript:alert(1)\n")
    product = only(shelf)
    assert (product.rating, product.popularity, product.stock, product.url) == (None, None, None, "")
    assert product.availability == "unknown"
    assert product.attributes == {
        "评分": ("9.2/10",),
        "销量": ("loads",),
        "库存": ("plenty",),
        "url": ("javascript:alert(1)",),
    }


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("stock", "3", (3, "in_stock")),
        ("stock", "0", (0, "out_of_stock")),
        ("stock", "-2", (0, "out_of_stock")),
        ("stock", "", (None, "unknown")),
        ("库存", "有货", (None, "in_stock")),
        ("availability", "预售", (None, "preorder")),
        ("availability", "12", (12, "in_stock")),
        ("availability,stock", "out of stock,5", (5, "out_of_stock")),
        ("availability,stock", ",5", (5, "in_stock")),
    ],
)
def test_what_is_stated_wins_and_a_figure_counts(
    load: Load, shelf: CatalogStore, header: str, cells: str, expected: tuple[int | None, str]
) -> None:
    load(f"id,title,{header}\n1,Pan,{cells}\n")
    assert (only(shelf).stock, only(shelf).availability) == expected


def test_mapping_overrides_names_and_makes_attributes(load: Load, shelf: CatalogStore) -> None:
    mapping = {"title": "短标题", "price": "Wholesale", "attribute.fabric": "材质"}
    load(
        "id,title,短标题,Wholesale,price,sale price,材质\n1,Long,Short,9,10,8,棉\n",
        mapping=mapping,
        currency="USD",
    )
    product = only(shelf)
    assert (product.title, product.price) == ("Short", Money(900, "USD"))
    assert product.attributes == {
        "title": ("Long",),
        "price": ("10",),
        "sale price": ("8",),
        "fabric": ("棉",),
    }


def test_a_mapped_column_that_is_not_there_names_those_that_are(load: Load) -> None:
    with pytest.raises(UnusableInput, match="no column '品名': the columns are 'id', 'name'"):
        load("id,name\n1,Pan\n", mapping={"title": "品名"})


def test_a_table_without_a_title_names_its_columns_and_the_remedy(load: Load) -> None:
    with pytest.raises(UnusableInput, match=r"'foo', 'bar'.*--map title=COLUMN"):
        load("foo,bar\n1,2\n")


def test_a_table_without_a_header_is_refused(load: Load) -> None:
    with pytest.raises(UnusableInput, match=r"'P1', 'Skillet', '24.90'.*header line"):
        load("P1,Skillet,24.90\nP2,Pot,79.90\n")


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_delimiters_are_detected(load: Load, shelf: CatalogStore, delimiter: str) -> None:
    rows = [["id", "title", "price"], ["1", "Pan", "25.50"], ["2", '"Pot, big; round | red"', "30"]]
    load("\n".join(delimiter.join(row) for row in rows), currency="USD")
    assert [product.title for product in shelf.iterate()] == ["Pan", "Pot, big; round | red"]


def test_excels_own_delimiter_line_and_decimal_commas(load: Load, shelf: CatalogStore) -> None:
    load("sep=;\r\n\r\nid;title;price\r\n1;Pfanne;1.299,50 €\r\n")
    assert only(shelf).price == Money(129950, "EUR")


def test_one_column_of_titles_is_a_catalogue(load: Load, shelf: CatalogStore) -> None:
    load("title\nPan, small\nPot\n")
    assert {product.title for product in shelf.iterate()} == {"Pan, small", "Pot"}


def test_bad_rows_are_rejected_with_line_reason_and_remedy_and_lose_nothing(
    load: Load, shelf: CatalogStore
) -> None:
    rows = {
        "1,,25": "no title",
        "2,Pan,abc": "not one price",
        "3,Pan,-5": "negative",
        "4,Pan,NaN": "not one price",
        "5,Pan,99999999999999": "beyond belief",
        "6,Pan,1.234": "finer",
        "7,Pan,5,extra": "4 cells",
        f"{'8' * 300},Pan,5": "id is longer",
        "5.41E+11,Pan,5": "spreadsheet",
        f"9,{'x' * 2000},5": "title is longer",
    }
    report = load("id,title,price\n" + "\n".join(rows) + "\n10,Good,5\n", currency="USD")
    rejects = shelf.log.rejects()
    assert only(shelf).title == "Good"
    assert [(reject.line, reject.raw) for reject in rejects] == list(enumerate(rows, start=2))
    for reject, reason in zip(rejects, rows.values(), strict=True):
        assert reason in reject.reason
        assert reject.remedy
    assert report.run.counts.rows == report.run.counts.added + report.run.counts.rejected == 11


def test_an_unreadable_date_is_rejected(load: Load, shelf: CatalogStore) -> None:
    load("id,title,update_time\n1,Pan,11/9/2016\n2,Pot,2016/11/9\n")
    assert only(shelf).title == "Pot"
    assert "the year first" in shelf.log.rejects()[0].remedy


def test_short_rows_are_filled_and_blank_ones_skipped(load: Load, shelf: CatalogStore) -> None:
    report = load("id,title,brand,color\n1,Pan\n\n,,,\n2,Pot,Lodge,,,\n")
    assert [(product.title, product.brand) for product in shelf.iterate()] == [("Pan", ""), ("Pot", "Lodge")]
    assert report.run.counts.rows == 2


def test_an_unclosed_quotation_mark_costs_one_row(load: Load, shelf: CatalogStore) -> None:
    load('id,title,note\n1,Pan,fine\n2,Pot,"never closed\n3,Wok,fine\n4,Lid,"two\nlines"\n5,Jug,fine\n')
    assert [product.title for product in shelf.iterate()] == ["Pan", "Wok", "Lid", "Jug"]
    (reject,) = shelf.log.rejects()
    assert (reject.line, reject.raw) == (3, '2,Pot,"never closed')
    assert "quotation marks" in reject.reason


def test_the_rest_of_a_broken_cell_is_no_product(load: Load, shelf: CatalogStore) -> None:
    broken = '2,Pot,9,"<p class="x">soft\nwarm, light\nbig, red, round</p>"\n'
    load("id,title,price,note\n1,Pan,5,fine\n" + broken + "3,Wok,7,fine\n4,Lid\n", currency="USD")
    assert [product.title for product in shelf.iterate()] == ["Pan", "Wok", "Lid"]
    assert [reject.line for reject in shelf.log.rejects()] == [3, 4, 5]


def test_a_row_with_too_many_cells_is_rejected_with_all_its_lines(load: Load, shelf: CatalogStore) -> None:
    load('id,title,note\n1,Pan, big,"two\nlines, more, and more"\n2,Pot,fine\n')
    assert only(shelf).title == "Pot"
    (reject,) = shelf.log.rejects()
    assert (reject.line, reject.raw) == (2, '1,Pan, big,"two\nlines, more, and more"')


def test_blanks_around_quotation_marks_do_not_count(load: Load, shelf: CatalogStore) -> None:
    load(
        'id , "title"  ,note\n1  , "Pan, ""big"" , red"  ,  "two\nlines"   \n2,"Pot" ,fine\n3,"Wok" x,fine\n'
    )
    assert [(product.title, product.attributes["note"]) for product in shelf.iterate()] == [
        ('Pan, "big", red', ("two\nlines",)),
        ("Pot", ("fine",)),
    ]
    assert [reject.line for reject in shelf.log.rejects()] == [5]


def test_a_quoted_line_break_is_part_of_the_cell_and_lines_are_counted_rightly(
    load: Load, shelf: CatalogStore
) -> None:
    load('id,title,description\n1,Pan,"one\ntwo"\n2,,x\n')
    assert only(shelf).description == "one\ntwo"
    assert shelf.log.rejects()[0].line == 4


def test_rows_without_ids_get_stable_ones(load: Load, shelf: CatalogStore) -> None:
    load("title,brand,price\nPan,Lodge,5\nPan,Staub,6\n", currency="USD")
    before = {product.id: product.price for product in shelf.iterate()}
    report = load("title,brand,price\nPAN,lodge,7\nPan,Staub,6\n", currency="USD")
    after = {product.id: product.price for product in shelf.iterate()}
    assert before.keys() == after.keys()
    assert len(after) == 2
    assert report.run.counts.changed == 1


def test_rows_without_ids_that_differ_are_different_products(load: Load, shelf: CatalogStore) -> None:
    table = "title,brand,color\nScarf,Acme,red\nScarf,Acme,blue\nScarf,Acme,red\n"
    report = load(table)
    assert [product.attributes["color"] for product in sorted(shelf.iterate(), key=lambda p: p.id)] == [
        ("red",),
        ("blue",),
    ]
    assert report.run.counts.superseded == 1
    assert load(table).run.counts.unchanged == 2


def test_rows_without_ids_but_with_dates_are_snapshots(load: Load, shelf: CatalogStore) -> None:
    load("title,price,更新时间\nScarf,5,2016/11/9\nScarf,6,2016/11/14\n", currency="CNY")
    assert only(shelf).price == Money(600, "CNY")


def test_the_newest_snapshot_wins_by_date_not_by_text(load: Load, shelf: CatalogStore) -> None:
    report = load(
        "update_time,id,title,price\n2016/11/14,1,Cream,139\n2016/11/9,1,Cream,99\n2016/11/14,2,Soap,5\n",
        currency="CNY",
    )
    assert [product.price for product in shelf.iterate()] == [Money(13900, "CNY"), Money(500, "CNY")]
    assert report.run.counts.superseded == 1


def test_of_a_repeated_id_without_dates_the_last_row_wins(load: Load, shelf: CatalogStore) -> None:
    report = load("id,title\n1,first\n2,other\n1,last\n")
    assert [product.title for product in shelf.iterate()] == ["last", "other"]
    assert (report.run.counts.added, report.run.counts.superseded, report.run.counts.rejected) == (2, 1, 0)


def test_damaged_characters_spoil_their_row_only(load: Load, shelf: CatalogStore) -> None:
    load(
        "id,title\n1,自然堂雪域精粹滋润霜\n2,兰蔻小黑瓶精华肌底液\n".encode("gb18030") + b"3,\xc0 \n4,\xff\n"
    )
    assert [product.source_id for product in shelf.iterate()] == ["1", "2"]
    assert [reject.line for reject in shelf.log.rejects()] == [4, 5]


def test_a_replacement_character_of_the_sources_own_is_kept(load: Load, shelf: CatalogStore) -> None:
    load("id,title\n1,Mini ExfoliKate\ufffd Wash\n")
    assert only(shelf).title == "Mini ExfoliKate\ufffd Wash"


def test_html_in_descriptions_and_nothing_in_titles_is_rewritten(load: Load, shelf: CatalogStore) -> None:
    load('id,title,description\n1,"A &amp; B <3",<p>Soft</p><p>Warm</p>\n')
    assert only(shelf).title == "A &amp; B <3"
    assert only(shelf).description == "Soft\nWarm"
