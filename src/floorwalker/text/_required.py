"""Which characters a regular expression cannot do without, so that most need not be tried on a text."""

from __future__ import annotations

from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


def required_characters(pattern: str) -> frozenset[str] | None:
    """Characters of which every match holds at least one, in lower case; ``None`` where no such set is known.

    Raises:
        re.error: the pattern is no regular expression.
    """
    return _of_sequence(_parser.parse(pattern))


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    sets = [found for item in items if (found := _of_item(*item)) is not None]
    return min(sets, key=len) if sets else None


def _of_item(code: Any, argument: Any) -> frozenset[str] | None:
    if code is op.LITERAL:
        return frozenset(chr(argument).lower())
    if code is op.IN:
        literal = all(kind is op.LITERAL for kind, _ in argument)
        return frozenset(chr(char).lower() for _, char in argument) if literal else None
    if code is op.SUBPATTERN:
        return _of_sequence(argument[3])
    if code is op.ATOMIC_GROUP:
        return _of_sequence(argument)
    if code in _REPEATS:
        return _of_sequence(argument[2]) if argument[0] > 0 else None
    if code is op.BRANCH:
        branches = [_of_sequence(branch) for branch in argument[1]]
        return None if None in branches else frozenset().union(*(b for b in branches if b is not None))
    return None
