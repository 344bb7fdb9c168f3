"""The commands of price lists and promotions: import them, list them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from floorwalker.catalog.pricing import (
    ImportedPrices,
    ListPrice,
    ListSummary,
    PriceStore,
    Promotion,
    describe,
    import_price_lists,
    import_promotions,
)
from floorwalker.catalog.pricing.rows import scope_json
from floorwalker.catalog.text_clean import clean_line
from floorwalker.cli.options import print_json
from floorwalker.cli.reporting import rejects_table
from floorwalker.core import DEFAULT_SHOP, Money, Settings, SystemClock, UnusableInput, is_currency
from floorwalker.storage import Database, Shop, ShopStore

_RAW_SHOWN = 120
_REJECTS_SHOWN = 20
_PRICES_SHOWN = 50


def run_prices_import(
    settings: Settings,
    shop: str,
    file: Path,
    *,
    currency: str | None = None,
    full: bool = False,
    as_json: bool = False,
) -> int:
    """Import a CSV file of price lists and print what it did; the exit code is 0.

    Args:
        settings: where the database is, and the currency assumed where nobody names one.
        shop: the shop to import into.
        file: the file.
        currency: ISO code of prices that name none.
        full: whether to remove what the file's lists had before and have no longer.
        as_json: whether to print the report as one JSON object instead of tables.

    Raises:
        UnusableInput: the file or an option cannot be used; nothing has changed.
        NotFound: there is no such shop.
    """
    with _shop(settings, shop) as (tenant, database):
        assumed = _currency(currency, tenant, settings)
        with _progress_bar(file) as progress:
            report = import_price_lists(
                database, tenant.id, SystemClock(), file, currency=assumed, full=full, progress=progress
            )
    return _tell(report, file, "prices", as_json=as_json)


def run_promotions_import(
    settings: Settings,
    shop: str,
    file: Path,
    *,
    currency: str | None = None,
    full: bool = False,
    as_json: bool = False,
) -> int:
    """Import a TOML or JSON file of promotions and print what it did; the exit code is 0.

    Args:
        settings: where the database is, and the currency assumed where nobody names one.
        shop: the shop to import into.
        file: the file.
        currency: ISO code of amounts that name none.
        full: whether to remove the promotions that the file does not list.
        as_json: whether to print the report as one JSON object instead of tables.

    Raises:
        UnusableInput: the file or an option cannot be used; nothing has changed.
        NotFound: there is no such shop.
    """
    with _shop(settings, shop) as (tenant, database):
        assumed = _currency(currency, tenant, settings)
        report = import_promotions(database, tenant.id, SystemClock(), file, currency=assumed, full=full)
    return _tell(report, file, "promotions", as_json=as_json)


def run_prices_list(
    settings: Settings, shop: str, list_id: str | None = None, *, as_json: bool = False
) -> int:
    """Print the price lists, or the prices of one of them; the exit code is 0.

    A table shows the prices of the first products only, JSON all of them.

    Raises:
        NotFound: there is no such shop or list.
    """
    with _shop(settings, shop) as (tenant, database):
        store = PriceStore(database, tenant.id, SystemClock())
        if list_id is not None:
            prices = store.prices_in(list_id, None if as_json else _PRICES_SHOWN + 1)
        lists = store.lists()
    if list_id is None and as_json:
        print_json({"lists": [_list_json(one) for one in lists]})
    elif list_id is None:
        _print_lists(lists)
    elif as_json:
        print_json({"list": list_id, "prices": [_price_json(price) for price in prices]})
    else:
        _print_prices(list_id, prices)
    return 0


def run_promotions_list(settings: Settings, shop: str, *, as_json: bool = False) -> int:
    """Print the promotions, also those that are over; the exit code is 0.

    Raises:
        NotFound: there is no such shop.
    """
    clock = SystemClock()
    with _shop(settings, shop) as (tenant, database):
        promotions = PriceStore(database, tenant.id, clock).promotions()
    now = clock.now()
    if as_json:
        print_json({"promotions": [_promotion_json(one, now) for one in promotions]})
        return 0
    console = Console()
    if not promotions:
        console.print("there are no promotions")
        return 0
    table = Table()
    for column in ("promotion", "state", "what it gives", "stacking", "priority"):
        table.add_column(column, overflow="fold", justify="right" if column == "priority" else "left")
    for one in promotions:
        told = escape(clean_line(describe(one, "en")))
        table.add_row(escape(one.id), _state(one, now), told, one.stacking, str(one.priority))
    console.print(table)
    return 0


@contextmanager
def _progress_bar(file: Path) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error, where that is a terminal; it leaves no trace."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(escape(file.name), total=None)

        def advance(read: int, total: int) -> None:
            bar.update(task, total=total, advance=read)

        yield advance


@contextmanager
def _shop(settings: Settings, shop: str) -> Iterator[tuple[Shop, Database]]:
    database = Database(settings.sqlalchemy_url)
    try:
        database.migrate()
        shops = ShopStore(database)
        yield shops.ensure_default() if shop == DEFAULT_SHOP else shops.get(shop), database
    finally:
        database.dispose()


def _currency(given: str | None, tenant: Shop, settings: Settings) -> str:
    currency = (given or tenant.currency or settings.currency).strip().upper()
    if currency and not is_currency(currency):
        raise UnusableInput(f"{currency!r} is not an ISO 4217 code", "write for example CNY or USD")
    return currency


def _tell(report: ImportedPrices, file: Path, what: str, *, as_json: bool) -> int:
    if as_json:
        print_json({"file": file.name, **report.as_json()})
        return 0
    console = Console()
    name = clean_line(file.name)
    console.print(f"{name}: {', '.join(report.lists)}" if report.lists else name, markup=False)
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(justify="right")
    table.add_column()
    tally = report.tally
    table.add_row(f"{report.rows:,}", "rows" if report.columns else "entries")
    for count, told in (
        (tally.added, f"{what} added"),
        (tally.changed, f"{what} changed"),
        (tally.unchanged, f"{what} unchanged"),
        (tally.removed, f"{what} removed"),
        (tally.superseded, "superseded by a newer or later one"),
        (report.rejected, "rejected"),
    ):
        if count:
            table.add_row(f"{count:,}", told)
    console.print(table)
    if report.columns and report.columns.ignored:
        console.print(f"columns not used: {', '.join(report.columns.ignored)}", markup=False)
    if report.kept_missing:
        console.print("what the file does not list was kept: mend the rejected rows first", markup=False)
    if report.rejects:
        console.print(rejects_table(report.rejects[:_REJECTS_SHOWN]))
    if report.rejected > _REJECTS_SHOWN:
        console.print(f"and {report.rejected - _REJECTS_SHOWN:,} more; --json lists them", markup=False)
    return 0


def _print_lists(lists: Sequence[ListSummary]) -> None:
    console = Console()
    if not lists:
        console.print("there are no price lists")
        return
    table = Table()
    for column in ("list", "prices", "currency", "market", "group", "tax", "priority", "oldest"):
        right = column in {"prices", "priority"}
        table.add_column(column, overflow="fold", justify="right" if right else "left")
    for summary in lists:
        one = summary.price_list
        tax = {True: "included", False: "not included", None: "not said"}[one.tax_included]
        table.add_row(
            escape(one.id),
            f"{summary.prices:,}",
            one.currency,
            escape(one.market) or "every",
            escape(one.member_group) or "everybody",
            tax,
            str(one.priority),
            _moment(summary.oldest),
        )
    console.print(table)


def _print_prices(list_id: str, prices: Sequence[ListPrice]) -> None:
    console = Console()
    table = Table(title=escape(list_id), title_justify="left")
    for column in ("product", "variant", "price", "compare at", "from", "to"):
        right = column in {"price", "compare at"}
        table.add_column(column, overflow="fold", justify="right" if right else "left")
    shown = list(dict.fromkeys(price.product_id for price in prices))[:_PRICES_SHOWN]
    for price in prices:
        if price.product_id in shown:
            table.add_row(
                escape(price.product_id),
                escape(price.variant_id) or "every",
                str(price.price),
                str(price.compare_at or "—"),
                _moment(price.valid_from),
                _moment(price.valid_to),
            )
    console.print(table)
    if len({price.product_id for price in prices}) > _PRICES_SHOWN:
        console.print(f"the first {_PRICES_SHOWN} products; --json lists all of them", markup=False)


def _list_json(summary: ListSummary) -> dict[str, Any]:
    one = summary.price_list
    return {
        "id": one.id,
        "name": one.name,
        "currency": one.currency,
        "market": one.market,
        "group": one.member_group,
        "tax_included": one.tax_included,
        "priority": one.priority,
        "prices": summary.prices,
        "oldest": _iso(summary.oldest),
    }


def _price_json(price: ListPrice) -> dict[str, Any]:
    return {
        "product_id": price.product_id,
        "variant_id": price.variant_id,
        "price": price.price.as_json(),
        "compare_at": _money_json(price.compare_at),
        "valid_from": _iso(price.valid_from),
        "valid_to": _iso(price.valid_to),
        "stated_at": _iso(price.stated_at),
    }


def _promotion_json(promotion: Promotion, now: datetime) -> dict[str, Any]:
    return {
        "id": promotion.id,
        "state": _state(promotion, now),
        "name": dict(promotion.name),
        "kind": promotion.kind,
        "percent": None if promotion.percent is None else f"{promotion.percent:f}",
        "amount": _money_json(promotion.amount),
        "threshold": _money_json(promotion.threshold),
        "nth": promotion.nth,
        "repeats": promotion.repeats,
        "scope": scope_json(promotion.scope),
        "market": promotion.market,
        "group": promotion.member_group,
        "starts_at": _iso(promotion.starts_at),
        "ends_at": _iso(promotion.ends_at),
        "stacking": promotion.stacking,
        "priority": promotion.priority,
        "says": {"zh": describe(promotion, "zh"), "en": describe(promotion, "en")},
    }


def _state(promotion: Promotion, now: datetime) -> str:
    if promotion.ends_at is not None and promotion.ends_at <= now:
        return "over"
    return "to come" if promotion.starts_at is not None and promotion.starts_at > now else "in force"


def _moment(moment: datetime | None) -> str:
    return "—" if moment is None else f"{moment:%Y-%m-%d %H:%M} UTC"


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _money_json(money: Money | None) -> dict[str, str] | None:
    return None if money is None else money.as_json()
