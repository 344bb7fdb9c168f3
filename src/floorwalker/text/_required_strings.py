"""Strings that a regular expression cannot do without, so that many need not be tried on a text."""

from __future__ import annotations

from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from string import ascii_lowercase
from typing import Any

Strings = frozenset[str]

_MOST = 80
"""Strings that may be asked for in the place of one expression."""
_FEW = 10
"""Characters of a range such as ``1-9`` that are taken one by one."""
_COMMON = frozenset(f" {ascii_lowercase}") | {""}
"""What stands in so many texts that it tells nothing, alone."""
_OPTIONAL = (op.MAX_REPEAT, op.MIN_REPEAT)
_ZERO_WIDTH = (op.AT, op.ASSERT, op.ASSERT_NOT)


def required_strings(source: str) -> Strings | None:
    """Strings of which every match holds at least one, in lower case; ``None`` where no telling set is known.

    Raises:
        re.error: the source is no regular expression.
    """
    found = _of_sequence(_parser.parse(source))
    if found is None:
        return None
    return frozenset(one for one in found if not any(two in one and two != one for two in found))


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
    telling = [strings for strings in found if strings and strings.isdisjoint(_COMMON)]
    return max(telling, key=lambda strings: (min(map(_weight, strings)), -len(strings)), default=None)


def _weight(string: str) -> int:
    """How much a string tells: a Chinese character about as much as three letters."""
    return len(string.encode())


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
        return frozenset({chr(argument).lower()})
    if code is op.IN:
        return _characters(argument)
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


def _characters(argument: Any) -> Strings | None:
    """The characters of a set such as ``[元块1-9]``, as far as they are few."""
    found: set[str] = set()
    for kind, value in argument:
        if kind is op.LITERAL:
            found.add(chr(value).lower())
        elif kind is op.RANGE and value[1] - value[0] < _FEW:
            found.update(chr(char).lower() for char in range(value[0], value[1] + 1))
        else:
            return None
    return frozenset(found) if len(found) <= _MOST else None


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
