"""Measures said in parts of a unit: 半斤, 一升半, 一米五, 二两, half a litre, 2 1/2 inches."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from floorwalker.text import _numerals_zh
from floorwalker.text._numerals_zh import Reading
from floorwalker.text._regex import regex
from floorwalker.text._units import CHINESE_UNITS, LATIN_UNITS, SCALED_UNITS, SIZE_UNITS

_HALF = Decimal("0.5")
_PARTS = {"half": _HALF, "quarter": Decimal("0.25"), "third": Decimal("0.33")}
_LIANG = Decimal(50)
_ZH_DIGITS = "一二两三四五六七八九"
_ZH_NUMBER = rf"[0-9]{{1,4}}(?:\.[0-9])?|[{_ZH_DIGITS}十百]{{1,4}}?"
_ZH_UNIT = "|".join(
    f"(?P<{name}>{pattern})"
    for name, pattern in (*CHINESE_UNITS.items(), *((u, u) for u in SCALED_UNITS))
    if name in SIZE_UNITS or name in SCALED_UNITS
)
_EN_UNIT = "|".join(
    f"(?P<{name}>(?:{p})(?![a-z0-9]))" for name, p in LATIN_UNITS.items() if name in SIZE_UNITS
)
_ZH_HALF = regex(rf"(?<![多一对各])半\s?(?:{_ZH_UNIT})(?!八两)")
_EN_PART = regex(
    rf"(?<![a-z0-9])(?P<one>(?:one|1)\sand\s)?(?:(?:a|one)[\s-])?(?P<part>half|quarter|third)[\s-](?:of\s)?(?:an?[\s-])?(?:{_EN_UNIT})"
)
_EN_ONE = regex(
    rf"(?<![a-z0-9])an?\s(?:{_EN_UNIT})(?:(?P<half>\sand\sa\shalf(?![a-z]))|(?=\s(?:of|bag|bottle|box|jar|tub|pack|long|wide|tall|high)(?![a-z])))"
)
_EN_VULGAR = regex(
    rf"(?<![0-9./])(?:(?P<whole>[0-9]{{1,3}})\s)?(?P<over>[1-9])/(?P<under>[2-8])[\s-]?(?:{_EN_UNIT}|\")"
)
_LIANG_AFTER = regex(
    rf"(?<![{_ZH_DIGITS}十百千万斤几0-9.])(?P<count>{_ZH_NUMBER}|半)两(?P<half>半)?"
    rf"(?![{_ZH_DIGITS}百千万天个件瓶只次年岁条双对三下句])"
)
_MAY_BE_PARTS = regex(r"[半两/]|half|quarter|third|(?<![a-z0-9])an?\s")
_HALF_AFTER = regex("半(?![天年月价夜圈截])")
_TENTHS_AFTER = regex(
    rf"(?P<tenths>[{_ZH_DIGITS[:2]}{_ZH_DIGITS[3:]}1-9])(?P<more>[{_ZH_DIGITS}0-9])?(?![0-9.百千万十个件条支瓶到至-])"
)
_WITH_TENTHS = frozenset(["m", "ft"])

Part = tuple[int, int, Reading, str]


def find_parts(text: str) -> Iterator[Part]:
    """The measures of a folded text that name a part of a unit, with their units."""
    if not _MAY_BE_PARTS.search(text):
        return
    for match in _ZH_HALF.finditer(text):
        yield _part(match.span(), _HALF, match.lastgroup)
    for match in _LIANG_AFTER.finditer(text):
        count = _HALF if match["count"] == "半" else _value(match["count"])
        if count:
            yield _part(match.span(), (count + (_HALF if match["half"] else 0)) * _LIANG, "g")
    for match in _EN_PART.finditer(text):
        yield _part(match.span(), _PARTS[match["part"]] + bool(match["one"]), match.lastgroup)
    for match in _EN_ONE.finditer(text):
        unit = next(name for name in SIZE_UNITS if match.groupdict().get(name))
        yield _part(match.span(), 1 + (_HALF if match["half"] else 0), unit)
    for match in _EN_VULGAR.finditer(text):
        unit = match.lastgroup if match.lastgroup in SIZE_UNITS else "inch"
        share = Decimal(match["over"]) / Decimal(match["under"])
        yield _part(match.span(), Decimal(match["whole"] or 0) + share, unit)


def take_up_part(text: str, value: Decimal, unit: str, end: int) -> tuple[Decimal, int]:
    """The value and the end of a Chinese measure with what is said after its unit: 一升半, 一米五."""
    if half := _HALF_AFTER.match(text, end):
        return value + _HALF, half.end()
    if unit in _WITH_TENTHS and (tenths := _TENTHS_AFTER.match(text, end)):
        digits = "".join(str(_value(char) or 0) for char in (tenths["tenths"], tenths["more"]) if char)
        return value + Decimal(f"0.{digits}"), tenths.end()
    return value, end


def _part(span: tuple[int, int], value: Decimal | int, unit: str | None) -> Part:
    return *span, Reading(*span, Decimal(value)), unit or ""


def _value(written: str) -> Decimal | None:
    if written[0].isdigit():
        return Decimal(written)
    found = _numerals_zh.evaluate(written)
    return found[0] if found else None
