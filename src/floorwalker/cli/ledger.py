"""`floorwalker ledger`: what was caught before anybody heard it."""

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from floorwalker.cli.options import print_json
from floorwalker.conversation import CaughtCount, ConversationStore, ledger_json
from floorwalker.core import DEFAULT_SHOP, Settings, SystemClock, UnusableInput
from floorwalker.storage import Database, ShopStore


def run_ledger(settings: Settings, shop: str, since: str | None, *, as_json: bool) -> int:
    """Print how many unsupported claims were caught; the exit code is 0.

    Raises:
        UnusableInput: ``since`` is no date.
        NotFound: there is no such shop.
    """
    day = _day(since) if since else None
    database = Database(settings.sqlalchemy_url)
    try:
        database.migrate()
        shops = ShopStore(database)
        tenant = shops.ensure_default() if shop == DEFAULT_SHOP else shops.get(shop)
        store = ConversationStore(database, tenant.id, SystemClock(), settings.turn_timeout_s)
        counts = store.ledger(day)
    finally:
        database.dispose()
    if as_json:
        print_json(ledger_json(counts, day))
    else:
        _print(counts)
    return 0


def _day(since: str) -> date:
    try:
        return date.fromisoformat(since)
    except ValueError as error:
        raise UnusableInput(f"{since!r} is no date", "write --since 2026-11-01") from error


def _print(counts: Sequence[CaughtCount]) -> None:
    console = Console()
    if not counts:
        console.print("no unsupported claim was caught")
        return
    total = sum(line.count for line in counts)
    table = Table(title=f"unsupported claims caught: {total:,}", title_justify="left")
    for column in ("day", "kind", "author", "model", "outcome"):
        table.add_column(column, overflow="fold")
    table.add_column("claims", justify="right")
    day = None
    for line in counts:
        if day is not None and line.day != day:
            table.add_section()
        shown = line.day.isoformat() if line.day != day else ""
        table.add_row(shown, line.kind, line.author, Text(line.model or "—"), line.outcome, f"{line.count:,}")
        day = line.day
    console.print(table)
