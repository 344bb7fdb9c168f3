"""Messages with typing errors, in both languages: what is mended, where, and how much is left alone."""

import csv
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from floorwalker.core import Language
from floorwalker.dialogue.understand import ShopVocabulary
from floorwalker.dialogue.understand.mending import Change, SpellingMender
from floorwalker.text import fold

LABELLED = Path(__file__).parents[1] / "text/spelling"
DATA = Path("../shared/data")
VOCABULARY = ShopVocabulary({"lancome": "Lancôme", "byredo": "Byredo"})


@cache
def mender() -> SpellingMender:
    return SpellingMender(VOCABULARY, lambda term: False)


def mend(text: str, language: Language = "en") -> str:
    return mender().mend(text, language).text


def labelled(language: Language) -> list[tuple[str, str]]:
    lines = (LABELLED / f"labelled_{language}.jsonl").read_text("utf-8").splitlines()
    return [(row["text"], row["meant"]) for row in map(json.loads, lines)]


def same(one: str, two: str) -> bool:
    """Whether two texts differ in no more than spaces, capitals, accents and apostrophes."""
    return fold(one).replace(" ", "").replace("'", "") == fold(two).replace(" ", "").replace("'", "")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_most_labelled_errors_are_mended_and_almost_none_into_something_else(language: Language) -> None:
    wrong = [(text, meant) for text, meant in labelled(language) if text != meant]
    assert len(wrong) >= 120
    results = [(mender().mend(text, language), meant) for text, meant in wrong]
    mended = sum(same(result.text, meant) for result, meant in results)
    spoilt = [result for result, meant in results if result.changes and not same(result.text, meant)]
    assert mended >= 0.75 * len(wrong)
    assert len(spoilt) <= 0.03 * len(wrong)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_written_right_is_never_changed(language: Language) -> None:
    right = [text for text, meant in labelled(language) if text == meant]
    assert len(right) >= 120
    assert [text for text in right if mender().mend(text, language).changes] == []


def test_changes_are_told_with_their_place_in_the_message() -> None:
    text = "Ｈi， Lipsitck or a 禮勿?"
    mended = mender().mend("a lipsitck from LANCOM", "en")
    assert mended.text == "a lipstick from LANCÔME"
    assert mended.changes == (Change((2, 10), "lipsitck", "lipstick"), Change((16, 22), "LANCOM", "LANCÔME"))
    for change in mender().mend(text, "en").changes:
        assert text[slice(*change.span)] == change.said


def test_a_message_without_errors_comes_back_as_it_is() -> None:
    mended = mender().mend("a  Red lipstick…", "en")
    assert (mended.text, mended.changes) == ("a  Red lipstick…", ())


@pytest.mark.parametrize(
    "text",
    [
        'the "lipsitck" one',
        "mail me at lipsitck@example.com",
        "see www.lipsitck.com",
        "#lipsitck",
        "GX4200 jaket2",
        "リップ lipsitck",
        "ein schöner Lippenstift für meine Freundin",
    ],
)
def test_quotes_addresses_codes_and_other_languages_are_left(text: str) -> None:
    assert mend(text) == text


def test_a_word_of_the_index_is_left() -> None:
    shop = SpellingMender(VOCABULARY, {"lipsitck", "口宏"}.__contains__)
    assert not shop.mend("a lipsitck", "en").changes
    assert not shop.mend("想买口宏", "zh").changes


def test_eyecream_is_an_eye_cream_already() -> None:
    assert mend("an eyecream") == "an eyecream"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("想买kou hong", "想买口红"),
        ("xiangshui", "香水"),
        ("給媽媽的禮勿", "給媽媽的礼物"),
        ("有没有lipsitck", "有没有lipstick"),
    ],
)
def test_pinyin_traditional_script_and_mixed_text_are_mended(text: str, meant: str) -> None:
    assert mend(text, "zh") == meant


def test_pinyin_is_read_in_a_message_taken_for_english() -> None:
    assert mend("kouhong") == "口红"


def test_2_to_6_years_is_no_misspelt_brand() -> None:
    assert mend("2-6岁宝宝用的", "zh") == "2-6岁宝宝用的"


def titles() -> Iterator[tuple[str, Language]]:
    with (DATA / "catalogs/beauty_usd.csv").open(encoding="utf-8") as file:
        yield from ((row["product_name"], "en") for row in list(csv.DictReader(file))[::7])
    with (DATA / "catalogs/tmall_cosmetics_gb18030.csv").open(encoding="gb18030") as file:
        yield from ((row["title"], "zh") for row in list(csv.DictReader(file))[::37])


@pytest.mark.skipif(not DATA.exists(), reason="needs ../shared/data")
def test_titles_of_a_catalogue_that_the_index_does_not_hold_are_hardly_ever_changed() -> None:
    every = list(dict.fromkeys(titles()))
    changed = [title for title, language in every if mender().mend(title, language).changes]
    assert len(changed) <= 0.003 * len(every), changed
