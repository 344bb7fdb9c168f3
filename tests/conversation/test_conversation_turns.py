"""Accepting, claiming and finishing turns: what every database must keep."""

from collections.abc import Callable

import pytest

from floorwalker.conversation import (
    Accepted,
    ConversationStore,
    Event,
    EventKind,
    Lease,
    Memory,
    NewEvent,
    Superseded,
)
from floorwalker.core import Conflict, FixedClock, NotFound, UnusableInput
from floorwalker.storage import Database

Begin = Callable[..., Lease]
Answer = Callable[..., list[Event]]
Stands = Callable[[Accepted], str]


def sentence(text: str) -> NewEvent:
    return NewEvent(EventKind.SENTENCE, body=text)


def kinds(store: ConversationStore, conversation_id: str) -> list[str]:
    return [event.kind.value for event in store.events(conversation_id)]


def test_a_turn_from_message_to_reply(store: ConversationStore, begin: Begin) -> None:
    chat = store.create("en").id
    lease = begin(chat, "a gift for my aunt", "m1")
    understood = store.append(lease, [NewEvent(EventKind.UNDERSTANDING, {"acts": ["find"], "need": {}})])
    finished = store.finish(
        lease,
        [sentence("Here is a vase. "), sentence("It is blue.")],
        {"reply": "Here is a vase. It is blue.", "language": "en"},
        ["shop:1", "shop:2"],
        Memory(focus=("shop:1",), asked="type", openers=("here",)),
    )
    events = store.events(chat)
    assert [event.seq for event in events] == [1, 2, 3, 4, 5]
    assert kinds(store, chat) == ["message", "understanding", "sentence", "sentence", "reply"]
    assert events[1:] == [*understood, *finished], "what is returned is what is stored"
    assert {event.turn for event in events} == {1}
    assert [event.author for event in events] == ["customer", *["assistant"] * 4]
    assert events[0].body == "a gift for my aunt"
    assert events[-1].data == {
        "products": ["shop:1", "shop:2"],
        "language": "en",
        "focus": ["shop:1"],
        "asked": "type",
        "openers": ["here"],
    }
    assert store.events(chat, after=3) == events[3:]


def test_the_token_opens_its_own_conversation_only(store: ConversationStore) -> None:
    one, two = store.create(), store.create()
    assert store.check_token(one.id, one.token)
    assert not store.check_token(two.id, one.token)
    assert not store.check_token("unknown", one.token)
    assert not store.check_token(one.id, "")
    assert not store.check_token(one.id, "\ud800")


def test_the_token_itself_is_not_stored(store: ConversationStore, shared_database: Database) -> None:
    token = store.create().token
    with shared_database.read() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM conversation").all()
    assert token not in repr(rows)


def test_a_repeated_message_is_one_message_and_gets_the_same_answer(
    store: ConversationStore, begin: Begin, answer: Answer, stands: Stands
) -> None:
    chat = store.create().id
    lease = begin(chat, "hello", "m1")
    again = store.accept(chat, "hello", "m1", "process 2")
    assert (again.seq, stands(again)) == (1, "pending"), "the first request is still at it"
    answer(lease, "Good day.")
    again = store.accept(chat, "hello", "m1", "process 2")
    assert (again.seq, again.answer) == (1, {"reply": "Good day.", "language": "en"})
    assert store.claim(chat, 1, "process 2").answer == again.answer
    assert kinds(store, chat) == ["message", "sentence", "reply"]


def test_one_client_message_id_does_not_stand_for_two_texts(store: ConversationStore, begin: Begin) -> None:
    chat = store.create().id
    begin(chat, "hello", "m1")
    with pytest.raises(Conflict, match="client_message_id 'm1'"):
        store.accept(chat, "good bye", "m1", "process 1")
    assert kinds(store, chat) == ["message"]


@pytest.mark.parametrize("client_message_id", ["", "x" * 201, "a\x00b", "\udc00"])
def test_an_unusable_client_message_id_is_refused(store: ConversationStore, client_message_id: str) -> None:
    chat = store.create().id
    with pytest.raises(UnusableInput, match="client_message_id"):
        store.accept(chat, "hello", client_message_id, "process 1")
    assert store.events(chat) == []


@pytest.mark.parametrize("unknown", ["unknown", "", "a\x00b", "\udc00", "好"])
def test_an_unknown_conversation_is_not_found(store: ConversationStore, unknown: str) -> None:
    for attempt in (
        lambda: store.accept(unknown, "hello", "m1", "process 1"),
        lambda: store.claim(unknown, 1, "process 1"),
        lambda: store.events(unknown),
        lambda: store.state(unknown),
        lambda: store.shown(unknown),
        lambda: store.export(unknown),
        lambda: store.erase(unknown),
        lambda: store.take_over(unknown, "Ann"),
    ):
        with pytest.raises(NotFound, match="no conversation"):
            attempt()


def test_an_unknown_message_cannot_be_claimed(store: ConversationStore, begin: Begin, answer: Answer) -> None:
    chat = store.create().id
    answer(begin(chat))
    for seq in (0, 2, 3, 99):  # 2 and 3 are the answer
        with pytest.raises(NotFound, match=f"no message {seq}"):
            store.claim(chat, seq, "process 1")


def test_text_that_no_database_stores_does_not_cost_the_message(
    store: ConversationStore, stands: Stands
) -> None:
    chat = store.create().id
    accepted = store.accept(chat, "a\x00b\ud83d 花", "m1", "process 1")
    assert stands(accepted) == "begun"
    assert accepted.lease is not None
    store.append(accepted.lease, [NewEvent(EventKind.EVIDENCE, {"title": "\x00", "list": ("\udfff",)})])
    store.finish(accepted.lease, [], {"reply": "\x00"}, ["shop:\x00"])
    events = store.events(chat)
    assert events[0].body == "a\ufffdb\ufffd 花"
    assert events[1].data == {"title": "\ufffd", "list": ["\ufffd"]}
    assert store.accept(chat, "a\x00b\ud83d 花", "m1", "process 1").answer == {"reply": "\ufffd"}


def test_turns_of_one_conversation_follow_one_another(
    store: ConversationStore, begin: Begin, answer: Answer, stands: Stands
) -> None:
    chat = store.create().id
    first = begin(chat, "one", "m1")
    second = store.accept(chat, "two", "m2", "process 2")
    third = store.accept(chat, "three", "m3", "process 3")
    assert (stands(second), stands(third)) == ("pending", "pending")
    answer(first)
    assert stands(store.claim(chat, third.seq, "process 3")) == "pending", "the second comes first"
    claimed = store.claim(chat, second.seq, "process 2")
    assert claimed.lease is not None
    assert stands(store.claim(chat, third.seq, "process 3")) == "pending"
    answer(claimed.lease)
    assert stands(store.claim(chat, third.seq, "process 3")) == "begun"


def test_another_process_begins_a_dead_turn_anew_after_the_timeout(
    store: ConversationStore, clock: FixedClock, begin: Begin, stands: Stands
) -> None:
    chat = store.create().id
    dead = begin(chat)
    store.append(dead, [sentence("Let me se")])
    clock.advance(29.9)
    assert stands(store.claim(chat, 1, "process 2")) == "pending"
    clock.advance(0.1)
    claimed = store.claim(chat, 1, "process 2").lease
    assert claimed is not None
    with pytest.raises(Superseded):
        store.append(dead, [sentence("e.")])
    with pytest.raises(Superseded):
        store.finish(dead, [], {"reply": "Let me see."}, [])
    store.abandon(dead)
    store.finish(claimed, [sentence("Hello.")], {"reply": "Hello."}, [])
    assert kinds(store, chat) == ["message", "sentence", "restarted", "sentence", "reply"]
    assert [said.text for said in store.state(chat).transcript] == ["hello", "Hello."]


def test_a_turn_that_appends_stays_alive(
    store: ConversationStore, clock: FixedClock, begin: Begin, stands: Stands
) -> None:
    chat = store.create().id
    lease = begin(chat)
    for _ in range(4):
        clock.advance(20)
        store.append(lease, [])
        assert stands(store.claim(chat, 1, "process 2")) == "pending"
    assert kinds(store, chat) == ["message"]


def test_a_late_holder_may_go_on_while_nobody_else_has_begun(
    store: ConversationStore, clock: FixedClock, begin: Begin, answer: Answer
) -> None:
    chat = store.create().id
    lease = begin(chat)
    clock.advance(3600)
    assert answer(lease)[-1].kind is EventKind.REPLY


def test_an_abandoned_turn_can_be_retried_at_once_and_holds_up_nobody(
    store: ConversationStore, begin: Begin, answer: Answer, stands: Stands
) -> None:
    chat = store.create().id
    lease = begin(chat, "one", "m1")
    store.append(lease, [sentence("Well")])
    store.abandon(lease)
    second = store.accept(chat, "two", "m2", "process 1")
    assert second.lease is not None, "the next message does not wait for one that failed"
    assert stands(store.accept(chat, "one", "m1", "process 1")) == "pending"
    answer(second.lease)
    retried = store.accept(chat, "one", "m1", "process 1")
    assert (retried.seq, stands(retried)) == (1, "begun")
    with pytest.raises(Superseded):
        store.append(lease, [sentence("!")])


def test_an_old_unanswered_message_holds_up_nobody(
    store: ConversationStore, clock: FixedClock, begin: Begin, stands: Stands
) -> None:
    chat = store.create().id
    begin(chat, "one", "m1")
    clock.advance(31)
    assert stands(store.accept(chat, "two", "m2", "process 2")) == "begun"


def test_a_turn_in_waiting_keeps_its_place_as_long_as_it_is_claimed(
    store: ConversationStore, clock: FixedClock, begin: Begin, answer: Answer, stands: Stands
) -> None:
    chat = store.create().id
    first = begin(chat, "one", "m1")
    second = store.accept(chat, "two", "m2", "process 2").seq
    for _ in range(5):
        clock.advance(16)
        store.append(first, [])
        assert stands(store.claim(chat, second, "process 2")) == "pending"
    third = store.accept(chat, "three", "m3", "process 3").seq
    answer(first)
    assert stands(store.claim(chat, third, "process 3")) == "pending"
    assert stands(store.claim(chat, second, "process 2")) == "begun"


def test_an_assistant_appends_only_what_is_an_assistants(store: ConversationStore, begin: Begin) -> None:
    chat = store.create().id
    lease = begin(chat)
    for kind in (EventKind.MESSAGE, EventKind.REPLY, EventKind.OWNER, EventKind.STAFF_MESSAGE):
        with pytest.raises(ValueError, match=kind.value):
            store.append(lease, [sentence("ok"), NewEvent(kind)])
    assert kinds(store, chat) == ["message"]


def test_a_failed_finish_writes_nothing_at_all(
    store: ConversationStore, begin: Begin, stands: Stands
) -> None:
    chat = store.create().id
    lease = begin(chat)
    before = store.events(chat)
    with pytest.raises(TypeError):
        store.finish(lease, [sentence("Half.")], {"reply": object()}, ["shop:1"])
    assert store.events(chat) == before
    assert store.shown(chat) == []
    store.append(lease, [sentence("Still here.")])


def test_the_language_of_the_newest_reply_is_the_conversations(
    store: ConversationStore, begin: Begin
) -> None:
    chat = store.create("en").id
    assert store.state(chat).language == "en"
    store.finish(begin(chat, "你好", "m1"), [], {"reply": "您好", "language": "zh"}, [])
    assert store.state(chat).language == "zh"
    store.finish(begin(chat, "?", "m2"), [], {"reply": "…"}, [])
    assert store.state(chat).language == "zh"
    assert store.inbox()[0].language == "zh"
