"""JSON documents: which list the products are, paths, nested values, several kinds of records, damage."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.catalog import CatalogStore, ImportReport, Product, Variant
from floorwalker.catalog.importers import Listing, ReadOptions, Reject, Sample, choose_importer
from floorwalker.catalog.importers.json_documents import JsonDocuments
from floorwalker.catalog.importers.json_values import field_text
from floorwalker.core import Money, UnusableInput
from tests.catalog.readings import goes_on_everywhere, products, read, reasons

Load = Callable[..., ImportReport]

PAN = {"id": 1, "name": "Pan", "price": 5}
POT = {"id": 2, "name": "Pot", "price": "6.50"}
FIXTURE = [
    {"model": "shop.brand", "pk": 1, "fields": {"name": "Acme"}},
    {"model": "shop.product", "pk": 1, "fields": {"name": "Pan", "unit_price": "5.00", "slug": "pan"}},
    {"model": "shop.product", "pk": 2, "fields": {"name": "Pot", "unit_price": "6.50", "slug": "pot"}},
    {"model": "shop.stock", "pk": 1, "fields": {"product": 1, "quantity": 4}},
]


def found(document: Any, **mapping: str) -> list[Product]:
    return products(read(JsonDocuments(), json.dumps(document, ensure_ascii=False), mapping=mapping))


def only(document: Any, **mapping: str) -> Product:
    (product,) = found(document, **mapping)
    return product


# Recognition


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ([PAN, POT], "its list holds objects with the title 'name'"),
        ({"products": [PAN, POT]}, "the list 'products' holds objects with the title 'name'"),
        (
            {"meta": {"n": 2}, "data": {"items": [PAN]}},
            "the list 'data.items' holds objects with the title 'name'",
        ),
        (FIXTURE, "its list holds objects with the title 'fields.name'"),
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_detection_says_why(document: Any, why: str, indent: int | None) -> None:
    importer, guess = choose_importer("auto", Sample(json.dumps(document, indent=indent)))
    assert (importer.name, guess.why) == ("json", why)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(PAN) + "\n" + json.dumps(POT) + "\n",
        json.dumps({"id": 1, "title": "Pan", "variants": [{"title": "S", "price": 5}]}),
        '{"id": "1", "title": "Pan"\n' + json.dumps(POT),
    ],
)
def test_json_lines_are_left_to_their_importer(text: str) -> None:
    assert choose_importer("auto", Sample(text))[0].name == "jsonl"


def test_the_mapping_shows_paths() -> None:
    mapping = JsonDocuments().mapping(
        Sample(json.dumps(FIXTURE)), ReadOptions("shop", {"attribute.x": "fields.slug"})
    )
    assert mapping["title"] == "fields.name"
    assert mapping["price"] == "fields.unit_price"
    assert (mapping["id"], mapping["attribute.x"]) == ("pk", "fields.slug")


# Which objects are the products


@pytest.mark.parametrize(
    "document",
    [
        [PAN, POT],
        {"products": [PAN, POT]},
        {"shop": "Acme", "data": {"total": 2, "rows": [PAN, POT]}},
        {"categories": [{"id": 7, "name": "Kitchen"}], "products": [PAN, POT]},
        {"categories": [{"name": "Kitchen", "goods": [PAN]}, {"name": "Other", "goods": [POT]}]},
        {"data": {"products": {"edges": [{"node": PAN}, {"node": POT}]}}},
        {"hits": {"hits": [{"_id": 1, "_source": {**PAN}}, {"_id": 2, "_source": {**POT}}]}},
    ],
)
def test_the_list_with_most_to_say_is_read(document: Any) -> None:
    assert [(product.source_id, product.title) for product in found(document)] == [("1", "Pan"), ("2", "Pot")]


def test_records_of_several_kinds() -> None:
    items = read(JsonDocuments(), json.dumps(FIXTURE))
    assert [(product.source_id, product.price) for product in products(items)] == [
        ("1", Money(500, "USD")),
        ("2", Money(650, "USD")),
    ]
    assert reasons(items) == [
        "1 objects are of the kind 'shop.brand', while products are of the kind 'shop.product'",
        "1 objects are of the kind 'shop.stock', while products are of the kind 'shop.product'",
    ]
    assert sum(item.rows for item in items) == len(FIXTURE)


def test_a_list_that_could_be_products_too_is_not_passed_over_in_silence() -> None:
    items = read(JsonDocuments(), json.dumps({"men": [PAN, POT], "women": [{"name": "Cup", "price": 1}]}))
    assert len(products(items)) == 2
    assert reasons(items) == ["the list 'women' was not read; the products are taken from 'men'"]


def test_a_mapping_decides() -> None:
    document = {
        "products": [{**PAN, "price": 1}],
        "offers": [{"code": "A", "text": {"de": {"headline": "Pfanne"}}, "cost": {"gross": "9.00"}}],
    }
    product = only(document, title="text.de.headline", id="code", price="cost.gross")
    assert (product.source_id, product.title, product.price) == ("A", "Pfanne", Money(900, "USD"))


def test_a_path_leads_into_lists_and_keys_may_hold_points() -> None:
    product = only(
        [{"id": 1, "a.b": "Pan", "pictures": [{"at": "https://e.com/1.jpg"}]}],
        title="a.b",
        image="pictures.0.at",
    )
    assert (product.title, product.image) == ("Pan", "https://e.com/1.jpg")


@pytest.mark.parametrize(
    ("document", "mapping", "message"),
    [
        ([PAN], {"title": "nome"}, "no object has the key 'nome'.*'name'"),
        ([{"id": 1, "label": "x"}], {}, "no key is known to be the title.*'label'.*--map title="),
        ({"products": []}, {}, "no list of objects"),
        ("text", {}, "no list of objects"),
        ({"title": "Pan", "variants": [{"title": "S"}]}, {}, "no key is known to be the title"),
    ],
)
def test_what_holds_no_products_is_refused_with_the_way_out(
    document: Any, mapping: dict[str, str], message: str
) -> None:
    with pytest.raises(UnusableInput) as refusal:
        found(document, **mapping)
    assert refusal.match(message) or message in str(refusal.value)


def test_ids_are_made_of_words_only_where_nobody_has_one() -> None:
    one, other = found([{"name": "Pan", "price": 5}, {"name": "Pot", "price": 6}])
    assert one.source_id != other.source_id
    items = read(JsonDocuments(), json.dumps([PAN, {"name": "Pot", "price": 6}]))
    assert reasons(items) == ["it has no id"]


# Values


def test_names_that_columns_go_by_and_attributes() -> None:
    product = only(
        {
            "products": [
                {
                    "sku": "A1",
                    "product_name": "Kanne",
                    "vendor": {"id": 3, "name": "Acme"},
                    "categories": [{"name": "Tea"}, {"name": "Gifts"}],
                    "tags": [{"name": "new"}, {"name": "tea"}],
                    "price": {"value": "19.90", "currencyCode": "EUR"},
                    "inventory": {"stock": 4, "backorderable": False},
                    "images": [{"src": "https://e.com/1.jpg"}, {"src": "https://e.com/2.jpg"}],
                    "rating": {"rate": 4.5, "count": 12},
                    "colour": "red",
                    "properties": [{"label": "Height", "text": "20 cm"}, {"label": "Height", "text": "8 in"}],
                    "reviews_of_others": [{"title": "Great", "text": "I love it"}],
                    "empty": None,
                }
            ]
        }
    )
    assert (product.source_id, product.title, product.brand, product.category) == (
        "A1",
        "Kanne",
        "Acme",
        "Tea",
    )
    assert (product.price, product.stock, product.rating) == (Money(1990, "EUR"), 4, 4.5)
    assert (product.image, product.images) == ("https://e.com/1.jpg", ("https://e.com/2.jpg",))
    assert product.tags == ("new", "tea")
    assert product.attributes["colour"] == ("red",)
    assert product.attributes["Height"] == ("20 cm", "8 in")
    assert "Great" not in product.attributes


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("price", {"amount": "9.00", "currency": "EUR"}, "9.00 EUR"),
        ("price", {"value": 900, "currencyCode": "EUR", "precision": 2}, None),
        ("price", {"centAmount": 900, "currencyCode": "EUR"}, None),
        ("price", {"amount": None, "currency": "EUR"}, None),
        ("brand", {"name": "Acme"}, "Acme"),
        ("title", {"zh": "壶", "en": "Pot"}, "壶"),
        ("title", {"a long key": "Pot"}, None),
        ("images", {"edges": [{"node": {"url": "https://e.com/1.jpg"}}]}, "https://e.com/1.jpg"),
        ("category", ["Tea", "Gifts"], "Tea"),
        ("stock", {"quantity": 3}, "3"),
        ("stock", {"by": {"shop": 3}}, None),
        ("url", True, "true"),
        ("url", None, ""),
    ],
)
def test_nested_values(field: str, value: Any, text: str | None) -> None:
    assert field_text(field, value) == (json.dumps(value) if text is None else text)


def test_variants_choose_by_the_words_of_the_product() -> None:
    product = only(
        [
            {
                **PAN,
                "options": [{"id": "c", "name": "Colour", "values": [{"name": "Red", "value": "R1"}]}],
                "variants": [
                    {
                        "id": "v1",
                        "price": 4,
                        "available": True,
                        "optionValues": [{"name": "c", "value": "R1"}],
                    },
                    {"sku": "v2", "price": 5, "options": {"Colour": "Blue"}, "quantity": 0},
                ],
            }
        ]
    )
    assert product.variants == (
        Variant("v1", "Red", "", Money(400, "USD"), None, "in_stock", None, {"Colour": "Red"}),
        Variant("v2", "Blue", "v2", Money(500, "USD"), None, "out_of_stock", 0, {"Colour": "Blue"}),
    )
    assert product.attributes["Colour"] == ("Red",)


def test_a_variant_that_cannot_be_used_leaves_the_others() -> None:
    items = read(
        JsonDocuments(),
        json.dumps([{**PAN, "variants": [{"sku": "S", "price": "x"}, {"sku": "M", "price": 6}]}]),
    )
    (reject, listing) = items
    assert isinstance(reject, Reject)
    assert "its variant S" in reject.reason
    assert isinstance(listing, Listing)
    assert [variant.sku for variant in listing.product.variants] == ["M"]


def test_a_document_is_imported(load: Load, shelf: CatalogStore) -> None:
    report = load(
        json.dumps({"products": [PAN, POT, {"id": 3, "name": ""}]}), "products.json", currency="EUR"
    )
    assert (report.run.format, report.run.counts.added, report.run.counts.rejected) == ("json", 2, 1)
    assert [product.price for product in shelf.iterate()] == [Money(500, "EUR"), Money(650, "EUR")]


# Robustness


def test_damage_ends_the_reading_and_says_where() -> None:
    items = read(JsonDocuments(), json.dumps([PAN, POT])[:-1] + ', {"id": 3, "name": NaN}]')
    assert [product.title for product in products(items)] == ["Pan", "Pot"]
    (reason,) = reasons(items)
    assert reason.startswith("the JSON is damaged behind object 2: lexical error")


@pytest.mark.parametrize(
    "content", ["[" * 100_000, '{"a":' * 100_000, '[{"name": ' + "[" * 500 + "]" * 500 + "}]"]
)
def test_deep_nesting_is_refused(content: str) -> None:
    with pytest.raises(UnusableInput):
        read(JsonDocuments(), content)


def test_damaged_characters_spoil_their_object_alone() -> None:
    good = json.dumps([PAN, {"id": 2, "name": "Töpfe: " + "größer " * 9}], ensure_ascii=False)
    items = read(JsonDocuments(), good.encode()[:-1] + b', {"id": 3, "name": "T\xf6pfe"}]')
    assert [product.source_id for product in products(items)] == ["1", "2"]
    assert "encoding" in reasons(items)[0]


VALID = json.dumps(
    [
        FIXTURE[0],
        *(
            {"model": "shop.product", "pk": n, "fields": {"name": f"Pan {n}", "price": "x" if n == 2 else n}}
            for n in range(1, 6)
        ),
        FIXTURE[3],
    ],
    indent=1,
)


def test_a_reading_goes_on_behind_any_item() -> None:
    assert goes_on_everywhere(JsonDocuments(), VALID)


@given(st.integers(0, len(VALID) - 1), st.text(max_size=8), st.integers(0, 60))
def test_a_damaged_file_is_read_or_refused(place: int, patch: str, cut: int) -> None:
    try:
        read(JsonDocuments(), VALID[:place] + patch + VALID[place + cut :])
    except UnusableInput as refusal:
        assert str(refusal)


KEYS = [
    "id",
    "name",
    "price",
    "variants",
    "options",
    "attributes",
    "images",
    "stock",
    "fields",
    "model",
    "other",
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=10,
)


@given(st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES), max_size=4))
def test_no_values_break_it(rows: list[dict[str, Any]]) -> None:
    try:
        items = read(JsonDocuments(), json.dumps({"rows": [*rows, PAN]}))
    except UnusableInput as refusal:
        assert str(refusal)
    else:
        assert items
