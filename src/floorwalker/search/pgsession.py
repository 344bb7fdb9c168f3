"""Sessions with PostgreSQL as indexes need them: binary answers, and locks that are waited for."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from floorwalker.storage import Database, Write

Cursor: TypeAlias = Any
"""Of psycopg: SQLAlchemy would have bytes spelled out in hexadecimal, and knows no COPY."""

_SETTINGS = "SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0"
_LOCK_NOT_AVAILABLE = "55P03"
_BIG_ENDIAN = np.dtype(">i8")


@contextmanager
def reading(database: Database) -> Iterator[Cursor]:
    """A cursor with binary results, and a view of one moment."""
    with database.read() as connection:
        connection.connection.cursor().execute(_SETTINGS)
        yield connection.connection.cursor(binary=True)


def locked(connection: Write, number: int, wait_s: float | None) -> bool:
    """Take an advisory lock until the transaction ends, if that can be had in time.

    Args:
        connection: at the beginning of its transaction, which is over where the lock cannot be had.
        number: the lock's.
        wait_s: how long to wait in seconds; ``None``: as long as it takes.
    """
    wait_ms = 0 if wait_s is None else max(1, round(wait_s * 1000))  # 0 means without end
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait_ms:d}")
    try:
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (number,))
    except sa.exc.OperationalError as error:
        connection.rollback()
        if getattr(error.orig, "sqlstate", None) != _LOCK_NOT_AVAILABLE:
            raise
        return False
    connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
    return True


def lock_number(*of: str) -> int:
    """The number of an advisory lock: 63 bits of what it is of."""
    return int.from_bytes(hashlib.blake2b("\0".join(of).encode(), digest_size=8).digest(), "big") >> 1


def make_table(database: Database, name: str, statement: str) -> None:
    """Make a table that may not be there yet; safe when two start at once."""
    with database.write() as connection:
        if not connection.execute(sa.text("SELECT to_regclass(:name)"), {"name": name}).scalar():
            locked(connection, lock_number("table", name), None)
            connection.exec_driver_sql(statement)


def integers(sent: bytes | None) -> NDArray[np.int64]:
    """Numbers that ``int8send`` has written one after another."""
    return np.frombuffer(sent or b"", _BIG_ENDIAN).astype(np.int64)
