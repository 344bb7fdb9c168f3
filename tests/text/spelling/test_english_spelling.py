"""Single English words: what is mended, and what is left alone."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.text.spelling import EnglishSpeller, Standing, is_ordinary
from floorwalker.text.spelling.distance import slips

WORDS = {
    "lipstick": Standing.KIND,
    "jacket": Standing.KIND,
    "watch": Standing.KIND,
    "cream": Standing.KIND,
    "red": Standing.PROPERTY,
    "recommend": Standing.PLAIN,
    "lancome": Standing.BRAND,
    "nitori": Standing.FOREIGN_BRAND,
}


def speller(*indexed: str) -> EnglishSpeller:
    return EnglishSpeller(WORDS, set(indexed).__contains__)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("lipsitck", "lipstick"),
        ("lipstikc", "lipstick"),
        ("jaket", "jacket"),
        ("recomend", "recommend"),
        ("craem", "cream"),
        ("lancom", "lancome"),
        ("jcaket", "jacket"),
    ],
)
def test_a_slip_of_the_fingers_is_mended(said: str, meant: str) -> None:
    assert speller().mend(said) == meant


@pytest.mark.parametrize("said", ["byredo", "natori", "wat", "redd", "zzzzzz"])
def test_what_may_be_a_name_or_anything_is_left(said: str) -> None:
    assert speller().mend(said) is None


def test_a_word_of_the_catalogue_may_be_meant_too() -> None:
    assert speller().mend("blankt") is None
    assert speller("blanket").mend("blankt") == "blanket"


def test_a_name_is_mended_to_a_brand_only() -> None:
    assert speller().mend("jaket", only_brands=True) is None
    assert speller().mend("lancom", only_brands=True) == "lancome"


def test_two_words_run_together_are_parted_where_the_second_is_a_kind_of_goods() -> None:
    assert speller().split("redlipstick") == ("red", "lipstick")
    assert speller().split("lipstickred") is None


@pytest.mark.parametrize("word", ["colour", "jewellery", "lipstick", "sandals", "gonna"])
def test_english_words_of_both_spellings_are_ordinary(word: str) -> None:
    assert is_ordinary(word)


@given(st.text(string.ascii_lowercase, min_size=1, max_size=12))
def test_a_word_is_no_slip_away_from_itself(word: str) -> None:
    assert slips(word, word, 0.0) == 0.0


@given(
    st.text(string.ascii_lowercase, min_size=1, max_size=9),
    st.text(string.ascii_lowercase, min_size=1, max_size=9),
)
def test_the_limit_decides_only_whether_a_distance_is_told(one: str, two: str) -> None:
    whole = slips(one, two, 99.0)
    assert slips(one, two, whole) == whole
    assert slips(one, two, whole - 0.01) == float("inf")


@given(st.text(string.ascii_lowercase, min_size=2, max_size=9), st.data())
def test_swapping_neighbours_costs_less_than_any_letter(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert slips(swapped, word, 99.0) <= 0.7
