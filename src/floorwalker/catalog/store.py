"""The catalogue's repository: products of one shop, as they are stored and as they are for sale."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from floorwalker.catalog.brands import BrandBook, BrandStats, BrandStore, Spelling, brand_stats
from floorwalker.catalog.chunks import chunks
from floorwalker.catalog.import_log import ImportLog
from floorwalker.catalog.journal import ANY_PRODUCT, Changes, Heads, Journal
from floorwalker.catalog.live import LiveReport, LiveUpdate, LiveWriter
from floorwalker.catalog.models import Availability, Product
from floorwalker.catalog.pricing import Shopper
from floorwalker.catalog.rows import Record, product_of, record_of
from floorwalker.catalog.seller import Seller, Stated
from floorwalker.catalog.tables import product as product_table
from floorwalker.catalog.tables import variant as variant_table
from floorwalker.catalog.writing import Applied, CatalogWriter, is_older_snapshot
from floorwalker.core import Clock
from floorwalker.storage import Database, Write

ANYBODY = Shopper()
"""A shopper of no known market, in no group."""

_SPECIAL = 500  # products priced at a time whose price is not simply that of the record


class LiveProduct(NamedTuple):
    """What may change from one minute to the next, and what a search filters and sorts by.

    ``price_minor`` is the product's price, the lowest of its variants, in minor units of ``currency``.
    """

    id: str
    currency: str | None
    price_minor: int | None
    availability: Availability
    stock: int | None
    popularity: float | None
    rating: float | None
    brand: str
    category: str
    updated_at: datetime | None
    sell_from: datetime | None
    sell_until: datetime | None
    stated_at: datetime


@dataclass(frozen=True, slots=True)
class CategoryStats:
    """A category as the sources name it, and how many products it holds."""

    name: str
    products: int


class CatalogStore:
    """The products of one shop; ``log`` is the log of its imports, ``journal`` that of its changes.

    ``brand_table`` holds what the shop tells of brands. What is for sale is priced for ``shopper``; a price
    older than ``max_price_age`` is not quoted.
    """

    def __init__(
        self,
        database: Database,
        shop_id: str,
        clock: Clock,
        shopper: Shopper = ANYBODY,
        max_price_age: timedelta | None = None,
    ) -> None:
        self.database = database
        self.shop_id = shop_id
        self.clock = clock
        self.log = ImportLog(database, shop_id, clock)
        self.journal = Journal(database, shop_id, clock)
        self.brand_table = BrandStore(database, shop_id, clock)
        self._writer = CatalogWriter(database, shop_id, clock, self.journal)
        self._seller = Seller(database, shop_id, clock, self.journal, shopper, max_price_age)
        self._live_writer = LiveWriter(database, shop_id, clock, self.journal)
        self._active = (product_table.c.shop_id == shop_id) & product_table.c.withdrawn_at.is_(None)

    def get(self, ids: Iterable[str]) -> dict[str, Product]:
        """Products by id, in the order of ``ids``, as they are for sale now.

        Those that do not exist, are withdrawn, or may not be sold yet or any more are left out.
        """
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Product] = {}
        with self.database.read() as connection:
            for some in chunks(wanted):
                query = sa.select(product_table).where(self._for_sale(), product_table.c.id.in_(some))
                sold = self._seller.sold(self._stated(query, connection), connection)
                found |= {product.id: product for product in sold}
        return {id_: found[id_] for id_ in wanted if id_ in found}

    def names(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Titles and brands by id, in the order of ``ids``, of what :meth:`get` finds."""
        wanted = list(dict.fromkeys(ids))
        table, found = product_table.c, dict[str, tuple[str, str]]()
        with self.database.read() as connection:
            for some in chunks(wanted):
                query = sa.select(table.id, table.title, table.brand)
                for row in connection.execute(query.where(self._for_sale(), table.id.in_(some))):
                    found[row.id] = (row.title, row.brand or "")
        return {id_: found[id_] for id_ in wanted if id_ in found}

    def records(self, ids: Iterable[str], *, withdrawn: bool = True) -> dict[str, Product]:
        """Products by id as they are stored, whether or not they are for sale.

        Without ``withdrawn``, those that have been taken off the shelf are left out.
        """
        chosen = product_table.c.shop_id == self.shop_id if withdrawn else self._active
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Product] = {}
        with self.database.read() as connection:
            for some in chunks(wanted):
                query = sa.select(product_table).where(chosen, product_table.c.id.in_(some))
                found |= {product.id: product for product, _ in self._stated(query, connection)}
        return {id_: found[id_] for id_ in wanted if id_ in found}

    def iterate(
        self, after_id: str = "", limit: int | None = None, *, batch: int = 500, withdrawn: bool = False
    ) -> Iterator[Product]:
        """The records of active products, also of those under embargo, in the order of their ids.

        Each batch of ``batch`` is a transaction of its own, so memory stays bounded and a long walk blocks
        nobody; what changes meanwhile is seen where the walk has not been yet.

        Args:
            after_id: where to start: only products with a greater id.
            limit: how many products at most; ``None``: all.
            batch: how many products are in memory at a time.
            withdrawn: whether to include those that have been taken off the shelf.
        """
        chosen = product_table.c.shop_id == self.shop_id if withdrawn else self._active
        left = limit
        while left is None or left > 0:
            size = batch if left is None else min(batch, left)
            query = (
                sa.select(product_table)
                .where(chosen, product_table.c.id > after_id)
                .order_by(product_table.c.id)
                .limit(size)
            )
            with self.database.read() as connection:
                products = [product for product, _ in self._stated(query, connection)]
            yield from products
            if len(products) < size:
                return
            after_id = products[-1].id
            left = None if left is None else left - size

    def text_marks(self, ids: Sequence[str] | None = None, page: int = 1000) -> Iterator[dict[str, str]]:
        """Fingerprints of the texts of active products by their ids, in pages: of all, or of some.

        A fingerprint changes with anything that a text index or a vector is made of.
        """
        table = product_table.c
        query = sa.select(table.id, table.text_fingerprint).where(self._active)
        if ids is not None:
            for some in chunks(ids):
                with self.database.read() as connection:
                    rows = connection.execute(query.where(table.id.in_(some)))
                    yield {row.id: row.text_fingerprint for row in rows}
            return
        after = ""
        while True:
            one = query.where(table.id > after).order_by(table.id).limit(page)
            with self.database.read() as connection:
                found = {row.id: row.text_fingerprint for row in connection.execute(one)}
            if not found:
                return
            yield found
            after = next(reversed(found))

    def count(self) -> int:
        """How many active products there are."""
        with self.database.read() as connection:
            query = sa.select(sa.func.count()).select_from(product_table).where(self._active)
            return int(connection.execute(query).scalar_one())

    def live(self, ids: Iterable[str] | None = None) -> Iterator[LiveProduct]:
        """The changing columns of active products: all of them, or those of ``ids``.

        Prices are as they are sold now, those too old to be quoted included. Their order depends on nothing
        but what is stored.
        """
        columns = [product_table.c[name] for name in LiveProduct._fields]
        query = sa.select(product_table.c.sale_minor, *columns).where(self._active)
        queries = (
            [query.order_by(product_table.c.id)]
            if ids is None
            else [query.where(product_table.c.id.in_(some)) for some in chunks(list(ids))]
        )
        everything = self._seller.has_terms()
        special: list[LiveProduct] = []
        with self.database.read() as connection:
            for one in queries:
                for sale, *values in connection.execute(one):
                    live = LiveProduct(*values)
                    if everything or sale is not None:
                        special.append(live)
                    else:
                        yield live
            for start in range(0, len(special), _SPECIAL):
                yield from self._sold_live(special[start : start + _SPECIAL], connection)

    def _sold_live(self, rows: Sequence[LiveProduct], connection: sa.Connection) -> Iterator[LiveProduct]:
        query = sa.select(product_table).where(self._active, product_table.c.id.in_([row.id for row in rows]))
        stated = self._stated(query, connection)
        prices = {product.id: product.price for product in self._seller.sold(stated, connection)}
        for row in rows:
            price = prices.get(row.id)
            yield row._replace(
                price_minor=price.minor if price else None, currency=price.currency if price else row.currency
            )

    def next_change(self) -> datetime | None:
        """The next moment at which a price may change by itself: a sale, list or promotion begins or ends.

        Embargoes, withdrawal dates and the age of prices stand in :class:`LiveProduct`.
        """
        return self._seller.next_change()

    @property
    def max_price_age(self) -> timedelta | None:
        """The greatest age of a price that is quoted; ``None``: any."""
        return self._seller.max_age

    def brands(self) -> list[BrandStats]:
        """Every brand with an active product, the largest first; its spellings are counted together."""
        column = product_table.c.brand
        query = (
            sa.select(column, sa.func.count(), sa.func.sum(product_table.c.popularity))
            .where(self._active, column != "")
            .group_by(column)
        )
        book = self.brand_book()
        with self.database.read() as connection:
            spellings = [Spelling(*row) for row in connection.execute(query)]
        return brand_stats(spellings, book.key, book.own_names)

    def brand_book(self) -> BrandBook:
        """Which spellings are one brand, by the shop's table of brands and the lexicon."""
        return self.brand_table.book()

    def categories(self) -> list[CategoryStats]:
        """Every category with an active product, the largest first."""
        return [CategoryStats(name, products) for name, products in self._counted(product_table.c.category)]

    def currency(self) -> str | None:
        """The currency most active prices are in; ``None`` for a catalogue without prices."""
        return next((code for code, _ in self._counted(product_table.c.currency)), None)

    def heads(self) -> Heads:
        """The journal's newest entries: equal heads mean an unchanged catalogue."""
        return self.journal.heads()

    def head(self) -> int:
        """The journal's newest ``seq``, 0 for an empty one."""
        return self.heads().live

    def changes_since(self, seq: int, limit: int = 1000, *, text_only: bool = False) -> Changes:
        """What changed after ``seq``: see :meth:`Journal.since`."""
        return self.journal.since(seq, limit, text_only=text_only)

    def apply(self, products: Iterable[Product], cause: str = "") -> Applied:
        """Store a batch of products in one transaction; applying it again changes nothing.

        The newest snapshot wins: a product whose stored ``updated_at`` is later than the given one stays as
        it is, and of two in the same batch the later date counts, or the later one where the dates are equal.
        A withdrawn product that comes back counts as added. Price and stock are stated at the product's own
        date, or else now.
        """
        newest: dict[str, Product] = {}
        superseded = 0
        for product in products:
            before = newest.get(product.id)
            superseded += before is not None
            if before is None or not is_older_snapshot(product.updated_at, before.updated_at):
                newest[product.id] = product
        with self.database.write() as connection:
            records = [record_of(product) for product in newest.values()]
            applied = self.apply_records(records, self.clock.now(), cause, connection)
        return Applied(superseded=superseded) + applied

    def apply_records(
        self, records: Sequence[Record], stated_at: datetime, cause: str, connection: Write
    ) -> Applied:
        """Store records with different ids in the caller's transaction: see :meth:`CatalogWriter.apply`."""
        self.journal.lock(connection)
        return self._writer.apply(records, stated_at, cause, connection)

    def update_live(self, updates: Sequence[LiveUpdate], cause: str) -> LiveReport:
        """State prices and stock outside the feeds, in one transaction: see :meth:`LiveWriter.apply`."""
        with self.database.write() as connection:
            self.journal.lock(connection)
            return self._live_writer.apply(updates, cause, connection)

    def confirm_prices(self, cause: str) -> None:
        """Tell whoever keeps prices in memory that old ones have been stated again, and may be quoted."""
        with self.database.write() as connection:
            self.journal.lock(connection)
            self.journal.record(connection, [ANY_PRODUCT], cause=cause)

    def withdraw(self, ids: Iterable[str], cause: str = "") -> int:
        """Take products off the shelf; returns how many were on it. Their rows stay."""
        with self.database.write() as connection:
            return self.withdraw_records(list(ids), cause, connection)

    def withdraw_records(self, ids: Sequence[str], cause: str, connection: Write) -> int:
        """As :meth:`withdraw`, in the caller's transaction."""
        self.journal.lock(connection)
        return self._writer.withdraw(ids, cause, connection)

    def withdraw_missing(self, source: str, seen_ids: Collection[str], cause: str = "") -> int:
        """Withdraw the products of ``source`` whose ids are not in ``seen_ids``; returns how many."""
        withdrawn, after = 0, ""
        while ids := self.ids_of(source, after):
            withdrawn += self.withdraw([id_ for id_ in ids if id_ not in seen_ids], cause)
            after = ids[-1]
        return withdrawn

    def ids_of(
        self, source: str, after: str = "", limit: int = 1000, stated_by: datetime | None = None
    ) -> list[str]:
        """The next ids of a source's products on the shelf, in order.

        With ``stated_by``, only of those of which nothing has been stated outside the feeds since then.
        """
        table = product_table.c
        known = table.live_at.is_(None) | (table.live_at <= stated_by) if stated_by else sa.true()
        query = (
            sa.select(table.id)
            .where(self._active, table.source == source, table.id > after, known)
            .order_by(table.id)
            .limit(limit)
        )
        with self.database.read() as connection:
            return list(connection.execute(query).scalars())

    def _for_sale(self) -> sa.ColumnElement[bool]:
        table, now = product_table.c, self.clock.now()
        return (
            self._active
            & (table.sell_from.is_(None) | (table.sell_from <= now))
            & (table.sell_until.is_(None) | (table.sell_until > now))
        )

    def _stated(self, query: sa.Select[Any], connection: sa.Connection) -> list[Stated]:
        rows = connection.execute(query).mappings().all()
        variants = self._variants([row["id"] for row in rows], connection)
        return [Stated(product_of(row, variants[row["id"]]), row["stated_at"]) for row in rows]

    def _variants(
        self, ids: Sequence[str], connection: sa.Connection
    ) -> defaultdict[str, list[sa.RowMapping]]:
        found: defaultdict[str, list[sa.RowMapping]] = defaultdict(list)
        for some in chunks(ids):
            query = (
                sa.select(variant_table)
                .where(variant_table.c.shop_id == self.shop_id, variant_table.c.product_id.in_(some))
                .order_by(variant_table.c.product_id, variant_table.c.position)
            )
            for row in connection.execute(query).mappings():
                found[row["product_id"]].append(row)
        return found

    def _counted(self, column: sa.Column[Any]) -> list[tuple[str, int]]:
        query = (
            sa.select(column, sa.func.count())
            .where(self._active, column.is_not(None), column != "")
            .group_by(column)
            .order_by(sa.func.count().desc(), column)
        )
        with self.database.read() as connection:
            return [(name, count) for name, count in connection.execute(query)]
