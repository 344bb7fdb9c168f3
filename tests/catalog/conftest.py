"""A catalogue on both databases, and files to import into it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from floorwalker.catalog import CatalogStore, ImportOptions, ImportReport, import_file
from floorwalker.core import FixedClock
from floorwalker.storage import Database


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(database: Database, clock: FixedClock) -> CatalogStore:
    """An empty catalogue, once on SQLite and once on PostgreSQL."""
    return CatalogStore(database, "default", clock)


@pytest.fixture
def shelf(sqlite_database: Database, clock: FixedClock) -> CatalogStore:
    """An empty catalogue, where the kind of database does not matter."""
    return CatalogStore(sqlite_database, "default", clock)


@pytest.fixture
def load(shelf: CatalogStore, tmp_path: Path) -> Callable[..., ImportReport]:
    """Import a text or bytes as a file into ``shelf``."""

    def load(
        content: str | bytes, name: str = "shop.csv", encoding: str = "utf-8", **options: Any
    ) -> ImportReport:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return import_file(shelf, path, ImportOptions(**options))

    return load
