"""What a product's record means at a certain moment: sales that run, the cheapest variant."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from floorwalker.catalog.models import Availability, Product, Variant
from floorwalker.core import Money

BEST_FIRST: tuple[Availability, ...] = ("in_stock", "preorder", "backorder", "unknown", "out_of_stock")
"""Availabilities, the best first."""


def as_sold(product: Product, now: datetime) -> Product:
    """The product with the prices of the sales that run: the regular price is then the former one."""
    if product.sale is None and all(variant.sale is None for variant in product.variants):
        return product
    variants = tuple(_variant_as_sold(variant, now) for variant in product.variants)
    price, compare_at = cheapest(variants) or (product.price, product.compare_at_price)
    if not variants and product.sale and product.sale.runs(now):
        price, compare_at = product.sale.price, product.price
    return replace(product, price=price, compare_at_price=compare_at, variants=variants)


def cheapest(variants: Sequence[Variant]) -> tuple[Money, Money | None] | None:
    """The lowest price of variants in one currency with its former price; ``None`` where none has a price."""
    priced = [(variant.price, variant.compare_at_price) for variant in variants if variant.price]
    return min(priced, key=lambda pair: pair[0].minor) if priced else None


def _variant_as_sold(variant: Variant, now: datetime) -> Variant:
    if variant.sale is None or not variant.sale.runs(now):
        return variant
    return replace(variant, price=variant.sale.price, compare_at_price=variant.price)
