"""Spelling: what was meant by words that nobody knows. Pure functions over lists of words."""

from floorwalker.text.spelling.chinese import Homophone, HomophoneIndex, dictionary_words
from floorwalker.text.spelling.english import EnglishSpeller, Standing
from floorwalker.text.spelling.literals import patterns_words
from floorwalker.text.spelling.ordinary import is_ordinary

__all__ = [
    "EnglishSpeller",
    "Homophone",
    "HomophoneIndex",
    "Standing",
    "dictionary_words",
    "is_ordinary",
    "patterns_words",
]
