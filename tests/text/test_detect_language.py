"""The language to answer in, when brands and products mix both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.text import detect_language

CHINESE = [
    "有没有适合干皮的面霜",
    "SK-II 神仙水有货吗",
    "有 La Roche-Posay Cicaplast Baume B5 吗",
    "dior 999 多少钱",
    "推荐一款 perfume",
    "想买 iPhone 15 Pro Max 256GB",
    "口红",
    "你好",
    "預算三百左右",
    "Estee Lauder/雅诗兰黛 小棕瓶眼霜 15ml 淡化黑眼圈",
    "CHANDO/自然堂",
    "第二款",
    "300元以内",
]
ENGLISH = [
    "do you have a perfume under $50",
    "Do you have 雅诗兰黛 serum?",
    "What's the price of 雅诗兰黛小棕瓶眼霜精华?",
    "I want the 我的美丽日志 mask",
    "Does 自然堂 have an eye cream?",
    "lipstick",
    "eye cream",
    "hello",
    "the second one",
    "under 50",
    "Looking for La Mer",
    "thanks!",
]
NEITHER = ["", "   ", "300", "😀👍", "...", "123-456", "SK-II", "iPhone 15", "3CE", "¥300", "OK", "한국어"]


@pytest.mark.parametrize("text", CHINESE)
def test_chinese(text: str) -> None:
    assert detect_language(text, "en") == detect_language(text, "zh") == "zh"


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text: str) -> None:
    assert detect_language(text, "en") == detect_language(text, "zh") == "en"


@pytest.mark.parametrize("text", NEITHER)
def test_what_says_nothing_of_its_language_leaves_the_default(text: str) -> None:
    assert detect_language(text, "en") == "en"
    assert detect_language(text, "zh") == "zh"


@given(st.text())
def test_any_text_has_a_language(text: str) -> None:
    assert detect_language(text) in ("zh", "en")
