"""Decides what a message asks for, from its acts, its slots and what was said before."""

import re
from collections.abc import Callable
from typing import get_args

from floorwalker.conversation import ConversationState, SmallTalkKind
from floorwalker.core import Language
from floorwalker.dialogue.understand.merge import next_need, sort_of
from floorwalker.dialogue.understand.patterns import acts, aspects
from floorwalker.dialogue.understand.slots import Slots, find_slots
from floorwalker.dialogue.understand.understanding import Intent, Understanding
from floorwalker.dialogue.understand.vocabulary import ShopVocabulary
from floorwalker.text import Folded, bare_amount

NameFinder = Callable[[str], tuple[str, ...]]
"""Finds the products that a text names by their titles; returns their ids."""

# Aspects that a search mentions as often as a question does ("with a rating above 4", "the price too").
_ALSO_CRITERIA = frozenset({"price", "rating", "popularity", "stock", "discount", "brand"})
# Aspects of one product. With a kind of goods and no product in view they describe what is sought.
_OF_PRODUCT = frozenset(
    {"ingredients", "origin", "expiry", "size", "colours", "material", "usage", "suitability", "reason"}
)
_CHANGE_THE_NEED = frozenset(
    {Intent.FIND, Intent.CHEAPER, Intent.DEARER, Intent.OTHERS, Intent.VARIANT, Intent.NEED_MORE}
)
_COURTESIES = get_args(SmallTalkKind)
_WORDLESS = re.compile(r"[\W\d_]*")


def understand(
    text: str,
    language: Language,
    state: ConversationState,
    vocabulary: ShopVocabulary,
    find_named: NameFinder,
    currency: str | None,
) -> Understanding:
    """Read one message in its conversation.

    Args:
        text: the message.
        language: its language.
        state: the conversation before it.
        vocabulary: the brand names of the shop.
        find_named: looks products up by their titles.
        currency: the shop's currency; a price in another sets no bound.
    """
    message = Folded.of(text)
    folded = message.text
    found = {name for name, pattern in acts().items() if pattern.search(folded)}
    slots = find_slots(message, language, vocabulary)
    slots = _with_bare_budget(text, slots, state)
    asked = tuple(a.id for a in aspects().values() if a.pattern.search(folded))
    named = find_named(text) if _may_name(slots, found, asked) else ()
    in_shop_currency = not (
        slots.price
        and slots.price.currency
        and currency
        and slots.price.currency != currency
        and not slots.price.ambiguous_currency
    )
    generic = "any_goods" in found or sort_of(found) is not None
    need = next_need(state.need, slots, found, in_shop_currency=in_shop_currency, generic=generic)
    reading = _Reading(folded, slots, found, asked, named, state)
    intents = reading.intents()
    if not _CHANGE_THE_NEED.intersection(intents):
        need = state.need
    return Understanding(
        language=language,
        intents=intents,
        need=need,
        slots=slots,
        acts=frozenset(found),
        aspects=reading.questions(),
        named=named,
        positions=slots.positions,
        courtesy=next((kind for kind in _COURTESIES if kind in found), None),
    )


def _with_bare_budget(text: str, slots: Slots, state: ConversationState) -> Slots:
    """A message that is little more than a number answers the question for a budget, or changes it."""
    if slots.price or slots.types or not state.need.names_goods:
        return slots
    amount = bare_amount(text)
    return slots if amount is None else slots.with_price(amount)


def _may_name(slots: Slots, found: set[str], asked: tuple[str, ...]) -> bool:
    """Whether the message may be about a product by its name, rather than about goods of a kind."""
    says_something = slots.words or slots.types or slots.brands or slots.wishes
    if not says_something or slots.price or slots.rating_min or found & {"person", "niche"}:
        return False
    return (
        bool(asked)
        or bool(found & {"compare", "haggle", "ok"})
        or not slots.describe_goods
        or bool(slots.words)
    )


class _Reading:
    """The decision. Kept together because every rule looks at the same five things."""

    def __init__(
        self,
        folded: str,
        slots: Slots,
        found: set[str],
        asked: tuple[str, ...],
        named: tuple[str, ...],
        state: ConversationState,
    ) -> None:
        self._folded = folded
        self._slots = slots
        self._acts = found
        self._asked = asked
        self._named = named
        self._shown = bool(state.focus or state.lists)
        self._need = state.need
        self._points_back = "points_back" in found or bool(slots.positions)
        self._new_goods = bool(slots.types or slots.absent_brands)

    def intents(self) -> tuple[Intent, ...]:
        """What the message asks for, in the order of answering."""
        if "person" in self._acts and "are_you_human" not in self._acts:
            return (Intent.PERSON,)
        if "haggle" in self._acts and not self._searches_offers():
            return (Intent.HAGGLE,)
        if "are_you_human" in self._acts:
            return (Intent.COURTESY,)
        return self._about_products() or self._search() or self._small_talk()

    def questions(self) -> tuple[str, ...]:
        """The aspects that are asked about; who disputes a price asks for it."""
        return ("price",) if self._disputes_price() else self._asked

    def _searches_offers(self) -> bool:
        return bool(self._slots.types) and "seeking" in self._acts and not self._slots.positions

    def _about_products(self) -> tuple[Intent, ...]:
        acts, shown = self._acts, self._shown
        if "compare" in acts and (len(self._named) > 1 or (shown and not self._new_goods)):
            return (Intent.COMPARE,)
        if self._named and (self._asked or not self._slots.types or "compare" in acts):
            return (Intent.ASK,)
        if not shown:
            return self._shop_question()
        if self._slots.positions and not self._new_goods:
            return (Intent.PICK, Intent.ASK) if self._asked else (Intent.PICK,)
        if self._picks_by_quality():
            told = {"price"} if acts & {"cheaper_one", "dearer_one"} else {"price", "rating", "popularity"}
            return (Intent.PICK, Intent.ASK) if set(self._asked) - told else (Intent.PICK,)
        if self._disputes_price() or self._asks_about_it():
            return (Intent.ASK,)
        if "again" in acts and not self._slots.describe_goods and sort_of(acts) is None:
            return (Intent.RESTATE,)
        if self._asks_for_variant():
            return (Intent.VARIANT,)
        return self._question()

    def _disputes_price(self) -> bool:
        searching = self._slots.describe_goods and not self._slots.price
        return self._shown and "dispute" in self._acts and not searching and "seeking" not in self._acts

    def _asks_about_it(self) -> bool:
        """A question about what is in view that names another kind of goods ("can it go in the oven")."""
        question = {"question", "points_back"} <= self._acts
        searching = self._acts & {"seeking", "others", "cheaper", "dearer", "compare"} or self._slots.price
        return question and bool(self._slots.types) and not searching and not self._slots.brands

    def _picks_by_quality(self) -> bool:
        acts = self._acts
        if self._new_goods or self._slots.price or self._slots.brands or "sort_list" in acts:
            return False
        one = acts & {"cheaper_one", "dearer_one"}
        return bool(one) or (sort_of(acts) is not None and ("pick" in acts or self._points_back))

    def _asks_for_variant(self) -> bool:
        slots = self._slots
        plain = not (slots.types or slots.brands or slots.price or slots.excluded_brands or slots.unwanted)
        moves = self._acts & {"others", "cheaper", "dearer", "niche", "in_stock"} or sort_of(self._acts)
        return plain and bool(slots.wishes or slots.words) and not moves

    def _question(self) -> tuple[Intent, ...]:
        asked = [a for a in self._asked if a not in _ALSO_CRITERIA]
        weak = [a for a in self._asked if a in _ALSO_CRITERIA]
        if self._acts & {"cheaper", "dearer", "others"} and not asked:
            return ()
        describes = self._slots.describe_goods
        sought = describes and not self._points_back and not self._only_denies() and set(asked) <= _OF_PRODUCT
        if asked and not sought:
            also = (Intent.FIND,) if self._new_goods and "seeking" in self._acts else ()
            return (Intent.ASK, *also)
        if weak and not describes and not sort_of(self._acts):
            return (Intent.ASK,)
        sorts = "sort_list" in self._acts
        if weak and self._points_back and not (self._new_goods or self._slots.price or sorts):
            return (Intent.ASK,)
        return ()

    def _only_denies(self) -> bool:
        """含不含酒精 looks like a wish to avoid alcohol, and is a question."""
        slots = self._slots
        kinds = slots.types or slots.brands or slots.price or slots.wishes or slots.excluded_brands
        return bool(slots.unwanted) and not kinds and "question" in self._acts

    def _shop_question(self) -> tuple[Intent, ...]:
        asked = [a for a in self._asked if a not in _ALSO_CRITERIA and a not in _OF_PRODUCT]
        of_product = [a for a in self._asked if a in _OF_PRODUCT]
        of_one = self._points_back or ({"definite", "question"} <= self._acts and "seeking" not in self._acts)
        if (asked and not self._slots.describe_goods) or (of_product and of_one):
            return (Intent.ASK,)
        if asked and "seeking" not in self._acts:
            return (Intent.ASK, Intent.FIND) if self._slots.types else (Intent.ASK,)
        if self._asked and not self._slots.describe_goods and self._points_back:
            return (Intent.ASK,)
        return ()

    def _search(self) -> tuple[Intent, ...]:
        acts, slots = self._acts, self._slots
        known = self._need.names_goods
        if not self._new_goods and self._shown:
            for act, intent in (
                ("others", Intent.OTHERS),
                ("cheaper", Intent.CHEAPER),
                ("dearer", Intent.DEARER),
            ):
                if act in acts and not slots.price and not slots.excluded_brands and not slots.brands:
                    return (intent,)
        if slots.types or slots.brands or slots.absent_brands or slots.wishes or "niche" in acts:
            return (Intent.FIND,)
        if known and (slots.describe_goods or sort_of(acts) or "in_stock" in acts):
            return (Intent.FIND,)
        if sort_of(acts) and "seeking" in acts:
            return (Intent.FIND,)
        if slots.recipient or slots.occasion or "gift" in acts:
            return (Intent.FIND,) if slots.price or known else (Intent.NEED_MORE,)
        if slots.price or slots.rating_min:
            return (Intent.FIND,)
        return ()

    def _small_talk(self) -> tuple[Intent, ...]:
        courtesy = any(kind in self._acts for kind in _COURTESIES)
        if courtesy and not (self._slots.words and "seeking" in self._acts):
            return (Intent.COURTESY,)
        if self._slots.words:
            return (Intent.FIND,)
        if "seeking" in self._acts and not _WORDLESS.fullmatch(self._folded):
            return (Intent.NEED_MORE,)
        return (Intent.UNCLEAR,)
