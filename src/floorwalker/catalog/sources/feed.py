"""A scheduled feed as a value, and the rules of when it is due and when it is stale."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from floorwalker.catalog.importers import Sample, choose_importer
from floorwalker.catalog.sources.location import check_location, masked
from floorwalker.catalog.text_clean import clean_line
from floorwalker.core import UnusableInput, is_currency

FIRST_RETRY = timedelta(minutes=1)
LAST_RETRY = timedelta(hours=1)
"""After a failure a feed is tried again after one minute, then two, four and so on up to this, or up to its
own interval where that is shorter."""

LONGEST_INTERVAL = 60 * 24 * 31
"""In minutes."""

_SOURCE_LIMIT = 100

FeedState = Literal["waiting", "fresh", "failing", "stale", "off"]
"""``waiting``: it has never run; ``failing``: its last run failed; ``stale``: it has had no success for too
long; ``off``: it is not scheduled."""


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """What somebody asked for: where a source's products come from, and how often.

    Args:
        source: where the rows belong.
        location: an ``http`` or ``https`` URL, or a path on this machine.
        format: the format's name, or ``auto``.
        mapping: from a field to the column it is read from.
        currency: ISO code of prices that name none; empty: what the shop's settings say.
        full: whether the feed lists all that the source sells, so that the rest is withdrawn.
        every_minutes: how long after a check the next is due.
        stale_after_hours: how long without success until staff are told.
        enabled: whether it is scheduled.
    """

    source: str
    location: str
    format: str = "auto"
    mapping: Mapping[str, str] = field(default_factory=dict)
    currency: str = ""
    full: bool = False
    every_minutes: int = 60
    stale_after_hours: float = 26.0
    enabled: bool = True

    def check(self) -> None:
        """See that it can be scheduled.

        Raises:
            UnusableInput: a name, the location, the format or the currency cannot be used, or a number is out
                of bounds.
        """
        if not self.source or self.source != clean_line(self.source)[:_SOURCE_LIMIT] or ":" in self.source:
            raise UnusableInput(
                f"{self.source[:_SOURCE_LIMIT]!r} is no name for a source",
                f"use up to {_SOURCE_LIMIT} characters without colons and line breaks",
            )
        check_location(self.location)
        choose_importer(self.format, Sample(""))
        if self.currency and not is_currency(self.currency):
            raise UnusableInput(
                f"--currency {self.currency!r} is not an ISO 4217 code", "write for example CNY or USD"
            )
        if not 1 <= self.every_minutes <= LONGEST_INTERVAL:
            raise UnusableInput(
                f"--every {self.every_minutes} is out of bounds",
                f"use 1 to {LONGEST_INTERVAL} minutes",
            )
        if not 0 < self.stale_after_hours <= 24 * 366:
            raise UnusableInput(
                f"--stale-after {self.stale_after_hours:g} is out of bounds", "use hours, more than 0"
            )


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed and what has become of it.

    ``etag`` and ``last_modified`` are those of what was imported last. ``succeeded_at`` is when it was last
    imported or confirmed unchanged; ``failures`` counts those in a row, and ``error`` is the last. ``holder``
    is the process that is at it until ``held_until``. ``stale_at`` is when staff were told that it is stale.
    """

    plan: FeedPlan
    etag: str
    last_modified: str
    created_at: datetime
    checked_at: datetime | None
    succeeded_at: datetime | None
    failures: int
    error: str
    import_id: str
    stale_at: datetime | None
    holder: str
    held_until: datetime | None

    @property
    def source(self) -> str:
        """Where its rows belong; it names the feed within the shop."""
        return self.plan.source

    def next_at(self) -> datetime:
        """When it is due."""
        if self.checked_at is None:
            return self.created_at
        return self.checked_at + self._pause()

    def is_due(self, now: datetime) -> bool:
        """Whether the schedule wants it run."""
        return self.plan.enabled and self.next_at() <= now

    def is_running(self, now: datetime) -> bool:
        """Whether a process holds it."""
        return bool(self.holder) and self.held_until is not None and self.held_until > now

    def age(self, now: datetime) -> timedelta:
        """How long ago it last succeeded or, where it never has, was added."""
        return now - (self.succeeded_at or self.created_at)

    def is_stale(self, now: datetime) -> bool:
        """Whether it has had no success for longer than staff want to wait."""
        return self.plan.enabled and self.age(now) > timedelta(hours=self.plan.stale_after_hours)

    def state(self, now: datetime) -> FeedState:
        """How it does, in a word."""
        if not self.plan.enabled:
            return "off"
        if self.is_stale(now):
            return "stale"
        if self.failures:
            return "failing"
        return "fresh" if self.succeeded_at else "waiting"

    def as_json(self, now: datetime) -> dict[str, Any]:
        """The feed for programs, without the secrets of its location."""
        plan = self.plan
        return {
            "source": plan.source,
            "location": masked(plan.location),
            "format": plan.format,
            "mapping": dict(plan.mapping),
            "currency": plan.currency,
            "full": plan.full,
            "every_minutes": plan.every_minutes,
            "stale_after_hours": plan.stale_after_hours,
            "enabled": plan.enabled,
            "state": self.state(now),
            "stale": self.is_stale(now),
            "running": self.is_running(now),
            "age_seconds": int(self.age(now).total_seconds()),
            "created_at": _moment(self.created_at),
            "checked_at": _moment(self.checked_at),
            "succeeded_at": _moment(self.succeeded_at),
            "next_at": _moment(self.next_at()) if plan.enabled else None,
            "failures": self.failures,
            "error": self.error,
            "import_id": self.import_id,
        }

    def _pause(self) -> timedelta:
        interval = timedelta(minutes=self.plan.every_minutes)
        if not self.failures:
            return interval
        doubled = FIRST_RETRY * (1 << min(self.failures - 1, 16))
        return min(doubled, LAST_RETRY, interval)


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
