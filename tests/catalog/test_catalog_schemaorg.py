"""Saved pages with schema.org products: what counts as a product of the page, and what its properties become."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from floorwalker.catalog import CatalogStore, ImportReport, Product
from floorwalker.catalog.feeds import open_feed
from floorwalker.catalog.importers import CurrencyUnknown, Listing, ReadOptions, Reject, Sample
from floorwalker.catalog.importers.jsonld import find_blocks
from floorwalker.catalog.importers.schemaorg import SchemaOrg
from floorwalker.core import Money, UnusableInput

Load = Callable[..., ImportReport]
Node = dict[str, Any]

OFFER = {"@type": "Offer", "price": "25.00", "priceCurrency": "EUR"}
PAN: Node = {"@type": "Product", "sku": "P1", "name": "Pan", "offers": OFFER}


def page(*blocks: Any) -> str:
    scripts = "".join(
        f'<script type="application/ld+json">{one if isinstance(one, str) else json.dumps(one)}</script>\n'
        for one in blocks
    )
    return f"<!DOCTYPE html>\n<html><head><title>Shop</title>\n{scripts}</head><body></body></html>\n"


@pytest.fixture
def shown(load: Load, shelf: CatalogStore) -> Callable[..., list[Product]]:
    """The products of a page with these blocks, in the order of their ids."""

    def shown(*blocks: Any, **options: Any) -> list[Product]:
        report = load(page(*blocks), name="page.html", **options)
        assert report.run.format == "schemaorg"
        return sorted(shelf.iterate(), key=lambda product: product.source_id)

    return shown


Shown = Callable[..., list[Product]]


@pytest.mark.parametrize(
    ("text", "why", "sure"),
    [
        (page(PAN), "it is a web page with JSON-LD", True),
        ("<html><body>Welcome</body></html>", "it is a web page", False),
        ("id,title\n1,<html>\n", "it is a web page", False),
        ('<?xml version="1.0"?><rss><channel/></rss>', "it is no web page", False),
        ("id,title\n1,Pan\n", "it is no web page", False),
    ],
)
def test_detection_says_why(text: str, why: str, sure: bool) -> None:
    guess = SchemaOrg().sniff(Sample(text, "page.html"))
    assert (guess.why, guess.confidence > 0.9) == (why, sure)


def test_a_page_without_products_is_refused(load: Load) -> None:
    with pytest.raises(UnusableInput, match="without products in JSON-LD"):
        load(page({"@type": "Organization", "name": "Shop"}), name="page.html")


def test_blocks_in_comments_and_other_scripts_are_none() -> None:
    text = (
        '<!-- <script type="application/ld+json">{"a": 1}</script> -->\n<!-->\n'
        "<script>var s = '<script type=\"application/ld+json\">{}';</script>\n"
        "<SCRIPT id=x TYPE='application/ld+json' async>{\"b\": 2}</SCRIPT>\n"
        '<script type=application/ld+json>{"c": 3}'
    )
    assert [(block.line, block.parse()) for block in find_blocks(text)] == [(4, {"b": 2}), (5, {"c": 3})]


@pytest.mark.parametrize(
    "wrapped",
    ["//<![CDATA[\n%s\n//]]>", "/* <![CDATA[ */ %s /* ]]> */", "<![CDATA[%s]]>", "<!-- %s -->", "\n%s\n"],
)
def test_wrapped_blocks(shown: Shown, wrapped: str) -> None:
    (pan,) = shown(wrapped % json.dumps(PAN))
    assert pan.title == "Pan"


def test_products_are_found_wherever_a_page_lists_them(shown: Shown) -> None:
    def named(name: str) -> Node:
        return {**PAN, "sku": name, "name": name}

    products = shown(
        [named("1 in a list")],
        {"@graph": [{"@type": "WebPage", "mainEntity": named("2 main entity")}]},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": named("3 list item")}]},
        {
            "@type": "Store",
            "hasOfferCatalog": {
                "itemListElement": [{**OFFER, "itemOffered": {"@type": "Product", "name": "4 offered"}}]
            },
        },
        {**named("5 typed twice"), "@type": ["Product", "Thing"]},
        {**named("6 by address"), "@type": "https://schema.org/Product"},
        {**named("7 alone"), "isRelatedTo": named("not this"), "review": {"itemReviewed": named("nor this")}},
    )
    assert sorted(product.title[0] for product in products) == list("1234567")
    assert {product.price for product in products} == {Money(2500, "EUR")}


def test_references_are_followed(shown: Shown) -> None:
    """As Yoast writes its graphs: brand, picture, offers and variants are nodes of their own."""
    (product,) = shown(
        {
            "@graph": [
                {
                    "@type": "ProductGroup",
                    "@id": "#g",
                    "productGroupID": "G",
                    "name": "Scarf",
                    "brand": {"@id": "#b"},
                    "image": {"@id": "#i"},
                    "variesBy": "color",
                    "hasVariant": [{"@id": "#red"}, {"@id": "#blue"}, {"@id": "#nowhere"}],
                },
                {"@type": "Product", "@id": "#red", "sku": "R", "color": "red", "offers": {"@id": "#o"}},
                {"@type": "Product", "@id": "#blue", "sku": "B", "color": "blue", "offers": OFFER},
                {"@type": "Brand", "@id": "#b", "name": "Acme"},
                {"@type": "ImageObject", "@id": "#i", "url": "https://e.com/1.jpg", "name": "A scarf"},
                {**OFFER, "@id": "#o", "price": 20},
            ]
        }
    )
    assert (product.source_id, product.brand, product.image) == ("G", "Acme", "https://e.com/1.jpg")
    assert [(variant.title, variant.sku, variant.price) for variant in product.variants] == [
        ("red", "R", Money(2000, "EUR")),
        ("blue", "B", Money(2500, "EUR")),
    ]


def test_references_in_a_circle_end(shown: Shown) -> None:
    (pan,) = shown(
        {"@graph": [{**PAN, "@id": "#p", "brand": {"@id": "#b"}}, {"@id": "#b", "name": {"@id": "#b"}}]}
    )
    assert pan.brand == ""


@pytest.mark.parametrize("where", ["group first", "variants first", "no group", "group inside"])
def test_variants_that_stand_by_themselves_join_their_product(shown: Shown, where: str) -> None:
    group = {"@type": "ProductGroup", "@id": "#g", "productGroupID": "G", "name": "Scarf", "brand": "Acme"}
    parent: dict[str, Node] = {
        "group first": {"isVariantOf": {"@id": "#g"}},
        "variants first": {"inProductGroupWithID": "G"},  # type: ignore[dict-item]
        "no group": {"inProductGroupWithID": "G", "brand": "Acme"},  # type: ignore[dict-item]
        "group inside": {"isVariantOf": group},
    }
    variants = [
        {
            "@type": "Product",
            "sku": colour,
            "name": "Scarf",
            "color": colour,
            "offers": OFFER,
            **parent[where],
        }
        for colour in ("red", "blue")
    ]
    blocks = {"group first": [group, *variants], "variants first": [*variants, group]}.get(where, variants)
    (product,) = shown(*blocks)
    assert (product.source_id, product.title, product.brand) == ("G", "Scarf", "Acme")
    assert [(variant.sku, dict(variant.options)) for variant in product.variants] == [
        ("red", {"color": "red"}),
        ("blue", {"color": "blue"}),
    ]


def test_offers_with_skus_of_their_own_are_variants(shown: Shown) -> None:
    offers = [{**OFFER, "sku": "S", "name": "Small", "price": 9}, {**OFFER, "sku": "L", "name": "Large"}]
    (product,) = shown({**PAN, "offers": offers})
    assert [(variant.sku, variant.title) for variant in product.variants] == [("S", "Small"), ("L", "Large")]
    assert product.price == Money(900, "EUR")


def test_of_other_offers_the_cheapest_counts_that_is_not_sold_out(shown: Shown) -> None:
    sold_out = {**OFFER, "price": "5.00", "availability": "https://schema.org/OutOfStock"}
    dollars = {**OFFER, "price": "1.00", "priceCurrency": "USD"}
    (product,) = shown({**PAN, "offers": [{**OFFER, "price": 30}, OFFER, sold_out, dollars]})
    assert (product.price, product.variants) == (Money(2500, "EUR"), ())


@pytest.mark.parametrize(
    ("offer", "price", "former"),
    [
        ({"priceSpecification": {"price": 20, "priceCurrency": "EUR"}}, 2000, None),
        (
            {
                "price": 20,
                "priceCurrency": "EUR",
                "priceSpecification": [
                    {
                        "price": 30,
                        "priceCurrency": "EUR",
                        "priceType": "https://schema.org/StrikethroughPrice",
                    },
                    {"price": 15, "priceCurrency": "EUR", "validForMemberTier": {"name": "Gold"}},
                ],
            },
            2000,
            3000,
        ),
        (
            {
                "priceSpecification": [
                    {"price": 30, "priceCurrency": "EUR", "priceType": "https://schema.org/ListPrice"},
                    {"price": 20, "priceCurrency": "EUR"},
                ]
            },
            2000,
            3000,
        ),
        ({"@type": "AggregateOffer", "lowPrice": 20, "highPrice": 40, "priceCurrency": "EUR"}, 2000, None),
        ({"@type": "AggregateOffer", "lowPrice": 1, "offers": [OFFER, {**OFFER, "price": 20}]}, 2000, None),
        ({"price": "1.299,50", "priceCurrency": "EUR"}, 129950, None),
        ({"price": 0, "priceCurrency": "EUR"}, 0, None),
        ({"priceCurrency": "EUR"}, None, None),
    ],
)
def test_prices(shown: Shown, offer: Node, price: int | None, former: int | None) -> None:
    (product,) = shown({**PAN, "offers": offer})
    assert product.price == (None if price is None else Money(price, "EUR"))
    assert product.compare_at_price == (None if former is None else Money(former, "EUR"))


def test_a_price_without_a_currency_refuses_the_page(load: Load) -> None:
    with pytest.raises(CurrencyUnknown, match="line 4"):
        load(page({"@type": "Organization"}, {**PAN, "offers": {"price": 5}}), name="page.html")


def test_what_is_no_field_becomes_an_attribute(shown: Shown) -> None:
    (product,) = shown(
        {
            **PAN,
            "offers": {**OFFER, "itemCondition": "https://schema.org/UsedCondition"},
            "material": ["wool", "silk"],
            "weight": {"@type": "QuantitativeValue", "value": 1.2, "unitCode": "KGM"},
            "audience": {"@type": "PeopleAudience", "suggestedGender": "female"},
            "manufacturer": {"@type": "Organization", "name": "Works"},
            "additionalProperty": [
                {"name": "Power", "value": 60, "unitText": "W"},
                {"name": "Fits", "value": ["A", "B"]},
            ],
            "category": ["Kitchen", "Pans"],
            "keywords": "iron, round",
            "aggregateRating": {"ratingValue": 92, "bestRating": 100, "reviewCount": "1,200"},
            "review": [{"name": "Great", "reviewBody": "Great pan"}],
        }
    )
    assert (product.category, product.tags, product.rating_count) == ("Kitchen", ("iron", "round"), 1200)
    assert product.attributes == {
        "material": ("wool", "silk"),
        "weight": ("1.2 kg",),
        "suggestedGender": ("female",),
        "manufacturer": ("Works",),
        "Power": ("60 W",),
        "Fits": ("A", "B"),
        "category": ("Kitchen", "Pans"),
        "itemCondition": ("UsedCondition",),
        "ratingValue": ("92/100",),
    }


def test_pictures_in_all_their_forms(shown: Shown) -> None:
    image = [
        "https://e.com/1.jpg",
        {"@type": "ImageObject", "contentUrl": "https://e.com/2.jpg", "name": "Side"},
        {"@type": "ImageObject", "@id": "https://e.com/3.jpg"},
    ]
    (product,) = shown({**PAN, "image": image})
    assert (product.image, product.images) == (
        "https://e.com/1.jpg",
        ("https://e.com/2.jpg", "https://e.com/3.jpg"),
    )


def test_reviews_that_stand_apart_belong_to_the_product(shown: Shown) -> None:
    reviews = {"@type": "Product", "name": "Pan", "aggregateRating": {"ratingValue": 4.5, "ratingCount": 8}}
    (product,) = shown(reviews, PAN)
    assert (product.source_id, product.rating, product.price) == ("P1", 4.5, Money(2500, "EUR"))


def test_products_without_an_id_get_a_stable_one(shown: Shown) -> None:
    nameless = {"@type": "Product", "name": "Pot", "offers": OFFER}
    pots = shown(nameless, {**nameless, "color": "red"})
    assert [product.title for product in pots] == ["Pot", "Pot"]
    assert pots[1].source_id == f"{pots[0].source_id}-2"


def test_words_are_unescaped(shown: Shown) -> None:
    (product,) = shown({**PAN, "name": "Salt &amp; Pepper", "brand": "M&#xF6;ller"})
    assert (product.title, product.brand) == ("Salt & Pepper", "Möller")


def test_damage_costs_what_is_damaged(load: Load, shelf: CatalogStore) -> None:
    group = {
        "@type": "ProductGroup",
        "productGroupID": "G",
        "name": "Scarf",
        "hasVariant": [
            {"sku": "R", "color": "red", "offers": {**OFFER, "price": "ask"}},
            {"sku": "B", "color": "blue", "offers": OFFER},
        ],
    }
    report = load(page("{oops", PAN, {**PAN, "sku": "P2", "name": ""}, group), name="page.html")
    assert {product.source_id: len(product.variants) for product in shelf.iterate()} == {"P1": 0, "G": 1}
    assert [(reject.line, reject.reason) for reject in shelf.log.rejects()] == [
        (
            3,
            "it is no valid JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1))",
        ),
        (5, "it has no title"),
        (6, "'ask' is not one price"),
    ]
    assert (report.run.counts.rows, report.run.counts.rejected) == (5, 3)


def test_properties_can_be_mapped(shown: Shown) -> None:
    node = {**PAN, "alternateName": "Skillet", "mpn": "M-7", "model": "X"}
    mapping = {"title": "alternateName", "id": "mpn", "attribute.Modell": "model"}
    (product,) = shown(node, mapping=mapping)
    assert (product.source_id, product.title) == ("M-7", "Skillet")
    assert product.attributes == {"Modell": ("X",)}


def test_a_mapped_property_that_is_not_there_names_those_that_are(load: Load) -> None:
    with pytest.raises(
        UnusableInput, match="no product has the property 'titel': they have name, offers, sku"
    ):
        load(page(PAN), name="page.html", mapping={"title": "titel"})


@pytest.mark.parametrize("nested", ["[" * 5000 + "]" * 5000, '{"a":' * 300 + "1" + "}" * 300])
def test_what_is_nested_without_end_is_a_reject(load: Load, shelf: CatalogStore, nested: str) -> None:
    load(page(nested, PAN), name="page.html")
    assert shelf.count() == 1
    assert "nested too deeply" in shelf.log.rejects()[0].reason


def test_a_hostile_page_is_read_in_time_that_grows_with_its_length() -> None:
    for piece in ("<script", "<!--", '<script type="application/ld+json">', "<script >", "</script", "<!-->"):
        list(find_blocks(piece * 200_000))


def read(path: Path, after: int = 0) -> list[Listing | Reject]:
    with open_feed(path) as feed:
        return list(SchemaOrg().read(feed, ReadOptions("shop", currency="EUR"), after))


def test_reading_goes_on_behind_every_item(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(page("{oops", PAN, {**PAN, "sku": "P2", "name": ""}, {**PAN, "sku": "P3"}, "[1,"))
    whole = read(path)
    assert len(whole) == 5
    for place, item in enumerate(whole):
        assert read(path, item.after) == whole[place + 1 :]


VALUES = st.recursive(
    st.sampled_from(["", "Pan", "25.00", "EUR", "#a", "https://schema.org/InStock", 5, 0.1, True, None, -1]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *(
                        "@id",
                        "@type",
                        "@graph",
                        "name",
                        "sku",
                        "offers",
                        "price",
                        "priceCurrency",
                        "hasVariant",
                    ),
                    *("variesBy", "isVariantOf", "image", "brand", "aggregateRating", "ratingValue", "value"),
                    *("additionalProperty", "priceSpecification", "itemListElement", "item", "itemOffered"),
                ]
            ),
            inner | st.sampled_from(["Product", "ProductGroup", "Offer"]),
            max_size=5,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.dictionaries(st.sampled_from(["name", "offers", "hasVariant", "brand"]), VALUES), max_size=3),
    VALUES,
)
def test_any_graph_is_read_or_refused(tmp_path: Path, products: list[Node], other: Any) -> None:
    path = tmp_path / "page.html"
    path.write_text(page([{"@type": "Product", **product} for product in products], other))
    try:
        items = read(path)
    except UnusableInput:
        return
    assert [item.after for item in items] == list(range(1, len(items) + 1))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_pages_are_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    damaged = bytearray(page(PAN, {"@graph": [{**PAN, "sku": "P2"}]}).encode())
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "page.html"
    path.write_bytes(damaged)
    try:
        read(path)
    except UnusableInput as error:
        assert "\n" not in str(error)
