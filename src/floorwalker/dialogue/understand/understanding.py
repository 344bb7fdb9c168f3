"""The reading of one message: what the shopper does with it, and what they want now."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from floorwalker.conversation import DeclinedTopic, ShoppingNeed, SmallTalkKind
from floorwalker.core import Language
from floorwalker.dialogue.understand.asked import AskedDetail
from floorwalker.dialogue.understand.echo import NOTHING_ASKED, NOTHING_SAID, Question
from floorwalker.dialogue.understand.knowledge import BrandQuestion
from floorwalker.dialogue.understand.learned.classifier import Guess
from floorwalker.dialogue.understand.mending import Change
from floorwalker.dialogue.understand.referring import Reference
from floorwalker.dialogue.understand.slots import Slots


class Intent(StrEnum):
    """What a message asks the shop to do. One message may hold several, answered in this order."""

    PERSON = "person"
    DECLINE = "decline"
    COURTESY = "courtesy"
    HAGGLE = "haggle"
    OFFERS = "offers"
    BRAND = "brand"
    BUNDLE = "bundle"
    TOTAL = "total"
    SAVING = "saving"
    COMPARE = "compare"
    PICK = "pick"
    VARIANT = "variant"
    ASK = "ask"
    RESTATE = "restate"
    FIND = "find"
    CHEAPER = "cheaper"
    DEARER = "dearer"
    OTHERS = "others"
    NEED_MORE = "need_more"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood.

    ``need`` is the shopper's need after this message, ``further`` are those of further requests in it.
    ``aspects`` and ``details`` are what is asked about, ``named`` the products named by their titles,
    ``positions`` places in the list last shown (from 1; negative from the end). ``brand`` is what is asked
    about a brand, ``topic`` what is not for an assistant of a shop, ``quantity`` how many pieces are spoken
    of. ``references`` are what the parts of a message that compares or adds up point at. ``question`` is what
    is asked of the products meant, which may be taken up from an earlier message; ``again`` says so.
    ``points`` says that one of those shown may be meant, though it reads like a search, and ``meant`` what is
    said of the one pointed at. ``vague`` says that goods may be sought and the shop has none that
    are named; ``by_meaning`` that the kinds are then those nearest in meaning to what was said. ``text`` is
    the message as it was read, ``changes`` are the typing errors that were mended for it, and ``guess`` is
    what the classifier takes the message for.
    """

    language: Language
    intents: tuple[Intent, ...]
    need: ShoppingNeed
    slots: Slots
    acts: frozenset[str]
    aspects: tuple[str, ...] = ()
    details: tuple[AskedDetail, ...] = ()
    named: tuple[str, ...] = ()
    positions: tuple[int, ...] = ()
    courtesy: SmallTalkKind | None = None
    further: tuple[ShoppingNeed, ...] = ()
    brand: BrandQuestion | None = None
    topic: DeclinedTopic | None = None
    quantity: int | None = None
    references: tuple[Reference, ...] = ()
    question: Question = NOTHING_ASKED
    again: bool = False
    points: bool = False
    meant: Slots = NOTHING_SAID
    guess: Guess | None = None
    vague: bool = False
    by_meaning: bool = False
    text: str = ""
    changes: tuple[Change, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The reading as the event log keeps it; the fold reads ``need`` back."""
        return {
            "language": self.language,
            "intents": [str(intent) for intent in self.intents],
            "acts": sorted(self.acts),
            "aspects": [*self.aspects, *(detail.id for detail in self.details)],
            "named": list(self.named),
            "positions": list(self.positions),
            "need": self.need.model_dump(mode="json", exclude_defaults=True),
        }
