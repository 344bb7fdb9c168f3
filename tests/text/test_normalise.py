"""Folding: one form for many spellings, and the way back to the original."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from floorwalker.text import Folded, fold, normalise, squash


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Lancôme Crème", "lancome creme"),
        ("ＬＡＮＣＯＭＥ　１２３", "lancome 123"),
        ("蘭蔻持妝粉底液", "兰蔻持妆粉底液"),
        ("L’Oréal “Paris”", 'l\'oreal "paris"'),
        ("50–150", "50-150"),
        ("100～200", "100~200"),
        ("15㎖", "15ml"),
        ("Estée\u200b Lauder™", "estee lauder "),
        ("￥300", "¥300"),
        ("$50¹ and 1½", "$50¹ and 1½"),
        ("①②", "(1)(2)"),
        ("a\tb\nc", "a b c"),
        ("e\u0301", "e"),
        ("ﬁne", "fine"),
        ("が", "が"),
        ("한국", "한국"),
    ],
)
def test_folds_spellings_to_one(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
@example("İ")
@example("ß™…")
@example("薴麽乾")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_folding_does_not_depend_on_the_neighbours(one: str, two: str) -> None:
    assert fold(one + two) == fold(one) + fold(two)


@given(st.text())
def test_each_folded_character_comes_from_its_place_in_the_original(text: str) -> None:
    folded = Folded.of(text)
    assert folded.text == fold(text)
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert folded.text[at] in fold(text[start:end])


@given(st.text(min_size=1))
def test_the_span_of_the_whole_holds_every_visible_character(text: str) -> None:
    folded = Folded.of(text)
    start, end = folded.span(0, len(folded.text))
    assert fold(text[start:end]) == folded.text


def test_a_span_takes_the_accents_of_its_last_letter() -> None:
    text = "Cafe\u0301 noir"
    folded = Folded.of(text)
    assert folded.source(0, 4) == "Cafe\u0301"


def test_a_span_of_a_ligature_is_the_ligature() -> None:
    folded = Folded.of("15㎖ x")
    assert folded.span(2, 3) == (2, 3)
    assert folded.span(2, 4) == (2, 3)


@pytest.mark.parametrize(
    "names", [("L'Oréal", "loreal", "L’OREAL", "l oreal"), ("SK-II", "skii", "SK II"), ("聖羅蘭", "圣罗兰")]
)
def test_squashing_makes_spellings_of_a_name_equal(names: tuple[str, ...]) -> None:
    assert len({squash(name) for name in names}) == 1


def test_normalising_keeps_case_and_accents() -> None:
    assert normalise("  Lancôme\u3000蘭蔻 \n ＡＢＣ ") == "Lancôme 兰蔻 ABC"


@given(st.text())
def test_normalised_text_is_nfkc_without_white_space_around(text: str) -> None:
    clean = normalise(text)
    assert clean == clean.strip()
    assert unicodedata.is_normalized("NFKC", clean) or any(char >= "\u3400" for char in clean)


def test_half_a_surrogate_pair_does_no_harm() -> None:
    assert fold("兰\ud800蔻")
    assert normalise("蘭\ud800蔻").startswith("兰")
