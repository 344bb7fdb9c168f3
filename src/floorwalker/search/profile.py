"""What kind of thing a product is, read from its own texts with the lexicons."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from floorwalker.catalog import Product
from floorwalker.text import TypeMatch, attributes, detect_language, is_denied, product_types

_SET_TYPES = frozenset({"gift_set"})
_ENGLISH_JOINT = re.compile(r"\s*[+&/,|(\[:;]\s*|\s[-–—]\s|\s(?:and|plus)\s", re.I)
_ENGLISH_TAIL = re.compile(r"\s(?:with|for|in|by|from|of|featuring|to)\s", re.I)

_COLOUR_COLUMN = re.compile(r"颜色|色系|colou?r", re.I)

_LATIN_NAME = re.compile(r"[^\u3400-\u9fff]*\s(?=[\u3400-\u9fff])")  # of a title in both scripts
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
    named = [(match.type_id, match.span) for match in kinds_in(product.title)]
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


def kinds_in(text: str) -> list[TypeMatch]:
    """The kinds of goods named in a text, but for those that only cross the edge of a longer word.

    透明质酸水润 holds the letters of 酸水 and speaks of 透明质酸.
    """
    qualities = [match.span for match in attributes().find(text)]
    return [
        match for match in product_types().find(text) if not any(_crosses(match.span, q) for q in qualities)
    ]


def _crosses(span: tuple[int, int], other: tuple[int, int]) -> bool:
    overlap = span[0] < other[1] and other[0] < span[1]
    nested = (other[0] <= span[0] and span[1] <= other[1]) or (span[0] <= other[0] and other[1] <= span[1])
    return overlap and not nested and span[1] - span[0] <= other[1] - other[0]


def _read_title(title: str, named: list[_Found]) -> tuple[list[str], list[str]]:
    """The types that a title is about, and others it may count as.

    An English noun phrase ends in its head, before the first preposition; "shampoo + conditioner" has two. A
    Chinese listing names the product first, head last, and fills the rest with search words, which are not
    lies but not the point either. A set is a set, and counts as what it contains.
    """
    every = [type_id for type_id, _span in named]
    sets = [type_id for type_id in every if type_id in _SET_TYPES]
    if sets:
        return sets[:1], every
    if detect_language(title, "en") == "en":
        return _english_heads(title, named), []
    latin = _LATIN_NAME.match(title)
    in_latin = [found for found in named if latin and found[1][1] <= latin.end()]
    return _english_heads(title, in_latin)[:1] or _chinese_head(named), every


def _chinese_head(named: list[_Found]) -> list[str]:
    """The last of the first types that stand together; 护肤 in 男士护肤洗面奶 is only the wider kind."""
    wide = {wider for type_id, _span in named for wider in product_types().ancestors(type_id)}
    run: list[_Found] = []
    for type_id, span in named:
        if type_id in wide:
            continue
        if run and span[0] > run[-1][1][1]:
            break
        run.append((type_id, span))
    return [run[-1][0]] if run else [type_id for type_id, _span in named[:1]]


def _english_heads(title: str, named: list[_Found]) -> list[str]:
    heads: list[str] = []
    start = 0
    title = title[: max((span[1] for _type, span in named), default=0)]
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


def _spelled_out(attribute: str, values: Iterable[str]) -> Iterator[str]:
    """Values as the lexicon knows them: 黑/白 in a column of colours are 黑色 and 白色."""
    for value in values:
        yield value
        if _COLOUR_COLUMN.search(attribute):
            yield " ".join(f"{part}色" for part in re.split(r"[/、,，;； ]+", value) if 0 < len(part) < 3)


def _facets(product: Product) -> set[str]:
    texts = [product.title, product.description, *product.tags]
    texts += [text for name, values in product.attributes.items() for text in _spelled_out(name, values)]
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
