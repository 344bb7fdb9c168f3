"""Questions about products, and about the shop."""

import re
from collections.abc import Sequence

from floorwalker.catalog import Product
from floorwalker.conversation import Chosen, Finding, Listing, StockState, Unanswered, Wish
from floorwalker.dialogue.gather.knowing import answers, explain_product, reasons_for
from floorwalker.dialogue.gather.record import variant_for
from floorwalker.dialogue.gather.scene import Scene, unanswered
from floorwalker.dialogue.gather.tellings import without_repeats
from floorwalker.dialogue.understand import Understanding

_PLURAL = re.compile(r"分别|各|都|这些|它们|这几|那几|\b(?:they|them|these|those|each|all)\b", re.I)
_LIST_ASPECTS = frozenset({"price", "rating", "popularity", "stock"})
_MOST_TOLD = 3


class Asking:
    """Answers what is asked about products."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def ask(self, text: str, reading: Understanding, so_far: Sequence[Finding]) -> list[Finding]:
        """An answer for each aspect asked about, or for the quality that a question names."""
        picked = [product for finding in so_far for product in _told_of(finding)]
        products = picked or self._scene.products(reading.named)
        focus = self._scene.state.focus
        if not products and (reading.slots.types or reading.slots.brands) and not focus:
            listing = self._scene.lister.list(reading.need)
            products = [] if listing.relaxed or listing.absent else list(listing.products[:1])
        if not products and focus:
            products = self._scene.products(focus)
            if len(products) > 1 and set(reading.aspects) <= _LIST_ASPECTS and _plural(text):
                return [Listing(tuple(products), self._scene.state.need, len(products), step="again")]
            products = products[:1]
        asked: list[str | None] = [a for a in reading.aspects if not (picked and a == "price")]
        if not asked and not (picked and reading.aspects):
            asked = [None] if _names_a_quality(reading) else [] if picked else ["reason"]
        found: list[Finding] = []
        for aspect in asked:
            if not products and aspect is not None:
                found.append(unanswered(aspect, reading))
            found += [self._about(product, aspect, text, reading) for product in products[:_MOST_TOLD]]
        told = [f for f in found if not (picked and isinstance(f, Chosen))]  # the pick names the price
        return without_repeats(told)

    def quality(self, product: Product, text: str, reading: Understanding) -> Finding:
        """Whether a product is as asked (waterproof, 纯棉): what its record says of it, word for word."""
        return answers(product, None, text, reading.language) or _silent(product, reading)

    def _about(self, product: Product, aspect: str | None, text: str, reading: Understanding) -> Finding:
        match aspect:
            case "price":
                return Chosen(product, "named")
            case "stock":
                variant = variant_for(product, reading.slots.wishes, reading.slots.words)
                return StockState(product, variant)
            case "reason":
                return self._why(product, reading)
        variant = variant_for(product, reading.slots.wishes, reading.slots.words) if aspect is None else None
        if variant is not None:
            return StockState(product, variant)
        found = answers(product, aspect, text, reading.language)
        if found is not None:
            return found
        return _silent(product, reading) if aspect is None else unanswered(aspect, reading, product)

    def _why(self, product: Product, reading: Understanding) -> Finding:
        need = self._scene.state.need.model_copy(
            update={"niche": False}
        )  # it may be of no list for that need
        shown = self._scene.products(self._scene.last)
        group = shown if product in shown else [product]
        reasons, _facts = reasons_for(group, need, reading.language)
        told = explain_product(product, need, reasons.get(product.id, ()), reading.language)
        return told if told.reasons or told.quote else Chosen(product, "named")


def _told_of(finding: Finding) -> tuple[Product, ...]:
    """The product that the reply has come to: picked, or the only one of a list."""
    if isinstance(finding, Listing):
        return finding.products
    return (finding.product,) if isinstance(finding, Chosen) else ()


def _names_a_quality(reading: Understanding) -> bool:
    slots = reading.slots
    says = slots.wishes or slots.words or slots.unwanted or slots.types
    return "asks" in reading.acts and bool(says)


def _silent(product: Product, reading: Understanding) -> Unanswered:
    """That a record does not speak of what was asked, in the shopper's own words."""
    slots = reading.slots
    wishes: tuple[Wish, ...] = (*slots.wishes, *slots.unwanted)
    said = [wish.said for wish in wishes] or list(slots.words) or list(slots.types_said)
    joint = "、" if reading.language == "zh" else ", "
    return Unanswered("quality", joint.join(f"“{word}”" for word in dict.fromkeys(said[:3])), product)


def _plural(text: str) -> bool:
    return bool(_PLURAL.search(text))
