"""The alarm of feeds that have gone stale: told once when it happens, and once when it is over."""

import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from floorwalker.catalog.sources.feed import Feed
from floorwalker.catalog.sources.store import FeedStore
from floorwalker.catalog.sources.web import web_client

log = logging.getLogger(__name__)

_ATTEMPTS = 3
_PAUSE_S = 2.0
_TIMEOUT_S = 10.0


@dataclass(frozen=True, slots=True)
class Alarm:
    """What staff are told of a feed."""

    event: Literal["feed_stale", "feed_recovered"]
    shop_id: str
    feed: Feed
    at: datetime

    def message(self) -> dict[str, str]:
        """In both languages."""
        if self.event == "feed_stale":
            return describe(self.feed, self.at)
        source = self.feed.source
        return {
            "en": f"Feed {source!r} is up to date again.",
            "zh": f"商品源“{source}”已恢复更新。",
        }

    def as_json(self) -> dict[str, Any]:
        """What ``alarm_url`` receives."""
        return {
            "event": self.event,
            "shop": self.shop_id,
            "at": self.at.isoformat(),
            "message": self.message(),
            "feed": self.feed.as_json(self.at),
        }


def describe(feed: Feed, now: datetime) -> dict[str, str]:
    """How a feed does, as staff read it, in both languages."""
    source, hours = feed.source, feed.age(now).total_seconds() / 3600
    limit = feed.plan.stale_after_hours
    error = f" ({feed.error})" if feed.error else ""
    match feed.state(now):
        case "off":
            return {"en": f"Feed {source!r} is switched off.", "zh": f"商品源“{source}”已停用。"}
        case "waiting":
            return {
                "en": f"Feed {source!r} has not been run yet.",
                "zh": f"商品源“{source}”尚未运行过。",
            }
        case "fresh":
            return {"en": f"Feed {source!r} is up to date.", "zh": f"商品源“{source}”更新正常。"}
        case "failing":
            return {
                "en": f"Feed {source!r} has failed {feed.failures} times in a row and is tried again{error}.",
                "zh": f"商品源“{source}”已连续 {feed.failures} 次更新失败，会自动重试{error}。",
            }
        case "stale":
            return {
                "en": f"Feed {source!r} has had no success for {hours:.1f} hours (limit {limit:g}): its "
                f"prices and stock may be out of date{error}.",
                "zh": f"商品源“{source}”已有 {hours:.1f} 小时未能成功更新（上限 {limit:g} 小时），"
                f"价格和库存可能已过时{error}。",
            }


def watch(feeds: FeedStore, tell: Callable[[Alarm], None]) -> list[Alarm]:
    """Find the feeds that have gone stale or recovered since somebody last looked, and tell of each once.

    It does not matter how many processes look.
    """
    now = feeds.clock.now()
    told: list[Alarm] = []
    for feed in feeds.all():
        stale = feed.is_stale(now)
        if stale and feed.stale_at is None and feeds.raise_alarm(feed.source):
            alarm = Alarm("feed_stale", feeds.shop_id, feed, now)
            log.warning("shop %s: %s", feeds.shop_id, alarm.message()["en"])
        elif not stale and feed.stale_at is not None and feeds.lift_alarm(feed.source):
            alarm = Alarm("feed_recovered", feeds.shop_id, feed, now)
            log.info("shop %s: %s", feeds.shop_id, alarm.message()["en"])
        else:
            continue
        told.append(alarm)
        tell(alarm)
    return told


def post_alarm(url: str, alarm: Alarm) -> bool:
    """Send an alarm as JSON by HTTP POST, in up to three attempts; says whether it arrived (2xx)."""
    import httpx2  # noqa: PLC0415 - see web_client

    body = json.dumps(alarm.as_json(), ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json"}
    why = ""
    with web_client(_TIMEOUT_S, _TIMEOUT_S) as client:
        for attempt in range(_ATTEMPTS):
            if attempt:
                time.sleep(_PAUSE_S)
            try:
                response = client.post(url, content=body, headers=headers)
            except (httpx2.HTTPError, httpx2.InvalidURL) as error:
                why = type(error).__name__
                continue
            if response.is_success:
                return True
            why = f"status {response.status_code}"
    log.error("alarm_url could not be told of %s of feed %s (%s)", alarm.event, alarm.feed.source, why)
    return False
