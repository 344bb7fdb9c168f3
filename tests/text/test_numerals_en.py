"""Numbers as English shoppers say and type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from number_forms import in_english

from floorwalker.text import find_numbers

EXACT = [
    ("$300", "300"),
    ("$1,299.99", "1299.99"),
    ("1k", "1000"),
    ("1.5k", "1500"),
    ("2 grand", "2000"),
    ("five grand", "5000"),
    ("a grand", "1000"),
    ("a hundred", "100"),
    ("one hundred", "100"),
    ("a hundred bucks", "100"),
    ("two hundred and fifty", "250"),
    ("two hundred fifty", "250"),
    ("forty-five", "45"),
    ("forty five", "45"),
    ("fourty", "40"),
    ("twenty", "20"),
    ("twelve", "12"),
    ("fifteen hundred", "1500"),
    ("twelve hundred and fifty", "1250"),
    ("two thousand", "2000"),
    ("two thousand five hundred", "2500"),
    ("a thousand", "1000"),
    ("one thousand two hundred and thirty-four", "1234"),
    ("a dozen", "12"),
    ("half a dozen", "6"),
    ("two dozen", "24"),
    ("two fifty", "250"),
    ("one twenty-five", "125"),
    ("four point five", "4.5"),
    ("5 hundred", "500"),
    ("2 thousand", "2000"),
    ("1.2 million", "1200000"),
    ("a million", "1000000"),
    ("two bottles", "2"),
    ("3 friends", "3"),
    ("50ml", "50"),
    ("1.7 oz", "1.7"),
    ("USD 45", "45"),
    ("usd45", "45"),
    ("50ish", "50"),
    ("ONE HUNDRED", "100"),
    ("One Hundred And Ten", "110"),
    ("three-hundred", "300"),
    ("one bottle", "1"),
    ("10 dollars", "10"),
    ("2½ inches", "2.5"),
    ("1½ oz", "1.5"),
    ("$50¹", "50"),
    ("20% off", "20"),
    ("seven", "7"),
    ("ninety nine", "99"),
    ("nineteen", "19"),
]

APPROXIMATE = [
    ("a couple hundred", "200", None),
    ("a couple of hundred", "200", None),
    ("a few hundred", "200", "500"),
    ("several hundred", "300", "900"),
    ("a few thousand", "2000", "5000"),
    ("mid two hundreds", "230", "270"),
    ("low two hundreds", "200", "240"),
    ("high two hundreds", "260", "299"),
    ("mid 200s", "230", "270"),
    ("two hundreds", "200", "299"),
]

NOT_NUMBERS = [
    "the red one",
    "a cheaper one",
    "which one",
    "someone",
    "the 2nd",
    "the second",
    "SKU A18164",
    "SK-II",
    "19-69 perfume",
    "h2o plus",
    "3ce",
    "B5 balm",
    "mp3",
    "5pm",
    "a gift",
    "a few perfumes",
    "a couple",
    "phonetic tense",
    "often",
    "version 1.2.3",
    "10:30",
    "12345678901234567890",
    "18k gold ring",
    "none of them",
]


@pytest.mark.parametrize(("text", "value"), EXACT)
def test_reads_the_number(text: str, value: str) -> None:
    [number] = find_numbers(text)
    assert number.value == Decimal(value)
    assert not number.approximate
    assert text[slice(*number.span)] == number.text


@pytest.mark.parametrize(("text", "low", "high"), APPROXIMATE)
def test_reads_vague_numbers_as_a_value_or_a_range(text: str, low: str, high: str | None) -> None:
    [number] = find_numbers(text)
    assert number.value == Decimal(low)
    assert number.high == (None if high is None else Decimal(high))
    assert number.approximate


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_leaves_words_and_names_alone(text: str) -> None:
    assert [n for n in find_numbers(text) if n.text != "18"] == []


def test_carats_are_not_thousands() -> None:
    [number] = find_numbers("18k gold ring")
    assert number.value == 18


def test_does_not_join_numbers_across_and() -> None:
    assert [n.value for n in find_numbers("two and three, twenty and thirty")] == [2, 3, 20, 30]


@given(st.integers(min_value=2, max_value=999_999_999), st.sampled_from([" and ", " "]))
def test_reads_back_every_spelled_number(value: int, joint: str) -> None:
    [number] = find_numbers(f"about {in_english(value, joint)} dollars")
    assert number.value == value


@given(st.decimals(min_value=0, max_value=999_999, places=2))
def test_reads_back_formatted_digits(value: Decimal) -> None:
    for text in (f"${value:,}", f"{value} USD", f"it costs {value}."):
        [number] = find_numbers(text)
        assert number.value == value
