"""What can happen in a conversation. The log only grows; everything else is a fold over it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

Owner = Literal["assistant", "waiting", "person", "closed"]
"""Who speaks for the shop. While ``waiting`` the assistant may still answer; a ``person`` silences it."""

EVENT_VERSION = 1


class EventKind(StrEnum):
    """The kinds of event, and what their ``data`` and body hold."""

    MESSAGE = "message"  # the customer's words (body); data: client_message_id
    RESTARTED = "restarted"  # a turn was begun anew after a crash: its earlier sentences do not count
    UNDERSTANDING = "understanding"  # data: acts, the need after this turn
    EVIDENCE = "evidence"  # data: the facts a reply may rely on, with their sources
    VERDICTS = "verdicts"  # data: claims of the draft and what became of unsupported ones
    SENTENCE = "sentence"  # one sentence of the assistant (body), stored before it is sent
    REPLY = "reply"  # the whole answer object as JSON (body); data: ids of the products shown
    STAFF_MESSAGE = "staff_message"  # a person's words (body)
    OWNER = "owner"  # data: from, to, reason, ticket_id
    ERASED = "erased"  # the bodies before this event were deleted at the customer's wish


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to append. ``body`` holds what may be personal; it lives in an erasable table."""

    kind: EventKind
    data: Mapping[str, Any] = field(default_factory=dict)
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the log.

    ``seq`` counts from 1 without gaps within its conversation. ``turn`` is the ``seq`` of the message that
    the event belongs to, if any. ``body`` is ``None`` where there is none or it has been erased.
    """

    seq: int
    kind: EventKind
    author: str  # "customer", "assistant", "system" or "staff:NAME"
    turn: int | None
    epoch: int
    at: datetime
    data: Mapping[str, Any]
    body: str | None = None
    version: int = EVENT_VERSION
