"""Feeds are kept with their state, run by one process at a time, and due when the rules say so."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.catalog.sources import FeedPlan, FeedStore, masked
from floorwalker.core import FixedClock, NotFound, UnusableInput
from floorwalker.storage import Database, ShopStore

PLAN = FeedPlan("shop", "https://shop.example/feed.csv", mapping={"price": "零售价"}, full=True)
MINUTE, HOUR = 60, 3600


def run(feeds: FeedStore, *, fails: bool = False, source: str = "shop") -> None:
    assert feeds.hold(source, "me")
    assert feeds.fail(source, "me", "no answer") if fails else feeds.succeed(source, "me", '"1"', "", "i")


def test_a_feed_comes_back_as_it_was_planned(feeds: FeedStore) -> None:
    feed = feeds.add(PLAN)
    assert feed.plan == PLAN
    assert feeds.all() == [feed] == [feeds.get("shop")]
    assert (feed.etag, feed.failures, feed.checked_at, feed.succeeded_at) == ("", 0, None, None)


def test_a_removed_feed_is_gone_and_unknown_ones_are_told(feeds: FeedStore) -> None:
    feeds.add(PLAN)
    feeds.remove("shop")
    assert feeds.all() == []
    for ask in (feeds.get, feeds.remove):
        with pytest.raises(NotFound, match="no feed"):
            ask("shop")


def test_another_schedule_keeps_the_state_and_another_location_forgets_it(feeds: FeedStore) -> None:
    feeds.add(PLAN)
    run(feeds)
    assert feeds.add(replace(PLAN, every_minutes=5)).etag == '"1"'
    moved = feeds.add(replace(PLAN, location="https://shop.example/other.csv"))
    assert (moved.etag, moved.checked_at) == ("", None)
    assert moved.succeeded_at is not None
    assert [feed.source for feed in feeds.due()] == ["shop"]


def test_a_process_at_the_old_plan_loses_the_feed(feeds: FeedStore) -> None:
    feeds.add(PLAN)
    assert feeds.hold("shop", "slow")
    feeds.add(replace(PLAN, location="https://shop.example/other.csv"))
    assert not feeds.renew("shop", "slow")
    assert not feeds.succeed("shop", "slow", '"old"', "", "i")
    assert feeds.get("shop").etag == ""


def test_a_feed_is_due_at_once_and_then_every_so_often(feeds: FeedStore, clock: FixedClock) -> None:
    feeds.add(PLAN)
    assert feeds.due()
    run(feeds)
    assert feeds.due() == []
    clock.advance(HOUR - 1)
    assert feeds.due() == []
    clock.advance(1)
    assert feeds.due()


def test_failures_are_retried_ever_later_but_not_later_than_an_hour(
    feeds: FeedStore, clock: FixedClock
) -> None:
    feeds.add(replace(PLAN, every_minutes=24 * 60))
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        run(feeds, fails=True)
        clock.advance(minutes * MINUTE - 1)
        assert feeds.due() == []
        clock.advance(1)
        assert feeds.due()
    assert feeds.get("shop").failures == 8
    assert feeds.get("shop").error == "no answer"
    run(feeds)
    assert (feeds.get("shop").failures, feeds.get("shop").error) == (0, "")


def test_a_retry_never_comes_later_than_the_next_run_would(feeds: FeedStore, clock: FixedClock) -> None:
    feeds.add(replace(PLAN, every_minutes=3))
    for _ in range(20):
        run(feeds, fails=True)
        clock.advance(3 * MINUTE)
        assert feeds.due()


def test_one_process_holds_a_feed_until_it_leaves_or_falls_silent(
    feeds: FeedStore, clock: FixedClock
) -> None:
    feeds.add(PLAN)
    assert feeds.hold("shop", "a")
    assert not feeds.hold("shop", "b")
    assert feeds.due() == []
    clock.advance(100)
    assert feeds.renew("shop", "a")
    clock.advance(100)
    assert not feeds.hold("shop", "b")
    clock.advance(100)
    assert feeds.hold("shop", "b")
    assert not feeds.renew("shop", "a")
    assert not feeds.fail("shop", "a", "late")
    feeds.release("shop", "a")
    assert feeds.get("shop").holder == "b"
    feeds.release("shop", "b")
    assert feeds.hold("shop", "c")


def test_those_that_wait_longest_come_first_and_those_switched_off_never(
    feeds: FeedStore, clock: FixedClock
) -> None:
    for source in ("b", "a"):
        feeds.add(replace(PLAN, source=source))
        clock.advance(1)
    feeds.add(replace(PLAN, source="off", enabled=False))
    assert [feed.source for feed in feeds.due()] == ["b", "a"]
    clock.advance(100 * HOUR)
    assert not feeds.get("off").is_stale(clock.now())


def test_a_feed_is_stale_after_so_long_without_success(feeds: FeedStore, clock: FixedClock) -> None:
    feeds.add(replace(PLAN, stale_after_hours=2))
    assert feeds.get("shop").state(clock.now()) == "waiting"
    run(feeds, fails=True)
    assert feeds.get("shop").state(clock.now()) == "failing"
    clock.advance(2 * HOUR + 1)
    assert feeds.get("shop").state(clock.now()) == "stale"
    run(feeds)
    assert feeds.get("shop").state(clock.now()) == "fresh"
    assert feeds.get("shop").age(clock.now()).total_seconds() == 0


def test_shops_do_not_see_each_others_feeds(database: Database, feeds: FeedStore, clock: FixedClock) -> None:
    ShopStore(database).create("other")
    other = FeedStore(database, "other", clock)
    feeds.add(PLAN)
    assert other.all() == []
    assert not other.hold("shop", "x")
    with pytest.raises(NotFound):
        other.remove("shop")


@pytest.mark.parametrize(
    "given",
    [
        {"location": "ftp://shop.example/feed.csv"},
        {"location": "file:///etc/passwd"},
        {"location": "https://"},
        {"location": "https://shop.example:port/"},
        {"location": "feed.csv"},
        {"location": ""},
        {"location": "https://shop.example/a\nb"},
        {"every_minutes": 0},
        {"stale_after_hours": 0},
        {"source": "a:b"},
        {"source": ""},
        {"source": " x"},
        {"format": "word"},
        {"currency": "XXY"},
    ],
)
def test_a_plan_that_cannot_work_is_refused_with_a_remedy(feeds: FeedStore, given: dict[str, object]) -> None:
    with pytest.raises(UnusableInput) as refused:
        feeds.add(replace(PLAN, **given))  # type: ignore[arg-type]
    assert refused.value.remedy
    assert feeds.all() == []


def test_what_is_shown_of_a_location_holds_no_secret() -> None:
    assert masked("https://me:pass@shop.example:8443/f.csv?token=abc&page=2&flag#x") == (
        "https://***@shop.example:8443/f.csv?token=***&page=***&***"
    )
    assert masked("https://shop.example/f.csv") == "https://shop.example/f.csv"
    assert masked("/srv/feeds/f.csv") == "/srv/feeds/f.csv"


@given(st.text(alphabet=st.characters(blacklist_characters="/?#@", codec="utf-8"), min_size=8))
def test_no_password_and_no_token_is_ever_shown(secret: str) -> None:
    for location in (f"https://u:{secret}@shop.example/x", f"https://shop.example/x?token={secret}"):
        assert secret not in masked(location)
