"""Whether a product is one that a promotion is for."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from floorwalker.catalog.brands import brand_key
from floorwalker.catalog.pricing.models import EVERYTHING, Scope
from floorwalker.catalog.pricing.quotes import Offer


def in_scope(scope: Scope, offer: Offer) -> bool:
    """Whether an offer is in a scope.

    Products fit by id. Brands fit in any spelling (:func:`~floorwalker.catalog.brands.brand_key`), tags in
    any case. A category fits itself and what lies below it: ``Clothing`` fits ``Clothing > Dresses``.
    """
    if scope is EVERYTHING:
        return True
    keys = _keys(scope)
    return _wanted(keys.wanted, offer) and not _unwanted(keys.unwanted, offer)


Path = tuple[str, ...]


class _Keys(NamedTuple):
    products: frozenset[str]
    brands: frozenset[str]
    categories: frozenset[Path]
    tags: frozenset[str]


class _Compiled(NamedTuple):
    wanted: _Keys
    unwanted: _Keys


def _wanted(keys: _Keys, offer: Offer) -> bool:
    return (
        (not keys.products or offer.product_id in keys.products)
        and (not keys.brands or _brand(offer.brand) in keys.brands)
        and (not keys.categories or _in_categories(offer.category, keys.categories))
        and (not keys.tags or any(_fold(tag) in keys.tags for tag in offer.tags))
    )


def _unwanted(keys: _Keys, offer: Offer) -> bool:
    return (
        offer.product_id in keys.products
        or (bool(keys.brands) and _brand(offer.brand) in keys.brands)
        or (bool(keys.categories) and _in_categories(offer.category, keys.categories))
        or (bool(keys.tags) and any(_fold(tag) in keys.tags for tag in offer.tags))
    )


def _in_categories(category: str, categories: frozenset[Path]) -> bool:
    path = _path(category)
    return any(path[:depth] in categories for depth in range(1, len(path) + 1))


@lru_cache(maxsize=1024)
def _keys(scope: Scope) -> _Compiled:
    return _Compiled(
        _Keys(
            scope.products,
            frozenset(map(brand_key, scope.brands)),
            frozenset(map(_path, scope.categories)),
            frozenset(map(_fold, scope.tags)),
        ),
        _Keys(
            scope.but_products,
            frozenset(map(brand_key, scope.but_brands)),
            frozenset(map(_path, scope.but_categories)),
            frozenset(map(_fold, scope.but_tags)),
        ),
    )


_brand = lru_cache(maxsize=8192)(brand_key)


@lru_cache(maxsize=8192)
def _path(category: str) -> Path:
    return tuple(name for part in _fold(category).split(">") if (name := part.strip()))


@lru_cache(maxsize=8192)
def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
