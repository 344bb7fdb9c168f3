"""What a shop sells, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from floorwalker.core import Money

Availability = Literal["in_stock", "out_of_stock", "preorder", "backorder", "unknown"]


@dataclass(frozen=True, slots=True)
class Sale:
    """A lower price for a while: from ``starts_at`` until before ``ends_at``, ``None`` for an open end."""

    price: Money
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def runs(self, now: datetime) -> bool:
        """Whether the sale is on."""
        return (self.starts_at is None or self.starts_at <= now) and (
            self.ends_at is None or now < self.ends_at
        )


@dataclass(frozen=True, slots=True)
class Variant:
    """One buyable form of a product: a size, a colour.

    ``options`` maps the option's name to its value (``{"Color": "Blue"}``); ``stock`` counts pieces,
    ``None`` where the shop does not say. ``gtin`` is a number whose check digit is right, or empty. ``sale``
    is a sale with dates; the price of one without dates is simply the price.
    """

    id: str
    title: str = ""
    sku: str = ""
    price: Money | None = None
    compare_at_price: Money | None = None
    availability: Availability = "unknown"
    stock: int | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    image: str = ""
    gtin: str = ""
    sale: Sale | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """A product as its newest source row describes it.

    ``id`` is ``source:source_id``. ``price`` is the lowest of the variants where there are any, and
    ``availability`` the best of them. ``rating`` is out of 5, ``popularity`` counts whatever the shop counts
    (sales, likes). ``attributes`` maps a name to one or more values as the source wrote them.
    ``image`` is the main picture and ``images`` the further ones: web addresses, or names of stored pictures
    (:mod:`floorwalker.catalog.pictures`). ``gtin`` is a number whose check digit is right, or empty.
    ``updated_at`` is the source's own date of the row, ``None`` where it gives none. The product is sold from
    ``sell_from`` (an embargo) until ``sell_until``, each ``None`` where there is no such date.
    """

    id: str
    source: str
    source_id: str
    title: str
    description: str = ""
    brand: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    url: str = ""
    image: str = ""
    price: Money | None = None
    compare_at_price: Money | None = None
    availability: Availability = "unknown"
    stock: int | None = None
    popularity: float | None = None
    rating: float | None = None
    rating_count: int | None = None
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    variants: tuple[Variant, ...] = ()
    updated_at: datetime | None = None
    images: tuple[str, ...] = ()
    gtin: str = ""
    sell_from: datetime | None = None
    sell_until: datetime | None = None
    sale: Sale | None = None

    @property
    def is_reduced(self) -> bool:
        """Whether the record holds a former price above the present one, in the same currency."""
        former, price = self.compare_at_price, self.price
        return (
            former is not None and price is not None and former.currency == price.currency and price < former
        )
