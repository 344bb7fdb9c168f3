"""The fold: what a log adds up to, and that the read models say the same."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from floorwalker.conversation import (
    ConversationState,
    ConversationStore,
    Event,
    EventKind,
    Lease,
    Memory,
    NewEvent,
    ShoppingNeed,
    ShownList,
    fold,
)
from floorwalker.core import FixedClock

Begin = Callable[..., Lease]
Answer = Callable[..., list[Event]]
START = datetime(2026, 1, 1, tzinfo=UTC)


def log(*entries: tuple[EventKind, str, int | None, dict[str, Any], str | None]) -> list[Event]:
    return [
        Event(seq, kind, author, turn, 0, START + timedelta(seconds=seq), data, body)
        for seq, (kind, author, turn, data, body) in enumerate(entries, start=1)
    ]


def message(turn: int, text: str) -> tuple[EventKind, str, int, dict[str, Any], str]:
    return EventKind.MESSAGE, "customer", turn, {"client_message_id": str(turn)}, text


def sentence(turn: int, text: str) -> tuple[EventKind, str, int, dict[str, Any], str]:
    return EventKind.SENTENCE, "assistant", turn, {}, text


def understanding(turn: int, *types: str) -> tuple[EventKind, str, int, dict[str, Any], None]:
    need = ShoppingNeed(types=types).model_dump(mode="json")
    return EventKind.UNDERSTANDING, "assistant", turn, {"acts": [], "need": need}, None


def reply(turn: int, text: str, **data: Any) -> tuple[EventKind, str, int, dict[str, Any], str]:
    return EventKind.REPLY, "assistant", turn, data, json.dumps({"reply": text})


def restarted(turn: int) -> tuple[EventKind, str, int, dict[str, Any], None]:
    return EventKind.RESTARTED, "system", turn, {}, None


def said(state: ConversationState) -> list[tuple[str, str | None]]:
    return [(each.author, each.text) for each in state.transcript]


def test_nothing_has_happened_yet() -> None:
    assert fold([]) == ConversationState()
    assert fold([], "zh").language == "zh"
    assert fold([]).need == ShoppingNeed()


def test_sentences_of_a_turn_are_one_utterance() -> None:
    state = fold(log(message(1, "vase?"), sentence(1, "Yes. "), sentence(1, "Two."), reply(1, "Yes. Two.")))
    assert said(state) == [("customer", "vase?"), ("assistant", "Yes. Two.")]


def test_a_reply_without_sentences_speaks_for_itself() -> None:
    state = fold(log(message(1, "vase?"), reply(1, "Yes."), message(3, "ok"), reply(3, "")))
    assert said(state) == [("customer", "vase?"), ("assistant", "Yes."), ("customer", "ok")]


def test_an_utterance_stands_where_the_assistant_began_to_speak() -> None:
    state = fold(log(message(1, "a"), sentence(1, "A"), message(3, "b"), sentence(1, "A"), reply(1, "AA")))
    assert said(state) == [("customer", "a"), ("assistant", "AA"), ("customer", "b")]


def test_a_turn_begun_anew_counts_only_from_its_newest_beginning() -> None:
    state = fold(
        log(
            message(1, "a cheaper vase"),
            understanding(1, "vase"),
            reply(1, "Here."),
            message(4, "and a lamp"),
            understanding(4, "lamp"),
            sentence(4, "Let me"),
            restarted(4),
        )
    )
    assert said(state) == [("customer", "a cheaper vase"), ("assistant", "Here."), ("customer", "and a lamp")]
    assert state.need.types == ("vase",), "what the dead attempt understood is not understood twice"


def test_what_was_heard_before_a_takeover_stays() -> None:
    to_person = (EventKind.OWNER, "staff:Ann", None, {"from": "assistant", "to": "person"}, None)
    hello = (EventKind.STAFF_MESSAGE, "staff:Ann", None, {}, "Ann here.")
    state = fold(log(message(1, "vase?"), sentence(1, "One mo"), to_person, hello))
    assert said(state) == [("customer", "vase?"), ("assistant", "One mo"), ("staff:Ann", "Ann here.")]
    assert (state.owner, state.staff, state.waiting_since) == ("person", "Ann", None)


def test_memory_of_replies() -> None:
    state = fold(
        log(
            message(1, "vase?"),
            reply(1, "Two.", products=["s:1", "s:2"], focus=["s:1"], asked="type", openers=["two"]),
            message(3, "hm"),
            reply(3, "Well.", products=[], focus=[], asked=None, openers=["well"], language="en"),
            message(5, "lamp"),
            understanding(5, "lamp"),
            reply(5, "One.", products=["s:3"], focus=["s:3"], openers=[]),
        )
    )
    assert state.lists == (ShownList(1, ("s:1", "s:2")), ShownList(5, ("s:3",)))
    assert (state.focus, state.asked, state.openers) == (("s:3",), None, ("two", "well"))
    assert (state.need.types, state.language) == (("lamp",), "en")
    assert state.customer_texts == ("vase?", "hm", "lamp")


def test_erased_words_are_unknown() -> None:
    events = [
        Event(1, EventKind.MESSAGE, "customer", 1, 0, START, {}),
        Event(2, EventKind.UNDERSTANDING, "assistant", 1, 0, START, {}),
        Event(3, EventKind.SENTENCE, "assistant", 1, 0, START, {}),
        Event(4, EventKind.REPLY, "assistant", 1, 0, START, {"products": ["s:1"]}),
        Event(5, EventKind.ERASED, "customer", None, 1, START, {"from": "assistant", "to": "closed"}),
    ]
    state = fold(events)
    assert said(state) == [("customer", None), ("assistant", None)]
    assert (state.owner, state.epoch, state.erased, state.customer_texts) == ("closed", 1, True, ())
    assert state.lists == (ShownList(1, ("s:1",)),)


def test_the_fold_says_what_the_read_models_say(
    store: ConversationStore, begin: Begin, answer: Answer, clock: FixedClock
) -> None:
    chat = store.create("zh").id

    def agree() -> None:
        clock.advance(1)
        state, (row,) = store.state(chat), store.inbox()
        assert state == fold(store.events(chat), "zh"), "evidence and verdicts do not change the state"
        assert (row.owner, row.staff, row.epoch, row.language, row.waiting_since) == (
            state.owner,
            state.staff,
            state.epoch,
            state.language,
            state.waiting_since,
        )
        shown = [(each.turn, each.position, each.product_id) for each in store.shown(chat)]
        assert shown == [
            (products.turn, position, product)
            for products in state.lists
            for position, product in enumerate(products.products, start=1)
        ]

    agree()
    lease = begin(chat, "vase?", "m1")
    store.append(lease, [NewEvent(EventKind.EVIDENCE, {"facts": []}), NewEvent(EventKind.VERDICTS)])
    agree()
    answer(lease, "Two.", ("s:1", "s:2"), memory=Memory(focus=("s:2",), asked="product"))
    agree()
    _, lease = store.request_person(begin(chat, "a person", "m2"), "asked for")
    agree()
    answer(lease, "Soon.")
    agree()
    epoch = store.take_over(chat, "Ann")
    agree()
    store.say(chat, "Ann", "Hello.", epoch)
    agree()
    store.accept(chat, "hi", "m3", "process 1")
    agree()
    store.hand_back(chat, "Ann")
    agree()
    answer(begin(chat, "lamp?", "m4"), "One.", ("s:3",))
    agree()
    store.erase(chat)
    agree()


def test_a_turn_does_not_see_what_was_said_after_its_message(
    store: ConversationStore, begin: Begin, answer: Answer
) -> None:
    chat = store.create().id
    lease = begin(chat, "vase?", "m1")
    later = store.accept(chat, "no, a lamp", "m2", "process 2")
    assert store.state(chat, lease.turn).customer_texts == ("vase?",)
    answer(lease, "One.", ("s:1",))
    state = store.state(chat, later.seq)
    assert (state.customer_texts, state.lists) == (("vase?", "no, a lamp"), (ShownList(1, ("s:1",)),))
