"""Product retrieval behind one protocol."""

from floorwalker.search.engine import TantivyEngine
from floorwalker.search.kinds import kinds_in
from floorwalker.search.query import Hit, Hits, ProductQuery, SearchEngine, Sort

__all__ = ["Hit", "Hits", "ProductQuery", "SearchEngine", "Sort", "TantivyEngine", "kinds_in"]
