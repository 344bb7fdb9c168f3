"""Drafts a reply from findings, without a model."""

from collections.abc import Iterator

from floorwalker.agents.builtin.chinese import ChineseVoice
from floorwalker.agents.builtin.english import EnglishVoice
from floorwalker.agents.builtin.voice import Voice
from floorwalker.conversation import (
    Answered,
    AskNeed,
    Brief,
    Chosen,
    Comparison,
    Finding,
    HandedOver,
    Listing,
    NoDiscount,
    NoLongerSold,
    Quoted,
    SmallTalk,
    StockState,
    Unanswered,
    Unclear,
)
from floorwalker.core import Language
from floorwalker.grounding import Sentence

_VOICES: dict[Language, type[ChineseVoice] | type[EnglishVoice]] = {"zh": ChineseVoice, "en": EnglishVoice}


class BuiltinAgent:
    """An :class:`floorwalker.conversation.Agent` that words findings by rule, and so cannot invent."""

    @property
    def name(self) -> str:
        """``builtin``."""
        return "builtin"

    @property
    def instant(self) -> bool:
        """It is: a reply takes well under a millisecond to word."""
        return True

    def draft(self, brief: Brief) -> Iterator[Sentence]:
        """The sentences for every finding, in order, each on its own line where there are several."""
        voice = _VOICES[brief.language](brief.turn)
        for number, finding in enumerate(brief.findings):
            if number:
                yield Sentence(("\n",))
            yield from _word(voice, finding)


def _word(voice: Voice, finding: Finding) -> list[Sentence]:
    match finding:
        case SmallTalk():
            return voice.small_talk(finding)
        case Unclear():
            return voice.unclear()
        case Listing():
            return voice.listing(finding)
        case Chosen():
            return voice.chosen(finding)
        case Answered():
            return voice.answered(finding)
        case Quoted():
            return voice.quoted(finding)
        case Unanswered():
            return voice.unanswered(finding)
        case StockState():
            return voice.stock(finding)
        case NoLongerSold():
            return voice.no_longer_sold(finding)
        case Comparison():
            return voice.comparison(finding)
        case NoDiscount():
            return voice.no_discount(finding)
        case HandedOver():
            return voice.handed_over(finding)
        case AskNeed():
            return voice.ask_need(finding)
