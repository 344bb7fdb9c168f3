"""Delimited text, whatever its columns are called."""

from collections.abc import Iterator, Mapping

from floorwalker.catalog.feeds import Feed
from floorwalker.catalog.importers.base import Guess, Listing, Progress, ReadOptions, Reject, Sample
from floorwalker.catalog.importers.columns import recognise
from floorwalker.catalog.importers.delimited import Table, split_header
from floorwalker.catalog.importers.tables import read_table, table_mapping


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
