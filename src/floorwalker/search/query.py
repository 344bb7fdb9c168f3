"""The contract of product retrieval: what is asked, what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

Sort = Literal["relevance", "price_asc", "price_desc", "popularity", "rating", "newest"]


@dataclass(frozen=True, slots=True)
class ProductQuery:
    """What a product must be (filters), and what would make it fit better (words, preferences).

    Filters are exact. ``types`` and ``brands`` are any-of, ``required`` and ``excluded…`` all-of; ``facets``
    are groups of alternatives, of which each must be met. Types are ids of the product-type lexicon; facets
    are written ``facet:value``, a shop's brands by their brand key. ``price_min`` and ``price_max`` are minor
    units of ``currency``, inclusive. ``diverse`` spreads a list over brands.
    """

    words: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    excluded_words: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    excluded_types: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    excluded_brands: tuple[str, ...] = ()
    facets: tuple[tuple[str, ...], ...] = ()
    excluded_facets: tuple[str, ...] = ()
    preferred_facets: tuple[str, ...] = ()
    price_min: int | None = None
    price_max: int | None = None
    currency: str | None = None
    rating_min: float | None = None
    in_stock: bool = False
    niche: bool = False
    exclude_ids: frozenset[str] = frozenset()
    sort: Sort = "relevance"
    limit: int = 10
    diverse: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A product that was found; a higher ``score`` ranks first within its query."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Hits:
    """The best hits, and how many products satisfy the query's filters in all.

    ``facets`` counts the values of brand, category and availability over all of them, most frequent first.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)


class SearchEngine(Protocol):
    """Product retrieval of one shop. Every implementation passes ``tests/search/contract.py``."""

    def search(self, query: ProductQuery) -> Hits:
        """The best products; every one satisfies every filter with its price and stock of this moment."""
        ...

    def frequency(self, word: str) -> int:
        """How many products mention a word of the analyser's vocabulary."""
        ...

    def refresh(self) -> None:
        """See what has been imported or changed since; returns once searches find it, or after a while."""
        ...
