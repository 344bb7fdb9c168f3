"""Staff are told once when a feed goes stale, and once when it has recovered, in both languages."""

import json
import logging
from dataclasses import replace

import pytest

from feed_server import FeedServer
from floorwalker.catalog.sources import Alarm, FeedPlan, FeedStore, alarm, describe, post_alarm, watch
from floorwalker.core import FixedClock

PLAN = FeedPlan("shop", "https://shop.example/feed.csv?token=t0ken", stale_after_hours=2)
HOUR = 3600


def succeed(feeds: FeedStore) -> None:
    assert feeds.hold("shop", "me")
    assert feeds.succeed("shop", "me", "", "")


def test_a_feed_that_goes_stale_is_told_once_and_so_is_its_recovery(
    feeds: FeedStore, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    feeds.add(PLAN)
    told: list[Alarm] = []
    assert watch(feeds, told.append) == []
    clock.advance(2 * HOUR + 1)
    for _ in range(3):
        watch(feeds, told.append)
    assert [one.event for one in told] == ["feed_stale"]
    warnings = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert len(warnings) == 1
    succeed(feeds)
    for _ in range(3):
        watch(feeds, told.append)
    assert [one.event for one in told] == ["feed_stale", "feed_recovered"]
    clock.advance(2 * HOUR + 1)
    watch(feeds, told.append)
    assert len(told) == 3


def test_of_many_processes_that_look_one_tells(feeds: FeedStore, clock: FixedClock) -> None:
    feeds.add(PLAN)
    other = FeedStore(feeds.database, feeds.shop_id, clock)
    clock.advance(3 * HOUR)
    told: list[Alarm] = []
    seen = other.all()
    watch(feeds, told.append)
    other.all = lambda: seen  # type: ignore[method-assign]
    watch(other, told.append)
    assert len(told) == 1


def test_a_feed_that_is_switched_off_is_not_stale(feeds: FeedStore, clock: FixedClock) -> None:
    feeds.add(replace(PLAN, enabled=False))
    clock.advance(100 * HOUR)
    assert watch(feeds, lambda alarm: None) == []


def test_the_words_are_in_both_languages_for_every_state(shop_feeds: FeedStore, clock: FixedClock) -> None:
    def words() -> dict[str, str]:
        return describe(shop_feeds.get("shop"), clock.now())

    shop_feeds.add(PLAN)
    assert words() == {"en": "Feed 'shop' has not been run yet.", "zh": "商品源“shop”尚未运行过。"}
    assert shop_feeds.hold("shop", "me")
    shop_feeds.fail("shop", "me", "the server answers with status 500")
    assert "failed 1 times in a row" in words()["en"]
    assert "连续 1 次更新失败" in words()["zh"]
    clock.advance(2 * HOUR + 360)
    assert words()["en"].startswith("Feed 'shop' has had no success for 2.1 hours (limit 2)")
    assert words()["zh"].startswith("商品源“shop”已有 2.1 小时未能成功更新（上限 2 小时）")
    assert "status 500" in words()["zh"]
    succeed(shop_feeds)
    assert words()["zh"] == "商品源“shop”更新正常。"
    shop_feeds.add(replace(PLAN, enabled=False))
    assert words()["zh"] == "商品源“shop”已停用。"


def test_an_alarm_is_posted_as_json_without_secrets(
    shop_feeds: FeedStore, clock: FixedClock, server: FeedServer
) -> None:
    shop_feeds.add(PLAN)
    clock.advance(3 * HOUR)
    watch(shop_feeds, lambda alarm: post_alarm(server.url, alarm) and None)
    (body,) = server.posts
    told = json.loads(body)
    assert (told["event"], told["shop"], told["feed"]["source"]) == ("feed_stale", "default", "shop")
    assert set(told["message"]) == {"en", "zh"}
    assert "商品源" in told["message"]["zh"]
    assert b"t0ken" not in body


def test_an_alarm_that_does_not_arrive_is_tried_again_and_logged_without_the_address(
    shop_feeds: FeedStore,
    clock: FixedClock,
    server: FeedServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(alarm, "_PAUSE_S", 0)
    shop_feeds.add(PLAN)
    one = Alarm("feed_recovered", "default", shop_feeds.get("shop"), clock.now())
    server.status = 500
    with caplog.at_level(logging.DEBUG):
        assert not post_alarm(server.url + "?key=s3cret", one)
        assert not post_alarm("http://127.0.0.1:9/?key=s3cret", one)
        assert not post_alarm("no address", one)
    assert len(server.posts) == 3
    assert "status 500" in caplog.text
    assert "s3cret" not in caplog.text
