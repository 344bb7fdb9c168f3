"""Scheduled feeds in the running server: a keeper that runs what is due, and gauges of how feeds do."""

import logging
import threading
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from anyio.to_thread import run_sync
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from floorwalker.catalog.sources import Alarm, FeedStore, Workshop, post_alarm, run_feed, watch
from floorwalker.dialogue import House
from floorwalker.storage import Shop

log = logging.getLogger(__name__)

LOOK_EVERY_S = 15.0
"""How often the keeper looks whether a feed is due."""

PATIENCE_S = 10.0
"""How long a server that stops waits for a feed that runs."""


class FeedKeeper:
    """Runs the feeds of all shops that are due, one at a time, in a thread of its own.

    Nothing that goes wrong here reaches the rest of the server. Other processes may keep the same feeds.
    """

    def __init__(self, house: House) -> None:
        self._house = house
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="feeds", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End soon: a download or an import that runs is left where it is, and the next start goes on.

        A server that keeps silent is not waited for longer than :data:`PATIENCE_S`.
        """
        self._stopping.set()
        self._thread.join(PATIENCE_S)

    def look(self) -> None:
        """Run what is due now, and tell of feeds that have gone stale or recovered."""
        for shop in self._house.shops.all():
            if self._stopping.is_set():
                return
            try:
                self._look_at(shop)
            except Exception:
                log.exception("the feeds of shop %s could not be looked after", shop.id)

    def _keep(self) -> None:
        while not self._stopping.is_set():
            try:
                self.look()
            except Exception:
                log.exception("the feeds could not be looked after")
            self._stopping.wait(LOOK_EVERY_S)

    def _look_at(self, shop: Shop) -> None:
        feeds = feed_store(self._house, shop.id)
        workshop = Workshop.of(self._house.settings, shop.currency)
        for feed in feeds.due():
            assistant = self._house.assistant(shop.id)
            outcome = run_feed(
                feeds,
                assistant.catalog,
                feed.source,
                workshop,
                only_if_due=True,
                stopping=self._stopping.is_set,
            )
            log.info("feed %s of shop %s: %s", feed.source, shop.id, outcome.result)
            if outcome.report:
                assistant.search.index_now()
            if self._stopping.is_set():
                return
        watch(feeds, self._tell)

    def _tell(self, alarm: Alarm) -> None:
        url = self._house.settings.alarm_url.get_secret_value()
        if url:
            post_alarm(url, alarm)


class FeedGauges(Collector):
    """How the feeds do, read from the database when the metrics are."""

    def __init__(self, house: House) -> None:
        self._house = house

    def collect(self) -> Iterable[Metric]:
        """One gauge a feed of staleness and one of age."""
        labels = ("shop", "source")
        stale = GaugeMetricFamily(
            "floorwalker_feed_stale", "1: the feed has had no success for too long.", labels=labels
        )
        age = GaugeMetricFamily(
            "floorwalker_feed_age_seconds", "Seconds since the feed's last success.", labels=labels
        )
        try:
            for shop in self._house.shops.all():
                feeds = feed_store(self._house, shop.id)
                now = feeds.clock.now()
                for feed in feeds.all():
                    stale.add_metric((shop.id, feed.source), float(feed.is_stale(now)))
                    age.add_metric((shop.id, feed.source), feed.age(now).total_seconds())
        except SQLAlchemyError:
            log.exception("the gauges of the feeds could not be read")
        return stale, age


@asynccontextmanager
async def keep_feeds(house: House, registry: CollectorRegistry) -> AsyncIterator[None]:
    """Keep the feeds, and show how they do among the metrics, while the body runs."""
    gauges = FeedGauges(house)
    registry.register(gauges)
    keeper = FeedKeeper(house) if house.settings.feed_schedule else None
    if keeper:
        keeper.start()
    try:
        yield
    finally:
        if keeper:
            await run_sync(keeper.stop)
        registry.unregister(gauges)


def feed_store(house: House, shop_id: str) -> FeedStore:
    """The feeds of a shop, on the house's clock."""
    return FeedStore(house.database, shop_id, house.assistant(shop_id).catalog.clock)
