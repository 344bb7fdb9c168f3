"""A second opinion on what a message asks for: where the classifier is sure, it overrules the rules."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from floorwalker.dialogue.understand.intents import Heard, is_challenge
from floorwalker.dialogue.understand.learned.classifier import Guess
from floorwalker.dialogue.understand.slots import Slots
from floorwalker.dialogue.understand.understanding import Intent

Intents = tuple[Intent, ...]

_SURE, _VERY_SURE = 0.6, 0.9
_QUESTIONS = {"price": "price", "why": "reason"}

_AGREE: Mapping[str, frozenset[Intent]] = {
    "find": frozenset({Intent.FIND, Intent.NEED_MORE, Intent.BUNDLE}),
    "refine": frozenset({Intent.FIND, Intent.CHEAPER, Intent.DEARER, Intent.BUNDLE, Intent.NEED_MORE}),
    "others": frozenset({Intent.OTHERS, Intent.BUNDLE}),
    "cheaper": frozenset({Intent.CHEAPER, Intent.BUNDLE}),
    "dearer": frozenset({Intent.DEARER, Intent.BUNDLE}),
    "price": frozenset({Intent.PICK, Intent.TOTAL, Intent.SAVING, Intent.RESTATE}),
    "stock": frozenset({Intent.ASK, Intent.VARIANT, Intent.PICK}),
    "detail": frozenset({Intent.ASK, Intent.VARIANT, Intent.PICK, Intent.BRAND}),
    "pick": frozenset({Intent.PICK, Intent.ASK}),
    "best_of": frozenset({Intent.PICK, Intent.COMPARE}),
    "compare": frozenset({Intent.COMPARE}),
    "why": frozenset({Intent.PICK, Intent.ASK}),
    "total": frozenset({Intent.TOTAL, Intent.BUNDLE}),
    "saving": frozenset({Intent.SAVING, Intent.ASK}),
    "brand": frozenset({Intent.BRAND}),
    "shop": frozenset({Intent.ASK, Intent.PERSON}),
    "offers": frozenset({Intent.OFFERS}),
    "haggle": frozenset({Intent.HAGGLE}),
    "person": frozenset({Intent.PERSON}),
    "chat": frozenset({Intent.COURTESY}),
    "decline": frozenset({Intent.DECLINE}),
    "help": frozenset({Intent.NEED_MORE, Intent.FIND}),
}
_KEPT = frozenset({Intent.PERSON, Intent.DECLINE, Intent.COMPARE, Intent.TOTAL, Intent.SAVING, Intent.BUNDLE})
_EVIDENCE = frozenset(
    {"same_brand", "cheaper_one", "dearer_one", "sort_price_asc", "sort_price_desc", "on_sale", "complaint"}
)
_SURENESS = {
    "haggle": 0.8,
    "cheaper": 0.8,
    "dearer": 0.7,
    "total": 0.8,
    "saving": 0.8,
    "price": 0.75,
    "decline": 0.85,
    "chat": 0.7,
}
_ACTS: Mapping[str, tuple[str, float, frozenset[str]]] = {
    "compare": ("compare", 0.7, frozenset({"total"})),
    "total": ("total", 0.8, frozenset({"compare"})),
    "haggle": ("haggle", 0.8, frozenset()),
    "others": ("others", 0.8, frozenset({"same_brand", "start_over", "brand"})),
    "cheaper": ("cheaper", 0.85, frozenset({"cheaper_one", "sort_price_asc", "compare"})),
    "dearer": ("dearer", 0.8, frozenset({"dearer_one", "sort_price_desc", "compare"})),
    "person": ("person", 0.8, frozenset({"are_you_human"})),
    "offers": ("offers", 0.8, frozenset()),
    "saving": ("saving", 0.8, frozenset()),
    "reset": ("start_over", 0.8, frozenset()),
    "find": ("seeking", 0.85, frozenset()),
    "detail": ("asks", 0.85, frozenset()),
    "stock": ("asks", 0.85, frozenset()),
}
_BESIDE_QUESTIONS = frozenset(
    {"find", "refine", "price", "haggle", "others"}
)  # what a question about an aspect looks like
_SEEKS = frozenset({"exists", "sells", "stocks"})
_ASKS_NOTHING = frozenset({"haggle", "others"})
_OF_SEVERAL = frozenset({"compare", "total"})
_ANYTIME: Mapping[str, Intents] = {
    "offers": (Intent.OFFERS,),
    "haggle": (Intent.HAGGLE,),
    "person": (Intent.PERSON,),
    "chat": (Intent.COURTESY,),
    "decline": (Intent.DECLINE,),
}


def acts_meant(guess: Guess, found: AbstractSet[str], asked: tuple[str, ...]) -> AbstractSet[str]:
    """The act that the classifier is sure of, for the rules to go by; none where they found one against it.

    Args:
        guess: what the classifier says.
        found: the acts that expressions found.
        asked: the aspects that are asked about.
    """
    act, sure, against = _ACTS.get(guess.label, ("", 1.0, frozenset()))
    if guess.probability < sure or found & against or (act in _ASKS_NOTHING and asked):
        return frozenset()
    return {act}


def aspects_meant(guess: Guess, asked: tuple[str, ...]) -> tuple[str, ...]:
    """The aspects asked about, with the one that the classifier is sure of.

    Args:
        guess: what the classifier says.
        asked: the aspects that expressions found.
    """
    aspect = _QUESTIONS.get(guess.label)
    return (aspect,) if aspect and not asked and guess.probability >= _SURE else asked


def settled(ruled: Intents, guess: Guess, heard: Heard) -> Intents:
    """What the message asks for: what the rules say, unless the classifier is sure that it is something else.

    Args:
        ruled: what the rules say.
        guess: what the classifier says.
        heard: what the message says, and the conversation before it.
    """
    if is_challenge(heard):
        return ruled
    agrees = _AGREE.get(guess.label)
    if agrees is None or guess.probability < _SURENESS.get(guess.label, _SURE) or ruled[0] in agrees:
        return ruled
    if len(heard.named) > 1 and guess.label in _OF_SEVERAL:
        return (Intent(guess.label),)
    if guess.label == "compare" and len(heard.references) > 1:
        return (Intent.COMPARE, Intent.FIND)
    return ruled if _have_evidence(ruled[0], guess, heard) else _instead(guess.label, ruled, heard) or ruled


def _have_evidence(ruled: Intent, guess: Guess, heard: Heard) -> bool:
    """Whether the rules go by something that the classifier does not see, or sees too little of."""
    if ruled in _KEPT or heard.again or heard.brand is not None or heard.acts & _EVIDENCE:
        return True
    if heard.named and not _changes_search(guess, heard.slots):
        return True
    if ruled is Intent.ASK:
        return bool(heard.asked) and guess.label in _BESIDE_QUESTIONS
    if ruled is Intent.FIND:
        types, known = heard.slots.types, heard.state.need.types
        return bool(types and (heard.acts & _SEEKS or not set(types).intersection(known)))
    return ruled is Intent.OTHERS and not heard.slots.describe_goods


def _instead(label: str, ruled: Intents, heard: Heard) -> Intents | None:
    """What a label amounts to; ``None`` where the message cannot mean that as things stand."""
    slots, state = heard.slots, heard.state
    shown = bool(state.focus or state.lists)
    if label in {"find", "refine"}:
        of_one = ruled[0] is Intent.VARIANT and len(state.focus) == 1
        return (Intent.FIND,) if _says_what(slots) and not of_one else None
    if label in _ANYTIME:
        return _ANYTIME[label]
    if label == "help":
        return None if slots.describe_goods else (Intent.NEED_MORE,)
    if not shown:
        return None
    described = bool(slots.positions or slots.brands or slots.wishes or slots.types)
    match label:
        case "others" | "cheaper" | "dearer":
            return None if slots.describe_goods else (Intent(label),)
        case "price":
            return (Intent.PICK,) if described else (Intent.ASK,)
        case "detail" | "stock" | "why":
            pointed = slots.positions or (label == "stock" and slots.types)
            return (Intent.PICK, Intent.ASK) if pointed else (Intent.ASK,)
        case "pick":
            return (Intent.PICK,) if described or slots.words else None
        case "compare" | "total" | "saving":
            return (Intent(label),)
        case _:
            return None


def refines(guess: Guess) -> bool:
    """Whether the classifier is sure that the search that is going on is changed, and no other begun."""
    return guess.label == "refine" and guess.probability >= _SURE


def _changes_search(guess: Guess, slots: Slots) -> bool:
    """Whether what looks like the name of a product is a brand or bound that a search is changed by."""
    bounds = slots.brands or slots.price or slots.unwanted or slots.excluded_brands
    return guess.label == "refine" and guess.probability >= _VERY_SURE and bool(bounds)


def _says_what(slots: Slots) -> bool:
    return bool(slots.describe_goods or slots.words or slots.measure or slots.recipient or slots.occasion)
