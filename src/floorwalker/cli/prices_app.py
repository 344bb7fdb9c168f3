"""The command groups `prices` and `promotions`."""

from pathlib import Path
from typing import Annotated

import typer

from floorwalker.cli.options import JsonOption, ShopOption, finish, settings_of
from floorwalker.core.ids import DEFAULT_SHOP

prices = typer.Typer(help="Price lists by market and member group.", no_args_is_help=True)
promotions = typer.Typer(help="Promotions: percent, amount, 满减, second item.", no_args_is_help=True)

_FullOption = Annotated[bool, typer.Option("--full", help="Remove what the file no longer lists.")]
_CurrencyOption = Annotated[str, typer.Option(help="ISO code of amounts that name none.")]


@prices.command("import")
def import_prices(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A CSV of list, product or SKU, and price.")],
    currency: _CurrencyOption = "",
    full: _FullOption = False,
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """Import price lists."""
    from floorwalker.cli.pricing import run_prices_import

    finish(run_prices_import(settings_of(context), shop, file, currency=currency, full=full, as_json=as_json))


@prices.command("list")
def list_prices(
    context: typer.Context,
    list_id: Annotated[str | None, typer.Argument(help="Show the prices of this list.")] = None,
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """The price lists, or the prices of one."""
    from floorwalker.cli.pricing import run_prices_list

    finish(run_prices_list(settings_of(context), shop, list_id, as_json=as_json))


@promotions.command("import")
def import_promotions(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A TOML or JSON file of promotions.")],
    currency: _CurrencyOption = "",
    full: _FullOption = False,
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """Import promotions."""
    from floorwalker.cli.pricing import run_promotions_import

    finish(
        run_promotions_import(settings_of(context), shop, file, currency=currency, full=full, as_json=as_json)
    )


@promotions.command("list")
def list_promotions(
    context: typer.Context, shop: ShopOption = DEFAULT_SHOP, as_json: JsonOption = False
) -> None:
    """The promotions, running, to come and over."""
    from floorwalker.cli.pricing import run_promotions_list

    finish(run_promotions_list(settings_of(context), shop, as_json=as_json))
