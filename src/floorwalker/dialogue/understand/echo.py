"""What a short message takes up from the one before: "and Kilnaby?" asks the same of another brand."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from floorwalker.conversation import ConversationState
from floorwalker.core import Language
from floorwalker.dialogue.understand.asked import AskedDetail, find_aspects, find_details
from floorwalker.dialogue.understand.knowledge import BrandQuestion, brand_question
from floorwalker.dialogue.understand.patterns import acts
from floorwalker.dialogue.understand.slots import Slots, find_slots
from floorwalker.dialogue.understand.vocabulary import ShopVocabulary
from floorwalker.text import Folded, find_ordinal, is_chinese, squash

_LONGEST = 48  # letters of a message that says no more than of what to ask the same
_IDEOGRAPH = 3  # letters that a Chinese character counts for
_BACK = 3
_TWO = 2  # prices: that of the one pointed at, and another for what is wanted instead
_DESCRIBED_AFTER = re.compile(r"^[^，,。?？的]{1,8}的")  # 那件拉链的多少
_POINTING = frozenset({"points_back", "in_view", "the_one", "the_thing"})
_OTHER_BUSINESS = frozenset(
    {"seeking", "total", "compare", "haggle", "same_brand", "same_budget", "narrows", "stocks"}
)
_EDGES = " ,，:：;；?？呢"


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a product: its words, what they say, and the aspects and details asked about."""

    text: str
    slots: Slots
    aspects: tuple[str, ...] = ()
    details: tuple[AskedDetail, ...] = ()


NOTHING_SAID = Slots()
NOTHING_ASKED = Question("", NOTHING_SAID)


class Before:
    """What the customer said before, read again as far as a short message needs it.

    Args:
        said: the message of now, which is not looked at.
        state: the conversation.
        language: the language the earlier messages are read in.
        vocabulary: the brand names of the shop.
    """

    def __init__(
        self, said: str, state: ConversationState, language: Language, vocabulary: ShopVocabulary
    ) -> None:
        texts = state.customer_texts
        self._texts = texts[:-1] if said in texts[-1:] else texts
        self._language = language
        self._vocabulary = vocabulary

    def brand_asked_again(self, slots: Slots, found: AbstractSet[str], text: str) -> BrandQuestion | None:
        """The question about a brand that is asked of another one: "and Kilnaby?", 那素野呢."""
        named = slots.brands or slots.absent_brands
        bare = not (slots.types or slots.wishes or slots.words or slots.price or slots.positions)
        if not (named and bare and _is_short(text) and found & {"more_of", "asks"}):
            return None
        for message, said in self._earlier():
            asked = brand_question(message, said, self._language)
            if asked is not None and asked.topic != "more":
                return BrandQuestion(asked.topic, slots.brands, slots.absent_brands)
            if not (said.brands or said.absent_brands) or said.types:
                return None
        return None

    def asked_again(self, slots: Slots, found: AbstractSet[str], text: str) -> Question | None:
        """The question about a product that is asked of another one: "and the third?", 红色那个呢."""
        describes = slots.positions or slots.words or slots.wishes or slots.brands or slots.types
        if not describes or slots.price or "more_of" not in found or found & _OTHER_BUSINESS:
            return None
        for message, said in self._earlier() if _is_short(text) else ():
            about, details = find_aspects(message.text), find_details(message.text)
            acted = {n for n in (*_POINTING, *_OTHER_BUSINESS, "asks") if acts()[n].search(message.text)}
            if not (said.positions or acted & _POINTING) or acted & _OTHER_BUSINESS:
                return None
            question = self.question(message.original, said, about, details)
            says = question.slots.wishes or question.slots.words or question.slots.unwanted
            if about != ("price",) and (about or details or ("asks" in acted and says)):
                return question
            if about or not acts()["more_of"].search(message.text):
                return None  # else it took up a question itself
        return None

    def question(
        self, text: str, slots: Slots, asked: tuple[str, ...], details: tuple[AskedDetail, ...]
    ) -> Question:
        """What a message asks, without the words that say of which product (紫色那个能躺两个人不)."""
        rest = _without_reference(text)
        if rest == text:
            return Question(text, slots, asked, details)
        message = Folded.of(rest)
        said = find_slots(message, self._language, self._vocabulary)
        return Question(rest, said, asked, find_details(message.text))

    def meant(self, text: str, slots: Slots) -> Slots:
        """What a message says of the product that it points at, without what it asks about it."""
        message = Folded.of(text)
        found = acts()["the_one"].search(message.text)
        if found is None or _without_reference(text) == text:
            return slots
        start, end = message.span(*found.span())
        pointing = text[:end] if any(map(is_chinese, found[0])) else text[start:end]
        said = find_slots(Folded.of(pointing), self._language, self._vocabulary)
        prices = {price.text for price in (said.price, slots.price) if price}
        return said if len(prices) < _TWO and (said.describe_goods or said.words) else slots

    def _earlier(self) -> Iterator[tuple[Folded, Slots]]:
        for text in self._texts[: -_BACK - 1 : -1]:
            message = Folded.of(text)
            yield message, find_slots(message, self._language, self._vocabulary)


def _without_reference(text: str) -> str:
    """A message but for what points at a product; all of it where nothing else is said."""
    message = Folded.of(text)
    ordinal, found = find_ordinal(text), acts()["the_one"].search(message.text)
    which = acts()["which_of"].search(message.text)
    rest = text
    if ordinal is not None:
        rest = f"{text[: ordinal.span[0]]} {text[ordinal.span[1] :]}"
    elif which is not None:
        rest = text[message.span(*which.span())[1] :]
    elif found is not None:
        start, end = message.span(*found.span())
        rest = text[end:] if any(map(is_chinese, found[0])) else f"{text[:start]} {text[end:]}"
        if not text[:start].strip(_EDGES):
            rest = _DESCRIBED_AFTER.sub("", rest)
    if rest == text or len(squash(rest)) <= 1:
        return text
    return rest.strip(_EDGES) + "?" * text.rstrip().endswith(("?", "？"))


def _is_short(text: str) -> bool:
    return sum(_IDEOGRAPH if is_chinese(char) else 1 for char in text) <= _LONGEST
