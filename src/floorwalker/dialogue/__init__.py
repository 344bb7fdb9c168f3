"""The turn: understand → gather evidence → draft → check → say."""

from floorwalker.dialogue.assistant import Assistant
from floorwalker.dialogue.events import (
    MessageAccepted,
    ProductsShown,
    SentenceSaid,
    TurnDone,
    TurnEvent,
)
from floorwalker.dialogue.house import House

__all__ = [
    "Assistant",
    "House",
    "MessageAccepted",
    "ProductsShown",
    "SentenceSaid",
    "TurnDone",
    "TurnEvent",
]
