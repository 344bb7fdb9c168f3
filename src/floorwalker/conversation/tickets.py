"""Tickets: a customer's wish for a person, from the request until a person has dealt with it."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from floorwalker.conversation.log import Log
from floorwalker.conversation.tables import ticket_table
from floorwalker.core import new_id

TicketStatus = Literal["open", "taken", "done"]


@dataclass(frozen=True, slots=True)
class Ticket:
    """A request for a person. A conversation has at most one that is not ``done``.

    ``turn`` is the turn in which the person was asked for; a later turn that asks again gets the same ticket.
    """

    id: str
    conversation_id: str
    turn: int
    reason: str
    status: TicketStatus
    created_at: datetime
    closed_at: datetime | None


_TICKET = sa.select(*(ticket_table.c[field.name] for field in fields(Ticket)))


def read_tickets(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> list[Ticket]:
    """Tickets that satisfy a condition, oldest first."""
    found = _TICKET.where(condition).order_by(ticket_table.c.created_at, ticket_table.c.id)
    return [Ticket(*row) for row in connection.execute(found)]


def active_ticket(log: Log) -> Ticket | None:
    """The ticket of the conversation that is not done."""
    found = read_tickets(log.connection, sa.and_(log.mine(ticket_table), ticket_table.c.status != "done"))
    return found[0] if found else None


def open_ticket(log: Log, turn: int, reason: str) -> Ticket:
    """Store a new ticket."""
    ticket = Ticket(new_id(), log.id, turn, reason, "open", log.now, None)
    row = {field.name: getattr(ticket, field.name) for field in fields(Ticket)}
    log.connection.execute(sa.insert(ticket_table), {"shop_id": log.shop_id, **row})
    return ticket


def mark_ticket(log: Log, status: TicketStatus) -> str | None:
    """Give the ticket that is not done a new status; returns its id, ``None`` where there is none."""
    ticket = active_ticket(log)
    if ticket is None:
        return None
    log.connection.execute(
        sa.update(ticket_table)
        .where(ticket_table.c.shop_id == log.shop_id, ticket_table.c.id == ticket.id)
        .values(status=status, closed_at=log.now if status == "done" else None)
    )
    return ticket.id
