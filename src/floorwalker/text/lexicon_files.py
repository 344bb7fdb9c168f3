"""Lexicons: TOML files beside the code that reads them, with a shop's own files of the same names on top."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from floorwalker.text._merging import REMOVE, REPLACE, Table, added_to, merged
from floorwalker.text._shape import LexiconFlaw, LexiconShape, flaws
from floorwalker.text.overlay import Overlay, current_overlay


class LexiconChange(NamedTuple):
    """What a shop's file does to one entry, or to the top of the file (an empty ``entry``).

    ``adds`` holds what its fields say; ``idle`` are those of the words it ``removes`` that are not there.
    """

    entry: tuple[str, ...]
    is_new: bool
    replaces: bool
    adds: Mapping[str, Any]
    removes: tuple[str, ...]
    idle: tuple[str, ...]


class Lexicon:
    """A file of words that a shop can extend under the same name.

    Args:
        path: the package's file.
        name: what the shop's file is called in its folder; without it as the package's.
        shape: what a shop's file may hold besides what the package's own shows.
    """

    def __init__(self, path: Path, *, name: str = "", shape: LexiconShape | None = None) -> None:
        self.path = path
        self.name = name or path.name
        self._shape = shape or LexiconShape()

    def read(self, *more: Path) -> Table:
        """The tables of the package's file, of further ones of the package, and of the shop's on top.

        Raises:
            UnusableInput: the shop's file cannot be read or does not have the form of the package's; the
                message names the file, the entry and the remedy.
        """
        base = self._own(*more)
        over = self.extension()
        if over is None:
            return base
        for flaw in flaws(base, over, self._shape):
            raise self.unusable(flaw)
        return merged(base, over)

    def package(self) -> Table:
        """The tables as they come with the package."""
        return self._own()

    def extension(self) -> Table | None:
        """What the shop's file says, if there is one.

        Raises:
            UnusableInput: it is no TOML.
        """
        content = current_overlay().files.get(self.name)
        if content is None:
            return None
        try:
            return tomllib.loads(content.decode("utf-8-sig"))
        except ValueError as error:
            raise self.unusable(
                LexiconFlaw((), "", f"cannot be read ({error})", "mend the file's TOML")
            ) from error

    def flaws(self) -> list[LexiconFlaw]:
        """Everything that is wrong with the form of the shop's file.

        Raises:
            UnusableInput: it is no TOML.
        """
        over = self.extension()
        return [] if over is None else list(flaws(self._own(), over, self._shape))

    def changes(self) -> list[LexiconChange]:
        """What the shop's file does, entry by entry, in its order.

        Raises:
            UnusableInput: it is no TOML.
        """
        over = self.extension()
        return [] if over is None else list(_changes(self._own(), over, ()))

    def unusable(self, flaw: LexiconFlaw) -> Exception:
        """The error that says what is wrong, and where."""
        from floorwalker.core import UnusableInput  # noqa: PLC0415 - loads the settings, which no happy path needs

        return UnusableInput(f"lexicon {self._source()}: {flaw}", flaw.remedy)

    def _source(self) -> str:
        overlay: Overlay = current_overlay()
        return (
            str(overlay.folder / self.name)
            if overlay.folder and self.name in overlay.files
            else self.path.name
        )

    def _own(self, *more: Path) -> Table:
        tables: Table = {}
        for path in (self.path, *more):
            tables = added_to(tables, tomllib.loads(path.read_text(encoding="utf-8")))
        return tables


def _changes(
    base: Mapping[str, Any] | None, over: Mapping[str, Any], entry: tuple[str, ...]
) -> Iterator[LexiconChange]:
    below = base or {}
    words = {
        word for value in below.values() if isinstance(value, list) for word in value if isinstance(word, str)
    }
    adds = {
        key: value
        for key, value in over.items()
        if key not in (REMOVE, REPLACE) and not (isinstance(value, dict) and _is_entry(value))
    }
    removes = tuple(over.get(REMOVE, ()))
    replaces = bool(over.get(REPLACE))
    if adds or removes or replaces:
        idle = tuple(word for word in removes if word not in words)
        yield LexiconChange(entry, base is None, replaces, adds, removes, idle)
    for key, value in over.items():
        if isinstance(value, dict) and key not in adds:
            inside = below.get(key)
            yield from _changes(inside if isinstance(inside, dict) else None, value, (*entry, key))


def _is_entry(table: Mapping[str, Any]) -> bool:
    """Whether a table is an entry or holds some; else, like a label in two languages, it is a value."""
    return not table or any(
        key in (REMOVE, REPLACE) or isinstance(v, list | dict) for key, v in table.items()
    )
