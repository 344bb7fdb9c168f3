"""The table of rows that could not be used, for people at a terminal."""

from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table

from floorwalker.catalog import Reject, RejectedRow, clean_line

_RAW_SHOWN = 120


def rejects_table(rejects: Sequence[Reject | RejectedRow], title: str = "") -> Table:
    """A table of rows with their line, the reason, the remedy and their text."""
    table = Table(title=escape(title) or None, title_justify="left")
    table.add_column("line", justify="right")
    for column in ("reason", "remedy", "row"):
        table.add_column(column, overflow="fold")
    for reject in rejects:
        raw = clean_line(reject.raw)  # what a file holds may be meant to steer the terminal
        shown = raw if len(raw) <= _RAW_SHOWN else raw[: _RAW_SHOWN - 1] + "…"
        table.add_row(str(reject.line), escape(reject.reason), escape(reject.remedy), escape(shown))
    return table
