"""Finding fixed phrases however they are spaced, hyphenated, accented or scripted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.text import Phrases


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("t-shirt", "a T Shirt please", "T Shirt"),
        ("t-shirt", "tshirt", "tshirt"),
        ("eye cream", "an eye-cream!", "eye-cream"),
        ("L'Oréal", "some LOREAL stuff", "LOREAL"),
        ("loreal", "L’Oréal's best", "L’Oréal"),
        ("SK-II", "我要skii神仙水", "skii"),
        ("SK-II", "sk ii", "sk ii"),
        ("兰蔻", "有蘭蔻嗎", "蘭蔻"),
        ("Bath & Body Works", "bath and body works soap", "bath and body works"),
        ("bath and body works", "Bath & Body Works", "Bath & Body Works"),
        ("e.l.f.", "elf primer", "elf"),
        ("Dr. Jart+", "dr jart mask", "dr jart"),
        ("dr jart", "Dr.Jart", "Dr.Jart"),
        ("19-69", "do you have 19-69?", "19-69"),
        ("d&g", "a D & G bag", "D & G"),
        ("3CE", "3ce口红", "3ce"),
        ("Estée Lauder", "Este\u0301e Lauder", "Este\u0301e Lauder"),
    ],
)
def test_finds_other_spellings(phrase: str, text: str, found: str) -> None:
    [(payload, span)] = Phrases({phrase: 1}).find(text)
    assert payload == 1
    assert text[slice(*span)] == found


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("t shirt", "tonight shirts"),
        ("eye cream", "my eye, cream"),
        ("eye cream", "an eye. Cream"),
        ("mac", "macbook"),
        ("mac", "imac"),
        ("19-69", "since 1969"),
        ("4711", "order 14711"),
        ("d&g", "dg"),
        ("兰蔻", "兰花蔻"),
        ("eye cream", "eye creams"),
        ("ysl", ""),
        ("fresh", "refreshing"),
        ("men", "me n two mates"),
    ],
)
def test_does_not_find_look_alikes(phrase: str, text: str) -> None:
    assert Phrases({phrase: 1}).find(text) == []


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("brush", "two brushes"),
        ("accessory", "accessories"),
        ("scarf", "scarves"),
        ("woman", "for women"),
        ("knife", "knives"),
        ("lip stick", "lipsticks"),
        ("potato", "potatoes"),
        ("toy", "toys"),
    ],
)
def test_finds_plurals_when_asked(phrase: str, text: str) -> None:
    assert [payload for payload, _ in Phrases({phrase: 1}, inflect=True).find(text)] == [1]
    assert Phrases({phrase: 1}).find(text) == []


def test_takes_the_longest_and_of_equals_the_first() -> None:
    phrases = Phrases({"eye": 1, "eye cream": 2, "cream": 3, "个护": 4, "护手霜": 5, "霜冻": 6})
    assert [payload for payload, _ in phrases.find("eye cream and eye")] == [2, 1]
    assert [payload for payload, _ in phrases.find("买个护手霜冻")] == [5]
    assert [payload for payload, _ in Phrases({"甲乙": 1, "乙丙": 2}).find("甲乙丙")] == [1]


def test_gives_all_that_phrases_of_one_form_stand_for() -> None:
    phrases = Phrases([("SK-II", "brand"), ("skii", "act"), ("sk ii", "brand")])
    assert sorted(phrases.find("skii")) == [("act", (0, 4)), ("brand", (0, 4))]


def test_phrases_without_letters_are_passed_over() -> None:
    assert Phrases({"": 1, "!!": 2}).find("!! any text") == []


@given(st.lists(st.text(min_size=1, max_size=8), max_size=8), st.text(max_size=60))
def test_spans_lie_in_the_text_and_do_not_overlap(phrases: list[str], text: str) -> None:
    last = 0
    for _, (start, end) in Phrases(dict.fromkeys(phrases, 1)).find(text):
        assert last <= start < end <= len(text)
        last = end


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Lo", "Nd"]), min_size=1, max_size=12))
def test_every_phrase_finds_itself(phrase: str) -> None:
    assert Phrases({phrase: 1}).find(f"见 {phrase} ，")
