"""The assistant's side: a message is accepted, its turn begun, drafted and finished.

A turn is named by the ``seq`` of its message. Turns of one conversation run one after the other, in order of
``seq``, whatever process they run in; the right to append is a lease with a fencing token.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from floorwalker.conversation.events import DRAFTED, Event, EventKind, NewEvent, Owner, storable
from floorwalker.conversation.ledger import record_caught
from floorwalker.conversation.log import SPEAKING, Log
from floorwalker.conversation.state import Memory
from floorwalker.conversation.tables import (
    body_table,
    client_message_table,
    event_table,
    pending_turn_table,
    product_shown_table,
)
from floorwalker.conversation.tickets import Ticket, active_ticket, open_ticket
from floorwalker.core import Conflict, NotFound, UnusableInput, new_id

CLIENT_MESSAGE_ID_MAX_CHARS = 200


class Superseded(Conflict):
    """The turn may not append any more: a person took over, or another process has the turn."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to append to a turn, until it is finished, abandoned or superseded."""

    conversation_id: str
    turn: int
    epoch: int
    id: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """Where the turn of a stored message stands.

    One of four: ``answer`` is set (finished; send it again); ``lease`` is set (begin); ``pending`` (another
    turn runs or comes first; claim again a little later); or none of them (a person owns the conversation:
    the assistant has nothing to say).
    """

    seq: int
    owner: Owner
    pending: bool
    answer: dict[str, Any] | None = None
    lease: Lease | None = None


def accept(log: Log, text: str, client_message_id: str, holder: str, timeout: timedelta) -> Accepted:
    """Store a message of the customer, once for each ``client_message_id``."""
    text = storable(text)
    if not 0 < len(client_message_id) <= CLIENT_MESSAGE_ID_MAX_CHARS or (
        storable(client_message_id) != client_message_id
    ):
        raise UnusableInput(
            "the client_message_id cannot be used",
            f"send 1 to {CLIENT_MESSAGE_ID_MAX_CHARS} printable characters, a new one for each message",
        )
    _refuse_erased(log)
    stored = _stored_message(log, client_message_id)
    if stored is not None:
        seq, stored_text = stored
        if stored_text != text:
            raise Conflict(
                f"client_message_id {client_message_id!r} was used for another text",
                "send a new client_message_id with each new message",
            )
        return begin(log, seq, holder, timeout)
    if log.head.owner == "closed":
        raise Conflict("the conversation is closed", "start a new conversation")
    seq = log.head.next_seq
    log.append(NewEvent(EventKind.MESSAGE, {"client_message_id": client_message_id}, text), "customer", seq)
    names = log.row(client_message_id=client_message_id, seq=seq)
    log.connection.execute(sa.insert(client_message_table), names)
    if log.head.owner not in SPEAKING:
        log.change(waiting_since=log.head.waiting_since or log.now)
        return Accepted(seq, log.head.owner, pending=False)
    pending = log.row(seq=seq, holds_until=log.now + timeout)
    log.connection.execute(sa.insert(pending_turn_table), pending)
    return begin(log, seq, holder, timeout)


def begin(log: Log, seq: int, holder: str, timeout: timedelta) -> Accepted:
    """Give the turn of message ``seq`` a lease if it is its turn, or say how it stands."""
    _refuse_erased(log)
    head = log.head
    waiting = sa.select(pending_turn_table.c.seq, pending_turn_table.c.holds_until).where(
        log.mine(pending_turn_table), pending_turn_table.c.seq <= seq
    )
    holds = {row.seq: row.holds_until for row in log.connection.execute(waiting)}
    if seq not in holds:
        return Accepted(seq, head.owner, pending=False, answer=_answer(log, seq))
    live = head.turn_expires_at is not None and head.turn_expires_at > log.now
    if live or any(earlier < seq and until > log.now for earlier, until in holds.items()):
        if holds[seq] - log.now < timeout / 2:
            _hold(log, seq, timeout)
        return Accepted(seq, head.owner, pending=True)
    if _was_begun(log, seq):
        log.append(NewEvent(EventKind.RESTARTED), "system", seq)
    lease = Lease(log.id, seq, head.epoch, new_id())
    log.change(turn_seq=seq, turn_lease=lease.id, turn_holder=holder, turn_expires_at=log.now + timeout)
    return Accepted(seq, head.owner, pending=True, lease=lease)


def draft(log: Log, lease: Lease, events: Sequence[NewEvent], timeout: timedelta) -> list[Event]:
    """Append what the assistant found or says, and renew the lease."""
    _require_held(log, lease)
    wrong = {new.kind for new in events} - DRAFTED
    if wrong:
        raise ValueError(f"an assistant does not append {sorted(wrong)}")
    log.change(turn_expires_at=log.now + timeout)
    appended = log.append_all(events, "assistant", lease.turn)
    record_caught(log, appended)
    return appended


def finish(
    log: Log, lease: Lease, answer: Mapping[str, Any], products: Sequence[str], memory: Memory
) -> Event:
    """Append the reply, record the products shown, and end the turn."""
    _require_held(log, lease)
    answer = storable(answer)
    language = answer.get("language") or log.head.language
    shown = storable(products)
    reply = NewEvent(
        EventKind.REPLY,
        {"products": shown, "language": language, **asdict(memory)},
        json.dumps(answer, ensure_ascii=False),
    )
    event = log.append(reply, "assistant", lease.turn)
    if shown:
        rows = [
            log.row(turn=lease.turn, position=position, product_id=product, at=log.now)
            for position, product in enumerate(shown, start=1)
        ]
        log.connection.execute(sa.insert(product_shown_table), rows)
    log.connection.execute(
        sa.delete(pending_turn_table).where(
            log.mine(pending_turn_table), pending_turn_table.c.seq == lease.turn
        )
    )
    log.change(language=language)
    log.drop_lease()
    return event


def abandon(log: Log, lease: Lease) -> None:
    """Let the turn go unanswered, so that a retry or the next message can begin at once."""
    if log.head.turn_lease == lease.id:
        _hold(log, lease.turn, timedelta())
        log.drop_lease()


def request_person(log: Log, lease: Lease, reason: str, timeout: timedelta) -> tuple[Ticket, Lease]:
    """Ask for a person: a ticket, unless one is open already, and the owner is ``waiting``."""
    _require_held(log, lease)
    log.change(turn_expires_at=log.now + timeout)
    ticket = active_ticket(log)
    if ticket is None:
        ticket = open_ticket(log, lease.turn, storable(reason))
        log.pass_to("waiting", "assistant", reason=ticket.reason, ticket_id=ticket.id, keep_lease=True)
    return ticket, replace(lease, epoch=log.head.epoch)


def _require_held(log: Log, lease: Lease) -> None:
    if log.head.owner not in SPEAKING:
        raise Superseded(f"the conversation is owned by {log.head.owner!r}", "say nothing")
    if log.head.turn_lease != lease.id or log.head.epoch != lease.epoch:
        raise Superseded(f"the turn of message {lease.turn} is no longer held", "claim it again")


def _refuse_erased(log: Log) -> None:
    if log.head.erased_at is not None:
        raise NotFound(f"conversation {log.id!r} was erased", "start a new conversation")


def _stored_message(log: Log, client_message_id: str) -> tuple[int, str] | None:
    row = log.connection.execute(
        sa.select(event_table.c.seq, body_table.c.text)
        .select_from(client_message_table)
        .join(event_table, _same(event_table, client_message_table, "seq", "seq"))
        .join(body_table, _same(body_table, event_table, "id", "body_id"))
        .where(log.mine(client_message_table), client_message_table.c.client_message_id == client_message_id)
    ).one_or_none()
    return None if row is None else (row.seq, row.text)


def _answer(log: Log, seq: int) -> dict[str, Any] | None:
    rows = log.connection.execute(
        sa.select(event_table.c.kind, body_table.c.text)
        .join(body_table, _same(body_table, event_table, "id", "body_id"))
        .where(
            log.mine(event_table),
            event_table.c.seq >= seq,
            event_table.c.turn == seq,
            event_table.c.kind.in_([EventKind.MESSAGE.value, EventKind.REPLY.value]),
        )
    )
    bodies = {row.kind: row.text for row in rows}
    if EventKind.MESSAGE not in bodies:
        raise NotFound(f"there is no message {seq} in conversation {log.id!r}", "accept the message first")
    answer = bodies.get(EventKind.REPLY)
    return None if answer is None else json.loads(answer)


def _was_begun(log: Log, seq: int) -> bool:
    later = sa.select(sa.literal(1)).where(
        log.mine(event_table), event_table.c.seq > seq, event_table.c.turn == seq
    )
    return log.connection.execute(later.limit(1)).first() is not None


def _hold(log: Log, seq: int, duration: timedelta) -> None:
    log.connection.execute(
        sa.update(pending_turn_table)
        .where(log.mine(pending_turn_table), pending_turn_table.c.seq == seq)
        .values(holds_until=log.now + duration)
    )


def _same(left: sa.Table, right: sa.Table, left_name: str, right_name: str) -> sa.ColumnElement[bool]:
    return sa.and_(
        left.c.shop_id == right.c.shop_id,
        left.c.conversation_id == right.c.conversation_id,
        left.c[left_name] == right.c[right_name],
    )
