"""Brands: one key for all spellings of a name, what the shop tells of them, and which are niche."""

from floorwalker.catalog.brands.book import BrandBook
from floorwalker.catalog.brands.facts import brand_facts, brand_source
from floorwalker.catalog.brands.keys import brand_key
from floorwalker.catalog.brands.models import Brand, SharedName, cleaned
from floorwalker.catalog.brands.overview import BrandLine, brand_lines
from floorwalker.catalog.brands.ranking import (
    BrandStats,
    Spelling,
    Standing,
    brand_stats,
    niche_brands,
    standings,
)
from floorwalker.catalog.brands.store import BrandsPut, BrandStore

__all__ = [
    "Brand",
    "BrandBook",
    "BrandLine",
    "BrandStats",
    "BrandStore",
    "BrandsPut",
    "SharedName",
    "Spelling",
    "Standing",
    "brand_facts",
    "brand_key",
    "brand_lines",
    "brand_source",
    "brand_stats",
    "cleaned",
    "niche_brands",
    "standings",
]
