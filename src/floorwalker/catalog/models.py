"""What a shop sells, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from floorwalker.core import Money

Availability = Literal["in_stock", "out_of_stock", "preorder", "backorder", "unknown"]


@dataclass(frozen=True, slots=True)
class Variant:
    """One buyable form of a product: a size, a colour.

    ``options`` maps the option's name to its value (``{"Color": "Blue"}``); ``stock`` counts pieces,
    ``None`` where the shop does not say.
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


@dataclass(frozen=True, slots=True)
class Product:
    """A product as its newest source row describes it.

    ``id`` is ``source:source_id``. ``price`` is the lowest of the variants where there are any, and
    ``availability`` the best of them. ``rating`` is out of 5, ``popularity`` counts whatever the shop counts
    (sales, likes). ``attributes`` maps a name to one or more values as the source wrote them.
    ``updated_at`` is the source's own date of the row, ``None`` where it gives none.
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
