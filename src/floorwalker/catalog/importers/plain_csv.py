"""Tables with one product a row, whatever their columns are called."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from floorwalker.catalog.importers.base import Guess, Listing, ReadOptions, Reject, RowError, Sample
from floorwalker.catalog.importers.cells import present
from floorwalker.catalog.importers.columns import Columns, name_columns, recognise
from floorwalker.catalog.importers.delimited import Record, Table, split_header
from floorwalker.catalog.importers.fields import Cells, build_product, said, stable_id
from floorwalker.core import UnusableInput


class PlainCsv:
    """Delimited text whose header names the columns in Chinese or English.

    A row without an id gets one made of its title and brand. Where several such rows share both, and no date
    tells them to be snapshots of one product, they count as different products in the order of the file,
    unless they agree in every cell.
    """

    name = "csv"

    def sniff(self, sample: Sample) -> Guess:
        """Sure to a degree where a column is a title; the last resort otherwise."""
        header = split_header(sample.first_line())
        fields = recognise(header, {}).fields if header else {}
        if "title" in fields:
            return Guess(0.5, f"its header has the title column {header[fields['title']]!r}")
        return Guess(0.1, "no other format fits")

    def read(self, lines: Iterable[str], options: ReadOptions) -> Iterator[Listing | Reject]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`."""
        table = Table(lines)
        columns = recognise(table.header, options.mapping)
        if "title" not in columns.fields:
            raise UnusableInput(
                f"no column is known to be the title; the columns are {name_columns(table.header)}",
                "add a header line, or name the column with --map title=COLUMN",
            )
        names = {name: table.header[place] for name, place in columns.fields.items()}
        anonymous = _Anonymous()
        for record in table.records():
            if isinstance(record, Reject):
                yield record
                continue
            cells = _cells(record, columns, names)
            source_id = said(cells.get("id")) or anonymous.id_of(record, cells)
            try:
                yield Listing(build_product(cells, source_id, options), record.line)
            except RowError as problem:
                yield Reject(record.line, problem.reason, problem.remedy, record.raw, source_id=source_id)


class _Anonymous:
    """Ids for rows without one."""

    def __init__(self) -> None:
        self._rows: defaultdict[str, dict[tuple[str, ...], int]] = defaultdict(dict)

    def id_of(self, record: Record, cells: Cells) -> str:
        base = stable_id(cells.get("title"), cells.get("brand"))
        if present(cells.get("updated_at")):
            return base
        rows = self._rows[base]
        place = rows.setdefault(tuple(record.cells), len(rows))
        return f"{base}-{place + 1}" if place else base


def _cells(record: Record, columns: Columns, names: dict[str, str]) -> Cells:
    cells = record.cells
    return Cells(
        record.line,
        {name: cells[place] for name, place in columns.fields.items()},
        {name: [cells[place] for place in places] for name, places in columns.attributes.items()},
        names,
        columns.hints,
    )
