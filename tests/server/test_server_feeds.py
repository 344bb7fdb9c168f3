"""The running server keeps the feeds, shows how they do, and is never harmed by one."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from door_fixtures import ADMIN, shop_settings, wait_until
from feed_server import FeedServer, feed_server
from floorwalker.catalog.sources import FeedPlan, FeedStore
from floorwalker.core import Settings, SystemClock
from floorwalker.dialogue import House
from floorwalker.server import create_app
from floorwalker.server.feeds import FeedKeeper


@pytest.fixture
def feed() -> Iterator[FeedServer]:
    with feed_server() as running:
        yield running


def house_with(settings: Settings, *plans: FeedPlan) -> House:
    house = House(settings)
    for plan in plans:
        FeedStore(house.database, "default", SystemClock()).add(plan)
    return house


def feeds_of(client: TestClient) -> dict[str, dict[str, object]]:
    response = client.get("/api/staff/feeds", headers=ADMIN)
    assert response.status_code == 200
    return {feed["source"]: feed for feed in response.json()}


def test_the_server_runs_what_is_due_and_its_products_are_found(tmp_path: Path, feed: FeedServer) -> None:
    bad = FeedPlan("bad", "http://127.0.0.1:9/x")
    house = house_with(shop_settings(tmp_path), bad, FeedPlan("good", feed.url + "?token=t0ken"))
    with TestClient(create_app(house.settings, house)) as client:
        wait_until(lambda: feeds_of(client)["good"]["state"] == "fresh", 20)
        shown = feeds_of(client)
        assert shown["bad"]["state"] == "failing"
        assert "cannot be reached" in str(shown["bad"]["error"])
        assert set(shown["bad"]["message"]) == {"en", "zh"}  # type: ignore[call-overload]
        assert "t0ken" not in json.dumps(shown)
        wait_until(lambda: client.get("/api/search?q=scarf").json()["total"] == 1)
        metrics = client.get("/metrics").text
        assert 'floorwalker_feed_stale{shop="default",source="good"} 0.0' in metrics
        assert 'floorwalker_feed_age_seconds{shop="default",source="bad"}' in metrics


def test_a_stale_feed_stands_in_the_metrics_and_is_told_to_the_alarm_url(
    tmp_path: Path, feed: FeedServer
) -> None:
    settings = shop_settings(tmp_path, alarm_url=feed.url)
    house = house_with(settings, FeedPlan("bad", "http://127.0.0.1:9/x", stale_after_hours=1e-9))
    with TestClient(create_app(settings, house)) as client:
        wait_until(lambda: bool(feed.posts), 20)
        assert json.loads(feed.posts[0])["feed"]["source"] == "bad"
        assert 'floorwalker_feed_stale{shop="default",source="bad"} 1.0' in client.get("/metrics").text


def test_where_the_schedule_is_off_the_server_runs_nothing(tmp_path: Path, feed: FeedServer) -> None:
    settings = shop_settings(tmp_path, feed_schedule=False)
    house = house_with(settings, FeedPlan("shop", feed.url))
    with TestClient(create_app(settings, house)) as client:
        assert feeds_of(client)["shop"]["state"] == "waiting"
    assert feed.requests == []


def test_a_keeper_that_is_stopped_leaves_a_slow_feed_to_the_next(tmp_path: Path, feed: FeedServer) -> None:
    feed.body, feed.slow_s = b"id,title\n" + b"1,x\n" * 100_000, 1.0
    house = house_with(shop_settings(tmp_path), FeedPlan("shop", feed.url))
    keeper = FeedKeeper(house)
    keeper.start()
    wait_until(lambda: bool(feed.requests))
    keeper.stop()
    left = FeedStore(house.database, "default", SystemClock()).get("shop")
    assert (left.failures, left.holder) == (0, "")
    house.close()


def test_staff_routes_of_feeds_need_the_admin_token(tmp_path: Path) -> None:
    with TestClient(create_app(shop_settings(tmp_path, feed_schedule=False))) as client:
        assert client.get("/api/staff/feeds").status_code == 403
        assert client.get("/api/staff/feeds?shop=nobody", headers=ADMIN).status_code == 404
