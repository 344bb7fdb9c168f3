"""The engine on PostgreSQL keeps the contract, and many nodes share what it keeps."""

import pytest

from floorwalker.catalog import CatalogStore
from floorwalker.core import DEFAULT_SHOP, FixedClock
from floorwalker.search.engine import HybridEngine
from floorwalker.search.words.postgres import PostgresWords
from floorwalker.storage import Database
from tests.search.contract import SearchEngineContract

WAIT_S = 30.0


@pytest.fixture
def database_url(postgres_url: str) -> str:
    """PostgreSQL alone."""
    from tests.conftest import new_postgres_database

    return new_postgres_database(postgres_url)


class TestPostgresEngine(SearchEngineContract):
    """The contract."""

    @pytest.fixture(autouse=True)
    def _engine(self, database: Database) -> None:
        self.clock = FixedClock()
        self.catalog = CatalogStore(database, DEFAULT_SHOP, self.clock)
        self.engine = HybridEngine(self.catalog, PostgresWords(database, DEFAULT_SHOP), None, WAIT_S)
