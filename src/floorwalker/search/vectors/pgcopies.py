"""Copies of vectors in tables of pgvector: derived data, made by the index itself and by no migration.

``search_vectors`` has a row for each shop and pair of models; the copy itself is a table of its own, so that
the nearest of one shop are found among its own only.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from floorwalker.search.embedding import Matrix, Packed, Vector
from floorwalker.search.pgsession import Cursor, lock_number, locked, make_table
from floorwalker.search.words import product_key
from floorwalker.storage import Database

_COPIES = """
CREATE TABLE IF NOT EXISTS search_vectors (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    shop_id text NOT NULL,
    models text NOT NULL,
    version bigint NOT NULL,
    vectors bigint NOT NULL,
    written bigint NOT NULL,
    UNIQUE (shop_id, models)
)
"""
_STATE = "SELECT id, version, vectors, written FROM search_vectors WHERE shop_id = %s AND models = %s"
_COPY_HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_COPY_TAIL = b"\xff\xff"

Batch = tuple[Sequence[str], Packed, int]
"""Ids of products, their vectors, and the version that is reached with them."""


class State(NamedTuple):
    """A copy: its number, its version, how many vectors it has, and how many were ever written to it."""

    id: int
    version: int
    vectors: int
    written: int


def table_of(copy: int) -> str:
    """The table of a copy."""
    return f"search_vector_{copy:d}"


class Copies:
    """The copy of one shop's vectors of some models, of ``dim`` numbers each."""

    def __init__(self, database: Database, shop_id: str, models: Sequence[str], dim: int) -> None:
        self._database = database
        self._mine = (shop_id, " ".join(models))
        self._dim = dim
        self._lock = lock_number("vectors", *self._mine)
        make_table(database, "search_vectors", _COPIES)

    def state(self) -> State | None:
        """How far the copy is; ``None`` where there is none."""
        with self._database.read() as connection:
            return self._state(connection.connection.cursor())

    def bring_up(self, since: Callable[[int], Iterable[Batch]], newest: int) -> bool:
        """Copy what is new, in one transaction; the first time the index is made when all is there.

        Args:
            since: the vectors that are newer than a version, the oldest first.
            newest: the version that is reached with them at least, whosever the newest vectors are.

        Returns:
            Whether this node could write; if not, another is at it.
        """
        with self._database.write() as connection:
            if not locked(connection, self._lock, 0):
                return False
            cursor = connection.connection.cursor()
            state = self._state(cursor)
            if state is None:
                self._fill(cursor, since(0), newest)
            else:
                self._write(cursor, state, since(state.version), newest)
        return True

    def _state(self, cursor: Cursor) -> State | None:
        row = cursor.execute(_STATE, self._mine).fetchone()
        return State(*row) if row else None

    def _fill(self, cursor: Cursor, batches: Iterable[Batch], newest: int) -> None:
        new = "INSERT INTO search_vectors (shop_id, models, version, vectors, written)"
        cursor.execute(f"{new} VALUES (%s, %s, 0, 0, 0) RETURNING id", self._mine)
        copy = cursor.fetchone()[0]
        table = table_of(copy)
        columns = f"key bigint PRIMARY KEY, vector halfvec({self._dim:d}) NOT NULL"
        cursor.execute(f"CREATE TABLE {table} ({columns})")
        self._write(cursor, State(copy, 0, 0, 0), batches, newest)
        cursor.execute(f"CREATE INDEX ON {table} USING hnsw (vector halfvec_cosine_ops)")
        cursor.execute(f"ANALYZE {table}")

    def _write(self, cursor: Cursor, state: State, batches: Iterable[Batch], newest: int) -> None:
        reached, written, table = newest, state.written, table_of(state.id)
        cursor.execute(f"CREATE TEMPORARY TABLE new_vectors (LIKE {table}) ON COMMIT DROP")
        for ids, packed, version in batches:
            with cursor.copy("COPY new_vectors FROM STDIN (FORMAT BINARY)") as copy:
                copy.write(_spelled(ids, packed))
            reached, written = max(reached, version), written + len(ids)
        cursor.execute(
            f"INSERT INTO {table} SELECT * FROM new_vectors "
            "ON CONFLICT (key) DO UPDATE SET vector = excluded.vector RETURNING (xmax = 0)::integer"
        )
        added = sum(one for (one,) in cursor)
        cursor.execute(
            "UPDATE search_vectors SET version = %s, vectors = vectors + %s, written = %s WHERE id = %s",
            (reached, added, written, state.id),
        )


def literal(vector: Vector) -> str:
    """A vector as pgvector reads it."""
    return "[" + ",".join(map(repr, vector.astype(float).tolist())) + "]"


def unpacked(sent: bytes | None, dim: int) -> Matrix:
    """Vectors that ``halfvec_send`` has written one after another, of length 1."""
    sort = np.dtype([("dim", ">i2"), ("unused", ">i2"), ("numbers", ">f2", (dim,))])
    return _unit(np.frombuffer(sent or b"", sort)["numbers"].astype(np.float32))


def _spelled(ids: Sequence[str], packed: Packed) -> bytes:
    """Rows of keys and vectors in PostgreSQL's binary format of COPY."""
    dim = packed.shape[1]
    size = 2 * 2 + 2 * dim
    sort = np.dtype(
        [
            *(("columns", ">i2"), ("key_size", ">i4"), ("key", ">i8"), ("size", ">i4")),
            *(("dim", ">i2"), ("unused", ">i2"), ("numbers", ">f2", (dim,))),
        ]
    )
    rows = np.zeros(len(ids), sort)
    rows["columns"], rows["key_size"], rows["size"], rows["dim"] = 2, 8, size, dim
    rows["key"] = [product_key(id_) for id_ in ids]
    rows["numbers"] = _unit(packed.astype(np.float32))
    return _COPY_HEAD + rows.tobytes() + _COPY_TAIL


def _unit(vectors: Matrix) -> Matrix:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: Matrix = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
    return found
