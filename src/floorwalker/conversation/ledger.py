"""The ledger of errors: unsupported claims that were caught, by kind, author and model.

A row says what kind of claim it was and what became of it, never its words: those stand in the event of the
verdicts, and go with the conversation.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime, time
from typing import Any, Literal

import sqlalchemy as sa

from floorwalker.conversation.events import Event, EventKind
from floorwalker.conversation.log import Log
from floorwalker.conversation.tables import caught_claim_table

Outcome = Literal["dropped", "repaired", "warned"]
"""What became of an unsupported claim: its sentence was not said, or was put right, or staff were told."""


@dataclass(frozen=True, slots=True)
class CaughtClaim:
    """An unsupported claim that was caught.

    ``seq`` is that of the verdicts; ``position`` counts the claims caught in them from 1. ``author`` is
    ``builtin``, ``model`` or ``staff``; ``model`` names the model where it was one.
    """

    seq: int
    position: int
    kind: str
    author: str
    model: str | None
    outcome: Outcome
    at: datetime


@dataclass(frozen=True, slots=True)
class CaughtCount:
    """How many claims of one kind, author, model and outcome were caught on one day, in UTC."""

    day: date
    kind: str
    author: str
    model: str | None
    outcome: Outcome
    count: int


def ledger_json(counts: Sequence[CaughtCount], since: date | None) -> dict[str, Any]:
    """``{"since", "total", "counts": [{"day", "kind", "author", "model", "outcome", "count"}]}``."""
    return {
        "since": since.isoformat() if since else None,
        "total": sum(line.count for line in counts),
        "counts": [asdict(line) | {"day": line.day.isoformat()} for line in counts],
    }


def record_caught(log: Log, events: Iterable[Event]) -> None:
    """Enter the unsupported claims of verdicts that were just appended."""
    rows = [
        log.row(**asdict(caught))
        for event in events
        if event.kind is EventKind.VERDICTS
        for caught in _caught(event)
    ]
    if rows:
        log.connection.execute(sa.insert(caught_claim_table), rows)


def forget_caught(log: Log) -> None:
    """Strike out what was caught in this conversation."""
    log.connection.execute(sa.delete(caught_claim_table).where(log.mine(caught_claim_table)))


def read_caught(connection: sa.Connection, shop_id: str, conversation_id: str) -> list[CaughtClaim]:
    """What was caught in a conversation, in order."""
    table = caught_claim_table.c
    chosen = (
        sa.select(*(table[field.name] for field in fields(CaughtClaim)))
        .where(table.shop_id == shop_id, table.conversation_id == conversation_id)
        .order_by(table.seq, table.position)
    )
    return [CaughtClaim(*row) for row in connection.execute(chosen)]


def count_caught(connection: sa.Connection, shop_id: str, since: date | None) -> list[CaughtCount]:
    """What was caught in a shop on ``since`` or later: the latest day first, in a day the most frequent."""
    table = caught_claim_table.c
    day = _day(connection, table.at).label("day")
    parts = (day, table.kind, table.author, table.model, table.outcome)
    count = sa.func.count().label("count")
    chosen = sa.select(*parts, count).where(table.shop_id == shop_id).group_by(*parts)
    if since is not None:
        chosen = chosen.where(table.at >= datetime.combine(since, time.min, UTC))
    ties = (table.kind, table.author, sa.func.coalesce(table.model, ""), table.outcome)
    ordered = chosen.order_by(day.desc(), count.desc(), *ties)
    return [CaughtCount(*row) for row in connection.execute(ordered)]


def _caught(event: Event) -> Iterator[CaughtClaim]:
    author, _, model = str(event.data.get("agent", "")).partition(":")
    claims: list[Mapping[str, Any]] = event.data.get("claims", [])
    unsupported = (claim for claim in claims if claim.get("status") == "unsupported")
    for position, claim in enumerate(unsupported, start=1):
        outcome = claim.get("outcome", "dropped")
        yield CaughtClaim(event.seq, position, claim["kind"], author, model or None, outcome, event.at)


def _day(connection: sa.Connection, moment: sa.ColumnElement[datetime]) -> sa.ColumnElement[date]:
    """The day of a moment in UTC: PostgreSQL would take that of the session's time zone."""
    utc = moment if connection.dialect.name == "sqlite" else sa.func.timezone("UTC", moment)
    return sa.func.date(utc, type_=sa.Date)
