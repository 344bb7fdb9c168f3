"""Questions about products, and about the shop."""

import re
from collections.abc import Sequence

from floorwalker.catalog import Product
from floorwalker.conversation import (
    Answered,
    Chosen,
    Finding,
    Listing,
    ShoppingNeed,
    StockState,
    Unanswered,
    Wish,
)
from floorwalker.dialogue.gather.knowing import answers, detail_told, explain_product, reasons_for
from floorwalker.dialogue.gather.likeness import bears_name, is_of_kind
from floorwalker.dialogue.gather.record import mentions, missing_size, variant_for
from floorwalker.dialogue.gather.scene import Scene, unanswered
from floorwalker.dialogue.gather.tellings import without_repeats
from floorwalker.dialogue.understand import Understanding, details
from floorwalker.dialogue.understand.asked import AskedDetail
from floorwalker.dialogue.understand.knowledge import things_named

_SENTENCES = re.compile(r"(?<=[.!?;。！？；])")
_PLURAL = re.compile(r"分别|各|都|这些|它们|这几|那几|\b(?:they|them|'?em|these|those|each|all|both)\b", re.I)
_EACH = re.compile(
    r"分别|各自|各是|都是|每|\b(?:each|both|all|every|respectively|which is which|makes which)\b", re.I
)
_LIST_ASPECTS = frozenset({"price", "rating", "popularity", "stock"})
_OF_A_FORM = frozenset({None, "price", "stock", "size"})
_SAME_WORDS = frozenset({"material", "ingredients"})
_THAT = {"zh": "这一点", "en": "that"}
_CHALLENGES = frozenset({"accuses", "demands"})
_MOST_TOLD = 3
_SEVERAL = 2
_MOST_LOOKED_AT = 5
_MOST_DESCRIBED = 12


class Asking:
    """Answers what is asked about products."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def ask(self, text: str, reading: Understanding, so_far: Sequence[Finding]) -> list[Finding]:
        """An answer for each aspect asked about, or for the quality that a question names."""
        picked = [product for finding in so_far for product in _told_of(finding)]
        products = picked or _as_described(self._scene.products(reading.named), reading)
        focus = self._scene.state.focus
        if not products and (reading.slots.types or reading.slots.brands) and not focus:
            products = self._described(reading)
        if not products and focus:
            products = self._in_view(reading)
            plain = reading.aspects and set(reading.aspects) <= _LIST_ASPECTS and not reading.details
            if len(products) > 1 and plain and _plural(text):
                return [Listing(tuple(products), self._scene.state.need, len(products), step="again")]
        found: list[Finding] = []
        asked: list[str | None] = [a for a in reading.aspects if not (picked and a == "price")]
        if not asked and not (picked and reading.aspects) and not reading.details:
            is_one = _names_a_quality(reading) or "uses" in reading.acts
            asked = [None] if is_one else [] if picked else ["reason"]
        if reading.details:
            found += _details_told(products, text, reading)
        each = len(products) > 1 and _EACH.search(text) is not None
        products = products if picked or reading.named or each else products[:1]
        for aspect in asked:
            if not products and aspect is not None:
                found.append(unanswered(aspect, reading))
            most = _MOST_LOOKED_AT if each else _MOST_TOLD
            found += [self._about(product, aspect, reading) for product in products[:most]]
        found = _of_either(found)
        told = [f for f in found if not (picked and isinstance(f, Chosen))]  # the pick names the price
        return _in_one(told, reading) if reading.acts & _CHALLENGES else without_repeats(told)

    def _described(self, reading: Understanding) -> list[Product]:
        """The one that a question about goods nobody has seen yet describes best: most of it in its name."""
        slots = reading.slots
        need = ShoppingNeed(
            types=slots.types,
            types_said=slots.types_said,
            brands=slots.brands,
            wishes=tuple(wish.model_copy(update={"soft": True}) for wish in slots.wishes),
            words=slots.words,
        )
        listing = self._scene.lister.list(need, count=_MOST_DESCRIBED)
        if listing.relaxed or listing.absent:
            return []
        said = [word for phrase in (*slots.types_said, *slots.words) for word in phrase.split()]
        return sorted(listing.products, key=lambda one: -sum(bears_name(one, word) for word in said))[:1]

    def _in_view(self, reading: Understanding) -> list[Product]:
        """The products talked about; of several kinds those of the kind that the question names."""
        products = self._scene.products(self._scene.state.focus)
        kinds = reading.slots.types
        return [one for one in products if kinds and is_of_kind(one, kinds)] or products

    def quality(self, product: Product, text: str, reading: Understanding) -> Finding:
        """Whether a product is as asked (waterproof, 纯棉): what its record says of it, word for word."""
        return answers(product, None, text, reading.language) or _silent(product, reading)

    def _about(self, product: Product, aspect: str | None, reading: Understanding) -> Finding:
        slots = reading.question.slots
        if aspect in _OF_A_FORM and (missing := missing_size(product, slots.words)):
            return StockState(product, missing_option=missing)
        match aspect:
            case "price":
                variant = variant_for(product, slots.wishes, slots.words)
                return StockState(product, variant) if variant else Chosen(product, "named")
            case "stock":
                variant = variant_for(product, slots.wishes, slots.words)
                if variant is None and not all(mentions(product, wish) for wish in slots.wishes):
                    return self.quality(product, reading.text, reading)  # "is it available in blue?"
                return StockState(product, variant)
            case "reason":
                return self._why(product, reading)
        if aspect == "delivery" and reading.acts & _CHALLENGES:
            return unanswered(aspect, reading, product)  # what a text says of it promises no day
        named = aspect in (None, "size")  # "is there a medium?" asks for one that can be had
        variant = variant_for(product, slots.wishes, slots.words) if named else None
        if variant is not None:
            return StockState(product, variant)
        asked = reading.question.text
        found = answers(product, aspect, asked, reading.language)
        if found is None and aspect is None:
            parts = [part for part in _SENTENCES.split(asked) if part.strip()]
            told = [answers(product, None, part, reading.language) for part in parts if len(parts) > 1]
            found = next((one for one in told if one is not None), None)
        if "how_many" in reading.acts and not _counts(found):
            found = None
        if found is not None or (aspect is None and "which_of" in reading.acts):
            return found or Chosen(product, "named")  # which was asked, and is told already
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


def _in_one(found: Sequence[Finding], reading: Understanding) -> list[Finding]:
    """What is answered, and in one sentence all that the records do not say."""
    unknown = [one for one in found if isinstance(one, Unanswered)]
    answered: list[Finding] = [one for one in found if not isinstance(one, Unanswered)]
    if not unknown:
        return answered
    *labels, last = dict.fromkeys(one.label for one in unknown)
    joint, end = ("、", "、") if reading.language == "zh" else (", ", " or ")
    named = f"{joint.join(labels)}{end}{last}" if labels else last
    return [*answered, Unanswered(unknown[0].aspect, named, unknown[0].product)]


def _counts(found: Finding | None) -> bool:
    """Whether what is told may say how many there are: a figure, or several to be counted."""
    if isinstance(found, Answered):
        return len(found.sources) > 1 or not found.sources[0].field.startswith("attributes_found.")
    return found is not None


def _as_described(products: list[Product], reading: Understanding) -> list[Product]:
    """Of several products of one name those that are as the message says: "the aluminium Pathfinders"."""
    wishes = [wish for wish in reading.slots.wishes if wish.facets]
    if len(products) < _SEVERAL or not wishes:
        return products
    return [one for one in products if all(mentions(one, wish) for wish in wishes)] or products


def _told_of(finding: Finding) -> tuple[Product, ...]:
    """The product that the reply has come to: picked, or the only one of a list."""
    if isinstance(finding, Listing):
        return finding.products
    return (finding.product,) if isinstance(finding, Chosen) else ()


def _details_told(products: Sequence[Product], text: str, reading: Understanding) -> list[Finding]:
    """Every detail asked about: of what can be had, where that is asked too; of one, where one is meant."""
    if "stock" in reading.aspects:
        products = [one for one in products if one.availability == "in_stock"] or products
    is_one = "points_back" in reading.acts and not _plural(text)
    asked_of = products[:1] if is_one else products[:_MOST_LOOKED_AT]
    return [finding for detail in reading.details for finding in _answers_of(detail, asked_of, reading)]


def _answers_of(asked: AskedDetail, products: Sequence[Product], reading: Understanding) -> list[Finding]:
    """What the records tell of a detail: of several products those that speak of it."""
    detail, language = details()[asked.id], reading.language
    told = [one for product in products if (one := detail_told(product, detail, language))]
    if told:
        return list(told[:_MOST_TOLD])
    first = products[0] if products else None
    if first and (found := answers(first, None, asked.said, language)):
        return [found]
    return [Unanswered(detail.id, detail.label(language), first)]


def _of_either(found: list[Finding]) -> list[Finding]:
    """Without what is unknown of an aspect that the same words ask about as another: "what is it made of"."""
    silent = {one.aspect for one in found if isinstance(one, Unanswered)}
    told = {one.aspect for one in found if isinstance(one, Answered)}
    idle = (
        {"ingredients"} if silent >= _SAME_WORDS else (silent if told & _SAME_WORDS else set()) & _SAME_WORDS
    )
    return [one for one in found if not (isinstance(one, Unanswered) and one.aspect in idle)]


def _names_a_quality(reading: Understanding) -> bool:
    slots = reading.question.slots
    apart = reading.named and "question" not in reading.acts  # "the single one, not the duo"
    says = slots.wishes or slots.words or (slots.unwanted and not apart) or slots.types
    return ("asks" in reading.acts or reading.again) and bool(says)


def _silent(product: Product, reading: Understanding) -> Unanswered:
    """That a record does not speak of what was asked: the quality or thing by its name, else "that"."""
    slots = reading.question.slots
    wishes: tuple[Wish, ...] = (*slots.wishes, *slots.unwanted)
    nouns = things_named(reading.question.text, slots.words, reading.language)
    said = [wish.said for wish in wishes] or list(slots.types_said) or nouns
    said = [word for word in said if not bears_name(product, word)] or said
    joint = "、" if reading.language == "zh" else ", "
    named = joint.join(f"“{word}”" for word in dict.fromkeys(said[:3]))
    return Unanswered("quality", named or _THAT[reading.language], product)


def _plural(text: str) -> bool:
    return bool(_PLURAL.search(text))
