"""`floorwalker coverage`: which attributes the products of each category state."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from floorwalker.catalog import CatalogStore, Product
from floorwalker.catalog.attributes import AttributeCoverage, Coverage, coverage
from floorwalker.cli.options import print_json
from floorwalker.core import Settings, SystemClock
from floorwalker.core.ids import DEFAULT_SHOP
from floorwalker.storage import Database, ShopStore

_VALUES_SHOWN = 3


def run_coverage(settings: Settings, shop: str, *, as_json: bool) -> int:
    """Print for each category and attribute the share of products that state it; the exit code is 0.

    The active products are read in batches, so memory is bounded however many there are.

    Raises:
        NotFound: there is no such shop.
    """
    with _catalog(settings, shop) as catalog, _progress(catalog) as products:
        found = coverage(products)
    if as_json:
        print_json(asdict(found))
    else:
        _print(found)
    return 0


@contextmanager
def _catalog(settings: Settings, shop: str) -> Iterator[CatalogStore]:
    database = Database(settings.sqlalchemy_url)
    try:
        database.migrate()
        shops = ShopStore(database)
        tenant = shops.ensure_default() if shop == DEFAULT_SHOP else shops.get(shop)
        yield CatalogStore(database, tenant.id, SystemClock())
    finally:
        database.dispose()


@contextmanager
def _progress(catalog: CatalogStore) -> Iterator[Iterable[Product]]:
    """The products, with a bar on standard error where that is a terminal; it leaves no trace."""
    console = Console(stderr=True)
    columns = (TextColumn("reading products"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield bar.track(catalog.iterate(), total=catalog.count())


def _print(found: Coverage) -> None:
    console = Console()
    if not found.products:
        console.print("no products yet: floorwalker import FILE")
        return
    table = Table(title=f"{found.products:,} products", title_justify="left")
    table.add_column("category", overflow="fold")
    table.add_column("products", justify="right")
    table.add_column("attribute")
    table.add_column("stated by", justify="right")
    table.add_column("most frequent values", overflow="fold")
    for category in found.categories:
        first = (escape(category.name) or "—", f"{category.products:,}")
        for attribute in category.attributes:
            table.add_row(*first, attribute.name, f"{attribute.share:.0%}", escape(_values(attribute)))
            first = ("", "")
        if not category.attributes:
            table.add_row(*first, "—", "", "")
        table.add_section()
    console.print(table)


def _values(attribute: AttributeCoverage) -> str:
    return ", ".join(f"{value} ({count:,})" for value, count in attribute.values[:_VALUES_SHOWN])
