"""English nouns: a or an by sound, pairs, plurals, and what cannot be counted."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from floorwalker.text import Lexicon, LexiconShape, of_lexicons, product_types

NOUNS = Lexicon(
    Path(__file__).parent / "en" / "nouns.toml", name="en/nouns.toml", shape=LexiconShape(open=("names",))
)
"""English nouns by kind; a shop extends them with a file of the same name."""

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_LETTERS_SPOKEN_WITH_A_VOWEL = frozenset("AEFHILMNORSX8")
_VOWELS = re.compile(r"[aeiouàáâäèéêëìíîïòóôöùúûü]", re.IGNORECASE)
_AN_EIGHT = re.compile(r"(?:8|1[18](?=\D|$|(?:[ ,]?\d{3})+(?!\d)))")


def article(phrase: str) -> str:
    """``a`` or ``an`` before a phrase, by the sound it begins with.

    Figures are spoken as numbers (an 8-piece, an 11,000, a 110 ml) and abbreviations by letters (an LED, a UV
    lamp). Words that do not sound as they are written stand in ``en/nouns.toml``.
    """
    match = _WORD.search(phrase)
    return "an" if match and _sounds_like_a_vowel(match.group()) else "a"


def noun(type_id: str, *, plural: bool) -> str:
    """What a kind of goods is called, with "pair of" before what comes in pairs."""
    data = noun_data()
    if type_id in data["pairs"]:
        pairs = product_types().label(type_id, "en", plural=True)
        return f"{'pairs' if plural else 'pair'} of {pairs}"
    name = data["names"].get(type_id)
    if name:
        return f"{name}s" if plural else str(name)
    return product_types().label(type_id, "en", plural=plural)


def goods(type_id: str) -> str:
    """What goods of a kind are called as such: earrings, lipsticks, tea."""
    return (
        product_types().label(type_id, "en", plural=True)
        if type_id in noun_data()["pairs"]
        else noun(type_id, plural=True)
    )


def is_countable(type_id: str) -> bool:
    """Whether one can ask for one of them."""
    return noun(type_id, plural=False) != noun(type_id, plural=True)


def _sounds_like_a_vowel(word: str) -> bool:
    data = noun_data()
    if word[0].isdigit():
        return bool(_AN_EIGHT.match(word))
    if _is_spelled_out(word):
        return word[0].upper() in _LETTERS_SPOKEN_WITH_A_VOWEL
    lower = word.lower()
    if lower.startswith(tuple(data["consonants"])):
        return lower.startswith(tuple(data["vowels"]))
    return bool(_VOWELS.match(lower)) or lower.startswith(tuple(data["vowels"]))


def _is_spelled_out(word: str) -> bool:
    """Whether it is said letter by letter: LED, SPF, X1, a single letter."""
    letters = re.match(r"[A-Za-z]+", word)
    if letters is None or not letters.group().isupper():
        return False
    spelled = letters.group()
    return len(spelled) == 1 or spelled in noun_data()["spelled_out"] or not _VOWELS.search(spelled)


@of_lexicons
@cache
def noun_data() -> dict[str, Any]:
    """The file, with the shop's own on top; read once.

    Raises:
        UnusableInput: the shop's file breaks the format.
    """
    data = NOUNS.read()
    return data | {"pairs": frozenset(data["pairs"]), "spelled_out": frozenset(data["spelled_out"])}
