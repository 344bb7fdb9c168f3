"""Which of many regular expressions can match a text at all, told by one pass over it."""

from __future__ import annotations

from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from string import ascii_lowercase
from typing import Any, Generic, TypeVar

import ahocorasick

from floorwalker.text.normalise import fold

T = TypeVar("T")
Strings = frozenset[str]

_MOST = 80
"""Strings that may be asked for in the place of one expression."""
_COMMON = frozenset(f" {ascii_lowercase}")
"""What stands in so many texts that it tells nothing, alone."""
_OPTIONAL = (op.MAX_REPEAT, op.MIN_REPEAT)
_ZERO_WIDTH = (op.AT, op.ASSERT, op.ASSERT_NOT)


class Sieve(Generic[T]):
    """Expressions by the strings one of which every match holds.

    Args:
        sources: what is to be found, each with its regular expression. Those that no string is known of pass
            for every text.
    """

    def __init__(self, sources: Iterable[tuple[T, str]]) -> None:
        always: set[T] = set()
        owners: dict[str, set[T]] = {}
        for one, source in sources:
            needed = required_strings(source)
            if needed is None:
                always.add(one)
            for string in needed or ():
                owners.setdefault(string, set()).add(one)
        self._always = frozenset(always)
        self._groups = [frozenset(group) for group in owners.values()]
        self._automaton = ahocorasick.Automaton()
        for number, string in enumerate(owners):
            self._automaton.add_word(string, number)
        self._automaton.make_automaton()

    def possible(self, text: str) -> frozenset[T]:
        """Those that may match the folded text, or any stretch of it; no other does."""
        if not self._groups:
            return self._always
        held = {number for _, number in self._automaton.iter(text)}
        return self._always.union(*[self._groups[number] for number in held])


def required_strings(source: str) -> Strings | None:
    """Strings of which every match in a folded text holds at least one; ``None`` where no telling set is known.

    Raises:
        re.error: the source is no regular expression.
    """
    found = _of_sequence(_parser.parse(source))
    if found is None:
        return None
    folded = frozenset(map(fold, found))
    if not folded.isdisjoint(_COMMON) or "" in folded:
        return None
    return frozenset(one for one in folded if not any(two in one and two != one for two in folded))


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> Strings | None:
    """The most telling strings of what stands one behind the other: long ones, and few."""
    found: list[Strings | None] = []
    run: Strings = frozenset({""})
    for item in items:
        forms = _forms_of_item(*item)
        if forms is None:
            found += (run, _of_item(*item))
            run = frozenset({""})
        elif len(run) * len(forms) > _MOST:
            found.append(run)
            run = forms
        else:
            run = _products(run, forms)
    found.append(run)
    telling = [strings for strings in found if strings and "" not in strings]
    return max(telling, key=lambda strings: (min(map(len, strings)), -len(strings)), default=None)


def _of_item(code: Any, argument: Any) -> Strings | None:
    """As :func:`_of_sequence`, of an item that is too various to be written out."""
    if code is op.SUBPATTERN:
        return _of_sequence(argument[3])
    if code is op.ATOMIC_GROUP:
        return _of_sequence(argument)
    if code in (*_OPTIONAL, op.POSSESSIVE_REPEAT):
        return _of_sequence(argument[2]) if argument[0] else None
    if code is op.BRANCH:
        branches = [_of_sequence(branch) for branch in argument[1]]
        return None if None in branches else frozenset().union(*filter(None, branches))
    return None


def _forms_of_item(code: Any, argument: Any) -> Strings | None:
    """Everything that an item can be, as far as it can be written out."""
    if code is op.LITERAL:
        return frozenset({chr(argument)})
    if code is op.IN:
        literal = all(kind is op.LITERAL for kind, _ in argument) and len(argument) <= _MOST
        return frozenset(chr(char) for _, char in argument) if literal else None
    if code in _ZERO_WIDTH:
        return frozenset({""})
    if code is op.SUBPATTERN:
        return _forms(argument[3])
    if code is op.BRANCH:
        branches = [_forms(branch) for branch in argument[1]]
        return None if None in branches else frozenset().union(*filter(None, branches))
    if code in _OPTIONAL and argument[:2] == (0, 1):
        forms = _forms(argument[2])
        return None if forms is None else forms | {""}
    return None


def _forms(items: Iterable[tuple[Any, Any]]) -> Strings | None:
    written: Strings = frozenset({""})
    for item in items:
        forms = _forms_of_item(*item)
        if forms is None or len(written) * len(forms) > _MOST:
            return None
        written = _products(written, forms)
    return written


def _products(one: Strings, two: Strings) -> Strings:
    return frozenset(first + second for first in one for second in two)
