"""The prices that one shopper pays."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from floorwalker.catalog.pricing.basket import Basket, BasketLine, basket
from floorwalker.catalog.pricing.models import ListPrice, Shopper
from floorwalker.catalog.pricing.quotes import Offer, Quote
from floorwalker.catalog.pricing.quoting import plain_quote, quote
from floorwalker.catalog.pricing.reading import next_price_change, read_book, read_prices
from floorwalker.storage import Database


class Pricer:
    """Quotes for one shopper of a shop.

    Lists and promotions are kept in memory: call :meth:`reload` once the change journal has an entry for any
    product. List prices are read for every call.

    Args:
        database: where the lists and promotions are.
        shop_id: the shop.
        shopper: who asks.
        max_age: the greatest age of a price that is quoted; ``None``: any.
    """

    def __init__(
        self, database: Database, shop_id: str, shopper: Shopper, max_age: timedelta | None = None
    ) -> None:
        self._database = database
        self._shop_id = shop_id
        self._shopper = shopper
        self._max_age = max_age
        with database.read() as connection:
            self.book = read_book(connection, shop_id)

    def reload(self, connection: sa.Connection) -> None:
        """Read the lists and promotions anew."""
        self.book = read_book(connection, self._shop_id)

    def quotes(self, offers: Sequence[Offer], connection: sa.Connection, now: datetime) -> list[Quote]:
        """What one piece of each offer costs at ``now``, in the order of ``offers``."""
        if self._max_age is None and not self.book.lists and not self.book.promotions:
            return [plain_quote(offer) for offer in offers]
        terms = self.book.terms(self._shopper, now)
        if self._max_age is None and not terms.lists and not terms.for_items:
            return [plain_quote(offer) for offer in offers]
        listed: dict[str, list[ListPrice]] = {}
        if terms.lists:
            ids = (offer.product_id for offer in offers)
            listed = read_prices(connection, self._shop_id, ids, terms.lists.keys(), now)
        return [quote(offer, listed.get(offer.product_id, ()), terms, now, self._max_age) for offer in offers]

    def basket(self, lines: Sequence[tuple[Offer, int]], connection: sa.Connection, now: datetime) -> Basket:
        """What so many pieces of each offer cost together at ``now``.

        Raises:
            UnusableInput: a quantity is less than 1.
        """
        quotes = self.quotes([offer for offer, _ in lines], connection, now)
        priced = [
            BasketLine(offer, quoted, quantity)
            for (offer, quantity), quoted in zip(lines, quotes, strict=True)
        ]
        return basket(priced, self.book.terms(self._shopper, now).in_force(now))

    def next_change(self, now: datetime) -> datetime | None:
        """The next moment at which a list price or a promotion for this shopper begins or ends.

        That a price gets too old is not among these moments; the quote itself says when it does.
        """
        terms = self.book.terms(self._shopper, now)
        moments = [terms.next_change(now)]
        if terms.lists:
            with self._database.read() as connection:
                moments.append(next_price_change(connection, self._shop_id, now, list(terms.lists)))
        return min((moment for moment in moments if moment is not None), default=None)
