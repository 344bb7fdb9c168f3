"""The contract of what compares products with a query by their vectors."""

from typing import Protocol

from floorwalker.search.embedding import Vector
from floorwalker.search.rows import Mask, Rows, RowTable
from floorwalker.search.vectors.quantised import Cosines


class VectorIndex(Protocol):
    """The vectors of one shop's products, found by the rows of the live columns.

    Not safe for threads: the engine uses it under its own lock.
    """

    def __len__(self) -> int:
        """How many products have a vector."""
        ...

    def refresh(self, table: RowTable) -> None:
        """See what is new, of products and of vectors."""
        ...

    def wait(self) -> None:
        """Wait for what is done in the background."""
        ...

    def cosines(self, query: Vector, rows: Rows) -> Cosines:
        """How near each of ``rows`` is to a query, from -1 to 1; ``nan`` without a vector."""
        ...

    def nearest(self, query: Vector, mask: Mask, count: int) -> Rows:
        """At most ``count`` rows of ``mask`` nearest to a query, the nearest first; a few may be missed."""
        ...

    def spread(self, query: Vector) -> tuple[float, float]:
        """Of the cosines of all products with a query the mean and the standard deviation."""
        ...
