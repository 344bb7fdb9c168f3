"""The use case: import a file of products into the catalogue of a shop."""

import hashlib
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from floorwalker.catalog.feeds import Feed, open_feed
from floorwalker.catalog.import_log import Counts, ImportRun, RejectedRow
from floorwalker.catalog.importers import Guess, Importer, Listing, ReadOptions, Sample, choose_importer
from floorwalker.catalog.importing.merge import Merged, merge
from floorwalker.catalog.importing.options import ImportOptions, ImportReport, Progress
from floorwalker.catalog.importing.staging import Staged, Staging, delete_staging, open_staging
from floorwalker.catalog.pictures import PictureShelf
from floorwalker.catalog.store import CatalogStore
from floorwalker.catalog.text_clean import storable
from floorwalker.core import Conflict, UnusableInput

FIRST_REJECTS = 5
"""How many rejects, and how many notes, a report shows."""

_BATCH = 1000
_STAGING_VERSION = "2"


def import_file(
    store: CatalogStore, path: Path, options: ImportOptions, progress: Progress | None = None
) -> ImportReport:
    """Import a file; importing it again changes nothing.

    The feed is first read into a staging file, which changes nothing: it finds out whether the feed can be
    used at all. Then its products are written in batches, in the order of their ids, each batch in one
    transaction with the note of how far the import has come. Memory holds one batch, whatever the size of the
    file. With ``options.workspace`` the staging file outlives the process: after a crash, importing the same
    file goes on behind the last batch, so that nothing is counted twice and nothing lost.

    Rows of other sources are never touched. A product that the file says is not sold (a draft in Shopify) is
    withdrawn; with ``options.full`` so is every product of the source that the file does not list, unless
    part of the file could not be read at all, or somebody has stated its price or stock since the file was
    written. A row that is listed but cannot be used leaves its product as it was.

    Raises:
        UnusableInput: the file cannot be read, nothing tells the currency of a price, or no row can be used.
            Nothing of the catalogue has changed then; in the last case the rejects are in the log.
        Conflict: another process is importing this source.
    """
    started = time.perf_counter()
    with open_feed(path) as feed:
        how = options.for_feed(feed)
        importer, guess = choose_importer(options.format, sample_of(feed))
        mark = _mark(feed, importer, how, full=options.full)
        work = _Work(store, feed, importer, guess, how, mark, options, progress)
        with _staging_file(store, work) as file, open_staging(file) as staging:
            report = _import(work, staging)
        return replace(report, seconds=time.perf_counter() - started)


def sample_of(feed: Feed) -> Sample:
    """What importers judge a feed by."""
    return Sample(feed.head(), feed.name, workbook=not feed.is_text, feed=feed)


@dataclass(frozen=True, slots=True)
class _Work:
    store: CatalogStore
    feed: Feed
    importer: Importer
    guess: Guess
    how: ReadOptions
    mark: str
    options: ImportOptions
    progress: Progress | None

    def tell(self, what: str, done: int, total: int) -> None:
        if self.progress:
            self.progress(what, done, total)


def _mark(feed: Feed, importer: Importer, how: ReadOptions, *, full: bool) -> str:
    """The same for the same content read in the same way."""
    told = [_STAGING_VERSION, importer.name, how.currency, sorted(how.mapping.items()), full, feed.digest()]
    return hashlib.blake2b(json.dumps(told).encode(), digest_size=16).hexdigest()


@contextmanager
def _staging_file(store: CatalogStore, work: _Work) -> Iterator[Path]:
    """Where the feed is staged; held against other imports of the source while the import runs."""
    if work.options.workspace is None:
        with tempfile.TemporaryDirectory(prefix="floorwalker-") as folder:
            yield Path(folder) / "staging.db"
        return
    workspace = work.options.workspace
    workspace.mkdir(parents=True, exist_ok=True)
    owner = hashlib.blake2b(f"{store.shop_id}\0{work.how.source}".encode(), digest_size=8).hexdigest()
    try:
        with FileLock(workspace / f"{owner}.lock", timeout=0):
            file = workspace / f"{owner}-{work.mark}.db"
            for other in workspace.glob(f"{owner}-*.db"):
                if other != file:
                    delete_staging(other)
            yield file
            delete_staging(file)
    except UnusableInput:
        delete_staging(file)
        raise
    except Timeout as error:
        raise Conflict(
            f"the source {work.how.source!r} is being imported by another process", "wait until it has ended"
        ) from error


def _import(work: _Work, staging: Staging) -> ImportReport:
    log, feed = work.store.log, work.feed
    resumed = bool(staging.after)
    if not staging.complete:
        _stage(work, staging)
    run = log.interrupted(work.how.source, work.mark)
    resumed = resumed or run is not None
    if run is None:
        run = log.start(
            source=work.how.source,
            file=storable(feed.name),
            format=work.importer.name,
            encoding=feed.encoding,
            mark=work.mark,
        )
    run = _write(work, staging, run)
    written = run.counts
    usable = written.added + written.changed + written.unchanged + written.superseded
    if usable:
        run = _withdraw(work, staging, run)
    position = 0
    for remarks in staging.all_remarks(_BATCH):
        log.add_rejects(run.id, position, remarks)
        position += len(remarks)
    if written.unchanged and work.store.max_price_age is not None:
        work.store.confirm_prices(f"import:{run.id}")
    counts = replace(run.counts, rows=staging.rows, rejected=staging.rejected(), noted=staging.noted())
    run = log.finish(run, counts)
    rejects = staging.remarks(used=False, limit=FIRST_REJECTS)
    if not usable:
        raise _nothing_usable(feed.name, rejects)
    notes = staging.remarks(used=True, limit=FIRST_REJECTS)
    return ImportReport(run, work.guess.why, staging.currencies(), tuple(rejects), tuple(notes), 0.0, resumed)


def _stage(work: _Work, staging: Staging) -> None:
    read = 0

    def tell(more: int) -> None:
        nonlocal read
        read += more
        work.tell("reading", read, work.feed.size)

    items = work.importer.read(work.feed, work.how, staging.after, tell)
    shelf = PictureShelf(work.options.pictures, work.feed.pictures)
    staging.add(shelf.stored(item) if isinstance(item, Listing) else item for item in items)


def _write(work: _Work, staging: Staging, run: ImportRun) -> ImportRun:
    store, total = work.store, staging.products()
    cause = f"import:{run.id}"
    done = 0
    while groups := staging.groups(run.checkpoint, _BATCH):
        merged = _together(groups, staging)
        with store.database.write() as connection:
            applied = store.apply_records(merged.records, work.feed.modified_at, cause, connection)
            counts = run.counts + Counts(
                added=applied.added,
                changed=applied.changed,
                unchanged=applied.unchanged,
                superseded=applied.superseded + merged.superseded,
            )
            run = store.log.advance(run, counts, groups[-1][0].key, connection)
        done += len(groups)
        work.tell("writing", done, total)
    return run


def _together(groups: list[list[Staged]], staging: Staging) -> Merged:
    together = Merged()
    for rows in groups:
        merged = merge(rows)
        together.records += merged.records
        together.renamed += merged.renamed
        together.superseded += merged.superseded
        for row, problem in merged.rejects:
            staging.reject(row, problem.reason, problem.remedy)
    staging.spare(together.renamed)
    return together


def _withdraw(work: _Work, staging: Staging, run: ImportRun) -> ImportRun:
    store, source = work.store, work.how.source
    gone = [f"{source}:{key}" for key in staging.not_sold()]
    pages = [gone[start : start + _BATCH] for start in range(0, len(gone), _BATCH)]
    for page in pages:
        run = _withdraw_page(store, run, page)
    after, whole = "", work.options.full and not staging.rest_unread
    while whole and (ids := store.ids_of(source, after, _BATCH, stated_by=work.feed.modified_at)):
        missing = staging.unlisted([id_.removeprefix(f"{source}:") for id_ in ids])
        run = _withdraw_page(store, run, [f"{source}:{key}" for key in missing])
        after = ids[-1]
    return run


def _withdraw_page(store: CatalogStore, run: ImportRun, ids: list[str]) -> ImportRun:
    if not ids:
        return run
    with store.database.write() as connection:
        withdrawn = store.withdraw_records(ids, f"import:{run.id}", connection)
        return store.log.advance(run, run.counts + Counts(withdrawn=withdrawn), run.checkpoint, connection)


def _nothing_usable(name: str, rejects: list[RejectedRow]) -> UnusableInput:
    if not rejects:
        return UnusableInput(f"{name} has no rows", "export it again")
    first = rejects[0]
    return UnusableInput(
        f"no row of {name} can be used; the first, on line {first.line}: {first.reason}",
        f"{first.remedy}; `floorwalker rejects` lists them all",
    )
