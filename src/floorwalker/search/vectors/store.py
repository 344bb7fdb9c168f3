"""The vectors of a shop's products in its database: what is computed is kept, and every node reads it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import sqlalchemy as sa

from floorwalker.catalog.chunks import chunks
from floorwalker.search.embedding import Packed
from floorwalker.search.vectors.tables import product_vector as table
from floorwalker.storage import Database


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

    def count(self, models: Iterable[str]) -> int:
        """How many vectors of some models there are."""
        query = sa.select(sa.func.count()).where(self._mine, table.c.model.in_([*models]))
        with self._database.read() as connection:
            return int(connection.execute(query).scalar_one())

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
