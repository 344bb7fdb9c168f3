"""Which goods a stretch of a sentence is about: those last named before it, or right after it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from floorwalker.grounding.known import Thing, Things
from floorwalker.grounding.known.things import Group
from floorwalker.grounding.known.words import Idea, has_chinese
from floorwalker.grounding.patterns import Clues, Said, pattern, words
from floorwalker.grounding.reading import Span
from floorwalker.text import product_types

_NEAR = 4
_STRONG = 4
"""Characters from which on a mention stays in mind beyond its clause."""
_WITHOUT = pattern("subjects", "without")
_ALL = pattern("subjects", "all")
_FORMER = pattern("subjects", "former")
_LATTER = pattern("subjects", "latter")
_OTHER = pattern("subjects", "other")
_FOLLOWED = pattern("subjects", "followed")
_THAN = pattern("subjects", "than")
_OF_MONEY = re.compile(r"[$£€¥%元块]")
_ENDS = re.compile(r"(?:^|[,;:、(上是比和与而])$")
_NAMING_BEFORE = pattern("subjects", "naming_before")
_NAMING_AFTER = pattern("subjects", "naming_after")
_TOLD = pattern("subjects", "told")
_IDLE = words("subjects", "idle")


Words = Sequence[tuple[str, Span]]
"""Stems and pairs of characters of a sentence, with their places."""
Ideas = Sequence[tuple[Idea, Span]]
"""Properties that a sentence names, with their places."""
Kinds = Sequence[tuple[str, Span]]
"""Kinds of goods that it names, by their ids, with their places."""


NUMBERED = Said(r"(?:^|[:;,])\s*(?P<place>\d{1,2})[.、)](?=\s+\S)")
"""The number of a line of a list, or of goods in a list before: "price: 1. $20; 2. $30"."""


class Mention(NamedTuple):
    """A stretch of the sentence that names some of the goods."""

    span: Span
    group: Group
    whole: bool = False
    """Whether it is the whole name, as the record writes it."""
    number: bool = False
    """Whether it is a number in a list."""


@dataclass
class Memory:
    """What was spoken of so far in the text: the goods last named, and in which order they came up."""

    last: Group | None = None
    order: list[Group] = field(default_factory=list)
    named: Group = frozenset()
    """The goods whose whole names stand anywhere in the text."""
    labelled: str = ""
    """The kind of the field that the last line told, where its values are numbered."""

    def copy(self) -> "Memory":
        """The same, to go on from twice."""
        return Memory(self.last, list(self.order), self.named, self.labelled)


class Subjects:
    """The mentions of goods in one folded sentence."""

    def __init__(
        self,
        text: str,
        clauses: list[Span],
        things: Things,
        memory: Memory,
        words: Words,
        ideas: Ideas,
        kinds: Callable[[], Kinds],
        numbered: list[Span],
        clues: Clues,
    ) -> None:
        self._text = text
        self._clauses = clauses
        self._things = things
        self._carried = memory.last
        self._words = words
        self._ideas = ideas
        self._numbered = numbered
        self._clues = clues
        self._all = [found.span() for found in self._said(_ALL)]
        self._groups: dict[Span, Group | None] = {}
        found = sorted((*self._found(memory), *self._by_kind(kinds)), key=attrgetter("span"))
        self.mentions = list(_numbered(_merged(found, text), text))
        if self.mentions:
            self._remember(memory)

    def _remember(self, memory: Memory) -> None:
        """Keep up what was spoken of."""
        whole = [mention for mention in self.mentions if mention.whole] or self.mentions
        for mention in whole:
            if self._things.is_one(mention.group) and not any(
                mention.group <= known for known in memory.order
            ):
                memory.order.append(mention.group)
        named = (
            [m for m in self.mentions if not self._is_denied(m)] if _WITHOUT in self._clues else self.mentions
        )
        strong = [m for m in named if m.span[1] - m.span[0] >= _STRONG]
        if named:
            memory.last = (strong or named)[-1].group

    def of(self, span: Span) -> tuple[Thing, ...]:
        """The goods that what stands in ``span`` is said of; all of them where none is named."""
        return self._things.of(self.group(span))

    def group(self, span: Span) -> Group | None:
        """As :meth:`of`, by their places; ``None`` where the text names none."""
        if len(self._things.goods) < 2:
            return None
        if span not in self._groups:
            self._groups[span] = self._group(span)
        return self._groups[span]

    def _group(self, span: Span) -> Group | None:
        if not self.mentions:
            return self._carried
        start, end = self._clause(span)
        named = [m for m in self.mentions if m.span[1] > start and m.span[0] < end]
        named = [
            m for m in named if not (span[0] <= m.span[0] and m.span[1] <= span[1]) or self._names(m, start)
        ]
        inside = [m for m in named if not self.is_standard(m) or self._is_told_of(m, span)]
        before = [m for m in inside if m.span[0] <= span[0]]
        after = [m for m in inside if m.span[0] >= span[1]]
        if after and (not before or self._belongs_to_next(span, before[-1], after[0])):
            return after[0].group
        if before:
            return before[-1].group
        earlier = [
            m
            for m in self.mentions
            if m.span[1] <= start and not self.is_standard(m) and not self._is_denied(m)
        ]
        earlier = [m for m in earlier if m.span[1] - m.span[0] >= _STRONG] or earlier
        return earlier[-1].group if earlier else self._carried

    def _belongs_to_next(self, span: Span, before: Mention, after: Mention) -> bool:
        """Whether a figure right before goods is theirs: "$20 for the tube"."""
        between = self._text[span[1] : after.span[0]]
        return before.span[1] < span[0] and _FOLLOWED.fullmatch(between) is not None

    def standard(self, span: Span) -> Group | None:
        """What the clause of ``span`` compares with: the goods after "than" or 比."""
        start, end = self._clause(span)
        return next(
            (m.group for m in self.mentions if start <= m.span[0] < end and self.is_standard(m)), None
        )

    def is_standard(self, mention: Mention) -> bool:
        """Whether others are compared with what a mention names: it stands after "than" or 比."""
        return (
            _THAN in self._clues
            and _THAN.search(self._text[max(0, mention.span[0] - 16) : mention.span[0]]) is not None
        )

    def is_all(self, span: Span) -> bool:
        """Whether a span is said of each of the goods, by a word such as both or 都."""
        if not self._all:
            return False
        group = self.group(span)
        if group is None or len(group) < 2:
            return False
        start, end = self._clause(span)
        return any(start <= first < end for first, _ in self._all)

    def _said(self, said: Said) -> Iterable[re.Match[str]]:
        return said.finditer(self._text) if said in self._clues else ()

    def _clause(self, span: Span) -> Span:
        return next(((a, b) for a, b in self._clauses if a <= span[0] < b), (0, len(self._text)))

    def _names(self, mention: Mention, clause: int) -> bool:
        """Whether a word that goods are told by names them here, as "the blue one" does."""
        before, after = self._text[clause : mention.span[0]], self._text[mention.span[1] :]
        if _NAMING_AFTER.match(after) or _NAMING_BEFORE.search(before):
            return True
        return not before.strip() and not self._text[slice(*mention.span)].isascii()

    def _is_told_of(self, mention: Mention, span: Span) -> bool:
        """Whether the standard of a comparison has a figure of its own: "than the other, which costs $88"."""
        return mention.span[1] <= span[0] and _TOLD.search(self._text[mention.span[1] : span[0]]) is not None

    def _is_denied(self, mention: Mention) -> bool:
        return (
            _WITHOUT in self._clues
            and _WITHOUT.search(self._text[max(0, mention.span[0] - 10) : mention.span[0]]) is not None
        )

    def named(self) -> Group:
        """All goods that the sentence names."""
        return frozenset(place for mention in self.mentions for place in mention.group)

    def _found(self, memory: Memory) -> Iterator[Mention]:
        telling = self._things.telling
        if len(self._things.goods) < 2:
            return
        for word, span in self._words:
            group = telling.get(word)
            if not group or word in _IDLE:
                continue
            if word.isdigit() and _OF_MONEY.search(self._text[max(0, span[0] - 1) : span[1] + 2]):
                continue
            yield Mention(span, group)
        for title, group in self._things.title_groups:
            start = self._text.find(title)
            while start >= 0:
                yield Mention((start, start + len(title)), group, whole=True)
                start = self._text.find(title, start + len(title))
        for span in self._numbered:
            if 0 <= (place := int(self._text[slice(*span)]) - 1) < len(memory.order):
                yield Mention(span, memory.order[place], number=True)
        for char, group in self._things.telling_ends.items():
            for found in re.finditer(char, self._text) if char in self._text else ():
                around = self._text[max(0, found.start() - 1) : found.end() + 1]
                if _ENDS.search(self._text[: found.start()]) and not any(
                    pair in telling for pair in (around[:2], around[-2:])
                ):
                    yield Mention(found.span(), group)
        everything = frozenset(range(len(self._things.goods)))
        for span in self._all:
            yield Mention(span, everything)
        for said, place in ((_FORMER, 0), (_LATTER, 1)):
            for match in self._said(said):
                if place < len(memory.order):
                    yield Mention(match.span(), memory.order[place])
        if len(everything) == 2 and memory.last is not None and len(memory.last) == 1:
            for match in self._said(_OTHER):
                yield Mention(match.span(), everything - memory.last)
        for idea, span in self._ideas:
            if group := self._things.telling_ideas.get(idea):
                yield Mention(span, group)

    def _by_kind(self, kinds: Callable[[], Kinds]) -> Iterator[Mention]:
        """Goods named in the other language than their records': 拼图 for a jigsaw puzzle."""
        if len(self._things.goods) < 2:
            return
        in_chinese = self._things.are_named_in_chinese
        if in_chinese is None or has_chinese(self._text) == in_chinese:
            return
        wider = self._things.wider_kinds
        for kind, span in kinds():
            wanted = {kind, *product_types().descendants(kind)}
            group = frozenset(place for place, own in enumerate(wider) if own & wanted)
            if group and len(group) < len(wider):
                yield Mention(span, group)


def _numbered(mentions: list[Mention], text: str) -> Iterator[Mention]:
    """The mentions, less words such as colours where the number of the goods stands before them.

    A line that begins with a number and goes on with other goods is a line of a new list.
    """
    number: Mention | None = None
    for place, mention in enumerate(mentions):
        if mention.number:
            following = mentions[place + 1 : place + 2]
            begins = place == 0 and not text[: mention.span[0]].strip()
            if not begins or not following or following[0].group <= mention.group:
                number = mention
                yield mention
        elif number is None or mention.whole:
            yield mention


def _merged(mentions: list[Mention], text: str) -> list[Mention]:
    """Neighbouring words of one name as one mention, of the goods that all may mean; figures stay apart."""
    merged: list[Mention] = []
    for mention in mentions:
        if merged and merged[-1].whole and mention.span[0] < merged[-1].span[1]:
            continue
        if mention.number:
            merged.append(mention)
            continue
        if mention.whole:
            while merged and merged[-1].span[0] >= mention.span[0]:
                merged.pop()
            merged.append(mention)
            continue
        figure = text[mention.span[0]].isdigit() or (merged and text[merged[-1].span[0]].isdigit())
        if merged and not figure and mention.span[0] - merged[-1].span[1] <= _NEAR:
            common = merged[-1].group & mention.group
            if common:
                last = merged.pop()
                merged.append(Mention((last.span[0], max(last.span[1], mention.span[1])), common))
                continue
        merged.append(mention)
    return merged
