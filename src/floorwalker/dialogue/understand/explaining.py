"""From which words of a message a reading comes: the reading told back, and the words that nobody used.

The finders that the reading is made with are asked again for the places of what they found. What the reading
does not contain is left out, so that nothing is explained that was not used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from floorwalker.conversation import ShoppingNeed, Wish
from floorwalker.core import Language
from floorwalker.dialogue.understand.learned.classifier import Guess
from floorwalker.dialogue.understand.negation import Negation, Span
from floorwalker.dialogue.understand.patterns import acts, aspects, occasions, recipients
from floorwalker.dialogue.understand.understanding import Understanding
from floorwalker.dialogue.understand.vocabulary import ShopVocabulary
from floorwalker.text import (
    Folded,
    PriceRange,
    attributes,
    content_words,
    find_ordinal,
    find_price_ranges,
    find_quantity,
    find_rating_floor,
    product_types,
)

if TYPE_CHECKING:
    from floorwalker.dialogue.understand.mending import Change

_MOST_REASONS = 4
_POINTERS = frozenset({"points_back", "definite", "again"})
_UNTOLD = _POINTERS | {"the_thing"}  # it holds words that say what the thing is like


@dataclass(frozen=True, slots=True)
class Meaning:
    """Something understood.

    ``kind`` says what sort of thing it is (``act``, ``question``, ``kind``, ``brand``, ``wish``, ``price``),
    ``value`` which one, ``label`` the same for people, and ``detail`` the rest, ready for JSON. ``spans`` are
    the places of the words in the message, in code points, end exclusive; without any, the message as a whole
    says it.
    """

    kind: str
    value: str
    label: str
    spans: tuple[Span, ...] = ()
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Explanation:
    """One message and its reading, word by word.

    ``read_as`` is the text that was read where typing errors were mended. ``meanings`` stand in the order of
    their words. ``unused`` are the words with content that nothing was made of. ``before`` is the need before
    the message, ``None`` outside a conversation.
    """

    text: str
    reading: Understanding
    meanings: tuple[Meaning, ...]
    unused: tuple[Span, ...]
    changes: tuple[Change, ...] = ()
    read_as: str = ""
    before: ShoppingNeed | None = None

    def as_json(self) -> dict[str, Any]:
        """The explanation as ``floorwalker explain --json`` prints it."""
        reading = self.reading
        return {
            "text": self.text,
            "language": reading.language,
            "read_as": self.read_as,
            "mended": [{"span": list(c.span), "said": c.said, "meant": c.meant} for c in self.changes],
            "understood": [
                {
                    "kind": meaning.kind,
                    "value": meaning.value,
                    "label": meaning.label,
                    "words": [self._words(span) for span in meaning.spans],
                }
                | dict(meaning.detail)
                for meaning in self.meanings
            ],
            "intents": [str(intent) for intent in reading.intents],
            "guess": None if reading.guess is None else _guessed(reading.guess),
            "need_before": None if self.before is None else _told(self.before),
            "need": _told(reading.need),
            "further_needs": [_told(need) for need in reading.further],
            "not_understood": [self._words(span) for span in self.unused],
        }

    def _words(self, span: Span) -> dict[str, Any]:
        return {"text": self.text[slice(*span)], "span": list(span)}


def _guessed(guess: Guess) -> dict[str, Any]:
    """What the classifier takes a message for, and what it goes by: pieces of it, K for a kind of goods."""
    because = [name.replace("_", " ") for name in guess.reasons(_MOST_REASONS)]
    return {"label": guess.label, "probability": round(guess.probability, 2), "because": because}


def explain(
    text: str,
    reading: Understanding,
    vocabulary: ShopVocabulary,
    *,
    changes: Sequence[Change] = (),
    before: ShoppingNeed | None = None,
) -> Explanation:
    """Explain a reading of a message.

    Args:
        text: the message as the customer wrote it.
        reading: what was understood.
        vocabulary: the brand names it was read with.
        changes: the typing errors that were mended before it was read.
        before: the need before the message.
    """
    original = _Original(text, changes)
    found = sorted(_Explaining(original.read_as, reading, vocabulary).meanings(), key=_place)
    unused = _unused(original.read_as, reading.language, found)
    return Explanation(
        text=text,
        reading=reading,
        meanings=tuple(
            Meaning(m.kind, m.value, m.label, tuple(map(original.span, m.spans)), m.detail) for m in found
        ),
        unused=tuple(dict.fromkeys(map(original.span, unused))),
        changes=tuple(changes),
        read_as=original.read_as,
        before=before,
    )


class _Original:
    """Leads from places in the mended text back to the message as it was written."""

    def __init__(self, text: str, changes: Sequence[Change]) -> None:
        parts: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        position = 0
        for change in sorted(changes, key=lambda change: change.span):
            start, end = change.span
            self._keep(position, start)
            parts += (text[position:start], change.meant)
            self._starts += [start] * len(change.meant)
            self._ends += [end] * len(change.meant)
            position = end
        self._keep(position, len(text))
        self.read_as = "".join((*parts, text[position:]))

    def _keep(self, start: int, end: int) -> None:
        self._starts += range(start, end)
        self._ends += range(start + 1, end + 1)

    def span(self, span: Span) -> Span:
        """The place in the message of a place, not empty, in the mended text."""
        return self._starts[span[0]], self._ends[span[1] - 1]


class _Explaining:
    def __init__(self, text: str, reading: Understanding, vocabulary: ShopVocabulary) -> None:
        self._text = text
        self._message = Folded.of(text)
        self._negation = Negation(self._message)
        self._reading = reading
        self._slots = reading.slots
        self._language: Language = reading.language
        self._vocabulary = vocabulary
        self._needs = (reading.need, *reading.further)

    def meanings(self) -> Iterator[Meaning]:
        yield from self._acts()
        yield from self._questions()
        yield from self._kinds()
        yield from self._brands()
        yield from self._wishes()
        yield from self._denials()
        yield from self._figures()
        yield from self._people()
        yield from self._references()
        yield from self._beyond_goods()
        yield from self._words()

    def _acts(self) -> Iterator[Meaning]:
        for name, pattern in acts().items():
            if name in self._reading.acts and name not in _UNTOLD:
                yield Meaning("act", name, name.replace("_", " "), self._matches(pattern.finditer))

    def _questions(self) -> Iterator[Meaning]:
        for name in self._reading.aspects:
            aspect = aspects()[name]
            yield Meaning(
                "question", name, aspect.label(self._language), self._matches(aspect.pattern.finditer)
            )

    def _kinds(self) -> Iterator[Meaning]:
        wanted = dict.fromkeys(
            (*self._slots.types, *(t for need in self._reading.further for t in need.types))
        )
        found = self._vocabulary.kinds(self._text)
        types = product_types()
        for kind, ids in (("kind", wanted), ("unwanted kind", dict.fromkeys(self._slots.unwanted_types))):
            for type_id in ids:
                spans = tuple(match.span for match in found if match.type_id == type_id)
                yield Meaning(kind, type_id, types.label(type_id, self._language), spans)

    def _brands(self) -> Iterator[Meaning]:
        slots, mentions = self._slots, self._vocabulary.find(self._text)
        for standing, keys in (("carried", slots.brands), ("excluded", slots.excluded_brands)):
            for key in keys:
                spans = tuple(mention.span for mention in mentions if mention.key == key)
                yield Meaning("brand", key, self._vocabulary.name(key), spans, {"standing": standing})
        for said in dict.fromkeys(mention.said for mention in mentions if mention.key is None):
            spans = tuple(m.span for m in mentions if m.key is None and m.said == said)
            if said in slots.absent_brands:
                yield Meaning("brand", said, said, spans, {"standing": "absent"})
            elif all(self._negation.covers(span) for span in spans):
                yield Meaning("brand", said, said, spans, {"standing": "excluded, not carried anyway"})

    def _wishes(self) -> Iterator[Meaning]:
        for wish in dict.fromkeys((*self._slots.wishes, *self._slots.unwanted)):
            if wish in self._slots.unwanted:
                strength = "unwanted, if possible" if wish.soft else "unwanted"
            else:
                strength = "soft" if wish.soft else "hard"
            detail = {"strength": strength, "facets": list(wish.facets)}
            yield Meaning("wish", wish.said, self._facets(wish), self._places_of(wish), detail)

    def _facets(self, wish: Wish) -> str:
        """The names of a wish's facets, or how it was said where it has none."""
        lexicon, names = attributes(), []
        for facet, _, value in (facet.partition(":") for facet in wish.facets):
            if value in lexicon.values(facet):
                names.append(f"{facet}: {lexicon.label(facet, value, self._language)}")
            else:
                names.append(f"{facet}: {value}")
        return ", ".join(names) or wish.said

    def _places_of(self, wish: Wish) -> tuple[Span, ...]:
        found = [match.span for match in attributes().find(self._text)]
        found += [match.span for match in self._vocabulary.kinds(self._text)]
        return tuple(dict.fromkeys(span for span in found if self._text[slice(*span)] == wish.said))

    def _denials(self) -> Iterator[Meaning]:
        slots = self._slots
        absent = any(
            self._negation.covers(m.span) for m in self._vocabulary.find(self._text) if m.key is None
        )
        denied = bool(slots.unwanted or slots.unwanted_types or slots.excluded_brands or absent)
        soft = any(wish.soft for wish in (*slots.wishes, *slots.unwanted))
        cues = tuple(dict.fromkeys(self._negation.cues))
        if cues and (denied or soft):
            yield Meaning("denial" if denied else "preference", "denies" if denied else "softens", "", cues)

    def _figures(self) -> Iterator[Meaning]:
        slots = self._slots
        if slots.price:
            yield from self._prices(slots.price)
        if slots.rating_min is not None:
            rating = find_rating_floor(self._text)
            spans = (rating[1],) if rating else ()
            yield Meaning("rating", str(slots.rating_min), f"≥ {slots.rating_min}", spans)
        if self._reading.quantity is not None:
            quantity = find_quantity(self._text)
            spans = (quantity.span,) if quantity else ()
            yield Meaning("quantity", str(self._reading.quantity), f"{self._reading.quantity} ×", spans)
        if slots.count is not None:
            yield Meaning("list length", str(slots.count), str(slots.count))

    def _prices(self, price: PriceRange) -> Iterator[Meaning]:
        ranges = find_price_ranges(self._text)
        if self._reading.further:
            for own in ranges:
                if any(_bounds(own) & {need.price_min, need.price_max} for need in self._needs):
                    yield _price(own, (own.span,), applied=True)
            return
        spans = tuple(one.span for one in ranges if _bounds(one) & _bounds(price)) or (price.span,)
        need = self._reading.need
        yield _price(price, spans, applied=bool(_bounds(price) & {need.price_min, need.price_max}))

    def _people(self) -> Iterator[Meaning]:
        for kind, known, said in (
            ("recipient", recipients(), self._slots.recipient),
            ("occasion", occasions(), self._slots.occasion),
        ):
            person = known.get(said or "")
            if person:
                detail = {"gender": person.gender} if person.gender else {}
                spans = self._matches(person.pattern.finditer)
                yield Meaning(kind, person.id, person.label(self._language), spans, detail)

    def _references(self) -> Iterator[Meaning]:
        positions = self._reading.positions
        if positions:
            ordinal = find_ordinal(self._text)
            places = ", ".join(map(str, positions))
            spans = (ordinal.span,) if ordinal else ()
            yield Meaning(
                "position", places, f"no. {places} of the list", spans, {"positions": list(positions)}
            )
        for name in sorted(_POINTERS & self._reading.acts):
            yield Meaning("reference", name, name.replace("_", " "), self._matches(acts()[name].finditer))
        for product_id in self._reading.named:
            yield Meaning("product", product_id, product_id)

    def _beyond_goods(self) -> Iterator[Meaning]:
        reading = self._reading
        if reading.brand:
            yield Meaning("question about a brand", reading.brand.topic, reading.brand.topic)
        if reading.topic:
            yield Meaning("not for this counter", reading.topic, reading.topic.replace("_", " "))
        if reading.need.bundle and "bundle" in reading.intents:
            bundle = reading.need.bundle.model_dump(mode="json", exclude_defaults=True)
            said = [part.said for part in reading.need.bundle.parts if part.said]
            yield Meaning("bundle", "bundle", " + ".join(said), detail={"bundle": bundle})

    def _words(self) -> Iterator[Meaning]:
        tokens = content_words(self._text, self._language)
        for word in dict.fromkeys(self._slots.words):
            spans = tuple(token.span for token in tokens if token.text == word)
            spans = spans or tuple(m.span for m in self._vocabulary.kinds(self._text) if m.text == word)
            yield Meaning("word", word, word, spans)

    def _matches(self, finditer: Callable[[str], Iterable[Any]]) -> tuple[Span, ...]:
        matches = (match.span() for match in finditer(self._message.text))
        return tuple(self._message.span(*span) for span in matches if span[0] < span[1])


def _price(price: PriceRange, spans: tuple[Span, ...], *, applied: bool) -> Meaning:
    low, high, about = (
        None if bound is None else str(bound) for bound in (price.min, price.max, price.about)
    )
    bounds = f"≤ {high}" if low is None else f"≥ {low}" if high is None else f"{low} – {high}"
    value = f"{bounds} {price.currency}" if price.currency else bounds
    detail = {"min": low, "max": high, "about": about, "currency": price.currency, "applied": applied}
    return Meaning("price", value, value, spans, detail)


def _bounds(price: PriceRange) -> set[Any]:
    return {price.min, price.max} - {None}


def _unused(text: str, language: Language, meanings: Iterable[Meaning]) -> list[Span]:
    used = {place for meaning in meanings for span in meaning.spans for place in range(*span)}
    return [word.span for word in content_words(text, language) if used.isdisjoint(range(*word.span))]


def _place(meaning: Meaning) -> tuple[int, int]:
    """By the first word; what the whole message says comes last."""
    return (0, meaning.spans[0][0]) if meaning.spans else (1, 0)


def _told(need: ShoppingNeed) -> dict[str, Any]:
    return need.model_dump(mode="json", exclude_defaults=True)
