"""A word index in PostgreSQL, by its full-text search."""

from floorwalker.search.words.postgres.index import PostgresWords

__all__ = ["PostgresWords"]
