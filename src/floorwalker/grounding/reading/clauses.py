"""A text cut into sentences and clauses, each folded once and able to point back into the original."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from floorwalker.grounding.patterns import pattern
from floorwalker.text import Folded
from floorwalker.text.normalise import folded_text

Span = tuple[int, int]

LONGEST = 400
"""Characters of a sentence that are read together; longer ones are cut, so that time stays linear."""

_BREAK = pattern("sentences", "break")


class Passage(NamedTuple):
    """One sentence: ``text`` is folded, ``start`` is where it stands in the whole original text."""

    folded: Folded
    start: int

    @property
    def text(self) -> str:
        """The folded sentence."""
        return self.folded.text

    def span(self, start: int, end: int) -> Span:
        """The span of the whole original text behind ``text[start:end]``."""
        first, last = self.folded.span(start, end)
        return self.start + first, self.start + last

    def source(self, start: int, end: int) -> str:
        """The original words behind ``text[start:end]``."""
        return self.folded.source(start, end)


def passages(text: str) -> Iterator[Passage]:
    """The sentences of a text, in order; lines end a sentence as full stops do."""
    position = 0
    while position < len(text):
        stop = _end_of_sentence(text, position)
        part = text[position:stop]
        if part.strip():
            yield Passage(folded_text(part), position)
        position = stop


_STOP = pattern("sentences", "stop")
_NO_STOP = pattern("sentences", "no_stop", re.I)


def _end_of_sentence(text: str, start: int) -> int:
    limit = min(len(text), start + LONGEST)
    position = start
    while found := _STOP.search(text, position, limit):
        if found[0][0] != "." or not _NO_STOP.search(
            text, max(0, start - 1, found.start() - 8), found.start()
        ):
            return found.end()
        position = found.end()
    return limit


def clauses(text: str) -> list[Span]:
    """The clauses of a folded sentence, in order; none is empty."""
    found: list[Span] = []
    start = 0
    for mark in _BREAK.finditer(text):
        if text[start : mark.start()].strip():
            found.append((start, mark.start()))
        start = mark.end() if not mark[0][0].isalpha() else mark.start()
    if text[start:].strip():
        found.append((start, len(text)))
    return found
