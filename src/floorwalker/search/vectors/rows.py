"""The vectors of products in memory, row by row as the live columns have them."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from floorwalker.search.columns import Mask, Rows
from floorwalker.search.embedding import Packed, Vector
from floorwalker.search.vectors.store import VectorStore

_BLOCK = 16_384  # rows whose numbers are widened at a time

Cosines = NDArray[np.float32]


class VectorRows:
    """What :class:`VectorStore` holds, ready to be compared with the vector of a query.

    Not safe for threads: the engine uses it under its own lock.
    """

    def __init__(self, store: VectorStore, models: tuple[str, ...], dim: int) -> None:
        self._store = store
        self._models = models
        self._packed: Packed = np.zeros((0, dim), np.int8)
        self._scale: NDArray[np.float32] = np.zeros(0, np.float32)  # 0 where a row has no vector
        self._sum = np.zeros(dim)
        self._squares = np.zeros((dim, dim))
        self._count = 0
        self._version = 0
        self._waiting: dict[str, Packed] = {}  # of products that have no row, being withdrawn

    def __len__(self) -> int:
        """How many rows have a vector."""
        return self._count

    def refresh(self, row_of: Callable[[str], int | None], rows: int) -> None:
        """Read what is new; ``rows`` is how many rows there are."""
        if rows > len(self._scale):
            more = rows - len(self._scale)
            self._packed = np.concatenate([self._packed, np.zeros((more, self._packed.shape[1]), np.int8)])
            self._scale = np.concatenate([self._scale, np.zeros(more, np.float32)])
            back = {id_: row for id_ in self._waiting if (row := row_of(id_)) is not None}
            for id_, row in back.items():
                self._put(np.array([row]), self._waiting.pop(id_)[None])
        if self._store.version() == self._version:
            return
        for ids, packed, version in self._store.since(self._version, self._models):
            places = [row_of(id_) for id_ in ids]
            known = [number for number, row in enumerate(places) if row is not None]
            self._waiting |= {ids[n]: packed[n] for n, row in enumerate(places) if row is None}
            self._put(np.array([places[number] for number in known], np.int64), packed[known])
            self._version = version

    def cosines(self, query: Vector, rows: Rows) -> Cosines:
        """How near each of ``rows`` is to a query, from -1 to 1; ``nan`` without a vector."""
        found = np.full(len(rows), np.nan, np.float32)
        inside = np.flatnonzero(rows < len(self._scale))
        for start in range(0, len(inside), _BLOCK):
            part = inside[start : start + _BLOCK]
            scale = self._scale[rows[part]]
            near = (self._packed[rows[part]].astype(np.float32) @ query) * scale
            found[part] = np.where(scale > 0, near, np.nan)
        return found

    def nearest(self, query: Vector, mask: Mask, count: int) -> Rows:
        """The ``count`` rows of ``mask`` nearest to a query, the nearest first."""
        rows = np.flatnonzero(mask[: len(self._scale)] & (self._scale[: len(mask)] > 0))
        near = self.cosines(query, rows)
        if len(rows) > count:
            best = np.argpartition(-near, count)[:count]
            rows, near = rows[best], near[best]
        return rows[np.argsort(-near, kind="stable")]

    def spread(self, query: Vector) -> tuple[float, float]:
        """Of the cosines of all rows with a query the mean and the standard deviation."""
        if not self._count:
            return 0.0, 0.0
        mean = float(self._sum @ query) / self._count
        return mean, math.sqrt(max(float(query @ self._squares @ query) / self._count - mean**2, 0.0))

    def _put(self, rows: Rows, packed: Packed) -> None:
        old = rows[self._scale[rows] > 0]
        self._count_in(old, -1)
        self._packed[rows] = packed
        self._scale[rows] = 1 / np.linalg.norm(packed.astype(np.float32), axis=1)
        self._count_in(rows, 1)

    def _count_in(self, rows: Rows, sign: int) -> None:
        vectors = self._packed[rows] * self._scale[rows, None]
        self._sum += sign * vectors.sum(axis=0, dtype=np.float64)
        self._squares += sign * (vectors.T @ vectors)
        self._count += sign * len(rows)
