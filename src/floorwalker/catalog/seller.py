"""What products cost one shopper now: sales, price lists, promotions, and prices too old to be quoted."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

import sqlalchemy as sa

from floorwalker.catalog.journal import Journal
from floorwalker.catalog.models import Product
from floorwalker.catalog.pricing import Offer, Pricer, Quote, Shopper
from floorwalker.catalog.selling import as_sold, cheapest
from floorwalker.catalog.tables import product as product_table
from floorwalker.catalog.tables import variant as variant_table
from floorwalker.core import Clock
from floorwalker.storage import Database


class Stated(NamedTuple):
    """A product's record, and when its price was last stated."""

    product: Product
    stated_at: datetime


class Seller:
    """Prices products for one shopper. Safe for threads.

    ``max_age`` is the greatest age of a price that is quoted, ``None`` for any: an older one is left out, as
    if the shop had none.
    """

    def __init__(
        self,
        database: Database,
        shop_id: str,
        clock: Clock,
        journal: Journal,
        shopper: Shopper,
        max_age: timedelta | None,
    ) -> None:
        self._database = database
        self._shop_id = shop_id
        self._clock = clock
        self._journal = journal
        self._shopper = shopper
        self.max_age = max_age
        self._pricer: Pricer | None = None
        self._priced_at = -1
        self._lock = Lock()

    def sold(self, stated: Sequence[Stated], connection: sa.Connection) -> list[Product]:
        """The products as they are sold now."""
        now = self._clock.now()
        products = [as_sold(one.product, now) for one in stated]
        pricer = self._current()
        if not self.has_terms(pricer):
            return products
        offers = [
            list(_offers(product, one.stated_at)) for product, one in zip(products, stated, strict=True)
        ]
        quotes = iter(pricer.quotes([offer for some in offers for offer in some], connection, now))
        return [
            _priced(product, [next(quotes) for _ in some])
            for product, some in zip(products, offers, strict=True)
        ]

    def has_terms(self, pricer: Pricer | None = None) -> bool:
        """Whether anything but sales stands between a record and what is paid."""
        book = (pricer or self._current()).book
        return bool(self.max_age is not None or book.lists or book.promotions)

    def next_change(self) -> datetime | None:
        """The next moment at which a price may change by itself; that it gets too old is not among them."""
        now = self._clock.now()
        nearest = [
            sa.select(sa.func.min(table.c[name]))
            .where(table.c.shop_id == self._shop_id, table.c[name] > now)
            .scalar_subquery()
            for table in (product_table, variant_table)
            for name in ("sale_from", "sale_until")
        ]
        with self._database.read() as connection:
            moments = [*connection.execute(sa.select(*nearest)).one(), self._current().next_change(now)]
        return min((moment for moment in moments if moment is not None), default=None)

    def _current(self) -> Pricer:
        prices = self._journal.heads().prices
        with self._lock:
            if self._pricer is None or self._priced_at != prices:
                self._pricer = Pricer(self._database, self._shop_id, self._shopper, self.max_age)
                self._priced_at = prices
            return self._pricer


def _offers(product: Product, stated_at: datetime) -> Iterator[Offer]:
    """The product's own offer, and after it those of its variants."""
    common = (product.brand, product.category, product.tags)
    yield Offer(product.id, "", *common, product.price, product.compare_at_price, stated_at)
    for variant in product.variants:
        yield Offer(product.id, variant.id, *common, variant.price, variant.compare_at_price, stated_at)


def _priced(product: Product, quotes: Sequence[Quote]) -> Product:
    own, *of_variants = quotes
    variants = tuple(
        replace(variant, price=quote.price, compare_at_price=quote.compare_at)
        for variant, quote in zip(product.variants, of_variants, strict=True)
    )
    price, compare_at = (own.price, own.compare_at)
    if any(variant.price for variant in product.variants):
        price, compare_at = cheapest(variants) or (None, None)
    return replace(product, price=price, compare_at_price=compare_at, variants=variants)
