"""What an import is told, and what it reports."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from floorwalker.catalog.feeds import Feed
from floorwalker.catalog.import_log import ImportRun, RejectedRow
from floorwalker.catalog.importers import ReadOptions
from floorwalker.catalog.importers.prices import currency_hint
from floorwalker.catalog.text_clean import clean_line
from floorwalker.core import UnusableInput

_SOURCE_LIMIT = 100
_PACKED = frozenset((".gz", ".zip"))

Progress = Callable[[str, int, int], None]
"""Told what is being done (``reading``, in bytes, or ``writing``, in products), how much, and of how much."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import a file.

    Args:
        format: the format's name, or ``auto``.
        mapping: from a field, or ``attribute.NAME``, to the column it is read from.
        currency: what the caller says prices are in that name no currency; beats ``shop_currency``.
        shop_currency: what the shop's settings say.
        source: where the rows belong; empty: the file's stem.
        full: whether the file lists all that its source sells, so that the rest is withdrawn.
        workspace: a folder that outlives the process, in which an interrupted import waits to be resumed;
            ``None``: a temporary one, and an interrupted import begins anew.
        pictures: the folder for pictures that lie beside the feed; ``None``: they are not kept.
    """

    format: str = "auto"
    mapping: Mapping[str, str] = field(default_factory=dict)
    currency: str = ""
    shop_currency: str = ""
    source: str = ""
    full: bool = False
    workspace: Path | None = None
    pictures: Path | None = None

    def for_feed(self, feed: Feed) -> ReadOptions:
        """How to read a certain feed.

        Raises:
            UnusableInput: the source's name or a currency cannot be used.
        """
        currency = _currency(self.currency, "--currency") or _currency(
            self.shop_currency, "the shop's setting"
        )
        return ReadOptions(_source(self.source, feed.name), self.mapping, currency)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. ``first_rejects`` are the first few of its rejects; the log holds all of them.

    ``why`` says how the format was recognised, ``currencies`` how many products are priced in each currency,
    ``resumed`` that an interrupted import has been finished.
    """

    run: ImportRun
    why: str
    currencies: Mapping[str, int]
    first_rejects: tuple[RejectedRow, ...]
    first_notes: tuple[RejectedRow, ...]
    seconds: float
    resumed: bool = False

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        run = self.run
        return {
            "import_id": run.id,
            "source": run.source,
            "file": run.file,
            "format": run.format,
            "why": self.why,
            "encoding": run.encoding,
            "resumed": self.resumed,
            **asdict(run.counts),
            "currencies": dict(self.currencies),
            "first_rejects": [asdict(reject) for reject in self.first_rejects],
            "first_notes": [asdict(note) for note in self.first_notes],
            "seconds": round(self.seconds, 3),
        }


def _source(given: str, name: str) -> str:
    if not given:
        stem = Path(name)
        while stem.suffix.lower() in _PACKED:
            stem = stem.with_suffix("")
        return clean_line(stem.stem).replace(":", "-")[:_SOURCE_LIMIT] or "file"
    if given != clean_line(given) or ":" in given or len(given) > _SOURCE_LIMIT:
        raise UnusableInput(
            f"--source {given[:_SOURCE_LIMIT]!r} is no name for a source",
            f"use up to {_SOURCE_LIMIT} characters without colons and line breaks",
        )
    return given


def _currency(given: str, where: str) -> str:
    if not given:
        return ""
    hint = currency_hint(given)
    if hint is None or len(hint.allowed) > 1:
        raise UnusableInput(f"{where}: {given!r} is not an ISO 4217 code", "write for example CNY or USD")
    return hint.settle("")
