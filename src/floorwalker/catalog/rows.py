"""Products as rows of the database and back."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping

from floorwalker.catalog.models import Product, Variant
from floorwalker.core import Money

Row = dict[str, Any]


def product_row(product: Product) -> Row:
    """The columns of ``product`` without the shop, and without the fingerprint."""
    return {
        "id": product.id,
        "source": product.source,
        "source_id": product.source_id,
        "title": product.title,
        "description": product.description,
        "brand": product.brand,
        "category": product.category,
        "tags": list(product.tags),
        "url": product.url,
        "image": product.image,
        **_money_columns(product.price, product.compare_at_price),
        "availability": product.availability,
        "stock": product.stock,
        "popularity": product.popularity,
        "rating": product.rating,
        "rating_count": product.rating_count,
        "attributes": {name: list(values) for name, values in product.attributes.items()},
        "updated_at": product.updated_at,
    }


def variant_rows(product: Product) -> list[Row]:
    """The columns of the product's variants without the shop, in their order."""
    return [
        {
            "product_id": product.id,
            "position": position,
            "id": variant.id,
            "title": variant.title,
            "sku": variant.sku,
            **_money_columns(variant.price, variant.compare_at_price),
            "availability": variant.availability,
            "stock": variant.stock,
            "options": dict(variant.options),
            "image": variant.image,
        }
        for position, variant in enumerate(product.variants)
    ]


def fingerprint(row: Row, variants: Sequence[Row]) -> str:
    """128 bits of BLAKE2b over the content: equal for equal products, whatever the order of attributes."""
    text = json.dumps([row, variants], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def product_of(row: RowMapping, variants: Sequence[RowMapping]) -> Product:
    """The product that was stored as ``row`` and ``variants``."""
    price, compare_at = _money_of(row)
    return Product(
        id=row["id"],
        source=row["source"],
        source_id=row["source_id"],
        title=row["title"],
        description=row["description"],
        brand=row["brand"],
        category=row["category"],
        tags=tuple(row["tags"]),
        url=row["url"],
        image=row["image"],
        price=price,
        compare_at_price=compare_at,
        availability=row["availability"],
        stock=row["stock"],
        popularity=row["popularity"],
        rating=row["rating"],
        rating_count=row["rating_count"],
        attributes={name: tuple(values) for name, values in row["attributes"].items()},
        variants=tuple(_variant_of(variant) for variant in variants),
        updated_at=row["updated_at"],
    )


def _variant_of(row: RowMapping) -> Variant:
    price, compare_at = _money_of(row)
    return Variant(
        id=row["id"],
        title=row["title"],
        sku=row["sku"],
        price=price,
        compare_at_price=compare_at,
        availability=row["availability"],
        stock=row["stock"],
        options=row["options"],
        image=row["image"],
    )


def _money_columns(price: Money | None, compare_at: Money | None) -> Row:
    either = price or compare_at
    return {
        "currency": either.currency if either else None,
        "price_minor": price.minor if price else None,
        "compare_at_minor": compare_at.minor if compare_at else None,
    }


def _money_of(row: RowMapping) -> tuple[Money | None, Money | None]:
    currency, price, compare_at = row["currency"], row["price_minor"], row["compare_at_minor"]
    return (
        Money(price, currency) if price is not None else None,
        Money(compare_at, currency) if compare_at is not None else None,
    )
