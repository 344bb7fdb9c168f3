"""Staff routes: who waits, what was said and why, taking over and handing back."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from floorwalker.console import OpenHouse, require_admin
from floorwalker.conversation import ConversationStore, Owner, TicketStatus, ledger_json
from floorwalker.core import DEFAULT_SHOP, UnusableInput
from floorwalker.dialogue import Assistant

router = APIRouter(prefix="/api/staff", tags=["staff"], dependencies=[Depends(require_admin)])

StaffName = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]{1,80}$", description="Who acts.")]


class StaffAction(BaseModel):
    """Who acts. ``force`` acts in place of a colleague who owns the conversation."""

    name: StaffName
    force: bool = False


class StaffMessage(BaseModel):
    """A person's words. ``epoch`` is the one that the takeover returned, so that no stale desk speaks."""

    name: StaffName
    text: str = Field(min_length=1)
    epoch: Annotated[int, Field(ge=0)]


class Epoch(BaseModel):
    """The conversation's epoch after a change of owner."""

    epoch: int


class Said(BaseModel):
    """Where a person's message stands in the conversation.

    ``warnings`` are its claims that no record of the products shown supports, as ``verify`` reports them.
    """

    seq: int
    warnings: list[dict[str, Any]] = []


def _conversations(
    house: OpenHouse, shop: Annotated[str, Query(pattern=r"^[a-z0-9_-]{1,63}$")] = DEFAULT_SHOP
) -> ConversationStore:
    return house.assistant(shop).conversations


def _assistant(
    house: OpenHouse, shop: Annotated[str, Query(pattern=r"^[a-z0-9_-]{1,63}$")] = DEFAULT_SHOP
) -> Assistant:
    return house.assistant(shop)


ShopAssistant = Annotated[Assistant, Depends(_assistant)]
Conversations = Annotated[ConversationStore, Depends(_conversations)]


@router.get("/shops")
def list_shops(house: OpenHouse) -> list[dict[str, Any]]:
    """Every shop, with its publishable key."""
    return [asdict(shop) for shop in house.shops.all()]


@router.get("/inbox")
def inbox(
    conversations: Conversations,
    owner: Owner | None = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> list[dict[str, Any]]:
    """Conversations, those who wait longest for a person first."""
    return [asdict(summary) for summary in conversations.inbox(owner, limit)]


@router.get("/tickets")
def tickets(conversations: Conversations, status: TicketStatus | None = None) -> list[dict[str, Any]]:
    """Requests for a person, oldest first."""
    return [asdict(ticket) for ticket in conversations.tickets(status)]


@router.get("/ledger")
def ledger(conversations: Conversations, since: date | None = None) -> dict[str, Any]:
    """Unsupported claims that were caught, by day in UTC, kind, author, model and outcome."""
    return ledger_json(conversations.ledger(since), since)


@router.get("/conversations/{conversation_id}")
def trace(conversation_id: str, conversations: Conversations) -> dict[str, Any]:
    """A conversation with all that happened in it: evidence, drafts, verdicts, changes of owner."""
    state = conversations.state(conversation_id)
    return {
        "id": conversation_id,
        "owner": state.owner,
        "staff": state.staff,
        "epoch": state.epoch,
        "need": state.need,
        "events": [asdict(event) for event in conversations.events(conversation_id)],
    }


@router.post("/conversations/{conversation_id}/takeover")
def take_over(conversation_id: str, who: StaffAction, conversations: Conversations) -> Epoch:
    """Become the owner: from now on the assistant is silent."""
    return Epoch(epoch=conversations.take_over(conversation_id, who.name, force=who.force))


@router.post("/conversations/{conversation_id}/messages", status_code=201)
def say(conversation_id: str, message: StaffMessage, assistant: ShopAssistant, house: OpenHouse) -> Said:
    """Say something to the customer, as the owner; what no record supports is said with a warning."""
    longest = house.settings.message_max_chars
    if len(message.text) > longest:
        raise UnusableInput(f"the message is longer than {longest} characters", "send it in parts")
    warnings = [claim.as_json() for claim in assistant.doubts(conversation_id, message.text)]
    wordless = [{key: warning[key] for key in ("kind", "status", "source")} for warning in warnings]
    event = assistant.conversations.say(conversation_id, message.name, message.text, message.epoch, wordless)
    return Said(seq=event.seq, warnings=warnings)


@router.post("/conversations/{conversation_id}/handback")
def hand_back(conversation_id: str, who: StaffAction, conversations: Conversations) -> Epoch:
    """Give the conversation back to the assistant; its ticket is done."""
    return Epoch(epoch=conversations.hand_back(conversation_id, who.name, force=who.force))


@router.post("/conversations/{conversation_id}/close")
def close(conversation_id: str, who: StaffAction, conversations: Conversations) -> Epoch:
    """End the conversation for good."""
    return Epoch(epoch=conversations.close(conversation_id, who.name, force=who.force))
