"""Where products come from by themselves: scheduled feeds and webhooks."""

from floorwalker.catalog.sources.alarm import Alarm, describe, post_alarm, watch
from floorwalker.catalog.sources.feed import Feed, FeedPlan
from floorwalker.catalog.sources.fetch import FetchFailed, Limits
from floorwalker.catalog.sources.ledger import Outcome
from floorwalker.catalog.sources.location import is_url, masked
from floorwalker.catalog.sources.run import FeedOutcome, Workshop, run_feed, try_feed
from floorwalker.catalog.sources.store import FeedStore
from floorwalker.catalog.sources.webhooks import Delivery, is_signed, receive

__all__ = [
    "Alarm",
    "Delivery",
    "Feed",
    "FeedOutcome",
    "FeedPlan",
    "FeedStore",
    "FetchFailed",
    "Limits",
    "Outcome",
    "Workshop",
    "describe",
    "is_signed",
    "is_url",
    "masked",
    "post_alarm",
    "receive",
    "run_feed",
    "try_feed",
    "watch",
]
