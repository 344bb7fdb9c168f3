"""Products side by side, and which is ahead by what was asked."""

from collections.abc import Sequence
from typing import Literal

from floorwalker.catalog import Product
from floorwalker.conversation import ComparedAspect, Comparison, Finding, ShoppingNeed
from floorwalker.dialogue.gather.knowing import compare_rows
from floorwalker.dialogue.gather.likeness import bears_name
from floorwalker.dialogue.gather.picking import Picker, choice_of, value_of
from floorwalker.dialogue.gather.scene import Scene
from floorwalker.dialogue.understand import Understanding
from floorwalker.dialogue.understand.merge import sort_of
from floorwalker.dialogue.understand.referring import Reference, count_of_them, speaks_of_them
from floorwalker.search import Sort
from floorwalker.text import product_types

_MOST = 4
_BY_FIGURE: dict[str, tuple[ComparedAspect, Literal["lower", "higher"]]] = {
    "lighter": ("weight", "lower"),
    "heavier": ("weight", "higher"),
    "bigger": ("volume", "higher"),
    "smaller": ("volume", "lower"),
    "longer": ("length", "higher"),
    "shorter": ("length", "lower"),
    "otherwise_better": ("quality", "higher"),
}


class Comparing:
    """Finds out which products a message sets against each other, and compares them.

    Args:
        scene: the surroundings of the turn.
        picker: picks out of what was shown.
    """

    def __init__(self, scene: Scene, picker: Picker) -> None:
        self._scene = scene
        self._picker = picker

    def compare(self, reading: Understanding) -> list[Finding]:
        """The comparison asked for, or which of a long list is ahead; nothing if it is not clear of what."""
        products = self._meant(reading)
        if len(products) > _MOST and choice_of(reading):
            return self._picker.pick(reading)
        return [compare(products[:_MOST], reading)] if len(products) > 1 else []

    def _meant(self, reading: Understanding) -> list[Product]:
        if len(reading.named) > 1:
            return self._scene.products(reading.named)
        placed = [one.product for one in self._picker.placed(reading.positions, reading.slots)]
        if len(placed) > 1:
            return placed
        described = [one for one in reading.references if one.describes]
        found = _unique([self._product(one, reading) for one in reading.references])
        if len(found) == 1 and described and not speaks_of_them(reading.text):
            current = self._picker.current()
            found = _unique([current, *found])
        if len(found) > 1:
            return found
        if len(self._scene.state.focus) == 2 and not reading.positions and not reading.slots.brands:
            return self._scene.products(self._scene.state.focus)
        named = len(described) > 1 or reading.slots.brands or reading.slots.types or reading.positions
        if described and (alike := self._of_one_name(reading)):
            return alike
        if described and named:
            return []
        return self._together(reading)

    def _of_one_name(self, reading: Understanding) -> list[Product]:
        """The two products of the brand talked about that bear a name: the Bear, and the mini Bear."""
        state, words = self._scene.state.need, reading.slots.words
        if not state.brands or not words:
            return []
        found = self._scene.lister.candidates(ShoppingNeed(brands=state.brands, words=words), _MOST)
        alike = [one for one in found if any(bears_name(one, word) for word in words)]
        return alike if len(alike) == 2 else []

    def _together(self, reading: Understanding) -> list[Product]:
        """Those talked about: so many as are spoken of, the dearest of them where that is said, or all."""
        count, choice = count_of_them(reading.text), choice_of(reading)
        first = sort_of(reading.acts) is not None  # "the two dearest", and not "which of the two is dearer"
        if count and choice and first:
            return self._ranked(choice.aspect, most=choice.most)[:count]
        latest = self._picker.latest(count)
        if len(latest) > 1:
            return latest
        return self._scene.products(self._picker.group()) if choice or count is None else []

    def _ranked(self, aspect: str, *, most: bool) -> list[Product]:
        shown = self._scene.products(self._picker.group())
        known = [product for product in shown if value_of(product, aspect) is not None]
        return sorted(known, key=lambda product: value_of(product, aspect) or 0, reverse=most)

    def _product(self, reference: Reference, reading: Understanding) -> Product | None:
        """What one part of the message points at: of what was shown, or else the shop's own of that brand."""
        if product := self._picker.refer(reference):
            return product
        slots = reference.slots
        said = (*slots.words, *slots.types_said, *(wish.said for wish in slots.wishes))
        if reference.current or slots.positions or not (slots.brands or said):
            return None
        need = self._scene.goods_need(self._scene.state.need)
        talked_of, types = need.types, slots.types or reading.slots.types or need.types
        need = need.model_copy(
            update={"types": types, "brands": slots.brands, "words": slots.words, "wishes": slots.wishes}
        )
        need = need.model_copy(update={"sort": _order(reading), "price_min": None, "price_max": None})
        ways = [
            (types, slots.words),
            (_wider(types), slots.words),
            (talked_of, said),
            (_wider(talked_of), said),
        ]
        for kinds, words in ways:
            like = need.model_copy(update={"types": kinds, "words": words})
            found = self._scene.lister.candidates(like, 1) if kinds else ()
            if found and (slots.brands or any(bears_name(found[0], word) for word in said)):
                return found[0]
        return None


def compare(products: Sequence[Product], reading: Understanding) -> Comparison:
    """The comparison of two or more products; nobody wins where a figure is missing or currencies differ."""
    aspect, wanted = _question(reading)
    values = [(value_of(product, aspect), product) for product in products]
    known = [(value, product) for value, product in values if value is not None]
    currencies = {product.price.currency for product in products if product.price}
    comparable = len(known) == len(products) and (aspect != "price" or len(currencies) == 1)
    winner = None
    if comparable:
        best = (min if wanted == "lower" else max)(value for value, _product in known)
        winners = [product for value, product in known if value == best]
        winner = winners[0] if len(winners) == 1 else None
    rows = compare_rows(products, aspect, reading.language)
    return Comparison(tuple(products), aspect, wanted, winner, rows, comparable=comparable)


def _question(reading: Understanding) -> tuple[ComparedAspect, Literal["lower", "higher"]]:
    if "sort_rating" in reading.acts or "rating" in reading.aspects:
        return "rating", "higher"
    if "sort_popularity" in reading.acts or "popularity" in reading.aspects:
        return "popularity", "higher"
    if {"dearer_one", "sort_price_desc"} & reading.acts:
        return "price", "higher"
    if {"cheaper_one", "sort_price_asc"} & reading.acts:
        return "price", "lower"
    figure = next((figure for act, figure in _BY_FIGURE.items() if act in reading.acts), None)
    return figure or ("price", "higher" if "dearer" in reading.acts else "lower")


def _order(reading: Understanding) -> Sort:
    """Of a brand's goods the cheapest are set against the cheapest, where the cheaper brand is asked for."""
    aspect, wanted = _question(reading)
    asked = {"cheaper_one", "dearer_one", "cheaper", "dearer"} & reading.acts
    if aspect != "price" or not asked:
        return "relevance"
    return "price_asc" if wanted == "lower" else "price_desc"


def _wider(kinds: Sequence[str]) -> tuple[str, ...]:
    return tuple(wide for kind in kinds for wide in product_types().ancestors(kind)[:1])


def _unique(products: Sequence[Product | None]) -> list[Product]:
    return list({product.id: product for product in products if product is not None}.values())
