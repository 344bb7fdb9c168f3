"""Messages of difficult customers and of ordinary ones, labelled before the rules that read them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hard_cases import ALARMS, Met

FOLDER = Path(__file__).parent


def labelled(language: str) -> list[tuple[str, str]]:
    lines = (FOLDER / f"labelled_{language}.jsonl").read_text("utf-8").splitlines()
    return [(row["text"], row["want"]) for row in map(json.loads, lines)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_no_shopping_is_met(language: str, meet: Callable[[str], Met]) -> None:
    hard = [(text, want) for text, want in labelled(language) if want != "none"]
    missed = [(text, want, meet(text).verdicts) for text, want in hard if want not in meet(text).verdicts]
    assert len(hard) >= 90
    assert len(missed) <= 0.01 * len(hard), missed


@pytest.mark.parametrize("language", ["zh", "en"])
def test_ordinary_messages_raise_no_alarm(language: str, meet: Callable[[str], Met]) -> None:
    ordinary = [text for text, want in labelled(language) if want == "none"]
    alarmed = [(text, found) for text in ordinary if (found := ALARMS.intersection(meet(text).verdicts))]
    assert len(ordinary) >= 60
    assert not alarmed
