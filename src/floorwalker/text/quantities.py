"""Measures and counts with their units: 50ml, 五十毫升, 1.7 fl oz, 8折, 百分之二十."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from floorwalker.text._fractions import find_parts, take_up_part
from floorwalker.text._numerals_zh import Reading
from floorwalker.text._regex import rare, regex
from floorwalker.text._slips import mended_text
from floorwalker.text._units import CHINESE_UNIT, LATIN_UNIT, SCALED_UNITS, SIZE_UNITS
from floorwalker.text.numerals import read_numbers

_PERCENT = regex(r"\s?[%％]")
_PER_CENT_BEFORE = "百分之"
_SIGNS = frozenset("%％\"'")
_REACH = 6
"""Characters behind a number within which its unit begins."""
_INCH_MARK = regex(r"(?:\"|'')(?![a-z0-9])")
_SCALED = regex("|".join(SCALED_UNITS))
_SPF = rare(r"(?<![a-z])(?P<unit>spf|pa)\s?(?P<value>[0-9]{1,3})(?![0-9])")
_GAP = regex(r"[\s-]?")
_AND_A_HALF = regex(r"\sand\sa\shalf(?![a-z])")


class Quantity(NamedTuple):
    """A number with its unit.

    ``unit`` is canonical: ml l cl qt gal fl_oz, mg g kg oz lb carat, mm cm m km inch ft, w kw v hz mah, mb
    gb tb, second minute hour day week month year, star, percent, spf, piece (whatever is counted: 瓶, 片,
    pcs), and zhe, the tenths of a price that 8折 leaves (85折 is 8.5). A 斤 is given as 500 g. ``high`` is
    set where the number is a range (两三瓶).
    """

    value: Decimal
    unit: str
    span: tuple[int, int]
    text: str
    approximate: bool = False
    high: Decimal | None = None


def find_quantities(text: str) -> list[Quantity]:
    """The measures and counts of a text, in order; amounts of money are not among them."""
    return list(_quantities_of(text))


@lru_cache(maxsize=2048)
def _quantities_of(text: str) -> tuple[Quantity, ...]:
    """Remembered because one text is read for several figures, and products are met again and again."""
    return tuple(read_quantities(text))


def read_quantities(text: str) -> list[Quantity]:
    """As :func:`find_quantities`, without remembering: for sentences, which are read once."""
    folded = mended_text(text)
    source = folded.text
    found: list[tuple[int, int, Reading, str]] = []
    for reading in read_numbers(folded):
        unit = _unit(source, reading)
        if unit is not None:
            found.append(_with_part(source, reading, *unit))
    found += find_parts(source)
    found += [
        (match.start(), match.end(), Reading(*match.span("value"), Decimal(match["value"])), "spf")
        for match in _SPF.finditer(source)
        if match["unit"] == "spf"
    ]
    quantities = []
    last = 0
    for start, end, reading, unit_name in sorted(found, key=lambda item: (item[0], -item[1])):
        if start < last:
            continue
        last = end
        value, high, name = _canonical(reading, unit_name)
        span = folded.span(start, end)
        quantities.append(Quantity(value, name, span, text[slice(*span)], reading.approximate, high))
    return quantities


def _unit(text: str, reading: Reading) -> tuple[int, int, str] | None:
    start, end = reading.start, reading.end
    if text.endswith(_PER_CENT_BEFORE, 0, start):
        return start - len(_PER_CENT_BEFORE), end, "percent"
    following = text[end : end + _REACH].lstrip(" -")[:1]
    if not following.isalpha() and following not in _SIGNS:
        return None
    if match := _PERCENT.match(text, end):
        return start, match.end(), "percent"
    half = _AND_A_HALF.match(text, end)
    end = half.end() if half else end
    at = _GAP.match(text, end)
    if at is None:
        return None
    patterns = (LATIN_UNIT,) if text[at.end() : at.end() + 1].isascii() else (_SCALED, CHINESE_UNIT)
    for pattern in patterns:
        match = pattern.match(text, at.end()) or (pattern.match(text, end) if at.end() > end else None)
        if match:
            if match[0] == "块":
                return None
            return start, match.end(), match.lastgroup or match[0]
    mark = _INCH_MARK.match(text, end)
    if mark and not _closes_a_quotation(text, end):
        return start, mark.end(), "inch"
    return None


def _with_part(text: str, reading: Reading, start: int, end: int, unit: str) -> tuple[int, int, Reading, str]:
    if unit not in SIZE_UNITS and unit not in SCALED_UNITS:
        return start, end, reading, unit
    if _AND_A_HALF.match(text, reading.end):
        return start, end, reading._replace(value=reading.value + Decimal("0.5")), unit
    value, end = take_up_part(text, reading.value, unit, end)
    return start, end, reading._replace(value=value), unit


def _closes_a_quotation(text: str, at: int) -> bool:
    """Whether a quotation mark was opened before this place; one right after a digit is an inch."""
    opened = text.rfind('"', max(0, at - 200), at)
    return opened >= 0 and not text[opened - 1 : opened].isdigit()


def _canonical(reading: Reading, unit: str) -> tuple[Decimal, Decimal | None, str]:
    value, high = reading.value, reading.high
    if unit in SCALED_UNITS:
        name, factor = SCALED_UNITS[unit]
        return value * factor, None if high is None else high * factor, name
    if unit == "zhe" and 10 < value < 100:
        return value / 10, None, unit
    return value, high, unit
