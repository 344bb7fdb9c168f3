"""What products cost together, or so many pieces of one."""

import re

from floorwalker.catalog import Product
from floorwalker.conversation import AskNeed, Bundle, BundleItem, Finding
from floorwalker.core import Money
from floorwalker.dialogue.gather.picking import Picker
from floorwalker.dialogue.gather.scene import Scene
from floorwalker.dialogue.understand import Intent, Understanding
from floorwalker.dialogue.understand.referring import count_of_them
from floorwalker.text import find_numbers

_MOST_PIECES = 50
_TOGETHER = re.compile(r"[这那][两俩三四几]|俩|\b(?:both|(?:the|those|these) (?:two|three|four))\b", re.I)


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
        placed = [one.product for one in chosen]
        described = (
            self._picker.described(reading.slots)
            if reading.slots.describe_goods or reading.slots.words
            else []
        )
        quantity = reading.quantity or _pieces(text)
        together = _TOGETHER.search(text) is not None
        products = placed or self._scene.products(reading.named) or self._parts(reading) or described
        if not products and Intent.FIND in reading.intents:
            return []
        if not products and together:
            latest = self._picker.latest(count_of_them(text))
            products = latest if len(latest) > 1 else []
        products = products or self._scene.products(self._scene.state.focus)
        if together and quantity > 1 and len(products) not in (1, quantity):
            return [AskNeed("product")]  # "those two", of more than two
        if quantity == len(products) > 1 or together:
            quantity = 1  # "how much for the two": one of each
        elif quantity > 1 and not placed:
            products = products[:1]
        known = [product for product in products if product.price]
        currencies = {product.price.currency for product in known if product.price}
        if not known or len(currencies) > 1:
            return []
        items = tuple(BundleItem(product, quantity) for product in known)
        minor = sum(item.product.price.minor * quantity for item in items if item.product.price)
        return [Bundle(items, Money(minor, currencies.pop()))]

    def _parts(self, reading: Understanding) -> list[Product]:
        """The products shown that the parts of a message point at, if they are several."""
        found = [product for one in reading.references if (product := self._picker.refer(one))]
        unique = {product.id: product for product in found}
        return list(unique.values()) if len(unique) > 1 else []


def _pieces(text: str) -> int:
    """How many pieces a question about a sum is for: "price for two of those"."""
    counts = (
        int(n.value) for n in find_numbers(text) if n.value == int(n.value) and 1 < n.value <= _MOST_PIECES
    )
    return next(counts, 1)
