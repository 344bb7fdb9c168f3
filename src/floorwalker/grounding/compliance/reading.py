"""A text made ready for rules: folded, cut into sentences and clauses, with the places of all known words."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Literal

from floorwalker.grounding.compliance.marks import find_marks
from floorwalker.grounding.compliance.patterns import Pattern, Row, Step, forms
from floorwalker.text import Folded, Phrases, is_chinese
from floorwalker.text.phrases import Cover

Span = tuple[int, int]
Scope = Literal["over", "before", "clause", "sentence", "text"]
"""Where an exemption must stand: over the words that were found, before them in their clause, or anywhere in
their clause, their sentence or the text."""

_SENTENCE_END = re.compile(r"[。!?]|\.(?=\s|$|[\"')])")
_LINES = dict.fromkeys(map(ord, "\n\r\v\f\x85\u2028\u2029"), "。")  # of one length, so that places agree
_CLAUSE_END = re.compile(r"(?<!\d),|,(?!\d{3})|;|\s-+(?=\s)|--")
_GUARD = "!"


class Vocabulary:
    """Every word that some rule mentions, to be found in one pass over a text.

    Args:
        lists: name → words; words of patterns stand under ``=`` and themselves.
        guards: name → longer phrases in which a word of that list does not count.
        places: the combinations of lists that patterns have in one place.
    """

    def __init__(
        self,
        lists: Mapping[str, Iterable[str]],
        guards: Mapping[str, Iterable[str]],
        places: Iterable[frozenset[str]],
    ) -> None:
        pairs = [(form, name) for name, words in lists.items() for word in words for form in forms(word)]
        pairs += [
            (form, _GUARD + name) for name, words in guards.items() for word in words for form in forms(word)
        ]
        self._phrases = Phrases(list(dict.fromkeys(pairs)))
        self._places: dict[str, list[frozenset[str]]] = {}
        for groups in places:
            for name in groups:
                self._places.setdefault(name, []).append(groups)

    def places(self, names: Iterable[str]) -> set[frozenset[str]]:
        """The places of patterns that a word of some lists can stand in."""
        return {groups for name in names for groups in self._places.get(name, ())}

    def find(self, folded: Folded) -> dict[str, list[Span]]:
        """The places of words and marks in a folded text by list, in order, less those inside a guard."""
        found: dict[str, set[Span]] = {name: set(spans) for name, spans in find_marks(folded.text).items()}
        for one in self._phrases.occurrences(folded):
            found.setdefault(one.payload, set()).add((one.start, one.end))
        guards = {name[1:]: Cover(found.pop(name)) for name in list(found) if name[0] == _GUARD}
        hits: dict[str, list[Span]] = {}
        for name, spans in found.items():
            guard = guards.get(name)
            hits[name] = sorted(span for span in spans if guard is None or not guard.covers(*span))
        return hits


class Reading:
    """A text as rules see it; all places are of the folded text, ``original`` leads back."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.folded = Folded.of(text.translate(_LINES))
        self._units = _units(self.folded.text)
        self._sentences = _cut(self.folded.text, [_SENTENCE_END])
        self._clauses = _cut(self.folded.text, [_SENTENCE_END, _CLAUSE_END])
        self._hits = vocabulary.find(self.folded)
        self._vocabulary = vocabulary
        self._present = vocabulary.places(name for name, spans in self._hits.items() if spans)
        self._merged: dict[frozenset[str], list[Span]] = {}

    def original(self, span: Span) -> Span:
        """Where a place of the folded text stands in the text that was given."""
        return self.folded.span(*span)

    def add(self, name: str, spans: Iterable[Span]) -> None:
        """Places of the folded text that count as a list of words."""
        self._hits[name] = sorted({*self._hits.get(name, ()), *spans})
        self._present |= self._vocabulary.places([name] if self._hits[name] else [])
        self._merged.clear()

    def sentence(self, at: int) -> int:
        """The number of the sentence that a place is in."""
        return self._sentences[at]

    def clause(self, at: int) -> int:
        """The number of the clause that a place is in."""
        return self._clauses[at]

    def distance(self, end: int, start: int) -> int:
        """How many words or characters stand between two places."""
        return self._units[start] - self._units[end]

    def find(self, pattern: Pattern) -> list[Span]:
        """Where a pattern stands: the shortest stretch for each end."""
        found = self.find_row(pattern.row)
        for beside in pattern.beside:
            if not found:
                break
            there = {self._sentences[start] for row in beside.rows for start, _ in self.find_row(row)}
            near = range(-beside.reach, beside.reach + 1)
            found = [span for span in found if any(self._sentences[span[0]] + by in there for by in near)]
        return found

    def find_row(self, row: Row) -> list[Span]:
        """Where a row of words stands."""
        for step in row.steps:
            if step.groups not in self._present:
                return []
        first, *rest = row.steps
        starts = {
            end: start for start, end in self._places(first.groups) if not row.begins or self._is_first(start)
        }
        for step in rest:
            starts = self._next(starts, step)
            if not starts:
                return []
        return [(start, end) for end, start in sorted(starts.items()) if not row.ends or self._is_last(end)]

    def _next(self, starts: Mapping[int, int], step: Step) -> dict[int, int]:
        """Where a stretch ends with one more step: end → the latest start that leads there."""
        places = self._places(step.groups)
        found: dict[int, int] = {}
        part = self._sentences if step.far else self._clauses
        for end, begin in starts.items():
            here = part[end - 1]
            for at in range(bisect_left(places, (end, 0)), len(places)):
                start, stop = places[at]
                if part[start] != here or self.distance(end, start) > step.gap:
                    break
                found[stop] = max(begin, found.get(stop, begin))
        return found

    def _places(self, groups: frozenset[str]) -> list[Span]:
        if len(groups) == 1:
            (name,) = groups
            return self._hits.get(name, [])
        if groups not in self._merged:
            self._merged[groups] = sorted({span for name in groups for span in self._hits.get(name, ())})
        return self._merged[groups]

    def _is_first(self, start: int) -> bool:
        """Whether no word stands before a place in its clause."""
        at = start - 1
        while at >= 0 and self._clauses[at] == self._clauses[start] and not self.folded.text[at].isalnum():
            at -= 1
        return at < 0 or self._clauses[at] != self._clauses[start]

    def _is_last(self, end: int) -> bool:
        text, clause = self.folded.text, self._clauses[end - 1]
        while end < len(text) and self._clauses[end] == clause and not text[end].isalnum():
            end += 1
        return end == len(text) or self._clauses[end] != clause


class Reach:
    """The words that exempt, and which findings they reach: those over, behind or around them (``scope``)."""

    def __init__(self, reading: Reading, scope: Scope, reach: int, spans: list[Span]) -> None:
        self._reading, self._scope, self._reach = reading, scope, reach
        self._any = bool(spans)
        self._starts = sorted(start for start, _ in spans)
        self._ends = sorted(end for _, end in spans)
        self._furthest = list(accumulate((end for _, end in sorted(spans)), max))
        self._sentences = {reading.sentence(start) for start, _ in spans}
        self._clauses = {reading.clause(start) for start, _ in spans}

    def has(self, span: Span) -> bool:
        """Whether one of the words reaches a place."""
        if not self._any:
            return False
        if self._scope == "over":
            at = bisect_left(self._starts, span[1]) - 1
            return at >= 0 and self._furthest[at] > span[0]
        if self._scope == "before":
            return self._stands_before(span[0])
        if self._scope == "clause":
            return self._reading.clause(span[0]) in self._clauses
        return self._scope == "text" or self._reading.sentence(span[0]) in self._sentences

    def _stands_before(self, start: int) -> bool:
        at = bisect_right(self._ends, start) - 1
        if at < 0:
            return False
        end = self._ends[at]
        same = self._reading.clause(end - 1) == self._reading.clause(start)
        return same and self._reading.distance(end, start) <= self._reach


def _units(text: str) -> array[int]:
    """For each place how many words or Chinese characters begin before it."""
    counts = array("L", [0])
    inside = False
    count = 0
    for char in text:
        chinese = is_chinese(char)
        word = chinese or char.isalnum() or (inside and char in "'.")
        count += chinese or (word and not inside)
        inside = word and not chinese
        counts.append(count)
    return counts


def _cut(text: str, ends: list[re.Pattern[str]]) -> array[int]:
    """For each place the number of the part that it is in; an ending belongs to the part it ends."""
    borders = array("b", bytes(len(text) + 1))
    for pattern in ends:
        for end in pattern.finditer(text):
            borders[end.end()] = 1
    numbers = array("L")
    number = 0
    for border in borders:
        number += border
        numbers.append(number)
    return numbers


def stretches(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans in order, those that overlap joined into one."""
    joined: Span | None = None
    for span in sorted(spans):
        if joined is not None and span[0] < joined[1]:
            joined = (joined[0], max(joined[1], span[1]))
            continue
        if joined is not None:
            yield joined
        joined = span
    if joined is not None:
        yield joined
