"""Words of a folded text that can be compared: English stems, pairs of Chinese characters, ideas."""

import re
from functools import lru_cache

from floorwalker.text import attributes, of_lexicons, product_types
from floorwalker.text.segment import english_term
from floorwalker.text.spelling.pinyin import readings

Span = tuple[int, int]
Idea = tuple[str, str]
"""A value of a facet, whatever the language it was said in: ``("material", "silk")``."""

_LATIN = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")


def latin_words(text: str) -> list[tuple[str, Span]]:
    """The stems of the words in Latin letters or digits, with their places."""
    return [(_stem(match[0]), match.span()) for match in _LATIN.finditer(text)]


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    return english_term(word.removesuffix("'s").replace("'", ""))


def chinese_pairs(text: str) -> list[tuple[str, Span]]:
    """Every two neighbouring Chinese characters, with their places; a single one alone stands for itself."""
    found: list[tuple[str, Span]] = []
    for match in _HAN.finditer(text):
        start, end = match.span()
        if end - start == 1:
            found.append((match[0], (start, end)))
        found += [(text[at : at + 2], (at, at + 2)) for at in range(start, end - 1)]
    return found


def has_chinese(text: str) -> bool:
    """Whether a text has any Chinese character."""
    return not text.isascii() and _HAN.search(text) is not None


@lru_cache(maxsize=512)
def sounded(text: str) -> str:
    """A Chinese text as it sounds (pinyin without tones): 宜兴 is yixing."""
    return "".join(way[0][0] if (way := readings(char)) else "" for char in text)


def ideas(text: str) -> tuple[tuple[Idea, Span], ...]:
    """The properties that a folded text names, with their places."""
    return tuple(attributes().named(text))


@of_lexicons
@lru_cache(maxsize=4096)
def ideas_on_record(text: str) -> tuple[tuple[Idea, Span], ...]:
    """As :func:`ideas`, of a text of the evidence: products are met again and again."""
    return ideas(text)


def kinds(text: str) -> tuple[tuple[str, Span], ...]:
    """The kinds of goods that a folded text names, by their ids, with their places."""
    return tuple((found.type_id, found.span) for found in product_types().find(text))


@of_lexicons
@lru_cache(maxsize=4096)
def kinds_on_record(text: str) -> tuple[tuple[str, Span], ...]:
    """As :func:`kinds`, of a text of the evidence."""
    return kinds(text)
