"""The commands `import` and `rejects`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from floorwalker.catalog import (
    CatalogStore,
    ImportOptions,
    ImportReport,
    import_file,
    parse_mapping,
    preview_file,
)
from floorwalker.catalog import Progress as ReadProgress
from floorwalker.cli.options import print_json
from floorwalker.cli.preview import print_preview
from floorwalker.cli.reporting import rejects_table
from floorwalker.core import DEFAULT_SHOP, Settings, SystemClock
from floorwalker.storage import Database, Shop, ShopStore

_RAW_SHOWN = 120


def run_import(
    settings: Settings,
    shop: str,
    file: Path,
    *,
    format: str = "auto",  # noqa: A002
    mapping: Sequence[str] = (),
    currency: str | None = None,
    source: str | None = None,
    full: bool = False,
    dry_run: bool = False,
    as_json: bool = False,
) -> int:
    """Import a catalogue file and print what it did; the exit code is 0.

    Args:
        settings: where the database is, and the currency assumed where nobody names one.
        shop: the shop to import into.
        file: the file.
        format: a format's name, or ``auto``.
        mapping: pairs ``field=column``.
        currency: ISO code of prices that name none.
        source: the source's name; by default the file's stem.
        full: whether to withdraw what the source no longer lists.
        dry_run: whether to show what would be read, and write nothing.
        as_json: whether to print the report as one JSON object instead of tables.

    Raises:
        UnusableInput: the file or an option cannot be used; the catalogue has not changed.
        NotFound: there is no such shop.
    """
    fields = parse_mapping(mapping)
    with open_catalog(settings, shop) as (tenant, catalog):
        options = ImportOptions(
            format=format,
            mapping=fields,
            currency=currency or "",
            shop_currency=tenant.currency or settings.currency,
            source=source or "",
            full=full,
            workspace=settings.data / "imports",
            pictures=settings.data / "media",
        )
        if dry_run:
            print_preview(preview_file(file, options), as_json=as_json)
            return 0
        with _progress_bar(file) as progress:
            report = import_file(catalog, file, options, progress)
    if as_json:
        print_json(report.as_json())
    else:
        _print_report(report)
    return 0


def run_rejects(settings: Settings, shop: str, import_id: str | None = None, *, as_json: bool = False) -> int:
    """Print the rows that an import (by default the newest) could not use; the exit code is 0.

    Raises:
        NotFound: there is no such shop or import.
    """
    with open_catalog(settings, shop) as (_, catalog):
        run = catalog.log.get(import_id)
        rejects = catalog.log.rejects(run.id)
    if as_json:
        rows = [asdict(reject) for reject in rejects]
        print_json({"import_id": run.id, "file": run.file, "source": run.source, "rejects": rows})
        return 0
    console = Console()
    if rejects:
        console.print(rejects_table(rejects, f"{len(rejects)} rejected in {run.file}"))
    else:
        console.print(f"{run.file}: every row was used", markup=False)
    return 0


@contextmanager
def open_catalog(settings: Settings, shop: str) -> Iterator[tuple[Shop, CatalogStore]]:
    """A shop and its catalogue, for one command.

    Raises:
        NotFound: there is no such shop.
    """
    database = Database(settings.sqlalchemy_url)
    try:
        database.migrate()
        shops = ShopStore(database)
        tenant = shops.ensure_default() if shop == DEFAULT_SHOP else shops.get(shop)
        yield tenant, CatalogStore(database, tenant.id, SystemClock())
    finally:
        database.dispose()


@contextmanager
def _progress_bar(file: Path) -> Iterator[ReadProgress | None]:
    """A bar on standard error, where that is a terminal; it leaves no trace."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(escape(file.name), total=None)

        def advance(what: str, done: int, total: int) -> None:
            bar.update(task, description=f"{escape(file.name)}: {what}", completed=done, total=total)

        yield advance


def _print_report(report: ImportReport) -> None:
    run, counts = report.run, report.run.counts
    console = Console()
    console.print(
        f"{run.file}: {run.format}, since {report.why}; {run.encoding}; source {run.source!r}; "
        f"{report.seconds:.1f} s",
        markup=False,
    )
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(justify="right")
    table.add_column()
    table.add_row(f"{counts.rows:,}", "rows")
    for count, what in (
        (counts.added, "products added"),
        (counts.changed, "products changed"),
        (counts.unchanged, "products unchanged"),
        (counts.withdrawn, "products withdrawn"),
        (counts.superseded, "rows superseded by a newer row of the same product"),
        (counts.rejected, "rejected"),
    ):
        if count:
            table.add_row(f"{count:,}", what)
    for currency, products in sorted(report.currencies.items(), key=lambda pair: -pair[1]):
        table.add_row(f"{products:,}", f"priced in {currency}")
    console.print(table)
    if counts.rejected:
        console.print(rejects_table(report.first_rejects))
        if counts.rejected > len(report.first_rejects):
            console.print("floorwalker rejects lists all of them", markup=False)
