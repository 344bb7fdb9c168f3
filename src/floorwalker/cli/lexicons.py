"""`floorwalker lexicon check`: whether a shop's own words can be used, and what they change."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from floorwalker.cli.options import print_json
from floorwalker.core import Settings, UnusableInput
from floorwalker.dialogue.lexicons import Extendable, extended, strangers
from floorwalker.text import LexiconChange

_WORDS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class _Checked:
    """One file: what it does, or what is wrong with it as error and remedy."""

    name: str
    changes: list[LexiconChange] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)


def run_lexicon_check(settings: Settings, *, as_json: bool) -> int:
    """Print what the files of the overlay in use do; the exit code is 2 where one of them cannot be used."""
    errors = [(error.message, error.remedy) for error in strangers()]
    files = [_checked(one) for one in extended()]
    if as_json:
        print_json(
            {
                "folder": str(settings.lexicon_folder),
                "errors": [_error(error) for error in errors],
                "files": [_as_json(file) for file in files],
            }
        )
    else:
        _print(settings, files, [*errors, *(error for file in files for error in file.errors)])
    return 2 if errors or any(file.errors for file in files) else 0


def _checked(one: Extendable) -> _Checked:
    lexicon = one.lexicon
    try:
        flaws = lexicon.flaws()
        if flaws:
            return _Checked(lexicon.name, errors=[(f"{lexicon.name}: {flaw}", flaw.remedy) for flaw in flaws])
        one.load()
    except UnusableInput as error:
        return _Checked(lexicon.name, errors=[(error.message, error.remedy)])
    return _Checked(lexicon.name, lexicon.changes())


def _as_json(file: _Checked) -> dict[str, Any]:
    entries = [
        {
            "entry": ".".join(change.entry),
            "new": change.is_new,
            "replaces": change.replaces,
            "adds": dict(change.adds),
            "removes": list(change.removes),
            "removes_nothing": list(change.idle),
        }
        for change in file.changes
    ]
    return {"file": file.name, "entries": entries, "errors": [_error(error) for error in file.errors]}


def _error(error: tuple[str, str]) -> dict[str, str]:
    return {"error": error[0], "remedy": error[1]}


def _print(settings: Settings, files: list[_Checked], errors: list[tuple[str, str]]) -> None:
    console = Console()
    if not files and not errors:
        console.print(f"no files in {escape(str(settings.lexicon_folder))}: the lexicons are as they come")
        return
    table = Table()
    for column in ("file", "entry", "", "words"):
        table.add_column(column, overflow="fold")
    for file in files:
        for change in file.changes:
            kind = "new" if change.is_new else "replaced" if change.replaces else "changed"
            table.add_row(file.name, escape(".".join(change.entry)), kind, escape("\n".join(_told(change))))
    if table.row_count:
        console.print(table)
    for error, remedy in errors:
        console.print(f"[red]error[/red]: {escape(error)}: {escape(remedy)}")


def _told(change: LexiconChange) -> Iterator[str]:
    for name, value in change.adds.items():
        if isinstance(value, list):
            shown = ", ".join(map(str, value[:_WORDS_SHOWN]))
            more = len(value) - _WORDS_SHOWN
            yield f"{name} + {shown}" + (f" and {more} more" if more > 0 else "")
        else:
            yield f"{name} = {value}"
    if change.removes:
        yield f"- {', '.join(change.removes)}"
    if change.idle:
        yield f"not there: {', '.join(change.idle)}"
