"""`ledger` as it is typed."""

from datetime import date
from pathlib import Path

import pytest
from command_line import Run

from floorwalker.conversation import ConversationStore, EventKind, NewEvent
from floorwalker.core import FixedClock, load_settings
from floorwalker.storage import Database, ShopStore


@pytest.fixture
def errors(tmp_path: Path) -> None:
    """A model that was wrong three times on two days."""
    database = Database(load_settings(tmp_path / "data").sqlalchemy_url)
    database.migrate()
    ShopStore(database).ensure_default()
    clock = FixedClock()
    store = ConversationStore(database, "default", clock, 30)
    for kinds in (("price", "price"), ("origin",)):
        lease = store.accept(store.create().id, "hello", "m1", "process 1").lease
        assert lease is not None
        claims = [{"kind": kind, "status": "unsupported", "outcome": "dropped"} for kind in kinds]
        store.append(lease, [NewEvent(EventKind.VERDICTS, {"agent": "model:[qwen]", "claims": claims})])
        clock.advance(86_400)
    database.dispose()


@pytest.mark.usefixtures("errors")
def test_what_was_caught_is_counted(run: Run) -> None:
    told = run("ledger", "--json").json
    assert (told["since"], told["total"]) == (None, 3)
    assert told["counts"][1] == {
        "day": "2026-01-01",
        "kind": "price",
        "author": "model",
        "model": "[qwen]",
        "outcome": "dropped",
        "count": 2,
    }
    printed = run("ledger").out
    assert "unsupported claims caught: 3" in printed
    assert "[qwen]" in printed
    later = run("ledger", "--since", "2026-01-02", "--json").json
    assert (later["since"], [line["kind"] for line in later["counts"]]) == ("2026-01-02", ["origin"])


def test_an_empty_ledger_says_so(run: Run) -> None:
    assert run("ledger", "--since", date.today().isoformat()).out == "no unsupported claim was caught\n"


def test_what_cannot_be_used_is_told_in_one_line(run: Run) -> None:
    for arguments, word in ((("--since", "yesterday"), "yesterday"), (("--shop", "nowhere"), "nowhere")):
        ran = run("ledger", *arguments)
        assert (ran.code, len(ran.err.splitlines()), word in ran.err) == (2, 1, True)
