"""Product retrieval behind one protocol."""

import os

# Threads of models and of vector search sleep while they wait: on a busy machine those that spin instead
# make a vector take ten times as long. Both libraries read this when they are loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

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
