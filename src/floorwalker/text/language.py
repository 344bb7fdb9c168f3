"""Which language a shopper is writing in, when brands and products mix both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from floorwalker.text._regex import regex
from floorwalker.text.languages import foreign_language
from floorwalker.text.lexicon import stop_words
from floorwalker.text.normalise import fold, is_chinese

if TYPE_CHECKING:
    from floorwalker.core import Language

_ENGLISH_WORD = regex(r"(?<![a-z0-9])[a-z]+(?:'[a-z]+)?(?![a-z0-9])")
_PLAIN_WORD = regex(r"(?<![^\W_])[a-z]{3,}(?![^\W_])")
_FUNCTION_WEIGHT = 3.0
_CHARACTERS_PER_WORD = 1.5
_NAME_WORDS = 2  # of which a name or an abbreviation in a Chinese message is made (BB霜)


def detect_language(text: str, default: Language = "en") -> Language:
    """The language to answer in; ``default`` where the text says nothing of it.

    The words that hold a sentence together (的, 有, 吗; the, do, for) weigh more than names: a Chinese
    sentence around a Latin brand is Chinese, an English sentence around a Chinese brand English. Digits,
    emoji and lone names such as "SK-II" or "iPhone" leave the default, and so does a sentence in a third
    language (:func:`foreign_language`).
    """
    if foreign_language(text):
        return default
    folded = fold(text)
    chinese = sum(map(is_chinese, folded))
    words = _ENGLISH_WORD.findall(folded)
    english_function = sum(word in stop_words("en").function for word in words)
    if not chinese:
        if not words:
            return default
        is_english = english_function > 0 or len(words) > 2 or _PLAIN_WORD.search(text) is not None
        return "en" if is_english else default
    if not english_function and len(words) <= _NAME_WORDS:
        return "zh"
    chinese_function = sum(char in stop_words("zh").function for char in folded)
    zh = chinese / _CHARACTERS_PER_WORD + _FUNCTION_WEIGHT * chinese_function
    en = len(words) + _FUNCTION_WEIGHT * english_function
    return "zh" if zh >= en else "en"
