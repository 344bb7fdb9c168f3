"""The contract of product retrieval: what is asked, what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

Sort = Literal["relevance", "price_asc", "price_desc", "popularity", "rating", "newest"]


@dataclass(frozen=True, slots=True)
class ProductQuery:
    """What a product must be (filters), and what would make it fit better (words, preferences).

    Filters are exact. ``types`` and ``brands`` are any-of, ``required`` and ``excluded…`` all-of; ``facets``
    are groups of alternatives, of which each must be met. Types are ids of the product-type lexicon; facets
    are written ``facet:value``, a shop's brands by their brand key. ``price_min`` and ``price_max`` are minor
    units of ``currency``, inclusive. ``diverse`` spreads a list over brands. ``covering`` keeps, of what
    passes the filters, the products that carry the most telling of some words, where any carries one;
    ``hinted`` does so only where that leaves enough.

    The rest only ranks. Products of ``preferred_types`` are found beside those that have the words, and rank
    higher. ``meaning`` is a text, usually the words as they were said, that products are compared with by
    meaning; it also finds what is near without any of the words. Without any of the ``preferred_words`` a
    product is found all the same, also where there is nothing else to go by. With ``naming`` the words are
    taken for a product's name: rules of staff have no effect.
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
    preferred_types: tuple[str, ...] = ()
    meaning: str = ""
    preferred_words: tuple[str, ...] = ()
    covering: tuple[str, ...] = ()
    hinted: tuple[str, ...] = ()
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
    naming: bool = False


Reason = Mapping[str, Any]
"""Why something is as it is, for programs: ``{"rule": "01…", "action": "boost", "strength": 2.0, …}``."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A product that was found; a higher ``score`` ranks first within its query, but for pins and sorts.

    The score is the sum of ``text`` (how well the words fit, and where asked for the kind and the meaning,
    all on the scale of words), ``prior`` (what sells and is liked), the ``shift`` of each rule in ``why``,
    and a lead of what is of the kind asked for over what mentions it.
    ``why`` names every decision of staff that had an effect on the product's place.
    """

    id: str
    score: float
    text: float = 0.0
    prior: float = 0.0
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Hits:
    """The best hits, and how many products satisfy the query's filters in all.

    Where so many products have any of the words of a query without filters that they are not counted to the
    end, ``exact`` is false, and there are ``total`` at least. ``facets`` counts the values of brand, category
    and availability over those that are counted, most frequent first.
    ``mentioned`` says that nothing in the shop is or holds what was asked for: these only mention it.
    ``why`` names the decisions of staff that had an effect on the list as a whole: synonyms that were looked
    for too, and rules that kept products out of it. ``uncovered`` are those of the query's ``covering`` words
    that no product of the list carries.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    why: tuple[Reason, ...] = ()
    uncovered: tuple[str, ...] = ()
    mentioned: bool = False
    exact: bool = True


class SearchEngine(Protocol):
    """Product retrieval of one shop. Every implementation passes ``tests/search/contract.py``."""

    def search(self, query: ProductQuery) -> Hits:
        """The best products; every one satisfies every filter with its price and stock of this moment."""
        ...

    def frequency(self, word: str) -> int:
        """How many products mention a word of the analyser's vocabulary, or what staff say that it means."""
        ...

    def kinds(self) -> frozenset[str]:
        """The kinds of goods that the shop has, the wider ones and those in its sets too."""
        ...

    def find_withdrawn(self, text: str, limit: int) -> tuple[str, ...]:
        """Ids of the products no longer for sale whose words fit a text best."""
        ...

    def tidy(self, most: int | None = None) -> bool:
        """Build anew what still counts former texts of products, if no more than ``most`` are in it.

        Where products were replaced, words of their former texts count in how telling a word is, which moves
        some of those that fit about equally well. Searches go on meanwhile, and a change breaks it off.

        Returns:
            Whether anything was built.
        """
        ...

    def refresh(self) -> None:
        """See what has been imported or changed since; returns once searches find it, or after a while."""
        ...
