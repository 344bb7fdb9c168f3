"""What the payloads of the shop systems share: numbers, dates, and values as the cells of a table."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from floorwalker.catalog.importers.cells import parse_moment
from floorwalker.core import UnusableInput

_LONGEST_ID = 40


def number_of(payload: Mapping[str, Any], key: str = "id") -> str:
    """The shop system's own number of a thing.

    Raises:
        UnusableInput: there is none.
    """
    number = text_of(payload.get(key))
    if not (number.isascii() and number.isdecimal() and len(number) <= _LONGEST_ID):
        raise UnusableInput(f"the payload has no number as {key!r}", "send the whole payload")
    return number


def event_date(
    payload: Mapping[str, Any], key: str, triggered_at: datetime | None, now: datetime
) -> datetime:
    """When what the payload states was so: its own date, else the event's, else now; never in the future."""
    return min(parse_moment(text_of(payload.get(key))) or triggered_at or now, now)


def text_of(value: Any) -> str:
    """A plain JSON value as the cell of a table would hold it; nothing for lists and objects."""
    match value:
        case None | dict() | list():
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}" if abs(value.adjusted()) < _LONGEST_ID else str(value)
        case _:
            return str(value)


def objects_of(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a JSON list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
