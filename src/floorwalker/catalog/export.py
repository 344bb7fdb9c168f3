"""The catalogue as files: what is written here, an import reads back the same."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, TextIO

from floorwalker.catalog.export_shopify import write_shopify
from floorwalker.catalog.models import Product, Sale, Variant
from floorwalker.core import Money


def product_json(product: Product) -> dict[str, Any]:
    """A product as one object of Product JSON Lines; what is absent is left out."""
    fields = {
        "id": product.source_id,
        "title": product.title,
        "description": product.description,
        "brand": product.brand,
        "category": product.category,
        "tags": list(product.tags),
        **_money(product.price, product.compare_at_price),
        **_sale(product.sale),
        "availability": product.availability,
        "stock": product.stock,
        "url": product.url,
        "image": product.image,
        "images": list(product.images),
        "gtin": product.gtin,
        "attributes": {name: list(values) for name, values in product.attributes.items()},
        "variants": [_variant_json(variant) for variant in product.variants],
        "popularity": product.popularity,
        "rating": product.rating,
        "rating_count": product.rating_count,
        "updated_at": _moment(product.updated_at),
        "sell_from": _moment(product.sell_from),
        "sell_until": _moment(product.sell_until),
    }
    return dict(_said(fields))


def _variant_json(variant: Variant) -> dict[str, Any]:
    fields = {
        "id": variant.id,
        "title": variant.title,
        "sku": variant.sku,
        **_money(variant.price, variant.compare_at_price),
        **_sale(variant.sale),
        "availability": variant.availability,
        "stock": variant.stock,
        "options": dict(variant.options),
        "image": variant.image,
        "gtin": variant.gtin,
    }
    return dict(_said(fields))


def _said(fields: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in fields.items():
        if value is not None and value not in ("", [], {}):
            yield name, value


def _money(price: Money | None, compare_at: Money | None) -> dict[str, str | None]:
    either = price or compare_at
    return {
        "price": str(price.amount) if price else None,
        "compare_at_price": str(compare_at.amount) if compare_at else None,
        "currency": either.currency if either else None,
    }


def _sale(sale: Sale | None) -> dict[str, str | None]:
    if sale is None:
        return {}
    return {
        "sale_price": str(sale.price.amount),
        "sale_from": _moment(sale.starts_at),
        "sale_until": _moment(sale.ends_at),
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def write_jsonl(out: TextIO, products: Iterable[Product]) -> None:
    """Write products as Product JSON Lines."""
    for product in products:
        out.write(json.dumps(product_json(product), ensure_ascii=False) + "\n")


EXPORTERS: Mapping[str, Callable[[TextIO, Iterable[Product]], None]] = {
    "jsonl": write_jsonl,
    "shopify": write_shopify,
}
"""Writers of the catalogue by the name of their format."""
