"""Importers, one file for each format, and the choice among them."""

from floorwalker.catalog.importers.base import (
    FIELDS,
    CurrencyUnknown,
    Guess,
    Importer,
    Listing,
    Note,
    Progress,
    ReadOptions,
    Reject,
    RowError,
    Sample,
    parse_mapping,
)
from floorwalker.catalog.importers.excel import Excel
from floorwalker.catalog.importers.google import Google
from floorwalker.catalog.importers.json_documents import JsonDocuments
from floorwalker.catalog.importers.jsonl import JsonLines
from floorwalker.catalog.importers.openai_feed import OpenAIFeed
from floorwalker.catalog.importers.plain_csv import PlainCsv
from floorwalker.catalog.importers.schemaorg import SchemaOrg
from floorwalker.catalog.importers.shopify import Shopify
from floorwalker.catalog.importers.woocommerce import WooCommerce
from floorwalker.core import UnusableInput

__all__ = [
    "FIELDS",
    "IMPORTERS",
    "CurrencyUnknown",
    "Guess",
    "Importer",
    "Listing",
    "Note",
    "Progress",
    "ReadOptions",
    "Reject",
    "RowError",
    "Sample",
    "choose_importer",
    "parse_mapping",
]

IMPORTERS: tuple[Importer, ...] = (
    Excel(),
    SchemaOrg(),
    Google(),
    OpenAIFeed(),
    Shopify(),
    WooCommerce(),
    JsonDocuments(),
    JsonLines(),
    PlainCsv(),
)
"""Every format, the particular ones first."""


def choose_importer(name: str, sample: Sample) -> tuple[Importer, Guess]:
    """The importer of a format by name, or for ``auto`` the one that is surest of the sample.

    Raises:
        UnusableInput: there is no format of that name.
    """
    if name == "auto":
        guesses = [(importer, importer.sniff(sample)) for importer in IMPORTERS]
        return max(guesses, key=lambda guess: guess[1].confidence)
    for importer in IMPORTERS:
        if importer.name == name:
            return importer, Guess(1.0, "it was asked for")
    names = ", ".join(importer.name for importer in IMPORTERS)
    raise UnusableInput(f"there is no format {name!r}", f"use auto, {names}")
