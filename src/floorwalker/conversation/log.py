"""One conversation inside a transaction that has locked its row: the only way to append to a log."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from floorwalker.conversation.events import EVENT_VERSION, Event, EventKind, NewEvent, Owner, storable
from floorwalker.conversation.tables import (
    body_table,
    conversation_table,
    event_table,
    pending_turn_table,
)
from floorwalker.core import Language, NotFound, new_id
from floorwalker.storage import Write

SPEAKING: frozenset[Owner] = frozenset({"assistant", "waiting"})
"""The owners under which the assistant may speak."""


@dataclass(frozen=True, slots=True)
class Head:
    """The row of a conversation: who owns it, how long the log is, and the lease of the running turn.

    ``epoch`` counts the changes of owner. The lease is live while ``turn_lease`` is set and
    ``turn_expires_at`` lies ahead. ``waiting_since`` is set while the customer waits for a person's word.
    """

    owner: Owner
    staff: str | None
    epoch: int
    next_seq: int
    language: Language | None
    token_digest: str | None
    turn_seq: int | None
    turn_lease: str | None
    turn_holder: str | None
    turn_expires_at: datetime | None
    waiting_since: datetime | None
    created_at: datetime
    updated_at: datetime
    erased_at: datetime | None


_HEAD = sa.select(*(conversation_table.c[field.name] for field in fields(Head)))


def read_head(connection: sa.Connection, shop_id: str, conversation_id: str, *, lock: bool = False) -> Head:
    """The row of a conversation, locked until the transaction ends where ``lock`` says so.

    Raises:
        NotFound: the shop has no such conversation.
    """
    row = None
    if storable(conversation_id) == conversation_id:
        chosen = _HEAD.where(
            conversation_table.c.shop_id == shop_id, conversation_table.c.id == conversation_id
        )
        row = connection.execute(chosen.with_for_update() if lock else chosen).one_or_none()
    if row is None:
        raise NotFound(f"there is no conversation {conversation_id!r}", "start a new conversation")
    return Head(*row)


class Log:
    """The end of a conversation's log. Appends are collected and written together by :meth:`flush`.

    The row stays locked from :meth:`lock` to the end of the transaction, so nobody else can take the same
    ``seq`` or change the owner in between.
    """

    def __init__(
        self, connection: Write, shop_id: str, conversation_id: str, head: Head, now: datetime
    ) -> None:
        self.connection = connection
        self.shop_id = shop_id
        self.id = conversation_id
        self.head = head
        self.now = now
        self._locked_head = head
        self._events: list[dict[str, Any]] = []
        self._bodies: list[dict[str, Any]] = []

    @classmethod
    def lock(cls, connection: Write, shop_id: str, conversation_id: str, now: datetime) -> "Log":
        """Lock the conversation's row and read it.

        Raises:
            NotFound: the shop has no such conversation.
        """
        head = read_head(connection, shop_id, conversation_id, lock=True)
        return cls(connection, shop_id, conversation_id, head, now)

    def change(self, **values: Any) -> None:
        """Set fields of the head."""
        self.head = replace(self.head, **values)

    def append(self, new: NewEvent, author: str, turn: int | None) -> Event:
        """Give an event the next ``seq`` and the present epoch."""
        body = None if new.body is None else storable(new.body)
        event = Event(
            seq=self.head.next_seq,
            kind=new.kind,
            author=author,
            turn=turn,
            epoch=self.head.epoch,
            at=self.now,
            data=storable(new.data),
            body=body,
        )
        self.change(next_seq=event.seq + 1)
        body_id = None
        if body is not None:
            body_id = new_id()
            self._bodies.append(self.row(id=body_id, text=body))
        self._events.append(
            self.row(
                seq=event.seq,
                kind=event.kind.value,
                author=author,
                turn=turn,
                epoch=event.epoch,
                version=EVENT_VERSION,
                data=event.data,
                body_id=body_id,
                at=event.at,
            )
        )
        return event

    def append_all(self, events: Iterable[NewEvent], author: str, turn: int) -> list[Event]:
        """Append several events in order."""
        return [self.append(new, author, turn) for new in events]

    def pass_to(
        self,
        owner: Owner,
        author: str,
        *,
        reason: str = "",
        ticket_id: str | None = None,
        keep_lease: bool = False,
    ) -> Event:
        """Change the owner: a new epoch, the event that says so, and an end to what the old owner had begun.

        The running turn loses its lease unless ``keep_lease``. Where the new owner is no assistant, the
        messages still unanswered need no answer of it any more.
        """
        before = self.head
        self.change(
            owner=owner,
            epoch=before.epoch + 1,
            staff=author.removeprefix("staff:") if owner == "person" else None,
            waiting_since=(before.waiting_since or self.now) if owner in ("waiting", "person") else None,
        )
        if not keep_lease:
            self.drop_lease()
        if owner not in SPEAKING:
            self.forget_pending()
        data = {"from": before.owner, "to": owner, "reason": reason, "ticket_id": ticket_id}
        return self.append(NewEvent(EventKind.OWNER, data), author, before.turn_seq if keep_lease else None)

    def drop_lease(self) -> None:
        """End the running turn's right to append."""
        self.change(turn_seq=None, turn_lease=None, turn_holder=None, turn_expires_at=None)

    def forget_pending(self) -> None:
        """No message waits for an answer of the assistant any more."""
        self.connection.execute(sa.delete(pending_turn_table).where(self.mine(pending_turn_table)))

    def mine(self, table: sa.Table) -> sa.ColumnElement[bool]:
        """The rows of ``table`` that belong to this conversation."""
        return sa.and_(table.c.shop_id == self.shop_id, table.c.conversation_id == self.id)

    def row(self, **values: Any) -> dict[str, Any]:
        """A row of a table of this conversation."""
        return {"shop_id": self.shop_id, "conversation_id": self.id, **values}

    def flush(self) -> None:
        """Write what was appended and changed."""
        if self._bodies:
            self.connection.execute(sa.insert(body_table), self._bodies)
        if self._events:
            self.change(updated_at=self.now)
            self.connection.execute(sa.insert(event_table), self._events)
        if self.head != self._locked_head:
            row = sa.and_(conversation_table.c.shop_id == self.shop_id, conversation_table.c.id == self.id)
            self.connection.execute(sa.update(conversation_table).where(row).values(asdict(self.head)))
