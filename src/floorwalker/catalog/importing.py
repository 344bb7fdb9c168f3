"""The use case: import a file of products into the catalogue of a shop."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from floorwalker.catalog.decode import TextFile, open_text, printable
from floorwalker.catalog.import_log import Counts, ImportRun, RejectedRow
from floorwalker.catalog.importers import (
    Importer,
    Listing,
    ReadOptions,
    Reject,
    Sample,
    choose_importer,
)
from floorwalker.catalog.importers.prices import currency_hint
from floorwalker.catalog.models import Product
from floorwalker.catalog.store import Applied, CatalogStore, is_older_snapshot
from floorwalker.catalog.text_clean import clean_line, storable
from floorwalker.core import UnusableInput

FIRST_REJECTS = 5
"""How many rejects a report shows."""

_BATCH = 1000
_SOURCE_LIMIT = 100

Progress = Callable[[int, int], None]
"""Told how many bytes more have been read, and how many there are to read in all."""


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
    """

    format: str = "auto"
    mapping: Mapping[str, str] = field(default_factory=dict)
    currency: str = ""
    shop_currency: str = ""
    source: str = ""
    full: bool = False


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. ``first_rejects`` are the first few of its rejects; the log holds all of them.

    ``why`` says how the format was recognised, ``currencies`` how many products are priced in each currency.
    """

    run: ImportRun
    why: str
    currencies: Mapping[str, int]
    first_rejects: tuple[RejectedRow, ...]
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        run = self.run
        return {
            "import_id": run.id,
            "source": run.source,
            "file": run.file,
            "format": run.format,
            "encoding": run.encoding,
            **asdict(run.counts),
            "currencies": dict(self.currencies),
            "first_rejects": [asdict(reject) for reject in self.first_rejects],
            "seconds": round(self.seconds, 3),
        }


def import_file(
    store: CatalogStore, path: Path, options: ImportOptions, progress: Progress | None = None
) -> ImportReport:
    """Import a file; importing it again changes nothing.

    The file is read twice. The first reading changes nothing: it finds out whether the file can be used at
    all, and which row of each product is its newest snapshot. The second writes products and rejects, in
    batches. Memory holds one short entry for each product and one batch, whatever the size of the file.

    Rows of other sources are never touched. A product that the file says is not sold (a draft in Shopify) is
    withdrawn; with ``options.full`` so is every product of the source that the file does not list. A row that
    is listed but cannot be used leaves its product as it was.

    Raises:
        UnusableInput: the file cannot be read, nothing tells the currency of a price, or no row can be used.
            Nothing of the catalogue has changed then; in the last case the rejects are in the log.
    """
    started = time.perf_counter()
    source = _source(options.source, path)
    currency = _currency(options.currency, "--currency") or _currency(
        options.shop_currency, "the shop's setting"
    )
    file = open_text(path)
    importer, guess = choose_importer(options.format, Sample(file.head()))
    reading = _Reading(file, importer, ReadOptions(source, options.mapping, currency), progress)
    survey = _survey(reading, source)
    run = store.log.start(
        source=source, file=storable(path.name), format=importer.name, encoding=file.encoding
    )
    written = _write(store, run, reading, survey)
    withdrawn = store.withdraw(written.not_sold)
    if options.full and survey.newest:
        withdrawn += store.withdraw_missing(source, survey.newest.keys() | survey.spoiled)
    counts = Counts(
        rows=survey.rows,
        added=written.applied.added,
        changed=written.applied.changed,
        unchanged=written.applied.unchanged,
        superseded=survey.superseded + written.applied.superseded,
        withdrawn=withdrawn,
        rejected=survey.rejected,
    )
    run = store.log.finish(run, counts)
    if not survey.newest:
        raise _nothing_usable(path, written.first_rejects)
    return ImportReport(
        run, guess.why, written.currencies, tuple(written.first_rejects), time.perf_counter() - started
    )


class _Reading:
    """A file that can be read from its beginning any number of times."""

    def __init__(
        self, file: TextFile, importer: Importer, options: ReadOptions, progress: Progress | None
    ) -> None:
        self._file = file
        self._importer = importer
        self._options = options
        self._tell = (lambda read: progress(read, 2 * file.size)) if progress else None

    def items(self) -> Iterator[tuple[int, Listing | Reject]]:
        with self._file.lines(self._tell) as lines:
            yield from enumerate(self._importer.read(lines, self._options))


class _Newest(NamedTuple):
    moment: datetime | None
    place: int
    rows: int


@dataclass(slots=True)
class _Survey:
    """What the first reading found.

    ``newest`` holds, for each product, where its newest listing is; ``spoiled`` the products whose rows were
    rejected.
    """

    newest: dict[str, _Newest] = field(default_factory=dict)
    spoiled: set[str] = field(default_factory=set)
    rows: int = 0
    superseded: int = 0
    rejected: int = 0

    def is_newest(self, place: int, product: Product) -> bool:
        return self.newest[product.id].place == place


def _survey(reading: _Reading, source: str) -> _Survey:
    survey = _Survey()
    for place, item in reading.items():
        survey.rows += item.rows
        if isinstance(item, Reject):
            survey.rejected += 1
            if item.source_id and not item.not_sold:
                survey.spoiled.add(f"{source}:{item.source_id}")
            continue
        id_, moment = item.product.id, item.product.updated_at
        before = survey.newest.get(id_)
        if before and is_older_snapshot(moment, before.moment):
            survey.superseded += item.rows
            continue
        survey.superseded += before.rows if before else 0
        survey.newest[id_] = _Newest(moment, place, item.rows)
    return survey


@dataclass(slots=True)
class _Written:
    """What the second reading did."""

    applied: Applied = field(default_factory=Applied)
    not_sold: list[str] = field(default_factory=list)
    currencies: Counter[str] = field(default_factory=Counter)
    rejects: int = 0
    first_rejects: list[RejectedRow] = field(default_factory=list)


def _write(store: CatalogStore, run: ImportRun, reading: _Reading, survey: _Survey) -> _Written:
    written = _Written()
    products: list[Product] = []
    rejects: list[RejectedRow] = []

    def flush(at_least: int) -> None:
        if len(products) >= at_least:
            written.applied += store.apply(products)
            products.clear()
        if len(rejects) >= at_least:
            store.log.add_rejects(run.id, written.rejects, rejects)
            written.rejects += len(rejects)
            rejects.clear()

    for place, item in reading.items():
        if isinstance(item, Reject):
            row = RejectedRow(item.line, item.reason, item.remedy, storable(item.raw.rstrip("\r\n")))
            rejects.append(row)
            if len(written.first_rejects) < FIRST_REJECTS:
                written.first_rejects.append(row)
            id_ = f"{run.source}:{item.source_id}"
            if item.not_sold and survey.newest and id_ not in survey.newest:
                written.not_sold.append(id_)
        elif survey.is_newest(place, item.product):
            products.append(item.product)
            if item.product.price:
                written.currencies[item.product.price.currency] += 1
        flush(at_least=_BATCH)
    flush(at_least=1)
    return written


def _nothing_usable(path: Path, rejects: Sequence[RejectedRow]) -> UnusableInput:
    if not rejects:
        return UnusableInput(f"{printable(path)} has no rows", "export it again")
    first = rejects[0]
    return UnusableInput(
        f"no row of {printable(path)} can be used; the first, on line {first.line}: {first.reason}",
        f"{first.remedy}; `floorwalker rejects` lists them all",
    )


def _source(given: str, path: Path) -> str:
    if not given:
        return clean_line(path.stem).replace(":", "-")[:_SOURCE_LIMIT] or "file"
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
