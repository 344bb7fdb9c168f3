"""Typed attributes of products, each with the words that state it; and how many products state them."""

from floorwalker.catalog.attributes.counting import (
    AttributeCoverage,
    CategoryCoverage,
    Coverage,
    coverage,
)
from floorwalker.catalog.attributes.extract import attributes_of
from floorwalker.catalog.attributes.values import NAMES, SINGLE_VALUED, Attribute, Quantity, Unit, Value
from floorwalker.catalog.attributes.words import vocabulary

__all__ = [
    "NAMES",
    "SINGLE_VALUED",
    "Attribute",
    "AttributeCoverage",
    "CategoryCoverage",
    "Coverage",
    "Quantity",
    "Unit",
    "Value",
    "attributes_of",
    "coverage",
    "vocabulary",
]
