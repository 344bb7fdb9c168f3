"""One database: connections, transactions and the schema's version."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NewType

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from floorwalker.core import FloorwalkerError

MIGRATIONS = Path(__file__).with_name("migrations")
HEAD = "0004"  # the newest file in migrations/versions; a test compares them

_BUSY_TIMEOUT_MS = 30_000

Write = NewType("Write", Connection)
"""A connection inside a transaction that holds the right to write."""


class Database:
    """SQLite or PostgreSQL behind one interface.

    Writes on SQLite take the write lock at once (``BEGIN IMMEDIATE``), so a transaction never fails
    half-way for want of it; what is committed has reached the disk (``synchronous=FULL``). On PostgreSQL
    the rows that must not change are locked by ``SELECT … FOR UPDATE`` where the rooms say so.
    """

    def __init__(self, url: str) -> None:
        self.engine = _create_engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._one_writer = threading.Lock()

    @contextmanager
    def write(self) -> Iterator[Write]:
        """A transaction that may write; committed at the end, rolled back on any exception."""
        if not self.is_sqlite:
            with self.engine.connect() as connection:
                yield Write(connection)
                connection.commit()
            return
        # SQLite's own waiting is by polling; threads of one process queue up here instead.
        with self._one_writer, self.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield Write(connection)
            connection.commit()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view of one moment; what is written in it is rolled back."""
        with self.engine.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN")
            else:
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    def migrate(self) -> None:
        """Bring the schema to :data:`HEAD`; cheap when it is there already, safe when two start at once.

        Raises:
            FloorwalkerError: the database was written by a newer version of the program.
        """
        if self.is_current():
            return
        from alembic import command  # noqa: PLC0415 - a tenth of a second that most starts do not need
        from alembic.config import Config  # noqa: PLC0415
        from alembic.util import CommandError  # noqa: PLC0415

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self.write() as connection:
            if not self.is_sqlite:
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(7173)"))
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError as error:
                raise FloorwalkerError(
                    f"the database has an unknown schema version ({error})", "install the newer floorwalker"
                ) from error

    def is_current(self) -> bool:
        """Whether the schema is the one this program was written for."""
        return self.version() == HEAD

    def version(self) -> str | None:
        """The schema's version, or ``None`` for an empty database."""
        with self.engine.connect() as connection:
            if not sa.inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()

    def upsert(self, table: sa.Table, rows: list[dict[str, Any]], connection: Write) -> None:
        """Insert ``rows``, replacing every non-key column of those whose primary key exists."""
        if not rows:
            return
        insert = self._insert(table)
        keys = [column.name for column in table.primary_key]
        changed = {name: insert.excluded[name] for name in rows[0] if name not in keys}
        statement = insert.on_conflict_do_update(index_elements=keys, set_=changed)
        connection.execute(statement, rows)

    def insert_new(self, table: sa.Table, row: dict[str, Any], connection: Write) -> bool:
        """Insert ``row`` unless a unique key forbids it; says whether it was inserted."""
        insert = self._insert(table).values(row).on_conflict_do_nothing().returning(*table.primary_key)
        return connection.execute(insert).first() is not None

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()

    @property
    def _insert(self) -> Callable[[sa.Table], Any]:
        from sqlalchemy.dialects import postgresql, sqlite  # noqa: PLC0415

        return sqlite.insert if self.is_sqlite else postgresql.insert


def _create_engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        engine = sa.create_engine(
            url, pool_size=16, max_overflow=16, json_serializer=_json, json_deserializer=msgspec.json.decode
        )
        event.listen(engine, "connect", _prepare_sqlite)
        return engine
    return sa.create_engine(
        url,
        pool_size=8,
        max_overflow=16,
        pool_pre_ping=True,
        json_serializer=_json,
        json_deserializer=msgspec.json.decode,
    )


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _prepare_sqlite(connection: Any, entry: ConnectionPoolEntry) -> None:
    del entry
    connection.isolation_level = None  # the driver starts no transaction of its own
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={_BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",  # what is erased is overwritten, not only unlinked
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
