"""The catalogue's repository: products of one shop, and the journal of what changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from floorwalker.catalog.brands import BrandStats, brand_key
from floorwalker.catalog.import_log import ImportLog
from floorwalker.catalog.models import Availability, Product
from floorwalker.catalog.rows import Row, fingerprint, product_of, product_row, variant_rows
from floorwalker.catalog.tables import product as product_table
from floorwalker.catalog.tables import product_change as change_table
from floorwalker.catalog.tables import variant as variant_table
from floorwalker.core import Clock
from floorwalker.storage import Database, Write

_IDS_PER_QUERY = 500
_JOURNAL_LOCK = 7174  # first key of PostgreSQL's advisory lock; the second is the shop


@dataclass(frozen=True, slots=True)
class Applied:
    """What a batch of products did: ``superseded`` were older than what is stored and left no trace."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    superseded: int = 0

    def __add__(self, other: "Applied") -> "Applied":
        return Applied(
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.superseded + other.superseded,
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """Products that changed, each once, and how far the journal has been read."""

    product_ids: tuple[str, ...]
    last_seq: int


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


@dataclass(frozen=True, slots=True)
class CategoryStats:
    """A category as the sources name it, and how many products it holds."""

    name: str
    products: int


class CatalogStore:
    """The products of one shop; ``log`` is the log of its imports.

    Every write leaves a row in the change journal, in the same transaction. Readers follow the journal by its
    ``seq`` and would miss a row that becomes visible after a higher one has been read. On SQLite that cannot
    happen, since one transaction writes at a time. On PostgreSQL it can, since a number is drawn before its
    transaction commits: so a writer first takes an advisory lock for its shop and holds it until it has
    committed. Within a shop the order of ``seq`` is therefore the order of commits.
    """

    def __init__(self, database: Database, shop_id: str, clock: Clock) -> None:
        self.database = database
        self.shop_id = shop_id
        self.log = ImportLog(database, shop_id, clock)
        self._clock = clock
        newest = sa.select(sa.func.max(change_table.c.seq)).where(change_table.c.shop_id == shop_id)
        self._newest_seq = str(newest.compile(database.engine, compile_kwargs={"literal_binds": True}))
        self._active = (product_table.c.shop_id == shop_id) & product_table.c.withdrawn_at.is_(None)

    def get(self, ids: Iterable[str], *, include_withdrawn: bool = False) -> dict[str, Product]:
        """Products by id, in the order of ``ids``; those that do not exist or are withdrawn are left out."""
        wanted = list(dict.fromkeys(ids))
        chosen = product_table.c.shop_id == self.shop_id if include_withdrawn else self._active
        found: dict[str, Product] = {}
        with self.database.read() as connection:
            for some in _chunks(wanted, _IDS_PER_QUERY):
                query = sa.select(product_table).where(chosen, product_table.c.id.in_(some))
                found |= {product.id: product for product in self._products(query, connection)}
        return {id_: found[id_] for id_ in wanted if id_ in found}

    def iterate(self, after_id: str = "", limit: int | None = None, *, batch: int = 500) -> Iterator[Product]:
        """Active products in the order of their ids, read in batches of ``batch``.

        Each batch is a transaction of its own, so memory stays bounded and a long walk blocks nobody; what
        changes meanwhile is seen where the walk has not been yet.

        Args:
            after_id: where to start: only products with a greater id.
            limit: how many products at most; ``None``: all.
            batch: how many products are in memory at a time.
        """
        left = limit
        while left is None or left > 0:
            size = batch if left is None else min(batch, left)
            query = (
                sa.select(product_table)
                .where(self._active, product_table.c.id > after_id)
                .order_by(product_table.c.id)
                .limit(size)
            )
            with self.database.read() as connection:
                products = self._products(query, connection)
            yield from products
            if len(products) < size:
                return
            after_id = products[-1].id
            left = None if left is None else left - size

    def count(self) -> int:
        """How many active products there are."""
        with self.database.read() as connection:
            query = sa.select(sa.func.count()).select_from(product_table).where(self._active)
            return int(connection.execute(query).scalar_one())

    def live(self, ids: Iterable[str] | None = None) -> Iterator[LiveProduct]:
        """The changing columns of active products, all of them or those of ``ids``, in no certain order."""
        columns = [product_table.c[name] for name in LiveProduct._fields]
        query = sa.select(*columns).where(self._active)
        queries = (
            [query]
            if ids is None
            else [query.where(product_table.c.id.in_(some)) for some in _chunks(list(ids), _IDS_PER_QUERY)]
        )
        with self.database.read() as connection:
            for one in queries:
                yield from map(LiveProduct._make, connection.execute(one))

    def brands(self) -> list[BrandStats]:
        """Every brand with an active product, the largest first; its spellings are counted together."""
        column = product_table.c.brand
        query = (
            sa.select(column, sa.func.count(), sa.func.sum(product_table.c.popularity))
            .where(self._active, column != "")
            .group_by(column)
            .order_by(sa.func.count().desc(), column)
        )
        with self.database.read() as connection:
            rows = connection.execute(query).all()
        spellings: dict[str, list[tuple[str, int, float | None]]] = defaultdict(list)
        for name, products, popularity in rows:
            spellings[brand_key(name)].append((name, products, popularity))
        brands = [_brand(key, found) for key, found in spellings.items()]
        return sorted(brands, key=lambda brand: (-brand.products, brand.key))

    def categories(self) -> list[CategoryStats]:
        """Every category with an active product, the largest first."""
        return [CategoryStats(name, products) for name, products in self._counted(product_table.c.category)]

    def currency(self) -> str | None:
        """The currency most active prices are in; ``None`` for a catalogue without prices."""
        return next((code for code, _ in self._counted(product_table.c.currency)), None)

    def head(self) -> int:
        """The journal's newest ``seq``, 0 for an empty one: equal heads mean an unchanged catalogue."""
        connection = self.database.engine.raw_connection()  # asked on every turn: a quarter of the time
        try:
            cursor = connection.cursor()
            cursor.execute(self._newest_seq)
            row = cursor.fetchone()
        finally:
            connection.close()
        return int(row[0] or 0) if row else 0

    def changes_since(self, seq: int, limit: int = 1000) -> Changes:
        """What changed after ``seq``: the products of the next ``limit`` journal rows.

        A product that is not found by :meth:`get` any more has been withdrawn. ``last_seq`` is where the next
        call goes on; it equals ``seq`` once nothing is left.
        """
        query = (
            sa.select(change_table.c.seq, change_table.c.product_id)
            .where(change_table.c.shop_id == self.shop_id, change_table.c.seq > seq)
            .order_by(change_table.c.seq)
            .limit(limit)
        )
        with self.database.read() as connection:
            rows = connection.execute(query).all()
        return Changes(tuple(dict.fromkeys(id_ for _, id_ in rows)), rows[-1][0] if rows else seq)

    def apply(self, products: Iterable[Product]) -> Applied:
        """Store a batch of products in one transaction; applying it again changes nothing.

        The newest snapshot wins: a product whose stored ``updated_at`` is later than the given one stays as
        it is, and of two in the same batch the later date counts, or the later one where the dates are equal.
        A withdrawn product that comes back counts as added.
        """
        newest: dict[str, Product] = {}
        superseded = 0
        for product in products:
            before = newest.get(product.id)
            superseded += before is not None
            if before is None or not is_older_snapshot(product.updated_at, before.updated_at):
                newest[product.id] = product
        with self.database.write() as connection:
            self._lock_journal(connection)
            return Applied(superseded=superseded) + self._apply(list(newest.values()), connection)

    def withdraw(self, ids: Iterable[str]) -> int:
        """Take products off the shelf; returns how many were on it. Their rows stay."""
        with self.database.write() as connection:
            self._lock_journal(connection)
            return sum(self._withdraw(some, connection) for some in _chunks(list(ids), _IDS_PER_QUERY))

    def withdraw_missing(self, source: str, seen_ids: Collection[str]) -> int:
        """Withdraw the products of ``source`` whose ids are not in ``seen_ids``; returns how many."""
        query = sa.select(product_table.c.id).where(self._active, product_table.c.source == source)
        with self.database.read() as connection:
            missing = [id_ for id_ in connection.execute(query).scalars() if id_ not in seen_ids]
        return self.withdraw(missing)

    def _apply(self, products: Sequence[Product], connection: Write) -> Applied:
        stored = self._stored([product.id for product in products], connection)
        rows: list[Row] = []
        variants: list[Row] = []
        added = unchanged = superseded = 0
        for product in products:
            row, its_variants = product_row(product), variant_rows(product)
            mark = fingerprint(row, its_variants)
            before = stored.get(product.id)
            if before is not None:
                if is_older_snapshot(product.updated_at, before.updated_at):
                    superseded += 1
                    continue
                if before.fingerprint == mark and before.withdrawn_at is None:
                    unchanged += 1
                    continue
            added += before is None or before.withdrawn_at is not None
            rows.append(row | {"shop_id": self.shop_id, "fingerprint": mark, "withdrawn_at": None})
            variants += [variant | {"shop_id": self.shop_id} for variant in its_variants]
        if rows:
            ids = [row["id"] for row in rows]
            self.database.upsert(product_table, rows, connection)
            for some in _chunks([id_ for id_ in ids if id_ in stored], _IDS_PER_QUERY):
                connection.execute(
                    sa.delete(variant_table).where(
                        variant_table.c.shop_id == self.shop_id, variant_table.c.product_id.in_(some)
                    )
                )
            if variants:
                connection.execute(sa.insert(variant_table), variants)
            self._journal(ids, connection)
        return Applied(added, len(rows) - added, unchanged, superseded)

    def _stored(self, ids: Sequence[str], connection: sa.Connection) -> dict[str, sa.Row[Any]]:
        table = product_table.c
        found: dict[str, sa.Row[Any]] = {}
        for some in _chunks(ids, _IDS_PER_QUERY):
            query = sa.select(table.id, table.fingerprint, table.updated_at, table.withdrawn_at).where(
                table.shop_id == self.shop_id, table.id.in_(some)
            )
            found |= {row.id: row for row in connection.execute(query)}
        return found

    def _withdraw(self, ids: Sequence[str], connection: Write) -> int:
        chosen = self._active & product_table.c.id.in_(ids)
        active = list(connection.execute(sa.select(product_table.c.id).where(chosen)).scalars())
        connection.execute(sa.update(product_table).where(chosen).values(withdrawn_at=self._clock.now()))
        self._journal(active, connection)
        return len(active)

    def _journal(self, ids: Sequence[str], connection: Write) -> None:
        if ids:
            now = self._clock.now()
            rows = [{"shop_id": self.shop_id, "product_id": id_, "at": now} for id_ in ids]
            connection.execute(sa.insert(change_table), rows)

    def _lock_journal(self, connection: Write) -> None:
        if not self.database.is_sqlite:
            connection.execute(
                sa.text("SELECT pg_advisory_xact_lock(:space, hashtext(:shop))"),
                {"space": _JOURNAL_LOCK, "shop": self.shop_id},
            )

    def _products(self, query: sa.Select[Any], connection: sa.Connection) -> list[Product]:
        rows = connection.execute(query).mappings().all()
        variants = self._variants([row["id"] for row in rows], connection)
        return [product_of(row, variants[row["id"]]) for row in rows]

    def _variants(
        self, ids: Sequence[str], connection: sa.Connection
    ) -> defaultdict[str, list[sa.RowMapping]]:
        found: defaultdict[str, list[sa.RowMapping]] = defaultdict(list)
        for some in _chunks(ids, _IDS_PER_QUERY):
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


def is_older_snapshot(moment: datetime | None, than: datetime | None) -> bool:
    """Whether a snapshot of ``moment`` must give way; without both dates the later arrival counts."""
    return moment is not None and than is not None and moment < than


def _brand(key: str, spellings: Sequence[tuple[str, int, float | None]]) -> BrandStats:
    sums = [popularity for _, _, popularity in spellings if popularity is not None]
    products = sum(count for _, count, _ in spellings)
    return BrandStats(spellings[0][0], key, products, sum(sums) if sums else None)


def _chunks(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))
