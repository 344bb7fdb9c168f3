"""Ownership: asking for a person, taking over, speaking, handing back, closing; and the inbox."""

from collections.abc import Callable

import pytest

from floorwalker.conversation import (
    Accepted,
    ConversationStore,
    Event,
    EventKind,
    Lease,
    NewEvent,
    Superseded,
)
from floorwalker.core import Conflict, FixedClock, UnusableInput

Begin = Callable[..., Lease]
Answer = Callable[..., list[Event]]
Stands = Callable[[Accepted], str]

SENTENCE = NewEvent(EventKind.SENTENCE, body="One moment.")


def test_asking_for_a_person_opens_one_ticket_and_the_turn_goes_on(
    store: ConversationStore, begin: Begin, answer: Answer
) -> None:
    chat = store.create().id
    lease = begin(chat, "a person please", "m1")
    ticket, renewed = store.request_person(lease, "asked for")
    assert (ticket.status, ticket.reason, ticket.turn) == ("open", "asked for", lease.turn)
    with pytest.raises(Superseded):
        store.append(lease, [SENTENCE])
    answer(renewed)
    handover = store.events(chat)[1]
    assert (handover.kind, handover.author, handover.turn, handover.epoch) == ("owner", "assistant", 1, 1)
    assert handover.data == {
        "from": "assistant",
        "to": "waiting",
        "reason": "asked for",
        "ticket_id": ticket.id,
    }
    assert store.tickets("open") == [ticket]


def test_a_turn_that_asked_for_a_person_is_abandoned_by_either_of_its_leases(
    store: ConversationStore, begin: Begin, stands: Stands
) -> None:
    chat = store.create().id
    lease = begin(chat, "a person please", "m1")
    _, renewed = store.request_person(lease, "asked for")
    store.abandon(lease)
    with pytest.raises(Superseded):
        store.append(renewed, [SENTENCE])
    assert stands(store.claim(chat, lease.turn, "process 2")) == "begun"


def test_asking_twice_gives_the_same_ticket(store: ConversationStore, begin: Begin, answer: Answer) -> None:
    chat = store.create().id
    ticket, lease = store.request_person(begin(chat, "a person", "m1"), "asked for")
    same, lease = store.request_person(lease, "asked again")
    assert same == ticket
    answer(lease)
    lease = begin(chat, "where is the person?", "m2")
    same, lease = store.request_person(lease, "asked a third time")
    assert (same, same.turn == lease.turn) == (ticket, False)
    answer(lease)
    assert len(store.tickets()) == 1
    assert store.state(chat).epoch == 1


def test_the_assistant_is_silent_from_the_takeover_on(
    store: ConversationStore, begin: Begin, stands: Stands
) -> None:
    chat = store.create().id
    lease = begin(chat)
    store.append(lease, [SENTENCE])
    waiting = store.accept(chat, "and?", "m2", "process 1")
    epoch = store.take_over(chat, "Ann")
    assert epoch == 1
    for attempt in (
        lambda: store.append(lease, [SENTENCE]),
        lambda: store.append(lease, []),
        lambda: store.finish(lease, [], {"reply": "One moment."}, ["shop:1"]),
        lambda: store.request_person(lease, "asked for"),
    ):
        with pytest.raises(Superseded, match="person"):
            attempt()
    store.abandon(lease)
    assert stands(store.claim(chat, 1, "process 1")) == "silent"
    assert stands(store.claim(chat, waiting.seq, "process 1")) == "silent"
    during = store.accept(chat, "hello?", "m3", "process 1")
    assert (stands(during), during.owner) == ("silent", "person")
    assert [said.text for said in store.state(chat).transcript] == ["hello", "One moment.", "and?", "hello?"]
    assert store.shown(chat) == []


def test_what_came_to_a_person_needs_no_answer_after_handing_back(
    store: ConversationStore, begin: Begin, stands: Stands
) -> None:
    chat = store.create().id
    store.take_over(chat, "Ann")
    store.accept(chat, "hello?", "m1", "process 1")
    store.hand_back(chat, "Ann")
    repeated = store.accept(chat, "hello?", "m1", "process 1")
    assert (stands(repeated), repeated.owner) == ("silent", "assistant")
    begin(chat, "a vase", "m2")


def test_a_person_speaks_only_in_the_epoch_they_read(store: ConversationStore) -> None:
    chat = store.create().id
    with pytest.raises(Conflict, match="does not own"):
        store.say(chat, "Ann", "Hello, Ann here.", 0)
    epoch = store.take_over(chat, "Ann")
    said = store.say(chat, "Ann", "Hello, Ann here.", epoch)
    assert (said.author, said.body, said.epoch) == ("staff:Ann", "Hello, Ann here.", epoch)
    with pytest.raises(Conflict, match="does not own"):
        store.say(chat, "Bob", "And Bob.", epoch)
    store.hand_back(chat, "Ann")
    with pytest.raises(Conflict, match="does not own"):
        store.say(chat, "Ann", "One more thing.", epoch)
    store.take_over(chat, "Ann")
    with pytest.raises(Conflict, match="changed hands"):
        store.say(chat, "Ann", "One more thing.", epoch)
    assert [event.kind.value for event in store.events(chat)] == ["owner", "staff_message", "owner", "owner"]


def test_colleagues_do_not_push_each_other_aside_unless_forced(store: ConversationStore) -> None:
    chat = store.create().id
    epoch = store.take_over(chat, "Ann")
    assert store.take_over(chat, "Ann") == epoch, "taking over twice is once"
    for attempt in (store.take_over, store.hand_back, store.close):
        with pytest.raises(Conflict, match="Ann owns"):
            attempt(chat, "Bob")
    assert store.take_over(chat, "Bob", force=True) == epoch + 1
    with pytest.raises(Conflict, match="does not own"):
        store.say(chat, "Ann", "Hello.", epoch)
    assert store.hand_back(chat, "Ann", force=True) == epoch + 2
    assert store.hand_back(chat, "Ann") == epoch + 2, "handing back twice is once"


@pytest.mark.parametrize("name", ["", " ", "A\x00nn"])
def test_a_person_has_a_name(store: ConversationStore, name: str) -> None:
    chat = store.create().id
    with pytest.raises(UnusableInput, match="name"):
        store.take_over(chat, name)


def test_the_ticket_follows_the_owner(
    store: ConversationStore, begin: Begin, answer: Answer, clock: FixedClock
) -> None:
    chat = store.create().id
    ticket, lease = store.request_person(begin(chat), "asked for")
    answer(lease)
    store.take_over(chat, "Ann")
    assert [taken.id for taken in store.tickets("taken")] == [ticket.id]
    clock.advance(60)
    store.hand_back(chat, "Ann")
    (done,) = store.tickets("done")
    assert (done.id, done.closed_at) == (ticket.id, clock.now())
    second, lease = store.request_person(begin(chat, "again", "m2"), "asked for")
    assert second.id != ticket.id
    store.close(chat, "Ann")
    assert [each.status for each in store.tickets()] == ["done", "done"]


def test_staff_may_hand_a_waiting_conversation_back_and_its_turn_starts_over(
    store: ConversationStore, begin: Begin, stands: Stands
) -> None:
    chat = store.create().id
    _, lease = store.request_person(begin(chat), "asked for")
    store.hand_back(chat, "Ann")
    with pytest.raises(Superseded, match="no longer held"):
        store.append(lease, [SENTENCE])
    assert stands(store.claim(chat, lease.turn, "process 1")) == "begun"
    assert store.state(chat).owner == "assistant"


def test_a_closed_conversation_takes_no_new_message_but_repeats_old_answers(
    store: ConversationStore, begin: Begin, answer: Answer, stands: Stands
) -> None:
    chat = store.create().id
    answer(begin(chat, "hello", "m1"))
    lease = begin(chat, "bye", "m2")
    assert store.close(chat, "Ann") == store.close(chat, "Bob") == 1
    with pytest.raises(Superseded, match="closed"):
        store.append(lease, [SENTENCE])
    with pytest.raises(Conflict, match="start a new conversation"):
        store.accept(chat, "one more", "m3", "process 1")
    assert stands(store.accept(chat, "hello", "m1", "process 1")) == "answered"
    assert stands(store.accept(chat, "bye", "m2", "process 1")) == "silent"
    for attempt in (store.take_over, store.hand_back):
        with pytest.raises(Conflict, match="closed"):
            attempt(chat, "Ann")


def test_the_inbox_lists_who_waits_longest_first(
    store: ConversationStore, begin: Begin, answer: Answer, clock: FixedClock
) -> None:
    quiet, waits, waits_longer, taken = (store.create().id for _ in range(4))
    ticket, lease = store.request_person(begin(waits_longer), "asked for")
    answer(lease)
    since = clock.now()
    clock.advance(60)
    _, lease = store.request_person(begin(waits), "asked for")
    answer(lease)
    clock.advance(60)
    store.say(taken, "Ann", "Hello.", store.take_over(taken, "Ann"))
    clock.advance(60)
    answer(begin(quiet))
    assert [row.id for row in store.inbox()] == [waits_longer, waits, quiet, taken]
    assert [row.id for row in store.inbox("waiting")] == [waits_longer, waits]
    assert [row.id for row in store.inbox(limit=1)] == [waits_longer]
    first = store.inbox("waiting", 1)[0]
    assert (first.owner, first.waiting_since, first.ticket_id, first.reason) == (
        "waiting",
        since,
        ticket.id,
        "asked for",
    )
    (owned,) = store.inbox("person")
    assert (owned.staff, owned.epoch, owned.waiting_since, owned.ticket_id) == ("Ann", 1, None, None)


def test_a_customer_waits_from_the_first_message_that_no_person_answered(
    store: ConversationStore, clock: FixedClock
) -> None:
    chat = store.create().id
    epoch = store.take_over(chat, "Ann")
    assert store.inbox()[0].waiting_since == clock.now()
    store.say(chat, "Ann", "Hello.", epoch)
    assert store.inbox()[0].waiting_since is None
    clock.advance(5)
    asked_at = clock.now()
    store.accept(chat, "when?", "m1", "process 1")
    clock.advance(5)
    store.accept(chat, "when??", "m2", "process 1")
    assert store.inbox()[0].waiting_since == asked_at
    store.hand_back(chat, "Ann")
    assert store.inbox()[0].waiting_since is None
