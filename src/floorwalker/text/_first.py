"""Regular expressions that fail at once where their first character does not stand.

The engine of ``re`` tries every alternative at every place of a text. A look at the one character there rules
most places out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_ZERO_WIDTH = (op.AT, op.ASSERT, op.ASSERT_NOT)
_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_WORD: r"\W",
}

Characters = frozenset[str]
"""Parts of a character class as they are written: ``a``, ``0-9``, ``\\s``."""


def looking_ahead(pattern: str) -> str:
    """A pattern that matches the same, and looks for its first character first where the engine does not.

    Raises:
        re.error: the pattern is no regular expression.
    """
    tree = _parser.parse(pattern)
    first, may_be_empty = _of_sequence(tree)
    if first is None or may_be_empty or _skips_by_itself(tree):
        return pattern
    return f"(?=[{''.join(sorted(first))}])(?:{pattern})"


def _skips_by_itself(items: Any) -> bool:
    """Whether the engine sees for itself which characters a match may begin with."""
    if not items:
        return False
    code, argument = items[0]
    if code is op.SUBPATTERN:
        return _skips_by_itself(argument[3])
    if code is op.BRANCH:
        return all(branch and branch[0][0] is op.LITERAL for branch in argument[1])
    return code in (op.LITERAL, op.IN)


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> tuple[Characters | None, bool]:
    """What the first character of a match may be, if that is known, and whether there may be none."""
    found: Characters = frozenset()
    for code, argument in items:
        first, may_be_empty = _of_item(code, argument)
        if first is None:
            return None, True
        found |= first
        if not may_be_empty:
            return found, False
    return found, True


def _of_item(code: Any, argument: Any) -> tuple[Characters | None, bool]:
    if code in _ZERO_WIDTH:
        return frozenset(), True
    if code is op.LITERAL:
        return frozenset({re.escape(chr(argument))}), False
    if code is op.IN:
        return _of_class(argument), False
    if code is op.SUBPATTERN and not (argument[1] or argument[2]):
        return _of_sequence(argument[3])
    if code is op.ATOMIC_GROUP:
        return _of_sequence(argument)
    if code in _REPEATS:
        first, may_be_empty = _of_sequence(argument[2])
        return first, may_be_empty or not argument[0]
    if code is op.BRANCH:
        branches = [_of_sequence(branch) for branch in argument[1]]
        if any(first is None for first, _ in branches):
            return None, True
        return frozenset().union(*(first or () for first, _ in branches)), any(empty for _, empty in branches)
    return None, True


def _of_class(argument: Any) -> Characters | None:
    parts: set[str] = set()
    for kind, value in argument:
        if kind is op.LITERAL:
            parts.add(re.escape(chr(value)))
        elif kind is op.RANGE:
            parts.add("-".join(re.escape(chr(end)) for end in value))
        elif kind is op.CATEGORY:
            parts.add(_CATEGORIES[value])
        else:
            return None
    return frozenset(parts)
