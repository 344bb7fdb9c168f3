"""Numbers as texts write them, in digits or in words, and other numbers written likewise."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Span = tuple[int, int]
Style = Literal["digits", "en", "zh"]

_ONES = {
    **{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8},
    **{"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15},
    **{"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19},
}
_TENS = {
    **{"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70},
    **{"eighty": 80, "ninety": 90},
}
_SCALES = {"hundred": 100, "thousand": 1000}
_WORD = "|".join((*_ONES, *_TENS, *_SCALES))
_DIGITS = re.compile(r"(?<![A-Za-zÀ-ɏ0-9.,#/-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\d|[.,-]\d)")
_ENGLISH = re.compile(rf"(?i)(?<!\d )\b(?:{_WORD})(?:(?:[ -]| and )(?:{_WORD}))*\b")
_CHINESE = re.compile("[一二两三四五六七八九十百千万]+")
_FACTORS = {"千": 1000, "万": 10_000, "thousand": 1000, "million": 1_000_000}
_SCALE = re.compile(r"(?i) ?(千|万|thousand|million)")
_ZH_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_ZH_SCALES = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text.

    ``scale`` is that of a word which follows and is no part of it: a thousand for the 200 of "200 thousand".
    """

    span: Span
    text: str
    value: Decimal
    style: Style
    scale: Decimal = Decimal(1)

    @property
    def places(self) -> int:
        """Digits after the point."""
        return len(self.text.partition(".")[2]) if self.style == "digits" else 0


def numbers_in(text: str, *, words: bool = True) -> Iterator[Number]:
    """The numbers of a text, those in digits first; ``words`` also takes those in words."""
    for match in _DIGITS.finditer(text):
        scale = _SCALE.match(text, match.end())
        factor = Decimal(_FACTORS[scale[1].lower()] if scale else 1)
        yield Number(match.span(), match[0], Decimal(match[0].replace(",", "")), "digits", factor)
    if words:
        for match in _ENGLISH.finditer(text):
            yield Number(match.span(), match[0], Decimal(_english(match[0])), "en")
        for match in _CHINESE.finditer(text):
            yield Number(match.span(), match[0], Decimal(_chinese(match[0])), "zh")


def written_like(value: Decimal, number: Number) -> str:
    """``value`` in the style of another number."""
    match number.style:
        case "en":
            spelt = _in_english(int(value))
            return spelt.capitalize() if number.text[0].isupper() else spelt
        case "zh":
            return _in_chinese(int(value))
        case "digits":
            grouped = "," in number.text or (number.value < 1000 <= value and number.places > 0)
            return f"{value:,.{number.places}f}" if grouped else f"{value:.{number.places}f}"


def _english(text: str) -> int:
    total = part = 0
    for word in re.findall(_WORD, text.lower()):
        if word in _SCALES:
            part = max(part, 1) * _SCALES[word]
            if word == "thousand":
                total, part = total + part, 0
        else:
            part += _ONES.get(word, 0) + _TENS.get(word, 0)
    return total + part


def _chinese(text: str) -> int:
    total = part = digit = 0
    for char in text:
        if char == "万":
            total, part, digit = (total + part + digit or 1) * 10_000, 0, 0
        elif char in _ZH_SCALES:
            part, digit = part + (digit or 1) * _ZH_SCALES[char], 0
        else:
            digit = _ZH_DIGITS[char]
    return total + part + digit


def _in_english(value: int) -> str:
    if value >= 1000:
        rest = value % 1000
        return _in_english(value // 1000) + " thousand" + (f" {_in_english(rest)}" if rest else "")
    if value >= 100:
        rest = value % 100
        return _in_english(value // 100) + " hundred" + (f" and {_in_english(rest)}" if rest else "")
    if value >= 20:
        ten = next(word for word, tens in _TENS.items() if tens == value // 10 * 10)
        return f"{ten}-{_in_english(value % 10)}" if value % 10 else ten
    return next(word for word, one in _ONES.items() if one == value)


def _in_chinese(value: int) -> str:
    if value >= 10_000:
        rest = value % 10_000
        gap = "零" if 0 < rest < 1000 else ""
        return _in_chinese(value // 10_000) + "万" + (gap + _in_chinese(rest) if rest else "")
    digits, text = "零一二三四五六七八九", ""
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // scale % 10
        if digit:
            text += digits[digit] + name
        elif text and value % scale and not text.endswith("零"):
            text += "零"
    return text.removeprefix("一") if text.startswith("一十") else text or "零"
