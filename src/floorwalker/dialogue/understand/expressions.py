"""Many regular expressions of which few are tried: those whose letters a text holds."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import count
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import ahocorasick

_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_IDEOGRAPH_WEIGHT = 3  # one Chinese character tells as much as three letters
_MOST_NEEDLES = 400
_TEXTS_KEPT = 8  # a message and its clauses are asked about several times
_NEVER = "(?!)"
_Place = tuple[int, int]  # an owner, and the number of one of its expressions


class Expressions:
    """Any of some expressions over folded text, as if they were one with alternatives, in their order.

    Each is tried only where a text holds one of its needles: strings of which every match has at least one.
    A pass over the text finds all needles at once, so that hundreds of expressions cost little. The methods
    are those of :class:`re.Pattern`; an expression should match something, and not just a place.

    Args:
        expressions: the regular expressions.
        needles: shared with others that are asked about the same texts, so that one pass does for all.

    Raises:
        re.error: one of them is no regular expression, or two have groups of the same name.
    """

    def __init__(self, expressions: Iterable[str], needles: "Needles | None" = None) -> None:
        self._expressions = tuple(expressions)
        self._compiled: dict[int, re.Pattern[str]] = {}
        self._needles = Needles() if needles is None else needles
        self._id = self._needles.add(_needles_of_each(self._expressions))

    @property
    def pattern(self) -> str:
        """All of them as one regular expression; without any, one that never matches."""
        return "|".join(f"(?:{expression})" for expression in self._expressions) or _NEVER

    def found_in(self, text: str) -> bool:
        """Whether any expression is found."""
        return any(self._pattern(number).search(text) for number in self._candidates(text))

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match from a place on; of several that begin together that of the earlier expression."""
        return _first(self._pattern(number).search(text, start) for number in self._candidates(text))

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The match that begins at a place; of several that of the earlier expression."""
        found = (self._pattern(number).match(text, start) for number in self._candidates(text))
        return next(filter(None, found), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches from the first on, each beginning where the one before has ended, or later."""
        patterns = [self._pattern(number) for number in self._candidates(text)]
        found = [pattern.search(text) for pattern in patterns]
        while match := _first(found):
            yield match
            end = max(match.end(), match.start() + 1)
            found = [
                other if other is None or other.start() >= end else pattern.search(text, end)
                for pattern, other in zip(patterns, found, strict=True)
            ]

    def _candidates(self, text: str) -> Sequence[int]:
        return self._needles.candidates(text).get(self._id, ())

    def _pattern(self, number: int) -> re.Pattern[str]:
        if number not in self._compiled:
            self._compiled[number] = re.compile(self._expressions[number])
        return self._compiled[number]


class Needles:
    """The needles of several :class:`Expressions`: which of their expressions a text may match."""

    def __init__(self) -> None:
        self._owners = count()
        self._always: list[_Place] = []
        self._places: dict[str, set[_Place]] = {}
        self.candidates = lru_cache(maxsize=_TEXTS_KEPT)(self._candidates)

    def add(self, needles: Iterable[frozenset[str]]) -> int:
        """Take up the needles of the expressions of one owner, in their order; returns the owner's number."""
        owner = next(self._owners)
        for number, own in enumerate(needles):
            if not own:
                self._always.append((owner, number))
            for needle in own:
                self._places.setdefault(needle, set()).add((owner, number))
        return owner

    def _candidates(self, text: str) -> Mapping[int, Sequence[int]]:
        """The numbers of the expressions to try, in their order, by owner."""
        met = set(self._always)
        if self._places:
            for _, places in self._automaton.iter(text):
                met |= places
        found: dict[int, list[int]] = {}
        for owner, number in sorted(met):
            found.setdefault(owner, []).append(number)
        return found

    @cached_property
    def _automaton(self) -> Any:
        automaton = ahocorasick.Automaton()
        for needle, places in self._places.items():
            automaton.add_word(needle, places)
        automaton.make_automaton()
        return automaton


def _needles_of_each(expressions: Iterable[str]) -> Iterator[frozenset[str]]:
    named: set[str] = set()
    for expression in expressions:
        parsed = _parser.parse(expression)
        groups = set(parsed.state.groupdict)
        if again := named & groups:
            raise re.error(f"redefinition of group name {min(again)!r}", expression)
        named |= groups
        yield _of_sequence(parsed) or frozenset()


def _first(matches: Iterable[re.Match[str] | None]) -> re.Match[str] | None:
    """The match that begins first; of several the first one given."""
    return min(filter(None, matches), key=re.Match.start, default=None)


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
