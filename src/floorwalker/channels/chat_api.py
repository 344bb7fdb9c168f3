"""The chat API: what the chat page and every widget speak. ``docs/api.md`` describes it."""

from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any

from anyio import move_on_after
from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Header, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel

from floorwalker.channels.history import history, news
from floorwalker.channels.service import AnyCaller, AnyService, Caller, Customer
from floorwalker.channels.streaming import server_sent, turn_stream
from floorwalker.core import Language
from floorwalker.dialogue import TurnEvent

router = APIRouter(prefix="/api", tags=["chat"])

_MAX_SEQ = 2**31 - 1
_POLL_S = {"assistant": 2.0, "waiting": 0.7, "person": 0.7}
_RETRY_MS = 2000


class ConversationRequest(BaseModel):
    """How to open a conversation. ``language`` is assumed until the customer writes."""

    language: Language | None = None


class ConversationOpened(BaseModel):
    """The conversation's public id, and the token that reading and erasing it need. It is told only once."""

    id: str
    token: str


class MessageRequest(BaseModel):
    """A customer's message. The same ``client_message_id`` is the same message and has the same answer."""

    text: str
    client_message_id: str | None = None


@router.post("/conversations", status_code=201)
def open_conversation(caller: AnyCaller, wish: ConversationRequest | None = None) -> ConversationOpened:
    """Open a conversation."""
    opened = caller.assistant.open(wish.language if wish else None)
    return ConversationOpened(id=opened.id, token=opened.token)


async def _begin_turn(
    conversation_id: str, message: MessageRequest, customer: Customer, service: AnyService
) -> AsyncIterator[TurnEvent]:
    def turn() -> Iterator[TurnEvent]:
        customer.check_before_posting(conversation_id, service.house.settings)
        yield from customer.assistant.turn(conversation_id, message.text, message.client_message_id)

    return await service.turns.start(turn)


@router.post("/conversations/{conversation_id}/messages", response_class=EventSourceResponse)
async def send_message(
    turn: Annotated[AsyncIterator[TurnEvent], Depends(_begin_turn)],
) -> AsyncIterator[ServerSentEvent]:
    """Send a message; its turn comes as ``accepted``, ``sentence``…, ``products``, ``done`` or ``error``."""
    async for event in turn_stream(turn):
        yield event


def _reader(conversation_id: str, customer: Customer) -> Caller:
    customer.require_token(conversation_id)
    return customer


Reader = Annotated[Caller, Depends(_reader)]


@router.get("/conversations/{conversation_id}")
def read_conversation(conversation_id: str, reader: Reader) -> dict[str, Any]:
    """The conversation as its customer sees it."""
    return history(conversation_id, reader.assistant.conversations.events(conversation_id))


@router.get("/conversations/{conversation_id}/export")
def export_conversation(conversation_id: str, reader: Reader) -> dict[str, Any]:
    """All that is stored about the conversation."""
    return reader.assistant.conversations.export(conversation_id)


@router.delete("/conversations/{conversation_id}", status_code=204)
def erase_conversation(conversation_id: str, reader: Reader) -> None:
    """Delete every word of the conversation for good."""
    reader.assistant.conversations.erase(conversation_id)


@router.get("/conversations/{conversation_id}/events", response_class=EventSourceResponse)
async def listen(
    conversation_id: str,
    reader: Reader,
    service: AnyService,
    after: Annotated[int, Query(ge=0, le=_MAX_SEQ)] = 0,
    last_event_id: Annotated[int | None, Header(ge=0, le=_MAX_SEQ)] = None,
) -> AsyncIterator[ServerSentEvent]:
    """What is new after ``after`` or ``Last-Event-ID``: ``message`` and ``owner`` events, until one hangs up.

    The stream ends by itself when the conversation is closed or the server shuts down.
    """
    conversations = reader.assistant.conversations
    seq = after if last_event_id is None else last_event_id
    owner: str = (await run_sync(conversations.state, conversation_id)).owner
    yield ServerSentEvent(comment="listening", retry=_RETRY_MS)
    while not service.closing.is_set():
        events = await run_sync(conversations.events, conversation_id, seq)
        for place, kind, content in news(events):
            owner = content.get("owner", owner)
            yield server_sent(kind, content, place)
        if owner == "closed":
            return
        seq = events[-1].seq if events else seq
        with move_on_after(_POLL_S[owner]):
            await service.closing.wait()


@router.get("/search", tags=["search"])
def search(
    caller: AnyCaller,
    q: Annotated[str, Query(max_length=1000)],
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
) -> dict[str, Any]:
    """Products of the shop that fit the query, best first."""
    return dict(caller.assistant.search_products(q, limit))
