"""Which of the products shown is meant: by its place, its price or figures, its brand, or what it is like."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from floorwalker.catalog import Product, brand_key
from floorwalker.catalog.attributes import Attribute, Quantity
from floorwalker.conversation import AskNeed, Chosen, ChosenBy, FigureWish, Finding, ShoppingNeed, StockState
from floorwalker.dialogue.gather.figures import with_figures
from floorwalker.dialogue.gather.knowing import field_text, stated
from floorwalker.dialogue.gather.likeness import bears_name, is_of_kind, likest
from floorwalker.dialogue.gather.record import variant_for
from floorwalker.dialogue.gather.scene import Scene, unanswered
from floorwalker.dialogue.understand import Understanding
from floorwalker.dialogue.understand.merge import sort_of
from floorwalker.dialogue.understand.patterns import asides
from floorwalker.dialogue.understand.referring import Reference, count_of_them, speaks_of_one
from floorwalker.dialogue.understand.slots import Slots
from floorwalker.text import find_numbers

_LOOKED_AT = 10
_BEFORE = 24  # characters in which a load is spoken of before its figure
_LOAD = re.compile(
    r"\b(?:holds?|carr(?:y|ies)|bears?|supports?|capacity|rated|up to|max\w*|limit)\b|[承载]重|最[大多]|可承",
    re.I,
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


class Choice(NamedTuple):
    """A figure to choose by, and whether the highest or the lowest is meant."""

    by: ChosenBy
    aspect: str
    most: bool


_CHOICES = {
    "dearer_one": Choice("dearest", "price", True),
    "cheaper_one": Choice("cheapest", "price", False),
    "sort_price_desc": Choice("dearest", "price", True),
    "sort_price_asc": Choice("cheapest", "price", False),
    "sort_rating": Choice("best_rated", "rating", True),
    "sort_popularity": Choice("best_selling", "popularity", True),
}


class Picker:
    """Picks products out of those talked about."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def pick(self, reading: Understanding) -> list[Finding]:
        """The products meant; a question back for a place no list has; nothing if none is as described."""
        if reading.positions:
            placed = self.placed(reading.positions, reading.slots)
            return [*placed] or ([] if reading.slots.types else [AskNeed("product")])
        choice = choice_of(reading)
        if choice is None and "advise" in reading.acts:
            return self._advised()
        if choice is None:
            found = self.described(_as_counted(reading)) or self._costing(reading.text)
            found = found or (self.called(reading.slots) if "in_view" in reading.acts else [])
            return [self.told(product, reading) for product in found]
        kinds = not _are_of_question(reading) and reading.slots.types
        group = self._scene.products(self.group((1,), reading.slots) if kinds else self.group())
        group = self._by_brand(group, reading.slots)
        if not group and (kinds or reading.slots.brands):
            return []
        known = [product for product in group if value_of(product, choice.aspect) is not None]
        if not known:
            return [unanswered(choice.aspect, reading, group[0] if len(group) == 1 else None)]
        ranked = sorted(known, key=lambda product: value_of(product, choice.aspect) or 0, reverse=choice.most)
        count = (count_of_them(reading.text) if sort_of(reading.acts) else None) or 1
        if 1 < count < len(ranked):
            return [Chosen(product, "named") for product in ranked[:count]]
        return [Chosen(ranked[0], choice.by)]

    def _by_brand(self, group: Sequence[Product], slots: Slots) -> list[Product]:
        """Those of a group that are of the brands named, if any are: "which of those by Halden"."""
        key = self._scene.catalog.brand_book().key if slots.brands else brand_key
        return [one for one in group if not slots.brands or key(one.brand) in slots.brands]

    def placed(self, positions: Sequence[int], slots: Slots | None = None) -> list[Chosen]:
        """The products at places of the list; places it does not have are left out.

        Where a kind of goods is named with the place ("the second boot"), it is a place among the products of
        that kind that were shown last.
        """
        group = self.group(positions, slots)
        sold = self._scene.catalog.get(group)
        return [
            Chosen(sold[group[place]], "position", position if position == -1 else place + 1)
            for position in positions
            if (place := place_of(position, group)) >= 0 and group[place] in sold
        ]

    def group(self, positions: Sequence[int] = (), slots: Slots | None = None) -> tuple[str, ...]:
        """The products to pick from: those talked about, or the latest list that is long enough."""
        state = self._scene.state
        if len(state.focus) > 1 and not positions:
            return state.focus
        length = max((abs(position) for position in positions), default=2)
        shown = [one.products for one in state.lists]
        if slots is not None and slots.types:
            kept = [tuple(p.id for p in self._scene.products(one) if _is_meant(p, slots)) for one in shown]
            meant = next((one for one in reversed(kept) if len(one) >= length), ())
            if meant or not all(map(_is_package, slots.types_said)):
                return meant
        lists = [
            products
            for number, products in enumerate(shown)
            if len(products) > 1 or not any(set(products) <= set(earlier) for earlier in shown[:number])
        ]  # one product of an earlier list was picked out of it, and is no list of its own
        found = (products for products in reversed(lists) if len(products) >= length)
        return next(found, self._scene.last or state.focus)

    def described(self, slots: Slots) -> list[Product]:
        """Those of the products shown that are as a message says; the latest where several fit as well."""
        state = self._scene.state
        groups = dict.fromkeys([state.focus, *(shown.products for shown in reversed(state.lists))])
        key = self._scene.catalog.brand_book().key if slots.brands else brand_key
        best: list[Product] = []
        most = -1
        for group in groups:
            fitting, fit = likest(self._scene.products(group), slots, key)
            if fitting and fit > most:
                best, most = (fitting if len(fitting) < len(group) else fitting[:1]), fit
        return best

    def having(self, figures: Sequence[FigureWish]) -> list[Product]:
        """Those of the products talked about that have the figures asked for; none where all or none do."""
        group = self._scene.products(self.group())
        left, silent = with_figures(group, figures) if figures else ((), ())
        return [*left] if len(left) < len(group) and not silent else []

    def _advised(self) -> list[Finding]:
        """The best rated of those in view, or the best selling where ratings are not known."""
        group = self._scene.products(self.group())
        for choice in (_CHOICES["sort_rating"], _CHOICES["sort_popularity"]):
            values = [(value_of(product, choice.aspect), product) for product in group]
            known = [(value, product) for value, product in values if value is not None]
            if known and len(known) == len(group):
                return [Chosen(max(known, key=lambda one: one[0])[1], choice.by)]
        return []

    def told(self, product: Product, reading: Understanding) -> Finding:
        """The product meant, or the one variant of it that was described."""
        said = (reading.meant, reading.slots)  # the clay one in large
        found = (variant_for(product, one.wishes, one.words) for one in said)
        variant = next(filter(None, found), None)
        several = variant is not None and len(product.variants) > 1
        return StockState(product, variant) if several else Chosen(product, "named")

    def only(self, slots: Slots) -> Product | None:
        """The one product shown that is as a message says by name, kind or quality; not the one in view."""
        found = self.described(slots)
        if not found and (slots.types or slots.brands):
            found = self.described(replace(slots, wishes=(), words=()))  # "is the teapot dishwasher safe?"
        if len(found) != 1 or self._scene.state.focus == (found[0].id,):
            return None
        product = found[0]
        if slots.types or slots.brands or slots.wishes or any(bears_name(product, w) for w in slots.words):
            return product
        return None

    def current(self) -> Product | None:
        """The product talked about: the one of the last reply, or else the one picked before its list."""
        focus = self._scene.products(self._scene.state.focus)
        if len(focus) > 1:
            shown = reversed(self._scene.state.lists[:-1])
            picked = [one.products[0] for one in shown if len(one.products) == 1]
            inside = [product for product in focus if product.id in picked[:1]]
            return (inside or focus)[0]
        return focus[0] if focus else None

    def like(self, reading: Understanding) -> list[Product]:
        """The product that others are to be like, where one is meant: that at a place, or the one in view."""
        if "similar" not in reading.acts:
            return []
        placed = [one.product for one in self.placed(reading.positions, reading.slots)]
        return placed or self._scene.products(
            self._scene.state.focus[:1] if speaks_of_one(reading.text) else ()
        )

    def latest(self, count: int | None) -> list[Product]:
        """So many of the products talked about last ("those two"); fewer where there are not so many."""
        state = self._scene.state
        if len(state.focus) > 1 and count in (None, len(state.focus)):
            return self._scene.products(state.focus)
        wanted = count or 2
        found: dict[str, None] = {}
        for shown in reversed(state.lists):
            if len(found) >= wanted or len(shown.products) > wanted:
                break
            found |= dict.fromkeys(shown.products)
        return self._scene.products(tuple(found)[:wanted])[::-1]

    def refer(self, reference: Reference) -> Product | None:
        """The product shown that one part of a message points at."""
        if reference.current:
            return self.current()
        slots = reference.slots
        if slots.positions:
            placed = self.placed(slots.positions, slots)
            return placed[0].product if placed else None
        return next(iter(self.described(slots)), None)

    def elsewhere(self, slots: Slots) -> list[Product]:
        """A product of the shop, of the kind talked about, whose name bears what is said."""
        said = (*slots.words, *(wish.said for wish in slots.wishes))
        if not said and not slots.brands:
            return []
        need = self._scene.goods_need(self._scene.state.need)
        need = ShoppingNeed(types=slots.types or need.types, brands=slots.brands, words=said)
        found = self._scene.lister.candidates(need, 1)
        return [one for one in found if all(bears_name(one, word) for word in said)]

    def sold(self, slots: Slots) -> Product | None:
        """The only product of the shop that is as a message says, or the only one that bears all it says."""
        if not (slots.types or slots.brands):
            return None
        need = ShoppingNeed(
            types=slots.types,
            types_said=slots.types_said,
            brands=slots.brands,
            wishes=slots.wishes,
            words=slots.words,
        )
        found = self._scene.lister.list(need, count=_LOOKED_AT)
        if found.relaxed or found.absent or found.total > _LOOKED_AT:
            return None
        said = (*slots.words, *(wish.said for wish in slots.wishes), *slots.types_said)
        terms = [word for phrase in said for word in phrase.split()]
        named = [one for one in found.products if all(bears_name(one, word) for word in terms)]
        meant = named or list(found.products)
        return meant[0] if len(meant) == 1 else None

    def called(self, slots: Slots) -> list[Product]:
        """A product of the shop that bears the name of goods of which the shop has none: 地图那款."""
        if not slots.types or slots.brands or self._scene.engine.kinds().intersection(slots.types):
            return []
        found = self._scene.lister.candidates(ShoppingNeed(words=slots.types_said), 3)
        return [one for one in found if all(bears_name(one, word) for word in slots.types_said)][:1]

    def _costing(self, text: str) -> list[Product]:
        """The product shown whose price is a figure of the message: 198的那个."""
        figures = {match[0] for match in _FIGURE.finditer(text)}
        ids = dict.fromkeys(i for one in reversed(self._scene.state.lists) for i in one.products)
        shown = self._scene.products(tuple(ids)) if figures else []
        found = [one for one in shown if one.price and f"{one.price.amount.normalize():f}" in figures]
        return found[:1]

    def mistaken(self, slots: Slots) -> Product | None:
        """The one product shown that has in its name what was taken for a brand not carried ("the Pilot")."""
        if not slots.absent_brands or slots.types or slots.brands:
            return None
        shown = [i for one in reversed(self._scene.state.lists) for i in one.products]
        names = [name.casefold() for name in slots.absent_brands]
        meant = [
            product
            for product in self._scene.products(tuple(dict.fromkeys(shown)))
            if any(name in product.title.casefold() for name in names)
        ]
        return meant[0] if len(meant) == 1 else None


def choice_of(reading: Understanding) -> Choice | None:
    """The figure by which a message picks, if it does."""
    return next((choice for act, choice in _CHOICES.items() if act in reading.acts), None)


def place_of(position: int, group: Sequence[str]) -> int:
    """Where in a group the shopper's position is: from 1, from the end by -1, 0 the middle; -1: nowhere."""
    if position == 0:
        return len(group) // 2 if len(group) % 2 else -1
    place = position - 1 if position > 0 else len(group) + position
    return place if 0 <= place < len(group) else -1


def value_of(product: Product, aspect: str) -> float | None:
    """The figure of a product that choices go by; ``None`` where its record has none."""
    match aspect:
        case "price":
            return float(product.price.minor) if product.price else None
        case "rating":
            return product.rating
        case "popularity":
            return product.popularity
        case _:
            own = (one for one in stated(product) if one.name == aspect and not _is_of_a_load(product, one))
            amounts = [one.value.amount for one in own if isinstance(one.value, Quantity)]
            return float(amounts[0]) if len(set(amounts)) == 1 else None


def _is_of_a_load(product: Product, one: Attribute) -> bool:
    """Whether an amount is of what a product holds or bears, and not of itself."""
    before = field_text(product, one.field)[max(0, one.span[0] - _BEFORE) : one.span[0]]
    return _LOAD.search(before) is not None


def _as_counted(reading: Understanding) -> Slots:
    """What is said of the one meant, with numbers that say for how many it is ("which one sits four?")."""
    if "which_of" not in reading.acts:
        return reading.meant
    numbers = tuple(reading.text[slice(*number.span)] for number in find_numbers(reading.text))
    return replace(reading.slots, words=(*reading.slots.words, *numbers))


def _are_of_question(reading: Understanding) -> bool:
    """Whether the kinds named are only asked about: "the cheaper one, can it go in the dishwasher?"."""
    asked = reading.question
    return "uses" in reading.acts and asked.text != reading.text and asked.slots.types == reading.slots.types


def _is_package(said: str) -> bool:
    """Whether a word for goods is one for what goods come in, too: the first bottle of a list of shampoos."""
    return asides()["package"].match(said.lower()) is not None


def _is_meant(product: Product, slots: Slots) -> bool:
    """Whether it is of the kind named beside a place."""
    return is_of_kind(product, slots.types) or any(bears_name(product, word) for word in slots.types_said)
