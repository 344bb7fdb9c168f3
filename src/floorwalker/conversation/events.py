"""What can happen in a conversation. The log only grows; everything else is a fold over it."""

import re
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
    RESTARTED = "restarted"  # a turn was begun anew after a crash: its earlier events do not count
    UNDERSTANDING = "understanding"  # data: acts, need (the ShoppingNeed after this turn)
    EVIDENCE = "evidence"  # data: the facts a reply may rely on, with their sources
    VERDICTS = "verdicts"  # data: agent, claims of the draft (with outcome where unsupported), dropped
    SENTENCE = "sentence"  # one sentence of the assistant (body), stored before it is sent
    REPLY = "reply"  # the answer object as JSON (body); data: products, language, focus, asked, openers
    STAFF_MESSAGE = "staff_message"  # a person's words (body)
    OWNER = "owner"  # data: from, to, reason, ticket_id
    ERASED = "erased"  # bodies and quoted words before it were deleted; the conversation is closed


DRAFTED = frozenset({EventKind.UNDERSTANDING, EventKind.EVIDENCE, EventKind.VERDICTS, EventKind.SENTENCE})
"""The kinds that an assistant appends while its turn runs; the reply ends the turn."""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to append. ``body`` holds what may be personal; it lives in an erasable table.

    ``data`` is JSON. Words of a person in it are deleted on erasure too, because erasure keeps only the
    names in :data:`KEPT_ON_ERASURE`.
    """

    kind: EventKind
    data: Mapping[str, Any] = field(default_factory=dict)
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the log.

    ``seq`` counts from 1 without gaps within its conversation. ``turn`` is the ``seq`` of the message that
    the event belongs to, if any; a message belongs to itself. ``body`` is ``None`` where there is none or it
    has been erased.
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


KEPT_ON_ERASURE: Mapping[EventKind, frozenset[str]] = {
    EventKind.OWNER: frozenset({"from", "to", "ticket_id"}),
    EventKind.REPLY: frozenset({"products", "language", "focus"}),
    EventKind.ERASED: frozenset({"from", "to"}),
}
"""What remains of ``data`` when a conversation is erased: nothing that could quote a person."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(value: Any) -> Any:
    """A JSON value with what no database stores replaced by U+FFFD: NUL and lone surrogates.

    PostgreSQL refuses both in text and in JSONB; an odd character must not cost a customer the message.
    """
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {storable(name): storable(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    return value
