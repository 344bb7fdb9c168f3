"""What a shop sells: products, brands, the change journal, and importers for its files."""

from floorwalker.catalog.brands import BrandStats, brand_key, niche_brands
from floorwalker.catalog.facts import product_facts, product_source
from floorwalker.catalog.import_log import Counts, ImportLog, ImportRun, RejectedRow
from floorwalker.catalog.importers import (
    IMPORTERS,
    CurrencyUnknown,
    Importer,
    Listing,
    ReadOptions,
    Reject,
    Sample,
    parse_mapping,
)
from floorwalker.catalog.importing import ImportOptions, ImportReport, Progress, import_file
from floorwalker.catalog.models import Availability, Product, Variant
from floorwalker.catalog.store import Applied, CatalogStore, CategoryStats, Changes, LiveProduct
from floorwalker.catalog.text_clean import clean_line, clean_text, html_to_text

__all__ = [
    "IMPORTERS",
    "Applied",
    "Availability",
    "BrandStats",
    "CatalogStore",
    "CategoryStats",
    "Changes",
    "Counts",
    "CurrencyUnknown",
    "ImportLog",
    "ImportOptions",
    "ImportReport",
    "ImportRun",
    "Importer",
    "Listing",
    "LiveProduct",
    "Product",
    "Progress",
    "ReadOptions",
    "Reject",
    "RejectedRow",
    "Sample",
    "Variant",
    "brand_key",
    "clean_line",
    "clean_text",
    "html_to_text",
    "import_file",
    "niche_brands",
    "parse_mapping",
    "product_facts",
    "product_source",
]
