"""Erasure leaves no word behind, and export shows all there is."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from floorwalker.conversation import (
    ConversationStore,
    Event,
    EventKind,
    Lease,
    Memory,
    NewEvent,
    Superseded,
)
from floorwalker.conversation.tables import conversation_table
from floorwalker.core import DEFAULT_SHOP, Conflict, FixedClock, NotFound
from floorwalker.storage import Database

Begin = Callable[..., Lease]
Answer = Callable[..., list[Event]]

MARK = "Zebrawood"
LONG = f"{MARK} " * 4000  # spills over many pages of a database file


def tell_everything(store: ConversationStore, long: str = MARK) -> str:
    """A conversation that has the mark in every place where a person's words can be."""
    chat = store.create("en").id
    lease = store.accept(chat, long, f"id {MARK}", "process 1").lease
    assert lease is not None
    ticket_reason = f"wants {MARK}"
    _, lease = store.request_person(lease, ticket_reason)
    store.append(
        lease,
        [
            NewEvent(EventKind.UNDERSTANDING, {"need": {"wishes": [{"said": MARK}]}}),
            NewEvent(EventKind.EVIDENCE, {"facts": [long]}),
            NewEvent(EventKind.VERDICTS, {"claims": [{"text": MARK}]}),
            NewEvent(EventKind.SENTENCE, {"heard": MARK}, long),
        ],
    )
    memory = Memory(focus=("shop:7",), asked=MARK, openers=(MARK,))
    store.finish(lease, [], {"reply": long, "language": "en"}, ["shop:7"], memory)
    store.say(chat, "Ann", f"About {MARK}", store.take_over(chat, "Ann"))
    return chat


def everything_stored(database: Database) -> str:
    with database.read() as connection:
        tables = sa.inspect(connection).get_table_names()
        return "\n".join(repr(connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()) for name in tables)


def test_no_word_is_left_in_any_table(database: Database, clock: FixedClock) -> None:
    store = ConversationStore(database, DEFAULT_SHOP, clock, 30)
    chat = tell_everything(store)
    assert everything_stored(database).count(MARK) >= 10
    store.erase(chat)
    assert MARK not in everything_stored(database)


def test_the_log_stays_whole(store: ConversationStore, clock: FixedClock) -> None:
    chat = tell_everything(store)
    before = store.events(chat)
    clock.advance(1)
    store.erase(chat)
    after = store.events(chat)
    assert [(e.seq, e.kind, e.author, e.turn, e.epoch, e.at) for e in after[:-1]] == [
        (e.seq, e.kind, e.author, e.turn, e.epoch, e.at) for e in before
    ]
    assert all(event.body is None for event in after)
    erased = after[-1]
    assert (erased.seq, erased.kind, erased.at) == (len(after), EventKind.ERASED, clock.now())
    assert erased.data == {"from": "person", "to": "closed"}
    assert [shown.product_id for shown in store.shown(chat)] == ["shop:7"]
    assert after[-4].data == {"products": ["shop:7"], "language": "en", "focus": ["shop:7"]}
    assert [ticket.status for ticket in store.tickets()] == ["done"]


def test_an_erased_conversation_is_gone_for_the_customer_and_for_staff(
    store: ConversationStore, begin: Begin, answer: Answer
) -> None:
    chat = store.create()
    answer(begin(chat.id, "hello", "m1"))
    lease = begin(chat.id, "and", "m2")
    store.erase(chat.id)
    for attempt in (
        lambda: store.accept(chat.id, "hello", "m1", "process 1"),
        lambda: store.accept(chat.id, "new", "m3", "process 1"),
        lambda: store.claim(chat.id, 1, "process 1"),
        lambda: store.take_over(chat.id, "Ann"),
        lambda: store.hand_back(chat.id, "Ann"),
        lambda: store.close(chat.id, "Ann"),
        lambda: store.say(chat.id, "Ann", "Hello.", 1),
    ):
        with pytest.raises(NotFound, match="was erased"):
            attempt()
    with pytest.raises(Superseded):
        store.append(lease, [NewEvent(EventKind.SENTENCE, body="Late.")])
    assert not store.check_token(chat.id, chat.token)


def test_erasing_twice_is_erasing_once(store: ConversationStore) -> None:
    chat = tell_everything(store)
    store.erase(chat, author="staff:Ann")
    before = store.events(chat)
    store.erase(chat)
    assert store.events(chat) == before
    assert before[-1].author == "staff:Ann"


def test_other_conversations_keep_their_words(store: ConversationStore) -> None:
    erased, kept = tell_everything(store), tell_everything(store)
    before = store.events(kept)
    store.erase(erased)
    assert store.events(kept) == before
    assert json.dumps(store.export(kept)).count(MARK) >= 10


@pytest.mark.parametrize("long", [MARK, LONG])
def test_no_word_is_left_in_the_files_of_sqlite(sqlite_database: Database, tmp_path: Path, long: str) -> None:
    store = ConversationStore(sqlite_database, DEFAULT_SHOP, FixedClock(), 30)

    def in_files() -> bool:
        return any(MARK.encode() in file.read_bytes() for file in tmp_path.iterdir())

    chats = [tell_everything(store, long) for _ in range(5)]
    assert in_files()
    for chat in chats:
        store.erase(chat)
    assert not in_files()
    with sqlite_database.engine.connect() as connection:
        connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert not in_files()


def test_a_reader_that_takes_its_time_holds_up_no_erasure(sqlite_database: Database, tmp_path: Path) -> None:
    store = ConversationStore(sqlite_database, DEFAULT_SHOP, FixedClock(), 30)
    chat = tell_everything(store)
    with sqlite_database.read() as reader:
        before = reader.exec_driver_sql("SELECT count(*) FROM body").scalar_one()
        store.erase(chat)
        assert reader.exec_driver_sql("SELECT count(*) FROM body").scalar_one() == before
    assert MARK not in everything_stored(sqlite_database)
    sqlite_database.dispose()
    assert not any(MARK.encode() in file.read_bytes() for file in tmp_path.iterdir())


def test_export_shows_all_that_was_said(store: ConversationStore) -> None:
    chat = tell_everything(store)
    export = json.loads(json.dumps(store.export(chat)))
    assert (export["conversation_id"], export["language"], export["owner"]) == (chat, "en", "person")
    events = store.events(chat)
    assert [(event["seq"], event["kind"]) for event in export["events"]] == [
        (event.seq, event.kind.value) for event in events
    ]
    for shown, event in zip(export["events"], events, strict=True):
        if event.kind is EventKind.REPLY:
            assert shown["answer"]["reply"] == MARK
        else:
            assert shown["text"] == event.body
        assert shown["data"] == event.data
    assert [row["product_id"] for row in export["products_shown"]] == ["shop:7"]
    assert [ticket["reason"] for ticket in export["tickets"]] == [f"wants {MARK}"]


def test_export_names_no_member_of_staff_and_no_secret(
    store: ConversationStore, shared_database: Database
) -> None:
    chat = tell_everything(store)
    with shared_database.read() as connection:
        of_chat = sa.select(conversation_table.c.token_digest).where(conversation_table.c.id == chat)
        digest = connection.execute(of_chat).scalar_one()
    export = json.dumps(store.export(chat))
    assert '"author": "staff"' in export
    assert "Ann" not in export
    assert digest not in export


def test_an_erased_conversation_can_still_be_exported(store: ConversationStore) -> None:
    chat = tell_everything(store)
    store.erase(chat)
    export = store.export(chat)
    assert export["erased_at"] is not None
    assert MARK not in json.dumps(export)


def test_a_closed_conversation_can_be_erased(store: ConversationStore) -> None:
    chat = tell_everything(store)
    store.close(chat, "Ann")
    store.erase(chat)
    assert store.state(chat).erased
    with pytest.raises((NotFound, Conflict)):
        store.accept(chat, "new", "m9", "process 1")
