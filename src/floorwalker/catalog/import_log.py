"""The log of imports: what each did, and every row it could not use."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from floorwalker.catalog.tables import import_run as run_table
from floorwalker.catalog.tables import reject as reject_table
from floorwalker.core import Clock, NotFound, new_id
from floorwalker.storage import Database, Write


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows of a file.

    ``rows`` counts the rows read; the others count products, except ``superseded`` (rows of a product that a
    newer row of the file, or of an earlier import, replaces), ``rejected`` (entries of the reject list) and
    ``noted`` (cells that could not be read in rows that were used).
    """

    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    superseded: int = 0
    withdrawn: int = 0
    rejected: int = 0
    noted: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One import. ``finished_at`` is ``None`` while it runs, and after it was interrupted.

    ``mark`` stands for the file's content and how it is read; ``checkpoint`` is the last key that has been
    applied, in the order of keys: importing the same file again goes on behind it.
    """

    id: str
    source: str
    file: str
    format: str
    encoding: str
    mark: str
    checkpoint: str
    started_at: datetime
    finished_at: datetime | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that could not be used: where it stands, why, what to do about it, and its text.

    With ``used`` the row was used, but for what the reason says.
    """

    line: int
    reason: str
    remedy: str
    raw: str
    used: bool = False


class ImportLog:
    """The imports of one shop, and their rejects."""

    def __init__(self, database: Database, shop_id: str, clock: Clock) -> None:
        self._database = database
        self._shop_id = shop_id
        self._clock = clock

    def start(self, *, source: str, file: str, format: str, encoding: str, mark: str) -> ImportRun:  # noqa: A002
        """Record that an import begins."""
        run = ImportRun(new_id(), source, file, format, encoding, mark, "", self._clock.now(), None, Counts())
        row = asdict(run)
        row |= row.pop("counts")
        with self._database.write() as connection:
            connection.execute(sa.insert(run_table), row | {"shop_id": self._shop_id})
        return run

    def interrupted(self, source: str, mark: str) -> ImportRun | None:
        """The newest import of a source, if it has begun with the same file and has not been finished."""
        query = (
            sa.select(run_table)
            .where(run_table.c.shop_id == self._shop_id, run_table.c.source == source)
            .order_by(run_table.c.started_at.desc(), run_table.c.id.desc())
            .limit(1)
        )
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
        return _run(row) if row and row["finished_at"] is None and row["mark"] == mark else None

    def advance(self, run: ImportRun, counts: Counts, checkpoint: str, connection: Write) -> ImportRun:
        """Record, in the transaction of what was applied, how far an import has come."""
        done = replace(run, counts=counts, checkpoint=checkpoint)
        connection.execute(
            sa.update(run_table)
            .where(run_table.c.shop_id == self._shop_id, run_table.c.id == run.id)
            .values(checkpoint=checkpoint, **asdict(counts))
        )
        return done

    def finish(self, run: ImportRun, counts: Counts) -> ImportRun:
        """Record what an import did."""
        done = replace(run, finished_at=self._clock.now(), counts=counts)
        with self._database.write() as connection:
            connection.execute(
                sa.update(run_table)
                .where(run_table.c.shop_id == self._shop_id, run_table.c.id == run.id)
                .values(finished_at=done.finished_at, **asdict(counts))
            )
        return done

    def add_rejects(self, import_id: str, position: int, rejects: Sequence[RejectedRow]) -> None:
        """Keep rejected rows; ``position`` is the place of the first in the import's list, from 0.

        Keeping them again changes nothing.
        """
        rows = [
            {"shop_id": self._shop_id, "import_id": import_id, "position": place} | asdict(reject)
            for place, reject in enumerate(rejects, start=position)
        ]
        with self._database.write() as connection:
            self._database.upsert(reject_table, rows, connection)

    def imports(self, limit: int = 50) -> list[ImportRun]:
        """The newest imports, newest first."""
        query = (
            sa.select(run_table)
            .where(run_table.c.shop_id == self._shop_id)
            .order_by(run_table.c.started_at.desc(), run_table.c.id.desc())
            .limit(limit)
        )
        with self._database.read() as connection:
            return [_run(row) for row in connection.execute(query).mappings()]

    def get(self, import_id: str | None = None) -> ImportRun:
        """One import by id, or the newest.

        Raises:
            NotFound: there is no such import, or none at all.
        """
        if import_id is None:
            newest = self.imports(limit=1)
            if not newest:
                raise NotFound("nothing has been imported yet", "`floorwalker import FILE` does it")
            return newest[0]
        query = sa.select(run_table).where(run_table.c.shop_id == self._shop_id, run_table.c.id == import_id)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            raise NotFound(f"there is no import {import_id!r}", "leave --import out to see the newest")
        return _run(row)

    def rejects(
        self, import_id: str | None = None, limit: int | None = None, *, used: bool = False
    ) -> list[RejectedRow]:
        """The rejected rows of an import (of the newest by default), in the order of the file.

        With ``used``, the rows that were used but for some cell.

        Raises:
            NotFound: there is no such import, or none at all.
        """
        run = self.get(import_id)
        columns = (reject_table.c[name] for name in RejectedRow.__slots__)
        query = (
            sa.select(*columns)
            .where(
                reject_table.c.shop_id == self._shop_id,
                reject_table.c.import_id == run.id,
                reject_table.c.used == used,
            )
            .order_by(reject_table.c.position)
            .limit(limit)
        )
        with self._database.read() as connection:
            return [RejectedRow(*row) for row in connection.execute(query)]


def _run(row: sa.RowMapping) -> ImportRun:
    counts = Counts(**{name: row[name] for name in Counts.__slots__})
    return ImportRun(
        row["id"],
        row["source"],
        row["file"],
        row["format"],
        row["encoding"],
        row["mark"],
        row["checkpoint"],
        row["started_at"],
        row["finished_at"],
        counts,
    )
