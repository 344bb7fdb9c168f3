"""Regular expressions that are compiled when first used, so that importing the room costs next to nothing."""

from __future__ import annotations

import re
from typing import Any, cast

from floorwalker.text._first import looking_ahead
from floorwalker.text._required_strings import required_strings

_METHODS = ("search", "match", "fullmatch", "findall", "finditer", "split", "sub")


class _Lazy:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(looking_ahead(self.pattern))
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(self, name)


class _Rare(_Lazy):
    """Looks for one of the strings that every match holds before it looks for a match."""

    def __getattr__(self, name: str) -> Any:
        if name not in ("search", "finditer"):
            return super().__getattr__(name)
        whole = getattr(re.compile(looking_ahead(self.pattern)), name)
        strings = required_strings(self.pattern)
        if strings is None:
            setattr(self, name, whole)
            return whole
        holds = re.compile("|".join(map(re.escape, sorted(strings)))).search
        nothing = () if name == "finditer" else None

        def method(*where: Any) -> Any:
            return whole(*where) if holds(*where) else nothing

        setattr(self, name, method)
        return method


def rare(pattern: str) -> re.Pattern[str]:
    """As :func:`regex`, for what is seldom said: ``search`` and ``finditer`` cost little where it is not.

    The texts are to be folded. It helps where :func:`required_strings` knows strings of the pattern.
    """
    return cast("re.Pattern[str]", _Rare(pattern))


def regex(pattern: str) -> re.Pattern[str]:
    """As ``re.compile``, later: the first use compiles, and raises where the pattern is faulty."""
    return cast("re.Pattern[str]", _Lazy(pattern))
