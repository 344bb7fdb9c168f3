"""Places for values: behind the name of a field ("colour: navy"), or in brackets behind the goods."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from floorwalker.grounding.claims import ClaimKind
from floorwalker.grounding.patterns import Clues, one_of, pattern
from floorwalker.grounding.reading import Span

_NAMES = one_of("slots", "names")
_BEFORE = pattern("slots", "before")
_IS = pattern("slots", "is")
_MAY_TELL = pattern("slots", "may_tell")
_NUMBER = pattern("slots", "number")
_BETWEEN = pattern("slots", "between")
_GOES_ON = pattern("slots", "goes_on")
_LONGEST_VALUE = 40
_REACH = 16


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a value, and the kind of claim that a value makes there."""

    kind: ClaimKind
    span: Span


def value_slots(text: str, told: str, clues: Clues) -> tuple[tuple[Slot, ...], str]:
    """The values of the fields that a folded sentence names, and the kind that a next line may go on with.

    Args:
        text: the sentence.
        told: the kind of the field that the line before told in numbered values, which a number goes on with.
        clues: the patterns that may match in the sentence.
    """
    found: list[Slot] = []
    last = ""
    if told and (number := _NUMBER.match(text)):
        last = told
        found += _values(text, number.end(), told)
    if not clues.issuperset((_NAMES, _MAY_TELL)) or not _MAY_TELL.search(text):
        return tuple(found), last
    for name in _NAMES.finditer(text):
        equals = _IS.match(text, name.end())
        if equals and _BEFORE.search(text[max(0, name.start() - _REACH) : name.start()]):
            kind = str(name.lastgroup)
            number = _NUMBER.match(text, equals.end())
            last = kind if number else ""
            found += _values(text, number.end() if number else equals.end(), kind)
    return tuple(found), last


def _values(text: str, start: int, kind: str) -> Iterator[Slot]:
    """The values from a place on, up to where the sentence goes on with something else."""
    limit = len(text.rstrip(" \n.。!;"))
    while start < limit:
        mark = _BETWEEN.search(text, start, limit)
        end = mark.start() if mark else limit
        words = text[start:end]
        if not words.strip() or len(words) > _LONGEST_VALUE or _GOES_ON.search(words):
            return
        yield Slot(cast(ClaimKind, kind), (start, end))
        start = mark.end() if mark else limit
