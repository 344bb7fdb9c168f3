"""Writing products: what a feed says against what is stored, and the journal of the difference."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from floorwalker.catalog.chunks import chunks
from floorwalker.catalog.journal import Journal
from floorwalker.catalog.rows import Record, Row
from floorwalker.catalog.tables import product as product_table
from floorwalker.catalog.tables import variant as variant_table
from floorwalker.core import Clock
from floorwalker.storage import Database, Write

LIVE_COLUMNS = ("currency", "price_minor", "compare_at_minor", "availability", "stock")
"""What changes by the minute: an update outside the feed may state it."""


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


def is_older_snapshot(moment: datetime | None, than: datetime | None) -> bool:
    """Whether a snapshot of ``moment`` must give way; without both dates the later arrival counts."""
    return moment is not None and than is not None and moment < than


class CatalogWriter:
    """Writes records of one shop inside the caller's transaction."""

    def __init__(self, database: Database, shop_id: str, clock: Clock, journal: Journal) -> None:
        self._database = database
        self._shop_id = shop_id
        self._clock = clock
        self._journal = journal
        self._active = (product_table.c.shop_id == shop_id) & product_table.c.withdrawn_at.is_(None)

    def apply(self, records: Sequence[Record], stated_at: datetime, cause: str, connection: Write) -> Applied:
        """Store products with different ids; applying them again changes nothing.

        The newest snapshot wins: a product whose stored ``updated_at`` is later stays as it is. Price and
        stock of a feed are stated at the row's own date, or else at ``stated_at``; what an update outside the
        feed has stated since then stays too. A withdrawn product that comes back counts as added.
        """
        stored = self._stored([record.id for record in records], connection)
        fresh: list[tuple[Record, sa.Row[Any] | None, Row]] = []
        confirmed: defaultdict[datetime, list[str]] = defaultdict(list)
        unchanged = superseded = 0
        for record in records:
            before = stored.get(record.id)
            stated = record.updated_at or stated_at
            if before is not None:
                if is_older_snapshot(record.updated_at, before.updated_at):
                    superseded += 1
                    continue
                overruled = before.live_at is not None and before.live_at <= stated
                if before.fingerprint == record.fingerprint and not before.withdrawn_at and not overruled:
                    unchanged += 1
                    if before.live_at is None and before.stated_at < stated:
                        confirmed[stated].append(record.id)
                    continue
            fresh.append((record, before, {"stated_at": stated, "live_at": None}))
        self._confirm(confirmed, connection)
        self._write(fresh, cause, connection)
        added = sum(before is None or before.withdrawn_at is not None for _, before, _ in fresh)
        return Applied(added, len(fresh) - added, unchanged, superseded)

    def withdraw(self, ids: Sequence[str], cause: str, connection: Write) -> int:
        """Take products off the shelf; returns how many were on it. Their rows stay."""
        gone: list[str] = []
        for some in chunks(ids):
            chosen = self._active & product_table.c.id.in_(some)
            active = list(connection.execute(sa.select(product_table.c.id).where(chosen)).scalars())
            connection.execute(sa.update(product_table).where(chosen).values(withdrawn_at=self._clock.now()))
            gone += active
        self._journal.record(connection, gone, "gone", cause)
        return len(gone)

    def _stored(self, ids: Sequence[str], connection: Write) -> dict[str, sa.Row[Any]]:
        table = product_table.c
        columns = (table.id, table.fingerprint, table.text_fingerprint, table.updated_at, table.withdrawn_at)
        found: dict[str, sa.Row[Any]] = {}
        for some in chunks(ids):
            query = sa.select(*columns, table.stated_at, table.live_at).where(
                table.shop_id == self._shop_id, table.id.in_(some)
            )
            found |= {row.id: row for row in connection.execute(query)}
        return found

    def _confirm(self, confirmed: dict[datetime, list[str]], connection: Write) -> None:
        """Note that a feed still says the same; the price is as young as the feed."""
        for stated, ids in confirmed.items():
            for some in chunks(ids):
                connection.execute(
                    sa.update(product_table)
                    .where(product_table.c.shop_id == self._shop_id, product_table.c.id.in_(some))
                    .values(stated_at=stated)
                )

    def _write(
        self, fresh: Sequence[tuple[Record, sa.Row[Any] | None, Row]], cause: str, connection: Write
    ) -> None:
        known = [record.id for record, before, _ in fresh if before is not None]
        kept = {
            record.id
            for record, before, stated in fresh
            if before and not before.withdrawn_at and before.live_at and before.live_at > stated["stated_at"]
        }
        live_rows = self._live_rows(sorted(kept), connection)
        live_variants = self._live_variants(known, connection)
        rows: list[Row] = []
        variants: list[Row] = []
        journal: dict[str, list[Row]] = {"text": [], "live": []}
        for record, before, stated in fresh:
            row = record.row | stated
            its_variants = [dict(variant) for variant in record.variants]
            if record.id in kept:
                row |= live_rows[record.id]
                for variant in its_variants:
                    variant.update(live_variants.get((record.id, variant["id"]), {}))
            same_text = (
                before is not None
                and before.withdrawn_at is None
                and before.text_fingerprint == record.text_fingerprint
            )
            kind = "live" if same_text else "text"
            journal[kind].append({"product_id": record.id} | _live(row))
            journal["live"] += [
                {"product_id": record.id, "variant_id": variant["id"]} | _live(variant)
                for variant in its_variants
                if (record.id, variant["id"]) in live_variants
                and live_variants[record.id, variant["id"]] != _live(variant)
            ]
            marks = {"fingerprint": record.fingerprint, "text_fingerprint": record.text_fingerprint}
            rows.append(row | marks | {"shop_id": self._shop_id, "withdrawn_at": None})
            variants += [variant | {"shop_id": self._shop_id} for variant in its_variants]
        self._database.upsert(product_table, rows, connection)
        for some in chunks(known):
            connection.execute(
                sa.delete(variant_table).where(
                    variant_table.c.shop_id == self._shop_id, variant_table.c.product_id.in_(some)
                )
            )
        if variants:
            connection.execute(sa.insert(variant_table), variants)
        self._journal.state(connection, journal["text"], "text", cause)
        self._journal.state(connection, journal["live"], "live", cause)

    def _live_rows(self, ids: Sequence[str], connection: Write) -> dict[str, Row]:
        names = (*LIVE_COLUMNS, "stated_at", "live_at")
        found: dict[str, Row] = {}
        for some in chunks(ids):
            query = sa.select(product_table.c.id, *(product_table.c[name] for name in names)).where(
                product_table.c.shop_id == self._shop_id, product_table.c.id.in_(some)
            )
            found |= {
                row["id"]: {name: row[name] for name in names} for row in connection.execute(query).mappings()
            }
        return found

    def _live_variants(self, ids: Sequence[str], connection: Write) -> dict[tuple[str, str], Row]:
        found: dict[tuple[str, str], Row] = {}
        for some in chunks(ids):
            columns = (variant_table.c[name] for name in ("product_id", "id", *LIVE_COLUMNS))
            query = sa.select(*columns).where(
                variant_table.c.shop_id == self._shop_id, variant_table.c.product_id.in_(some)
            )
            found |= {
                (row["product_id"], row["id"]): _live(row) for row in connection.execute(query).mappings()
            }
        return found


def _live(row: Any) -> Row:
    return {name: row[name] for name in LIVE_COLUMNS}
