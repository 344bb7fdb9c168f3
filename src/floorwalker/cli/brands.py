"""The commands of brands: import what the shop tells of them, list, merge and remove them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from floorwalker.catalog import (
    BrandLine,
    CatalogStore,
    ImportedBrands,
    SharedName,
    brand_lines,
    clean_line,
    import_brands,
)
from floorwalker.cli.importing import open_catalog
from floorwalker.cli.options import print_json
from floorwalker.cli.reporting import rejects_table
from floorwalker.core import Settings

_RAW_SHOWN = 120
_REJECTS_SHOWN = 20


def run_brands_import(settings: Settings, shop: str, file: Path, *, as_json: bool = False) -> int:
    """Import a CSV or JSON Lines file of brands and print what it did; the exit code is 0.

    Raises:
        UnusableInput: the file cannot be used; nothing has changed.
        NotFound: there is no such shop.
    """
    with open_catalog(settings, shop) as (_, catalog):
        report = import_brands(catalog.brand_table, file)
    if as_json:
        print_json({"file": file.name, **report.as_json()})
    else:
        _print_report(file, report)
    return 0


def run_brands_list(settings: Settings, shop: str, *, as_json: bool = False) -> int:
    """Print every brand, the largest first; the exit code is 0.

    Raises:
        NotFound: there is no such shop.
    """
    with open_catalog(settings, shop) as (_, catalog):
        book = catalog.brand_book()
        lines = brand_lines(catalog.brands(), book)
    if as_json:
        print_json({"brands": [line.as_json() for line in lines], "shared": list(map(str, book.shared))})
        return 0
    console = Console()
    if not lines:
        console.print("there are no brands")
        return 0
    console.print(_brands_table(lines))
    _tell_shared(console, book.shared)
    return 0


def run_brands_merge(
    settings: Settings, shop: str, name: str, aliases: Sequence[str], *, as_json: bool = False
) -> int:
    """Have names be aliases of a brand, and print it; the exit code is 0.

    Raises:
        UnusableInput: a name is empty or too long.
        Conflict: an alias is another brand's in the table.
        NotFound: there is no such shop.
    """
    with open_catalog(settings, shop) as (_, catalog):
        key = catalog.brand_table.merge(name, aliases).key
        line = _line(catalog, key)
    if as_json:
        print_json(line.as_json())
        return 0
    console = Console()
    if not line.stats.products:
        console.print(f"no product is of the brand {line.stats.name}; is its name right?", markup=False)
    console.print(_brands_table([line]))
    return 0


def run_brands_remove(settings: Settings, shop: str, name: str, *, as_json: bool = False) -> int:
    """Forget what the shop told of a brand, named in any spelling of the table; the exit code is 0.

    Raises:
        NotFound: there is no such shop, or the table has no such brand.
    """
    with open_catalog(settings, shop) as (_, catalog):
        said = catalog.brand_book().said(name)
        brand = catalog.brand_table.remove(said.key if said else name)
    if as_json:
        print_json({"key": brand.key, "name": brand.name, "removed": True})
    else:
        Console().print(f"{brand.name} (key {brand.key}) is out of the table", markup=False)
    return 0


def _line(catalog: CatalogStore, key: str) -> BrandLine:
    lines = brand_lines(catalog.brands(), catalog.brand_book())
    return next(line for line in lines if line.stats.key == key)


def _print_report(file: Path, report: ImportedBrands) -> None:
    console = Console()
    console.print(clean_line(file.name), markup=False)
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(justify="right")
    table.add_column()
    table.add_row(f"{report.rows:,}", "rows")
    for count, told in (
        (report.put.added, "brands added"),
        (report.put.changed, "brands changed"),
        (report.put.unchanged, "brands unchanged"),
        (len(report.rejects), "rejected"),
    ):
        if count:
            table.add_row(f"{count:,}", told)
    console.print(table)
    if report.columns and report.columns.ignored:
        console.print(f"columns not used: {', '.join(report.columns.ignored)}", markup=False)
    _tell_shared(console, report.shared)
    if report.rejects:
        console.print(rejects_table(report.rejects[:_REJECTS_SHOWN]))
    if len(report.rejects) > _REJECTS_SHOWN:
        further = len(report.rejects) - _REJECTS_SHOWN
        console.print(f"and {further:,} more; --json lists them", markup=False)


def _tell_shared(console: Console, shared: Iterable[SharedName]) -> None:
    for one in shared:
        console.print(f"note: {one}", markup=False)


def _brands_table(lines: Sequence[BrandLine]) -> Table:
    table = Table()
    for column in ("brand", "key", "other names", "products", "popularity", "niche", "why"):
        right = column in {"products", "popularity"}
        table.add_column(column, overflow="fold", justify="right" if right else "left")
    for line in lines:
        brand = line.stats
        table.add_row(
            escape(clean_line(brand.name)),
            escape(brand.key),
            escape(clean_line(", ".join(line.aliases))),
            f"{brand.products:,}",
            "" if brand.popularity is None else f"{brand.popularity:,.0f}",
            "yes" if line.standing.niche else "no",
            line.standing.why,
        )
    return table
