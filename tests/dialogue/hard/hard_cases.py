"""Messages read before the state of a conversation has a say."""

from dataclasses import dataclass

from floorwalker.dialogue.understand.hard import Parted
from floorwalker.dialogue.understand.slots import Slots

ALARMS = frozenset(
    {
        "person", "offers", "haggle", "complaint", "insult", "instructions", "other_customer", "health",
        "competitor", "off_topic", "language", "empty", "emoji",
    }
)  # fmt: skip
"""What an ordinary message of a shopper must never be taken for."""


@dataclass(frozen=True)
class Met:
    """Topic and acts of a message, the topic first."""

    parted: Parted
    slots: Slots
    verdicts: tuple[str, ...]
