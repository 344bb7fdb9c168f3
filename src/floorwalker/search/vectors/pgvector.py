"""The vectors of products in PostgreSQL, compared by its extension pgvector.

What :class:`VectorStore` holds is the original; here is a copy that can be compared, in half precision, with
an index by which the nearest are found (Malkov and Yashunin 2018, "Efficient and robust approximate nearest
neighbor search using hierarchical navigable small world graphs"). One node at a time brings the copy up to
date, for all of them.
"""

import logging
import math
import threading

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from floorwalker.search.embedding import Vector
from floorwalker.search.pgsession import integers, lock_number, locked, reading
from floorwalker.search.rows import Mask, Rows, RowTable
from floorwalker.search.vectors.pgcopies import Copies, State, literal, table_of, unpacked
from floorwalker.search.vectors.quantised import Cosines
from floorwalker.search.vectors.store import VectorStore
from floorwalker.search.words import Keys
from floorwalker.storage import Database

_SOON_S = 0.25  # so long a search waits for vectors that are being copied
_FEW = 2000  # so many products are compared one by one
_SPARE = 1.5  # so many times as many of the nearest are looked at as ought to be enough
_MOST = 20_000  # of the nearest are looked at, at most
_EFFORT = 1000  # the greatest list that pgvector keeps while it looks
_SAMPLE = 4096  # vectors from which their spread is told
_STALE = 0.05  # the share of vectors that may change before it is told anew

_MADE = "SELECT count(*) FROM pg_extension WHERE extname = 'vector'"
_AVAILABLE = "SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'"

_log = logging.getLogger(__name__)


def has_pgvector(database: Database) -> bool:
    """Whether vectors can be compared in a database; makes the extension where that is allowed."""
    with database.write() as connection:
        if connection.scalar(sa.text(_MADE)):
            return True
        if not connection.scalar(sa.text(_AVAILABLE)):
            _log.warning("PostgreSQL has no pgvector: goods are found by words alone; install it there")
            return False
    try:
        with database.write() as connection:
            locked(connection, lock_number("extension"), None)
            connection.execute(sa.text("CREATE EXTENSION IF NOT EXISTS vector"))
    except sa.exc.ProgrammingError as error:
        _log.warning(
            "pgvector may not be set up (%s): goods are found by words alone; "
            "let an administrator run CREATE EXTENSION vector",
            str(error.orig).splitlines()[0],
        )
        return False
    return True


class PgVectors:
    """See :class:`floorwalker.search.vectors.VectorIndex`; for a database that has pgvector."""

    def __init__(
        self, database: Database, shop_id: str, store: VectorStore, models: tuple[str, ...], dim: int
    ) -> None:
        self._database = database
        self._store = store
        self._models = models
        self._dim = dim
        self._copies = Copies(database, shop_id, models, dim)
        self._state: State | None = None
        self._copier: threading.Thread | None = None
        self._keys: Keys = np.zeros(0, np.int64)  # by row
        self._order: Rows = np.zeros(0, np.int64)  # of rows by their keys
        self._spread: tuple[NDArray[np.float64], NDArray[np.float64]] | None = None
        self._told_at = 0  # so many vectors had been written then

    def __len__(self) -> int:
        """How many products have a vector."""
        return self._state.vectors if self._state else 0

    def refresh(self, table: RowTable) -> None:
        """See what is new; what has to be copied first is seen soon, or by a later search."""
        if len(table) != len(self._keys):
            self._keys = table.keys()
            self._order = np.argsort(self._keys, kind="stable")
        self._state = self._copies.state()
        if self._store.version() > (self._state.version if self._state else 0) and not self._copying:
            self._copier = threading.Thread(target=self._copy, name="vectors", daemon=True)
            self._copier.start()
            self._copier.join(_SOON_S)
            self._state = self._copies.state()

    def wait(self) -> None:
        """Wait for what is done in the background."""
        if self._copier is not None:
            self._copier.join()
        self._state = self._copies.state()

    def cosines(self, query: Vector, rows: Rows) -> Cosines:
        """How near each of ``rows`` is to a query, from -1 to 1; ``nan`` without a vector."""
        found = np.full(len(rows), np.nan, np.float32)
        known = np.flatnonzero((rows >= 0) & (rows < len(self._keys)))
        if self._state is None or not len(known):
            return found
        keys = self._keys[rows[known]]
        statement = (
            "SELECT string_agg(int8send(key), ''), string_agg(float8send(1 - (vector <=> %s::halfvec)), '') "
            f"FROM {table_of(self._state.id)} WHERE key = ANY(%s)"
        )
        with reading(self._database) as cursor:
            sent = cursor.execute(statement, (literal(query), keys.tolist()), prepare=False).fetchone()
        have, near = integers(sent[0]), np.frombuffer(sent[1] or b"", ">f8").astype(np.float32)
        order = np.argsort(have)
        at = np.minimum(np.searchsorted(have[order], keys), max(len(have) - 1, 0))
        if len(have):
            there = have[order][at] == keys
            found[known[there]] = near[order][at[there]]
        return found

    def nearest(self, query: Vector, mask: Mask, count: int) -> Rows:
        """At most ``count`` rows of ``mask`` nearest to a query, the nearest first; a few may be missed."""
        rows = np.flatnonzero(mask)
        if self._state is None or not len(rows):
            return np.zeros(0, np.int64)
        if len(rows) <= _FEW:
            near = self.cosines(query, rows)
            rows, near = rows[~np.isnan(near)], near[~np.isnan(near)]
            return rows[np.argsort(-near, kind="stable")[:count]]
        most = math.ceil(_SPARE * count * len(mask) / len(rows)) + count
        while True:
            found = self._rows(self._nearest(self._state, query, most))
            kept = found[(found >= 0) & (found < len(mask))]
            kept = kept[mask[kept]]
            if len(kept) >= count or len(found) < most or most >= _MOST:
                return kept[:count]
            most = min(4 * most, _MOST)

    def spread(self, query: Vector) -> tuple[float, float]:
        """Of the cosines of all products with a query the mean and the standard deviation, by a sample."""
        if self._state is None or not self._state.vectors:
            return 0.0, 0.0
        if self._spread is None or self._state.written - self._told_at > _STALE * len(self):
            sample = self._sample(self._state).astype(np.float64)
            self._spread = sample.mean(axis=0), sample.T @ sample / len(sample)
            self._told_at = self._state.written
        middle, squares = self._spread
        mean = float(middle @ query)
        return mean, math.sqrt(max(float(query @ squares @ query) - mean**2, 0.0))

    @property
    def _copying(self) -> bool:
        return self._copier is not None and self._copier.is_alive()

    def _copy(self) -> None:
        newest = self._store.version()
        self._copies.bring_up(lambda version: self._store.since(version, self._models), newest)

    def _rows(self, keys: Keys) -> Rows:
        """The rows of products by their keys; -1 for those that have none."""
        if not len(self._keys):
            return np.full(len(keys), -1, np.int64)
        at = np.minimum(np.searchsorted(self._keys, keys, sorter=self._order), len(self._keys) - 1)
        rows = self._order[at]
        return np.where(self._keys[rows] == keys, rows, -1)

    def _nearest(self, state: State, query: Vector, most: int) -> Keys:
        effort = min(max(most, 100), _EFFORT)
        settings = (
            f"SET LOCAL hnsw.ef_search = {effort:d}; SET LOCAL hnsw.iterative_scan = strict_order; "
            f"SET LOCAL hnsw.max_scan_tuples = {4 * _MOST:d}"
        )
        nearest = f"SELECT key FROM {table_of(state.id)} ORDER BY vector <=> %s::halfvec LIMIT %s"
        statement = f"SELECT string_agg(int8send(key), '') FROM ({nearest}) AS near"
        with reading(self._database) as cursor:
            cursor.connection.cursor().execute(settings)
            return integers(cursor.execute(statement, (literal(query), most), prepare=False).fetchone()[0])

    def _sample(self, state: State) -> NDArray[np.float32]:
        """Vectors of products by chance, for keys are digests; the same ones every time."""
        sample = f"SELECT vector FROM {table_of(state.id)} ORDER BY key LIMIT {_SAMPLE:d}"
        statement = f"SELECT string_agg(halfvec_send(vector), '') FROM ({sample}) AS sample"
        with reading(self._database) as cursor:
            sent = cursor.execute(statement).fetchone()
        return unpacked(sent[0], self._dim)
