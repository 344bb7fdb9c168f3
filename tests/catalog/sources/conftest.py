"""A web server that serves feeds, and a place to run them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from feed_server import FeedServer, feed_server
from floorwalker.catalog.sources import FeedStore, Limits, Workshop
from floorwalker.core import FixedClock
from floorwalker.storage import Database


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A web server on a port of the system's choice."""
    with feed_server() as running:
        yield running


@pytest.fixture
def feeds(database: Database, clock: FixedClock) -> FeedStore:
    """No feeds yet, once on SQLite and once on PostgreSQL."""
    return FeedStore(database, "default", clock)


@pytest.fixture
def shop_feeds(sqlite_database: Database, clock: FixedClock) -> FeedStore:
    """No feeds yet, in the database of ``shelf``."""
    return FeedStore(sqlite_database, "default", clock)


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """A place for downloads, with small limits."""
    return Workshop(tmp_path / "imports", None, Limits(1_000_000, 5.0))
