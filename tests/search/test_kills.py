"""Processes killed at their work lose nothing: the short form of ``benchmarks/kills.py``."""

import itertools
import json
import random
from importlib.resources import files
from pathlib import Path

import pytest
from benchmarks.killing.comparing import Comparison, compare
from benchmarks.killing.feeds import Feeds, Original
from benchmarks.killing.ledger import Ledger, Row
from benchmarks.killing.trial import SOURCE, Outcome, Trial

KILLS = 5
SEED = 145  # with it the index is damaged too, and the search killed as it builds a new one


def originals() -> list[Original]:
    """The products of the demo shop."""
    text = files("floorwalker.cli").joinpath("demo_shop.jsonl").read_text("utf-8")
    return [
        (one["title"], one["brand"], one["category"], str(one["price"]), one["currency"], "1")
        for one in map(json.loads, text.splitlines())
        if "price" in one
    ]


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="what a process does is read there")
def test_kill_9_in_the_midst_of_imports_searches_and_updates_loses_nothing(tmp_path: Path) -> None:
    outcome = Outcome()
    trial = Trial(tmp_path, Feeds(originals(), 400, 1, SOURCE, growing=2), outcome)
    trial.begin()
    lives = itertools.cycle((trial.importing, trial.searching, trial.serving, trial.pricing))
    for number in itertools.count():
        next(lives)(random.Random(SEED + number))
        trial.check()
        if len(outcome.kills) >= KILLS:
            break
    trial.check_export()
    assert outcome.wrong == []
    comparison = compare(trial.data, tmp_path / "fresh")
    assert comparison.different == []
    assert comparison.queries > 200


OLD, NEW = Row("a mug", 500, 1), Row("a cup", 400, 2)
STATED = NEW._replace(price=300, stock=9)


def imported(*, acknowledged: bool) -> Ledger:
    """What is known after a feed with the old row, and one with the new row, acknowledged or not."""
    ledger = Ledger()
    for row in (OLD, NEW):
        ledger.feed_begun({"1": row})
        if acknowledged or row is OLD:
            ledger.feed_acknowledged()
    return ledger


def test_the_ledger_misses_what_was_acknowledged_and_is_not_stored() -> None:
    for stored in ({}, {"1": OLD}, {"1": NEW, "2": NEW}, {"1": NEW._replace(price=500)}):
        assert imported(acknowledged=True).lost(stored)
    assert not imported(acknowledged=True).lost({"1": NEW})


def test_the_ledger_leaves_open_what_was_not_acknowledged_until_it_has_looked() -> None:
    for row in (OLD, NEW):
        ledger = imported(acknowledged=False)
        assert not ledger.lost({"1": row})
        ledger.feed_acknowledged()
        assert ledger.lost({"1": OLD})
    assert imported(acknowledged=False).lost({"1": NEW._replace(price=OLD.price)})


def test_the_ledger_knows_that_what_is_stated_outlives_a_feed_at_hand() -> None:
    for acknowledged in (True, False):
        ledger = imported(acknowledged=False)
        ledger.stating({"1": (300, 9)})
        if acknowledged:
            ledger.stated({"1": (300, 9)})
        assert bool(ledger.lost({"1": OLD})) is acknowledged
        ledger.feed_acknowledged()
        assert not ledger.lost({"1": STATED})


def answer(total: int = 2, facets: str = "", **scores: float) -> dict[str, object]:
    """Results of a search: products with their scores."""
    results = [{"id": id_, "score": score} for id_, score in scores.items()]
    return {"total": total, "facets": facets, "results": results}


def test_a_comparison_tells_answers_apart() -> None:
    right = answer(a=2.0, b=1.0)
    for wrong in (answer(3, a=2.0, b=1.0), answer(2, "x", a=2.0, b=1.0), answer(a=2.0, c=1.0)):
        for replaced in (0.0, 0.1):
            comparison = Comparison(replaced)
            comparison.add("?", right, wrong)
            assert comparison.different
    for by_words, replaced in ((True, 0.0), (False, 0.1)):
        comparison = Comparison(replaced)
        comparison.add("?", right, answer(b=1.0, a=2.1), by_words=by_words)
        assert comparison.different


def test_a_comparison_forgives_scores_where_documents_have_been_replaced() -> None:
    comparison = Comparison(replaced=0.1)
    comparison.add("?", answer(a=2.0, b=1.0), answer(b=2.0, a=1.0))
    assert (comparison.different, comparison.same_order, comparison.largest_shift) == ([], 0, 1.0)
