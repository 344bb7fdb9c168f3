"""The command group `brands`."""

from pathlib import Path
from typing import Annotated

import typer

from floorwalker.cli.options import JsonOption, ShopOption, finish, settings_of
from floorwalker.core.ids import DEFAULT_SHOP

brands = typer.Typer(help="Brands: other names, stories, niche or not.", no_args_is_help=True)


@brands.command("import")
def import_file(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="A CSV of brand, aliases, story_zh, story_en, niche, url; or JSON Lines.")
    ],
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """Import what the shop tells of its brands."""
    from floorwalker.cli.brands import run_brands_import

    finish(run_brands_import(settings_of(context), shop, file, as_json=as_json))


@brands.command("list")
def show(context: typer.Context, shop: ShopOption = DEFAULT_SHOP, as_json: JsonOption = False) -> None:
    """The brands with other names, products, popularity, and whether they are niche and why."""
    from floorwalker.cli.brands import run_brands_list

    finish(run_brands_list(settings_of(context), shop, as_json=as_json))


@brands.command()
def merge(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The brand, as the shop calls it.")],
    aliases: Annotated[list[str], typer.Argument(help="Its other names.", metavar="ALIAS...")],
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """Have several names be one brand."""
    from floorwalker.cli.brands import run_brands_merge

    finish(run_brands_merge(settings_of(context), shop, name, aliases, as_json=as_json))


@brands.command()
def remove(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The brand's name or key.")],
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """Forget what the shop told of a brand; its products stay."""
    from floorwalker.cli.brands import run_brands_remove

    finish(run_brands_remove(settings_of(context), shop, name, as_json=as_json))
