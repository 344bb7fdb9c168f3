"""The people's side: taking a conversation over, speaking in it, handing it back, closing it."""

from collections.abc import Mapping, Sequence
from typing import Any

from floorwalker.conversation.events import Event, EventKind, NewEvent, storable
from floorwalker.conversation.ledger import record_caught
from floorwalker.conversation.log import Log
from floorwalker.conversation.tickets import mark_ticket
from floorwalker.core import Conflict, NotFound, UnusableInput


def take_over(log: Log, staff: str, *, force: bool) -> int:
    """A person becomes the owner and the assistant falls silent."""
    author = _author(log, staff)
    if log.head.owner == "closed":
        raise Conflict("the conversation is closed", "wait for the customer to start a new one")
    _respect_colleague(log, staff, force=force)
    if log.head.owner != "person" or log.head.staff != staff:
        log.pass_to("person", author, ticket_id=mark_ticket(log, "taken"))
    return log.head.epoch


def say(log: Log, staff: str, text: str, epoch: int, doubts: Sequence[Mapping[str, Any]] = ()) -> Event:
    """A person's message to the customer, and what it claims without a record.

    Args:
        log: the conversation.
        staff: who speaks.
        text: the words.
        epoch: the one that the takeover returned.
        doubts: unsupported claims of the message, without its words, as :meth:`Claim.as_json` has them.
    """
    author = _author(log, staff)
    if log.head.owner != "person" or log.head.staff != staff:
        raise Conflict(f"{staff} does not own the conversation", "take it over first")
    if log.head.epoch != epoch:
        raise Conflict("the conversation changed hands since it was read", "read it again")
    log.change(waiting_since=None)
    said = log.append(NewEvent(EventKind.STAFF_MESSAGE, body=text), author, None)
    if doubts:
        warned = [dict(doubt) | {"outcome": "warned"} for doubt in doubts]
        verdicts = NewEvent(EventKind.VERDICTS, {"agent": "staff", "claims": warned})
        record_caught(log, [log.append(verdicts, author, None)])
    return said


def hand_back(log: Log, staff: str, *, force: bool) -> int:
    """The assistant becomes the owner again."""
    author = _author(log, staff)
    if log.head.owner == "closed":
        raise Conflict("the conversation is closed", "wait for the customer to start a new one")
    _respect_colleague(log, staff, force=force)
    if log.head.owner != "assistant":
        log.pass_to("assistant", author, ticket_id=mark_ticket(log, "done"))
    return log.head.epoch


def close(log: Log, staff: str, *, force: bool) -> int:
    """The conversation ends."""
    author = _author(log, staff)
    _respect_colleague(log, staff, force=force)
    if log.head.owner != "closed":
        log.pass_to("closed", author, ticket_id=mark_ticket(log, "done"))
    return log.head.epoch


def _author(log: Log, staff: str) -> str:
    if log.head.erased_at is not None:
        raise NotFound(f"conversation {log.id!r} was erased", "nothing can be done with it any more")
    if not staff.strip() or storable(staff) != staff:
        raise UnusableInput("a person needs a name", "sign in")
    return f"staff:{staff}"


def _respect_colleague(log: Log, staff: str, *, force: bool) -> None:
    if log.head.owner == "person" and log.head.staff != staff and not force:
        raise Conflict(f"{log.head.staff} owns the conversation", "ask them, or take it over by force")
