"""Turn events as server-sent events (WHATWG HTML, section 9.2)."""

import json
import logging
from collections.abc import AsyncIterator
from typing import Any

from fastapi.sse import ServerSentEvent

from floorwalker.channels.problems import problem, unexpected
from floorwalker.core import FloorwalkerError
from floorwalker.dialogue import MessageAccepted, ProductsShown, SentenceSaid, TurnDone, TurnEvent

log = logging.getLogger(__name__)


def server_sent(event: str, data: Any, seq: int | None = None, retry: int | None = None) -> ServerSentEvent:
    """One event with a JSON value as its data, in UTF-8 without escapes."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return ServerSentEvent(event=event, raw_data=text, id=None if seq is None else str(seq), retry=retry)


def turn_event(event: TurnEvent) -> ServerSentEvent:
    """A turn event as the chat API documents it."""
    match event:
        case MessageAccepted(seq):
            return server_sent("accepted", {"seq": seq}, seq)
        case SentenceSaid(seq, text):
            return server_sent("sentence", {"seq": seq, "text": text}, seq)
        case ProductsShown(products):
            return server_sent("products", {"products": products})
        case TurnDone(answer):
            return server_sent("done", {"answer": answer})


async def turn_stream(turn: AsyncIterator[TurnEvent]) -> AsyncIterator[ServerSentEvent]:
    """The events of a turn; an error after the first one is the stream's last event."""
    try:
        async for event in turn:
            yield turn_event(event)
    except FloorwalkerError as error:
        yield server_sent("error", problem(error.message, error.remedy))
    except Exception:
        yield server_sent("error", unexpected())
