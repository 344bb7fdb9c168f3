"""Whether a product is one that a promotion is for."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from floorwalker.catalog.brands import brand_key
from floorwalker.catalog.pricing.models import Scope
from floorwalker.catalog.pricing.quotes import Offer

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """Values in the form in which they are compared."""

    products: frozenset[str]
    brands: frozenset[str]
    categories: frozenset[Path]
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Matcher:
    """A scope made ready to be compared with many offers; ``unwanted`` is ``None`` where nothing is left out.

    Products fit by id. Brands fit in any spelling (:func:`~floorwalker.catalog.brands.brand_key`), tags in
    any case. A category fits itself and what lies below it: ``Clothing`` fits ``Clothing > Dresses``.
    """

    wanted: Keys
    unwanted: Keys | None

    def fits(self, offer: Offer) -> bool:
        """Whether an offer is in the scope."""
        keys = self.wanted
        if keys.products and offer.product_id not in keys.products:
            return False
        if keys.brands and _brand(offer.brand) not in keys.brands:
            return False
        if keys.categories and not _lies_in(offer.category, keys.categories):
            return False
        if keys.tags and not _tagged(offer.tags, keys.tags):
            return False
        but = self.unwanted
        return but is None or not (
            offer.product_id in but.products
            or (but.brands and _brand(offer.brand) in but.brands)
            or (but.categories and _lies_in(offer.category, but.categories))
            or (but.tags and _tagged(offer.tags, but.tags))
        )


@lru_cache(maxsize=1024)
def matcher(scope: Scope) -> Matcher:
    """The matcher of a scope."""
    unwanted = _keys(scope.but_products, scope.but_brands, scope.but_categories, scope.but_tags)
    return Matcher(
        _keys(scope.products, scope.brands, scope.categories, scope.tags),
        None if unwanted == _NONE else unwanted,
    )


def _keys(
    products: frozenset[str], brands: frozenset[str], categories: frozenset[str], tags: frozenset[str]
) -> Keys:
    return Keys(
        products,
        frozenset(map(brand_key, brands)),
        frozenset(map(_path, categories)),
        frozenset(map(_fold, tags)),
    )


def _lies_in(category: str, categories: frozenset[Path]) -> bool:
    path = _path(category)
    return any(path[:depth] in categories for depth in range(1, len(path) + 1))


def _tagged(tags: tuple[str, ...], wanted: frozenset[str]) -> bool:
    return any(_fold(tag) in wanted for tag in tags)


_brand = lru_cache(maxsize=8192)(brand_key)


@lru_cache(maxsize=8192)
def _path(category: str) -> Path:
    return tuple(name for part in _fold(category).split(">") if (name := part.strip()))


@lru_cache(maxsize=8192)
def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


_NONE = Keys(frozenset(), frozenset(), frozenset(), frozenset())
