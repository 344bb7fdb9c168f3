"""The commands `feeds add`, `list`, `remove` and `run`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from floorwalker.cli.options import JsonOption, ShopOption, print_json
from floorwalker.core.ids import DEFAULT_SHOP

if TYPE_CHECKING:
    from floorwalker.catalog import Preview
    from floorwalker.catalog.sources import Alarm, Feed, FeedOutcome, FeedStore, Workshop
    from floorwalker.dialogue import House

feeds_app = typer.Typer(
    name="feeds",
    help="Feeds that are fetched and imported by themselves.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
    plan.check()
    with _open(context, shop) as desk:
        preview = try_feed(plan, shop, desk.workshop) if check else None
        feed = desk.feeds.add(plan)
        shown = feed.as_json(desk.feeds.clock.now())
    if as_json:
        print_json(shown | {"preview": preview.as_json() if preview else None})
        return
    _print_added(shown, preview)


@feeds_app.command("list")
def list_(context: typer.Context, shop: ShopOption = DEFAULT_SHOP, as_json: JsonOption = False) -> None:
    """The scheduled feeds and how they do."""
    with _open(context, shop) as desk:
        now = desk.feeds.clock.now()
        shown = [feed.as_json(now) for feed in desk.feeds.all()]
    if as_json:
        print_json(shown)
    else:
        _print_feeds(shown)


@feeds_app.command()
def remove(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="Name of the source.")],
    shop: ShopOption = DEFAULT_SHOP,
) -> None:
    """End a feed; its products stay as they are."""
    with _open(context, shop) as desk:
        desk.feeds.remove(source)
        desk.workshop.downloads(shop, source).discard()


@feeds_app.command()
def run(
    context: typer.Context,
    source: Annotated[str | None, typer.Option(help="Only this one, whether it is due or not.")] = None,
    all_feeds: Annotated[bool, typer.Option("--all", help="All that are enabled, due or not.")] = False,
    shop: ShopOption = DEFAULT_SHOP,
    as_json: JsonOption = False,
) -> None:
    """Run the feeds that are due, and tell of stale ones: for cron, where no server does it."""
    from floorwalker.catalog.sources import run_feed, watch

    with _open(context, shop) as desk:
        feeds = _chosen(desk.feeds, source, all_feeds)
        only_if_due = not (source or all_feeds)
        catalog = desk.house.assistant(shop).catalog
        outcomes = [
            run_feed(desk.feeds, catalog, feed.source, desk.workshop, only_if_due=only_if_due)
            for feed in feeds
        ]
        watch(desk.feeds, desk.tell)
        if any(outcome.report for outcome in outcomes):
            desk.house.assistant(shop).search.index_now()
    if as_json:
        print_json([outcome.as_json() for outcome in outcomes])
    else:
        _print_outcomes(outcomes)
    if any(outcome.result == "failed" for outcome in outcomes):
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _Desk:
    house: "House"
    feeds: "FeedStore"
    workshop: "Workshop"

    def tell(self, alarm: "Alarm") -> None:
        from floorwalker.catalog.sources import post_alarm

        if url := self.house.settings.alarm_url.get_secret_value():
            post_alarm(url, alarm)


@contextmanager
def _open(context: typer.Context, shop_id: str) -> Iterator[_Desk]:
    from floorwalker.catalog.sources import FeedStore, Workshop
    from floorwalker.core import load_settings
    from floorwalker.dialogue import House

    house = House(load_settings(context.obj))
    try:
        shop = house.shops.get(shop_id)
        feeds = FeedStore(house.database, shop_id, house.assistant(shop_id).catalog.clock)
        yield _Desk(house, feeds, Workshop.of(house.settings, shop.currency))
    finally:
        house.close()


def _chosen(feeds: "FeedStore", source: str | None, all_feeds: bool) -> "list[Feed]":
    if source:
        return [feeds.get(source)]
    return [feed for feed in feeds.all() if feed.plan.enabled] if all_feeds else feeds.due()


def _print_added(feed: dict[str, Any], preview: "Preview | None") -> None:
    from rich.console import Console

    console = Console()
    if preview:
        first = preview.products[0]
        console.print(
            f"{preview.file}: {preview.format}, since {preview.why}; the first product: {first.title}",
            markup=False,
        )
        for reject in preview.rejects:
            console.print(f"line {reject.line}: {reject.reason}: {reject.remedy}", markup=False)
    console.print(
        f"{feed['source']}: {feed['location']} every {feed['every_minutes']} minutes"
        + ("" if feed["enabled"] else " (switched off)"),
        markup=False,
    )


def _print_feeds(feeds: Sequence[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    if not feeds:
        Console().print("no feeds; `floorwalker feeds add SOURCE LOCATION` schedules one", markup=False)
        return
    table = Table()
    for column in ("source", "state", "last success", "next", "every", "location", "error"):
        table.add_column(column, overflow="fold")
    for feed in feeds:
        cells = (
            feed["source"],
            f"{feed['state']}, running" if feed["running"] else feed["state"],
            _minute(feed["succeeded_at"]),
            _minute(feed["next_at"]),
            f"{feed['every_minutes']} min",
            feed["location"],
            feed["error"],
        )
        table.add_row(*map(escape, cells))
    Console().print(table)


def _print_outcomes(outcomes: "Sequence[FeedOutcome]") -> None:
    from rich.console import Console

    console = Console()
    if not outcomes:
        console.print("no feed is due", markup=False)
    for outcome in outcomes:
        line = f"{outcome.source}: {outcome.result}"
        if outcome.report:
            counts = outcome.report.run.counts
            line += (
                f"; {counts.added} added, {counts.changed} changed, {counts.unchanged} unchanged, "
                f"{counts.withdrawn} withdrawn, {counts.rejected} rejected"
            )
        if outcome.error:
            line += f"; {outcome.error}"
        console.print(f"{line} ({outcome.seconds:.1f} s)", markup=False)


def _minute(moment: str | None) -> str:
    return moment[:16].replace("T", " ") if moment else "—"
