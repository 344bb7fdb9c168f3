"""Whether a message goes on with what is looked for, or begins something else: for another, or altogether."""

from collections.abc import Set as AbstractSet
from dataclasses import replace

from floorwalker.conversation import ConversationState, ShoppingNeed
from floorwalker.dialogue.understand.learned.classifier import Guess
from floorwalker.dialogue.understand.learned.opinion import refines
from floorwalker.dialogue.understand.patterns import asides, occasions
from floorwalker.dialogue.understand.slots import Slots

_OPPOSITE = frozenset({"men", "women"})
_OF_VIEW = frozenset({"in_view", "definite", "one_such", "same_brand"})
_STEPS = frozenset({"others", "cheaper", "dearer", "similar", "compare", "total", "the_one", "which_of"})


def turned(
    state: ConversationState, slots: Slots, acts: AbstractSet[str], folded: str, guess: Guess
) -> ConversationState:
    """The conversation as a message finds it: without what it turns away from.

    Somebody else, for whom something is sought, is a new search, and so is a present for somebody after goods
    for no one, and another topic by its own words: nothing of the old need holds for it, and nothing shown is
    spoken of. Where no more is said than for whom ("and for my brother?", 给我爸也来一份一样的) the search
    goes on for them, without what only suited the one before.

    Args:
        state: the conversation before the message.
        slots: what the message says.
        acts: the acts found in it.
        folded: its folded text.
        guess: what the classifier takes it for.
    """
    need = state.need
    if need == ShoppingNeed() or need.bundle is not None or "start_over" in acts or slots.positions:
        return state
    if is_somebody_else(need, slots):
        again = asides()["the_same_for"].found_in(folded) or _says_no_more(slots, folded)
        on = again and not asides()["another_topic"].found_in(folded)
        return _looking(state, _for_another(need) if on else _what_lasts(need, slots, acts))
    if acts & _STEPS:
        return state
    a_present = slots.given and need.types and not need.recipient and _asks_for_any(slots, folded)
    elsewhere = asides()["another_topic"].found_in(folded) and _says_what(slots, folded)
    unlike = need.types and guess.label != "refine" and _seeks_unlike(slots, acts, folded, guess)
    begins = elsewhere or unlike or (a_present and not refines(guess))
    return _looking(state, _what_lasts(need, slots, acts)) if begins else state


def _seeks_unlike(slots: Slots, acts: AbstractSet[str], folded: str, guess: Guess) -> bool:
    """Whether the shop is asked for something that only loose words tell of ("do you sell bird food")."""
    told = slots.words or slots.hints
    refining = slots.types or slots.wishes or slots.price or slots.brands or slots.unwanted or slots.figures
    if not told or refining or acts & _OF_VIEW:
        return False
    asked = acts & {"sells", "stocks", "exists"} or asides()["asks_for_any"].found_in(folded)
    told_whom = asides()["is_for"].found_in(folded)
    return bool(asked and not told_whom) and (
        guess.label == "find" or bool(acts & {"also", "sells", "stocks"})
    )


def is_somebody_else(need: ShoppingNeed, slots: Slots) -> bool:
    """Whether something is sought for another than the need is for."""
    if slots.oneself and need.recipient and not slots.recipient:
        return True
    if not slots.given:
        return False
    if slots.recipient and need.recipient:
        roles = {slots.role, need.role} - {None}
        return slots.recipient != need.recipient or len(roles) > 1
    return {slots.gender, need.gender} == _OPPOSITE


def _says_no_more(slots: Slots, folded: str) -> bool:
    """Whether a message says for whom, and nothing of what."""
    wishes = [w for w in slots.wishes if not all(facet.startswith("gender:") for facet in w.facets)]
    says = (
        slots.types or slots.brands or slots.words or slots.hints or slots.price or slots.unwanted or wishes
    )
    return not says and not asides()["asks_for_any"].found_in(folded)


def _asks_for_any(slots: Slots, folded: str) -> bool:
    """Whether something of no kind in particular is asked for, and not only told for whom it all is."""
    said = asides()
    return not slots.types and said["asks_for_any"].found_in(folded) and not said["is_for"].found_in(folded)


def _says_what(slots: Slots, folded: str) -> bool:
    return bool(
        slots.describe_goods or slots.words or slots.recipient or asides()["asks_for_any"].found_in(folded)
    )


def _what_lasts(need: ShoppingNeed, slots: Slots, acts: AbstractSet[str]) -> ShoppingNeed:
    """What another search keeps: the budget, if the message says so, and a feast that all have at once."""
    lasting = ShoppingNeed()
    if "same_budget" in acts:
        bounds = {name: getattr(need, name) for name in ("price_min", "price_max", "about")}
        lasting = lasting.model_copy(update=bounds)
    feast = occasions().get(need.occasion or "")
    if feast is not None and feast.shared and slots.given:
        lasting = lasting.model_copy(update={"occasion": need.occasion})
    return lasting


def _for_another(need: ShoppingNeed) -> ShoppingNeed:
    """The same search for somebody else: without whom it was for, and what goods for them are like."""
    wishes = tuple(w for w in need.wishes if not any(facet.startswith("gender:") for facet in w.facets))
    update = {
        "recipient": None,
        "role": None,
        "gender": None,
        "occasion": None,
        "hints": (),
        "wishes": wishes,
    }
    return need.model_copy(update=update)


def _looking(state: ConversationState, need: ShoppingNeed) -> ConversationState:
    return replace(state, need=need, focus=(), lists=())
