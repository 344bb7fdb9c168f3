"""A sentence with everything that was read from it, for the rules to look at."""

import re
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from floorwalker.core.lazy import lazy
from floorwalker.grounding.checking.slots import Slot, value_slots
from floorwalker.grounding.checking.subjects import NUMBERED, Memory, Subjects
from floorwalker.grounding.known import Thing, Things
from floorwalker.grounding.known.words import Idea, chinese_pairs, has_chinese, ideas, kinds, latin_words
from floorwalker.grounding.patterns import Clues, Said, clues
from floorwalker.grounding.reading import (
    Amount,
    Code,
    Span,
    clauses,
    find_amounts,
    find_codes,
    overlaps,
    service_ideas,
)


@dataclass(eq=False)
class Context:
    """One folded sentence, the things of the evidence, and what the text spoke of before."""

    text: str
    things: Things
    memory: Memory
    only: Thing | None = None
    """The one of the goods to look at, where a sentence is read for each of them alone."""
    everything: bool = False
    """Whether all goods are looked at, whichever are named."""
    settled: list[Span] = field(default_factory=list)
    """The stretches that have their verdict; no second one is wanted there."""

    @lazy
    def clues(self) -> Clues:
        """The patterns that may match in it, for those that are worth to be asked about first."""
        return clues(self.text)

    @lazy
    def clauses(self) -> list[Span]:
        """The clauses of the sentence."""
        return clauses(self.text)

    @lazy
    def codes(self) -> list[Code]:
        """Addresses, dates, times and codes."""
        return find_codes(self.text)

    @lazy
    def amounts(self) -> list[Amount]:
        """The figures that are none of the codes."""
        return find_amounts(self.text, [code.span for code in self.codes] + self.numbered)

    @lazy
    def numbered(self) -> list[Span]:
        """The numbers of lines of a list."""
        return [marker.span("place") for marker in self.found(NUMBERED)]

    @lazy
    def ideas(self) -> tuple[tuple[Idea, Span], ...]:
        """The properties it names."""
        return ideas(self.text)

    @lazy
    def services(self) -> tuple[tuple[str, Span], ...]:
        """The ideas of trade, service and place it names."""
        return service_ideas(self.text)

    @lazy
    def latin(self) -> tuple[tuple[str, Span], ...]:
        """The stems of its English words."""
        return tuple(latin_words(self.text))

    @lazy
    def has_chinese(self) -> bool:
        """Whether any of its characters is Chinese, without which many a rule has nothing to look for."""
        return has_chinese(self.text)

    @lazy
    def pairs(self) -> tuple[tuple[str, Span], ...]:
        """Its pairs of Chinese characters."""
        return tuple(chinese_pairs(self.text)) if self.has_chinese else ()

    @lazy
    def kinds(self) -> tuple[tuple[str, Span], ...]:
        """The kinds of goods it names, by their ids."""
        return kinds(self.text)

    @lazy
    def slots(self) -> tuple[Slot, ...]:
        """The places for values in it; lines of a list go on with the field of the last one."""
        found, self.memory.labelled = value_slots(self.text, self.memory.labelled, self.clues)
        return found

    @lazy
    def left_over(self) -> dict[tuple[Span, bool], list[tuple[str, Span]]]:
        """The words that were found to be covered by nothing, by where they were looked for."""
        return {}

    @lazy
    def gaps(self) -> dict[tuple[Span, bool], tuple[tuple[str, Span], ...]]:
        """Those of the stretches between what is covered."""
        return {}

    @lazy
    def covered(self) -> list[Span]:
        """The stretches whose words stand somewhere in the evidence."""
        stems, pairs, things = self.things.stems, self.things.pairs, self.things
        found = [span for word, span in self.latin if word in stems]
        found += [span for pair, span in self.pairs if pair in pairs]
        found += [span for idea, span in self.ideas if idea in things.ideas]
        found += [span for service, span in self.services if service in things.services]
        return _joined(sorted(found), self.text)

    @lazy
    def subjects(self) -> Subjects:
        """Which goods it names where."""
        words = (*self.latin, *self.pairs)
        return Subjects(
            self.text,
            self.clauses,
            self.things,
            self.memory,
            words,
            self.ideas,
            lambda: self.kinds,
            self.numbered,
            self.clues,
        )

    def keep_up(self) -> None:
        """Remember what it names, though nothing in it may have to be checked."""
        _ = self.subjects

    def found(self, said: Said) -> Iterable[re.Match[str]]:
        """Where it says what a pattern looks for."""
        return said.finditer(self.text) if said in self.clues else ()

    def says(self, said: Said, words: str) -> bool:
        """Whether words of it say what a pattern looks for."""
        return said in self.clues and said.search(words) is not None

    def is_settled(self, span: Span) -> bool:
        """Whether any of the words of a span have their verdict."""
        return overlaps(span, self.settled)

    def is_settled_at(self, place: int) -> bool:
        """Whether the word at a place has its verdict."""
        return self.is_settled((place, place + 1))

    def clause(self, span: Span) -> Span:
        """The clause that ``span`` begins in; the whole sentence where it stands between two."""
        return next(((a, b) for a, b in self.clauses if a <= span[0] < b), (0, len(self.text)))

    def goods(self, span: Span) -> tuple[Thing, ...]:
        """The goods that a span is about."""
        if self.everything:
            return self.things.goods
        return (self.only,) if self.only is not None else self.subjects.of(span)

    def apart(self, span: Span) -> "list[Context]":
        """This context for each of the goods that a span is said of, where it is said of each: both, 都."""
        if self.only is not None or not self.subjects.is_all(span):
            return [self]
        return [self._narrowed(only=good) for good in self.subjects.of(span)]

    def at_large(self) -> "Context":
        """This context with all goods for the subject of everything."""
        return self._narrowed(everything=True)

    def _narrowed(self, **changes: Any) -> "Context":
        """A copy that keeps what was read already."""
        narrowed = copy(self)
        narrowed.__dict__.update(changes)
        return narrowed

    def words(self, span: Span) -> str:
        """The words of a span."""
        return self.text[slice(*span)]

    def families(self, span: Span) -> tuple[Thing, ...]:
        """The goods that a span is about, each with the whole it is a part of."""
        return self.things.families(self.goods(span))


_GLUE = " -/·&'\"()+"
"""What may stand between the words of one name."""


def _joined(spans: list[Span], text: str) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and (start <= joined[-1][1] or not text[joined[-1][1] : start].strip(_GLUE)):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
