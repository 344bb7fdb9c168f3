"""A feed is fetched only where it has changed, imported whole or not at all, and its failures are told."""

import json
import logging
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feed_server import FeedServer
from floorwalker.catalog import CatalogStore
from floorwalker.catalog.sources import (
    FeedOutcome,
    FeedPlan,
    FeedStore,
    FetchFailed,
    Limits,
    Workshop,
    run_feed,
    try_feed,
)
from floorwalker.catalog.sources import run as running
from floorwalker.core import Conflict, FixedClock, NotFound, UnusableInput

DATE = "Wed, 01 Jan 2025 08:00:00 GMT"
Run = Callable[..., FeedOutcome]


@pytest.fixture
def run(shop_feeds: FeedStore, shelf: CatalogStore, workshop: Workshop, server: FeedServer) -> Run:
    """Schedule the server's feed and run it."""

    def run(location: str = "", **given: object) -> FeedOutcome:
        plan = FeedPlan("shop", location or server.url)
        shop_feeds.add(replace(plan, **given))  # type: ignore[arg-type]
        return run_feed(shop_feeds, shelf, "shop", workshop)

    return run


def titles(shelf: CatalogStore) -> list[str]:
    return [product.title for product in shelf.iterate()]


def test_a_feed_is_imported_and_its_success_remembered(
    run: Run, server: FeedServer, shop_feeds: FeedStore, shelf: CatalogStore, clock: FixedClock
) -> None:
    server.etag, server.last_modified = '"v1"', DATE
    outcome = run()
    assert (outcome.result, outcome.error) == ("imported", "")
    assert titles(shelf) == ["Scarf"]
    feed = shop_feeds.get("shop")
    assert (feed.etag, feed.last_modified, feed.failures) == ('"v1"', DATE, 0)
    assert feed.succeeded_at == feed.checked_at == clock.now()
    assert outcome.report is not None
    assert feed.import_id == outcome.report.run.id == shelf.log.get().id
    assert not shop_feeds.get("shop").holder


def test_prices_are_as_old_as_the_server_says_the_file_is(
    run: Run, server: FeedServer, shelf: CatalogStore
) -> None:
    server.last_modified = DATE
    run()
    (live,) = shelf.live()
    assert live.stated_at == datetime(2025, 1, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("known", ["etag", "last_modified"])
def test_an_unchanged_feed_is_a_success_and_is_not_sent_again(
    run: Run, server: FeedServer, shop_feeds: FeedStore, shelf: CatalogStore, clock: FixedClock, known: str
) -> None:
    setattr(server, known, {"etag": '"v1"', "last_modified": DATE}[known])
    first = run()
    clock.advance(3600)
    assert run().result == "unchanged"
    feed = shop_feeds.get("shop")
    assert feed.succeeded_at == clock.now()
    assert first.report is not None
    assert feed.import_id == first.report.run.id
    assert len(shelf.log.imports()) == 1
    sent = server.requests[1]
    assert sent.get({"etag": "if-none-match", "last_modified": "if-modified-since"}[known])


def test_a_changed_feed_is_imported_and_full_withdraws_what_is_gone(
    run: Run, server: FeedServer, shelf: CatalogStore
) -> None:
    server.etag = '"v1"'
    run(full=True)
    server.etag, server.body = '"v2"', b"id,title,price\n2,Hat,20 USD\n"
    outcome = run(full=True)
    assert titles(shelf) == ["Hat"]
    assert outcome.report is not None
    assert outcome.report.run.counts.withdrawn == 1


def test_a_packed_answer_is_unpacked(run: Run, server: FeedServer, shelf: CatalogStore) -> None:
    server.packed = True
    assert run().result == "imported"
    assert titles(shelf) == ["Scarf"]
    assert server.requests[0]["accept-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ({"status": 500}, "status 500"),
        ({"status": 404}, "check the URL"),
        ({"status": 401}, "password"),
        ({"cut": 5}, "broke off"),
        ({"cut": 5, "packed": True}, "broke off"),
        ({"body": b"x" * 1_000_001}, "larger than 1 MB"),
        ({"body": b""}, "feed.csv is empty"),
        ({"body": b"id,title,price\n1,Scarf,12\n"}, "currency"),
        ({"location": "ftp://127.0.0.1/feed"}, "redirects"),
        ({"location": "/again"}, "more than 5 redirects"),
    ],
)
def test_a_failure_keeps_the_products_and_is_remembered(
    run: Run,
    server: FeedServer,
    shop_feeds: FeedStore,
    shelf: CatalogStore,
    trouble: dict[str, object],
    words: str,
) -> None:
    server.etag = '"v1"'
    run(full=True)
    before, products = shop_feeds.get("shop"), list(shelf.iterate())
    server.etag = '"v2"'
    for name, value in trouble.items():
        setattr(server, name, value)
    for failures in (1, 2):
        outcome = run(full=True)
        assert outcome.result == "failed"
        feed = shop_feeds.get("shop")
        assert words in feed.error
        assert "imports" not in feed.error
        assert outcome.error == feed.error
        assert feed.failures == failures
    assert (feed.etag, feed.succeeded_at, feed.import_id) == (
        before.etag,
        before.succeeded_at,
        before.import_id,
    )
    assert list(shelf.iterate()) == products
    assert not feed.holder


def test_a_packed_answer_that_unpacks_to_too_much_is_refused(run: Run, server: FeedServer) -> None:
    server.packed, server.body = True, b"x" * 5_000_000
    assert "larger than 1 MB" in run().error


def test_damaged_gzip_is_a_broken_download_and_not_a_feed(
    run: Run, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gzip.compress", lambda body: b"\x1f\x8b\x08\x00" + body)
    server.packed = True
    assert "gzip is damaged" in run().error


def test_a_server_that_is_too_slow_is_left(
    run: Run, server: FeedServer, shop_feeds: FeedStore, shelf: CatalogStore, workshop: Workshop
) -> None:
    server.slow_s = 0.3
    run()
    hasty = replace(workshop, limits=Limits(1_000_000, 0.1))
    outcome = run_feed(shop_feeds, shelf, "shop", hasty)
    assert "longer than 0.1 s" in outcome.error


def test_a_server_that_is_not_there_is_told_with_the_reason(run: Run) -> None:
    assert "cannot be reached" in run("http://127.0.0.1:9/feed.csv").error


def test_redirects_are_followed(run: Run, server: FeedServer, shelf: CatalogStore) -> None:
    server.location = "/moved.csv"
    assert run().result == "imported"
    assert [request["path"] for request in server.requests] == ["/feed.csv", "/moved.csv"]


def test_name_and_password_are_sent_and_neither_they_nor_a_token_is_logged_or_kept(
    run: Run, server: FeedServer, shop_feeds: FeedStore, shelf: CatalogStore, caplog: pytest.LogCaptureFixture
) -> None:
    url = server.url.replace("http://", "http://me:s3cret@") + "?token=t0ken"
    with caplog.at_level(logging.DEBUG):
        assert run(url).result == "imported"
        server.status = 500
        outcome = run(url)
    assert server.requests[0]["authorization"].startswith("Basic ")
    assert server.requests[0]["path"] == "/feed.csv?token=t0ken"
    feed = shop_feeds.get("shop")
    shown = caplog.text + outcome.error + json.dumps(feed.as_json(shop_feeds.clock.now()))
    shown += repr(shelf.log.imports())
    for secret in ("s3cret", "t0ken"):
        assert secret not in shown


def test_a_file_is_read_where_it_lies_and_only_when_it_has_changed(
    run: Run, tmp_path: Path, shelf: CatalogStore
) -> None:
    file = tmp_path / "feed.csv"
    file.write_text("id,title\n1,Scarf\n")
    os.utime(file, (1_700_000_000, 1_700_000_000))
    assert run(str(file)).result == "imported"
    assert run(str(file)).result == "unchanged"
    file.write_text("id,title\n1,Scarf, red\n2,Hat\n")
    assert run(str(file)).result == "imported"
    assert len(titles(shelf)) == 2
    file.unlink()
    assert "there is no file" in run(str(file)).error
    assert len(titles(shelf)) == 2


def test_a_download_is_kept_until_it_is_imported(
    run: Run, server: FeedServer, shelf: CatalogStore, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.etag = '"v1"'

    def crash(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(running, "import_file", crash)
        run()
    downloads = workshop.downloads("default", "shop")
    waiting = downloads.waiting(server.url)
    assert waiting is not None
    assert waiting.path.read_bytes() == server.body


def test_what_a_crash_left_is_imported_without_being_sent_again(
    run: Run,
    server: FeedServer,
    shop_feeds: FeedStore,
    shelf: CatalogStore,
    workshop: Workshop,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server.etag = '"v1"'
    with monkeypatch.context() as patch:
        patch.setattr(running, "import_file", lambda *args: (_ for _ in ()).throw(Conflict("busy")))
        assert run().result == "failed"
    assert shop_feeds.get("shop").etag == ""
    assert run().result == "imported"
    assert [request.get("if-none-match") for request in server.requests] == [None, '"v1"']
    assert titles(shelf) == ["Scarf"]
    assert workshop.downloads("default", "shop").waiting(server.url) is None
    assert not workshop.downloads("default", "shop").folder.exists()


def test_a_newer_feed_replaces_the_one_that_waits(run: Run, server: FeedServer, shelf: CatalogStore) -> None:
    server.etag, server.body = '"v1"', b"id,title,price\n1,Scarf,12\n"
    assert run().result == "failed"
    server.etag, server.body = '"v2"', b"id,title,price\n2,Hat,20 USD\n"
    assert run().result == "imported"
    assert titles(shelf) == ["Hat"]


def test_no_two_processes_run_a_feed_at_once(
    run: Run, server: FeedServer, shop_feeds: FeedStore, shelf: CatalogStore, workshop: Workshop
) -> None:
    shop_feeds.add(FeedPlan("shop", server.url))
    server.slow_s = 0.3
    barrier, results = threading.Barrier(4), []

    def race() -> None:
        barrier.wait()
        results.append(run_feed(shop_feeds, shelf, "shop", workshop).result)

    threads = [threading.Thread(target=race) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["busy", "busy", "busy", "imported"]
    assert len(server.requests) == 1


def test_a_feed_that_another_process_has_just_run_is_left_alone(
    run: Run, server: FeedServer, shop_feeds: FeedStore, shelf: CatalogStore, workshop: Workshop
) -> None:
    run()
    assert run_feed(shop_feeds, shelf, "shop", workshop, only_if_due=True).result == "busy"
    assert len(server.requests) == 1
    assert not shop_feeds.get("shop").holder


def test_a_run_that_is_asked_to_stop_leaves_the_feed_free_and_counts_nothing(
    run: Run, server: FeedServer, shop_feeds: FeedStore, shelf: CatalogStore, workshop: Workshop
) -> None:
    shop_feeds.add(FeedPlan("shop", server.url))
    assert run_feed(shop_feeds, shelf, "shop", workshop, stopping=lambda: True).result == "stopped"
    feed = shop_feeds.get("shop")
    assert (feed.failures, feed.checked_at, feed.holder) == (0, None, "")
    assert titles(shelf) == []
    assert run_feed(shop_feeds, shelf, "shop", workshop).result == "imported"


def test_a_fault_of_ours_is_a_failure_too_and_its_words_stay_in_the_log(
    run: Run, shop_feeds: FeedStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(running, "import_file", lambda *args: 1 / 0)
    assert "ZeroDivisionError" in run().error
    assert "Traceback" in caplog.text
    assert shop_feeds.get("shop").failures == 1


def test_an_unknown_feed_cannot_be_run(
    shop_feeds: FeedStore, shelf: CatalogStore, workshop: Workshop
) -> None:
    with pytest.raises(NotFound):
        run_feed(shop_feeds, shelf, "nothing", workshop)


def test_trying_a_feed_shows_its_first_products_and_the_first_run_need_not_fetch_it_again(
    run: Run, server: FeedServer, shelf: CatalogStore, workshop: Workshop
) -> None:
    server.etag = '"v1"'
    preview = try_feed(FeedPlan("shop", server.url), "default", workshop)
    assert [product.title for product in preview.products] == ["Scarf"]
    assert titles(shelf) == []
    assert run().result == "imported"
    assert [request.get("if-none-match") for request in server.requests] == [None, '"v1"']


def test_trying_a_feed_says_what_is_wrong_with_it(server: FeedServer, workshop: Workshop) -> None:
    plan = FeedPlan("shop", server.url)
    server.body = b"<html><title>Please sign in</title></html>"
    with pytest.raises(UnusableInput):
        try_feed(plan, "default", workshop)
    server.status = 503
    with pytest.raises(FetchFailed, match="503"):
        try_feed(plan, "default", workshop)
