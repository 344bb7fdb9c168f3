"""The repository of a shop's price lists, their prices and its promotions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from floorwalker.catalog.chunks import chunks
from floorwalker.catalog.journal import ANY_PRODUCT, Journal
from floorwalker.catalog.pricing.book import Book
from floorwalker.catalog.pricing.models import ListPrice, PriceList, Promotion
from floorwalker.catalog.pricing.reading import next_price_change, read_book, read_prices
from floorwalker.catalog.pricing.rows import Row, list_of, list_row, price_row, promotion_row
from floorwalker.catalog.pricing.stating import Tally, merge_prices
from floorwalker.catalog.pricing.tables import list_price, price_list, promotion
from floorwalker.core import Clock, Conflict, NotFound, UnusableInput
from floorwalker.storage import Database, Write

_CAUSE = "command"


@dataclass(frozen=True, slots=True)
class ListSummary:
    """A price list, how many prices it has, and when the oldest of them was stated."""

    price_list: PriceList
    prices: int
    oldest: datetime | None


class PriceStore:
    """Price lists and promotions of one shop.

    Every write that may change what somebody pays leaves a row in the change journal in the same transaction:
    one for each product whose list price changed, and one for any product where a list or a promotion did, or
    where prices were stated again and so became young enough to be quoted.
    """

    def __init__(self, database: Database, shop_id: str, clock: Clock) -> None:
        self._database = database
        self._shop_id = shop_id
        self._clock = clock
        self._journal = Journal(database, shop_id, clock)

    def book(self) -> Book:
        """The lists, and the promotions in force or to come."""
        with self._database.read() as connection:
            return read_book(connection, self._shop_id).current(self._clock.now())

    def promotions(self) -> tuple[Promotion, ...]:
        """Every promotion by id, also those that are over."""
        with self._database.read() as connection:
            return read_book(connection, self._shop_id).promotions

    def lists(self) -> list[ListSummary]:
        """Every price list by id, with the number of its prices."""
        counted = (
            sa.select(list_price.c.list_id, sa.func.count(), sa.func.min(list_price.c.stated_at))
            .where(list_price.c.shop_id == self._shop_id)
            .group_by(list_price.c.list_id)
        )
        with self._database.read() as connection:
            found = {id_: (prices, oldest) for id_, prices, oldest in connection.execute(counted)}
            book = read_book(connection, self._shop_id)
        return [ListSummary(one, *found.get(one.id, (0, None))) for one in book.lists]

    def prices_of(self, product_ids: Iterable[str], connection: sa.Connection) -> dict[str, list[ListPrice]]:
        """The prices of products in all lists and periods; products without any are left out."""
        return read_prices(connection, self._shop_id, product_ids)

    def prices_in(self, list_id: str, limit: int | None = None) -> list[ListPrice]:
        """The prices of a list by product, at most those of ``limit`` products.

        Raises:
            NotFound: there is no such list.
        """
        query = (
            sa.select(list_price.c.product_id)
            .where(list_price.c.shop_id == self._shop_id, list_price.c.list_id == list_id)
            .distinct()
            .order_by(list_price.c.product_id)
            .limit(limit)
        )
        with self._database.read() as connection:
            self._stored_list(list_id, connection)
            ids = list(connection.execute(query).scalars())
            found = read_prices(connection, self._shop_id, ids, [list_id])
        return [price for prices in found.values() for price in prices]

    def next_change(self, after: datetime) -> datetime | None:
        """The next moment after ``after`` at which a list price or a promotion begins or ends."""
        with self._database.read() as connection:
            moments = [next_price_change(connection, self._shop_id, after)]
            for column in (promotion.c.starts_at, promotion.c.ends_at):
                query = sa.select(sa.func.min(column))
                query = query.where(promotion.c.shop_id == self._shop_id, column > after)
                moments.append(connection.execute(query).scalar())
        return min((moment for moment in moments if moment is not None), default=None)

    def put_list(self, wanted: PriceList, cause: str = _CAUSE) -> bool:
        """Add a list, or change what it says of itself; says whether anything changed. Its prices stay.

        Raises:
            Conflict: it has prices in another currency.
        """
        with self._writing() as connection:
            stored = self._list(wanted.id, connection)
            if stored == wanted:
                return False
            if stored and stored.currency != wanted.currency and self._has_prices(wanted.id, connection):
                raise Conflict(
                    f"the price list {wanted.id!r} has prices in {stored.currency}",
                    "remove it first, or use another id; nothing is converted",
                )
            row = list_row(wanted) | {"shop_id": self._shop_id}
            self._database.upsert(price_list, [row], connection)
            self._journal.record(connection, [ANY_PRODUCT], cause=cause)
        return True

    def remove_list(self, list_id: str, cause: str = _CAUSE) -> int:
        """Remove a list with its prices; returns how many these were.

        Raises:
            NotFound: there is no such list.
        """
        with self._writing() as connection:
            self._stored_list(list_id, connection)
            gone = connection.execute(sa.delete(list_price).where(*self._of_list(list_id))).rowcount
            connection.execute(
                sa.delete(price_list).where(price_list.c.shop_id == self._shop_id, price_list.c.id == list_id)
            )
            self._journal.record(connection, [ANY_PRODUCT], cause=cause)
        return gone

    def put_prices(self, prices: Iterable[ListPrice], cause: str = _CAUSE) -> Tally:
        """State prices of existing lists in one transaction; again, it changes nothing but their age.

        What is stated of a product (or variant) in a list replaces all its periods there that were stated
        before; prices with the same ``stated_at`` are one statement and add up to its periods, so that a
        large one can come in several calls. What is older than what is stored is superseded.

        Raises:
            NotFound: there is no such list.
            UnusableInput: a price is not in the currency of its list.
        """
        by_list: defaultdict[str, list[ListPrice]] = defaultdict(list)
        for price in prices:
            by_list[price.list_id].append(price)
        with self._writing() as connection:
            stated = [self._state(list_id, some, connection) for list_id, some in by_list.items()]
            tally = sum((one for one, _ in stated), Tally())
            self._record({id_ for _, ids in stated for id_ in ids}, tally.restated, cause, connection)
        return tally

    def replace_prices(self, list_id: str, prices: Sequence[ListPrice], cause: str = _CAUSE) -> Tally:
        """As :meth:`put_prices` for one list, and remove its prices of other products and variants.

        Raises:
            NotFound: there is no such list.
            UnusableInput: a price is of another list, or not in the currency of this one.
        """
        if any(price.list_id != list_id for price in prices):
            raise UnusableInput("a price is of another list", f"give only prices of {list_id!r}")
        listed = {(price.product_id, price.variant_id) for price in prices}
        keys = sa.select(list_price.c.product_id, list_price.c.variant_id).where(*self._of_list(list_id))
        with self._writing() as connection:
            tally, changed = self._state(list_id, prices, connection)
            stored = {(product_id, variant_id) for product_id, variant_id in connection.execute(keys)}
            missing = stored - listed
            removed = sum(self._delete_prices(list_id, *key, connection) for key in missing)
            changed |= {product_id for product_id, _ in missing}
            self._record(changed, tally.restated, cause, connection)
        return tally + Tally(removed=removed)

    def drop_prices(
        self, list_id: str, stated_before: datetime, but: Collection[str] = (), cause: str = _CAUSE
    ) -> int:
        """Remove the prices of a list that were last stated before a moment; returns how many these were.

        Args:
            list_id: the list.
            stated_before: the moment.
            but: products whose prices stay.
            cause: who wants it, for the journal.

        Raises:
            NotFound: there is no such list.
        """
        old = (*self._of_list(list_id), list_price.c.stated_at < stated_before)
        gone = 0
        with self._writing() as connection:
            self._stored_list(list_id, connection)
            ids = connection.execute(sa.select(list_price.c.product_id).where(*old).distinct()).scalars()
            dropped = set(ids) - set(but)
            for some in chunks(sorted(dropped)):
                chosen = sa.delete(list_price).where(*old, list_price.c.product_id.in_(some))
                gone += connection.execute(chosen).rowcount
            self._record(dropped, 0, cause, connection)
        return gone

    def put_promotions(self, promotions: Iterable[Promotion], cause: str = _CAUSE) -> Tally:
        """Add promotions, or change those of the same id."""
        return self._put_promotions({one.id: one for one in promotions}, cause, replace=False)

    def replace_promotions(self, promotions: Iterable[Promotion], cause: str = _CAUSE) -> Tally:
        """As :meth:`put_promotions`, and remove all others."""
        return self._put_promotions({one.id: one for one in promotions}, cause, replace=True)

    def remove_promotion(self, promotion_id: str, cause: str = _CAUSE) -> None:
        """Remove a promotion.

        Raises:
            NotFound: there is no such promotion.
        """
        with self._writing() as connection:
            if not self._delete_promotions([promotion_id], connection):
                raise NotFound(f"there is no promotion {promotion_id!r}", "check the id")
            self._journal.record(connection, [ANY_PRODUCT], cause=cause)

    @contextmanager
    def _writing(self) -> Iterator[Write]:
        with self._database.write() as connection:
            self._journal.lock(connection)
            yield connection

    def _record(self, product_ids: Iterable[str], restated: int, cause: str, connection: Write) -> None:
        any_product = [ANY_PRODUCT] if restated else []
        self._journal.record(connection, [*sorted(product_ids), *any_product], cause=cause)

    def _state(self, list_id: str, prices: Sequence[ListPrice], connection: Write) -> tuple[Tally, set[str]]:
        """State prices of one list; returns what it did, and which products it concerned."""
        currency = self._stored_list(list_id, connection).currency
        wrong = next((price for price in prices if price.price.currency != currency), None)
        if wrong:
            raise UnusableInput(
                f"the list {list_id!r} is in {currency}, the price of {wrong.product_id} is {wrong.price}",
                "use a list for each currency; nothing is converted",
            )
        stated: defaultdict[tuple[str, str], list[ListPrice]] = defaultdict(list)
        for price in prices:
            stated[price.product_id, price.variant_id].append(price)
        ids = list(dict.fromkeys(product_id for product_id, _ in stated))
        stored: defaultdict[tuple[str, str], list[ListPrice]] = defaultdict(list)
        for some in read_prices(connection, self._shop_id, ids, [list_id]).values():
            for price in some:
                stored[price.product_id, price.variant_id].append(price)
        tally, changed, rows = Tally(), set[str](), list[Row]()
        for key, some in stated.items():
            merged = merge_prices(stored[key], some)
            tally += merged.tally
            if merged.tally.touched:
                changed.add(key[0])
            if len(merged.prices) < len(stored[key]):
                self._delete_prices(list_id, *key, connection, from_position=len(merged.prices))
            rows += [
                price_row(price, position) | {"shop_id": self._shop_id}
                for position, price in enumerate(merged.prices)
                if position >= len(stored[key]) or stored[key][position] != price
            ]
        self._database.upsert(list_price, rows, connection)
        return tally, changed

    def _delete_prices(
        self, list_id: str, product_id: str, variant_id: str, connection: Write, from_position: int = 0
    ) -> int:
        return connection.execute(
            sa.delete(list_price).where(
                *self._of_list(list_id),
                list_price.c.product_id == product_id,
                list_price.c.variant_id == variant_id,
                list_price.c.position >= from_position,
            )
        ).rowcount

    def _put_promotions(self, wanted: Mapping[str, Promotion], cause: str, *, replace: bool) -> Tally:
        with self._writing() as connection:
            stored = {one.id: one for one in read_book(connection, self._shop_id).promotions}
            fresh = [one for id_, one in wanted.items() if stored.get(id_) != one]
            rows = [promotion_row(one) | {"shop_id": self._shop_id} for one in fresh]
            self._database.upsert(promotion, rows, connection)
            gone = [id_ for id_ in stored if id_ not in wanted] if replace else []
            removed = self._delete_promotions(gone, connection)
            if fresh or removed:
                self._journal.record(connection, [ANY_PRODUCT], cause=cause)
        added = sum(one.id not in stored for one in fresh)
        return Tally(added, len(fresh) - added, len(wanted) - len(fresh), removed=removed)

    def _delete_promotions(self, ids: Sequence[str], connection: Write) -> int:
        chosen = sa.delete(promotion).where(promotion.c.shop_id == self._shop_id)
        return sum(
            connection.execute(chosen.where(promotion.c.id.in_(some))).rowcount for some in chunks(ids)
        )

    def _list(self, list_id: str, connection: sa.Connection) -> PriceList | None:
        query = sa.select(price_list).where(price_list.c.shop_id == self._shop_id, price_list.c.id == list_id)
        row = connection.execute(query).mappings().first()
        return list_of(row) if row else None

    def _stored_list(self, list_id: str, connection: sa.Connection) -> PriceList:
        found = self._list(list_id, connection)
        if found is None:
            raise NotFound(f"there is no price list {list_id!r}", "check the id")
        return found

    def _has_prices(self, list_id: str, connection: sa.Connection) -> bool:
        query = sa.select(list_price.c.position).where(*self._of_list(list_id)).limit(1)
        return connection.execute(query).first() is not None

    def _of_list(self, list_id: str) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
        return list_price.c.shop_id == self._shop_id, list_price.c.list_id == list_id
