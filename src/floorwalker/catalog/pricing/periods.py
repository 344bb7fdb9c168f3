"""Periods of time: the start is inclusive, the end exclusive, and either may be open."""

from collections.abc import Iterable
from datetime import datetime

from floorwalker.core import UnusableInput


def in_force(start: datetime | None, end: datetime | None, now: datetime) -> bool:
    """Whether ``now`` lies in the period."""
    return (start is None or start <= now) and (end is None or now < end)


def boundaries(start: datetime | None, end: datetime | None, now: datetime) -> Iterable[datetime]:
    """The moments after ``now`` at which the period begins or ends."""
    return (moment for moment in (start, end) if moment is not None and moment > now)


def check_period(start: datetime | None, end: datetime | None, what: str) -> None:
    """See that a period can be.

    Raises:
        UnusableInput: a moment has no time zone, or the period ends before it has begun.
    """
    if any(moment is not None and moment.tzinfo is None for moment in (start, end)):
        raise UnusableInput(f"the period of {what} has no time zone", "name one, for example UTC")
    if start is not None and end is not None and end <= start:
        raise UnusableInput(f"{what} ends before it has begun", "check both dates")
