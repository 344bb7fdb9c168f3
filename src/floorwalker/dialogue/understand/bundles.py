"""Reads the wish for several products that are bought together, such as a set for three friends."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from floorwalker.conversation import BundlePart, BundleWish
from floorwalker.core import Language
from floorwalker.dialogue.understand.bundle_limits import Limits, find_limits
from floorwalker.dialogue.understand.bundle_parts import FoundPart, counted_in_all, find_anything, find_parts
from floorwalker.dialogue.understand.bundle_people import People, find_people
from floorwalker.dialogue.understand.bundle_words import bundle_words
from floorwalker.dialogue.understand.slots import Slots
from floorwalker.text import Folded, product_types


def find_bundle(message: Folded, slots: Slots, language: Language) -> BundleWish | None:
    """The bundle a message asks for, ``None`` where it asks for single products.

    A bundle is meant where two or more pieces are wanted and one of these is said: what all of them may cost
    together, that each of several people gets something, or that the parts shall make up a set. A budget
    named beside several counted goods is for all of them. Alternatives ("lipstick or mascara"), kinds with a
    price of their own each, a set that is one product, offers, and questions about what was bought are none.
    The prices of such a message bound the bundle, as the wish says, and not the price of a product.

    Args:
        message: the message, folded.
        slots: what it says about goods.
        language: its language, in which the parts of a whole ("an outfit") are named.
    """
    text, words = message.text, bundle_words()
    if words.said("otherwise", text) or words.said("chip_in", text) or slots.positions:
        return None
    people, limits = find_people(text), find_limits(text)
    composing = words.said("composing", text)
    parts = find_parts(message, slots, people.spans)
    if not parts:
        counted = find_anything(text, people.spans, bare=limits.total is not None)
        parts = [counted] if counted else []
    whole = _whole(text, language) if len(parts) < 2 and (composing or limits.total is not None) else ()
    reading = _Reading(
        people,
        limits,
        tuple(parts),
        composing or bool(whole),
        _are_joined(parts, text),
        words.said("varied", text),
    )
    return reading.wish(whole, alike=words.said("alike", text))


def _are_joined(parts: Sequence[FoundPart], text: str) -> bool:
    """Whether the parts are put together by a word ("a shirt plus a tie", 钱包加皮带) or a number."""
    if counted_in_all(parts, text):
        return True
    adds = bundle_words().cues["adds"]
    return any(adds.fullmatch(text[one.span[1] : two.span[0]]) for one, two in pairwise(parts))


def _whole(text: str, language: Language) -> tuple[BundlePart, ...]:
    """The parts of a whole that is named without them."""
    for expression, kinds in bundle_words().wholes:
        if expression.search(text):
            return tuple(
                BundlePart(types=types, said=product_types().label(types[0], language, plural=True))
                for types in kinds
            )
    return ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was found, and what follows from it together."""

    people: People
    limits: Limits
    parts: tuple[FoundPart, ...]
    composing: bool
    joined: bool
    varied: bool

    def wish(self, whole: tuple[BundlePart, ...], *, alike: bool) -> BundleWish | None:
        """The bundle, if one is meant."""
        people, quantities = self._shared_out()
        parts = whole or tuple(
            part.as_part(quantity, alike=alike) for part, quantity in zip(self.parts, quantities, strict=True)
        )
        named = self.people.named
        if not any(part.types for part in parts) and len(named) == people > 1:
            people, parts = 1, tuple(BundlePart(recipient=person) for person in named)
        if not parts and people > 1:
            parts = (BundlePart(),)
        pieces = people * sum(part.quantity for part in parts)
        if pieces < 2 or not self._is_meant(parts):
            return None
        varied = self.varied and not alike
        return self._bounded(
            BundleWish(parts=parts, people=people, alike=alike and people > 1, varied=varied)
        )

    def _shared_out(self) -> tuple[int, tuple[int, ...]]:
        """How many people get something, and how many pieces of each part each of them gets.

        Without a word such as "each", "three lipsticks for three friends" are one for each, and "a tea set
        for six" is a single one.
        """
        quantities = tuple(part.quantity for part in self.parts)
        own = {part.recipient for part in self.parts}
        people = 1 if len(own) == len(self.parts) > 1 and None not in own else self.people.count
        if self.people.each or people == 1 or not self.parts:
            return people, quantities
        if not any(part.counted for part in self.parts):
            return people, quantities
        if all(quantity % people == 0 for quantity in quantities):
            return people, tuple(quantity // people for quantity in quantities)
        return 1, quantities

    def _is_meant(self, parts: tuple[BundlePart, ...]) -> bool:
        several = any(part.quantity > 1 for part in self.parts)
        one_budget = self.limits.plain is not None and len(parts) > 1
        one_budget = one_budget and (self.limits.is_budget or several or self.joined)
        together = self.limits.total is not None or one_budget
        for_each = self.people.each
        return together or for_each or (self.composing and len(parts) > 1)

    def _bounded(self, wish: BundleWish) -> BundleWish:
        """The wish with its budget; one for a person or a piece is also one for all."""
        limits, total = self.limits, self.limits.total
        pieces = wish.people * sum(part.quantity for part in wish.parts)
        person = limits.per_person if wish.people > 1 else None
        piece = limits.per_piece or (limits.per_person if wish.people == 1 else None)
        if limits.plain is not None and total is None and person is None and piece is None:
            if self.people.each and wish.people > 1 and not limits.is_budget:
                person = limits.plain
            else:
                total = limits.plain
        sums = [total] if total is not None else []
        sums += [person * wish.people] if person is not None else []
        sums += [piece * pieces] if piece is not None else []
        return wish.model_copy(
            update={"budget": min(sums, default=None), "per_person": person, "per_piece": piece}
        )
