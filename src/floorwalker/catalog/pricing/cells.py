"""Cells of price lists and promotions as values."""

import re
import tomllib
from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Final

from floorwalker.catalog.importers.base import RowError
from floorwalker.catalog.importers.cells import parse_moment, present
from floorwalker.catalog.importers.columns import header_key, recognise
from floorwalker.catalog.importers.prices import CurrencyHint, currency_hint
from floorwalker.catalog.text_clean import clean_line

_WORDS: Final[dict[str, dict[str, list[str]]]] = tomllib.loads(
    files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
)
_FIELD_OF = {
    header_key(name): (rank, field)
    for field, names in _WORDS["columns"].items()
    for rank, name in enumerate(names)
}
_MONEY = frozenset(("price", "compare_at"))
_ALSO_MONEY = {"price": "price", "sale_price": "price", "compare_at_price": "compare_at"}
_TAX = {header_key(word): state == "yes" for state, words in _WORDS["tax"].items() for word in words}
_EVERYBODY = frozenset(_WORDS["everybody"]["words"])

_UNSURE = 1000  # the rank of a column known only by the words of product files

_TIME_OF_DAY = re.compile(r"(?<![-+\d])\d{1,2}:\d{2}")
_EPOCH_LENGTHS = (10, 13)


def find_columns(header: Sequence[str]) -> tuple[dict[str, int], dict[str, CurrencyHint]]:
    """The column of each field of a price list, and what the headers of prices say about the currency.

    Of several columns that could hold a field the one with the surest name does.
    """
    fields: dict[str, int] = {}
    hints: dict[str, CurrencyHint] = {}
    meanings = ((*_meaning(cell), place) for place, cell in enumerate(header))
    for _, field, place in sorted(meanings):
        if field and field not in fields:
            fields[field] = place
            hint = _currency_of(header[place]) if field in _MONEY else None
            if hint:
                hints[field] = hint
    return fields, hints


def _meaning(cell: str) -> tuple[int, str]:
    if known := _FIELD_OF.get(header_key(cell)):
        return known
    name = next(iter(recognise([cell], {}).fields), "")
    return _UNSURE, _ALSO_MONEY.get(name, "")


def _currency_of(header: str) -> CurrencyHint | None:
    words = re.findall(r"[(\[（【]([^)\]）】]*)[)\]）】]", header)
    hints = (*recognise([header], {}).hints.values(), *map(currency_hint, words))
    return next((hint for hint in hints if hint), None)


def read_moment(cell: str, *, last: bool = False) -> datetime | None:
    """A date with or without a time; ``None`` for an empty cell.

    Without a zone it is UTC. With ``last`` it ends a period, and a date alone is the last day of it: the
    period ends when the next day begins.

    Raises:
        RowError: it cannot be read.
    """
    text = present(cell)
    if not text:
        return None
    moment = parse_moment(text)
    if moment is None:
        raise RowError(
            f"the date {text[:40]!r} cannot be read",
            "write dates as 2026-11-11 or 2026-11-11 20:00 +08:00, the year first",
        )
    is_day = not _TIME_OF_DAY.search(text) and not (text.isdigit() and len(text) in _EPOCH_LENGTHS)
    return moment + timedelta(days=1) if last and is_day else moment


def read_tax(cell: str) -> bool | None:
    """Whether a price includes tax; ``None`` for an empty cell.

    Raises:
        RowError: it says neither.
    """
    text = present(cell)
    if not text:
        return None
    said = _TAX.get(header_key(text))
    if said is None:
        raise RowError(f"{text[:40]!r} does not say whether tax is included", "write yes or no, 是 or 否")
    return said


def read_audience(cell: str) -> str | None:
    """A market or member group; empty for everybody, ``None`` for an empty cell, which says nothing."""
    text = clean_line(present(cell))
    if not text:
        return None
    return "" if text.casefold() in _EVERYBODY else text


def read_whole(cell: str) -> int | None:
    """A whole number, such as a priority; ``None`` for an empty cell.

    Raises:
        RowError: it is none.
    """
    text = present(cell)
    if not text:
        return None
    if not re.fullmatch(r"[+-]?\d{1,9}", text, re.ASCII):
        raise RowError(f"{text[:40]!r} is no whole number", "write for example 10")
    return int(text)
