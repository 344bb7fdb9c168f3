"""A person's right to be forgotten, and to see what is stored."""

import json
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from floorwalker.conversation.events import KEPT_ON_ERASURE, Event, EventKind, NewEvent
from floorwalker.conversation.ledger import CaughtClaim, forget_caught
from floorwalker.conversation.log import Head, Log
from floorwalker.conversation.reading import ProductShown
from floorwalker.conversation.tables import (
    body_table,
    client_message_table,
    event_table,
    ticket_table,
)
from floorwalker.conversation.tickets import Ticket, mark_ticket
from floorwalker.storage import Database

_CHECKPOINT_PATIENCE_MS = 500


def erase(log: Log, author: str) -> None:
    """Delete every word of a conversation; the log keeps its events, times, owners and product ids.

    Gone are all bodies, whatever in the events' data or a ticket's reason may quote a person, the ids the
    client gave its messages, its lines in the ledger of errors, and the token. The conversation is closed.
    """
    before = log.head
    if before.erased_at is not None:
        return
    log.connection.execute(sa.delete(body_table).where(log.mine(body_table)))
    log.connection.execute(sa.delete(client_message_table).where(log.mine(client_message_table)))
    log.forget_pending()
    forget_caught(log)
    mark_ticket(log, "done")
    log.connection.execute(sa.update(ticket_table).where(log.mine(ticket_table)).values(reason=""))
    _prune_data(log)
    log.drop_lease()
    log.change(
        owner="closed",
        staff=None,
        epoch=before.epoch + 1,
        token_digest=None,
        waiting_since=None,
        erased_at=log.now,
    )
    log.append(NewEvent(EventKind.ERASED, {"from": before.owner, "to": "closed"}), author, None)


def _prune_data(log: Log) -> None:
    rows = log.connection.execute(
        sa.select(event_table.c.seq, event_table.c.kind, event_table.c.data).where(log.mine(event_table))
    )
    changed = []
    for seq, kind, data in rows:
        kept = {name: data[name] for name in KEPT_ON_ERASURE.get(kind, frozenset()) if name in data}
        if kept != data:
            changed.append({"of_seq": seq, "kept": kept})
    if changed:
        pruned = sa.update(event_table).where(
            log.mine(event_table), event_table.c.seq == sa.bindparam("of_seq")
        )
        log.connection.execute(
            pruned.values(data=sa.bindparam("kept", type_=event_table.c.data.type)), changed
        )


def forget_recent_pages(database: Database) -> None:
    """Remove erased text from SQLite's write-ahead log too, by moving the log into the database file.

    The database file itself holds none: ``secure_delete`` overwrites what is deleted. A read that began
    before the erasure and still goes on keeps the log; then the next erasure, or closing the database,
    removes it. On PostgreSQL the server's vacuum and the retention of its own log do so in their own time.
    """
    if database.is_sqlite:
        with database.engine.connect() as connection:
            connection.detach()  # the short patience is for this connection only; writers wait meanwhile
            connection.exec_driver_sql(f"PRAGMA busy_timeout={_CHECKPOINT_PATIENCE_MS}")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def exported(
    conversation_id: str,
    head: Head,
    events: list[Event],
    shown: list[ProductShown],
    caught: list[CaughtClaim],
    tickets: list[Ticket],
) -> dict[str, Any]:
    """All that is stored about a conversation, as JSON for the person who asks.

    Staff appear as ``staff``, without their names; tokens and leases are no personal data and are left out.
    """
    return {
        "conversation_id": conversation_id,
        "language": head.language,
        "owner": head.owner,
        "created_at": head.created_at.isoformat(),
        "updated_at": head.updated_at.isoformat(),
        "erased_at": head.erased_at.isoformat() if head.erased_at else None,
        "events": [_exported_event(event) for event in events],
        "products_shown": [
            {
                "turn": row.turn,
                "position": row.position,
                "product_id": row.product_id,
                "at": row.at.isoformat(),
            }
            for row in shown
        ],
        "caught_claims": [asdict(claim) | {"at": claim.at.isoformat()} for claim in caught],
        "tickets": [
            {
                "id": ticket.id,
                "turn": ticket.turn,
                "reason": ticket.reason,
                "status": ticket.status,
                "created_at": ticket.created_at.isoformat(),
                "closed_at": ticket.closed_at.isoformat() if ticket.closed_at else None,
            }
            for ticket in tickets
        ],
    }


def _exported_event(event: Event) -> dict[str, Any]:
    exported: dict[str, Any] = {
        "seq": event.seq,
        "kind": event.kind.value,
        "author": event.author.partition(":")[0],
        "turn": event.turn,
        "at": event.at.isoformat(),
        "data": dict(event.data),
    }
    if event.kind is EventKind.REPLY and event.body is not None:
        return exported | {"answer": json.loads(event.body)}
    return exported | {"text": event.body}
