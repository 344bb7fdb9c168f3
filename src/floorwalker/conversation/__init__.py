"""Conversations: the event log, its fold into state, who owns them, and the protocol of who drafts."""

from floorwalker.conversation.agent import Agent, Brief
from floorwalker.conversation.events import Event, EventKind, NewEvent, Owner
from floorwalker.conversation.findings import (
    Answered,
    AskNeed,
    Chosen,
    ChosenBy,
    ComparedAspect,
    Comparison,
    Finding,
    HandedOver,
    Listing,
    NoDiscount,
    NoLongerSold,
    Quoted,
    Relaxation,
    SmallTalk,
    SmallTalkKind,
    StockState,
    Unanswered,
    Unclear,
)
from floorwalker.conversation.need import ShoppingNeed, Wish
from floorwalker.conversation.reading import ProductShown, Summary
from floorwalker.conversation.state import ConversationState, Memory, ShownList, Utterance, fold
from floorwalker.conversation.store import ConversationStore, NewConversation
from floorwalker.conversation.tickets import Ticket, TicketStatus
from floorwalker.conversation.turns import Accepted, Lease, Superseded

__all__ = [
    "Accepted",
    "Agent",
    "Answered",
    "AskNeed",
    "Brief",
    "Chosen",
    "ChosenBy",
    "ComparedAspect",
    "Comparison",
    "ConversationState",
    "ConversationStore",
    "Event",
    "EventKind",
    "Finding",
    "HandedOver",
    "Lease",
    "Listing",
    "Memory",
    "NewConversation",
    "NewEvent",
    "NoDiscount",
    "NoLongerSold",
    "Owner",
    "ProductShown",
    "Quoted",
    "Relaxation",
    "ShoppingNeed",
    "ShownList",
    "SmallTalk",
    "SmallTalkKind",
    "StockState",
    "Summary",
    "Superseded",
    "Ticket",
    "TicketStatus",
    "Unanswered",
    "Unclear",
    "Utterance",
    "Wish",
    "fold",
]
