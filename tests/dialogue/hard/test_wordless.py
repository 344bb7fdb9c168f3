"""Messages without words."""

import pytest

from floorwalker.dialogue.understand.hard import set_apart
from floorwalker.dialogue.understand.patterns import acts
from floorwalker.text import fold


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "...", "。。。", "？！", "--", "~", "\u200b\u200d"])
def test_nothing_said(text: str) -> None:
    assert set_apart(text).topic == "empty"


@pytest.mark.parametrize(
    "text", ["😀", "🤔🤔", ":)", ":-D", "^_^", "[微笑]", "[捂脸][捂脸]", "[Smile]", "xD", "😀 !!!"]
)
def test_pictures_alone(text: str) -> None:
    assert set_apart(text).topic == "emoji"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("❤️❤️", "praise"), ("👍", "praise"), ("👍🏽👍🏽", "praise"), ("[强]", "praise"), ("🙏", "thanks"), ("[抱拳]", "thanks"),
        ("😭😭", "mood"), ("[流泪]", "mood"), ("👋", "goodbye"), ("👌", "ok"), ("🖕", "insult"),
    ],
)  # fmt: skip
def test_pictures_that_are_a_courtesy(text: str, act: str) -> None:
    assert set_apart(text).topic is None
    assert acts()[act].search(fold(text))


@pytest.mark.parametrize("text", ["好😀", "ok :)", "3", "A", "[口红]", "口红❤️"])
def test_a_word_makes_it_a_message(text: str) -> None:
    assert set_apart(text).topic is None
