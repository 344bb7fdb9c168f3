"""What a message changes in the bundle that is talked about: a part, the budget, or what all must be."""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from floorwalker.conversation import BundlePart, BundleWish, ConversationState, ShoppingNeed
from floorwalker.dialogue.understand.bundle_limits import find_limits
from floorwalker.dialogue.understand.bundle_parts import FoundPart, find_parts
from floorwalker.dialogue.understand.bundle_people import find_people
from floorwalker.dialogue.understand.bundle_words import bundle_words
from floorwalker.dialogue.understand.merge import next_need
from floorwalker.dialogue.understand.slots import Slots
from floorwalker.text import Folded, find_numbers, product_types

_OTHERWISE = frozenset({"start_over", "compare", "person", "haggle", "offers"})
_PICKS = frozenset({"the_one", "cheaper_one", "dearer_one", "sort_rating", "sort_popularity", "sort_list"})
_LOOKS_FOR_MORE = frozenset({"seeking", "others", "cheaper", "dearer", "start_over", "list_all", "total"})
_BY_PRICE = (
    (frozenset({"dearer_one", "sort_price_desc"}), max),
    (frozenset({"cheaper_one", "sort_price_asc"}), min),
)
_CHEAPER_BY = Decimal("0.01")  # "cheaper" is anything below what it costs now
_MOST_PARTS = 8


def changed_need(
    message: Folded, slots: Slots, acts: AbstractSet[str], need: ShoppingNeed
) -> ShoppingNeed | None:
    """The need with its bundle as a message changes it; ``None`` where the message is not about the bundle.

    What the message does not speak of stays: the products shown for the other parts are kept as long as they
    fit. Another budget, and "cheaper", put everything up for choice.

    Args:
        message: the message, folded.
        slots: what it says about goods.
        acts: the acts found in it.
        need: the need before it, with the bundle that was shown.
    """
    if acts & _OTHERWISE or bundle_words().said("asks_sum", message.text):
        return None
    if need.bundle is None:
        return None if slots.types else _of_requests(need, find_limits(message.text).total)
    if not any(part.shown for part in need.bundle.parts):
        return None
    named = find_parts(message, slots, find_people(message.text).spans) or _by_their_heads(
        message, need.bundle
    )
    change = _Change(message, slots, acts, need.bundle, named)
    if parts := change.of_parts():
        budget = find_limits(message.text).total or need.bundle.budget
        changed = change.wish.model_copy(update={"parts": parts, "budget": budget})
        return need.model_copy(update={"bundle": changed})
    if not named and (wish := change.of_number() or change.of_one()):
        return need.model_copy(update={"bundle": wish})
    wish = None if named else change.of_whole()
    if wish is None:
        return None
    told = next_need(need, slots, acts, in_shop_currency=False, generic=False)
    same = {name: getattr(need, name) for name in ("types", "types_said", "words", "sort")}
    return told.model_copy(update=same | {"bundle": wish})


def part_left(
    message: Folded, slots: Slots, acts: AbstractSet[str], need: ShoppingNeed
) -> ShoppingNeed | None:
    """The need for the one part of a bundle that is left, where more is said of it than that.

    "Drop the top. Only the necklace, under 50" looks for a necklace from now on. ``None`` otherwise.

    Args:
        message: the message, folded.
        slots: what it says about goods.
        acts: the acts found in it.
        need: the need before it.
    """
    wish = need.bundle
    kinds = {said.casefold() for said in slots.types_said}
    more = [no for no in slots.unwanted if no.facets or no.said.casefold() not in kinds]
    if wish is None or acts & _OTHERWISE or not (slots.unwanted_types and slots.types):
        return None
    if not (slots.price or slots.wishes or len(more) > len(slots.unwanted_types)):
        return None
    named = find_parts(message, slots, find_people(message.text).spans)
    parts = _Change(message, slots, acts, wish, named).of_parts()
    if len(parts) != 1 or len(wish.parts) == 1 or parts[0].quantity != 1:
        return None
    part = parts[0]
    of_others = {one for other in wish.parts if other.types != part.types for one in other.wishes}
    wishes = dict.fromkeys((*(one for one in need.wishes if one not in of_others), *part.wishes))
    left = {"types": part.types, "types_said": (part.said,), "words": part.words, "figures": part.figures}
    return need.model_copy(update={**left, "bundle": None, "wishes": tuple(wishes), "brands": part.brands})


def place_of_part(slots: Slots, acts: AbstractSet[str], state: ConversationState) -> int | None:
    """The place in the bundle shown of the one product that a message names by its kind ("the hat").

    Only of a message that speaks of it, and does not look for more of the kind.
    """
    wish = state.need.bundle
    if wish is None or not slots.types or slots.positions or slots.price or acts & _LOOKS_FOR_MORE:
        return None
    if not acts & {"definite", "asks", "in_view"}:
        return None
    shown = [i for part in wish.parts for i in part.shown]
    several = [one.products for one in state.lists if len(one.products) > 1]
    places = _places(wish.parts, slots.types)
    if len(places) != 1 or len(wish.parts[places[0]].shown) != 1 or list(several[-1:]) != [tuple(shown)]:
        return None
    return shown.index(wish.parts[places[0]].shown[0]) + 1


@dataclass(slots=True)
class _Change:
    """One message against one bundle."""

    message: Folded
    slots: Slots
    acts: AbstractSet[str]
    wish: BundleWish
    named: Sequence[FoundPart]  # the kinds of goods that it names

    def of_parts(self) -> tuple[BundlePart, ...]:
        """The parts as they are now wanted; empty where the message is about none of them."""
        parts = tuple(part.model_copy(update={"kept": True}) for part in self.wish.parts)
        old = [one for one in self.named if _places(parts, one.types)]
        new = [one for one in self.named if one not in old]
        denied = [at for kind in self.slots.unwanted_types for at in _places(parts, (kind,))]
        if self._says("swap") and new and not old and self._says("all_of_it"):
            return self._all_of_kinds(new)
        if self._says("swap") and self.slots.positions and not old:
            return self._swapped_at(self.slots.positions, new)
        if self._says("swap") and new and not old and (at := self._place_of_person()):
            return self._swapped_at((at,), new)
        if (
            self._says("swap")
            and len(old) > 1
            and _places(parts, old[0].types) == _places(parts, old[1].types)
        ):
            old, new = old[:1], old[1:]
        if self._says("swap"):
            return self._swapped(
                parts, [*denied, *(at for one in old for at in _places(parts, one.types))], new
            )
        if denied and new:
            return self._swapped(parts, denied, new)
        gone = denied or [at for one in old for at in _places(parts, one.types) if self._says("drop")]
        if gone and 0 < len(set(gone)) < len(parts):
            return tuple(part for at, part in enumerate(parts) if at not in gone)
        if gone:
            return ()
        if (new or old) and self._says("add") and not self._has_own_price():
            return self._with_more(parts, old, new)
        if new and (self._says("everybody") or not any(part.types for part in parts)):
            return self._of_kinds(parts, new)
        counts = {at: one.quantity for one in old if one.counted for at in _places(parts, one.types)[:1]}
        if old and not new and any(parts[at].quantity != number for at, number in counts.items()):
            return tuple(
                part.model_copy(update={"quantity": counts.get(at, part.quantity)})
                for at, part in enumerate(parts)
            )
        if old and not new and (narrower := self._narrower(parts, old)):
            return narrower
        if old and not new and self._describes() and not self.acts & {"asks", "seeking", "the_one"}:
            return self._refined(parts, _places(parts, old[0].types))
        return ()

    def _narrower(self, parts: tuple[BundlePart, ...], old: Sequence[FoundPart]) -> tuple[BundlePart, ...]:
        """The parts with one of a narrower kind than before ("the tea should be green tea")."""
        if self.acts & {"asks", "seeking", "the_one"}:
            return ()
        types = product_types()
        for one in old:
            wider = {kind for own in one.types for kind in types.ancestors(own)}
            at = next((n for n, part in enumerate(parts) if wider.intersection(part.types)), None)
            if at is not None and not set(one.types) & set(parts[at].types):
                part = parts[at].model_copy(update={"types": one.types, "said": one.said})
                return (*parts[:at], part, *parts[at + 1 :])
        return ()

    def of_one(self) -> BundleWish | None:
        """The bundle with one product exchanged that no kind names: the dearest, somebody's, the last."""
        if not self._says("swap") or self.slots.positions:
            return None
        prices = [price for part in self.wish.parts for price in part.prices]
        by_price = [best for acts, best in _BY_PRICE if self.acts & acts]
        if by_price and prices:
            place = prices.index(by_price[0](prices)) + 1
        elif self.slots.brands and not (self._says("one_of_them") or self._place_of_person()):
            return None  # all of it is to be by that brand
        elif self._says("one_of_them") or self._describes() or self._place_of_person():
            place = self._place_of_person() or -1
        else:
            return None
        parts = self._swapped_at((place,), ())
        return self.wish.model_copy(update={"parts": parts}) if parts else None

    def _place_of_person(self) -> int:
        """The place, from 1, of the one product for the person spoken of; 0: there is none."""
        if not self.slots.recipient or any(len(part.shown) != 1 for part in self.wish.parts):
            return 0
        whose = [part.recipient for part in self.wish.parts]
        return whose.index(self.slots.recipient) + 1 if self.slots.recipient in whose else 0

    def of_whole(self) -> BundleWish | None:
        """The bundle with what is said of all of it; ``None`` where nothing is."""
        wish, acts = self.wish, self.acts
        if self._says("varied"):
            return wish.model_copy(update={"varied": True, "alike": False, "parts": _fresh(wish.parts)})
        if self._says("alike"):
            alike = tuple(part.model_copy(update={"alike": part.quantity > 1}) for part in _fresh(wish.parts))
            return wish.model_copy(update={"alike": wish.people > 1, "parts": alike})
        if acts & _PICKS or self.slots.positions:
            return None
        if (bounds := self._bounds()) is not None:
            return wish.model_copy(update={**bounds, "parts": _fresh(wish.parts)})
        if "cheaper" in acts and wish.total is not None:
            return wish.model_copy(update={"budget": wish.total - _CHEAPER_BY, "parts": _fresh(wish.parts)})
        if "others" in acts or (self._says("swap") and not self._describes()):
            return wish.model_copy(update={"parts": tuple(map(_rejected, wish.parts))})
        if self._describes() and ("asks" not in acts or self._says("swap")):
            return wish.model_copy(update={"parts": tuple(_kept(wish.parts))})
        return None

    def of_number(self) -> BundleWish | None:
        """The bundle for another number of people, or of pieces where it has a single part."""
        wish, text = self.wish, self.message.text
        people = find_people(text)
        said = bundle_words().cues["make_it"].search(text)
        small = [int(n.value) for n in find_numbers(text) if 1 <= n.value <= _MOST_PARTS]
        count = people.count if people.count > 1 else next(iter(small), 0) if said else 0
        if not count or self._bounds_money():
            return None
        if wish.people > 1 or people.count > 1:
            return wish.model_copy(update={"people": count, "parts": tuple(_kept(wish.parts))})
        if len(wish.parts) > 1:
            return None
        parts = tuple(part.model_copy(update={"quantity": count, "kept": True}) for part in wish.parts)
        return wish.model_copy(update={"parts": parts})

    def _bounds_money(self) -> bool:
        limits = find_limits(self.message.text)
        return bool(self.slots.price or limits.total or limits.per_person or limits.per_piece)

    def _says(self, cue: str) -> bool:
        return bundle_words().said(cue, self.message.text)

    def _describes(self) -> bool:
        slots = self.slots
        told = slots.wishes or slots.unwanted or slots.brands or slots.excluded_brands
        return bool(told or slots.figures) or bool(
            self.acts & {"cheaper", "dearer", "in_stock", "niche", "on_sale"}
        )

    def _has_own_price(self) -> bool:
        """Whether a price is named for what is added, and not for everything."""
        return self.slots.price is not None and find_limits(self.message.text).total is None

    def _bounds(self) -> dict[str, Decimal | None] | None:
        """The budget that the message names, for all or for each."""
        limits, slots = find_limits(self.message.text), self.slots
        total = limits.total or limits.plain or (slots.price and (slots.price.about or slots.price.max))
        if limits.per_person and self.wish.people > 1:
            each = limits.per_person
            return {"per_person": each, "per_piece": None, "budget": each * self.wish.people}
        if piece := limits.per_piece or limits.per_person:
            return {"per_piece": piece}
        return {"budget": total, "per_person": None} if total else None

    def _swapped(
        self, parts: tuple[BundlePart, ...], places: Sequence[int], new: Sequence[FoundPart]
    ) -> tuple[BundlePart, ...]:
        """One part exchanged for another kind, or for another product of its own kind."""
        if not new:
            return self._refined(parts, places) if places else ()
        of_no_kind = not any(part.types for part in parts)
        if not places and (of_no_kind or len(parts) == 1 < len(parts[0].shown)):
            return self._swapped_at((-1,), new[-1:])
        if not places:
            return self._with_more(parts, (), new[-1:])
        fresh = new[0].as_part(new[0].quantity, alike=False)
        fresh = fresh.model_copy(update={"recipient": parts[places[0]].recipient})
        return tuple(fresh if at == places[0] else part for at, part in enumerate(parts))

    def _swapped_at(self, positions: Sequence[int], new: Sequence[FoundPart]) -> tuple[BundlePart, ...]:
        """The products at places of the reply exchanged, each part being of one product from then on."""
        parts, places = _split_at(tuple(_kept(self.wish.parts)), positions, self.wish.people)
        self.wish = self.wish.model_copy(update={"people": 1, "per_person": None})
        return self._swapped(parts, places, new)

    def _refined(self, parts: tuple[BundlePart, ...], places: Sequence[int]) -> tuple[BundlePart, ...]:
        """Some parts with what the message says of them; exchanged where it says so."""
        return tuple(self._with_wishes(part) if at in places else part for at, part in enumerate(parts))

    def _with_wishes(self, part: BundlePart) -> BundlePart:
        slots = self.slots
        told = BundlePart.model_validate(
            part.model_dump()
            | {
                "wishes": (*part.wishes, *slots.wishes),
                "unwanted": (*part.unwanted, *slots.unwanted),
                "brands": slots.brands or part.brands,
                "figures": (*part.figures, *slots.figures),
                "price_max": (slots.price and slots.price.max) or part.price_max,
                "cheaper": "cheaper" in self.acts,
            }
        )
        if slots.brands or (slots.wishes and "cheaper" not in self.acts):
            return told.model_copy(update={"kept": False})  # what was shown may be by that brand, or pink
        return _rejected(told) if self._says("swap") or "cheaper" in self.acts else told

    def _with_more(
        self, parts: tuple[BundlePart, ...], old: Sequence[FoundPart], new: Sequence[FoundPart]
    ) -> tuple[BundlePart, ...]:
        more = {at: one.quantity for one in old for at in _places(parts, one.types)[:1]}
        grown = [
            part.model_copy(update={"quantity": part.quantity + more.get(at, 0)})
            for at, part in enumerate(parts)
        ]
        added = [one.as_part(one.quantity, alike=False) for one in new]
        return (*grown, *added)[:_MOST_PARTS]

    def _all_of_kinds(self, new: Sequence[FoundPart]) -> tuple[BundlePart, ...]:
        """As many pieces as there were, for as many people, all of the kinds named."""
        pieces = sum(part.quantity for part in self.wish.parts)
        shared = max(1, pieces // len(new))
        return tuple(one.as_part(one.quantity if one.counted else shared, alike=False) for one in new)

    def _of_kinds(self, parts: tuple[BundlePart, ...], new: Sequence[FoundPart]) -> tuple[BundlePart, ...]:
        """Every part, or those of no kind in particular, of the kinds that everybody likes."""
        types = tuple(dict.fromkeys(kind for one in new for kind in one.types))
        named = any(not part.types for part in parts)
        kinds = {"types": types, "said": new[0].said, "kept": False}
        return tuple(part.model_copy(update=kinds) if not (named and part.types) else part for part in parts)


def _of_requests(need: ShoppingNeed, total: Decimal | None) -> ShoppingNeed | None:
    """A bundle of what several requests sought, for the sum that all of it may now cost."""
    if total is None or not need.others:
        return None
    parts = tuple(
        BundlePart(
            types=one.types,
            said=(one.types_said or ("",))[0],
            wishes=one.wishes,
            unwanted=one.unwanted,
            words=one.words,
            brands=one.brands,
            price_max=one.price_max,
            recipient=one.recipient,
        )
        for one in (need, *need.others)
    )
    types = tuple(kind for part in parts for kind in part.types)
    wish = BundleWish(parts=parts, budget=total)
    return ShoppingNeed(types=types, recipient=need.recipient, occasion=need.occasion, bundle=wish)


def _by_their_heads(message: Folded, wish: BundleWish) -> list[FoundPart]:
    """The parts named by the last word of their kind: the chopping board is "the board"."""
    found: list[FoundPart] = []
    for part in wish.parts:
        head = part.said.casefold().rpartition(" ")[2]
        place = (
            re.search(rf"\b{re.escape(head)}\b", message.text) if " " in part.said and part.types else None
        )
        if place:
            found.append(FoundPart(part.types, head, place.span()))
    return found


def _places(parts: Sequence[BundlePart], kinds: Iterable[str]) -> list[int]:
    """Which parts are of some kinds, or of wider or narrower ones."""
    types = product_types()
    said = {wider for kind in kinds for wider in (kind, *types.ancestors(kind))}
    narrow = set(kinds)
    return [
        at
        for at, part in enumerate(parts)
        if said.intersection(part.types)
        or any(narrow.intersection((kind, *types.ancestors(kind))) for kind in part.types)
    ]


def _kept(parts: Iterable[BundlePart]) -> Iterable[BundlePart]:
    return (part.model_copy(update={"kept": True}) for part in parts)


def _fresh(parts: Iterable[BundlePart]) -> tuple[BundlePart, ...]:
    return tuple(part.model_copy(update={"kept": False}) for part in parts)


def _rejected(part: BundlePart) -> BundlePart:
    gone = (*part.rejected, *part.shown)
    return part.model_copy(update={"kept": False, "shown": (), "rejected": gone})


def _split_at(
    parts: Sequence[BundlePart], positions: Sequence[int], people: int = 1
) -> tuple[tuple[BundlePart, ...], list[int]]:
    """The parts one for each product shown, and where among them are those at places of the reply."""
    single = [
        part.model_copy(
            update={"shown": (shown,), "quantity": part.quantity * people if part.alike else 1, "kept": True}
        )
        for part in parts
        for shown in part.shown
    ]
    unfilled = [part for part in parts if not part.shown]
    split = (*single, *unfilled)
    places = [position - 1 if position > 0 else len(single) + position for position in positions]
    return split, [at for at in places if 0 <= at < len(single)]
