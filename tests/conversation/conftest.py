"""What the suites of the conversation room share."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from floorwalker.conversation import Accepted, ConversationStore, Event, EventKind, Lease, NewEvent
from floorwalker.core import FixedClock, new_public_id
from floorwalker.storage import Database, ShopStore

TIMEOUT_S = 30.0


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def shared_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A database that tests share, each with a shop of its own: SQLite, then PostgreSQL."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path_factory.mktemp('conversations') / 'test.db'}")
    else:
        url = sa.make_url(request.getfixturevalue("postgres_url")).set(drivername="postgresql+psycopg")
        database = Database(url.render_as_string(hide_password=False))
    database.migrate()
    yield database
    database.dispose()


@pytest.fixture
def shop_id(shared_database: Database) -> str:
    """A shop that nobody else uses."""
    return ShopStore(shared_database).create(new_public_id()).id


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(shared_database: Database, shop_id: str, clock: FixedClock) -> ConversationStore:
    return ConversationStore(shared_database, shop_id, clock, TIMEOUT_S)


@pytest.fixture
def begin(store: ConversationStore) -> Callable[..., Lease]:
    """Send a message that is expected to get its turn at once."""

    def begin(conversation_id: str, text: str = "hello", client_message_id: str = "m1") -> Lease:
        accepted = store.accept(conversation_id, text, client_message_id, "process 1")
        assert accepted.lease is not None
        return accepted.lease

    return begin


@pytest.fixture
def answer(store: ConversationStore) -> Callable[..., list[Event]]:
    """Finish a turn with one sentence."""

    def answer(
        lease: Lease, reply: str = "Good day.", products: tuple[str, ...] = (), **more: Any
    ) -> list[Event]:
        said = NewEvent(EventKind.SENTENCE, body=reply)
        return store.finish(lease, [said], {"reply": reply, "language": "en"}, products, **more)

    return answer


@pytest.fixture
def stands() -> Callable[[Accepted], str]:
    """Which of its four states a turn is in."""

    def stands(accepted: Accepted) -> str:
        if accepted.answer is not None:
            return "answered"
        if accepted.lease is not None:
            return "begun"
        return "pending" if accepted.pending else "silent"

    return stands
