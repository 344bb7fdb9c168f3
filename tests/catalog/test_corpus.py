"""Fifty small feeds in all formats and encodings, written blind, give the expected products and rejects.

``corpus/README.md`` says what each imitates and how it was written.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from floorwalker.catalog import CatalogStore, ImportOptions, Product, RejectedRow, Variant, import_file
from floorwalker.core import FixedClock, Money, UnusableInput
from floorwalker.storage import Database

CORPUS = Path(__file__).with_name("corpus")
FEEDS = sorted(path.parent for path in CORPUS.glob("*/expected.json"))

ABOUT = {
    "title": ("no title",),
    "id": ("no id", "cut the digits of its id"),
    "price": ("price", "finer than", "is not one price", "negative", "repeats the header"),
    "currency": ("currency", "priced in", "is in"),
    "date": ("the date",),
    "cells": ("cells",),
    "quotes": ("quotation marks",),
    "json": ("JSON",),
    "encoding": ("encoding cannot explain",),
    "not_sold": ("not published", "not for sale"),
    "parent": ("parent",),
    "variant": ("variant",),
    "other": ("",),
}
"""What the reason of a reject must speak of."""


def test_the_corpus_is_large_and_half_of_it_broken() -> None:
    broken = [json.loads((feed / "expected.json").read_text("utf-8"))["broken"] for feed in FEEDS]
    assert len(broken) >= 40
    assert sum(broken) >= len(broken) / 2


@pytest.mark.parametrize("feed", FEEDS, ids=lambda path: path.name)
def test_a_feed_gives_the_expected_products_and_rejects(
    feed: Path, sqlite_database: Database, tmp_path: Path
) -> None:
    expected = json.loads((feed / "expected.json").read_text("utf-8"))
    command = expected["command"]
    store = CatalogStore(sqlite_database, "default", FixedClock())
    options = ImportOptions(
        mapping=command["map"], currency=command["currency"] or "", source="feed", pictures=tmp_path
    )
    if expected["exit"] == 2:
        with pytest.raises(UnusableInput):
            import_file(store, feed / command["file"], options)
        assert store.count() == 0
        return
    report = import_file(store, feed / command["file"], options)
    assert report.run.format == expected["format"]
    sold = store.get([product.id for product in store.iterate()])
    found = {product.source_id: product for product in sold.values()}
    assert sorted(found) == sorted(product["id"] for product in expected["products"])
    for product in expected["products"]:
        compare(product, found[product["id"]])
    compare_rejects(expected["rejects"], store.log.rejects())


def compare(expected: Mapping[str, Any], product: Product) -> None:
    where = product.source_id
    for name, value in expected.items():
        if name == "id":
            continue
        if name == "variants":
            titles = [variant.title or variant.sku for variant in product.variants]
            assert len(value) == len(product.variants), f"{where}: variants {titles}"
            for one, variant in zip(value, product.variants, strict=True):
                compare_variant(one, variant, where)
        elif name == "attributes":
            for attribute, values in value.items():
                assert list(product.attributes.get(attribute, ())) == values, f"{where}: {attribute}"
        elif name == "image" and value == "FILE":
            assert product.image.startswith("/media/"), f"{where}: image {product.image!r}"
        elif name == "tags":
            assert list(product.tags) == value, f"{where}: tags"
        else:
            compare_value(name, value, getattr(product, name), where)


def compare_variant(expected: Mapping[str, Any], variant: Variant, product: str) -> None:
    for name, value in expected.items():
        where = f"{product} / {variant.title or variant.sku}"
        if name == "options":
            folded = {option.casefold(): chosen for option, chosen in variant.options.items()}
            assert folded == {option.casefold(): chosen for option, chosen in value.items()}, where
        else:
            compare_value(name, value, getattr(variant, name), where)


def compare_value(name: str, expected: Any, found: Any, where: str) -> None:
    if isinstance(expected, dict):
        expected = Money.exact(expected["amount"], expected["currency"])
    if expected is None and name == "availability":
        expected = "unknown"
    assert (found or None) == (expected or None) or found == expected, f"{where}: {name}"


def compare_rejects(expected: list[dict[str, Any]], found: list[RejectedRow]) -> None:
    listed = [(reject.line, reject.reason) for reject in found]
    assert len(found) == len(expected), listed
    left = list(found)
    for reject in expected:
        fitting = [
            row
            for row in left
            if reject["line"] in (None, row.line)
            and any(word in row.reason for word in ABOUT[reject["about"]])
        ]
        assert fitting, f"nothing about {reject}: {listed}"
        left.remove(fitting[0])
