"""Product retrieval behind one protocol."""

from floorwalker.search.embedding import Embedder, open_embedder
from floorwalker.search.engine import HybridEngine, TantivyEngine
from floorwalker.search.kinds import kinds_in
from floorwalker.search.meaning import KindsByMeaning
from floorwalker.search.postgres import PostgresEngine
from floorwalker.search.query import Hit, Hits, ProductQuery, SearchEngine, Sort
from floorwalker.search.vectors import Progress, VectorKeeper, VectorStore

__all__ = [
    "Embedder",
    "Hit",
    "Hits",
    "HybridEngine",
    "KindsByMeaning",
    "PostgresEngine",
    "ProductQuery",
    "Progress",
    "SearchEngine",
    "Sort",
    "TantivyEngine",
    "VectorKeeper",
    "VectorStore",
    "kinds_in",
    "open_embedder",
]
