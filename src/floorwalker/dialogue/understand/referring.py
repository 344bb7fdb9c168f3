"""What a message points at, part by part: "the concealer", "the second", 它, 兰蔻的."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from floorwalker.core import Language
from floorwalker.dialogue.understand.slots import Slots, find_slots
from floorwalker.dialogue.understand.vocabulary import ShopVocabulary
from floorwalker.search import kinds_in
from floorwalker.text import Folded, find_ordinal, fold

Span = tuple[int, int]

_JOINTS = re.compile(
    r"\s*(?:[和跟与同、，,;；:：?？/&+]|加上|再加|外加|还是|或者?|对比|相比|比(?!较)"
    r"|\b(?:versus|vs\.?|and|plus|with|or|to|than|against|beside)\b)\s*",
    re.I,
)
_CURRENT = re.compile(
    r"它|[这那](?:一)?[个款支瓶件条双只盒套把张本罐枚副台顶](?!里|当中)"
    r"|\b(?:it|this|that)\b(?! (?:\w+ ){0,3}ones?\b)|\b(?:this|that) one\b",
    re.I,
)
_AS_KNOWN = re.compile(r"的\s*$|[那这][个款支瓶件条双只盒套]|\bthe\b|\bones?\b", re.I)
_THEM = re.compile(
    r"[这那][两俩二三四34]|[这那]几|她们|它们|\b(?:them|these|those|they|both|the (?:two|three|four))\b", re.I
)
_NUMBERS = frozenset(("two", "three", "four", "pair", "两款", "三款", "两个", "三个"))
_COUNTED = (
    (
        2,
        re.compile(
            r"[这那最][^，。,.]{0,3}[两俩二2]|俩|[两2][个款支瓶件条双只盒]|\b(?:two|both|2|pair)\b", re.I
        ),
    ),
    (3, re.compile(r"[这那最][^，。,.]{0,3}[三3]|[三3][个款支瓶件条双只盒]|\b(?:three|3)\b", re.I)),
    (4, re.compile(r"[这那最][^，。,.]{0,3}[四4]|[四4][个款支瓶件条双只盒]|\b(?:four|4)\b", re.I)),
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing pointed at: what is said of it, or that it is what was talked about last."""

    slots: Slots
    text: str
    current: bool = False

    @property
    def describes(self) -> bool:
        """Whether it says which product is meant other than by a pronoun."""
        slots = self.slots
        return bool(slots.positions or slots.describe_goods or slots.words)


def find_references(message: Folded, language: Language, vocabulary: ShopVocabulary) -> tuple[Reference, ...]:
    """What the parts of a message point at, in the order said; parts that point at nothing are left out.

    A message is parted where it joins or contrasts things, but not within a name, a kind of goods or a place.
    """
    text = message.original
    ordinal = find_ordinal(text)
    whole = [mention.span for mention in vocabulary.find(text)] + [kind.span for kind in kinds_in(text)]
    whole += [ordinal.span] if ordinal else []
    found: list[Reference] = []
    for part in _parts(text, whole):
        slots = find_slots(Folded.of(part), language, vocabulary)
        slots = replace(slots, words=tuple(word for word in slots.words if word not in _NUMBERS))
        reference = Reference(slots, part)
        if not reference.describes and _CURRENT.search(part) and not _THEM.search(part):
            reference = Reference(slots, part, current=True)
        points = slots.positions or slots.brands or slots.types or slots.words or _AS_KNOWN.search(part)
        if reference.current or (reference.describes and points):
            found.append(reference)
    return tuple(found)


def count_of_them(text: str) -> int | None:
    """How many of those shown are meant together: "both", 这三款, "the two most expensive"."""
    folded = fold(text)
    return next((count for count, said in _COUNTED if said.search(folded)), None)


def speaks_of_them(text: str) -> bool:
    """Whether several products are spoken of by a pronoun."""
    return _THEM.search(text) is not None


def speaks_of_one(text: str) -> bool:
    """Whether the product talked about is spoken of by a pronoun."""
    return _CURRENT.search(text) is not None


def _parts(text: str, whole: Iterable[Span]) -> Iterator[str]:
    spans = list(whole)
    start = 0
    for joint in _JOINTS.finditer(text):
        if any(begin < joint.end() and joint.start() < end for begin, end in spans):
            continue
        yield text[start : joint.start()]
        start = joint.end()
    yield text[start:]
