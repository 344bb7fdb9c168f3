"""Word lists and patterns of the lexicons: what a text may say, apart from the code that looks for it.

A lexicon is a TOML file of named lists. The entries of a list are the alternatives of one regular
expression; an entry that is a list itself is its parts one after the other, and a list among those parts is
a group of alternatives. ``{name}`` in an entry stands for the pattern of that name in the same file.

Most of what could be said is not said in a sentence. :func:`clues` tells in one pass which patterns may match
in it, so that the others need not be tried: ``_WAS in clues and _WAS.search(before)``.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from floorwalker.text import Sieve, looking_ahead

_FOLDER = Path(__file__).parent / "lexicons"
_NAMED = re.compile(r"\{([a-z_]+)\}")
_SAID: "list[Said]" = []


class Said:
    """A regular expression, with the methods of a compiled one, that :func:`clues` knows of."""

    def __init__(self, source: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        compiled = re.compile(looking_ahead(source), flags)
        self.pattern = source
        self.search, self.match, self.fullmatch = compiled.search, compiled.match, compiled.fullmatch
        self.finditer, self.findall, self.split = compiled.finditer, compiled.findall, compiled.split
        _SAID.append(self)


Clues = frozenset[Said]
R = TypeVar("R")


def clues(text: str) -> Clues:
    """The patterns that may match in a folded text or in any stretch of it."""
    return _possible(text, len(_SAID))


def every_pattern() -> tuple[Said, ...]:
    """All that were made so far: the lexicons' and those that stand in code."""
    return tuple(_SAID)


@lru_cache(maxsize=16)
def _possible(text: str, count: int) -> Clues:
    return _sieve(count).possible(text)


@cache
def _sieve(count: int) -> Sieve[Said]:
    return Sieve((said, said.pattern) for said in _SAID[:count])


class Rules(Generic[R]):
    """Rules in their order, each with the pattern without which it does not apply."""

    def __init__(self, rules: Iterable[tuple[Said, R]]) -> None:
        self._rules = tuple(rules)
        self._said = frozenset(said for said, _ in self._rules)

    def possible(self, known: Clues) -> list[R]:
        """Those that may apply."""
        if known.isdisjoint(self._said):
            return []
        return [rule for said, rule in self._rules if said in known]


@cache
def lexicon(name: str) -> Mapping[str, Any]:
    """All lists and tables of ``lexicons/<name>.toml``, read once.

    Raises:
        FileNotFoundError: there is no such lexicon.
    """
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def pattern(name: str, entry: str, flags: re.RegexFlag = re.NOFLAG) -> Said:
    """The alternatives of one list as a regular expression: ``pattern("prices", "was")``.

    Raises:
        KeyError: the lexicon has no such list.
    """
    return Said(_source(name, entry), flags)


def compiled(name: str, alternatives: Sequence[Any]) -> Said:
    """A list of alternatives that stands in a table of the lexicon ``name``, as a regular expression."""
    return Said(_joined(name, alternatives))


def _source(name: str, entry: str) -> str:
    return _joined(name, lexicon(name)[entry])


def one_of(name: str, table: str) -> Said:
    """The lists of a table as one regular expression, each a group of the list's name."""
    lists = lexicon(name)[table]
    return Said("|".join(f"(?P<{group}>{_joined(name, said)})" for group, said in lists.items()))


def words(name: str, entry: str) -> frozenset[str]:
    """The words of one list: ``words("names", "common")``.

    Raises:
        KeyError: the lexicon has no such list.
    """
    return frozenset(lexicon(name)[entry])


def _joined(name: str, alternatives: Sequence[Any]) -> str:
    return "|".join(_sequence(name, entry) for entry in alternatives)


def _sequence(name: str, entry: str | Sequence[Any]) -> str:
    if isinstance(entry, str):
        return _NAMED.sub(lambda found: _source(name, found[1]), entry)
    return "".join(
        _sequence(name, part) if isinstance(part, str) else f"(?:{_joined(name, part)})" for part in entry
    )
