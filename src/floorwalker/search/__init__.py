"""Product retrieval behind one protocol."""

import os

# Threads of models and of vector search give way after a moment of waiting: where they spin on, a busy
# machine takes ten times as long for a vector, and where they sleep at once, an idle one twice as long. The
# libraries read this when they are loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ.setdefault("GOMP_SPINCOUNT", "1000")

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
