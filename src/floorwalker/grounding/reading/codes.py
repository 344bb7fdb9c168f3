"""What is written in digits and letters and is no amount: addresses, numbers to call, dates, times, codes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from floorwalker.grounding.patterns import Said, clues, compiled, lexicon
from floorwalker.grounding.reading.amount import overlaps

CodeKind = Literal["url", "email", "handle", "phone", "date", "time", "code"]

_LEXICON = lexicon("codes")
_DIGIT = re.compile(r"\d")
_IN_DIGITS: frozenset[CodeKind] = frozenset({"date", "phone", "code"})
"""Kinds that are never all in letters."""
_MONTHS: list[str] = _LEXICON["months"]
_EN_HOURS: list[str] = _LEXICON["en_hour"]
_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_PATTERNS: tuple[tuple[CodeKind, Said], ...] = tuple(
    (row["kind"], compiled("codes", row["said"])) for row in _LEXICON["codes"]
)
_NEEDED: dict[CodeKind, frozenset[Said]] = {
    kind: frozenset(compiled("codes", [one]) for one in said) for kind, said in _LEXICON["needed"].items()
}
"""Of what a text must have one for a pattern to be worth trying."""


@dataclass(frozen=True, slots=True)
class Code:
    """A run of digits and letters that names something; ``key`` is its comparable form.

    Keys: a date is ``(year, month, day)`` with 0 for what is not said; times are minutes after midnight in
    twelve hours (``9:00`` and 21:00 are both 540) unless the half of the day is said; others are text.
    """

    kind: CodeKind
    span: tuple[int, int]
    key: tuple[int, ...] | str


def find_codes(text: str) -> list[Code]:
    """The codes of a folded text, in order, none inside another."""
    found: list[Code] = []
    taken: list[tuple[int, int]] = []
    known = clues(text)
    has_digits = _DIGIT.search(text) is not None
    for kind, said in _PATTERNS:
        if said not in known or (kind in _IN_DIGITS and not has_digits):
            continue
        if not any(one.search(text) for one in _NEEDED[kind] & known):
            continue
        for match in said.finditer(text):
            span = match.span()
            if span[0] == span[1] or overlaps(span, taken):
                continue
            if (key := _key(kind, match)) is not None:
                found.append(Code(kind, span, key))
                taken.append(span)
    return sorted(found, key=lambda code: code.span)


def _key(kind: CodeKind, match: re.Match[str]) -> tuple[int, ...] | str | None:
    if kind == "date":
        groups = {name: value for name, value in match.groupdict().items() if value}
        parts = {name[0]: value for name, value in groups.items()}
        month = parts.get("m", "0")
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
        day = int(parts.get("d", "0"))
        return (int(parts.get("y", "0")), number, day) if number <= 12 and day <= 31 else None
    if kind == "time":
        return tuple(_minutes(match)) or None
    if kind == "handle":
        return match["handle"]
    text = match[0].rstrip(".,;:!?/")
    if kind == "phone":
        digits = "".join(filter(str.isdigit, text))
        return digits if 7 <= len(digits) <= 15 else None
    if kind == "url":
        return re.sub(r"^https?://|^www\.", "", re.sub(r"^https?://", "", text))
    return "".join(filter(str.isalnum, text)) if kind == "code" else text


_TIMES = (
    ("h1", "min1"),
    ("h2", ""),
    ("h3", "min3"),
    ("h5", ""),
    ("h6", ""),
    ("h7", ""),
    ("h8", ""),
    ("h9", ""),
)
"""The groups of hours and of their minutes in the patterns of times."""


def _minutes(match: re.Match[str]) -> Iterator[int]:
    for hour, minute in _TIMES:
        value = match.groupdict().get(hour)
        if value is None:
            continue
        number = _hour(value)
        said = match.groupdict().get(minute) if minute else None
        past = 30 if hour == "h3" and match["half"] else int(said or 0)
        if number <= 24:
            yield (number % 12) * 60 + past


def _hour(value: str) -> int:
    if value.isdigit():
        return int(value)
    if value in _EN_HOURS:
        return _EN_HOURS.index(value) + 1
    tens, ten, ones = value.partition("十")
    return (_DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)) if ten else _DIGITS.get(value, 99)
