"""What products cost together, or so many pieces of one, and what that leaves of a budget."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from floorwalker.catalog import Product
from floorwalker.conversation import AskNeed, Bundle, BundleItem, Finding, ShoppingNeed
from floorwalker.core import Money
from floorwalker.dialogue.gather.likeness import is_of_kind
from floorwalker.dialogue.gather.picking import Picker
from floorwalker.dialogue.gather.record import variant_for
from floorwalker.dialogue.gather.scene import Scene
from floorwalker.dialogue.understand import Intent, Understanding
from floorwalker.dialogue.understand.bundle_words import bundle_words
from floorwalker.dialogue.understand.referring import count_of_them
from floorwalker.text import find_numbers, fold, read_figures

_MOST_PIECES = 50
_TOGETHER = re.compile(
    r"[这那][两俩三四几]|俩|[两三四五六七八](?:个|款|样|件|支|瓶|条|双|种|只)(?:一起|都)"
    r"|\b(?:both|(?:the|those|these|all) (?:two|three|four|five)|two together)\b",
    re.I,
)


class Sums:
    """Adds up the prices of products that are talked about."""

    def __init__(self, scene: Scene, picker: Picker) -> None:
        self._scene = scene
        self._picker = picker

    def total(self, text: str, reading: Understanding) -> list[Finding]:
        """What the products meant cost together, or so many pieces of one."""
        chosen = self._picker.placed(reading.positions, reading.slots)
        if reading.positions and not chosen:
            return [AskNeed("product")]
        if len(chosen) == 1 and reading.quantity is None:
            return [*chosen]
        parts = [] if chosen else self._parts(reading)
        if len(parts) > len(reading.named):
            priced = all(item.price for item in parts)
            return self._added(parts) if priced else [Bundle(tuple(parts), None)]
        placed = [one.product for one in chosen]
        quantity = reading.quantity or _pieces(text)
        together = _TOGETHER.search(text) is not None
        wanted = count_of_them(text) if together else None
        named = placed or self._scene.products(reading.named) or self._described(reading)
        of_one = quantity > 1 and not together and len(self._scene.state.focus) == 1
        bought = [] if named or of_one else self._bought()
        if bought and wanted in (None, len(bought)):
            return self._of_bundle(bought, reading)
        if not named and Intent.FIND in reading.intents:
            return []
        products = named or self._scene.products(self._scene.state.focus)
        if together and len(products) != (wanted or len(products)):
            products = self._so_many(wanted or 2) or (products if len(products) == 1 and named else [])
        elif together and len(products) == 1 and not named:
            products = self._so_many(2) or products
        if quantity > 1 and not together and len(products) not in (1, quantity) and not placed:
            products = []  # so many of which one?
        if not products:
            return [AskNeed("product")]
        if quantity == len(products) > 1 or together:
            quantity = 1  # "how much for the two": one of each
        return self._added(BundleItem(product, quantity) for product in products)

    def _parts(self, reading: Understanding) -> list[BundleItem]:
        """What the parts of a message point at, with the pieces of each, if they are several products.

        A part means a product that was shown, or the only one of the shop that it fits. None where a part
        names goods and means no one product of them.
        """
        items: dict[str, BundleItem] = {}
        for one in reading.references:
            product = self._picker.refer(one) or self._picker.sold(one.slots)
            if product is None and one.slots.types:
                return []
            if product is not None:
                variant = variant_for(product, one.slots.wishes, one.slots.words)
                several = len(product.variants) > 1
                pieces = read_figures(one.text).quantity or _pieces_before(one.text, one.slots.types_said)
                items[product.id] = BundleItem(product, pieces, variant=variant if several else None)
        return [*items.values()] if len(items) > 1 else []

    def _described(self, reading: Understanding) -> list[Product]:
        slots = reading.slots
        found = self._picker.described(slots) if slots.describe_goods or slots.words else []
        return found or (self._picker.elsewhere(slots) if "the_one" in reading.acts else [])

    def _bought(self) -> list[BundleItem]:
        """The products of the bundle that is talked about, as many of each as are wanted."""
        wish = self._scene.state.need.bundle
        if wish is None:
            return []
        each = wish.people if wish.alike else 1
        numbers = {i: each * (part.quantity if part.alike else 1) for part in wish.parts for i in part.shown}
        if not set(self._scene.state.focus) <= set(numbers):
            return []  # something else is talked about
        return [BundleItem(p, numbers[p.id]) for p in self._scene.products(tuple(numbers))]

    def _of_bundle(self, items: Sequence[BundleItem], reading: Understanding) -> list[Finding]:
        wish, currency = self._scene.state.need.bundle, self._scene.currency
        left = bundle_words().said("asks_rest", fold(reading.text))
        budget = Money.of(wish.budget, currency) if wish and wish.budget and currency else None
        about: Literal["total", "left"] = "left" if left and budget else "total"
        return [
            replace(found, budget=budget, fits=budget is None or found.total <= budget, about=about)
            if isinstance(found, Bundle) and found.total
            else found
            for found in self._added(items)
        ]

    def _so_many(self, wanted: int) -> list[Product]:
        """So many products that were talked about: one of each list of the reply, or the last told of."""
        need, shown = self._scene.state.need, self._scene.products(self._scene.last)
        firsts = [_first_of(shown, one) for one in (need, *need.others)]
        ids = [product.id for product in firsts if product]
        if len(set(ids)) == wanted == len(firsts):
            return self._scene.products(ids)
        latest = self._picker.latest(wanted)
        return latest if len(latest) == wanted else []

    @staticmethod
    def _added(items: Iterable[BundleItem]) -> list[Finding]:
        known = tuple(item for item in items if item.price)
        currencies = {item.price.currency for item in known if item.price}
        if not known or len(currencies) > 1:
            return []
        minor = sum(item.price.minor * item.quantity for item in known if item.price)
        return [Bundle(known, Money(minor, currencies.pop()))]


def _first_of(shown: Sequence[Product], need: ShoppingNeed) -> Product | None:
    return next((product for product in shown if need.types and is_of_kind(product, need.types)), None)


def _pieces_before(text: str, names: Sequence[str]) -> int:
    """How many are counted before what they are called: "three large clay pots"; one in "a dress size 8"."""
    ends = [at for name in names if (at := text.find(name)) >= 0]
    return _pieces(text[: min(ends)]) if ends else 1


def _pieces(text: str) -> int:
    """How many pieces a question about a sum is for: "price for two of those"."""
    counts = (
        int(n.value) for n in find_numbers(text) if n.value == int(n.value) and 1 < n.value <= _MOST_PIECES
    )
    return next(counts, 1)
