"""The use case: import a list of brands into a shop."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from floorwalker.catalog.brands.book import BrandBook
from floorwalker.catalog.brands.files import BrandRow, ColumnsRead, read_brands
from floorwalker.catalog.brands.keys import brand_key
from floorwalker.catalog.brands.models import Brand, SharedName
from floorwalker.catalog.brands.store import BrandsPut, BrandStore
from floorwalker.catalog.importers.base import Reject
from floorwalker.core import UnusableInput


@dataclass(slots=True)
class ImportedBrands:
    """What the import of a list of brands did.

    Args:
        rows: rows of the file.
        put: what the usable ones did.
        rejects: those that could not be used.
        shared: names that several brands of the table claim, once the file has been imported.
        columns: how the columns of a table were understood; ``None`` of JSON Lines.
    """

    rows: int = 0
    put: BrandsPut = field(default_factory=BrandsPut)
    rejects: list[Reject] = field(default_factory=list)
    shared: tuple[SharedName, ...] = ()
    columns: ColumnsRead | None = None

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        return {
            "rows": self.rows,
            **asdict(self.put),
            "rejected": len(self.rejects),
            "columns": dict(self.columns.used) if self.columns else {},
            "ignored": list(self.columns.ignored) if self.columns else [],
            "shared": [str(one) for one in self.shared],
            "rejects": [
                {"line": one.line, "reason": one.reason, "remedy": one.remedy, "raw": one.raw.rstrip("\r\n")}
                for one in self.rejects
            ],
        }


def import_brands(store: BrandStore, path: Path) -> ImportedBrands:
    """Import a list of brands, in one transaction; importing it again changes nothing.

    A row is about the brand of the table that has its name (or its key, where it gives one), else about a new
    one. What the file does not speak of, such as stories where it has no column of them, stays as it is; an
    empty cell says that there is none. Brands that the file does not list stay too.

    Raises:
        UnusableInput: the file cannot be read, or no row can be used; nothing has changed then.
    """
    report = ImportedBrands()

    def told(columns: ColumnsRead) -> None:
        report.columns = columns

    stored = {brand.key: brand for brand in store.all()}
    book = BrandBook(stored.values())
    wanted: dict[str, Brand] = {}
    lines: dict[str, int] = {}
    for row in read_brands(path, told):
        report.rows += 1
        if isinstance(row, Reject):
            report.rejects.append(row)
            continue
        key = _key(row, book)
        if key in lines:
            report.rejects.append(_repeated(row, lines[key]))
            continue
        try:
            wanted[key] = row.applied_to(stored.get(key, Brand(key, row.name)))
        except UnusableInput as problem:
            report.rejects.append(Reject(row.line, problem.message, problem.remedy, row.raw))
            continue
        lines[key] = row.line
    _refuse_useless(path, wanted, report)
    report.put = store.put(wanted.values(), cause=f"brands:{path.name}")
    report.shared = store.book().shared
    return report


def _key(row: BrandRow, book: BrandBook) -> str:
    said = None if row.key else book.said(row.name)
    return said.key if said else row.key or brand_key(row.name)


def _repeated(row: BrandRow, line: int) -> Reject:
    return Reject(
        row.line,
        f"the brand {row.name!r} is on line {line} already",
        "write one row for each brand, with its other names as aliases",
        row.raw,
    )


def _refuse_useless(path: Path, wanted: Mapping[str, Brand], report: ImportedBrands) -> None:
    if wanted:
        return
    if not report.rejects:
        raise UnusableInput(f"{path.name} has no rows", "export it again")
    first = report.rejects[0]
    raise UnusableInput(
        f"no row of {path.name} can be used; the first, on line {first.line}: {first.reason}", first.remedy
    )
