"""Products as rows of the database and back."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import RowMapping

from floorwalker.catalog.models import Product, Sale, Variant
from floorwalker.core import Money

Row = dict[str, Any]
Columns = Row | RowMapping

_SORTED = msgspec.json.Encoder(order="sorted")
_MOMENTS = ("updated_at", "sell_from", "sell_until", "sale_from", "sale_until")


@dataclass(frozen=True, slots=True)
class Record:
    """A product as it is stored, without the shop.

    ``fingerprint`` stands for all of it, ``text_fingerprint`` for what a text index holds: 128 bits of
    BLAKE2b over the content, equal for equal products whatever the order of their attributes. ``body`` is the
    content as JSON, from which :func:`record_from` makes the record again.
    """

    row: Row
    variants: Sequence[Row]
    fingerprint: str
    text_fingerprint: str
    body: bytes

    @property
    def id(self) -> str:
        """The product's id."""
        return str(self.row["id"])

    @property
    def updated_at(self) -> datetime | None:
        """The source's own date of the row."""
        moment: datetime | None = self.row["updated_at"]
        return moment


def record_of(product: Product) -> Record:
    """A product as it is stored."""
    return _record(
        _text_columns(product),
        _live_columns(product),
        [_variant_text(variant) for variant in product.variants],
        [_variant_live(variant) for variant in product.variants],
    )


def record_from(body: bytes, fingerprint: str, text_fingerprint: str) -> Record:
    """The record that had this body and these fingerprints."""
    text, live, variants_text, variants_live = _load(body)
    return Record(
        text | live, _variant_rows(text, variants_text, variants_live), fingerprint, text_fingerprint, body
    )


def renamed(body: bytes, source_id: str) -> Record:
    """The record of a body, under another id of its source."""
    text, live, variants_text, variants_live = _load(body)
    text |= {"id": f"{text['source']}:{source_id}", "source_id": source_id}
    return _record(text, live, variants_text, variants_live)


def _load(body: bytes) -> list[Any]:
    text, live, variants_text, variants_live = msgspec.json.decode(body)
    for row in (live, *variants_live):
        for name in _MOMENTS:
            if row.get(name):
                row[name] = datetime.fromisoformat(row[name])
    return [text, live, variants_text, variants_live]


def _record(text: Row, live: Row, variants_text: list[Row], variants_live: list[Row]) -> Record:
    parts = [_SORTED.encode(part) for part in (text, live, variants_text, variants_live)]
    return Record(
        text | live,
        _variant_rows(text, variants_text, variants_live),
        _digest(*parts),
        _digest(parts[0], parts[2]),
        b"[" + b",".join(parts) + b"]",
    )


def _variant_rows(text: Row, words: Sequence[Row], figures: Sequence[Row]) -> list[Row]:
    return [
        {"product_id": text["id"], "position": position} | some | others
        for position, (some, others) in enumerate(zip(words, figures, strict=True))
    ]


def product_of(row: Columns, variants: Sequence[Columns]) -> Product:
    """The product that was stored as ``row`` and ``variants``."""
    price, compare_at = money_of(row)
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
        images=tuple(row["images"]),
        gtin=row["gtin"],
        sell_from=row["sell_from"],
        sell_until=row["sell_until"],
        sale=_sale_of(row),
    )


def money_of(row: Columns) -> tuple[Money | None, Money | None]:
    """The price and the former price in the columns of a row."""
    currency, price, compare_at = row["currency"], row["price_minor"], row["compare_at_minor"]
    return (
        Money(price, currency) if price is not None else None,
        Money(compare_at, currency) if compare_at is not None else None,
    )


def money_columns(price: Money | None, compare_at: Money | None) -> Row:
    """The columns of a price and a former price, which are in one currency."""
    either = price or compare_at
    return {
        "currency": either.currency if either else None,
        "price_minor": price.minor if price else None,
        "compare_at_minor": compare_at.minor if compare_at else None,
    }


def _text_columns(product: Product) -> Row:
    return {
        "id": product.id,
        "source": product.source,
        "source_id": product.source_id,
        "title": product.title,
        "description": product.description,
        "brand": product.brand,
        "category": product.category,
        "tags": list(product.tags),
        "attributes": {name: list(values) for name, values in product.attributes.items()},
    }


def _live_columns(product: Product) -> Row:
    return {
        "url": product.url,
        "image": product.image,
        "images": list(product.images),
        "gtin": product.gtin,
        **money_columns(product.price, product.compare_at_price),
        "availability": product.availability,
        "stock": product.stock,
        "popularity": product.popularity,
        "rating": product.rating,
        "rating_count": product.rating_count,
        "updated_at": product.updated_at,
        "sell_from": product.sell_from,
        "sell_until": product.sell_until,
        **_sale_columns(product.sale),
    }


def _variant_text(variant: Variant) -> Row:
    return {
        "id": variant.id,
        "title": variant.title,
        "sku": variant.sku,
        "options": dict(variant.options),
        "gtin": variant.gtin,
    }


def _variant_live(variant: Variant) -> Row:
    return {
        **money_columns(variant.price, variant.compare_at_price),
        "availability": variant.availability,
        "stock": variant.stock,
        "image": variant.image,
        **_sale_columns(variant.sale),
    }


def _variant_of(row: Columns) -> Variant:
    price, compare_at = money_of(row)
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
        gtin=row["gtin"],
        sale=_sale_of(row),
    )


def _sale_columns(sale: Sale | None) -> Row:
    return {
        "sale_minor": sale.price.minor if sale else None,
        "sale_from": sale.starts_at if sale else None,
        "sale_until": sale.ends_at if sale else None,
    }


def _sale_of(row: Columns) -> Sale | None:
    if row["sale_minor"] is None or row["currency"] is None:
        return None
    return Sale(Money(row["sale_minor"], row["currency"]), row["sale_from"], row["sale_until"])


def _digest(*parts: bytes) -> str:
    return hashlib.blake2b(b"\0".join(parts), digest_size=16).hexdigest()
