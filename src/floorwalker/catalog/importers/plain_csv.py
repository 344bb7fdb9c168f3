"""Tables with one product a row, whatever their columns are called."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from floorwalker.catalog.feeds import Feed
from floorwalker.catalog.importers.base import (
    ATTRIBUTE,
    Guess,
    Listing,
    Progress,
    ReadOptions,
    Reject,
    RowError,
    Sample,
)
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

    def mapping(self, sample: Sample, options: ReadOptions) -> Mapping[str, str]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`."""
        return table_mapping(split_header(sample.first_line()), options)

    def read(
        self, feed: Feed, options: ReadOptions, after: int = 0, progress: Progress | None = None
    ) -> Iterator[Listing | Reject]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`."""
        with feed.lines(progress) as lines:
            table = Table(lines, after)
            yield from read_table(table.header, table.records(), options)


def table_mapping(header: Sequence[str], options: ReadOptions) -> dict[str, str]:
    """Which column of a table each field, and each attribute, is read from."""
    columns = recognise(header, options.mapping)
    fields = {name: header[place] for name, place in columns.fields.items()}
    attributes = {
        f"{ATTRIBUTE}{name}": header[place] for name, places in columns.attributes.items() for place in places
    }
    return fields | attributes


def read_table(
    header: Sequence[str], records: Iterable[Record | Reject], options: ReadOptions
) -> Iterator[Listing | Reject]:
    """The products of a table with one product a row.

    Raises:
        UnusableInput: no column is known to be the title, or a mapped column does not exist.
    """
    columns = recognise(header, options.mapping)
    if "title" not in columns.fields:
        raise UnusableInput(
            f"no column is known to be the title; the columns are {name_columns(header)}",
            "add a header line, or name the column with --map title=COLUMN",
        )
    names = {name: header[place] for name, place in columns.fields.items()}
    for record in records:
        if isinstance(record, Reject):
            yield record
            continue
        cells = _cells(record, columns, names)
        given = said(cells.get("id"))
        source_id = given or stable_id(cells.get("title"), cells.get("brand"))
        try:
            if not given and said(cells.get("title")) and "id" in columns.fields:
                raise RowError("it has no id", "fill in its id, or leave the whole column out")
            product, notes = build_product(cells, source_id, options)
            yield Listing(product, record.line, after=record.after, notes=notes, numbered=not given)
        except RowError as problem:
            yield Reject(
                record.line, problem.reason, problem.remedy, record.raw, source_id=given, after=record.after
            )


def _cells(record: Record, columns: Columns, names: dict[str, str]) -> Cells:
    cells = record.cells
    return Cells(
        record.line,
        {name: cells[place] for name, place in columns.fields.items()},
        {name: [cells[place] for place in places] for name, places in columns.attributes.items()},
        names,
        columns.hints,
    )
