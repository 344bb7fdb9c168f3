"""Ideas of trade, service and place in a text: "free shipping", 已发货, Houston for 休斯敦."""

from collections.abc import Iterator
from functools import cache, lru_cache

from babel.core import Locale

from floorwalker.grounding.patterns import lexicon
from floorwalker.text import Phrases
from floorwalker.text.normalise import folded_text

Span = tuple[int, int]

_NO_COUNTRIES = frozenset({"ZZ", "EU", "UN", "QO", "XA", "XB", "TG", "JE", "TD", "JO", "GG"})
"""Codes of CLDR that are no countries, and countries whose English names are common words (to go, jersey)."""


def service_ideas(text: str) -> tuple[tuple[str, Span], ...]:
    """The ideas a folded text names, ``group.name``, with their places; the longest where phrases overlap.

    A phrase may stand for several ideas (包邮 is shipping, and free).
    """
    return tuple(_phrases().find(text))


@lru_cache(maxsize=4096)
def every_service_idea(text: str) -> tuple[tuple[str, Span], ...]:
    """As :func:`service_ideas`, with those inside of longer phrases: a record that says one implies all."""
    folded = folded_text(text)
    return tuple(
        (found.payload, folded.span(found.start, found.end)) for found in _phrases().occurrences(folded)
    )


@cache
def _phrases() -> Phrases[str]:
    said = [
        (phrase, f"{group}.{name}")
        for group, entries in lexicon("services").items()
        for name, phrases in entries.items()
        for phrase in phrases
    ]
    return Phrases([*said, *_places()])


def _places() -> Iterator[tuple[str, str]]:
    """Countries as CLDR names them in both languages, and cities of the lexicon."""
    zh, en = Locale.parse("zh_CN").territories, Locale.parse("en_US").territories
    for code, name in en.items():
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES:
            yield name, f"place.{code.lower()}"
            if len(zh.get(code, "")) > 1:
                yield zh[code], f"place.{code.lower()}"
    for name, phrases in lexicon("places")["places"].items():
        for phrase in phrases:
            yield phrase, f"place.{name}"
