"""Two shops on one server, even with the same conversation id, never meet."""

import pytest
import sqlalchemy as sa

from floorwalker.conversation import ConversationStore, EventKind, NewEvent
from floorwalker.conversation.tables import conversation_table
from floorwalker.core import FixedClock, NotFound, new_public_id
from floorwalker.storage import Database, ShopStore


@pytest.fixture
def other_shop(shared_database: Database) -> str:
    return ShopStore(shared_database).create(new_public_id()).id


@pytest.fixture
def other(shared_database: Database, other_shop: str, clock: FixedClock) -> ConversationStore:
    return ConversationStore(shared_database, other_shop, clock, 30)


def test_a_conversation_of_one_shop_is_unknown_in_another(
    store: ConversationStore, other: ConversationStore
) -> None:
    chat = store.create()
    assert not other.check_token(chat.id, chat.token)
    with pytest.raises(NotFound):
        other.accept(chat.id, "hello", "m1", "process 1")
    with pytest.raises(NotFound):
        other.erase(chat.id)
    assert other.inbox() == []


def test_the_same_id_in_two_shops_is_two_conversations(
    store: ConversationStore, other: ConversationStore, other_shop: str, shared_database: Database
) -> None:
    mine = store.create()
    twin = other.create()
    with shared_database.write() as connection:
        connection.execute(
            sa.update(conversation_table).where(conversation_table.c.shop_id == other_shop).values(id=mine.id)
        )
    assert store.check_token(mine.id, mine.token)
    assert other.check_token(mine.id, twin.token)
    assert not other.check_token(mine.id, mine.token)

    for shop, text in ((store, "for me"), (other, "for them")):
        accepted = shop.accept(mine.id, text, "m1", "process 1")
        assert accepted.seq == 1
        assert accepted.lease is not None
        ticket, lease = shop.request_person(accepted.lease, text)
        assert shop.tickets() == [ticket]
        shop.finish(lease, [NewEvent(EventKind.SENTENCE, body=text)], {"reply": text}, [f"{text}:1"])
    for shop, text in ((store, "for me"), (other, "for them")):
        assert shop.state(mine.id).customer_texts == (text,)
        assert [event.seq for event in shop.events(mine.id)] == [1, 2, 3, 4]
        assert [shown.product_id for shown in shop.shown(mine.id)] == [f"{text}:1"]
        assert [row.reason for row in shop.inbox()] == [text]
        assert shop.accept(mine.id, text, "m1", "process 1").answer == {"reply": text}

    other.erase(mine.id)
    other_log, my_log = other.events(mine.id), store.events(mine.id)
    assert [event.body for event in other_log] == [None] * 5
    assert my_log[0].body == "for me"
    assert store.accept(mine.id, "for me", "m1", "process 1").answer == {"reply": "for me"}


def test_a_shop_that_does_not_exist_has_no_conversations(
    shared_database: Database, clock: FixedClock
) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        ConversationStore(shared_database, "nobody", clock, 30).create()
