"""Real threads: the log stays in order whoever writes at the same time."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep
from typing import TypeVar

import pytest

from floorwalker.conversation import (
    Accepted,
    ConversationStore,
    Event,
    EventKind,
    NewEvent,
    Superseded,
)
from floorwalker.core import Conflict, SystemClock
from floorwalker.storage import Database

T = TypeVar("T")

ASSISTANT_KINDS = {EventKind.SENTENCE, EventKind.REPLY, EventKind.UNDERSTANDING}


@pytest.fixture
def stores(shared_database: Database, shop_id: str) -> Iterator[list[ConversationStore]]:
    """Two processes' worth of stores: each has its own connections."""
    second = Database(shared_database.engine.url.render_as_string(hide_password=False))
    yield [ConversationStore(each, shop_id, SystemClock(), 30) for each in (shared_database, second)]
    second.dispose()


def at_once(calls: Sequence[Callable[[], T]]) -> list[T]:
    """Run the calls in one thread each, all starting together; their results in order."""
    barrier = Barrier(len(calls))

    def start(call: Callable[[], T]) -> T:
        barrier.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(start, calls))


def assert_no_assistant_under_a_person(events: list[Event]) -> None:
    owner, epoch = "assistant", 0
    for event in events:
        if event.kind is EventKind.OWNER:
            owner, epoch = event.data["to"], event.epoch
        elif event.kind in ASSISTANT_KINDS:
            assert owner in ("assistant", "waiting"), f"event {event.seq} follows a takeover"
        assert event.epoch == epoch
    assert [event.seq for event in events] == list(range(1, len(events) + 1))


def test_two_writers_never_share_a_seq(stores: list[ConversationStore]) -> None:
    chat = stores[0].create().id

    def write(writer: int) -> list[int]:
        store = stores[writer % 2]
        return [store.accept(chat, "hello", f"{writer}-{n}", f"process {writer}").seq for n in range(5)]

    taken = at_once([lambda writer=writer: write(writer) for writer in range(6)])  # type: ignore[misc]
    assert sorted(itertools.chain(*taken)) == list(range(1, 31))
    assert [event.seq for event in stores[1].events(chat)] == list(range(1, 31))


def test_one_message_sent_many_times_at_once_is_one_turn(stores: list[ConversationStore]) -> None:
    chat = stores[0].create().id

    def send(writer: int) -> Accepted:
        return stores[writer % 2].accept(chat, "hello", "m1", f"process {writer}")

    accepted = at_once([lambda writer=writer: send(writer) for writer in range(6)])  # type: ignore[misc]
    assert {each.seq for each in accepted} == {1}
    assert sum(each.lease is not None for each in accepted) == 1
    assert len(stores[0].events(chat)) == 1


def test_turns_of_several_processes_run_one_after_another(stores: list[ConversationStore]) -> None:
    chat = stores[0].create().id

    def take_turn(writer: int) -> int:
        store = stores[writer % 2]
        accepted = store.accept(chat, f"message {writer}", f"m{writer}", f"process {writer}")
        while accepted.lease is None:
            accepted = store.claim(chat, accepted.seq, f"process {writer}")
        store.append(accepted.lease, [NewEvent(EventKind.SENTENCE, body="Well. ")])
        store.finish(accepted.lease, [], {"reply": "Well. "}, [f"shop:{writer}"])
        return accepted.seq

    turns = at_once([lambda writer=writer: take_turn(writer) for writer in range(5)])  # type: ignore[misc]
    events = stores[0].events(chat)
    said = [(event.turn, event.kind) for event in events if event.kind is not EventKind.MESSAGE]
    assert said == [
        (turn, kind) for turn in sorted(turns) for kind in (EventKind.SENTENCE, EventKind.REPLY)
    ], "in order of seq, and none cut into another"
    assert len(events) == 15


def test_no_sentence_of_the_assistant_follows_a_takeover(stores: list[ConversationStore]) -> None:
    assistant, desk = stores

    def speak(chat: str) -> int:
        lease = assistant.accept(chat, "hello", "m1", "process 1").lease
        if lease is None:
            return 0
        for spoken in itertools.count():
            try:
                assistant.append(lease, [NewEvent(EventKind.SENTENCE, body=f"{spoken} ")])
            except Superseded:
                return spoken
            sleep(0.001)  # SQLite's lock is not fair to whoever waits for it
        raise AssertionError

    def interrupt(chat: str, after: int) -> int:
        while len(desk.events(chat)) < after:
            pass
        desk.say(chat, "Ann", "Ann here.", desk.take_over(chat, "Ann"))
        return 0

    for round_ in range(16):
        chat = assistant.create().id
        spoken, _ = at_once([lambda: speak(chat), lambda: interrupt(chat, round_ % 4)])  # noqa: B023
        events = desk.events(chat)
        assert_no_assistant_under_a_person(events)
        assert sum(event.kind is EventKind.SENTENCE for event in events) == spoken, "what was told is stored"
        assert events[-1].kind in (EventKind.STAFF_MESSAGE, EventKind.MESSAGE)


def test_finish_and_takeover_at_once_leave_either_a_whole_reply_or_none(
    stores: list[ConversationStore],
) -> None:
    assistant, desk = stores

    def finish(chat: str, accepted: Accepted) -> bool:
        assert accepted.lease is not None
        try:
            assistant.finish(
                accepted.lease, [NewEvent(EventKind.SENTENCE, body="A.")], {"reply": "A."}, ["shop:1"]
            )
        except Superseded:
            return False
        return True

    for _ in range(16):
        chat = assistant.create().id
        accepted = assistant.accept(chat, "hello", "m1", "process 1")
        finished, _ = at_once([lambda: finish(chat, accepted), lambda: bool(desk.take_over(chat, "Ann"))])  # noqa: B023
        events = desk.events(chat)
        assert_no_assistant_under_a_person(events)
        assert [event.kind for event in events if event.turn == 1] == (
            [EventKind.MESSAGE, EventKind.SENTENCE, EventKind.REPLY] if finished else [EventKind.MESSAGE]
        )
        assert len(desk.shown(chat)) == finished
        assert (desk.claim(chat, 1, "process 2").answer is not None) == finished


def test_one_ticket_and_one_owner_when_all_want_the_conversation(stores: list[ConversationStore]) -> None:
    chat = stores[0].create().id

    def take(name: str, store: ConversationStore) -> int | None:
        try:
            return store.take_over(chat, name)
        except Conflict:
            return None

    epochs = at_once([lambda: take("Ann", stores[0]), lambda: take("Bob", stores[1])])
    assert sorted(epochs, key=str) == [1, None]
    assert stores[0].state(chat).staff == ("Ann" if epochs[0] == 1 else "Bob")
