"""Prices told by their tens: in the mid twenties, low 30s, somewhere in the forties."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from floorwalker.text._regex import regex

_TENS = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")
_DECADE = regex(
    r"(?<!her\s)(?<!his\s)(?<!my\s)(?<!their\s)(?<!your\s)(?<![a-z0-9$£€¥])"
    r"(?:(?P<part>low|lower|early|mid|middle|high|higher|upper|late)[\s-]?|somewhere\sin\sthe\s)"
    rf"(?:[$£€]?(?P<figure>[2-9]0)'?s|(?P<word>{'|'.join(_TENS)})ies)(?![a-z0-9])"
)
_PARTS = {"low": (0, 4), "early": (0, 4), "mid": (3, 7), "high": (6, 10), "late": (6, 10), "upper": (6, 10)}


class Decade(NamedTuple):
    """Bounds in folded text."""

    low: Decimal
    high: Decimal
    start: int
    end: int


def find_decades(folded: str) -> Iterator[Decade]:
    """The sums told by their tens; the ages of people are none."""
    for match in _DECADE.finditer(folded):
        tens = int(match["figure"]) if match["figure"] else 10 * (_TENS.index(match["word"]) + 2)
        said = match["part"] or ""
        low, high = next((bounds for name, bounds in _PARTS.items() if said.startswith(name)), (0, 10))
        yield Decade(Decimal(tens + low), Decimal(tens + high), match.start(), match.end())
