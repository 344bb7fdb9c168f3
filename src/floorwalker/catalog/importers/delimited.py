"""Records of delimited text (RFC 4180 and its relatives), with their lines, and nothing lost."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from floorwalker.catalog.importers.base import Reject
from floorwalker.catalog.text_clean import clean_line
from floorwalker.core import UnusableInput

_DELIMITERS = ",\t;|，"
_NO_DELIMITER = "\x1f"  # the unit separator, for a table of one column
_RECOVERIES = 100  # how often reading starts again behind a bad line; bounds the work on hostile files

_UNBALANCED = ("its quotation marks do not match", 'write a quotation mark inside a quoted cell as ""')


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its cells, as many as the header has, the line it begins on, and its text."""

    cells: list[str]
    line: int
    raw: str


class Table:
    """A header and the records below it.

    Args:
        lines: the file's lines. Before the header there may be blank ones, and Excel's ``sep=;``.

    Raises:
        UnusableInput: there is no header.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._tape = _Tape(lines)
        line, delimiter = _header_line(self._tape)
        self._reader = csv.reader(
            self._tape, delimiter=delimiter or detect_delimiter(line), skipinitialspace=True, strict=True
        )
        try:
            self.header = [clean_line(cell) for cell in next(self._reader)]
        except csv.Error as error:
            raise UnusableInput("the header line cannot be read", "check its quotation marks") from error
        self._tape.cut()

    def records(self) -> Iterator[Record | Reject]:
        """Every record that is not blank.

        Cells missing at the end count as empty. A record with too many cells, or with quotation marks that do
        not match, is rejected; if it runs over several lines, as after a mark that is never closed, only its
        first line is rejected and reading goes on with the second.
        """
        recoveries = 0
        while True:
            try:
                cells = [cell.strip() for cell in next(self._reader)]
                problem = self._misfit(cells)
            except StopIteration:
                return
            except csv.Error as error:
                cells, problem = [], _UNBALANCED if "limit" not in str(error) else _TOO_LONG
            first, taken = self._tape.cut()
            if problem is None:
                if any(cells):
                    cells += [""] * (len(self.header) - len(cells))
                    yield Record(cells[: len(self.header)], first, "".join(taken))
                continue
            if len(taken) > 1 and recoveries < _RECOVERIES:
                recoveries += 1
                problem = _UNBALANCED
                self._tape.put_back(taken[1:])
                taken = taken[:1]
            yield Reject(first, *problem, raw="".join(taken), rows=1)

    def _misfit(self, cells: list[str]) -> tuple[str, str] | None:
        if any(cells[len(self.header) :]):
            return (
                f"it has {len(cells)} cells, the header {len(self.header)}",
                "put cells that hold the delimiter in quotation marks",
            )
        return None


_TOO_LONG = ("a cell is longer than 131,072 characters", "check for a quotation mark that is never closed")


def detect_delimiter(header: str) -> str:
    """What splits a header line into most cells: comma, tab, semicolon, bar or full-width comma."""
    counts = {delimiter: len(split_header(header, delimiter)) for delimiter in _DELIMITERS}
    best = max(counts, key=lambda delimiter: counts[delimiter])
    return best if counts[best] > 1 else _NO_DELIMITER


def split_header(line: str, delimiter: str = "") -> list[str]:
    """The cells of a header line; its delimiter is detected where it is not given."""
    try:
        cells = next(
            csv.reader([line], delimiter=delimiter or detect_delimiter(line), skipinitialspace=True), []
        )
    except csv.Error:
        return []
    return [clean_line(cell) for cell in cells]


def _header_line(tape: "_Tape") -> tuple[str, str]:
    delimiter = ""
    for line in tape:
        text = line.strip().lstrip("\ufeff")
        if len(text) == 5 and text.casefold().startswith("sep="):
            delimiter = text[-1]
        elif text:
            tape.put_back(tape.cut()[1][-1:])
            return text, delimiter
    raise UnusableInput("the file has no line with text", "export it again")


class _Tape:
    """Lines that can be put back, counted."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._back: list[str] = []
        self._taken: list[str] = []
        self._first = 1

    def __iter__(self) -> "_Tape":
        return self

    def __next__(self) -> str:
        line = self._back.pop() if self._back else next(self._lines)
        self._taken.append(line)
        return line

    def cut(self) -> tuple[int, list[str]]:
        """The number of the first line taken since the last cut, and those lines."""
        first, taken = self._first, self._taken
        self._first += len(taken)
        self._taken = []
        return first, taken

    def put_back(self, lines: list[str]) -> None:
        """Return the last lines of a cut, to be taken again."""
        self._back += reversed(lines)
        self._first -= len(lines)
