"""The vectors of a shop's products in its database: what is computed is kept, and every node reads it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from floorwalker.catalog.chunks import chunks
from floorwalker.search.embedding import Matrix
from floorwalker.search.vectors.tables import product_vector as table
from floorwalker.storage import Database

_FULL = 127  # of a signed byte

Packed = NDArray[np.int8]
"""Vectors in a byte a number, a row each; their lengths differ, their directions count."""


class Mark(NamedTuple):
    """Who made a vector, and of which texts."""

    model: str
    text_fingerprint: str


class Made(NamedTuple):
    """A vector that was made of a product's texts."""

    product_id: str
    mark: Mark
    vector: Packed


class VectorStore:
    """The vectors of one shop. A batch is one transaction, with a ``version`` above all before it."""

    def __init__(self, database: Database, shop_id: str) -> None:
        self._database = database
        self._shop_id = shop_id
        self._mine = table.c.shop_id == shop_id
        newest = sa.select(sa.func.max(table.c.version)).where(self._mine)
        self._newest = str(newest.compile(database.engine, compile_kwargs={"literal_binds": True}))

    def put(self, made: Sequence[Made]) -> None:
        """Keep vectors, instead of those that their products had."""
        if not made:
            return
        with self._database.write() as connection:
            if not self._database.is_sqlite:
                connection.execute(sa.text("LOCK TABLE product_vector IN SHARE ROW EXCLUSIVE MODE"))
            version = (connection.exec_driver_sql(self._newest).scalar() or 0) + 1
            rows = [
                {
                    "shop_id": self._shop_id,
                    "product_id": one.product_id,
                    "model": one.mark.model,
                    "text_fingerprint": one.mark.text_fingerprint,
                    "vector": one.vector.tobytes(),
                    "version": version,
                }
                for one in made
            ]
            self._database.upsert(table, rows, connection)

    def marks(self, ids: Sequence[str]) -> Mapping[str, Mark]:
        """The marks of those products that have a vector."""
        found: dict[str, Mark] = {}
        query = sa.select(table.c.product_id, table.c.model, table.c.text_fingerprint).where(self._mine)
        with self._database.read() as connection:
            for some in chunks(ids):
                for id_, model, fingerprint in connection.execute(query.where(table.c.product_id.in_(some))):
                    found[id_] = Mark(model, fingerprint)
        return found

    def version(self) -> int:
        """The newest version; 0 where there are no vectors."""
        with self._database.read() as connection:
            return int(connection.exec_driver_sql(self._newest).scalar() or 0)

    def since(
        self, version: int, models: Iterable[str], batch: int = 2000
    ) -> Iterator[tuple[list[str], Packed, int]]:
        """Vectors of some models that are newer than a version, the oldest first.

        Each batch has the ids of its products, their vectors, and its newest version.
        """
        query = (
            sa.select(table.c.product_id, table.c.vector, table.c.version)
            .where(self._mine, table.c.version > version, table.c.model.in_([*models]))
            .order_by(table.c.version)
        )
        with self._database.read() as connection:
            rows = connection.execution_options(yield_per=batch).execute(query)
            for part in rows.partitions(batch):
                ids = [row.product_id for row in part]
                vectors = np.frombuffer(b"".join(row.vector for row in part), np.int8)
                yield ids, vectors.reshape(len(ids), -1), int(part[-1].version)


def pack(vectors: Matrix) -> Packed:
    """Vectors in a byte a number, which changes their cosines by less than a hundredth."""
    largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), np.finfo(np.float32).tiny)
    packed: Packed = np.round(vectors / largest * _FULL).astype(np.int8)
    return packed
