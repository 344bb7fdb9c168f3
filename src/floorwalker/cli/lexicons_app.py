"""The command group `lexicon`."""

import typer

from floorwalker.cli.options import JsonOption, finish, settings_of

lexicon = typer.Typer(help="The shop's own words, which extend ours.", no_args_is_help=True)


@lexicon.callback()
def options() -> None:
    """What all of its commands share: nothing."""


@lexicon.command()
def check(context: typer.Context, as_json: JsonOption = False) -> None:
    """What the shop's files of words add and take away, and what is wrong with them."""
    from floorwalker.cli.lexicons import run_lexicon_check

    finish(run_lexicon_check(settings_of(context), as_json=as_json))
