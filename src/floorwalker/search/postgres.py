"""The search engine on PostgreSQL: many nodes share one index."""

from floorwalker.catalog import CatalogStore
from floorwalker.core import UnusableInput
from floorwalker.search.embedding import Embedder
from floorwalker.search.engine import HybridEngine
from floorwalker.search.vectors import Nearness, PgVectors, VectorStore, has_pgvector, models_of
from floorwalker.search.words.postgres import PostgresWords


class PostgresEngine(HybridEngine):
    """A search engine with its word index, and its index of vectors, in the shop's own database.

    Where PostgreSQL lacks pgvector it serves by words alone, and the log says so.

    Raises:
        UnusableInput: the database is SQLite.
    """

    def __init__(self, catalog: CatalogStore, wait_s: float = 2.0, embedder: Embedder | None = None) -> None:
        database, shop_id = catalog.database, catalog.shop_id
        if database.is_sqlite:
            raise UnusableInput(
                "setting 'search_engine': postgres needs a database on PostgreSQL, and this one is SQLite",
                "set database_url to a postgresql:// URL, or search_engine to local",
            )
        nearness = None
        if embedder and has_pgvector(database):
            store, models = VectorStore(database, shop_id), models_of(embedder)
            nearness = Nearness(PgVectors(database, shop_id, store, models, embedder.dim), embedder)
        super().__init__(catalog, PostgresWords(database, shop_id), nearness, wait_s)
