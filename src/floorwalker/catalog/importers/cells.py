"""Cells as values: counts, ratings, dates and availability, as shops write them in both languages.

Each function returns ``None`` for what it cannot read; whoever calls decides whether that spoils the row.
"""

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import cast

from floorwalker.catalog.importers.words import WORDS
from floorwalker.catalog.models import Availability

_BLANKS = frozenset(("", "-", "--", "—", "/", "n/a", "na", "null", "#n/a"))
_NONES = frozenset(("none", "无", "無", "暂无", "暫無"))

_MAX_COUNT = 10**15
_MULTIPLES = {
    "": 1,
    "k": 1_000,
    "千": 1_000,
    "w": 10_000,
    "万": 10_000,
    "萬": 10_000,
    "m": 1_000_000,
    "亿": 10**8,
}
_COUNT = re.compile(
    r"(?P<number>\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?)\s*(?P<multiple>k|w|m|千|万|萬|亿)?\+?"
)
_RATING = re.compile(r"(?P<rating>\d(?:[.,]\d+)?)\s*(?:/\s*5(?:\.0)?|stars?|星|分|out of 5)?")


@lru_cache(maxsize=4096)
def present(cell: str) -> str:
    """The cell's text in its compatibility form (NFKC), or nothing where it only says that there is none."""
    text = unicodedata.normalize("NFKC", cell).strip()
    return "" if is_blank(cell) or text.casefold() in _NONES else text


def is_blank(cell: str) -> bool:
    """Whether a cell is empty, or filled with a dash, ``N/A`` or ``null``.

    ``none`` and ``无`` are not blank: as the value of an attribute they may be the answer.
    """
    return cell.strip().casefold() in _BLANKS


@lru_cache(maxsize=4096)
def parse_count(cell: str) -> float | None:
    """A count of sales, likes or ratings: ``1,299``, ``1.2万``, ``3k``, ``500+``."""
    match = _COUNT.fullmatch(present(cell).casefold().removesuffix("件").strip())
    if not match:
        return None
    number = Decimal(match["number"].replace(",", "")) * _MULTIPLES[match["multiple"] or ""]
    return float(number) if number <= _MAX_COUNT else None


def parse_stock(cell: str) -> int | None:
    """Pieces in stock, never below 0: shops that sell more than they have keep negative figures."""
    text = present(cell)
    count = parse_count(text.removeprefix("-"))
    if count is None or not count.is_integer():
        return None
    return 0 if text.startswith("-") else int(count)


def parse_rating(cell: str) -> float | None:
    """A rating out of 5: ``4.5``, ``4.5/5``, ``4.5 星``; another scale is not converted but left unread."""
    match = _RATING.fullmatch(present(cell).casefold())
    rating = float(match["rating"].replace(",", ".")) if match else -1.0
    return rating if 0 <= rating <= 5 else None


def parse_gtin(cell: str) -> str | None:
    """A GTIN of 8, 12, 13 or 14 digits whose check digit is right, as its digits.

    From the right, the digits count 1 and 3 in turn, and their sum is a multiple of 10 (GS1 General
    Specifications, 7.9).
    """
    digits = re.sub(r"[\s'-]", "", present(cell))
    if len(digits) not in {8, 12, 13, 14} or not (digits.isascii() and digits.isdigit()) or not int(digits):
        return None
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return digits if total % 10 == 0 else None


_AVAILABILITY = {
    word: cast(Availability, state) for state, words in WORDS["availability"].items() for word in words
}


@lru_cache(maxsize=1024)
def parse_availability(cell: str) -> Availability | None:
    """A stated availability, in words of either language or as a schema.org address."""
    word = present(cell).casefold().rsplit("schema.org/", 1)[-1]
    return _AVAILABILITY.get(re.sub(r"[\W_]+", "", word))


_DATE = re.compile(
    r"(?P<year>\d{4})\s*(?P<mark>[-/.年])\s*(?P<month>\d{1,2})\s*(?:(?P=mark)|月)\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[ T]*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?)?"
    r"\s*(?P<zone>Z|UTC|[+-]\d{2}:?\d{2})?"
)
_DATE_PARTS = ("year", "month", "day", "hour", "minute", "second")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")


@lru_cache(maxsize=1024)
def parse_moment(cell: str) -> datetime | None:
    """A date, with or without a time: ``2016/11/9``, ``2016年11月9日``, ISO 8601, ``20161109``, Unix seconds.

    The year comes first, since ``11/9`` and ``9/11`` cannot be told apart. Without a zone it is taken as UTC.
    """
    text = present(cell)
    try:
        if _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(int(text[:10]), UTC)
        match = _DATE.fullmatch(text) or _COMPACT.fullmatch(text)
        if not match:
            return None
        parts = match.groupdict()
        year, month, day, hour, minute, second = (int(parts.get(name) or 0) for name in _DATE_PARTS)
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC) - _offset(parts.get("zone") or "")
    except (ValueError, OverflowError):
        return None


def _offset(zone: str) -> timedelta:
    digits = zone.replace(":", "")
    if len(digits) != 5:
        return timedelta()
    offset = timedelta(hours=int(digits[1:3]), minutes=int(digits[3:5]))
    return -offset if digits[0] == "-" else offset
