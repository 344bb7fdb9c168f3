"""What kind of thing a product is, read from its own texts with the lexicons."""

import re
from dataclasses import dataclass

from floorwalker.catalog import Product
from floorwalker.text import attributes, detect_language, is_denied, product_types

_SET_TYPES = frozenset({"gift_set"})
_ENGLISH_HEAD_END = re.compile(r"\s(?:with|for|in|by|from|of|featuring)\s|[,(\[:|/+&]|\s[-–—]\s", re.I)
_CHINESE_CHUNK_END = re.compile(r"[\s,，。、|/+（(【】]+")


@dataclass(frozen=True, slots=True)
class Profile:
    """The product-type ids and facet values of a product.

    ``primary`` is what the product is: the head of its title ("lip mask" in "Lip Sleeping Mask with Vitamin
    C"), or its category where the title names no type. ``types`` are all it mentions; both hold the wider
    types as well. ``facets`` are written ``facet:value``; ``free_from:VALUE`` says that a text denies it.
    """

    primary: frozenset[str]
    types: frozenset[str]
    facets: frozenset[str]


def profile_of(product: Product) -> Profile:
    """Read types from title and category, and facet values from every text of the product."""
    types = product_types()
    in_title = types.find(product.title)
    in_category = [match.type_id for text in (product.category, *product.tags) for match in types.find(text)]
    heads = _heads(product.title, [(match.type_id, match.span) for match in in_title])
    primary = heads or in_category
    mentioned = [*primary, *(match.type_id for match in in_title), *in_category]
    return Profile(
        primary=_with_wider(primary), types=_with_wider(mentioned), facets=frozenset(_facets(product))
    )


def _heads(title: str, found: list[tuple[str, tuple[int, int]]]) -> list[str]:
    """The types that a title is about.

    An English noun phrase ends in its head, before the first preposition or comma. A Chinese listing names
    the product in its first chunk, head last, and fills the rest with search words. A set is a set, whatever
    it contains.
    """
    if not found:
        return []
    sets = [type_id for type_id, _span in found if type_id in _SET_TYPES]
    if sets:
        return sets[:1]
    if detect_language(title, "en") == "zh":
        first = found[0][1][0]
        end = _CHINESE_CHUNK_END.search(title, found[0][1][1])
    else:
        first = 0
        end = _ENGLISH_HEAD_END.search(title, found[0][1][1])
    limit = end.start() if end else len(title)
    chunk = [type_id for type_id, span in found if first <= span[0] < limit]
    return chunk[-1:] or [found[0][0]]


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

