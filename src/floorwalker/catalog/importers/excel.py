"""Spreadsheets: Excel's formats, old and new, and OpenDocument."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from floorwalker.catalog.feeds import Feed
from floorwalker.catalog.importers.base import Guess, Listing, Progress, ReadOptions, Reject, Sample
from floorwalker.catalog.importers.columns import recognise
from floorwalker.catalog.importers.delimited import Record
from floorwalker.catalog.importers.tables import read_table, table_mapping
from floorwalker.catalog.text_clean import clean_line
from floorwalker.core import UnusableInput

_READER = Path(__file__).with_name("workbook.py")
_SURE = 2  # known columns, the title among them, that make a row a header beyond doubt


class Excel:
    """The products of the first visible sheet that has a header.

    The header is the row near the top that names the most fields, the title among them; what stands above it
    is a heading. From there on a sheet is a table (see
    :func:`~floorwalker.catalog.importers.tables.read_table`), and its rows count as lines. How cells are
    formatted is not known: a currency must stand in a header or a column, or be named by the caller.
    """

    name = "excel"

    def sniff(self, sample: Sample) -> Guess:
        """Sure of every spreadsheet."""
        if sample.workbook:
            return Guess(0.95, "it is a spreadsheet")
        return Guess(0.0, "it is no spreadsheet")

    def mapping(self, sample: Sample, options: ReadOptions) -> Mapping[str, str]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`; needs the sample's feed."""
        if sample.feed is None:
            return dict(options.mapping)
        return table_mapping(_choose(sample.feed, options.mapping)[0].header, options)

    def read(
        self, feed: Feed, options: ReadOptions, after: int = 0, progress: Progress | None = None
    ) -> Iterator[Listing | Reject]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`."""
        sheet, others = _choose(feed, options.mapping)
        if others and not after:
            names = ", ".join(repr(other.name) for other in others)
            reason = f"the sheet {sheet.name!r} is read; there seem to be products in {names} too"
            yield Reject(0, reason, "save each sheet as a file of its own", names, after=1)
        with _read(feed, sheet.place) as rows:
            yield from read_table(sheet.header, _records(rows, sheet, after), options)
        if progress:
            progress(feed.size)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet and its header; ``line`` is the header's, ``known`` how many fields it names."""

    place: int
    name: str
    header: Sequence[str] = ()
    line: int = 0
    known: int = 0

    @property
    def width(self) -> int:
        """How many cells of the header are filled."""
        return sum(map(bool, self.header))


def _choose(feed: Feed, mapping: Mapping[str, str]) -> tuple[_Sheet, list[_Sheet]]:
    """The sheet to read, and the others that surely hold products.

    Raises:
        UnusableInput: no visible sheet has any cell.
    """
    with _read(feed) as found:
        sheets = [_sheet(sheet["place"], sheet["name"], sheet["rows"], mapping) for sheet in found]
    sure = [sheet for sheet in sheets if sheet.known >= _SURE]
    likely = [sheet for sheet in sheets if sheet.known] or sorted(sheets, key=lambda sheet: -sheet.width)
    chosen = next(iter(sure or likely), None)
    if chosen is None or not chosen.width:
        raise UnusableInput(f"no visible sheet of {feed.name} has any cell", "unhide the sheet of products")
    return chosen, [sheet for sheet in sure if sheet is not chosen]


def _sheet(place: int, name: str, rows: Sequence[Sequence[str]], mapping: Mapping[str, str]) -> _Sheet:
    """A sheet with its likeliest header; where no row names a title, it is the one with the most cells."""
    candidates = [_Sheet(place, name)]
    for line, row in enumerate(rows, start=1):
        header = [clean_line(cell) for cell in row]
        try:
            fields = recognise(header, mapping).fields
        except UnusableInput:  # a mapped column is not in this row
            fields = {}
        candidates.append(_Sheet(place, name, header, line, len(fields) if "title" in fields else 0))
    return max(candidates, key=lambda sheet: (sheet.known, sheet.width))


def _records(rows: Iterator[Any], sheet: _Sheet, after: int) -> Iterator[Record]:
    for line, cells in enumerate(rows, start=1):
        if line > sheet.line and line >= after and any(cells):
            yield Record(cells, line, "\t".join(cells) + "\n", line + 1)


@contextmanager
def _read(feed: Feed, place: int | None = None) -> Iterator[Iterator[Any]]:
    """What the program ``workbook.py`` prints; without ``place`` of the workbook, with it of one sheet."""
    command = [sys.executable, "-P", str(_READER), str(feed.path)]
    if place is not None:
        command.append(str(place))
    with subprocess.Popen(  # noqa: S603 - our own program, and a path
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as process:
        try:
            yield _lines(process, feed)
        finally:
            process.kill()


def _lines(process: "subprocess.Popen[str]", feed: Feed) -> Iterator[Any]:
    for line in process.stdout or ():
        said = json.loads(line)
        if isinstance(said, dict) and "error" in said:
            raise UnusableInput(
                f"the spreadsheet {feed.name} cannot be read: {said['error']}", "save it again, or as CSV"
            )
        yield said
    if process.wait():
        raise UnusableInput(
            f"the spreadsheet {feed.name} cannot be read: it is damaged, or needs too much memory",
            "save it again, or as CSV",
        )
