"""Rows that a line break has broken, because nobody put the cell that holds it in quotation marks."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from floorwalker.catalog.importers.base import Reject
from floorwalker.catalog.importers.delimited import Record

_LONGEST = 1000  # lines of one cell


def mended(
    records: Iterable[Record | Reject], width: int, key: int, texts: Collection[int]
) -> Iterator[Record | Reject]:
    """The records of a table that writes all of its cells, broken ones put together.

    A record that ends in the middle of a long text, and the records behind it, are one if together they have
    exactly as many cells as the header, and none of them begins with the key of the first. Otherwise they
    stay as they are.

    Args:
        records: as they were read.
        width: how many cells the header has.
        key: the column that names the product of a row.
        texts: the columns of long texts.
    """
    held: list[Record] = []
    for record in records:
        if held:
            if isinstance(record, Record) and _goes_on(held, record, width, key):
                held.append(record)
                if _cells(held) == width:
                    yield _joined(held)
                    held = []
                continue
            yield from held
            held = []
        if isinstance(record, Record) and record.found < width and _ends_in(record, texts):
            held = [record]
        else:
            yield record
    yield from held


def _ends_in(record: Record, texts: Collection[int]) -> bool:
    last = record.found - 1
    return last in texts and bool(record.cells[last])


def _goes_on(held: Sequence[Record], record: Record, width: int, key: int) -> bool:
    begins_anew = bool(held[0].cells[key]) and record.cells[key] == held[0].cells[key]
    return not begins_anew and len(held) < _LONGEST and _cells([*held, record]) <= width


def _cells(records: Sequence[Record]) -> int:
    return sum(record.found for record in records) - len(records) + 1


def _joined(records: Sequence[Record]) -> Record:
    cells = list(records[0].cells[: records[0].found])
    for record in records[1:]:
        first, *others = record.cells[: record.found]
        cells = [*cells[:-1], f"{cells[-1]}\n{first}", *others]
    raw = "".join(record.raw for record in records)
    return replace(records[0], cells=cells, raw=raw, after=records[-1].after, found=len(cells))
