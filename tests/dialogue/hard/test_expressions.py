"""Trying few expressions finds what trying all would."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.dialogue.understand.expressions import Expressions, Needles, needles_of
from floorwalker.dialogue.understand.hard import HARD
from floorwalker.dialogue.understand.patterns import ACTS
from floorwalker.text import fold

ENTRIES = {**ACTS.read(), **HARD.read()}
MESSAGES = [
    fold(json.loads(line)["text"])
    for language in ("zh", "en")
    for line in Path(__file__).with_name(f"labelled_{language}.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("name", ENTRIES)
def test_the_same_is_found_as_by_one_alternation(name: str) -> None:
    entry = ENTRIES[name]
    expressions = [*entry.get("zh", ()), *entry.get("en", ())]
    whole = re.compile("|".join(f"(?:{expression})" for expression in expressions))
    few = Expressions(expressions)
    for text in MESSAGES[::3]:
        assert few.found_in(text) == bool(whole.search(text))
        assert [m.span() for m in few.finditer(text)] == [m.span() for m in whole.finditer(text)]
        first, other = few.search(text), whole.search(text)
        assert (first and first.span()) == (other and other.span())


@pytest.mark.parametrize(
    ("expression", "needles"),
    [
        (r"\b(ignore|forget)\b.{0,9}\brules\b", {"ignore", "forget"}),
        (r"\b(weather|forecast)\b", {"weather", "forecast"}),
        ("价格?(高|低)", {"价"}),
        (r"(?:offer)?\d+", set()),
        (r"(a|\d)b?", set()),
        ("(?=free)gift", {"gift"}),
    ],
)
def test_needles_are_what_no_match_does_without(expression: str, needles: set[str]) -> None:
    assert needles_of(expression) == needles


@given(st.text("abc一二 ", max_size=12))
def test_optional_parts_are_no_needles(text: str) -> None:
    expressions = ["ab?c", "(a|bc)+一", "[ab]{2}", "c{0,2}二", "^a", "b(?!c)"]
    whole = re.compile("|".join(f"(?:{expression})" for expression in expressions))
    assert Expressions(expressions).found_in(text) == bool(whole.search(text))


@given(st.text("abc ", max_size=12), st.integers(0, 12))
def test_matches_from_a_place_are_those_of_one_alternation(text: str, start: int) -> None:
    expressions = ["(?<!c)(?:ab)(?!a)", "(?<!c)(?:abc|b)(?!a)", "bc a", "^a"]
    whole, few = (
        re.compile("|".join(f"(?:{expression})" for expression in expressions)),
        Expressions(expressions),
    )
    for one, other in (
        (few.search(text, start), whole.search(text, start)),
        (few.match(text, start), whole.match(text, start)),
    ):
        assert (one and one.span()) == (other and other.span())
    assert [m.span() for m in few.finditer(text)] == [m.span() for m in whole.finditer(text)]
    assert [m.span() for m in re.finditer(few.pattern, text)] == [m.span() for m in whole.finditer(text)]


def test_expressions_that_share_their_needles_do_not_mix() -> None:
    needles = Needles()
    red, blue = Expressions(["red", "r.d"], needles), Expressions(["blue", "red wine"], needles)
    assert red.found_in("a red hat") and not blue.found_in("a red hat")
    assert blue.found_in("red wine") and not Expressions([], needles).found_in("red wine")
    assert not re.search(Expressions([]).pattern, "red wine")


def test_what_is_no_expression_is_refused() -> None:
    with pytest.raises(re.error):
        Expressions(["(open"])
    with pytest.raises(re.error, match="'one'"):
        Expressions(["(?P<one>a)", "(?P<one>b)"])
