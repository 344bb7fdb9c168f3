"""What the commands share: options of the same meaning everywhere, settings, JSON, and exit codes.

It is imported whenever a command is typed, and so imports nothing large.
"""

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from floorwalker.core import Settings

ShopOption = Annotated[str, typer.Option("--shop", help="Which shop of this server.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def settings_of(context: typer.Context) -> "Settings":
    """The settings of the data directory that stands before the command, whose lexicons are laid over ours.

    Raises:
        UnusableInput: a setting is unknown or impossible, or a file of words cannot be read.
    """
    from floorwalker.core import load_settings
    from floorwalker.text import use_overlay

    settings = load_settings(context.find_root().obj)
    use_overlay(settings.lexicon_folder)
    return settings


def print_json(value: Any) -> None:
    """Print one JSON value on one line, for programs."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def finish(code: int) -> None:
    """End the command with this exit code, unless it is 0."""
    if code:
        raise typer.Exit(code)
