"""The parts of a bundle: kinds of goods, how many of each, and the wishes said of one alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from floorwalker.conversation import BundlePart, Wish
from floorwalker.dialogue.understand.bundle_limits import price_spans
from floorwalker.dialogue.understand.bundle_words import bundle_words
from floorwalker.dialogue.understand.kinds_said import apart
from floorwalker.dialogue.understand.negation import Negation
from floorwalker.dialogue.understand.patterns import recipients
from floorwalker.dialogue.understand.slots import Slots
from floorwalker.dialogue.understand.uses import kinds_by_use
from floorwalker.search import kinds_in
from floorwalker.text import Folded, find_numbers, product_types

Span = tuple[int, int]

_SETS = frozenset({"gift_set", "matching_set"})
_COUNTER = "[支瓶件个份条双盒款样把盏套枚只块张对副顶本包袋罐杯盆束台根片管颗串]"
_BEFORE_ZH = re.compile(
    rf"\s?{_COUNTER}(?!套)(?:(?!和|加|跟|与|及|再|还有|给|送)[\u4e00-\u9fffa-z0-9' -]){{0,10}}$"
)
_BEFORE_EN = re.compile(
    r"\s(?:x\s)?(?:(?!(?:and|or|for|with|plus|to|under|below|over|a|an|the|my|than|in|at|each|we|i)\b)[a-z0-9'&-]+\s){0,4}$"
)
_AFTER = re.compile(r"\s?(?:要|来|买|各|选|挑|[x×*])?\s?$")
_COUNTER_AFTER = re.compile(rf"\s?{_COUNTER}|\s*(?:$|[,，、。;；.])")
_OF_ALL = re.compile(r"[样种个件款项](?!装)|者|(?<=[俩仨])|\s(?:things?|items?|pieces?|products?)\b")
_ARTICLE = re.compile(r"\b(?:an?|one)\s(?:(?!(?:and|or|for|with|plus|of)\b)[a-z0-9'&-]+\s){0,4}$")
_SIGN_BEFORE = re.compile(r"[$¥€£]\s?$")
_BARE_COUNT = re.compile(r"\s?[件份样款](?![装套])")
_MINE = re.compile(
    r"\b(?:my|our|his|her|their)\s(?:(?!(?:and|or|for|with)\b)[a-z-]+\s){0,2}$|我的$|我那[个支瓶]?$"
)
_CLAUSE_END = re.compile(r"[,，.。;；:：!?！？]")
_HEADS = re.compile(
    r"\s(?=[\u4e00-\u9fff])"
    r"|\s*(?:[:—]|,(?=\s?(?:[\u4e00-\u9fff]|say|such|like))|包括|比如|(?:with|of|such as|like|including)\b)"
)
_ABOUT_ALL = ("together", "composing", "each", "per_person", "per_piece", "alike", "swap", "add")
_AT_MOST = frozenset({"tops", "top", "max"})  # "120 tops" is no clothing
_FIGURE_BEFORE = re.compile(r"(?:\d|dollars|bucks|quid|pounds|euros|hundred)\s$")
_MOST_PIECES = 30
_BREATH = 24  # characters within which a word belongs to the kind that follows it


@dataclass(slots=True)
class FoundPart:
    """A part with its place in the folded message. ``counted``: the message says how many pieces."""

    types: tuple[str, ...]
    said: str
    span: Span
    quantity: int = 1
    counted: bool = False
    wishes: tuple[Wish, ...] = ()
    words: tuple[str, ...] = ()
    recipient: str | None = None

    def as_part(self, quantity: int, *, alike: bool) -> BundlePart:
        """The part as the need keeps it, with so many pieces for each person."""
        return BundlePart(
            types=self.types,
            said=self.said,
            quantity=quantity,
            wishes=self.wishes,
            words=self.words,
            recipient=self.recipient,
            alike=quantity > 1 and (alike or _is_ware(self.types)),
        )


def find_parts(message: Folded, slots: Slots, counted_people: Sequence[Span]) -> list[FoundPart]:
    """The kinds of goods that are wanted, in the order said, with their quantities and own wishes.

    Alternatives ("a lipstick or a gloss") are one part; a kind that only heads the enumeration of narrower
    ones is none, nor is a word such as "set" that says that they belong together.
    """
    parts = _mentions(message, slots)
    parts = _without_set_words(parts, message.text)
    _count(parts, message.text, counted_people)
    parts = _with_alternatives(parts, message.text)
    parts = _without_repeats(_without_headings(parts, message.text))
    if len(parts) > 1:
        return _with_what_is_told(parts, message, slots)
    return [replace(part, words=_words_of_goods(message.text, slots, counted_people)) for part in parts]


def find_anything(text: str, counted_people: Sequence[Span], *, bare: bool) -> FoundPart | None:
    """Goods of any kind that are counted: "5 small gifts"; with ``bare`` also 三件 without a noun."""
    words = bundle_words()
    for number in find_numbers(text):
        if any(_overlap(number.span, span) for span in counted_people):
            continue
        noun = words.anything.match(text, number.span[1]) or (
            _BARE_COUNT.match(text, number.span[1]) if bare else None
        )
        if noun and _is_count(text, number.span, number.value):
            said = text[noun.start() : noun.end()].strip()
            return FoundPart((), said, (number.span[0], noun.end()), int(number.value), counted=True)
    return None


def _mentions(message: Folded, slots: Slots) -> list[FoundPart]:
    text, negation = message.text, Negation(message)
    cues = [match.span() for match in bundle_words().cues["together"].finditer(text)]
    found: dict[Span, list[str]] = {}
    sought = {*slots.types, *(m.type_id for word in slots.words for m in product_types().find(word))}
    named = [part for one in kinds_in(text) for part in apart(one, sought)]
    deeds = [one for one in kinds_by_use(text, named, slots.types) if one.type_id in slots.types]
    kinds = [one for one in named if not deeds or one.type_id in slots.types]
    for match in (*kinds, *deeds):
        unwanted = negation.covers(message.span(*match.span)) or match.type_id in slots.unwanted_types
        said_otherwise = _MINE.search(text[: match.span[0]]) or any(_overlap(match.span, cue) for cue in cues)
        at_most = match.text in _AT_MOST and _FIGURE_BEFORE.search(text[: match.span[0]])
        if not unwanted and not said_otherwise and not at_most:
            found.setdefault(match.span, []).append(match.type_id)
    for short in bundle_words().short.finditer(text):
        if not any(_overlap(short.span(), span) for span in found):
            for at, word in enumerate(short[0], short.start()):
                found[at, at + 1] = list(bundle_words().kinds[word])
    return [
        FoundPart(tuple(t for t in types if t in slots.types) or tuple(types), message.source(*span), span)
        for span, types in sorted(found.items())
    ]


def _without_set_words(parts: list[FoundPart], text: str) -> list[FoundPart]:
    """The parts of "a set with a toner and a cream" are these two; "a skincare set" is one part."""
    merged: list[FoundPart] = []
    for part in parts:
        before = merged[-1] if merged else None
        beside = before is not None and not text[before.span[1] : part.span[0]].strip()
        if before and beside and not _SETS.isdisjoint((*before.types, *part.types)):
            a_set = before if not _SETS.isdisjoint(before.types) else part
            span = (before.span[0], part.span[1])
            merged[-1] = replace(a_set, said=text[slice(*span)], span=span)
        else:
            merged.append(part)
    others = [part for part in merged if _SETS.isdisjoint(part.types)]
    return others if len(others) > 1 else merged


def _without_headings(parts: list[FoundPart], text: str) -> list[FoundPart]:
    """The parts but for wider kinds that head an enumeration: 护肤 in 一套护肤：洁面、水."""
    types = product_types()
    wide = {wider for part in parts for t in part.types for wider in types.ancestors(t)}
    return [
        part
        for part in parts
        if not wide.issuperset(part.types) or part.quantity > 1 or not _HEADS.match(text, part.span[1])
    ]


def _count(parts: list[FoundPart], text: str, counted_people: Sequence[Span]) -> None:
    """Give each part its number: before it (两支口红, "two red lipsticks") or after it (口红两支)."""
    prices = price_spans(text)
    numbers = [
        number
        for number in find_numbers(text)
        if not any(_overlap(number.span, span) for span in (*counted_people, *prices))
        and _is_count(text, number.span, number.value)
    ]
    free = {number.span: int(number.value) for number in numbers}
    all_of_them = counted_in_all(parts, text)
    for at, part in enumerate(parts):
        start, end = part.span
        follower = parts[at + 1].span[0] if at + 1 < len(parts) else len(text)
        before = [span for span in free if span[1] <= start and _leads_to(text[span[1] : start])]
        after = [
            span
            for span in free
            if end <= span[0] <= follower
            and _AFTER.fullmatch(text[end : span[0]])
            and _COUNTER_AFTER.match(text, span[1])
            and not (at + 1 == len(parts) and span == all_of_them)
        ]
        if before or after:
            span = before[-1] if before else after[0]
            part.quantity, part.counted = free.pop(span), True
        elif _ARTICLE.search(text[:start]):
            part.counted = True


def counted_in_all(parts: Sequence[FoundPart], text: str) -> Span | None:
    """Where a number behind the last part says how many there are: 水加乳液两样, 口红眉笔粉底三件."""
    if len(parts) < 2 or any(part.counted for part in parts):
        return None
    end = parts[-1].span[1]
    for number in find_numbers(text):
        if number.span[0] >= end:
            near = _AFTER.fullmatch(text[end : number.span[0]].lstrip(",，、 "))
            own = near and number.value == len(parts) and _OF_ALL.match(text, number.span[1])
            return number.span if own else None
    return None


def _leads_to(gap: str) -> bool:
    return bool(_BEFORE_ZH.fullmatch(gap) or _BEFORE_EN.fullmatch(gap))


def _is_count(text: str, span: Span, value: Decimal) -> bool:
    in_reach = value == value.to_integral_value() and 1 <= value <= _MOST_PIECES
    return in_reach and not _SIGN_BEFORE.search(text[: span[0]])


def _with_alternatives(parts: list[FoundPart], text: str) -> list[FoundPart]:
    either = bundle_words().cues["either"]
    joined: list[FoundPart] = []
    for part in parts:
        before = joined[-1] if joined else None
        between = text[before.span[1] : part.span[0]] if before else ""
        if before and either.search(between) and not _CLAUSE_END.search(between):
            types = tuple(dict.fromkeys((*before.types, *part.types)))
            said = f"{before.said}{between}{part.said}"
            counted = before if before.counted else part
            joined[-1] = replace(counted, types=types, said=said, span=(before.span[0], part.span[1]))
        else:
            joined.append(part)
    return joined


def _without_repeats(parts: list[FoundPart]) -> list[FoundPart]:
    """A kind named again without a number is the one named before."""
    kept: list[FoundPart] = []
    for part in parts:
        if part.counted or all(set(part.types) != set(other.types) for other in kept):
            kept.append(part)
    return kept


def _with_what_is_told(parts: list[FoundPart], message: Folded, slots: Slots) -> list[FoundPart]:
    """The parts with the wishes, words and people that are named beside one of them."""
    wishes: list[list[Wish]] = [[] for _ in parts]
    words: list[list[str]] = [[] for _ in parts]
    people: list[str | None] = [None for _ in parts]
    for wish in slots.wishes:
        if (owner := _owner_of(parts, message.text, Folded.of(wish.said).text)) is not None:
            wishes[owner].append(wish)
    for word in _words_of_goods(message.text, slots, ()):
        start = message.text.find(Folded.of(word).text)
        owner = next((n for n, part in enumerate(parts) if _leads_up(message.text, start, part)), None)
        if start >= 0 and owner is not None:
            words[owner].append(word)
    for person in recipients().values():
        for match in person.pattern.finditer(message.text):
            if (owner := _owner(parts, message.text, match.span())) is not None:
                people[owner] = people[owner] or person.id
    return [
        replace(part, wishes=tuple(mine), words=tuple(said), recipient=whom)
        for part, mine, said, whom in zip(parts, wishes, words, people, strict=True)
    ]


def _words_of_goods(text: str, slots: Slots, counted_people: Sequence[Span]) -> tuple[str, ...]:
    """The loose words but for those that count people or say that several products are wanted."""
    cues = bundle_words().cues
    said = [match.span() for name in _ABOUT_ALL for match in cues[name].finditer(text)]
    told = (*counted_people, *said)
    starts = {word: text.find(Folded.of(word).text) for word in slots.words}
    return tuple(w for w, at in starts.items() if not any(_overlap((at, at + len(w)), span) for span in told))


def _leads_up(text: str, start: int, part: FoundPart) -> bool:
    """Whether a word stands before a part's kind, in the same breath."""
    between = text[start : part.span[0]]
    return 0 <= start < part.span[0] and len(between) <= _BREATH and not _CLAUSE_END.search(between)


def _owner_of(parts: list[FoundPart], text: str, said: str) -> int | None:
    start = text.find(said)
    return _owner(parts, text, (start, start + len(said))) if start >= 0 else None


def _owner(parts: list[FoundPart], text: str, span: Span) -> int | None:
    """The part that a quality is said of; ``None`` where it stands apart and is said of all."""
    before = [n for n, part in enumerate(parts) if part.span[0] <= span[0]]
    after = [n for n, part in enumerate(parts) if span[1] <= part.span[0]]
    if before and span[1] <= parts[before[-1]].span[1]:
        return before[-1]
    if not before:
        return None if _CLAUSE_END.search(text[span[1] : parts[0].span[0]]) else 0
    if not after:
        return None if _CLAUSE_END.search(text[parts[-1].span[1] : span[0]]) else len(parts) - 1
    joint = bundle_words().cues["joint"].search(text, parts[before[-1]].span[1], parts[after[0]].span[0])
    return before[-1] if joint and span[1] <= joint.start() else after[0]


def _is_ware(types: Sequence[str]) -> bool:
    """Whether several pieces are commonly bought alike, as cups and chairs are."""
    alike = bundle_words().pieces_alike
    return bool(types) and all(alike.intersection((t, *product_types().ancestors(t))) for t in types)


def _overlap(one: Span, two: Span) -> bool:
    return one[0] < two[1] and two[0] < one[1]
