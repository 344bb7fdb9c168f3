"""The reader of lexicons: lists of words as regular expressions."""

from pathlib import Path

import pytest

from floorwalker.grounding import patterns
from floorwalker.text import fold

LEXICONS = sorted(path.stem for path in (Path(patterns.__file__).parent / "lexicons").glob("*.toml"))


def compile_all(lexicon: str, value: object) -> int:
    """Compile every list of alternatives under a value; returns how many there were."""
    if isinstance(value, dict):
        return sum(compile_all(lexicon, part) for part in value.values())
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return sum(compile_all(lexicon, part["said"]) for part in value)
    if isinstance(value, list):
        patterns.compiled(lexicon, value)
        return 1
    return 0


@pytest.mark.parametrize("name", LEXICONS)
def test_every_list_of_a_lexicon_is_a_regular_expression(name: str) -> None:
    assert patterns.lexicon(name)
    if name not in {"fields", "opinion", "places", "services"}:
        assert compile_all(name, patterns.lexicon(name)) > 0


def test_lists_inside_an_entry_are_groups_of_alternatives() -> None:
    found = patterns.compiled("prices", ["a", [["b", "c"], "*d"]])
    assert found.pattern == "a|(?:b|c)*d"
    assert found.fullmatch("bcbd")


def test_a_name_in_braces_stands_for_another_list() -> None:
    assert "september" in patterns.compiled("codes", [r"\b{month}\b"]).pattern


def test_the_lists_of_a_table_are_named_groups() -> None:
    match = patterns.one_of("amounts", "hedge_before").search("at least ")
    assert match is not None
    assert match.lastgroup == "least"


def test_a_list_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        patterns.pattern("prices", "nothing")


@pytest.mark.parametrize(
    "text",
    [
        "it is not cheaper than the other one, which was $40 last week; shall i put it aside?",
        "这款比那款便宜21元，都有货，评分4.6，两万多人买过，您看要不要？",
        "both are made of cotton and ship from porto within 24 hours, or so the label says",
    ],
)
def test_clues_hold_every_pattern_that_matches(text: str) -> None:
    folded = fold(text)
    known = patterns.clues(folded)
    said = [pattern for pattern in patterns.every_pattern() if pattern.search(folded)]
    assert said
    assert known.issuperset(said)
    assert len(known) < len(patterns.every_pattern()) / 2
