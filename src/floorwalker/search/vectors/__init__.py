"""Vectors of products: computed in the background, kept in the database, compared in memory."""

from floorwalker.search.vectors.keeper import Progress, VectorKeeper, models_of
from floorwalker.search.vectors.nearness import Nearness
from floorwalker.search.vectors.pgvector import PgVectors, has_pgvector
from floorwalker.search.vectors.protocol import VectorIndex
from floorwalker.search.vectors.rows import VectorRows
from floorwalker.search.vectors.store import VectorStore
from floorwalker.search.vectors.student import Student

__all__ = [
    "Nearness",
    "PgVectors",
    "Progress",
    "Student",
    "VectorIndex",
    "VectorKeeper",
    "VectorRows",
    "VectorStore",
    "has_pgvector",
    "models_of",
]
