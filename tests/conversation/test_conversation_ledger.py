"""The ledger of errors: what was caught is counted, and forgotten with its conversation."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from floorwalker.conversation import (
    CaughtCount,
    ConversationStore,
    Event,
    EventKind,
    Lease,
    NewEvent,
    Superseded,
)
from floorwalker.core import FixedClock, new_public_id
from floorwalker.storage import Database, ShopStore

Begin = Callable[..., Lease]
Answer = Callable[..., list[Event]]


def claim(kind: str, outcome: str | None = None) -> dict[str, Any]:
    status = {"status": "unsupported", "outcome": outcome} if outcome else {"status": "supported"}
    return {"text": "$59, dear Ann", "span": [0, 13], "kind": kind, "source": None} | status


def verdicts(agent: str, *claims: dict[str, Any]) -> NewEvent:
    return NewEvent(EventKind.VERDICTS, {"agent": agent, "claims": list(claims), "dropped": []})


def test_unsupported_claims_are_stored_with_the_turn(store: ConversationStore, begin: Begin) -> None:
    chat = store.create().id
    lease = begin(chat)
    (event,) = store.append(
        lease,
        [verdicts("model:qwen:7b", claim("price", "dropped"), claim("price"), claim("origin", "repaired"))],
    )
    store.finish(lease, [verdicts("builtin", claim("number", "dropped"))], {"reply": "Hello."}, [])
    caught = store.caught(chat)
    assert [(c.position, c.kind, c.author, c.model, c.outcome) for c in caught] == [
        (1, "price", "model", "qwen:7b", "dropped"),
        (2, "origin", "model", "qwen:7b", "repaired"),
        (1, "number", "builtin", None, "dropped"),
    ]
    assert {(c.seq, c.at) for c in caught[:2]} == {(event.seq, event.at)}
    assert caught[2].seq == event.seq + 1


def test_a_reply_without_errors_leaves_no_line(
    store: ConversationStore, begin: Begin, answer: Answer
) -> None:
    chat = store.create().id
    lease = begin(chat)
    store.append(lease, [verdicts("builtin", claim("price")), NewEvent(EventKind.VERDICTS)])
    answer(lease)
    assert store.caught(chat) == []
    assert store.ledger() == []


def test_what_was_not_appended_is_not_counted(store: ConversationStore, begin: Begin) -> None:
    chat = store.create().id
    lease = begin(chat)
    store.take_over(chat, "Ann")
    with pytest.raises(Superseded):
        store.append(lease, [verdicts("builtin", claim("price", "dropped"))])
    assert store.ledger() == []


def test_the_ledger_counts_by_day_kind_author_model_and_outcome(
    store: ConversationStore, begin: Begin, clock: FixedClock
) -> None:
    lie = claim("price", "dropped")
    for agent in ("builtin", "model:a", "model:b"):
        store.append(begin(store.create().id), [verdicts(agent, lie)])
    clock.advance(86_399)  # the last second of the day, in UTC
    store.append(begin(store.create().id), [verdicts("model:a", lie, claim("price", "repaired"))])
    clock.advance(1)
    store.append(begin(store.create().id), [verdicts("model:a", claim("brand", "dropped"), lie, lie)])
    one, two = date(2026, 1, 1), date(2026, 1, 2)
    latest = [
        CaughtCount(two, "price", "model", "a", "dropped", 2),
        CaughtCount(two, "brand", "model", "a", "dropped", 1),
    ]
    assert store.ledger() == [
        *latest,
        CaughtCount(one, "price", "model", "a", "dropped", 2),
        CaughtCount(one, "price", "builtin", None, "dropped", 1),
        CaughtCount(one, "price", "model", "a", "repaired", 1),
        CaughtCount(one, "price", "model", "b", "dropped", 1),
    ]
    assert store.ledger(since=two) == latest
    assert store.ledger(since=two + timedelta(days=1)) == []


def test_another_shop_sees_nothing_of_it(
    store: ConversationStore, begin: Begin, shared_database: Database, clock: FixedClock
) -> None:
    store.append(begin(store.create().id), [verdicts("builtin", claim("price", "dropped"))])
    other = ConversationStore(
        shared_database, ShopStore(shared_database).create(new_public_id()).id, clock, 30
    )
    assert other.ledger() == []


def test_erasing_a_conversation_strikes_out_its_lines_only(store: ConversationStore, begin: Begin) -> None:
    erased, kept = store.create().id, store.create().id
    for chat in (erased, kept):
        store.append(begin(chat), [verdicts("builtin", claim("price", "dropped"))])
    assert [count.count for count in store.ledger()] == [2]
    store.erase(erased)
    assert store.caught(erased) == []
    assert [count.count for count in store.ledger()] == [1]
    assert len(store.caught(kept)) == 1


def test_the_ledger_holds_no_words(store: ConversationStore, begin: Begin) -> None:
    """Those of a claim may be a customer's; they stand in the event alone, which is erased."""
    chat = store.create().id
    store.append(begin(chat), [verdicts("model:a", claim("price", "dropped"))])
    export = store.export(chat)
    (line,) = export["caught_claims"]
    assert set(line) == {"seq", "position", "kind", "author", "model", "outcome", "at"}
    assert "Ann" not in repr(line)
    assert "Ann" in repr(export["events"])
