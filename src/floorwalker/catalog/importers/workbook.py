"""A program that prints the sheets of a spreadsheet as JSON lines.

Reading a spreadsheet takes the memory that its outermost cells span. A crafted file makes that any amount,
and the library then ends the process. So this runs in a process of its own, with limits, and needs nothing
else of Floorwalker.

With a path it prints, for every visible sheet, its place, its name and its first rows. With a path and a
place it prints all rows of that sheet, one a line, from its first row on. What goes wrong is one line with
``error``.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import IO, Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

TOP = 50
"""Rows of a sheet that are shown of it."""

_MEMORY = 4 << 30  # bytes
_SECONDS = 600  # of the processor's time
_EXACT = 10**15  # spreadsheets keep 15 digits

Cell = str | float | bool | date | datetime | time | timedelta


def main(path: str, place: str = "") -> None:
    """Print sheets, or the rows of one."""
    _limit()
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - starts faster
            for line in _rows(file, int(place)) if place else _sheets(file):
                sys.stdout.write(json.dumps(line) + "\n")
    except PasswordError:
        print(json.dumps({"error": "it is locked with a password"}))  # noqa: T201
    except CalamineError as error:
        print(json.dumps({"error": f"it is damaged ({error})"}))  # noqa: T201


def _sheets(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    workbook = CalamineWorkbook.from_filelike(file)
    for place, sheet in enumerate(workbook.sheets_metadata):
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
            rows = workbook.get_sheet_by_index(place).iter_rows()
            yield {"place": place, "name": sheet.name, "rows": [_texts(row) for row in islice(rows, TOP)]}


def _rows(file: IO[bytes], place: int) -> Iterator[list[str]]:
    for row in CalamineWorkbook.from_filelike(file).get_sheet_by_index(place).iter_rows():
        yield _texts(row)


def _texts(row: list[Any]) -> list[str]:
    return [_text(cell) for cell in row]


def _text(cell: Cell) -> str:
    """A cell as its sheet shows it without formats; more digits than were kept are shown as cut off."""
    match cell:
        case bool():
            return "true" if cell else "false"
        case float() | int():
            digits = f"{cell:.15g}"
            return digits if abs(cell) >= _EXACT else f"{Decimal(digits):f}"
        case datetime():
            return cell.isoformat(" ", "seconds") if cell.time() != time() else cell.date().isoformat()
        case _:
            return str(cell).strip()


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    limits = ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_CORE, 0))
    for kind, most in limits:
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    main(*sys.argv[1:])
