"""Reading: the log, and the read models that are written together with it."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, get_args

import sqlalchemy as sa

from floorwalker.conversation.events import Event, EventKind, Owner
from floorwalker.conversation.tables import (
    body_table,
    conversation_table,
    event_table,
    product_shown_table,
    ticket_table,
)
from floorwalker.core import Language

FOLDED = frozenset(EventKind) - {EventKind.EVIDENCE, EventKind.VERDICTS}
"""The kinds that a conversation's state depends on; the others are its audit trail."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A conversation as the inbox lists it, with its ticket where one is open or taken."""

    id: str
    owner: Owner
    staff: str | None
    epoch: int
    language: Language | None
    waiting_since: datetime | None
    updated_at: datetime
    ticket_id: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class ProductShown:
    """A product shown in a reply; ``position`` counts from 1."""

    turn: int
    position: int
    product_id: str
    at: datetime


_EVENTS = sa.select(
    event_table.c.seq,
    event_table.c.kind,
    event_table.c.author,
    event_table.c.turn,
    event_table.c.epoch,
    event_table.c.at,
    event_table.c.data,
    body_table.c.text,
    event_table.c.version,
).outerjoin_from(
    event_table,
    body_table,
    sa.and_(
        body_table.c.shop_id == event_table.c.shop_id,
        body_table.c.conversation_id == event_table.c.conversation_id,
        body_table.c.id == event_table.c.body_id,
    ),
)

_SUMMARIES = sa.select(
    conversation_table.c.id,
    conversation_table.c.owner,
    conversation_table.c.staff,
    conversation_table.c.epoch,
    conversation_table.c.language,
    conversation_table.c.waiting_since,
    conversation_table.c.updated_at,
    ticket_table.c.id.label("ticket_id"),
    ticket_table.c.reason,
).outerjoin_from(
    conversation_table,
    ticket_table,
    sa.and_(
        ticket_table.c.shop_id == conversation_table.c.shop_id,
        ticket_table.c.conversation_id == conversation_table.c.id,
        ticket_table.c.status != "done",
    ),
)

_KINDS = {kind.value: kind for kind in EventKind}
_NEVER = datetime.max.replace(tzinfo=UTC)


def read_events(
    connection: sa.Connection,
    shop_id: str,
    conversation_id: str,
    after: int,
    kinds: Collection[EventKind] = (),
) -> list[Event]:
    """Events with a ``seq`` above ``after``, in order; only those of ``kinds`` where any are given."""
    chosen = _EVENTS.where(
        event_table.c.shop_id == shop_id,
        event_table.c.conversation_id == conversation_id,
        event_table.c.seq > after,
    ).order_by(event_table.c.seq)
    if kinds:
        chosen = chosen.where(event_table.c.kind.in_(sorted(kind.value for kind in kinds)))
    rows = connection.execute(chosen).all()
    return [Event(seq, _KINDS[kind], *rest) for seq, kind, *rest in rows]


def read_shown(connection: sa.Connection, shop_id: str, conversation_id: str) -> list[ProductShown]:
    """The products shown in a conversation, by turn and position."""
    columns = [product_shown_table.c[field.name] for field in fields(ProductShown)]
    chosen = (
        sa.select(*columns)
        .where(
            product_shown_table.c.shop_id == shop_id,
            product_shown_table.c.conversation_id == conversation_id,
        )
        .order_by(product_shown_table.c.turn, product_shown_table.c.position)
    )
    return [ProductShown(*row) for row in connection.execute(chosen)]


def read_inbox(connection: sa.Connection, shop_id: str, owner: Owner | None, limit: int) -> list[Summary]:
    """Conversations of one owner or of all: those who wait longest first, then the latest touched."""
    owners: tuple[Owner, ...] = get_args(Owner) if owner is None else (owner,)
    pages = [_page(shop_id, each, limit).subquery().select() for each in owners]
    found = [Summary(*row) for row in connection.execute(sa.union_all(*pages))]
    found.sort(key=lambda summary: summary.updated_at, reverse=True)
    found.sort(key=lambda summary: summary.waiting_since or _NEVER)
    return found[:limit]


def _page(shop_id: str, owner: Owner, limit: int) -> sa.Select[Any]:
    latest = conversation_table.c.updated_at.desc()
    waiting = conversation_table.c.waiting_since
    somebody_may_wait = owner in ("waiting", "person")  # else the index alone gives the order
    return (
        _SUMMARIES.where(conversation_table.c.shop_id == shop_id, conversation_table.c.owner == owner)
        .order_by(*((waiting.is_(None), waiting, latest) if somebody_may_wait else (latest,)))
        .limit(limit)
    )
