"""What kind of thing a product is, read from its own texts with the lexicons."""

import re
from dataclasses import dataclass

from floorwalker.catalog import Product
from floorwalker.text import attributes, detect_language, is_denied, product_types

_SET_TYPES = frozenset({"gift_set"})
_ENGLISH_JOINT = re.compile(r"\s*[+&/,|(\[:;]\s*|\s[-–—]\s|\s(?:and|plus)\s", re.I)
_ENGLISH_TAIL = re.compile(r"\s(?:with|for|in|by|from|of|featuring|to)\s", re.I)
_CHINESE_CHUNK_END = re.compile(r"[\s,，。、|/+（(【】]+")

_Found = tuple[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Profile:
    """The product-type ids and facet values of a product.

    ``primary`` is what the product is: the head of its title ("lip mask" in "Lip Sleeping Mask with Vitamin
    C"), or its category where the title names no type. ``types`` add what else it may be taken for. Both hold
    the wider types as well. ``facets`` are written ``facet:value``; ``free_from:VALUE`` says that a text
    denies it.
    """

    primary: frozenset[str]
    types: frozenset[str]
    facets: frozenset[str]


def profile_of(product: Product) -> Profile:
    """Read types from title and category, and facet values from every text of the product."""
    lexicon = product_types()
    named: list[_Found] = [(match.type_id, match.span) for match in lexicon.find(product.title)]
    shelves = [m.type_id for text in (product.category, *product.tags) for m in lexicon.find(text)]
    heads, others = _read_title(product.title, named)
    primary = _with_wider(heads or shelves)
    related = [
        shelf for shelf in shelves if shelf in primary or primary.intersection(lexicon.ancestors(shelf))
    ]
    return Profile(
        primary=primary,
        types=primary | _with_wider([*others, *related]),
        facets=frozenset(_facets(product)),
    )


def _read_title(title: str, named: list[_Found]) -> tuple[list[str], list[str]]:
    """The types that a title is about, and others it may count as.

    An English noun phrase ends in its head, before the first preposition; "shampoo + conditioner" has two. A
    Chinese listing names the product in its first chunk, head last, and fills the rest with search words,
    which are not lies but not the point either. A set is a set, and counts as what it contains.
    """
    every = [type_id for type_id, _span in named]
    sets = [type_id for type_id in every if type_id in _SET_TYPES]
    if sets:
        return sets[:1], every
    if detect_language(title, "en") == "zh":
        return _chinese_head(title, named), every
    return _english_heads(title, named), []


def _chinese_head(title: str, named: list[_Found]) -> list[str]:
    if not named:
        return []
    end = _CHINESE_CHUNK_END.search(title, named[0][1][1])
    limit = end.start() if end else len(title)
    return [type_id for type_id, span in named if span[0] < limit][-1:]


def _english_heads(title: str, named: list[_Found]) -> list[str]:
    heads: list[str] = []
    start = 0
    for joint in [*_ENGLISH_JOINT.finditer(title), None]:
        end = joint.start() if joint else len(title)
        tail = _ENGLISH_TAIL.search(title, start, end)
        limit = tail.start() if tail else end
        heads += [type_id for type_id, span in named if start <= span[0] and span[1] <= limit][-1:]
        start = joint.end() if joint else end
    return heads or [type_id for type_id, _span in named[:1]]


def _with_wider(type_ids: list[str]) -> frozenset[str]:
    types = product_types()
    return frozenset(wider for type_id in type_ids for wider in (type_id, *types.ancestors(type_id)))


def _facets(product: Product) -> set[str]:
    texts = [product.title, product.description, *product.tags]
    texts += [value for values in product.attributes.values() for value in values]
    texts += [value for variant in product.variants for value in variant.options.values()]
    lexicon = attributes()
    facets: set[str] = set()
    for text in filter(None, texts):
        for match in lexicon.find(text):
            if is_denied(text, match.span):
                facets.add(f"free_from:{match.value}")
                continue
            for value in (match.value, *lexicon.ancestors(match.facet, match.value)):
                facets.add(f"{match.facet}:{value}")
    return facets
