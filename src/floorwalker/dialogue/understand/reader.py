"""Reads one message in its conversation: what it asks for, and the need as it then stands."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import get_args

from floorwalker.conversation import BundleWish, ConversationState, ShoppingNeed, SmallTalkKind
from floorwalker.core import Language
from floorwalker.dialogue.understand.asked import find_aspects, find_details
from floorwalker.dialogue.understand.bundle_changes import changed_need, part_left, place_of_part
from floorwalker.dialogue.understand.bundle_limits import find_limits
from floorwalker.dialogue.understand.bundle_people import find_people
from floorwalker.dialogue.understand.bundle_words import bundle_words
from floorwalker.dialogue.understand.bundles import find_bundle
from floorwalker.dialogue.understand.echo import Before
from floorwalker.dialogue.understand.hard import hard_case, set_apart
from floorwalker.dialogue.understand.intents import Heard, intents_of, points_at_one, questions_of
from floorwalker.dialogue.understand.kinds_said import owned_in
from floorwalker.dialogue.understand.knowledge import asks_which_goods, brand_question
from floorwalker.dialogue.understand.learned.classifier import Guess, dialogue_act_classifier
from floorwalker.dialogue.understand.learned.features import Scene
from floorwalker.dialogue.understand.learned.opinion import acts_meant, aspects_meant, refines, settled
from floorwalker.dialogue.understand.learned.reading import read_features
from floorwalker.dialogue.understand.meant import may_mean_a_kind, slots_with_kinds_meant
from floorwalker.dialogue.understand.mending import Mended, SpellingMender
from floorwalker.dialogue.understand.merge import next_need, sort_of
from floorwalker.dialogue.understand.patterns import acts, asides
from floorwalker.dialogue.understand.referring import find_references
from floorwalker.dialogue.understand.requests import find_requests
from floorwalker.dialogue.understand.slots import Slots, find_slots
from floorwalker.dialogue.understand.turning import turned
from floorwalker.dialogue.understand.understanding import Intent, Understanding
from floorwalker.dialogue.understand.vocabulary import ShopVocabulary
from floorwalker.dialogue.understand.wordless import in_words
from floorwalker.text import Folded, bare_amount, find_bare_rating, find_numbers, read_figures

NameFinder = Callable[[str], tuple[str, ...]]
"""Finds the products that a text names by their titles; returns their ids."""

_CHANGE_THE_NEED = frozenset(
    {
        Intent.FIND,
        Intent.CHEAPER,
        Intent.DEARER,
        Intent.OTHERS,
        Intent.VARIANT,
        Intent.NEED_MORE,
        Intent.PICK,
        Intent.BUNDLE,
    }
)
_REVERSED = {"price_asc": "sort_price_desc", "price_desc": "sort_price_asc"}
_LEADING = re.compile(r"^.*?(?=[\d零一二两三四五六七八九十百千万]+\D{0,12}$)", re.S)
_SENTENCES = re.compile(r"(?<!\d)[.!?;,。！？；，]|[.!?;,。！？；，](?!\d)")
_MEANT = re.compile(
    r"^.*\b(?:meant|mean|make (?:it|that)|say|said|typo|sorry|oops)\b[\s,:]*"
    r"|^.*(?:[打说写看]错|错了|应该是|是说)了?[，,：:\s]*是?",
    re.I,
)
_NOT_MEANT = re.compile(r"[\s,]*(?:\bnot\b|不是|而不是).*$", re.I | re.S)  # "fifty, not five"
_COURTESIES = get_args(SmallTalkKind)
_CHALLENGES = frozenset({"accuses", "demands"})
_LEAST_BUDGET = 20  # a smaller number that is a clause of its own may count something
_LEAST_BESIDE_A_KIND = 100  # and one beside a kind of goods may be a size


def understand(
    said: str,
    language: Language,
    state: ConversationState,
    vocabulary: ShopVocabulary,
    find_named: NameFinder,
    currency: str | None,
    mender: SpellingMender | None = None,
    *,
    by_meaning: bool = False,
) -> Understanding:
    """Read one message in its conversation.

    What is not for an assistant of a shop is set apart first, then typing errors are mended, and the rest is
    read for acts, goods and questions.

    Args:
        said: the message.
        language: its language.
        state: the conversation before it.
        vocabulary: the brand names of the shop.
        find_named: looks products up by their titles.
        currency: the shop's currency; a price in another sets no bound.
        mender: mends typing errors; without one the message is read as it stands.
        by_meaning: where no goods are named, take the kinds that are nearest in meaning to what is said.
    """
    said = in_words(said, language)
    parted = set_apart(said)
    mended = mender.mend(parted.rest, language) if mender else Mended(parted.rest)
    text = mended.text
    message = Folded.of(text)
    found = _acts_of(message.text)
    found |= _implied(found, state)
    found -= _not_by_price(message.text, found) | _not_haggling(found, state.need)
    slots = find_slots(message, language, vocabulary)
    slots = _with_what_is_pooled(message, slots)
    slots = _with_bare_figures(text, slots, state, found)
    guess = _guess(message, slots, vocabulary, state)
    asked = find_aspects(message.text)
    state = turned(state, slots, found, message.text, guess)
    of_brand = brand_question(message, slots, language)
    found |= acts_meant(guess, found | ({"brand"} if of_brand else set()), asked)
    asked = asked if "more_of" in found else aspects_meant(guess, asked)
    before = Before(said, state, language, vocabulary)
    asked_details = find_details(message.text)
    again = None if asked or asked_details else before.asked_again(slots, found, text)
    question = again or before.question(text, slots, asked, asked_details)
    pointed = {"asks", "definite"} <= found and slots.price is None
    named = find_named(_but_for_asides(message, slots)) if pointed or _may_name(slots, found, asked) else ()
    if not found & {"compare", "total"}:
        named = () if _only_kinds(slots, found) else _those_in_view(named, state)
    left = part_left(message, slots, found, state.need)
    changed = None if left else changed_need(message, slots, found, state.need)
    if changed is left is None and (place := place_of_part(slots, found, state)):
        slots = replace(slots, types=(), types_said=(), positions=(place,))
    bundle = changed.bundle if changed else find_bundle(message, slots, language)
    requests = find_requests(message, language, vocabulary) if bundle is None and slots.types else ()
    together = bool(found & {"compare", "total"})
    references = find_references(message, language, vocabulary) if together else ()
    heard = Heard(
        folded=message.text,
        slots=slots,
        acts=frozenset(found),
        asked=again.aspects if again else asked,
        details=question.details,
        named=named,
        brand=of_brand or before.brand_asked_again(slots, found, text),
        which_goods=asks_which_goods(message, slots),
        bundle=bundle,
        topic=hard_case(parted, slots, found),
        references=references,
        again=again is not None,
        state=state,
    )
    intents = settled(intents_of(heard), guess, heard)
    vague = may_mean_a_kind(heard, intents, guess, vocabulary)
    meant = slots_with_kinds_meant(slots, text, language, vocabulary) if vague and by_meaning else None
    if meant is not None:
        slots, intents = meant, (Intent.FIND,)
    changes = bool(_CHANGE_THE_NEED.intersection(intents))
    told = (replace(slots, price=None),) if bundle is not None else (meant is None and requests) or (slots,)
    needs = _needs(told, left or state.need, found, currency, refines(guess)) if changes else [state.need]
    if Intent.BUNDLE in intents and bundle is not None:
        needs = [changed or _with_bundle(needs[0], bundle)]
    if needs[0].bundle is not None:
        needs[0] = needs[0].model_copy(update={"price_min": None, "price_max": None, "about": None})
    if len(needs) > 1:
        needs[0] = needs[0].model_copy(update={"others": tuple(needs[1:])})
    return Understanding(
        language=language,
        intents=intents,
        need=needs[0],
        further=tuple(needs[1:]),
        slots=slots,
        acts=frozenset(found),
        aspects=questions_of(heard),
        details=heard.details,
        named=named,
        positions=slots.positions,
        courtesy=next((kind for kind in _COURTESIES if kind in found), None),
        brand=heard.brand,
        topic=heard.topic,
        text=text,
        changes=mended.changes if parted.rest == said else (),
        quantity=read_figures(text).quantity,
        references=references,
        question=question,
        again=again is not None,
        meant=before.meant(text, slots),
        points=points_at_one(heard),
        guess=guess,
        vague=vague,
        by_meaning=meant is not None,
    )


def _guess(message: Folded, slots: Slots, vocabulary: ShopVocabulary, state: ConversationState) -> Guess:
    """What the classifier takes the message for."""
    scene = Scene(bool(state.focus or state.lists), len(state.focus) == 1, state.need.bundle is not None)
    return dialogue_act_classifier().guess(read_features(message, slots, vocabulary, scene))


def _with_bundle(need: ShoppingNeed, bundle: BundleWish) -> ShoppingNeed:
    """The need for a bundle: its parts hold the words, and no figure is taken for more than money."""
    money = (bundle.budget, bundle.per_person, bundle.per_piece)
    figures = tuple(figure for figure in need.figures if figure.value not in money)
    return need.model_copy(update={"bundle": bundle, "words": (), "figures": figures})


def _acts_of(folded: str) -> set[str]:
    """What a message does; where it also insults, what the rest of it does."""
    found = {name for name, pattern in acts().items() if pattern.search(folded)}
    if "person" in found and found & _CHALLENGES and not _calls_for_a_person(folded):
        found -= {"person"}
    if "insult" not in found:
        return found
    ends = [0, *(match.end() for match in _SENTENCES.finditer(folded)), len(folded)]
    sentences = [folded[start:end] for start, end in pairwise(ends)]
    rest = "".join(said for said in sentences if not acts()["insult"].search(said)).strip()
    if not rest:
        return found
    return {
        "insult",
        *(found & _CHALLENGES),
        *(name for name, pattern in acts().items() if pattern.search(rest)),
    }


def _calls_for_a_person(folded: str) -> bool:
    """Whether a person is asked for, and a complaint not only threatened (到不了我就投诉)."""
    rest, at = "", 0
    for threat in asides()["threatened"].finditer(folded):
        rest, at = rest + folded[at : threat.start()] + " ", threat.end()
    return acts()["person"].search(rest + folded[at:]) is not None


def _implied(found: set[str], state: ConversationState) -> set[str]:
    """The acts that others amount to: a higher price is fine where a bound can give way, else sought.

    Who names a sum offers it for what was shown.
    """
    need = state.need
    moves = {"others"} if "other_brand" in found else set()
    moves |= {"haggle"} if "bid" in found and state.lists else set()
    if "dearer_fine" in found:
        moves.add("dearer" if need.price_max is None else "any_price")
    moves |= {"cheaper"} if "half_price" in found else set()
    if "reverse_order" in found and need.sort in _REVERSED:
        moves |= {_REVERSED[need.sort], "sort_list"}
    return moves


def _not_haggling(found: set[str], need: ShoppingNeed) -> set[str]:
    """The haggling that "make it cheaper" looks like, of a bundle that can be put together of other goods."""
    return {"haggle"} if "cheaper" in found and need.bundle is not None else set()


def _not_by_price(folded: str, found: set[str]) -> set[str]:
    """The order by price that "from high to low" looks like, where another order is named and no price."""
    other = found & {"sort_popularity", "sort_rating", "sort_newest"}
    return set() if not other or asides()["order_of_price"].search(folded) else {"sort_price_desc"}


def _needs(
    requests: tuple[Slots, ...],
    before: ShoppingNeed,
    found: set[str],
    currency: str | None,
    refined: bool,
) -> list[ShoppingNeed]:
    """The need that each request makes of the one before; several requests each begin a new search."""
    keeps_kind = refined and bool(requests[0].brands)
    generic = not keeps_kind and ("any_goods" in found or sort_of(found) is not None)
    if len(requests) > 1:
        before = ShoppingNeed(
            recipient=before.recipient, role=before.role, gender=before.gender, occasion=before.occasion
        )
    return [
        next_need(before, slots, found, in_shop_currency=_counts(slots, currency), generic=generic)
        for slots in requests
    ]


def _counts(slots: Slots, currency: str | None) -> bool:
    """Whether a price named is in the shop's currency."""
    price = slots.price
    said = price.currency if price and not price.ambiguous_currency else None
    return not (said and currency and said != currency)


def _with_what_is_pooled(message: Folded, slots: Slots) -> Slots:
    """Several who pay for one thing ("we each put in 100, so 400 altogether") spend it on that one."""
    if not bundle_words().said("chip_in", message.text):
        return slots
    limits, people = find_limits(message.text), find_people(message.text)
    total = limits.total or (limits.per_person or 0) * people.count
    amount = bare_amount(str(total)) if total else None
    return slots.with_price(amount) if amount else slots


def _with_bare_figures(text: str, slots: Slots, state: ConversationState, found: set[str]) -> Slots:
    """The slots with figures that only the conversation shows to be a budget or a rating."""
    slots = _with_bare_budget(text, slots, state, corrected=bool(found & {"correction", "new_budget"}))
    return _with_bare_rating(text, _with_gift_budget(text, slots, found), state.need)


def _with_bare_budget(text: str, slots: Slots, state: ConversationState, *, corrected: bool) -> Slots:
    """A message that is little more than a number answers the question for a budget, or changes it."""
    if slots.price or slots.types or slots.figures or not state.need.names_goods:
        return slots
    kept = _NOT_MEANT.sub("", text)
    text = kept if find_numbers(kept) else text
    amount = bare_amount(text) or (bare_amount(_LEADING.sub("", text)) if corrected else None)
    if amount is None and state.need.price_max is not None:  # "ok, she was wrong. fifty"
        said = (_MEANT.sub("", sentence) for sentence in _SENTENCES.split(text))
        amount = next(filter(None, map(bare_amount, said)), None)
    return slots if amount is None else slots.with_price(amount)


def _with_gift_budget(text: str, slots: Slots, found: set[str]) -> Slots:
    """A clause that is nothing but a number is the budget of a gift ("ideas for my mum who bakes, 40")."""
    if slots.price or slots.figures or not (slots.given or slots.occasion or "gift" in found):
        return slots
    least = _LEAST_BESIDE_A_KIND if slots.types else _LEAST_BUDGET
    amounts = filter(None, map(bare_amount, _SENTENCES.split(text)))
    amount = next((one for one in amounts if one.max is not None and one.max >= least), None)
    return slots if amount is None else slots.with_price(amount)


def _with_bare_rating(text: str, slots: Slots, need: ShoppingNeed) -> Slots:
    """Where a least rating was asked for, another figure like it changes it: "one on 4.6 or higher"."""
    said = find_bare_rating(text) if need.rating_min is not None and slots.rating_min is None else None
    if said is None or slots.price or slots.types:
        return slots
    value, (start, end) = said
    words = tuple(word for word in slots.words if word not in text[start:end])
    return replace(slots, rating_min=value, words=words, deeds=tuple(w for w in slots.deeds if w in words))


def _but_for_asides(message: Folded, slots: Slots) -> str:
    """The message but for the size it names, which many products share, and for what somebody has."""
    text = message.original
    for start, end in [*owned_in(message), *([slots.measure.span] if slots.measure else [])]:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _those_in_view(named: tuple[str, ...], state: ConversationState) -> tuple[str, ...]:
    """Of several products that share a name those that were shown, if not all of them were."""
    shown = {*state.focus, *(product for one in state.lists for product in one.products)}
    return tuple(one for one in named if one in shown) or named


def _only_kinds(slots: Slots, found: set[str]) -> bool:
    """Whether a kind named is no product of that name: the dearest lipstick, or what one goes with."""
    if slots.words or not slots.types:
        return False
    return "any_price" in found or (
        "uses" in found and bool(found & {"the_one", "cheaper_one", "dearer_one"})
    )


def _may_name(slots: Slots, found: set[str], asked: tuple[str, ...]) -> bool:
    """Whether the message may be about a product by its name, rather than about goods of a kind."""
    says_something = slots.words or slots.types or slots.brands or slots.wishes
    if not says_something or slots.price or slots.rating_min or found & {"person", "niche"}:
        return False
    return (
        bool(asked)
        or bool(found & {"compare", "total", "haggle", "ok"})
        or not slots.describe_goods
        or bool(slots.words)
    )
