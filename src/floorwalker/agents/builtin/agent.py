"""Drafts a reply from findings, without a model."""

from collections.abc import Iterator

from floorwalker.agents.builtin import comparing, courtesy, listing, product, together
from floorwalker.agents.builtin.wording import Phrases, Wording
from floorwalker.conversation import (
    Answered,
    AskNeed,
    BrandTold,
    Brief,
    Bundle,
    Chosen,
    Comparison,
    Declined,
    Explained,
    Finding,
    HandedOver,
    Listing,
    NoDiscount,
    NoLongerSold,
    OffersTold,
    Quoted,
    SmallTalk,
    StockState,
    Unanswered,
    Unclear,
)
from floorwalker.core import Language
from floorwalker.grounding import Sentence


class BuiltinAgent:
    """An :class:`floorwalker.conversation.Agent` that words findings by rule, and so cannot invent.

    Args:
        phrases: a shop's own phrase files by language, which add to the wordings that come with the program.
    """

    def __init__(self, phrases: Phrases | None = None) -> None:
        self._phrases = phrases or {}

    @property
    def name(self) -> str:
        """``builtin``."""
        return "builtin"

    @property
    def instant(self) -> bool:
        """It is: a reply takes well under a millisecond to word."""
        return True

    def draft(self, brief: Brief) -> Iterator[Sentence]:
        """The sentences for every finding, in order; list lines, and each finding, begin a new line."""
        wording = Wording(brief, self._phrases)
        last = len(brief.findings) - 1
        worded = (_worded(wording, one, ends=place == last) for place, one in enumerate(brief.findings))
        lines = (line for finding in worded for line in finding if line)
        for number, line in enumerate(lines):
            for place, sentence in enumerate(line):
                yield _after(
                    "\n" if number and not place else _space(brief.language) if place else "", sentence
                )


def _worded(wording: Wording, finding: Finding, *, ends: bool) -> list[list[Sentence]]:
    match finding:
        case SmallTalk():
            return courtesy.small_talk(wording, finding)
        case Unclear():
            return courtesy.unclear(wording, finding)
        case AskNeed():
            return courtesy.ask_need(wording, finding)
        case HandedOver():
            return courtesy.handed_over(wording, finding)
        case Declined():
            return courtesy.declined(wording, finding)
        case Listing():
            return listing.listing(wording, finding, ends=ends)
        case Chosen():
            return product.chosen(wording, finding)
        case Answered():
            return product.answered(wording, finding)
        case Quoted():
            return product.quoted(wording, finding)
        case Unanswered():
            return product.unanswered(wording, finding)
        case StockState():
            return product.stock(wording, finding)
        case NoLongerSold():
            return product.no_longer_sold(wording, finding)
        case Explained():
            return product.explained(wording, finding)
        case OffersTold():
            return product.offers_told(wording, finding)
        case NoDiscount():
            return product.no_discount(wording, finding)
        case Comparison():
            return comparing.comparison(wording, finding)
        case Bundle():
            return together.bundle(wording, finding)
        case BrandTold():
            return together.brand_told(wording, finding)


def _after(space: str, sentence: Sentence) -> Sentence:
    return Sentence((space, *sentence.parts)) if space else sentence


def _space(language: Language) -> str:
    return " " if language == "en" else ""
