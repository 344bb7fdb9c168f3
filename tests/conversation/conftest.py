"""What the suites of the conversation room share."""

from collections.abc import Callable
from typing import Any

import pytest

from floorwalker.conversation import Accepted, ConversationStore, Event, EventKind, Lease, NewEvent
from floorwalker.core import DEFAULT_SHOP, FixedClock
from floorwalker.storage import Database

TIMEOUT_S = 30.0


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(database: Database, clock: FixedClock) -> ConversationStore:
    return ConversationStore(database, DEFAULT_SHOP, clock, TIMEOUT_S)


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
