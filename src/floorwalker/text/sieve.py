"""Which of many regular expressions can match a text at all, told by one pass over it."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Generic, TypeVar

import ahocorasick

from floorwalker.text._required_strings import required_strings
from floorwalker.text.normalise import fold

T = TypeVar("T")


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
            needed = frozenset(map(fold, required_strings(source) or {""}))
            if "" in needed:
                always.add(one)
                continue
            for string in needed:
                owners.setdefault(string, set()).add(one)
        self._always = frozenset(always)
        self._automaton = ahocorasick.Automaton()
        for string, group in sorted(owners.items(), key=itemgetter(0)):  # as in Phrases
            self._automaton.add_word(string, group)
        self._automaton.make_automaton()
        self._is_empty = not owners

    def possible(self, text: str) -> frozenset[T]:
        """Those that may match the folded text, or any stretch of it; no other does."""
        if self._is_empty:
            return self._always
        return self._always.union(*[group for _, group in self._automaton.iter(text)])
