"""What a query asks for, however it is put: what a rule's query and a customer's are compared by."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from floorwalker.search.profile import kinds_in
from floorwalker.search.query import ProductQuery
from floorwalker.text import (
    Phrases,
    analyse,
    content_words,
    detect_language,
    find_price_ranges,
    find_rating_floor,
)

Asked = frozenset[str]
"""Stems of words, kinds of goods (``kind:ID``) and brands (``brand:KEY``)."""

_LONGEST = 400  # characters; who writes more asks for nothing that staff wrote a rule for
_PARTS = re.compile(r"[/|()（）·,，:]|(?<=[\u3400-\u9fff])\s+(?=[a-z])|(?<=[a-z])\s+(?=[\u3400-\u9fff])", re.I)


def asked_by(query: ProductQuery, names: Mapping[str, str]) -> Asked:
    """What a query asks for; filters by price, rating and stock say nothing of it.

    Args:
        query: the query.
        names: what the shop calls the brands of the query, by key.
    """
    said = asked_in(" ".join(query.words), tuple(names.items()))
    kinds = (f"kind:{kind}" for kind in query.types)
    return said.union(kinds, (f"brand:{key}" for key in query.brands))


@lru_cache(maxsize=4096)
def asked_in(text: str, brands: tuple[tuple[str, str], ...] = ()) -> Asked:
    """What a text asks for: its kinds of goods, and the stems of what else has content, in no order.

    Args:
        text: a query or a title, in either language.
        brands: keys and names of the brands that are to be told from other words.
    """
    if len(text) > _LONGEST:
        return frozenset({text})
    found: set[str] = set()
    for key, span in _brand_phrases(brands).find(text) if brands else ():
        found.add(f"brand:{key}")
        text = _without(text, [span])
    kinds = kinds_in(text)
    found.update(f"kind:{kind.type_id}" for kind in kinds)
    rating = find_rating_floor(text)
    spans = [kind.span for kind in kinds] + [price.span for price in find_price_ranges(text)]
    text = _without(text, [*spans, *([rating[1]] if rating else [])])
    words = content_words(text, detect_language(text, "en"))
    return found.union(t.text for word in words for t in analyse(word.text) if t.kind == "word")


@lru_cache(maxsize=256)
def _brand_phrases(brands: tuple[tuple[str, str], ...]) -> Phrases[str]:
    return Phrases((form, key) for key, name in brands for form in {name, *_parts(name)})


def _parts(name: str) -> Iterable[str]:
    return (part.strip() for part in _PARTS.split(name) if len(part.strip()) > 1)


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text
