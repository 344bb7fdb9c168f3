"""The change journal: what changed, when and why. For prices and stock it is also their history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from floorwalker.catalog.models import Availability
from floorwalker.catalog.rows import money_of
from floorwalker.catalog.tables import product_change as table
from floorwalker.core import Clock, Money
from floorwalker.storage import Database, Write

Kind = Literal["text", "live", "gone", "prices"]
"""What changed: words, so that an index must read the product anew; only price, stock or what staff say of
it; that it is no longer sold; or what may touch any product's price."""

ANY_PRODUCT = ""
"""Stands for all products, where a change (a promotion) may touch every one of them."""

_LOCK = 7174  # first key of PostgreSQL's advisory lock; the second is the shop


class Heads(NamedTuple):
    """The newest entries of the journal.

    Of any kind, of those that concern the text index, and of those that may concern any product's price.
    """

    live: int
    text: int
    prices: int


@dataclass(frozen=True, slots=True)
class Changes:
    """Products that changed, each once, and how far the journal has been read."""

    product_ids: tuple[str, ...]
    last_seq: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What a product or variant (``variant_id`` empty: the product) cost and had in stock from ``at`` on.

    ``cause`` says who stated it: ``import:ID``, ``api``, ``webhook:shopify``, ``command``.
    """

    at: datetime
    kind: Kind
    cause: str
    variant_id: str
    price: Money | None
    compare_at_price: Money | None
    availability: Availability | None
    stock: int | None


class Journal:
    """The journal of one shop.

    Every write of the catalogue leaves rows here, in the same transaction. Readers follow by ``seq`` and
    would miss a row that becomes visible after a higher one has been read. On SQLite that cannot happen,
    since one transaction writes at a time. On PostgreSQL it can, since a number is drawn before its
    transaction commits: so a writer first takes an advisory lock for its shop and holds it until it has
    committed. Within a shop the order of ``seq`` is therefore the order of commits.
    """

    def __init__(self, database: Database, shop_id: str, clock: Clock) -> None:
        self._database = database
        self._shop_id = shop_id
        self._clock = clock
        newest = [
            sa.select(sa.func.max(table.c.seq))
            .where(table.c.shop_id == shop_id, *conditions)
            .scalar_subquery()
            for conditions in (
                (),
                (table.c.kind == "text",),
                (table.c.kind == "gone",),
                (table.c.kind == "prices",),
            )
        ]
        compiled = sa.select(*newest).compile(database.engine, compile_kwargs={"literal_binds": True})
        self._newest = str(compiled)

    def lock(self, connection: Write) -> None:
        """Become the shop's only writer until the transaction ends."""
        if not self._database.is_sqlite:
            connection.execute(
                sa.text("SELECT pg_advisory_xact_lock(:space, hashtext(:shop))"),
                {"space": _LOCK, "shop": self._shop_id},
            )

    def record(
        self, connection: Write, product_ids: Iterable[str], kind: Kind = "live", cause: str = ""
    ) -> None:
        """Write down that products changed; no more is known than that.

        What is said of :data:`ANY_PRODUCT` is of the kind ``prices``.
        """
        ids = list(product_ids)
        named = [{"product_id": id_} for id_ in ids if id_ != ANY_PRODUCT]
        self.state(connection, named, kind, cause)
        if ANY_PRODUCT in ids:
            self.state(connection, [{"product_id": ANY_PRODUCT}], "prices", cause)

    def state(self, connection: Write, rows: Sequence[dict[str, Any]], kind: Kind, cause: str) -> None:
        """Write down what is stated of products or variants: ``product_id`` and columns of the journal."""
        if not rows:
            return
        blank = dict.fromkeys(("currency", "price_minor", "compare_at_minor", "availability", "stock"))
        common = {
            **blank,
            "variant_id": "",
            "shop_id": self._shop_id,
            "at": self._clock.now(),
            "kind": kind,
            "cause": cause,
        }
        connection.execute(sa.insert(table), [common | row for row in rows])

    def heads(self) -> Heads:
        """The newest entries, 0 where there is none: equal heads mean an unchanged catalogue."""
        connection = self._database.engine.raw_connection()  # asked on every turn: a quarter of the time
        try:
            cursor = connection.cursor()
            cursor.execute(self._newest)
            newest, text, gone, prices = cursor.fetchone() or (0, 0, 0, 0)
        finally:
            connection.close()
        return Heads(int(newest or 0), max(int(text or 0), int(gone or 0)), int(prices or 0))

    def since(self, seq: int, limit: int = 1000, *, text_only: bool = False) -> Changes:
        """What changed after ``seq``: the products of the next ``limit`` rows.

        A product that is not found in the catalogue any more has been withdrawn. ``last_seq`` is where the
        next call goes on; it equals ``seq`` once nothing is left.
        """
        query = (
            sa.select(table.c.seq, table.c.product_id)
            .where(table.c.shop_id == self._shop_id, table.c.seq > seq)
            .order_by(table.c.seq)
            .limit(limit)
        )
        if text_only:
            query = query.where(table.c.kind.in_(("text", "gone")))
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return Changes(tuple(dict.fromkeys(id_ for _, id_ in rows)), rows[-1][0] if rows else seq)

    def history(self, product_id: str, limit: int = 100) -> list[Statement]:
        """What was stated of a product and its variants, newest first."""
        query = (
            sa.select(table)
            .where(table.c.shop_id == self._shop_id, table.c.product_id == product_id)
            .order_by(table.c.seq.desc())
            .limit(limit)
        )
        with self._database.read() as connection:
            return [_statement(row) for row in connection.execute(query).mappings()]


def _statement(row: sa.RowMapping) -> Statement:
    price, compare_at = money_of(row)
    return Statement(
        row["at"],
        row["kind"],
        row["cause"],
        row["variant_id"],
        price,
        compare_at,
        row["availability"],
        row["stock"],
    )
