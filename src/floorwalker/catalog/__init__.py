"""What a shop sells: products, brands, the change journal, and importers for its files."""

from floorwalker.catalog.brands import (
    Brand,
    BrandBook,
    BrandLine,
    BrandStats,
    BrandStore,
    SharedName,
    Spelling,
    brand_facts,
    brand_key,
    brand_lines,
    brand_source,
    brand_stats,
    niche_brands,
    standings,
)
from floorwalker.catalog.brands.importing import ImportedBrands, import_brands
from floorwalker.catalog.export import EXPORTERS, product_json
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
from floorwalker.catalog.importing import (
    ImportOptions,
    ImportReport,
    Preview,
    Progress,
    import_file,
    preview_file,
)
from floorwalker.catalog.journal import ANY_PRODUCT, Changes, Heads, Statement
from floorwalker.catalog.live import KEEP, LiveReport, LiveUpdate, Refusal
from floorwalker.catalog.live_files import read_updates
from floorwalker.catalog.merchandising import tables as _merchandising_tables  # noqa: F401
from floorwalker.catalog.models import Availability, Product, Sale, Variant
from floorwalker.catalog.pricing import Shopper
from floorwalker.catalog.sources import tables as _sources_tables  # noqa: F401
from floorwalker.catalog.store import CatalogStore, CategoryStats, LiveProduct
from floorwalker.catalog.text_clean import clean_line, clean_text, html_to_text
from floorwalker.catalog.writing import Applied

__all__ = [
    "ANY_PRODUCT",
    "EXPORTERS",
    "IMPORTERS",
    "KEEP",
    "Applied",
    "Availability",
    "Brand",
    "BrandBook",
    "BrandLine",
    "BrandStats",
    "BrandStore",
    "CatalogStore",
    "CategoryStats",
    "Changes",
    "Counts",
    "CurrencyUnknown",
    "Heads",
    "ImportLog",
    "ImportOptions",
    "ImportReport",
    "ImportRun",
    "ImportedBrands",
    "Importer",
    "Listing",
    "LiveProduct",
    "LiveReport",
    "LiveUpdate",
    "Preview",
    "Product",
    "Progress",
    "ReadOptions",
    "Refusal",
    "Reject",
    "RejectedRow",
    "Sale",
    "Sample",
    "SharedName",
    "Shopper",
    "Spelling",
    "Statement",
    "Variant",
    "brand_facts",
    "brand_key",
    "brand_lines",
    "brand_source",
    "brand_stats",
    "clean_line",
    "clean_text",
    "html_to_text",
    "import_brands",
    "import_file",
    "niche_brands",
    "parse_mapping",
    "preview_file",
    "product_facts",
    "product_json",
    "product_source",
    "read_updates",
    "standings",
]
