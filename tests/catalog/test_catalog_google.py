"""Google's product data as a table and as XML: fields, groups, dates, what is no fact, damage, resuming."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from floorwalker.catalog.feeds import open_feed
from floorwalker.catalog.importers import (
    CurrencyUnknown,
    Listing,
    ReadOptions,
    Reject,
    Sample,
    choose_importer,
)
from floorwalker.catalog.importers.google import Google
from floorwalker.catalog.models import Product, Sale, Variant
from floorwalker.core import Money, UnusableInput

HEADER = ("id", "title", "link", "image_link", "price", "availability")
RSS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">\n'
    "<channel><title>Shop</title>\n{}</channel></rss>\n"
)


def read(text: str | bytes, after: int = 0, currency: str = "", **mapping: str) -> list[Listing | Reject]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feed"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        options = ReadOptions(
            "shop", {name.replace("__", "."): cell for name, cell in mapping.items()}, currency
        )
        with open_feed(path) as feed:
            return list(Google().read(feed, options, after))


def products(found: Iterable[Listing | Reject]) -> list[Product]:
    assert not [item for item in found if isinstance(item, Reject)]
    return [item.product for item in found if isinstance(item, Listing)]


def tsv(*rows: dict[str, str], mark: str = "\t") -> str:
    names = list(dict.fromkeys((*HEADER, *(name for row in rows for name in row))))
    return "\n".join(
        mark.join(cells) for cells in (names, *([row.get(name, "") for name in names] for row in rows))
    )


def rss(*items: str) -> str:
    return RSS.format("".join(f"<item>{item}</item>\n" for item in items))


def one(text: str, **options: str) -> Product:
    (product,) = products(read(text, **options))
    return product


def element(**cells: str) -> str:
    return "".join(f"<g:{name}>{cell}</g:{name}>" for name, cell in cells.items())


# Recognition


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (tsv(), "its header has the columns that Google Merchant Center requires"),
        (tsv(mark=","), "its header has the columns that Google Merchant Center requires"),
        ("\ufeffID\tTitle\tItem Group ID\tPrice\n", "its header has Google's column item_group_id"),
        (rss(), "it is XML with Google's elements"),
        ("<feed><entry><g:id>1</g:id></entry></feed>", "it is XML with Google's elements"),
    ],
)
def test_detection_says_why(text: str, why: str) -> None:
    importer, guess = choose_importer("auto", Sample(text))
    assert (importer.name, guess.why) == ("google", why)
    assert guess.confidence >= 0.9


@pytest.mark.parametrize(
    "text", ["id,title,price\n", "<!DOCTYPE html><html><title>base.google.com/ns/1.0</title>", "{}", ""]
)
def test_other_files_are_not_taken_for_google(text: str) -> None:
    assert Google().sniff(Sample(text)).confidence == 0


def test_other_xml_is_recognised_as_such_and_refused() -> None:
    importer, guess = choose_importer("auto", Sample("<?xml version='1.0'?><products/>"))
    assert (importer.name, guess.why) == ("google", "it is XML")
    with pytest.raises(UnusableInput, match="no <item> and no <entry>"):
        read("<?xml version='1.0'?><products><product/></products>")


def test_the_mapping_shows_which_column_each_field_is_read_from() -> None:
    sample = Sample("id\ttitle\tImage Link\tgoogle product category\tTon\n")
    found = Google().mapping(sample, ReadOptions("shop", {"attribute.tone": "ton"}))
    assert found == {
        "id": "id",
        "title": "title",
        "image": "Image Link",
        "category": "google product category",
        "attribute.tone": "Ton",
    }


# Rows


def test_a_row_of_a_table_is_a_product() -> None:
    row = {
        "id": "L-1",
        "title": "Lantern &amp; hook",
        "link": "https://e.com/l?a=1&copy=2",
        "image_link": "https://e.com/1.jpg",
        "price": "1,200.00 EUR",
        "availability": "in stock",
        "description": "<p>Brass.</p><p>Burns oil.</p>",
        "brand": "Leuchtwerk",
        "gtin": "4006381333931",
        "additional_image_link": "https://e.com/2.jpg,https://e.com/3.jpg",
        "condition": "new",
        "color": "brass",
        "inventory": "7",
        "rating": "x",
    }
    product = one(tsv(row))
    assert product == Product(
        id="shop:L-1",
        source="shop",
        source_id="L-1",
        title="Lantern & hook",
        description="Brass.\nBurns oil.",
        brand="Leuchtwerk",
        url="https://e.com/l?a=1&copy=2",
        image="https://e.com/1.jpg",
        images=("https://e.com/2.jpg", "https://e.com/3.jpg"),
        price=Money.exact("1200.00", "EUR"),
        availability="in_stock",
        stock=7,
        gtin="4006381333931",
        attributes={"condition": ("new",), "color": ("brass",), "rating": ("x",)},
    )


def test_limits_that_only_google_sets_are_not_enforced() -> None:
    product = one(tsv({"id": "x" * 120, "title": "Long " * 60, "price": "1 EUR"}))
    assert len(product.source_id) == 120
    assert len(product.title) == 299


@pytest.mark.parametrize(
    ("cells", "category", "kept"),
    [
        ({"google_product_category": "Home > Lamps", "product_type": "Brass"}, "Brass", ("Home > Lamps",)),
        ({"google_product_category": "Home &gt; Lamps"}, "Home > Lamps", None),
        ({"google_product_category": "594"}, "594", None),
        ({"google_product_category": "594", "product_type": "Brass"}, "Brass", ("594",)),
        ({"product_type": "594", "google_product_category": "Home > Lamps"}, "Home > Lamps", None),
    ],
)
def test_the_shops_own_category_is_taken_before_googles(
    cells: dict[str, str], category: str, kept: tuple[str] | None
) -> None:
    product = one(tsv({"id": "1", "title": "Lamp", **cells}))
    assert product.category == category
    assert product.attributes.get("google_product_category") == kept


def test_of_several_product_types_the_first_is_the_category() -> None:
    table = one('id\ttitle\tlink\tproduct_type\n1\tLamp\t\t"""Home > Lamps"", ""Gifts, small"""\n')
    xml = one(
        rss(
            element(id="1", title="Lamp", product_type="Home &gt; Lamps")
            + element(product_type="Gifts, small")
        )
    )
    for product in (table, xml):
        assert product.category == "Home > Lamps"
        assert product.attributes["product_type"] == ("Gifts, small",)


def test_what_is_the_merchants_own_business_is_no_attribute_unless_it_is_asked_for() -> None:
    row = {
        "id": "1",
        "title": "Lamp",
        "cost_of_goods_sold": "3 EUR",
        "custom_label_0": "high margin",
        "ads_labels": "x",
    }
    assert one(tsv(row)).attributes == {}
    assert one(tsv(row), attribute__label="custom_label_0").attributes == {"label": ("high margin",)}


def test_columns_can_be_mapped_and_a_wrong_one_is_named() -> None:
    text = tsv({"id": "1", "title": "Lamp", "Artikel": "A-1", "price": "9 EUR", "Netto": "8 EUR"})
    product = one(text, id="artikel", price="Netto")
    assert (product.source_id, product.price) == ("A-1", Money.exact("8.00", "EUR"))
    assert product.attributes == {"id": ("1",), "price": ("9 EUR",)}
    with pytest.raises(UnusableInput, match="no column 'Preis'"):
        read(text, price="Preis")


def test_a_table_without_titles_is_refused() -> None:
    with pytest.raises(UnusableInput, match="no column title"):
        read("id\tname\n1\tLamp\n")


def test_rows_without_id_or_title_are_rejected_with_what_is_known_of_them() -> None:
    found = read(tsv({"title": "Lamp"}, {"id": "2"}, {"title": "Lamp", "item_group_id": "G"}))
    rejects = [item for item in found if isinstance(item, Reject)]
    assert [(reject.line, reject.reason, reject.source_id) for reject in rejects] == [
        (2, "it has no id", ""),
        (3, "it has no title", "2"),
        (4, "it has no id", "G"),
    ]


def test_a_price_without_currency_needs_one() -> None:
    with pytest.raises(CurrencyUnknown):
        read(tsv({"id": "1", "title": "Lamp", "price": "9.00"}))
    assert one(tsv({"id": "1", "title": "Lamp", "price": "9.00"}), currency="EUR").price == Money.exact(
        "9.00", "EUR"
    )


def test_a_hidden_row_of_a_catalogue_is_taken_off_the_shelf() -> None:
    (found,) = read(tsv({"id": "1", "title": "Lamp", "visibility": "hidden"}))
    assert isinstance(found, Reject)
    assert (found.reason, found.source_id, found.not_sold) == (
        "it is not published (visibility is hidden)",
        "1",
        True,
    )


def test_details_highlights_and_generated_texts_are_read_from_cells() -> None:
    row = {
        "id": "1",
        "structured_title": '"trained_algorithmic_media:""Lamp, \'Bell\'"""',
        "product_highlight": "Made by hand, in oak",
        "product_detail": '"General:Wood:Oak, oiled,""Size, total"":Height:""1:2 m"",:Shade:linen"',
    }
    product = one(tsv({**row, "title": ""}))
    assert product.title == "Lamp, 'Bell'"
    assert product.attributes == {
        "product_highlight": ("Made by hand, in oak",),
        "Wood": ("Oak, oiled",),
        "Height": ("1:2 m",),
        "Shade": ("linen",),
    }


# Dates


@pytest.mark.parametrize(
    ("period", "starts", "ends"),
    [
        ("2026-02-24T13:00-0800/2026-02-29T15:30-0800", None, None),
        (
            "2026-02-24T13:00-0800/2026-02-28T15:30-0800",
            "2026-02-24T21:00:00+00:00",
            "2026-02-28T23:30:00+00:00",
        ),
        ("2026-02-24 / 2026-02-28", "2026-02-24T00:00:00+00:00", "2026-03-01T00:00:00+00:00"),
        ("2026-02-24/", "2026-02-24T00:00:00+00:00", None),
        ("next week", None, None),
    ],
)
def test_a_sale_runs_as_long_as_its_dates_say_the_last_day_included(
    period: str, starts: str | None, ends: str | None
) -> None:
    (found,) = read(
        tsv(
            {
                "id": "1",
                "title": "Lamp",
                "price": "9 EUR",
                "sale_price": "7 EUR",
                "sale_price_effective_date": period,
            }
        )
    )
    if starts is None:
        assert isinstance(found, Reject)
        assert found.reason.startswith("the dates of its sale")
        return
    assert isinstance(found, Listing)
    sale = found.product.sale
    assert isinstance(sale, Sale)
    assert found.product.price == Money.exact("9.00", "EUR")
    assert (sale.price, sale.starts_at and sale.starts_at.isoformat()) == (Money.exact("7.00", "EUR"), starts)
    assert (sale.ends_at and sale.ends_at.isoformat()) == ends


def test_dates_of_a_sale_without_a_sale_price_do_not_matter() -> None:
    product = one(tsv({"id": "1", "title": "Lamp", "price": "9 EUR", "sale_price_effective_date": "soon"}))
    assert (product.price, product.sale, product.attributes) == (Money.exact("9.00", "EUR"), None, {})


def test_a_product_is_sold_through_the_day_it_expires_and_not_before_it_is_disclosed() -> None:
    product = one(
        tsv(
            {
                "id": "1",
                "title": "Lamp",
                "expiration_date": "2026-12-31",
                "disclosure_date": "2026-03-01T09:00+0100",
            }
        )
    )
    assert product.sell_until and product.sell_until.isoformat() == "2027-01-01T00:00:00+00:00"
    assert product.sell_from and product.sell_from.isoformat() == "2026-03-01T08:00:00+00:00"
    later = one(
        tsv({"id": "1", "title": "Lamp", "availability": "preorder", "availability_date": "2026-12-31"})
    )
    assert (later.availability, later.attributes) == ("preorder", {"availability_date": ("2026-12-31",)})


# Groups


def test_a_row_of_a_group_is_an_item_with_one_variant() -> None:
    row = {
        "id": "R-6",
        "title": "Ring Halo, 52",
        "item_group_id": "R",
        "price": "90 EUR",
        "availability": "in_stock",
        "image_link": "https://e.com/6.jpg",
        "gtin": "4006381333931",
        "mpn": "HALO52",
        "size": "52",
        "material": "gold",
        "gender": "female",
        "size_system": "EU",
        "style": "open",
    }
    (found,) = read(tsv(row))
    assert isinstance(found, Listing)
    product = found.product
    assert (found.role, product.source_id, product.title, product.gtin) == ("item", "R", "Ring Halo, 52", "")
    assert product.attributes == {"style": ("open",)}
    assert product.variants == (
        Variant(
            id="R-6",
            title="52 / gold",
            sku="HALO52",
            price=Money.exact("90.00", "EUR"),
            availability="in_stock",
            options={"size": "52", "material": "gold", "gender": "female", "size_system": "EU"},
            image="https://e.com/6.jpg",
            gtin="4006381333931",
        ),
    )


def test_a_variant_without_options_is_called_by_the_rows_title() -> None:
    product = one(tsv({"id": "a", "title": "Small box", "item_group_id": "B", "item_group_title": "Box"}))
    assert (product.title, product.variants[0].title, product.variants[0].sku) == ("Box", "Small box", "a")
    assert product.attributes == {}


def test_without_other_options_variants_are_called_by_whom_they_are_for() -> None:
    product = one(tsv({"id": "a", "title": "Cap", "item_group_id": "C", "age_group": "kids"}))
    assert product.variants[0].title == "kids"


def test_a_variant_has_a_sale_of_its_own() -> None:
    cells = {"price": "9 EUR", "sale_price": "7 EUR", "sale_price_effective_date": "2026-01-01/2026-02-01"}
    product = one(tsv({"id": "a", "title": "Cap", "item_group_id": "C", **cells}))
    (variant,) = product.variants
    assert variant.sale and variant.sale.price == Money.exact("7.00", "EUR")


def test_metas_further_variant_attributes_are_options() -> None:
    cells = {"item_group_id": "C", "additional_variant_attribute": "Scent: Rose, Finish: matte, :x,"}
    product = one(tsv({"id": "a", "title": "Candle", **cells}))
    assert product.variants[0].options == {"Scent": "Rose", "Finish": "matte"}
    assert product.variants[0].title == "Rose / matte"


# XML


def test_an_item_of_rss_takes_googles_elements_before_others() -> None:
    product = one(
        rss(
            "<title>Plain</title><link>https://e.com/?a=1&amp;b=2</link><guid>9</guid><pubDate>now</pubDate>"
            "<description>Short</description><category>Lamps</category><media:credit>Ann</media:credit>"
            + element(id="1", title="Own", price="5 EUR", additional_image_link="https://e.com/2.jpg")
            + element(additional_image_link="https://e.com/3.jpg", product_highlight="One")
            + element(product_highlight="Two")
        )
    )
    assert (product.title, product.url, product.description, product.category) == (
        "Own",
        "https://e.com/?a=1&b=2",
        "Short",
        "Lamps",
    )
    assert (product.image, product.images) == ("https://e.com/2.jpg", ("https://e.com/3.jpg",))
    assert product.attributes == {"product_highlight": ("One", "Two"), "media:credit": ("Ann",)}


def test_an_entry_of_atom_has_its_link_in_an_attribute() -> None:
    text = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:x='http://base.google.com/ns/1.0'>"
        "<updated>2026-01-01T00:00:00Z</updated><entry><title>Lamp</title><summary type='html'>&lt;p&gt;Warm&lt;/p&gt;"
        "</summary><id>tag:1</id><x:id>1</x:id><link rel='self' href='https://e.com/self'/>"
        "<link rel='alternate' href='https://e.com/lamp'/><author><name>Shop</name></author>"
        "<updated>2026-01-05T08:00:00Z</updated></entry></feed>"
    )
    product = one(text)
    assert (product.source_id, product.title, product.description) == ("1", "Lamp", "Warm")
    assert (product.url, product.attributes) == ("https://e.com/lamp", {})
    assert product.updated_at and product.updated_at.isoformat() == "2026-01-05T08:00:00+00:00"


def test_elements_in_elements_are_details_or_one_value() -> None:
    product = one(
        rss(
            element(id="1", title="Lamp", description="Warm <b>light</b><p>at night</p>")
            + element(shipping="<g:country>US</g:country><g:service/><g:price>5 USD</g:price>")
            + element(structured_description="<g:digital_source_type>default</g:digital_source_type>")
            + element(
                product_detail="<g:section_name>General</g:section_name>"
                "<g:attribute_name>Wood</g:attribute_name><g:attribute_value>Oak &amp; ash</g:attribute_value>"
            )
        )
    )
    assert product.description == "Warm light at night"
    assert product.attributes["shipping"] == ("country: US, price: 5 USD",)
    assert product.attributes["Wood"] == ("Oak & ash",)


def test_a_structured_title_serves_where_there_is_no_other() -> None:
    inside = "<g:digital_source_type>trained_algorithmic_media</g:digital_source_type><g:content>Oak lamp</g:content>"
    assert one(rss(element(id="1", structured_title=inside))).title == "Oak lamp"


def test_text_that_was_escaped_twice_is_unescaped_links_are_not() -> None:
    product = one(
        rss(
            element(
                id="1",
                title="Salt &amp;amp; pepper",
                description="&amp;lt;p&amp;gt;Fine&amp;lt;/p&amp;gt;",
                link="https://e.com/?a=1&amp;amp;b=2&amp;copy=3",
                brand="M&amp;amp;S",
                color="r&amp;eacute;d",
            )
        )
    )
    assert (product.title, product.description, product.brand) == ("Salt & pepper", "Fine", "M&S")
    assert (product.url, product.attributes) == ("https://e.com/?a=1&b=2&copy=3", {"color": ("réd",)})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_declared_encoding_does_not_matter(encoding: str) -> None:
    text = RSS.replace("UTF-8", "us-ascii").format(
        f"<item>{element(id='1', title='黄铜灯笼，手工打磨')}</item>"
    )
    (product,) = products(read(text.encode(encoding)))
    assert product.title == "黄铜灯笼，手工打磨"


def test_white_space_before_the_declaration_and_control_characters_do_no_harm() -> None:
    assert one("\n \n" + rss(element(id="1", title="La\x0bmp\x02"))).title == "Lamp"


def test_what_the_encoding_cannot_explain_spoils_its_item_alone() -> None:
    good = element(id="{}", title="灯笼灯笼灯笼灯笼")
    text = rss(good.format(1), element(id="2", title="灯X"), good.format(3)).encode()
    found = read(text.replace("灯X".encode(), "灯".encode() + b"\xff"))
    assert [type(item) for item in found] == [Listing, Reject, Listing]
    assert isinstance(found[1], Reject)
    assert (found[1].line, found[1].source_id) == (5, "2")
    assert "encoding cannot explain" in found[1].reason


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (element(id="2", title="Salt & pepper"), "not well-formed"),
        ("<g:id>2</g:title>", "mismatched tag"),
        ("&nbsp;", "undefined entity"),
        ("<a>" * 200, "more than 100 elements inside each other"),
    ],
)
def test_what_stands_before_damage_counts_and_one_reject_says_where_and_why(damage: str, why: str) -> None:
    found = read(rss(element(id="1", title="Lamp"), damage, element(id="3", title="Bell")))
    assert [type(item) for item in found] == [Listing, Reject]
    assert isinstance(found[1], Reject)
    assert (found[1].line, why in found[1].reason) == (5, True)


def test_a_document_that_breaks_off_is_damaged_at_its_end() -> None:
    text = rss(element(id="1", title="Lamp"), element(id="2", title="Bell"))
    found = read(text[: text.index("Bell")])
    assert isinstance(found[0], Listing)
    assert isinstance(found[1], Reject)
    assert found[1].reason.startswith("the XML is damaged")
    assert len(found) == 2


@pytest.mark.parametrize(
    "declared",
    [
        "<!DOCTYPE rss [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>",
        "<!DOCTYPE rss [<!ENTITY file SYSTEM 'file:///etc/hostname'>]>",
        "<!DOCTYPE rss SYSTEM 'http://e.com/rss.dtd'>",
        "<!DOCTYPE rss [<!ENTITY % far SYSTEM 'http://e.com/far.dtd'> %far;]>",
    ],
)
def test_entities_and_document_types_kept_elsewhere_are_refused(declared: str) -> None:
    with pytest.raises(UnusableInput, match="declares entities"):
        read(declared + "<rss><item><g:id>1</g:id><title>&b;&file;</title></item></rss>")


def test_an_item_too_long_for_the_memory_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("floorwalker.catalog.importers.google_xml._LONGEST", 1000)
    found = read(
        rss(element(id="1", title="Lamp"), element(id="2", title="x" * 1001), element(id="3", title="Bell"))
    )
    assert [type(item) for item in found] == [Listing, Reject, Listing]


# Resuming, and hostile files

XML = rss(
    element(id="1", title="Lamp", price="5 EUR"),
    element(id="2", title="", price="5 EUR"),
    element(id="3-a", title="Ring", item_group_id="3", size="5", price="5 EUR"),
    element(id="3-b", title="Ring", item_group_id="3", size="6", price="words"),
    element(id="4", title="Salt & pepper"),
)
TSV = (
    tsv(
        {"id": "1", "title": "Lamp", "price": "5 EUR"},
        {"id": "2", "price": "5 EUR"},
        {"id": "3", "title": '"Two\nlines"', "price": "5 EUR"},
    )
    + "\n\n4\tBell\thttps://e.com\n5\tToo\tmany\tcells\t5 EUR\tin stock\tmore\n6\tLast\n"
)


@pytest.mark.parametrize("text", [XML, TSV])
def test_reading_goes_on_exactly_behind_each_item(text: str) -> None:
    whole = read(text)
    assert len(whole) >= 5
    assert len({item.after for item in whole}) == len(whole)
    for place, item in enumerate(whole, start=1):
        assert read(text, item.after) == whole[place:]


@given(st.data())
def test_no_mutation_raises_anything_but_unusable_input(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([XML, TSV])).encode()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    piece = data.draw(
        st.binary(max_size=20) | st.sampled_from([b"<![CDATA[", b"<!DOCTYPE a [", b"]]>", b'"', b"<?xml"])
    )
    try_to_read(text[:start] + piece + text[end:])


@given(st.binary(max_size=300))
@example(b"<")
@example(b"<item>")
@example(b"<?xml version='1.1' encoding='x'?><item/>")
@example(b'id\ttitle\tproduct_detail\n1\t2\ta:b:c,"d\n')
def test_no_bytes_raise_anything_but_unusable_input(text: bytes) -> None:
    try_to_read(text)
    try_to_read(b"<rss><item>" + text)
    try_to_read(b"id\ttitle\tproduct_type\tproduct_detail\tvariant_dict\titem_group_id\n1\tLamp\t" + text)


def try_to_read(text: bytes) -> None:
    try:
        found = read(text, currency="EUR")
    except UnusableInput:
        return
    assert all(item.line >= 0 and item.after >= 0 for item in found)
