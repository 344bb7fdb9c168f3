"""The commands `feeds add`, `list`, `remove` and `run`."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from floorwalker.core.ids import DEFAULT_SHOP

if TYPE_CHECKING:
    from floorwalker.catalog.sources import Feed, FeedOutcome, FeedStore, Workshop
    from floorwalker.dialogue import House

feeds_app = typer.Typer(
    name="feeds",
    help="Feeds that are fetched and imported by themselves.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ShopOption = Annotated[str, typer.Option("--shop", help="Which shop of this server.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


@feeds_app.command()
def add(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="Name of the source; one that has a feed gets this plan.")],
    location: Annotated[str, typer.Argument(help="An http or https URL, or a path on this machine.")],
    every: Annotated[int, typer.Option(help="Minutes from one check to the next.")] = 60,
    file_format: Annotated[str, typer.Option("--format", help="auto, or a format's name.")] = "auto",
    mapping: Annotated[
        list[str] | None, typer.Option("--map", help="field=column, such as price=零售价; may be repeated.")
    ] = None,
    currency: Annotated[str, typer.Option(help="ISO code of prices that name none.")] = "",
    full: Annotated[bool, typer.Option("--full", help="Withdraw what the feed no longer lists.")] = False,
    stale_after: Annotated[float, typer.Option(help="Hours without success until staff are told.")] = 26.0,
    enabled: Annotated[bool, typer.Option("--enabled/--disabled", help="Whether it is scheduled.")] = True,
    check: Annotated[bool, typer.Option("--check/--no-check", help="Try the location at once.")] = True,
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """Schedule a feed, after a look at what lies there."""
    from floorwalker.catalog.importers import parse_mapping
    from floorwalker.catalog.importing.options import ImportOptions
    from floorwalker.catalog.sources import FeedPlan, is_url, try_feed

    plan = FeedPlan(
        source=source,
        location=location if is_url(location) else str(Path(location).absolute()),
        format=file_format,
        mapping=parse_mapping(mapping or []),
        currency=currency.upper(),
        full=full,
        every_minutes=every,
        stale_after_hours=stale_after,
        enabled=enabled,
    )
    ImportOptions(format=plan.format, currency=plan.currency, source=plan.source).check()
    plan.check()
    with _feeds(context, shop) as (house, feeds, workshop):
        preview = try_feed(plan, shop, workshop) if check else None
        feed = feeds.add(plan)
        now = feeds.clock.now()
    del house
    if as_json:
        _print_json(feed.as_json(now) | {"preview": preview.as_json() if preview else None})
    elif preview:
        print(f"{source}: {preview.format}, since {preview.why}; first: {preview.products[0].title}")  # noqa: T201
