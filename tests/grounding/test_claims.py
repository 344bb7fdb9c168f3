"""Labelled claims of other trades: how many are noticed, and how many true ones are left in peace.

The floors are a little under what ``benchmarks/claims.py`` measures; they keep it from getting worse.
"""

from pathlib import Path

import pytest
from benchmarks.claims import KIT, OWN, read, score

from floorwalker.grounding import VerifyRequest, verify_request

SETS = [
    pytest.param(OWN / "zh.jsonl", "a", 0.87, 0.02, 0.93, id="zh, read"),
    pytest.param(OWN / "en.jsonl", "a", 0.85, 0.06, 0.89, id="en, read"),
    pytest.param(OWN / "zh.jsonl", "b", 0.62, 0.10, 0.80, id="zh, mirror"),
    pytest.param(OWN / "en.jsonl", "b", 0.72, 0.11, 0.80, id="en, mirror"),
    pytest.param(
        KIT,
        "all",
        0.92,
        0.02,
        0.93,
        id="kit",
        marks=pytest.mark.skipif(not KIT.exists(), reason="no kit here"),
    ),
]


@pytest.mark.parametrize(("path", "half", "recall", "alarms", "confirmed"), SETS)
def test_wrong_claims_are_noticed_and_true_ones_pass(
    path: Path, half: str, recall: float, alarms: float, confirmed: float
) -> None:
    items = read(path, half)
    keys = ("id", "language", "evidence", "text")
    answers = {
        item["id"]: verify_request(VerifyRequest.model_validate({key: item[key] for key in keys}))["claims"]
        for item in items
    }
    whole = score(items, answers)["all"]
    assert whole.recall >= recall
    assert whole.alarms <= alarms
    assert whole.confirmed >= confirmed
