"""The feeds of one shop: their plans, their state, and who is at them."""

from dataclasses import asdict, fields
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from floorwalker.catalog.sources.feed import Feed, FeedPlan
from floorwalker.catalog.sources.tables import feed as table
from floorwalker.core import Clock, NotFound
from floorwalker.storage import Database

HELD_FOR = timedelta(minutes=2)
"""How long a process may be silent before another takes over its feed."""

_PLAN = tuple(one.name for one in fields(FeedPlan))
_STATE = tuple(one.name for one in fields(Feed) if one.name != "plan")
_WHAT_IS_READ = ("location", "format", "mapping", "currency", "full")
_ERROR_LIMIT = 1000


class FeedStore:
    """The scheduled feeds of one shop, by source."""

    def __init__(self, database: Database, shop_id: str, clock: Clock) -> None:
        self.database = database
        self.shop_id = shop_id
        self.clock = clock
        self._of_shop = table.c.shop_id == shop_id

    def add(self, plan: FeedPlan) -> Feed:
        """Schedule a feed, or change the plan of the one that has this source.

        What is read in another way than before, or from elsewhere, is read anew at once; a process that is
        at the old plan loses the feed.

        Raises:
            UnusableInput: see :meth:`FeedPlan.check`.
        """
        plan.check()
        row = asdict(plan) | {"mapping": dict(plan.mapping)}
        new = row | {
            **dict.fromkeys(("etag", "last_modified", "error", "import_id", "holder"), ""),
            **dict.fromkeys(("checked_at", "succeeded_at", "stale_at", "held_until")),
            "shop_id": self.shop_id,
            "created_at": self.clock.now(),
            "failures": 0,
        }
        with self.database.write() as connection:
            if not self.database.insert_new(table, new, connection):
                chosen = self._of_shop & (table.c.source == plan.source)
                before = connection.execute(sa.select(table).where(chosen).with_for_update()).mappings().one()
                if any(before[name] != row[name] for name in _WHAT_IS_READ):
                    row |= _UNREAD
                connection.execute(sa.update(table).where(chosen).values(row))
        return self.get(plan.source)

    def get(self, source: str) -> Feed:
        """The feed of a source.

        Raises:
            NotFound: there is none.
        """
        found = self._feeds(table.c.source == source)
        if not found:
            raise NotFound(f"the source {source!r} has no feed", "`floorwalker feeds list` shows them")
        return found[0]

    def all(self) -> list[Feed]:
        """Every feed, by source."""
        return self._feeds(sa.true())

    def due(self) -> list[Feed]:
        """The feeds that the schedule wants run and nobody is at, those that wait longest first."""
        now = self.clock.now()
        due = [feed for feed in self.all() if feed.is_due(now) and not feed.is_running(now)]
        return sorted(due, key=lambda feed: feed.next_at())

    def remove(self, source: str) -> None:
        """End a feed. Its products stay as they are.

        Raises:
            NotFound: there is none.
        """
        with self.database.write() as connection:
            removed = connection.execute(sa.delete(table).where(self._of_shop, table.c.source == source))
        if not removed.rowcount:
            raise NotFound(f"the source {source!r} has no feed", "`floorwalker feeds list` shows them")

    def hold(self, source: str, holder: str) -> bool:
        """Become the only process at a feed for :data:`HELD_FOR`; ``False`` where another is."""
        now = self.clock.now()
        free = (table.c.holder == "") | table.c.held_until.is_(None) | (table.c.held_until <= now)
        return self._change(source, free, {"holder": holder, "held_until": now + HELD_FOR})

    def renew(self, source: str, holder: str) -> bool:
        """Stay at a feed; ``False`` where it was lost to another process, or removed."""
        return self._change(source, table.c.holder == holder, {"held_until": self.clock.now() + HELD_FOR})

    def release(self, source: str, holder: str) -> None:
        """Leave a feed without having come to an end."""
        self._change(source, table.c.holder == holder, _FREE)

    def succeed(
        self, source: str, holder: str, etag: str, last_modified: str, import_id: str | None = None
    ) -> bool:
        """Record a success and leave; ``import_id`` is ``None`` where the feed was unchanged."""
        now = self.clock.now()
        values = {"etag": etag, "last_modified": last_modified, "checked_at": now, "succeeded_at": now}
        values |= {"failures": 0, "error": ""} | _FREE
        if import_id is not None:
            values["import_id"] = import_id
        return self._change(source, table.c.holder == holder, values)

    def fail(self, source: str, holder: str, error: str) -> bool:
        """Record a failure and leave; nothing else about the feed changes."""
        values = {"checked_at": self.clock.now(), "failures": table.c.failures + 1}
        values |= {"error": error[:_ERROR_LIMIT]} | _FREE
        return self._change(source, table.c.holder == holder, values)

    def raise_alarm(self, source: str) -> bool:
        """Note that staff are told that a feed is stale; ``False`` where somebody has told them."""
        return self._change(source, table.c.stale_at.is_(None), {"stale_at": self.clock.now()})

    def lift_alarm(self, source: str) -> bool:
        """Note that staff are told that a feed has recovered; ``False`` where somebody has told them."""
        return self._change(source, table.c.stale_at.is_not(None), {"stale_at": None})

    def _feeds(self, condition: sa.ColumnElement[bool]) -> list[Feed]:
        query = sa.select(table).where(self._of_shop, condition).order_by(table.c.source)
        with self.database.read() as connection:
            rows = connection.execute(query).mappings().all()
        return [
            Feed(FeedPlan(**{name: row[name] for name in _PLAN}), **{name: row[name] for name in _STATE})
            for row in rows
        ]

    def _change(self, source: str, condition: sa.ColumnElement[bool], values: dict[str, Any]) -> bool:
        with self.database.write() as connection:
            changed = connection.execute(
                sa.update(table).where(self._of_shop, table.c.source == source, condition).values(values)
            )
        return bool(changed.rowcount)


_FREE: dict[str, Any] = {"holder": "", "held_until": None}
_UNREAD: dict[str, Any] = _FREE | {
    **dict.fromkeys(("etag", "last_modified", "error"), ""),
    "failures": 0,
    "checked_at": None,
}
