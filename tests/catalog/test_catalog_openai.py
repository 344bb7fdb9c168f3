"""OpenAI's product feed in both of its notations: today's names and those of 2025, flags, variants, resuming."""

import csv
import io
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from floorwalker.catalog.feeds import open_feed
from floorwalker.catalog.importers import Listing, ReadOptions, Reject, Sample, choose_importer
from floorwalker.catalog.importers.openai_feed import OpenAIFeed
from floorwalker.catalog.models import Product, Variant
from floorwalker.core import Money, UnusableInput

NOW = {
    "item_id": "T-1",
    "title": "Teapot",
    "url": "https://e.com/t",
    "image_url": "https://e.com/1.jpg",
    "additional_image_urls": ["https://e.com/2.jpg", "https://e.com/3.jpg"],
    "price": "30.00 USD",
    "availability": "pre_order",
    "product_category": "Home > Tea",
    "star_rating": "4.5",
    "review_count": 12,
    "popularity_score": 3.5,
    "is_eligible_search": True,
}
THEN = {
    "id": "T-1",
    "title": "Teapot",
    "link": "https://e.com/t",
    "image_link": "https://e.com/1.jpg",
    "additional_image_link": "https://e.com/2.jpg,https://e.com/3.jpg",
    "price": "30.00 USD",
    "availability": "preorder",
    "product_category": "Home > Tea",
    "product_review_rating": 4.5,
    "product_review_count": "12",
    "popularity_score": "3.5",
    "enable_search": "true",
}


def read(text: str | bytes, after: int = 0, **mapping: str) -> list[Listing | Reject]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feed"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        with open_feed(path) as feed:
            return list(OpenAIFeed().read(feed, ReadOptions("shop", mapping), after))


def lines(*rows: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def table(*rows: dict[str, Any]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(
        {name: ",".join(cell) if isinstance(cell, list) else cell for name, cell in row.items()}
        for row in rows
    )
    return text.getvalue()


def one(text: str, **mapping: str) -> Product:
    (found,) = read(text, **mapping)
    assert isinstance(found, Listing), found
    return found.product


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (lines(NOW), "its objects have OpenAI's key is_eligible_search"),
        ("\ufeff" + lines(THEN), "its objects have OpenAI's key enable_search"),
        (table(NOW), "its header has OpenAI's column is_eligible_search"),
        (table(THEN), "its header has OpenAI's column enable_search"),
        ('{"id": "broken\n' + lines(THEN), "its objects have OpenAI's key enable_search"),
    ],
)
def test_detection_says_why(text: str, why: str) -> None:
    importer, guess = choose_importer("auto", Sample(text))
    assert (importer.name, guess.why) == ("openai", why)
    assert guess.confidence >= 0.9


@pytest.mark.parametrize("text", ['{"id": "1", "title": "Lamp"}', "id,title,link\n", "<rss/>", ""])
def test_other_files_are_not_taken_for_openais(text: str) -> None:
    assert OpenAIFeed().sniff(Sample(text)).confidence == 0


@pytest.mark.parametrize("text", [lines(NOW), lines(THEN), table(NOW), table(THEN)])
def test_both_notations_and_both_generations_of_names_give_the_same_product(text: str) -> None:
    assert one(text) == Product(
        id="shop:T-1",
        source="shop",
        source_id="T-1",
        title="Teapot",
        url="https://e.com/t",
        image="https://e.com/1.jpg",
        images=("https://e.com/2.jpg", "https://e.com/3.jpg"),
        category="Home > Tea",
        price=Money.exact("30.00", "USD"),
        availability="preorder",
        rating=4.5,
        rating_count=12,
        popularity=3.5,
    )


@pytest.mark.parametrize("flag", ["is_eligible_search", "enable_search"])
def test_what_is_not_to_be_found_is_taken_off_the_shelf(flag: str) -> None:
    for text in (lines(THEN | {flag: False}), table(THEN | {flag: "false"})):
        (found,) = read(text)
        assert isinstance(found, Reject)
        assert (found.reason, found.source_id) == (f"it is not published ({flag} is false)", "T-1")
        assert found.not_sold


@pytest.mark.parametrize(
    "cells",
    [
        {"price": "30", "currency": "USD"},
        {"price": 30, "currency": "USD"},
        {"price": 30.00, "currency": "USD"},
        {"price": {"amount": "30.00", "currency": "USD"}},
    ],
)
def test_a_price_may_name_its_currency_anywhere(cells: dict[str, Any]) -> None:
    assert one(lines(THEN | cells)).price == Money.exact("30.00", "USD")


@pytest.mark.parametrize(
    "names",
    [
        ("sale_price_start_date", "sale_price_end_date"),
        ("sale_price_effective_date_start", "sale_price_effective_date_end"),
    ],
)
def test_a_sale_may_have_its_dates_in_two_fields(names: tuple[str, str]) -> None:
    product = one(lines(THEN | {"sale_price": "20 USD", names[0]: "2026-01-01", names[1]: "2026-01-31"}))
    assert product.sale and product.sale.starts_at and product.sale.ends_at
    assert (product.sale.starts_at.isoformat(), product.sale.ends_at.isoformat()) == (
        "2026-01-01T00:00:00+00:00",
        "2026-02-01T00:00:00+00:00",
    )


def test_unknown_availability_is_no_remark() -> None:
    (found,) = read(lines(THEN | {"availability": "unknown"}))
    assert isinstance(found, Listing)
    assert (found.product.availability, found.notes) == ("unknown", ())


def test_what_customers_say_and_how_often_they_return_it_is_no_fact_of_the_product() -> None:
    said = {
        "q_and_a": [{"question": "Hot?", "answer": "Yes"}],
        "reviews": [{"text": "Waterproof!"}],
        "return_rate": 2,
    }
    assert one(lines(THEN | said | {"material": "clay"})).attributes == {"material": ("clay",)}


def test_what_cannot_be_read_is_noted_under_its_own_name() -> None:
    (found,) = read(lines(THEN | {"product_review_rating": "9/10"}))
    assert isinstance(found, Listing)
    assert found.notes[0].reason == "product_review_rating: '9/10' cannot be read"
    assert found.product.attributes == {"product_review_rating": ("9/10",)}


GROUPED = {
    "group_id": "T",
    "item_group_title": "Teapot Dew",
    "listing_has_variations": "true",
    "color": "green",
    "inventory_quantity": 3,
    "variant_dict": {"Color": "green", "Glaze": "matte", "Nested": {}},
    "custom_variant1_category": "Lid",
    "custom_variant1_option": "wood",
}


@pytest.mark.parametrize(
    "text", [lines(NOW | GROUPED), table(NOW | GROUPED | {"variant_dict": '{"Glaze": "matte"}'})]
)
def test_a_row_of_a_group_is_an_item_with_one_variant(text: str) -> None:
    (found,) = read(text)
    assert isinstance(found, Listing)
    assert (found.role, found.product.source_id, found.product.title) == ("item", "T", "Teapot Dew")
    assert found.product.attributes == {}
    assert found.product.variants == (
        Variant(
            id="T-1",
            title="green / wood / matte",
            sku="T-1",
            price=Money.exact("30.00", "USD"),
            availability="preorder",
            stock=3,
            options={"color": "green", "Lid": "wood", "Glaze": "matte"},
            image="https://e.com/1.jpg",
        ),
    )


def test_a_group_without_variations_is_a_product() -> None:
    (found,) = read(lines(NOW | GROUPED | {"listing_has_variations": False}))
    assert isinstance(found, Listing)
    assert (found.role, found.product.source_id, found.product.variants) == ("product", "T-1", ())
    assert found.product.attributes == {"color": ("green",), "Lid": ("wood",), "Glaze": ("matte",)}


def test_fields_can_be_mapped() -> None:
    product = one(
        lines(THEN | {"name": "Pot", "wash": "by hand"}), **{"title": "name", "attribute.care": "wash"}
    )
    assert (product.title, product.attributes) == ("Pot", {"title": ("Teapot",), "care": ("by hand",)})
    assert OpenAIFeed().mapping(Sample(lines(THEN)), ReadOptions("shop", {"title": "name"})) == {
        "title": "name"
    }
    assert OpenAIFeed().mapping(Sample(table(NOW)), ReadOptions("shop"))["image"] == "image_url"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "1",', "it is not valid JSON"),
        ("[" * 100_000, "it is not valid JSON"),
        ('"text"', "it is no JSON object"),
        ('{"title": "Pot"}', "it has no id"),
        ('{"id": "1", "title": "\\ud800"}', "it has no title"),
        ('{"id": "1", "title": "Pot \\udcff"}', "it has characters"),
    ],
)
def test_a_line_that_cannot_be_used_is_rejected_alone(line: str, reason: str) -> None:
    found = read(f"{lines(THEN)}{line}\n{lines(NOW)}")
    assert [type(item) for item in found] == [Listing, Reject, Listing]
    assert isinstance(found[1], Reject)
    assert (found[1].line, found[1].reason[: len(reason)]) == (2, reason)


LINES = (
    lines(THEN, {"id": "2"}) + '\n{"id": "3\n' + lines(NOW | GROUPED, THEN | {"enable_search": "false"}, NOW)
)
TABLE = table(
    THEN, {"id": "2"}, THEN | {"title": "Two\nlines"}, THEN | {"enable_search": "no"}, THEN | {"price": "x"}
)


@pytest.mark.parametrize("text", [LINES, TABLE])
def test_reading_goes_on_exactly_behind_each_item(text: str) -> None:
    whole = read(text)
    assert len(whole) >= 5
    assert len({item.after for item in whole}) == len(whole)
    for place, item in enumerate(whole, start=1):
        assert read(text, item.after) == whole[place:]


@given(st.data())
def test_no_mutation_raises_anything_but_unusable_input(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([LINES, TABLE])).encode()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    piece = data.draw(
        st.binary(max_size=20) | st.sampled_from([b"{", b"[[", b'"', b"1e999999999", b"null", b"\\ud800"])
    )
    try_to_read(text[:start] + piece + text[end:])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from([*NOW, *THEN, *GROUPED, "sale_price", "sale_price_effective_date", "expiration_date"])


@given(st.dictionaries(KEYS, JSON, max_size=12))
@example({"id": "1", "title": "Pot", "variant_dict": "[" * 2000, "group_id": "g"})
@example({"id": "1", "title": "Pot", "expiration_date": "9999-12-31", "price": float("inf")})
def test_no_values_raise_anything_but_unusable_input(row: dict[str, Any]) -> None:
    try_to_read(lines(row).encode(errors="replace"))


def try_to_read(text: bytes) -> None:
    try:
        found = read(text)
    except UnusableInput:
        return
    assert all(item.line > 0 and item.after >= 0 for item in found)
