"""Records of delimited text (RFC 4180 and its relatives), with their lines, and nothing lost."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from floorwalker.catalog.importers.base import Reject
from floorwalker.catalog.text_clean import clean_line
from floorwalker.core import UnusableInput

_DELIMITERS = ",\t;|，"
_NO_DELIMITER = "\x1f"  # the unit separator, for a table of one column
_RECOVERIES = 100  # how often reading starts again behind a bad line; bounds the work on hostile files

_UNBALANCED = ("its quotation marks do not match", 'write a quotation mark inside a quoted cell as ""')
_IN_THE_WAKE = ("it may be the rest of a row whose quotation marks do not match", "mend that row first")
_TOO_MANY = "put cells that hold the delimiter in quotation marks"


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its cells, as many as the header has, the line it begins on, and its text.

    ``after`` is the line after it, 0 where a later reading could not start there. ``found`` counts the cells
    that it has itself, without those that are missing at its end.
    """

    cells: list[str]
    line: int
    raw: str
    after: int = 0
    found: int = 0


class Table:
    """A header and the records below it.

    Args:
        lines: the file's lines. Before the header there may be blank ones, and Excel's ``sep=;``.
        after: the line to go on with behind the header; 0: the next.

    Raises:
        UnusableInput: there is no header.
    """

    def __init__(self, lines: Iterable[str], after: int = 0) -> None:
        self._tape = _Tape(lines)
        line, stated = _header_line(self._tape)
        delimiter = stated or detect_delimiter(line)
        self._padding = re.compile(rf'"[ \t]+(?={re.escape(delimiter)}|[\r\n]*$)')
        self._reader = csv.reader(self._tape, delimiter=delimiter, skipinitialspace=True, strict=True)
        try:
            self.header = [clean_line(cell) for cell in self._next()]
        except csv.Error as error:
            raise UnusableInput("the header line cannot be read", "check its quotation marks") from error
        self._tape.cut()
        self._tape.skip_to(after)

    def records(self) -> Iterator[Record | Reject]:
        """Every record that is not blank.

        Blanks around cells and their quotation marks do not count. Cells missing at the end count as empty;
        too many of them, or quotation marks that do not match, reject the record. After a mark that is never
        closed only the line it stands on is rejected, and reading goes on with the next. What follows may
        still be the rest of a broken cell: until a record has as many cells as the header, shorter ones are
        rejected too.
        """
        width, recoveries, in_order = len(self.header), 0, True
        while True:
            try:
                cells = [cell.strip() for cell in self._next()]
            except StopIteration:
                return
            except csv.Error:
                first, taken = self._tape.cut()
                if recoveries < _RECOVERIES:
                    recoveries += 1
                    self._tape.put_back(taken[1:])
                    taken = taken[:1]
                in_order = False
                yield Reject(first, *_UNBALANCED, raw="".join(taken))
                continue
            first, taken = self._tape.cut()
            in_order = in_order or len(cells) == width
            after = first + len(taken) if in_order else 0
            if not any(cells):
                continue
            if any(cells[width:]):
                reason = f"it has {len(cells)} cells, the header {width}"
                yield Reject(first, reason, _TOO_MANY, "".join(taken), after=after)
            elif not in_order:
                yield Reject(first, *_IN_THE_WAKE, raw="".join(taken))
            else:
                padded = (cells + [""] * (width - len(cells)))[:width]
                yield Record(padded, first, "".join(taken), after, min(len(cells), width))

    def _next(self) -> list[str]:
        """The cells of the next record; blanks behind a closing quotation mark are taken out on the way."""
        for _ in range(_RECOVERIES):
            try:
                return next(self._reader)
            except csv.Error as error:
                if "expected after" not in str(error) or not self._tape.mend(self._padding):
                    raise
        return next(self._reader)


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

    def skip_to(self, number: int) -> None:
        """Go on with a line further down."""
        for _ in range(self._first, number):
            if next(self._lines, None) is None:
                break
            self._first += 1

    def mend(self, padding: re.Pattern[str]) -> bool:
        """Return the lines since the last cut without the padding of the last; whether that has any."""
        *before, last = self._taken
        mended = padding.sub('"', last)
        if mended == last:
            return False
        self._back += [mended, *reversed(before)]
        self._taken = []
        return True

    def put_back(self, lines: list[str]) -> None:
        """Return the last lines of a cut, to be taken again."""
        self._back += reversed(lines)
        self._first -= len(lines)
