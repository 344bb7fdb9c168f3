"""What spares the trouble of looking for a pattern finds no other matches than looking for it does."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.text import Sieve, looking_ahead
from floorwalker.text._regex import rare
from floorwalker.text._required_strings import required_strings

PATTERNS = [
    r"\b(?:cheaper|dearer) than\b",
    r"[?？]|吗\s*$|\bwould you\b",
    r"价格?最[低高]|最便宜",
    r"(?<!最)贵(?!族)|更贵",
    r"\d+(?:\.\d+)?\s?(?:ml|毫升)",
    r"(?P<a>[1-9]0)几|半(?P<b>斤|两)",
    r"(?:not|no)\s(?:a|an)?\s?(?P<what>[a-z]+)$",
    r"(?:^|[,;])\s*(?:和|与)?",
    r"(?i:cos)(?:服|play)",
    r"x{2,}y?|[^a-z]z",
]
PIECES = [
    "cheaper than",
    "dearer",
    "not a",
    "would you",
    "?",
    "吗",
    "价最低",
    "价格最高",
    "最贵",
    "更贵",
    "贵族",
]
PIECES += ["20", "3.5", "ml", "毫升", "30几", "半斤", "cosplay", "xxx", "y", "7z", ",", " ", "和", "abc"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def matches(pattern: str, text: str) -> list[tuple[object, ...]]:
    return [(m.span(), m.groups(), m.lastgroup) for m in re.finditer(pattern, text)]


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\bfoo(?:s|es)? bar\b", {"foo bar", "foos bar", "fooes bar"}),
        ("价格?最低|最便宜", {"价最低", "价格最低", "最便宜"}),
        ("(?:能)?防(?!晒)[水汗]+", {"防"}),
        ("[1-3]0几", {"10几", "20几", "30几"}),
        ("(?:sold|bought).{0,9}(?:in|on) monday", {"in monday", "on monday"}),
        ("(?i:Rose)s", {"roses"}),
        ("bar|barbar", {"bar"}),
        (r"\d+", None),
        ("left|[a-z]+", None),
        ("a|of", None),
        ("", None),
    ],
)
def test_knows_strings_that_a_pattern_cannot_do_without(pattern: str, needed: set[str] | None) -> None:
    assert required_strings(pattern) == needed


@given(TEXTS)
def test_a_sieve_lets_every_pattern_pass_that_matches(text: str) -> None:
    possible = Sieve((pattern, pattern) for pattern in PATTERNS).possible(text)
    assert {pattern for pattern in PATTERNS if re.search(pattern, text)} <= possible


def test_a_sieve_keeps_back_what_cannot_match() -> None:
    possible = Sieve((pattern, pattern) for pattern in PATTERNS).possible("更贵一些")
    assert PATTERNS[3] in possible
    assert not possible & {PATTERNS[0], PATTERNS[1], PATTERNS[2]}


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=TEXTS)
def test_looking_ahead_changes_no_match(pattern: str, text: str) -> None:
    assert matches(looking_ahead(pattern), text) == matches(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "ahead"),
    [
        (r"\bfoo|\bbar", r"(?=[bf])(?:\bfoo|\bbar)"),
        (r"\s?(?:off|\d折)", r"(?=[\d\so])(?:\s?(?:off|\d折))"),
        ("foo|bar", "foo|bar"),
        (r"(?:a|)b", r"(?=[ab])(?:(?:a|)b)"),
        (r"\s*", r"\s*"),
        (r"[^a]b|\bc", r"[^a]b|\bc"),
    ],
)
def test_looks_ahead_where_the_engine_does_not_and_only_where_it_can(pattern: str, ahead: str) -> None:
    assert looking_ahead(pattern) == ahead


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=TEXTS)
def test_what_is_rare_is_found_all_the_same(pattern: str, text: str) -> None:
    found = rare(pattern)
    assert [m.span() for m in found.finditer(text)] == [span for span, _, _ in matches(pattern, text)]
    assert bool(found.search(text, 1)) == bool(re.compile(pattern).search(text, 1))
