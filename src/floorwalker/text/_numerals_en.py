"""English numerals as they are spoken: two hundred and fifty, five grand, a couple hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from floorwalker.text._numerals_zh import Reading
from floorwalker.text._regex import rare, regex
from floorwalker.text._units import ENGLISH_COUNTED, LATIN_UNIT

_UNITS = dict(
    zip(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], range(1, 10), strict=True)
)
_TEENS = dict(
    zip(
        [
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(10, 20),
        strict=True,
    )
)
_TENS = dict(
    zip(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(20, 100, 10),
        strict=True,
    )
) | {"fourty": 40, "ninty": 90}
BELOW_TWENTY = _UNITS | _TEENS
SCALES = {"thousand": 1000, "grand": 1000, "million": 1_000_000}
_DECADES = {f"{ten.removesuffix('y')}ies": value for ten, value in _TENS.items()}
_HUNDRED = ("hundred", "hundreds")
_NAMES = (*_UNITS, *_TEENS, *_TENS, *_DECADES, *SCALES, *_HUNDRED, "thousands", "zero", "dozen", "point")
_WORD = rare(
    rf"(?<![a-z0-9'])(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))})(?!(?!ish(?![a-z]))[a-z0-9'])"
)
_JOINT = regex(r"[\s-]|\s?-\s?|\s{1,2}and\s{1,2}")
_BEFORE = regex(
    r"(?<![a-z0-9'])(?P<word>half\sa|(?:a\s)?couple(?:\sof)?|a\sfew|several|an?|low|mid|high|upper)[\s-]{1,2}$"
)
_COUNTED = regex(
    rf"[\s-](?:{LATIN_UNIT.pattern}|{ENGLISH_COUNTED.pattern}|dollars?|bucks?|euros?|pounds?|yuan|(?:to|or)\s[a-z]+\s(?:hundred|thousand|grand))"
)
_OR_TWO = regex(r"\sor\stwo(?![a-z])")
_AMOUNT_BEFORE = regex(
    r"(?<![a-z])(?:under|below|over|above|about|around|than|to|max|most|least|within|between|from|roughly|nearly|almost)\s$|^$"
)
_MONEY_AFTER = regex(r"\s(?:dollars?|bucks?|quid|euros?|pounds?|yuan)(?![a-z])")
_VAGUE = {
    "a couple": (2, None),
    "a couple of": (2, None),
    "couple": (2, None),
    "couple of": (2, None),
    "a few": (2, 5),
    "several": (3, 9),
}
_BETWEEN = regex(r"(?<![a-z])(?:between|btwn|btween|betw|btw|b/w)\s{1,2}(?:an?\s)?$")
_PARTS = {"low": (Decimal(0), Decimal("0.4")), "mid": (Decimal("0.3"), Decimal("0.7"))}


def read_numerals(text: str) -> Iterator[Reading]:
    """Every English numeral of a folded text. "One" counts only before what it counts."""
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        if run and not _JOINT.fullmatch(text, run[-1].end(), match.start()):
            yield from _read_run(text, run)
            run = []
        run.append(match)
    if run:
        yield from _read_run(text, run)


def _read_run(text: str, run: list[re.Match[str]]) -> Iterator[Reading]:
    if len(run) > 1 and _BETWEEN.search(text, max(0, run[0].start() - 10), run[0].start()):
        ends = _two_ends(text, run)
        if ends is not None:
            yield from ends
            return
    yield from _read_together(text, run)


def _two_ends(text: str, run: list[re.Match[str]]) -> tuple[Reading, Reading] | None:
    """The two numbers that "between" needs, of which the "and" could also belong to one number."""
    for at in range(1, len(run)):
        if "and" not in text[run[at - 1].end() : run[at].start()]:
            continue
        low, high = (list(_read_together(text, part)) for part in (run[:at], run[at:]))
        whole = len(low) == len(high) == 1 and (low[0].end, high[0].end) == (run[at - 1].end(), run[-1].end())
        if whole and high[0].start == run[at].start() and low[0].value < high[0].value:
            return low[0], high[0]
    return None


def _read_together(text: str, run: list[re.Match[str]]) -> Iterator[Reading]:
    before = _BEFORE.search(text, max(0, run[0].start() - 14), run[0].start())
    at = 0
    while at < len(run):
        numeral = _Numeral(text, run, at, before["word"].replace("\n", " ") if before and at == 0 else "")
        reading = numeral.read(before.start() if before and at == 0 else run[at].start())
        if reading is not None:
            yield reading
        at = max(numeral.at, at + 1)


class _Numeral:
    """Reads one number from the words of a run, as far as they belong together."""

    def __init__(self, text: str, run: list[re.Match[str]], at: int, lead: str) -> None:
        self.text, self.run, self.at, self.lead = text, run, at, lead
        self.total = 0
        self.current: int | None = None
        self.last = ""
        self.scale = 1
        self.plural = False

    def read(self, lead_start: int) -> Reading | None:
        start = self.run[self.at].start()
        while self.at < len(self.run) and self._take(self.run[self.at][0]):
            self.at += 1
        if not self.last:
            return None
        end = self.run[self.at - 1].end()
        if self.text[start:end] == "one" and not _COUNTED.match(self.text, end):
            return None
        if self.last == "point":
            return self._decimal(start)
        value = Decimal(self.total + (self.current or 0))
        if self.lead in _VAGUE and self.scale > 1:
            return self._some(lead_start, end, value)
        if self.plural:
            first = lead_start if self.lead in ("low", "mid", "high", "upper") else start
            return plural_range(self.lead, Reading(first, end, value, scale=self.scale))
        used = self.lead in ("a", "an", "half a") and self.first in (*_HUNDRED, *SCALES, "dozen")
        if self.lead == "half a" and used:
            value /= 2
        if used and self.lead != "half a" and (more := _OR_TWO.match(self.text, end)):
            return Reading(lead_start, more.end(), value, value * 2, True, self.scale)
        return Reading(lead_start if used else start, end, value, scale=self.scale)

    @property
    def first(self) -> str:
        return self.run[0][0]

    def _some(self, start: int, end: int, value: Decimal) -> Reading:
        low, high = _VAGUE[self.lead]
        top = None if high is None else value * high
        return Reading(start, end, value * low, top, True, self.scale)

    def _decimal(self, start: int) -> Reading | None:
        whole, digits = self.total + (self.current or 0), ""
        while self.at < len(self.run) and self.run[self.at][0] in (*_UNITS, "zero"):
            digits += str(_UNITS.get(self.run[self.at][0], 0))
            self.at += 1
        if not digits:
            return Reading(start, self.run[self.at - 2].end(), Decimal(whole))
        return Reading(start, self.run[self.at - 1].end(), Decimal(f"{whole}.{digits}"))

    def _stands_for_one(self, word: str) -> bool:
        """A hundred without its article: "under hundred dollars", "hundred bucks is all"."""
        start, end = self.run[self.at].span()
        return word in ("hundred", "thousand") and bool(
            _AMOUNT_BEFORE.search(self.text, max(0, start - 10), start) or _MONEY_AFTER.match(self.text, end)
        )

    def _gap_is_and(self) -> bool:
        return self.at > 0 and "and" in self.text[self.run[self.at - 1].end() : self.run[self.at].start()]

    def _hundreds_follow(self) -> bool:
        """Whether another number of hundreds begins here, which is no part of the one before its "and"."""
        return self.at + 1 < len(self.run) and self.run[self.at + 1][0] == "hundred"

    def _take(self, word: str) -> bool:
        if self.last in ("point", "zero", "dozen"):
            return self.last == "zero" and word == "point" and self._set("point")
        if self.last and self._gap_is_and() and self.last not in ("hundred", "scale"):
            return False
        if word in _DECADES:
            self.plural = True
            return not self.last and self._add(_DECADES[word], "decade")
        if self.last == "hundred" and self._gap_is_and() and self._hundreds_follow():
            return False
        if word in _UNITS:
            return self.last in ("", "tens", "hundred", "scale") and self._add(_UNITS[word], "unit")
        if word in _TEENS:
            return self.last in ("", "hundred", "scale") and self._add(_TEENS[word], "teen")
        if word in _TENS:
            if self.last == "unit" and not self.total and (self.current or 0) < 10:
                self.current = (self.current or 0) * 100  # spoken: two fifty is 250
                return self._add(_TENS[word], "tens")
            return self.last in ("", "hundred", "scale") and self._add(_TENS[word], "tens")
        return self._take_multiplier(word)

    def _take_multiplier(self, word: str) -> bool:
        if word == "zero":
            self.current = 0
            return not self.last and self._set("zero")
        if word == "point":
            return self.current is not None and self._set("point")
        if not self.last and not self.lead and not self._stands_for_one(word):
            return False
        count = 1 if self.current is None else self.current
        if word == "dozen":
            self.current = count * 12
            return self._set("dozen")
        if word in _HUNDRED:
            if self.last not in ("", "unit", "teen", "tens") or count >= 100:
                return False
            self.current, self.plural = count * 100, word == "hundreds"
            self.scale = 1 if self.total else 100  # of two thousand five hundred a range leaves nothing out
            return self._set("hundred")
        scale = SCALES.get(word.removesuffix("s"), SCALES.get(word, 0))
        if self.last == "scale" or not scale or self.total % (scale * 1000):
            return False
        self.total, self.current, self.scale = self.total + count * scale, None, scale
        self.plural = word == "thousands"
        return self._set("scale")

    def _add(self, value: int, kind: str) -> bool:
        self.current = (self.current or 0) + value
        self.scale = 1 if kind != "hundred" and self.last not in ("hundred", "scale") else self.scale
        return self._set(kind)

    def _set(self, kind: str) -> bool:
        self.last = kind
        return True


def plural_range(part: str, reading: Reading) -> Reading:
    """The two hundreds, the mid 200s: 200 to 299, or that part of it."""
    step = Decimal(100 if reading.value % 100 == 0 else 10)
    low, high = Decimal(0), step - 1
    if part in _PARTS:
        low, high = (share * step for share in _PARTS[part])
    elif part in ("high", "upper"):
        low = Decimal("0.6") * step
    value = reading.value
    return reading._replace(value=value + low, high=value + high, approximate=True)
