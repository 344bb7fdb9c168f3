"""Regular expressions that are compiled when first used, so that importing the room costs next to nothing."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "findall", "finditer", "split", "sub")


class _Lazy:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(self, name)


def regex(pattern: str) -> re.Pattern[str]:
    """As ``re.compile``, later: the first use compiles, and raises where the pattern is faulty."""
    return cast("re.Pattern[str]", _Lazy(pattern))
