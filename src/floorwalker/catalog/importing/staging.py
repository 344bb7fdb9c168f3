"""A feed's rows on disk between reading and writing, so that memory stays small and nothing is read twice.

The file is SQLite's, written by one process at a time. What is committed survives ``kill -9``; a crash of the
machine may cost it, and then the feed is read again.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from floorwalker.catalog.import_log import RejectedRow
from floorwalker.catalog.importers import Listing, Reject
from floorwalker.catalog.rows import record_of
from floorwalker.catalog.text_clean import storable

_SCHEMA = """
CREATE TABLE IF NOT EXISTS listing (
    place INTEGER PRIMARY KEY, key TEXT NOT NULL, role TEXT NOT NULL, moment TEXT, line INTEGER NOT NULL,
    rows INTEGER NOT NULL, numbered INTEGER NOT NULL, currency TEXT, body BLOB NOT NULL,
    fingerprint TEXT NOT NULL, text_fingerprint TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS remark (
    place INTEGER, number INTEGER, line INTEGER NOT NULL, reason TEXT NOT NULL, remedy TEXT NOT NULL,
    raw TEXT NOT NULL, used INTEGER NOT NULL, PRIMARY KEY (place, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spared (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS not_sold (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (one INTEGER PRIMARY KEY CHECK (one = 1), after INTEGER NOT NULL,
    place INTEGER NOT NULL, rows INTEGER NOT NULL, complete INTEGER NOT NULL, rest_unread INTEGER NOT NULL);
INSERT OR IGNORE INTO state VALUES (1, 0, 0, 0, 0, 0);
"""
_LISTING = "INSERT OR REPLACE INTO listing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_REMARK = "INSERT OR REPLACE INTO remark VALUES (?, ?, ?, ?, ?, ?, ?)"
_COMMIT_EVERY = 2000  # items
_NOTES_KEPT = 1000  # of each import; more of the same helps nobody


@dataclass(frozen=True, slots=True)
class Staged:
    """A listing on disk; see :class:`~floorwalker.catalog.importers.Listing`."""

    place: int
    key: str
    role: str
    moment: str | None
    line: int
    rows: int
    numbered: bool
    body: bytes
    fingerprint: str
    text_fingerprint: str


class Staging:
    """The rows of one feed, in the order of the file (``place``) and by the product's id (``key``)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._listings: list[tuple[Any, ...]] = []
        self._remarks: list[tuple[Any, ...]] = []
        self._spared: list[tuple[str]] = []
        self._not_sold: list[tuple[str]] = []
        row = connection.execute("SELECT after, place, rows, complete, rest_unread FROM state").fetchone()
        self.after, self._place, self.rows = row[:3]
        self.complete, self.rest_unread = bool(row[3]), bool(row[4])
        self._noted = self._count("remark WHERE used")

    def add(self, items: Iterable[Listing | Reject]) -> None:
        """Stage the items of a reading that goes on behind :attr:`after`, to the feed's end."""
        waiting = 0
        for item in items:
            self._place += 1
            self.rows += item.rows
            if isinstance(item, Listing):
                self._add_listing(item)
            else:
                self._add_reject(item)
            waiting += 1
            if item.after and waiting >= _COMMIT_EVERY:
                self._commit(item.after)
                waiting = 0
        self._commit(self.after, complete=True)

    def groups(self, after_key: str, limit: int) -> list[list[Staged]]:
        """The listings of the next ``limit`` products by id, each product's in the order of the file."""
        keys = self._connection.execute(
            "SELECT DISTINCT key FROM listing WHERE key > ? ORDER BY key LIMIT ?", (after_key, limit)
        ).fetchall()
        if not keys:
            return []
        rows = self._connection.execute(
            "SELECT place, key, role, moment, line, rows, numbered, body, fingerprint, text_fingerprint "
            "FROM listing WHERE key BETWEEN ? AND ? ORDER BY key, place",
            (keys[0][0], keys[-1][0]),
        )
        groups: defaultdict[str, list[Staged]] = defaultdict(list)
        for row in rows:
            groups[row[1]].append(Staged(*row))
        return list(groups.values())

    def products(self) -> int:
        """How many products are listed, if every row with an id of its own is one."""
        return self._count("(SELECT DISTINCT key FROM listing)")

    def currencies(self) -> dict[str, int]:
        """How many products are priced in each currency."""
        query = (
            "SELECT currency, COUNT(DISTINCT key) FROM listing WHERE currency IS NOT NULL GROUP BY currency"
        )
        return dict(self._connection.execute(query).fetchall())

    def reject(self, staged: Staged, reason: str, remedy: str) -> None:
        """Keep a staged row as a reject, found out when its product was put together."""
        self._connection.execute(
            _REMARK, (staged.place, 0, staged.line, reason, remedy, staged.body.decode(), False)
        )
        self._connection.commit()

    def spare(self, keys: Iterable[str]) -> None:
        """Note ids that are on the list although no row bears them."""
        self._connection.executemany("INSERT OR IGNORE INTO spared VALUES (?)", [(key,) for key in keys])
        self._connection.commit()

    def remarks(self, *, used: bool, limit: int = -1) -> list[RejectedRow]:
        """The first rejects in the file's order, or with ``used`` the first notes."""
        query = (
            "SELECT line, reason, remedy, raw, used FROM remark WHERE used = ? ORDER BY place, number LIMIT ?"
        )
        return [
            RejectedRow(line, reason, remedy, raw, bool(flag))
            for line, reason, remedy, raw, flag in self._connection.execute(query, (used, limit))
        ]

    def all_remarks(self, batch: int) -> Iterator[list[RejectedRow]]:
        """Every reject and note in the file's order, in batches."""
        cursor = self._connection.execute(
            "SELECT line, reason, remedy, raw, used FROM remark ORDER BY place, number"
        )
        while rows := cursor.fetchmany(batch):
            yield [
                RejectedRow(line, reason, remedy, raw, bool(flag)) for line, reason, remedy, raw, flag in rows
            ]

    def rejected(self) -> int:
        """How many rejects there are."""
        return self._count("remark WHERE NOT used")

    def noted(self) -> int:
        """How many notes are kept."""
        return self._count("remark WHERE used")

    def not_sold(self) -> list[str]:
        """Ids that the feed says are not sold and lists nowhere else but as the parents of variations."""
        query = (
            "SELECT key FROM not_sold WHERE key NOT IN (SELECT key FROM listing WHERE role <> 'variant') "
            "ORDER BY key"
        )
        return [key for (key,) in self._connection.execute(query)]

    def unlisted(self, keys: Sequence[str]) -> list[str]:
        """Those of ``keys`` that the feed neither lists nor spoils."""
        marks = ",".join("?" * len(keys))
        query = (
            f"SELECT key FROM listing WHERE key IN ({marks}) "  # noqa: S608 - question marks only
            f"UNION SELECT key FROM spared WHERE key IN ({marks})"
        )
        known = {key for (key,) in self._connection.execute(query, [*keys, *keys])}
        return [key for key in keys if key not in known]

    def _add_listing(self, item: Listing) -> None:
        record = record_of(item.product)
        row = record.row
        moment = record.updated_at.isoformat() if record.updated_at else None
        self._listings.append(
            (
                *(self._place, row["source_id"], item.role, moment, item.line, item.rows, item.numbered),
                *(row["currency"], record.body, record.fingerprint, record.text_fingerprint),
            )
        )
        for number, note in enumerate(item.notes, start=1):
            self._noted += 1
            if self._noted <= _NOTES_KEPT:
                remark = (self._place, number, item.line, note.reason, note.remedy, item.product.title, True)
                self._remarks.append(remark)

    def _add_reject(self, item: Reject) -> None:
        raw = storable(item.raw.rstrip("\r\n"))
        self._remarks.append((self._place, 0, item.line, item.reason, item.remedy, raw, False))
        self.rest_unread = self.rest_unread or item.rest_unread
        if item.source_id:
            (self._not_sold if item.not_sold else self._spared).append((item.source_id,))

    def _commit(self, after: int, *, complete: bool = False) -> None:
        connection = self._connection
        connection.executemany(_LISTING, self._listings)
        connection.executemany(_REMARK, self._remarks)
        connection.executemany("INSERT OR IGNORE INTO spared VALUES (?)", self._spared)
        connection.executemany("INSERT OR IGNORE INTO not_sold VALUES (?)", self._not_sold)
        if complete:
            connection.execute("CREATE INDEX IF NOT EXISTS by_key ON listing (key, place)")
        connection.execute(
            "UPDATE state SET after = ?, place = ?, rows = ?, complete = ?, rest_unread = ?",
            (after, self._place, self.rows, complete, self.rest_unread),
        )
        connection.commit()
        for waiting in (self._listings, self._remarks, self._spared, self._not_sold):
            waiting.clear()
        self.after, self.complete = after, complete

    def _count(self, what: str) -> int:
        return int(self._connection.execute(f"SELECT COUNT(*) FROM {what}").fetchone()[0])  # noqa: S608


@contextmanager
def open_staging(path: Path) -> Iterator[Staging]:
    """The staging file at ``path``, made where there is none; one that is damaged is made anew."""
    try:
        connection = _connect(path)
    except sqlite3.DatabaseError:
        delete_staging(path)
        connection = _connect(path)
    try:
        yield Staging(connection)
    finally:
        connection.close()


def delete_staging(path: Path) -> None:
    """Remove a staging file and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=OFF")
    connection.executescript(_SCHEMA)
    return connection
