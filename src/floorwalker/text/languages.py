"""Which other language a message is written in, where it is neither Chinese nor English."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from floorwalker.text._regex import regex
from floorwalker.text._shape import LexiconShape
from floorwalker.text.lexicon import LEXICONS, stop_words
from floorwalker.text.lexicon_files import Lexicon
from floorwalker.text.normalise import fold, is_chinese
from floorwalker.text.overlay import of_lexicons

LANGUAGES = Lexicon(
    LEXICONS / "languages.toml",
    shape=LexiconShape(open=("", "scripts"), optional={"strong": list, "weak": list, "letters": str}),
)
"""Words by which other languages are told; a shop extends them with a file of the same name."""

_WORD = regex(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_HIRAGANA = regex("[ぁ-ゖ]")
_KANA = regex("[ぁ-ゖァ-ヺー]")
_ONLY_CHINESE = frozenset("的了吗呢吧么嘛这那你您我们个给没还")
"""Characters of Chinese sentences that simplified script alone has, or Japanese ones hardly ever."""

_MOST_READ = 2_000
_STRONG, _WEAK = 2, 1
_ENOUGH = 3
_ENGLISH_WEIGHT = 2
_SHARE_OF_WORDS = 0.25
_SHARE_OF_LETTERS = 0.5
_ACCENTLESS_LENGTH = 4
_A_SENTENCE = 2
"""Hiragana beside の that make a text Japanese; Chinese titles hold the odd の."""


class _Sense(NamedTuple):
    """A word of a language, or with an empty word a mark of it, and how much it tells."""

    language: str
    word: str
    weight: int


@of_lexicons
@lru_cache(maxsize=16)
def foreign_language(text: str) -> str | None:
    """The language of a message in neither Chinese nor English, as an ISO 639-1 code; else ``None``.

    Scripts tell Russian, Japanese, Korean, Arabic, Thai, Hindi and their neighbours; words that hold a
    sentence together tell languages in Latin script (``lexicons/languages.toml``). Names are no evidence:
    "Lancôme Génifique", "eau de toilette" and "资生堂の红妍" are of no language. What is too short to tell
    is ``None``. Only the first 2,000 characters are read.
    """
    text = unicodedata.normalize("NFC", text[:_MOST_READ])
    if text.isascii() and " " not in text.strip():
        return None
    return _by_script(text) or _by_words(text)


def _by_script(text: str) -> str | None:
    if text.isascii():
        return None
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return None
    if _is_japanese(text, letters):
        return "ja"
    found = Counter(script for char in letters if (script := _script(char)))
    if not found:
        return None
    language, count = found.most_common(1)[0]
    return language if count / len(letters) >= _SHARE_OF_LETTERS else None


def _is_japanese(text: str, letters: list[str]) -> bool:
    if not _ONLY_CHINESE.isdisjoint(text):
        return False
    hiragana = sum(char != "の" for char in _HIRAGANA.findall(text))
    kana = len(_KANA.findall(text))
    chinese = sum(map(is_chinese, letters))
    if hiragana >= _A_SENTENCE:
        return kana * 3 >= chinese
    return kana >= _ENOUGH and not chinese and kana / len(letters) >= _SHARE_OF_LETTERS


@of_lexicons
@cache
def _script(char: str) -> str | None:
    """The language of a letter's script."""
    return None if char.isascii() else _scripts().get(unicodedata.name(char, "").split(" ")[0])


def _by_words(text: str) -> str | None:
    words = _WORD.findall(text.lower().replace("’", "'"))
    if not words or any(map(is_chinese, text)):
        return None
    own: dict[str, list[_Sense]] = {}
    for word in words:
        for sense in _senses().get(word, ()):
            own.setdefault(sense.language, []).append(sense)
    for language, letters in _letters().items():
        marks = sum(not letters.isdisjoint(word) for word in words) + (not letters.isdisjoint(text))
        if marks:
            own.setdefault(language, []).extend(_Sense(language, "", _WEAK) for _ in range(marks))
    english = sum(word in stop_words("en").function for word in words)
    scores = {language: _score(senses, len(words), english) for language, senses in own.items()}
    best = max(scores, key=lambda language: scores[language], default=None)
    return best if best and scores[best] else None


def _score(senses: list[_Sense], words: int, english: int) -> int:
    """How much speaks for a language; 0 where it is not enough."""
    distinct = {sense.word: sense.weight for sense in senses if sense.word}
    marks = sum(not sense.word for sense in senses)
    score = sum(distinct.values()) + _WEAK * marks
    certain = _STRONG in distinct.values() or marks > _A_SENTENCE
    share = sum(bool(sense.word) for sense in senses) + marks >= _SHARE_OF_WORDS * words
    return score if certain and share and score >= max(_ENOUGH, _ENGLISH_WEIGHT * english + 1) else 0


@of_lexicons
@cache
def language_words() -> Mapping[str, Mapping[str, list[str] | str]]:
    """The words and letters of each language, and under ``scripts`` the languages by script.

    Raises:
        UnusableInput: the shop's file breaks the format.
    """
    return LANGUAGES.read()


@of_lexicons
@cache
def _scripts() -> dict[str, str]:
    return {name: str(language) for name, language in language_words()["scripts"].items()}


@of_lexicons
@cache
def _senses() -> dict[str, tuple[_Sense, ...]]:
    """The languages that a word may be of. English words tell nothing."""
    senses: dict[str, dict[str, _Sense]] = {}
    for language, table in language_words().items():
        for kind, weight in (("weak", _WEAK), ("strong", _STRONG)):
            for word in _with_accentless(table.get(kind, ())) - stop_words("en").function:
                senses.setdefault(word, {})[language] = _Sense(language, word, weight)
    return {word: tuple(of.values()) for word, of in senses.items()}


@of_lexicons
@cache
def _letters() -> dict[str, frozenset[str]]:
    """Letters and signs that tell a language."""
    return {
        language: frozenset(table["letters"])
        for language, table in language_words().items()
        if "letters" in table
    }


def _with_accentless(words: Iterable[str]) -> frozenset[str]:
    """The words, and the longer ones as a shopper types them without accents, unless that is English."""
    plain = {bare for word in words if len(bare := fold(word)) >= _ACCENTLESS_LENGTH}
    return frozenset({*words, *(plain - stop_words("en").words)})
