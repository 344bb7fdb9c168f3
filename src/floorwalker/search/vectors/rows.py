"""The vectors of products in memory, found by the rows of the live columns."""

import math
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from floorwalker.search.embedding import Matrix, Packed, Vector
from floorwalker.search.rows import Mask, Rows, RowTable
from floorwalker.search.vectors.quantised import Cosines, Places, Quantised
from floorwalker.search.vectors.saved import Saved, load, save
from floorwalker.search.vectors.store import VectorStore
from floorwalker.search.words import Keys, product_key

Spread = tuple[NDArray[np.float64], NDArray[np.float64]]
"""The mean of vectors, and the mean of their products."""

_SAMPLE = 4096  # vectors from which their spread is told
_LESSONS = 50_000  # vectors at most from which lists are made at the start
_UNSAVED = 50_000  # so many vectors may be read from the database at a start, or a quarter of all
_STALE = 0.05  # the share of vectors that may change before it is told anew


class VectorRows:
    """What :class:`VectorStore` holds, ready to be compared with the vector of a query.

    Many vectors are put in more lists, and saved in ``folder``, in the background; what is computed
    meanwhile waits. Not safe for threads: the engine uses it under its own lock.
    """

    def __init__(
        self, store: VectorStore, models: tuple[str, ...], dim: int, folder: Path | None = None
    ) -> None:
        self._store = store
        self._models = models
        self._dim = dim
        self._folder = folder
        self._vectors: Quantised | None = None
        self._version = 0
        self._unsaved = 0  # vectors that the file has otherwise, or not at all
        self._keys: Keys = np.zeros(0, np.int64)  # by place
        self._row_at: Rows = np.zeros(0, np.int64)  # by place; -1 where a product has no row
        self._place_of: NDArray[np.int32] = np.zeros(0, np.int32)  # by row; -1 where it has no vector
        self._rowless: dict[int, int] = {}  # places by key, of products that have no row
        self._spread: Spread | None = None
        self._changed = 0  # vectors since the spread was told
        self._upkeep: threading.Thread | None = None

    def __len__(self) -> int:
        """How many products have a vector."""
        return len(self._keys)

    def refresh(self, table: RowTable) -> None:
        """Read what is new, of products and of vectors."""
        self._follow(table)
        if self._upkeep is not None and self._upkeep.is_alive():
            return
        newest = self._store.version()
        if newest == self._version:
            return
        if self._vectors is None:
            self._begin(table, newest)
        for ids, packed, version in self._store.since(self._version, self._models):
            self._put(table, ids, packed)
            self._version = version
        self._keep_up()

    def wait(self) -> None:
        """Wait for what is done in the background."""
        if self._upkeep is not None:
            self._upkeep.join()

    def cosines(self, query: Vector, rows: Rows) -> Cosines:
        """How near each of ``rows`` is to a query, from -1 to 1; ``nan`` without a vector."""
        found = np.full(len(rows), np.nan, np.float32)
        places = self._places(rows)
        if self._vectors is not None:
            found[places >= 0] = self._vectors.cosines(query, places[places >= 0])
        return found

    def nearest(self, query: Vector, mask: Mask, count: int) -> Rows:
        """At most ``count`` rows of ``mask`` nearest to a query, the nearest first."""
        if self._vectors is None or not len(mask):
            return np.zeros(0, np.int64)
        allowed = mask.take(self._row_at, mode="wrap")
        allowed[[*self._rowless.values()]] = False
        rows: Rows = self._row_at[self._vectors.nearest(query, allowed, count)]
        return rows

    def spread(self, query: Vector) -> tuple[float, float]:
        """Of the cosines of all products with a query the mean and the standard deviation, by a sample."""
        if self._vectors is None:
            return 0.0, 0.0
        if self._spread is None or self._changed > _STALE * len(self):
            sample = self._vectors.sample(_SAMPLE).astype(np.float64)
            self._spread = sample.mean(axis=0), sample.T @ sample / len(sample)
            self._changed = 0
        middle, squares = self._spread
        mean = float(middle @ query)
        return mean, math.sqrt(max(float(query @ squares @ query) - mean**2, 0.0))

    def _places(self, rows: Rows) -> Places:
        places = np.full(len(rows), -1, np.int64)
        known = (rows >= 0) & (rows < len(self._place_of))
        places[known] = self._place_of[rows[known]]
        return places

    def _begin(self, table: RowTable, newest: int) -> None:
        """Read the file, or else make room for what the database holds."""
        saved = load(self._folder, self._models, newest) if self._folder else None
        if saved is not None:
            self._vectors, self._version = saved.vectors, saved.version
            self._place(saved.keys, table.of_keys(saved.keys), 0)
            return
        count = self._store.count(self._models)
        step = max(1, count // _LESSONS)
        parts = [packed[::step] for _ids, packed, _version in self._store.since(0, self._models)]
        if parts:
            self._vectors = Quantised.of(_unit(np.concatenate(parts)), count)

    def _keep_up(self) -> None:
        """Begin what many vectors need: more lists than they have, and a file."""
        vectors = self._vectors
        stale = self._folder is not None and self._unsaved > max(_UNSAVED, len(self) // 4)
        if vectors is not None and (vectors.outgrown or stale):
            self._upkeep = threading.Thread(target=self._tend, args=(vectors,), name="vectors", daemon=True)
            self._upkeep.start()

    def _tend(self, vectors: Quantised) -> None:
        if vectors.outgrown:
            self._vectors = vectors = vectors.regrown()
        if self._folder is not None:
            save(Saved(vectors, self._keys, self._version), self._folder, self._models)
            self._unsaved = 0

    def _follow(self, table: RowTable) -> None:
        """Take note of products that have rows now."""
        missing = len(table) - len(self._place_of)
        if missing <= 0:
            return
        self._place_of = np.concatenate([self._place_of, np.full(missing, -1, np.int32)])
        if self._rowless:
            keys = np.fromiter(self._rowless, np.int64, len(self._rowless))
            rows = table.of_keys(keys)
            self._settle(keys[rows >= 0], rows[rows >= 0])

    def _settle(self, keys: Keys, rows: Rows) -> None:
        for key, row in zip(keys.tolist(), rows.tolist(), strict=True):
            place = self._rowless.pop(key)
            self._row_at[place], self._place_of[row] = row, place

    def _put(self, table: RowTable, ids: Sequence[str], packed: Packed) -> None:
        vectors = _unit(packed)
        if self._vectors is None:
            self._vectors = Quantised.of(vectors, len(vectors))
        keys = np.fromiter(map(product_key, ids), np.int64, len(ids))
        rows = table.of_keys(keys)
        places = self._places(rows)
        for number in np.flatnonzero(rows < 0).tolist():
            places[number] = self._rowless.get(int(keys[number]), -1)
        known = places >= 0
        if known.any():
            self._vectors.replace(places[known], vectors[known])
        self._append(keys[~known], rows[~known], vectors[~known])
        self._changed += len(ids)
        self._unsaved += len(ids)

    def _append(self, keys: Keys, rows: Rows, vectors: Matrix) -> None:
        if self._vectors is not None and len(keys):
            self._vectors.add(vectors)
            self._place(keys, rows, len(self._keys))

    def _place(self, keys: Keys, rows: Rows, first: int) -> None:
        """Take note of the products of vectors from place ``first`` on."""
        places = np.arange(first, first + len(keys))
        self._keys = np.concatenate([self._keys, keys])
        self._row_at = np.concatenate([self._row_at, rows])
        self._place_of[rows[rows >= 0]] = places[rows >= 0]
        without = rows < 0
        self._rowless.update(zip(keys[without].tolist(), places[without].tolist(), strict=True))


def _unit(packed: Packed) -> Matrix:
    vectors = packed.astype(np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    return vectors
