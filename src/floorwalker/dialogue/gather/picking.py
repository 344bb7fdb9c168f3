"""Which of the products shown is meant: by its place, its price or figures, its brand, or what it is like."""

from collections.abc import Callable, Sequence

from floorwalker.catalog import Product, brand_key
from floorwalker.conversation import AskNeed, Chosen, ChosenBy, Finding, StockState
from floorwalker.dialogue.gather.record import mentions, variant_for
from floorwalker.dialogue.gather.scene import Scene, unanswered
from floorwalker.dialogue.understand import Understanding
from floorwalker.dialogue.understand.slots import Slots
from floorwalker.search import kinds_in
from floorwalker.text import product_types, query_terms

_CHOICES: dict[str, tuple[ChosenBy, str, bool]] = {
    "dearer_one": ("dearest", "price", True),
    "cheaper_one": ("cheapest", "price", False),
    "sort_price_desc": ("dearest", "price", True),
    "sort_price_asc": ("cheapest", "price", False),
    "sort_rating": ("best_rated", "rating", True),
    "sort_popularity": ("best_selling", "popularity", True),
}


class Picker:
    """Picks products out of those talked about."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def pick(self, reading: Understanding) -> list[Finding]:
        """The products meant; a question back for a place no list has; nothing if none is as described."""
        if reading.positions:
            return [*self.placed(reading.positions)] or [AskNeed("product")]
        choice = next((choice for act, choice in _CHOICES.items() if act in reading.acts), None)
        if choice is None:
            return [_as_variant(product, reading.slots) for product in self.described(reading.slots)]
        group = self._scene.products(self.group())
        known = [product for product in group if value_of(product, choice[1]) is not None]
        if not known:
            return [unanswered(choice[1], reading, group[0] if len(group) == 1 else None)]
        best = max if choice[2] else min
        return [Chosen(best(known, key=lambda product: value_of(product, choice[1]) or 0), choice[0])]

    def placed(self, positions: Sequence[int]) -> list[Chosen]:
        """The products at places of the list; places it does not have are left out."""
        group = self.group(positions)
        sold = self._scene.catalog.get(group)
        return [
            Chosen(sold[group[place]], "position", position)
            for position in positions
            if (place := place_of(position, group)) >= 0 and group[place] in sold
        ]

    def group(self, positions: Sequence[int] = ()) -> tuple[str, ...]:
        """The products to pick from: those talked about, or the latest list that is long enough."""
        state = self._scene.state
        if len(state.focus) > 1 and not positions:
            return state.focus
        length = max((abs(position) for position in positions), default=2)
        shown = [one.products for one in state.lists]
        lists = [
            products
            for number, products in enumerate(shown)
            if len(products) > 1 or not any(set(products) <= set(earlier) for earlier in shown[:number])
        ]  # one product of an earlier list was picked out of it, and is no list of its own
        found = (products for products in reversed(lists) if len(products) >= length)
        return next(found, self._scene.last or state.focus)

    def described(self, slots: Slots) -> list[Product]:
        """Those of the products shown that are as a message says, the latest list first."""
        state = self._scene.state
        groups = [state.focus, *(shown.products for shown in reversed(state.lists))]
        key = self._scene.catalog.brand_book().key if slots.brands else brand_key
        for group in dict.fromkeys(groups):
            likely = [product for product in self._scene.products(group) if _is_as_said(product, slots, key)]
            said = (*slots.words, *(wish.said for wish in slots.wishes))
            fits = [_shared_words(product, said) for product in likely]
            best = max(fits, default=0)
            if best or (likely and not slots.words):
                fitting = [product for product, fit in zip(likely, fits, strict=True) if fit == best]
                return fitting if len(fitting) < len(group) else fitting[:1]
        return []

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


def place_of(position: int, group: Sequence[str]) -> int:
    """Where in a group the shopper's position is, counted from 1 or from the end by -1; -1: nowhere."""
    place = position - 1 if position > 0 else len(group) + position
    return place if position and 0 <= place < len(group) else -1


def value_of(product: Product, aspect: str) -> float | None:
    """The figure of a product that choices go by; ``None`` where its record has none."""
    match aspect:
        case "price":
            return float(product.price.minor) if product.price else None
        case "rating":
            return product.rating
        case _:
            return product.popularity


def _as_variant(product: Product, slots: Slots) -> Finding:
    """The product, or the one variant of it that was described."""
    variant = variant_for(product, slots.wishes, slots.words)
    return StockState(product, variant) if variant and len(product.variants) > 1 else Chosen(product, "named")


def _is_as_said(product: Product, slots: Slots, key: Callable[[str], str]) -> bool:
    """Whether a product has the brand, price, kind and qualities that were said of it."""
    if slots.brands and key(product.brand) not in slots.brands:
        return False
    price = slots.price
    if price is not None:
        amount = product.price.amount if product.price else None
        low, high = price.min, price.max
        if amount is None or (low is not None and amount < low) or (high is not None and amount > high):
            return False
    if slots.types and not _is_of_kind(product, slots.types):
        return False
    return not any(
        variant_for(product, [wish], ()) is None and not mentions(product, wish) for wish in slots.wishes
    )


def _shared_words(product: Product, words: Sequence[str]) -> int:
    """How many of the terms said are in the product's name (which count double) or its other texts."""
    said = {term for word in words for term in query_terms(word)}
    named = {term for text in (product.title, product.brand, product.category) for term in query_terms(text)}
    values = [value for values in product.attributes.values() for value in values]
    told = {term for text in (product.description, *values) for term in query_terms(text)}
    return 2 * len(said & named) + len(said & told)


def _is_of_kind(product: Product, kinds: Sequence[str]) -> bool:
    types = product_types()
    texts = (product.title, product.category, *product.tags)
    own = {match.type_id for text in texts for match in kinds_in(text)}
    return bool({wider for kind in own for wider in (kind, *types.ancestors(kind))}.intersection(kinds))
