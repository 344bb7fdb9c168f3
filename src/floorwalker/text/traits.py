"""Figures that say what goods are like and are neither prices nor sizes: sleeps four, SPF 50, to -10 °C."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from floorwalker.text._numerals_en import BELOW_TWENTY
from floorwalker.text._numerals_zh import DIGITS
from floorwalker.text._shape import LexiconShape
from floorwalker.text.lexicon import LEXICONS
from floorwalker.text.lexicon_files import Lexicon
from floorwalker.text.normalise import fold, folded_text
from floorwalker.text.overlay import of_lexicons
from floorwalker.text.quantities import find_quantities

TRAITS = Lexicon(
    LEXICONS / "traits.toml",
    shape=LexiconShape(open=("units",), optional={"said": list, "also": list, "beside": list, "least": bool}),
)

Bound = Literal["about", "least", "most"]

_MEASURED = {
    "spf": True,
    "w": True,
    "mah": True,
    "hz": True,
    "gb": True,
    "hour": True,
    "v": False,
    "carat": True,
    "percent": False,
}
"""Units of quantities that say what goods are like, and whether more of it does as well."""
_SCALED = {"kw": ("w", Decimal(1000)), "tb": ("gb", Decimal(1024))}
_WORDS = {word: Decimal(n) for word, n in ({"zero": 0, "十": 10} | BELOW_TWENTY | DIGITS).items()}
_NUMBER = rf"(?:\d{{1,5}}(?:\.\d+)?|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_WANTED = ("said", "goods", "beside")
_WAYS = (*_WANTED, "also")
_NEAR = 18  # characters that are looked at around a figure
_REDUCTION = re.compile(r"\s*(?:off|discount|less|cheaper|sure|happy|的?折)", re.I)
_SPELT_UNIT = re.compile(r"[一二两三四五六七八九十百千万](?:毫安|瓦|小时|伏)")
_OLDEST_CHILD = 15  # an older person's age says nothing about goods


@dataclass(frozen=True, slots=True)
class Trait:
    """A figure with its unit; ``high`` ends a range, and is infinite where it is open.

    ``unit`` is one of person, celsius, age, resolution, spf, w, mah, hz, gb, hour, v and carat. ``beside``
    says that a shopper mentions it in passing, ``bound`` whether more or less will do.
    """

    unit: str
    low: Decimal
    high: Decimal
    span: tuple[int, int]
    text: str
    beside: bool = False
    bound: Bound = "about"


@lru_cache(maxsize=8192)
def traits_of_goods(text: str, unit: str) -> tuple[Trait, ...]:
    """The figures of a unit that a product's text states."""
    return (
        tuple(_measured(text, unit))
        if unit in _MEASURED
        else (*_found(text, unit, "goods"), *_found(text, unit, "also"))
    )


def traits_wanted(text: str) -> list[Trait]:
    """The figures that a shopper names, each unit once; what is said of grown-up people's ages is none."""
    found = [trait for how in _WANTED for unit in _units() for trait in _found(text, unit, how)]
    if any(map(str.isdigit, text)) or _SPELT_UNIT.search(text):
        found += _measured(text)
    first: dict[str, Trait] = {}
    for trait in found:
        if trait.unit != "age" or trait.low <= _OLDEST_CHILD:
            first.setdefault(trait.unit, trait)
    return [replace(trait, bound=bound_of(text, trait.span)) for trait in first.values()]


def bound_of(text: str, span: tuple[int, int]) -> Bound:
    """Whether the words around a figure say that more, or less, will do."""
    before, after = fold(text[max(0, span[0] - _NEAR) : span[0]]), fold(text[span[1] : span[1] + _NEAR])
    for name, (preceding, following) in _bounds().items():
        if preceding.search(before) or following.match(after):
            return name
    return "about"


def more_will_do(unit: str) -> bool:
    """Whether a product with a greater figure (a lower temperature) does as well."""
    return _MEASURED.get(unit, False) or _units().get(unit, False)


@of_lexicons
@cache
def _units() -> Mapping[str, bool]:
    return {unit: bool(entry.get("least")) for unit, entry in TRAITS.read()["units"].items()}


@of_lexicons
@cache
def _patterns() -> Mapping[tuple[str, str], tuple[re.Pattern[str], ...]]:
    def compiled(said: str) -> re.Pattern[str]:
        said = said.replace("{n}", f"(?P<n>(?<![\\d.]){_NUMBER})").replace("{m}", f"(?P<m>{_NUMBER})")
        return re.compile(said)

    return {
        (unit, how): tuple(map(compiled, entry.get(how, ())))
        for unit, entry in TRAITS.read()["units"].items()
        for how in _WAYS
    }


@of_lexicons
@cache
def _bounds() -> Mapping[Bound, tuple[re.Pattern[str], re.Pattern[str]]]:
    table = TRAITS.read()["bounds"]
    names: tuple[Bound, ...] = ("least", "most")
    return {
        name: (re.compile("|".join(table[name]["before"])), re.compile("|".join(table[name]["after"])))
        for name in names
    }


def _found(text: str, unit: str, how: str) -> Iterator[Trait]:
    folded = folded_text(text)
    taken: list[tuple[int, int]] = []
    for pattern in _patterns()[unit, how]:
        for match in pattern.finditer(folded.text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            low, high = _range(match)
            span = folded.span(*match.span())
            yield Trait(unit, low, high, span, text[slice(*span)].strip(" ,.;"), how == "beside")


def _range(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    groups = match.groupdict()
    if groups.get("zero_en") or (groups.get("open_zh") and groups.get("zero")):
        return Decimal(0), Decimal("Infinity")
    if groups.get("double") or groups.get("single") or groups.get("zero"):
        value = Decimal(2 if groups.get("double") else 1 if groups.get("single") else 0)
        return value, value
    low = _number(groups["n"])
    if groups.get("minus") or groups.get("minus_after"):
        low = -low
    if groups.get("open") or groups.get("open_zh"):
        return low, Decimal("Infinity")
    return low, _number(groups["m"]) if groups.get("m") else low


def _number(said: str) -> Decimal:
    return _WORDS[said] if said in _WORDS else Decimal(said)


def _measured(text: str, wanted: str | None = None) -> Iterator[Trait]:
    for found in find_quantities(text):
        unit, factor = _SCALED.get(found.unit, (found.unit, Decimal(1)))
        if unit == "percent" and _REDUCTION.match(text, found.span[1]):
            continue
        if unit in _MEASURED and wanted in (None, unit):
            high = found.high if found.high is not None else found.value
            yield Trait(unit, found.value * factor, high * factor, found.span, found.text)
