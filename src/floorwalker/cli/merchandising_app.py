"""The command groups `merchandise` and `synonyms`."""

from typing import Annotated

import typer

from floorwalker.cli.options import JsonOption, ShopOption, settings_of
from floorwalker.core.ids import DEFAULT_SHOP

merchandise = typer.Typer(help="Rules of staff: pin, boost, bury or never recommend.", no_args_is_help=True)
synonyms = typer.Typer(
    help="Words that customers use for what the shop calls otherwise.", no_args_is_help=True
)


@merchandise.command("add")
def add_rule(
    context: typer.Context,
    action: Annotated[str, typer.Argument(help="pin, boost, bury or never.")],
    target: Annotated[str, typer.Argument(help="product, brand, category or tag.")],
    value: Annotated[str, typer.Argument(help="A product's id, or the name of a brand, category or tag.")],
    query: Annotated[str, typer.Option(help="What customers ask for (default: anything).")] = "",
    strength: Annotated[float | None, typer.Option(help="Of a boost or bury: 0.1 to 10, default 2.")] = None,
    position: Annotated[int | None, typer.Option(help="Of a pin: its place in the list, from 1.")] = None,
    start: Annotated[
        str, typer.Option("--from", help="When it begins, as 2026-11-11 or 2026-11-11 18:00 +08:00.")
    ] = "",
    end: Annotated[str, typer.Option("--until", help="When it ends; of a day, at its end.")] = "",
    note: Annotated[str, typer.Option(help="Why, for colleagues.")] = "",
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """Decide something; said again, it changes nothing. Searches heed it at once."""
    from floorwalker.cli.merchandising import run_rule_add

    run_rule_add(
        settings_of(context),
        shop,
        action,
        target,
        value,
        query=query,
        strength=strength,
        position=position,
        start=start,
        end=end,
        note=note,
        as_json=as_json,
    )


@merchandise.command("list")
def list_rules(context: typer.Context, shop: ShopOption = DEFAULT_SHOP, as_json: JsonOption = False) -> None:
    """The rules, in force, to come and over."""
    from floorwalker.cli.merchandising import run_rules_list

    run_rules_list(settings_of(context), shop, as_json=as_json)


@merchandise.command("remove")
def remove_rule(
    context: typer.Context,
    rule_id: Annotated[str, typer.Argument(help="The rule's id, as `list` shows it.")],
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """Take a decision back."""
    from floorwalker.cli.merchandising import run_rule_remove

    run_rule_remove(settings_of(context), shop, rule_id, as_json=as_json)


@synonyms.command("add")
def add_synonym(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(help="Words, or phrases in quotes.")],
    means: Annotated[
        list[str] | None, typer.Option("--means", help="What they mean, one way; may be repeated.")
    ] = None,
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """Have words mean one another, or with --means something else. Searches heed it at once."""
    from floorwalker.cli.merchandising import run_synonym_add

    run_synonym_add(settings_of(context), shop, words, means or [], as_json=as_json)


@synonyms.command("list")
def list_synonyms(
    context: typer.Context, shop: ShopOption = DEFAULT_SHOP, as_json: JsonOption = False
) -> None:
    """The synonyms."""
    from floorwalker.cli.merchandising import run_synonyms_list

    run_synonyms_list(settings_of(context), shop, as_json=as_json)


@synonyms.command("remove")
def remove_synonym(
    context: typer.Context,
    synonym_id: Annotated[str, typer.Argument(help="The synonym's id, as `list` shows it.")],
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """Take a synonym back."""
    from floorwalker.cli.merchandising import run_synonym_remove

    run_synonym_remove(settings_of(context), shop, synonym_id, as_json=as_json)
