"""How near products are to what somebody says."""

from functools import lru_cache

import numpy as np

from floorwalker.search.blending import Scores
from floorwalker.search.embedding import Embedder, Vector
from floorwalker.search.rows import Mask, Rows, RowTable
from floorwalker.search.vectors.protocol import VectorIndex

_REMEMBERED = 1024  # queries whose vectors are kept
_NEAR_ENOUGH = 4.0  # standard deviations above the average from which a product is found by meaning alone


class Nearness:
    """Compares a shop's products with what is said; the embedder is asked once for each text.

    But for ``vector_of`` not safe for threads: the engine uses it under its own lock.
    """

    def __init__(self, rows: VectorIndex, embedder: Embedder) -> None:
        self._rows = rows
        self.vector_of = lru_cache(_REMEMBERED)(embedder.query)
        """The vector of a text; safe for threads, and slow for a text that is new."""

    def __len__(self) -> int:
        """How many products can be compared."""
        return len(self._rows)

    def refresh(self, table: RowTable) -> None:
        """Read what has been computed since."""
        self._rows.refresh(table)

    def wait(self) -> None:
        """Wait for what is done with many vectors in the background."""
        self._rows.wait()

    def standing(self, said: Vector, rows: Rows) -> Scores:
        """By how many standard deviations rows are nearer to what was said than products are on average.

        ``nan`` stands for a product without a vector.
        """
        mean, deviation = self._rows.spread(said)
        near: Scores = (self._rows.cosines(said, rows).astype(np.float64) - mean) / (deviation or 1.0)
        return near

    def nearest(self, said: Vector, mask: Mask, count: int) -> Rows:
        """The rows of ``mask`` that are near what was said, ``count`` at most, the nearest first."""
        rows = self._rows.nearest(said, mask, count)
        return rows[self.standing(said, rows) >= _NEAR_ENOUGH]
