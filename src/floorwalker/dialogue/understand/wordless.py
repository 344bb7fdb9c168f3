"""Messages without words: nothing at all, punctuation, emoji, emoticons and stickers."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from floorwalker.conversation import DeclinedTopic
from floorwalker.text import Lexicon, of_lexicons

STICKERS = Lexicon(Path(__file__).with_name("lexicons") / "stickers.toml")
"""Emoticons, and the codes of stickers."""

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


@of_lexicons
@cache
def _stickers() -> re.Pattern[str]:
    """An emoticon that stands alone, or the code of a sticker."""
    lexicon = STICKERS.read()
    codes = "|".join(map(re.escape, lexicon["codes"]["found"]))
    faces = "|".join(map(re.escape, sorted(lexicon["faces"]["found"], key=len, reverse=True)))
    return re.compile(rf"\[(?:{codes})\]|(?<!\S)(?:{faces})(?!\S)")
