"""Chinese words written with characters that sound alike, or in Latin letters."""

import pytest

from floorwalker.text.spelling import HomophoneIndex, patterns_words
from floorwalker.text.spelling.pinyin import blurred, readings, sound_alike, spelt_out

NOTHING: frozenset[str] = frozenset()
INDEX = HomophoneIndex(
    kinds=["口红", "眼霜", "香水", "洗面奶", "护手霜"],
    brands=["兰蔻", "雅诗兰黛"],
    properties=["保湿", "控油型"],
    plain=["便宜", "礼物"],
    idle=frozenset("我想的了要买"),
    known=lambda term: False,
)


def mended(run: str, named: frozenset[str] = NOTHING) -> str:
    for place in reversed(INDEX.find(run, named)):
        run = run[: place.start] + place.meant + run[place.end :]
    return run


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("想买口宏", "想买口红"),
        ("要眼双", "要眼霜"),
        ("洗面来", "洗面奶"),  # n and l sound alike to many
        ("雅诗兰代的", "雅诗兰黛的"),
        ("便易的", "便宜的"),
        ("礼勿", "礼物"),
    ],
)
def test_characters_that_sound_right_are_put_right(said: str, meant: str) -> None:
    assert mended(said) == meant


@pytest.mark.parametrize("said", ["我想睡", "一双眼", "口味", "想买口红", "保石", "王口宏", "红"])
def test_what_may_be_meant_as_it_stands_is_left(said: str) -> None:
    assert mended(said) == said


def test_a_short_kind_of_goods_is_not_guessed_where_one_is_named() -> None:
    assert mended("口宏", frozenset({"kind"})) == "口宏"
    assert mended("兰寇", frozenset({"kind"})) == "兰蔻"
    assert mended("兰寇", frozenset({"brand"})) == "兰寇"


def test_what_the_shops_own_texts_write_is_left() -> None:
    index = HomophoneIndex(["口红"], [], [], [], frozenset(), {"口宏"}.__contains__)
    assert index.find("口宏", NOTHING) == []


@pytest.mark.parametrize(
    ("letters", "loosely", "meant"),
    [
        ("kouhong", False, "口红"),
        ("yashilandai", False, "雅诗兰黛"),
        ("xiangsui", False, None),
        ("xiangsui", True, "香水"),
        ("liwu", False, None),
        ("liwu", True, "礼物"),
        ("lipstick", True, None),
    ],
)
def test_pinyin_is_read(letters: str, loosely: bool, meant: str | None) -> None:
    assert INDEX.spelt(letters, loosely=loosely) == meant


def test_a_character_has_every_reading_that_words_use() -> None:
    assert set(readings("便")) == {("bian",), ("pian",)}
    assert readings("A") == []
    assert sound_alike("宜", "易")
    assert not sound_alike("睡", "随")
    assert sound_alike("睡", "随", loosely=True)


def test_latin_letters_are_cut_into_syllables_in_every_way() -> None:
    assert set(spelt_out("xian")) == {("xian",), ("xi", "an")}
    assert list(spelt_out("lipstick")) == []


def test_blurring_joins_what_many_do_not_tell_apart() -> None:
    assert blurred("shuang") == blurred("suan")
    assert blurred("ning") == blurred("lin")
    assert blurred("hong") != blurred("kong")


def test_the_words_of_expressions_are_read_with_their_alternatives() -> None:
    expressions = [r"\b(rat(ed|ings?)|colou?r|girl ?friend)\b", "(?:便宜|实惠)(?!的)"]
    assert {"rated", "color", "colour", "girlfriend", "便宜", "实惠"} <= patterns_words(expressions)
    assert "的" not in patterns_words(expressions)
