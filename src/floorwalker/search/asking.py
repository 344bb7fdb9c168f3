"""What a query asks for, however it is put: what a rule's query and a customer's are compared by."""

from collections.abc import Iterable
from functools import lru_cache

from floorwalker.search.kinds import kinds_in
from floorwalker.search.query import ProductQuery
from floorwalker.text import (
    Phrases,
    TypeMatch,
    analyse,
    attributes,
    content_words,
    detect_language,
    find_price_ranges,
    find_rating_floor,
    of_lexicons,
    product_types,
)

Asked = frozenset[str]
"""Stems of words, kinds of goods (``kind:ID``) and brands (``brand:KEY``)."""

Brands = tuple[tuple[str, tuple[str, ...]], ...]
"""Keys of brands, each with every name of the brand."""

_LONGEST = 400  # characters; who writes more asks for nothing that staff wrote a rule for


def asked_by(query: ProductQuery, brands: Brands) -> Asked:
    """What a query asks for; bounds on price and rating that are among its filters say nothing of it.

    Args:
        query: the query.
        brands: those of the query.
    """
    bounds = (query.price_min, query.price_max, query.rating_min)
    said = asked_in(" ".join(query.words), brands, bounded=any(bound is not None for bound in bounds))
    kinds = (f"kind:{kind}" for kind in query.types)
    return said.union(kinds, (f"brand:{key}" for key in query.brands))


@of_lexicons
@lru_cache(maxsize=1024)
def asked_in(text: str, brands: Brands = (), *, bounded: bool = True) -> Asked:
    """What a text asks for: its kinds of goods, and the stems of what else has content, in no order.

    Args:
        text: a query or a title, in either language.
        brands: those that are to be told from other words.
        bounded: whether bounds on price and rating are left out.
    """
    if len(text) > _LONGEST:
        return frozenset({text})
    found: list[str] = []
    for key, span in _brand_phrases(brands).find(text) if brands else ():
        found.append(f"brand:{key}")
        text = _without(text, [span])
    kinds = kinds_in(text)
    found += [f"kind:{kind.type_id}" for kind in kinds]
    spans = [(_head(text, kind), kind.span[1]) for kind in kinds]
    if bounded:
        rating = find_rating_floor(text)
        spans += [price.span for price in find_price_ranges(text)] + ([rating[1]] if rating else [])
    text = _without(text, spans)
    words = content_words(text, detect_language(text, "en"))
    found += [term.text for word in words for term in analyse(word.text) if term.kind == "word"]
    return frozenset(found)


def names(query: ProductQuery, brands: Brands, title: str, brand: str) -> bool:
    """Whether a query asks for a product by its title and for nothing else, with or without its brand.

    Args:
        query: the query.
        brands: those of the query.
        title: the product's title.
        brand: the product's brand, or empty.
    """
    known = (*brands, ("", (brand,))) if brand else brands
    named = _without_brands(asked_in(title, known, bounded=False))
    return bool(named) and named == _without_brands(asked_by(query, known))


def _head(text: str, kind: TypeMatch) -> int:
    """Where the bare name of a kind begins: a "matte lipstick" is a lipstick, and matte is said of it."""
    start, end = kind.span
    for quality in sorted(attributes().find(text[start:end]), key=lambda match: match.span):
        rest = text[kind.span[0] + quality.span[1] : end]
        if kind.span[0] + quality.span[0] == start and kind.type_id in _kinds_named_in(rest):
            start = end - len(rest.lstrip(" -"))
    return start


def _kinds_named_in(text: str) -> set[str]:
    return {match.type_id for match in product_types().find(text)}


def _without_brands(asked: Asked) -> Asked:
    return frozenset(one for one in asked if not one.startswith("brand:"))


@lru_cache(maxsize=256)
def _brand_phrases(brands: Brands) -> Phrases[str]:
    return Phrases((name, key) for key, names in brands for name in names)


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text
