"""Merchant feeds as tables: their columns, and how a cell writes several values."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from floorwalker.catalog.importers.base import Listing, ReadOptions, Reject
from floorwalker.catalog.importers.columns import find_column, name_columns
from floorwalker.catalog.importers.delimited import Table
from floorwalker.catalog.importers.merchant import NAMES, MerchantRows, Row, canonical
from floorwalker.core import UnusableInput

_DETAIL = "product_detail"
_REPEATED = frozenset(("product_type", "product_highlight"))
_PROVENANCE = re.compile(r"(?:default|trained_algorithmic_media)?:(?P<text>.*)", re.DOTALL)


def table_mapping(header: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Which column of a table each field, and each mapped attribute, is read from.

    Raises:
        UnusableInput: a column that ``mapping`` names does not exist.
    """
    columns = {canonical(cell): cell for cell in reversed(header)}
    known = {
        field: columns[name]
        for field, names in NAMES.items()
        if (name := next((name for name in names if name in columns), ""))
    }
    return known | {name: header[find_column(header, column)] for name, column in mapping.items()}


def read_table(table: Table, options: ReadOptions) -> Iterator[Listing | Reject]:
    """The products and items of a table.

    Raises:
        UnusableInput: it has no title column, or a column that is mapped does not exist.
    """
    found = table_mapping(table.header, options.mapping)
    if "title" not in found:
        raise UnusableInput(
            f"there is no column title; the columns are {name_columns(table.header)}",
            "choose another --format, or name the column with --map title=COLUMN",
        )
    rows = MerchantRows(replace(options, mapping={name: found[name] for name in options.mapping}))
    names = [canonical(cell) for cell in table.header]
    for record in table.records():
        if isinstance(record, Reject):
            yield record
        else:
            values, details = _read(names, record.cells)
            yield rows.listing(Row(record.line, values, record.raw, record.after, details))


def _read(names: Sequence[str], cells: Sequence[str]) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    values: dict[str, list[str]] = {}
    details: list[tuple[str, str]] = []
    for name, cell in zip(names, cells, strict=True):
        if name == _DETAIL:
            details += _details(cell)
        elif name.startswith("structured_") and (match := _PROVENANCE.fullmatch(cell)):
            values.setdefault(name, []).append(_unquoted(match["text"]))
        elif cell:
            values.setdefault(name, []).extend(_several(cell) if name in _REPEATED else [cell])
    return values, details


def _several(cell: str) -> list[str]:
    """``"Home > Lamps","Home, light"``: quoted values with commas between them; else one value."""
    if not cell.startswith('"'):
        return [cell]
    try:
        return [value.strip() for value in next(csv.reader([cell], skipinitialspace=True), [])]
    except csv.Error:
        return [cell]


def _details(cell: str) -> Iterator[tuple[str, str]]:
    """``General:Material:Oak,"Size, total":Height:"1:2 m"``: section, name and value, which may be quoted.

    A part without colons goes on with the value before it, whose comma nobody quoted.
    """
    name = value = ""
    for part in _split(cell, ","):
        pieces = _split(part, ":")
        if len(pieces) < 3:
            value += f",{part}"
            continue
        if name:
            yield name, value
        name, value = _unquoted(pieces[1]), _unquoted(":".join(pieces[2:]))
    if name:
        yield name, value


def _split(text: str, mark: str) -> list[str]:
    """The parts of a text between marks that stand outside of quotation marks."""
    parts, start, quoted = [], 0, False
    for place, char in enumerate(text):
        if char == '"':
            quoted = not quoted
        elif char == mark and not quoted:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def _unquoted(text: str) -> str:
    bare = text.strip()
    return bare[1:-1].replace('""', '"') if len(bare) > 1 and bare[0] == bare[-1] == '"' else bare
