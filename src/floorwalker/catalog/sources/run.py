"""Running a feed: fetch it where it has changed, import it, and remember what became of it."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlalchemy.exc import SQLAlchemyError

from floorwalker.catalog.importing import (
    ImportOptions,
    ImportReport,
    Preview,
    Progress,
    import_file,
    preview_file,
)
from floorwalker.catalog.sources.downloads import Downloads, Validators
from floorwalker.catalog.sources.feed import Feed, FeedPlan
from floorwalker.catalog.sources.fetch import Check, Limits, fetch
from floorwalker.catalog.sources.store import HELD_FOR, FeedStore
from floorwalker.catalog.store import CatalogStore
from floorwalker.core import FloorwalkerError, Settings, UnusableInput, new_id

log = logging.getLogger(__name__)

Result = Literal["imported", "unchanged", "failed", "busy", "stopped"]
"""``busy``: another process is at the feed, or it is not due any more; ``stopped``: this process was asked to
stop, and the next run goes on where it was."""

_RENEW_EVERY_S = HELD_FOR.total_seconds() / 4


@dataclass(frozen=True, slots=True)
class FeedOutcome:
    """What became of one run; ``report`` is there where something was imported."""

    source: str
    result: Result
    seconds: float
    error: str = ""
    report: ImportReport | None = None

    def as_json(self) -> dict[str, Any]:
        """The outcome for programs."""
        return {
            "source": self.source,
            "result": self.result,
            "error": self.error,
            "seconds": round(self.seconds, 3),
            "import": self.report.as_json() if self.report else None,
        }


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where feeds are run on this machine, and within which limits.

    Args:
        workspace: the folder of downloads and interrupted imports.
        pictures: the folder for pictures that lie beside a feed on this machine.
        limits: of a download.
        shop_currency: of prices that name none, where the feed's plan names none either.
    """

    workspace: Path
    pictures: Path | None
    limits: Limits
    shop_currency: str = ""

    @classmethod
    def of(cls, settings: Settings, shop_currency: str) -> "Workshop":
        """As the settings say; ``shop_currency`` is the shop's own, and may be empty."""
        return cls(
            settings.data / "imports",
            settings.data / "media",
            Limits(settings.feed_max_mb * 1_000_000, settings.feed_timeout_s),
            shop_currency or settings.currency,
        )

    def downloads(self, shop_id: str, source: str) -> Downloads:
        """The downloads of a feed."""
        return Downloads(self.workspace, shop_id, source)

    def options(self, plan: FeedPlan) -> ImportOptions:
        """How a feed is imported."""
        return ImportOptions(
            format=plan.format,
            mapping=plan.mapping,
            currency=plan.currency,
            shop_currency=self.shop_currency,
            source=plan.source,
            full=plan.full,
            workspace=self.workspace,
            pictures=self.pictures,
        )


def run_feed(
    feeds: FeedStore,
    catalog: CatalogStore,
    source: str,
    workshop: Workshop,
    *,
    only_if_due: bool = False,
    stopping: Callable[[], bool] = lambda: False,
    progress: Progress | None = None,
) -> FeedOutcome:
    """Run a feed once; no two processes run the same one at the same time.

    A failure leaves the products as they are and is remembered with its reason. A download that could not be
    imported is kept, and not fetched again while the server says that it has not changed.

    Args:
        feeds: the shop's feeds.
        catalog: the shop's catalogue.
        source: which feed.
        workshop: where and how.
        only_if_due: do nothing where another process has run it meanwhile.
        stopping: asked all the while; after ``True`` the run ends soon, and the next goes on from there.
        progress: as for :func:`~floorwalker.catalog.importing.import_file`.

    Raises:
        NotFound: the source has no feed.
    """
    started = time.perf_counter()
    holder = f"{socket.gethostname()}:{os.getpid()}:{new_id()}"

    def outcome(result: Result, error: str = "", report: ImportReport | None = None) -> FeedOutcome:
        return FeedOutcome(source, result, time.perf_counter() - started, error, report)

    feeds.get(source)
    if not feeds.hold(source, holder):
        return outcome("busy")
    try:
        feed = feeds.get(source)
        if only_if_due and not feed.is_due(feeds.clock.now()):
            feeds.release(source, holder)
            return outcome("busy")
        with _lease(feeds, source, holder, stopping) as check:
            report = _run(feeds, catalog, feed, holder, workshop, check, progress)
        return outcome("imported" if report else "unchanged", report=report)
    except _Lost:
        return outcome("busy")
    except _Stopped:
        feeds.release(source, holder)
        return outcome("stopped")
    except FloorwalkerError as problem:
        error = workshop.downloads(feeds.shop_id, source).tidy(str(problem))
        log.warning("feed %s of shop %s failed: %s", source, feeds.shop_id, error)
    except Exception as problem:
        error = f"{type(problem).__name__}: see the server's log"
        log.exception("feed %s of shop %s failed", source, feeds.shop_id)
    feeds.fail(source, holder, error)
    return outcome("failed", error)


def try_feed(plan: FeedPlan, shop_id: str, workshop: Workshop) -> Preview:
    """Fetch a feed that is to be scheduled and read its beginning; nothing of the catalogue changes.

    The download is kept: the first run need not fetch it again.

    Raises:
        FetchFailed: it cannot be fetched.
        UnusableInput: the plan cannot be used, or no product can be read.
    """
    plan.check()
    downloads = workshop.downloads(shop_id, plan.source)
    found = fetch(plan.location, Validators(), downloads, workshop.limits)
    if found is None:
        raise UnusableInput("there is nothing at the location", "check it")
    try:
        preview = preview_file(found.path, workshop.options(plan))
    except UnusableInput as problem:
        raise UnusableInput(downloads.tidy(problem.message), problem.remedy) from problem
    if not preview.products:
        first = next((f": {reject.reason}" for reject in preview.rejects), "")
        raise UnusableInput(
            f"no product can be read from {preview.file} as {preview.format}{first}",
            "check the location, --format and --map",
        )
    return preview


class _Stopped(Exception):
    """This process was asked to stop."""


class _Lost(Exception):
    """The feed is another process's now, or has been changed or removed."""


def _run(
    feeds: FeedStore,
    catalog: CatalogStore,
    feed: Feed,
    holder: str,
    workshop: Workshop,
    check: Check,
    progress: Progress | None,
) -> ImportReport | None:
    """The report of an import, or ``None`` where the feed is unchanged."""
    downloads = workshop.downloads(feeds.shop_id, feed.source)
    known = Validators(feed.etag, feed.last_modified)
    found = fetch(feed.plan.location, known, downloads, workshop.limits, check)
    if found is None:
        _keep(feeds.succeed(feed.source, holder, feed.etag, feed.last_modified))
        return None

    def tell(what: str, done: int, total: int) -> None:
        check()
        if progress:
            progress(what, done, total)

    report = import_file(catalog, found.path, workshop.options(feed.plan), tell)
    version = found.validators
    _keep(feeds.succeed(feed.source, holder, version.etag, version.last_modified, report.run.id))
    downloads.discard()
    return report


def _keep(held: bool) -> None:
    if not held:
        raise _Lost


@contextmanager
def _lease(feeds: FeedStore, source: str, holder: str, stopping: Callable[[], bool]) -> Iterator[Check]:
    """Stay at a feed while the body runs; yields a check that raises once the body must end."""
    done, lost = threading.Event(), threading.Event()

    def renew() -> None:
        while not done.wait(_RENEW_EVERY_S):
            try:
                if not feeds.renew(source, holder):
                    lost.set()
                    return
            except SQLAlchemyError:
                log.exception("feed %s of shop %s could not be held on to", source, feeds.shop_id)

    def check() -> None:
        if lost.is_set():
            raise _Lost
        if stopping():
            raise _Stopped

    thread = threading.Thread(target=renew, name=f"feed-{source}", daemon=True)
    thread.start()
    try:
        yield check
    finally:
        done.set()
        thread.join()
