"""Messages without words: nothing at all, punctuation, emoji, emoticons and stickers."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from floorwalker.conversation import DeclinedTopic
from floorwalker.core import Language
from floorwalker.text import Lexicon, of_lexicons, product_types

STICKERS = Lexicon(Path(__file__).with_name("lexicons") / "stickers.toml")
"""Emoticons, and the codes of stickers."""

_FIRST_PICTURE = 0x2300  # code points below show no goods
_PICTURES = frozenset({"So", "Sk", "Cn", "Co", "Cs"})


def wordless_topic(folded: str) -> DeclinedTopic | None:
    """``empty`` for white space and punctuation, ``emoji`` for pictures, ``None`` where there are words.

    Args:
        folded: the message, folded. A sticker is its code, as WeChat sends it: ``[微笑]``, ``[Smile]``.
    """
    text = folded.strip()
    drawn = _stickers().sub("", text)
    if any(char.isalnum() for char in drawn):
        return None
    if drawn != text or any(unicodedata.category(char) in _PICTURES for char in drawn):
        return "emoji"
    return "empty"


def in_words(text: str, language: Language) -> str:
    """The message with the names of goods where it shows pictures of them; as it is where it names any."""
    things = STICKERS.read()["things"] if any(ord(char) > _FIRST_PICTURE for char in text) else {}
    shown = [char for char in text if char in things]
    if not shown or product_types().find(text):
        return text
    for char in shown:
        text = text.replace(char, f" {product_types().label(things[char], language)} ")
    return text.replace("\ufe0f", "").strip()


@of_lexicons
@cache
def _stickers() -> re.Pattern[str]:
    """An emoticon that stands alone, or the code of a sticker."""
    lexicon = STICKERS.read()
    codes = "|".join(map(re.escape, lexicon["codes"]["found"]))
    faces = "|".join(map(re.escape, sorted(lexicon["faces"]["found"], key=len, reverse=True)))
    return re.compile(rf"\[(?:{codes})\]|(?<!\S)(?:{faces})(?!\S)")
