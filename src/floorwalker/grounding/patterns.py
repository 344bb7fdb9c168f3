"""Word lists and patterns of the lexicons: what a text may say, apart from the code that looks for it.

A lexicon is a TOML file of named lists. The entries of a list are the alternatives of one regular
expression; an entry that is a list itself is its parts one after the other, and a list among those parts is
a group of alternatives. ``{name}`` in an entry stands for the pattern of that name in the same file.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "lexicons"
_NAMED = re.compile(r"\{([a-z_]+)\}")


@cache
def lexicon(name: str) -> Mapping[str, Any]:
    """All lists and tables of ``lexicons/<name>.toml``, read once.

    Raises:
        FileNotFoundError: there is no such lexicon.
    """
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def pattern(name: str, entry: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """The alternatives of one list as a regular expression: ``pattern("prices", "was")``.

    Raises:
        KeyError: the lexicon has no such list.
    """
    return re.compile(_source(name, entry), flags)


def compiled(name: str, alternatives: Sequence[Any]) -> re.Pattern[str]:
    """A list of alternatives that stands in a table of the lexicon ``name``, as a regular expression."""
    return re.compile(_joined(name, alternatives))


def _source(name: str, entry: str) -> str:
    return _joined(name, lexicon(name)[entry])


def one_of(name: str, table: str) -> re.Pattern[str]:
    """The lists of a table as one regular expression, each a group of the list's name."""
    lists = lexicon(name)[table]
    return re.compile("|".join(f"(?P<{group}>{_joined(name, said)})" for group, said in lists.items()))


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
