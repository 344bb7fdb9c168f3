"""Lists of products: for the needs of a message, cheaper or dearer than those shown, and others."""

import re
from collections.abc import Sequence
from dataclasses import replace

from floorwalker.conversation import (
    AskNeed,
    Chosen,
    Declined,
    Finding,
    Listing,
    Relaxation,
    ShoppingNeed,
    StockState,
    Unclear,
)
from floorwalker.core import Money
from floorwalker.dialogue.gather.likeness import bears_name
from floorwalker.dialogue.gather.listing import LIST_LENGTH, bears_kind, is_only_for, priced
from floorwalker.dialogue.gather.picking import Picker
from floorwalker.dialogue.gather.record import missing_size, variant_for
from floorwalker.dialogue.gather.scene import Scene
from floorwalker.dialogue.understand import Intent, Understanding
from floorwalker.dialogue.understand.hard import is_general_question
from floorwalker.dialogue.understand.merge import sort_of
from floorwalker.text import fold, query_terms, squash

_ASK_FOR_GOODS = frozenset({"seeking", "sells", "exists", "any_goods", "gift", "list_all", "others"})
_LONG_NAME = 4
_BY = re.compile(r"\b(?:by|from) ([A-Za-z][\w'-]{2,})", re.I)
_LOOKED_AT = 12
_OF_EACH = 3  # products for each of several requests


class Finder:
    """Searches for one turn.

    ``fresh`` is the need to go on with where it is not the one that was read, and ``stepped`` that of the
    last step to other prices.
    """

    def __init__(self, scene: Scene, picker: Picker) -> None:
        self._scene = scene
        self._picker = picker
        self._lister = scene.lister
        self._state = scene.state
        self.fresh: ShoppingNeed | None = None
        self.stepped: ShoppingNeed | None = None

    def find(self, reading: Understanding) -> list[Finding]:
        """A list for each request of the message; a product in view whose name was taken for a brand."""
        if meant := self._picker.mistaken(reading.slots):
            return [Chosen(meant, "named")]
        if exact := self._asked_by_name(reading) or self._of_one_name(reading):
            return [exact]
        if not reading.further:
            return [self._listing(reading)]
        count = reading.slots.count or _OF_EACH
        needs = (reading.need, *reading.further)
        return [replace(self._lister.list(need, count=count), number=n) for n, need in enumerate(needs, 1)]

    def _asked_by_name(self, reading: Understanding) -> Finding | None:
        """The one product that is named word for word ("do you have the Ambler 22 Daypack?"), if it fits.

        Where a form of it is named as well ("is there a large?"), that one is meant.
        """
        product = next(iter(self._scene.products(reading.named[:1])), None)
        named_brand = _BY.search(reading.text) is not None
        if (
            product is None
            or len(reading.named) > 1
            or reading.further
            or reading.slots.unwanted
            or named_brand
        ):
            return None
        name = squash(product.title).removeprefix(squash(product.brand))
        in_full = len(name) >= _LONG_NAME and name in squash(reading.text)
        points = "definite" in reading.acts and "asks" not in reading.acts
        if not in_full and (not points or reading.slots.price or sort_of(reading.acts)):
            return None
        if missing := missing_size(product, reading.slots.words):
            return StockState(product, missing_option=missing)
        variant = variant_for(product, reading.slots.wishes, reading.slots.words)
        if variant is not None and len(product.variants) > 1:
            return StockState(product, variant)
        need = reading.need.model_copy(update={"wishes": self._state.need.wishes, "words": ()})
        return Listing((product,), need, 1)

    def _of_one_name(self, reading: Understanding) -> Finding | None:
        """The few products that share a name which is asked for ("the Foreo Bear, is there a small one?")."""
        named = self._scene.products(reading.named)
        slots = reading.slots
        if not 1 < len(named) <= LIST_LENGTH or reading.further or slots.unwanted or slots.price:
            return None
        if not any(all(bears_name(one, word) for one in named) for word in slots.words):
            return None
        need = reading.need.model_copy(update={"types": (), "types_said": ()})
        self.fresh = need
        return Listing(tuple(named), need, len(named))

    def _by_the_same_brand(self, reading: Understanding) -> Finding | None:
        """Other goods of the brand in view: of the kinds named, or of any."""
        focus = self._scene.products(self._state.focus[:1])
        keys = (reading.brand.keys if reading.brand else ()) or reading.slots.brands
        if not keys and focus and focus[0].brand:
            keys = (self._scene.catalog.brand_book().key(focus[0].brand),)
        keys = keys or self._state.need.brands
        if not keys:
            return None
        slots, sort = reading.slots, sort_of(reading.acts)
        bounds = ("price_min", "price_max", "about") if slots.price else ()
        need = ShoppingNeed(
            brands=keys,
            types=slots.types,
            types_said=slots.types_said,
            wishes=slots.wishes,
            words=slots.words,
            deeds=slots.words,
            sort=sort or "relevance",
            **{name: getattr(reading.need, name) for name in bounds},
        )
        seen = () if sort or (slots.types and "others" not in reading.acts) else self._state.focus
        listing = self._lister.list(need, count=slots.count, exclude=seen)
        self.fresh = need
        if listing.products and not listing.relaxed:
            return replace(listing, step="same_brand")
        known = self._lister.candidates(need, 1) if seen else ()
        return Listing((), need, 0, step="others") if known else listing

    def _listing(self, reading: Understanding) -> Finding:
        of_brand = "same_brand" in reading.acts or (
            reading.brand is not None and reading.brand.topic == "more"
        )
        if of_brand and (listing := self._by_the_same_brand(reading)):
            return listing
        need = self._for_half(self._without_strangers(reading), reading)
        if self._goes_on(reading):
            return self._not_shown(need, self._seen(), reading)
        listing = self._in_other_goods(self._listed(need, reading), reading)
        if reading.by_meaning:
            listing = replace(listing, guessed=True)
        if len(listing.products) == 1 and listing.total == 1:
            product = listing.products[0]
            variant = variant_for(product, reading.slots.wishes, reading.slots.words)
            if "stock" in reading.aspects or (variant is not None and len(product.variants) > 1):
                return StockState(product, variant)
        if listing.relaxed == ("words",) and _asks_of_the_world(reading):
            return self.not_understood(reading)
        if not listing.products and not listing.absent and self.is_gibberish(reading):
            return self.not_understood(reading)
        price = reading.slots.price
        if price is None or price.ambiguous_currency or price.currency in (None, self._scene.currency):
            return listing
        return replace(listing, other_currency=price.currency)

    def _listed(self, need: ShoppingNeed, reading: Understanding) -> Listing:
        """What fits; without what is in view where other goods of a kind are asked for, if others fit too."""
        count = reading.slots.count or (1 if {"any_price", "just_one"} <= reading.acts else None)
        if "besides" in reading.acts and reading.slots.types and self._state.focus:
            found = self._lister.list(need, count=count, exclude=self._state.focus, said=_said_now(reading))
            if found.products and "type" not in found.relaxed:
                return found
        return self._lister.list(need, count=count, said=_said_now(reading))

    def _for_half(self, need: ShoppingNeed, reading: Understanding) -> ShoppingNeed:
        """The need for at most half of what the product talked about costs, where that is asked for."""
        shown = priced(self._scene.products(self._state.focus))
        if "half_price" not in reading.acts or reading.slots.price or not shown or shown[0].price is None:
            return need
        half = {"price_max": shown[0].price.amount / 2, "price_min": None, "about": None}
        self.fresh = need.model_copy(update=half)
        return self.fresh

    def _goes_on(self, reading: Understanding) -> bool:
        """Whether others are asked for by leaving out a brand, of the goods that were listed last."""
        same = reading.need.types == self._state.need.types and bool(self._state.lists)
        others = "others" in reading.acts and ("other_brand" not in reading.acts or "anew" in reading.acts)
        return same and others and bool(reading.slots.excluded_brands)

    def _without_strangers(self, reading: Understanding) -> ShoppingNeed:
        """The need, with a name after "by" that nothing in the shop bears as a brand that is not carried."""
        named = _BY.findall(reading.text)
        strange = tuple(
            name
            for name in named
            if name.casefold() in reading.slots.words
            and not any(self._scene.engine.frequency(term) for term in query_terms(name))
        )
        if not strange:
            return reading.need
        words = tuple(word for word in reading.need.words if word not in {n.casefold() for n in strange})
        self.fresh = reading.need.model_copy(update={"words": words})
        return self.fresh.model_copy(update={"absent_brands": strange})

    def _in_other_goods(self, listing: Listing, reading: Understanding) -> Listing:
        """A wish that fits nothing of the kind talked about, and names none, begins a search of its own."""
        slots = reading.slots
        if slots.types and not listing.products and not listing.absent:
            return self._by_words(reading) or listing
        elsewhere = "any_goods" in reading.acts or "type" in listing.relaxed
        if slots.types or slots.brands or not slots.wishes or not elsewhere:
            return listing
        if listing.products and not listing.relaxed:
            return listing
        own = reading.need.model_copy(
            update={
                "types": (),
                "types_said": (),
                "words": (*slots.words, *reading.need.types_said),
                "deeds": (*slots.deeds, *reading.need.types_said),
                "wishes": slots.wishes,
                "brands": (),
            }
        )
        found = self._lister.list(own, count=slots.count)
        if not found.products or found.relaxed:
            return listing
        self.fresh = own
        return found

    def _by_words(self, reading: Understanding) -> Listing | None:
        """Goods that bear the name of a kind which the shop has none of: a tanning mitt is no glove."""
        slots = reading.slots
        own = reading.need.model_copy(update={"types": (), "types_said": (), "words": slots.types_said})
        found = self._lister.list(own, count=_LOOKED_AT)
        named = tuple(
            one
            for one in found.products
            if bears_kind(one.title, slots.types_said) and not is_only_for(one.title, slots.types_said)
        )
        if found.relaxed or not named:
            return None
        self.fresh = own
        return replace(found, products=named[: slots.count or LIST_LENGTH], total=len(named))

    def suggestions(self, reading: Understanding) -> Finding:
        """What sells and is liked for whoever it is for, and the one question that would narrow it most."""
        need = reading.need
        if not (need.recipient or need.occasion):
            need = need.model_copy(update={"sort": "popularity"})
        listing = self._lister.list(need, count=reading.slots.count)
        return replace(listing, question="type") if listing.products else AskNeed("type")

    def step(self, intent: Intent, reading: Understanding) -> list[Finding]:
        """Cheaper than the cheapest, or dearer than the dearest, of what was shown last."""
        shown = priced(
            self._picker.like(reading) or self._scene.products(self._scene.last or self._state.focus)
        )
        need = self._scene.goods_need(reading.need)
        if not shown:
            return [self._lister.list(need.model_copy(update={"sort": "price_asc"}))]
        cheapest, dearest = shown[0].price, shown[-1].price
        if intent is Intent.CHEAPER and cheapest is not None:
            half = "half_price" in reading.acts
            bound = Money(
                (dearest or cheapest).minor // 2 if half else cheapest.minor - 1, cheapest.currency
            ).amount
            need = need.model_copy(
                update={"price_max": bound, "price_min": None, "about": None, "stepped": True}
            )
            found = self._lister.list(need, step="cheaper", count=reading.slots.count)
            self.stepped = found.need
            if found.products:
                return [found]
            near = self._lister.list(need, said=frozenset({"price"})) if need.wishes else found
            if near.products and near.relaxed == ("wishes",):
                return [near]
            return [found, *([Chosen(shown[0], "cheapest")] if len(shown) > 1 else [])]
        if dearest is not None:
            bound = Money(dearest.minor + 1, dearest.currency).amount
            need = need.model_copy(
                update={"price_min": bound, "price_max": None, "about": None, "stepped": True}
            )
        found = self._lister.list(need, step="dearer", count=reading.slots.count)
        self.stepped = found.need
        told = not found.products and len(shown) > 1
        return [found, *([Chosen(shown[-1], "dearest")] if told else [])]

    def others(self, reading: Understanding) -> Listing:
        """Products not shown yet, of other brands where those are asked for."""
        need, seen = self._scene.goods_need(reading.need), self._seen()
        if "other_brand" in reading.acts:
            need, seen = self._scene.of_other_brands(need), []
            self.fresh = need
        return self._not_shown(need, seen, reading)

    def _not_shown(self, need: ShoppingNeed, seen: Sequence[str], reading: Understanding) -> Listing:
        """Products not shown yet; the nearest of them where the message itself says what they should be."""
        count = reading.slots.count
        found = self._lister.list(need, step="others", count=count, exclude=seen)
        says = reading.slots.describe_goods or reading.acts & {"in_stock", "other_brand"}
        if found.products or not says:
            return found
        near = self._lister.list(need, count=count, exclude=seen, said=_said_now(reading))
        return near if near.products else found

    def _seen(self) -> list[str]:
        """What was listed so far."""
        return [i for shown in self._state.lists for i in shown.products]

    def is_gibberish(self, reading: Understanding) -> bool:
        """Whether the message holds nothing but words that no product mentions."""
        slots = reading.slots
        says = slots.describe_goods or slots.recipient or slots.occasion or slots.measure
        return not says and not any(
            self._scene.engine.frequency(term) for word in slots.words for term in query_terms(word)
        )

    def not_understood(self, reading: Understanding) -> Finding:
        """A question about the world at large is another topic; anything else was not understood."""
        return Declined("off_topic") if is_general_question(fold(reading.text)) else Unclear()


def _asks_of_the_world(reading: Understanding) -> bool:
    """Whether a question names nothing that goods are told by, nor asks for any: "what rhymes with time?"."""
    slots = reading.slots
    goods = slots.describe_goods or slots.recipient or slots.occasion or slots.unwanted_types
    return "asks" in reading.acts and not goods and not reading.acts & _ASK_FOR_GOODS


def _said_now(reading: Understanding) -> frozenset[Relaxation]:
    """The constraints that this very message names: they are let go last."""
    slots = reading.slots
    named: dict[Relaxation, bool] = {
        "price": slots.price is not None,
        "rating": slots.rating_min is not None,
        "wishes": bool(slots.wishes),
        "brand": bool(slots.brands or slots.absent_brands),
        "niche": "niche" in reading.acts,
        "stock": "in_stock" in reading.acts,
        "sale": "on_sale" in reading.acts,
        "size": slots.measure is not None or bool(slots.figures),
    }
    return frozenset(part for part, is_named in named.items() if is_named)
