"""A word index in files of this machine, by tantivy."""

from floorwalker.search.words.local.index import TantivyWords

__all__ = ["TantivyWords"]
