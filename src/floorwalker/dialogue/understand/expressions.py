"""Many regular expressions of which few are tried: those whose letters a text holds."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import ahocorasick

_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_IDEOGRAPH_WEIGHT = 3  # one Chinese character tells as much as three letters
_MOST_NEEDLES = 400


class Expressions:
    """Any of some expressions over folded text.

    Each is tried only where a text holds one of its needles: strings of which every match has at least one.
    A pass over the text finds all needles at once, so that hundreds of expressions cost little.

    Raises:
        re.error: one of them is no regular expression.
    """

    def __init__(self, expressions: Iterable[str]) -> None:
        self._expressions = tuple(expressions)
        self._compiled: dict[int, re.Pattern[str]] = {}
        self._always: list[int] = []
        self._needles: dict[str, set[int]] = {}
        for number, expression in enumerate(self._expressions):
            needles = needles_of(expression)
            if not needles:
                self._always.append(number)
            for needle in needles:
                self._needles.setdefault(needle, set()).add(number)

    def found_in(self, text: str) -> bool:
        """Whether any expression is found."""
        return any(self._pattern(number).search(text) for number in self._candidates(text))

    def search(self, text: str) -> re.Match[str] | None:
        """The first match; of several that begin together the one of the earlier expression."""
        found = (self._pattern(number).search(text) for number in self._candidates(text))
        return min((match for match in found if match), key=re.Match.start, default=None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches from the first on, each beginning after the one before has ended."""
        matches = [m for number in self._candidates(text) for m in self._pattern(number).finditer(text)]
        end = 0
        for match in sorted(matches, key=re.Match.start):
            if match.start() >= end:
                end = match.end()
                yield match

    def _candidates(self, text: str) -> list[int]:
        met = set(self._always)
        if self._needles:
            for _, numbers in self._automaton.iter(text):
                met |= numbers
        return sorted(met)

    def _pattern(self, number: int) -> re.Pattern[str]:
        if number not in self._compiled:
            self._compiled[number] = re.compile(self._expressions[number])
        return self._compiled[number]

    @cached_property
    def _automaton(self) -> Any:
        automaton = ahocorasick.Automaton()
        for needle, numbers in self._needles.items():
            automaton.add_word(needle, numbers)
        automaton.make_automaton()
        return automaton


def needles_of(expression: str) -> frozenset[str]:
    """Strings of which every match of an expression holds at least one; empty where there are none such."""
    return _of_sequence(_parser.parse(expression)) or frozenset()


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    sets: list[frozenset[str]] = []
    run = ""
    for code, argument in items:
        if code is op.LITERAL:
            run += chr(argument)
            continue
        if run:
            sets.append(frozenset({run}))
            run = ""
        if found := _of_item(code, argument):
            sets.append(found)
    if run:
        sets.append(frozenset({run}))
    return max(sets, key=_telling, default=None)


def _of_item(code: Any, argument: Any) -> frozenset[str] | None:
    if code is op.IN:
        literal = all(kind is op.LITERAL for kind, _ in argument)
        return frozenset(chr(char) for _, char in argument) if literal else None
    if code is op.SUBPATTERN:
        return _of_sequence(argument[3])
    if code is op.ATOMIC_GROUP:
        return _of_sequence(argument)
    if code in _REPEATS:
        return _of_sequence(argument[2]) if argument[0] > 0 else None
    if code is op.BRANCH:
        return _of_branches(argument[1])
    return None


def _of_branches(branches: Iterable[Any]) -> frozenset[str] | None:
    needles: set[str] = set()
    for branch in branches:
        found = _of_sequence(branch)
        if not found:
            return None
        needles |= found
    return frozenset(needles) if len(needles) <= _MOST_NEEDLES else None


def _telling(needles: frozenset[str]) -> tuple[int, int]:
    """How well a set of needles tells: by its shortest one, then by how few they are."""
    return min(sum(1 if char.isascii() else _IDEOGRAPH_WEIGHT for char in n) for n in needles), -len(needles)
