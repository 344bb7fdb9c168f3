"""English words that nobody knows, and the known words their writers meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import IntEnum
from math import inf, log10
from typing import NamedTuple

from floorwalker.text.segment import english_term
from floorwalker.text.spelling.distance import slips
from floorwalker.text.spelling.ordinary import frequency, is_ordinary

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST = 4
_MOST_SLIPS = (0.0, 0.0, 0.0, 0.0, 0.7, 1.0, 1.1, 1.4, 1.9, 1.9, 2.2)  # by length, the last for longer words
_SHORTEST_NAME = 5
_PER_DECADE = 0.1  # a word ten times as common makes up for this much of a slip
_NEVER_COUNTED = 100_000
_TWO_SLIPS = 1.4  # below it there are two only where one is a doubled letter
_MARGIN = 0.12
_MOST_OF_A_RARE_WORD = 0.8  # pallette is a word of the dictionary, and palette is meant
_FEWER = 0.25
_AS_COMMON = 0.01
_SELDOM = 1_500_000
_INFLECTED = re.compile(r"(?<=ch|sh|ss|zz)es$|(?<=x)es$")
_DOUBLED = re.compile(r"([a-z])\1")


class Standing(IntEnum):
    """How much a shop has to do with a word: what it sells is meant rather than what people say at large."""

    ORDINARY = 0
    IN_CATALOGUE = 1
    FOREIGN_BRAND = 2
    PLAIN = 3
    BRAND = 4
    PROPERTY = 5
    KIND = 6


_BONUS = {
    Standing.ORDINARY: 0.0,
    Standing.IN_CATALOGUE: 0.3,
    Standing.FOREIGN_BRAND: 0.2,
    Standing.PLAIN: 0.35,
    Standing.BRAND: 0.4,
    Standing.PROPERTY: 0.5,
    Standing.KIND: 0.5,
}


_MOST_OF_A_BRAND = {Standing.BRAND: 1.1, Standing.FOREIGN_BRAND: 0.7}
_BRANDS = frozenset(_MOST_OF_A_BRAND)


class _Candidate(NamedTuple):
    score: float
    slips: float
    word: str
    standing: Standing


class EnglishSpeller:
    """Mends single words, by a noisy channel: few slips, a word the shop uses, a word people use.

    Args:
        words: the words that may be meant, folded, with what the shop has to do with them.
        known: whether the shop's index holds a term.
    """

    def __init__(self, words: Mapping[str, Standing], known: Callable[[str], bool]) -> None:
        self._words = words
        self._known = known
        self._by_shape: dict[tuple[str, int], list[tuple[str, int]]] = {}
        for word in words:
            if len(word) >= _SHORTEST:
                self._by_shape.setdefault((word[0], len(word)), []).append((word, _letters(word)))

    def knows(self, word: str) -> bool:
        """Whether a folded word is one of the shop's, of English or of the index."""
        known = word in self._words or self._known(english_term(word))
        ordinary = is_ordinary(word) or is_ordinary(_INFLECTED.sub("", word))
        return known or (ordinary and not self._doubles(word))

    def _doubles(self, word: str) -> bool:
        """Whether a rare word is one of the shop's with a letter doubled: potts, of which there are few."""
        single = _DOUBLED.sub(r"\1", word)
        named = self._words.get(single, Standing.ORDINARY) >= Standing.PROPERTY
        return named and single != word and frequency(word) < _SELDOM

    def mend(self, word: str, *, only_brands: bool = False) -> str | None:
        """The word that an unknown one was meant to be; ``None`` where that is not clear.

        Args:
            word: a folded word that nothing knows.
            only_brands: it is written as a name is, and stands for a brand or for something unknown.
        """
        if len(word) < _SHORTEST:
            return None
        found = sorted(self._candidates(word, _MOST_OF_A_RARE_WORD if frequency(word) else _MOST_SLIPS[-1]))
        if not found:
            return None
        best, *others = found
        allowed = best.standing > Standing.ORDINARY and (not only_brands or best.standing in _BRANDS)
        return best.word if allowed and not any(_rivals(best, other) for other in others) else None

    def split(self, word: str) -> tuple[str, str] | None:
        """The two words an unknown one runs together, where the second is a kind of goods (redlipstick)."""
        for at in range(3, len(word) - _SHORTEST + 1):
            one, two = word[:at], word[at:]
            if self._words.get(two) is Standing.KIND and one in self._words:
                return one, two
        return None

    def _candidates(self, word: str, limit: float) -> Iterator[_Candidate]:
        for meant in self._near(word):
            standing = self._words[meant]
            brand = standing in _BRANDS
            if brand and min(len(word), len(meant)) < _SHORTEST_NAME:
                continue
            most = _MOST_OF_A_BRAND.get(standing, limit)
            yield from self._weighed(word, meant, standing, min(limit, most))
        for meant in _one_edit_away(word):
            if meant not in self._words and is_ordinary(meant):
                in_catalogue = len(meant) >= _SHORTEST and self._known(english_term(meant))
                standing = Standing.IN_CATALOGUE if in_catalogue else Standing.ORDINARY
                yield from self._weighed(word, meant, standing, limit)

    def _near(self, word: str) -> Iterator[str]:
        """The shop's words that hold much the same letters and begin alike, or with two letters swapped."""
        letters, length = _letters(word), len(word)
        for first in dict.fromkeys(word[:2]):
            for size in range(length - 2, length + 3):
                most = 2 if _limit(max(size, length)) < _TWO_SLIPS else 4
                for meant, theirs in self._by_shape.get((first, size), ()):
                    if (letters ^ theirs).bit_count() <= most and (first == word[0] or meant[1] == word[0]):
                        yield meant

    @staticmethod
    def _weighed(word: str, meant: str, standing: Standing, limit: float) -> Iterator[_Candidate]:
        weight = slips(word, meant, min(limit, _limit(max(len(word), len(meant)))))
        if weight < inf:
            common = log10(frequency(meant) or _NEVER_COUNTED)
            yield _Candidate(weight - _PER_DECADE * common - _BONUS[standing], weight, meant, standing)


def _limit(length: int) -> float:
    return _MOST_SLIPS[min(length, len(_MOST_SLIPS) - 1)]


def _letters(word: str) -> int:
    """Which letters a word holds, as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


def _rivals(best: _Candidate, other: _Candidate) -> bool:
    """Whether the other may be meant as well: it scores much the same, or is a nearer and common word."""
    if _same(best.word, other.word):
        return False
    nearer = other.slips <= best.slips - _FEWER and frequency(other.word) > _AS_COMMON * frequency(best.word)
    return nearer or other.score - best.score <= _MARGIN


def _same(one: str, two: str) -> bool:
    return english_term(one) == english_term(two)


def _one_edit_away(word: str) -> Iterable[str]:
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    edits = {one + two[1:] for one, two in cuts if two}
    edits |= {one + two[1] + two[0] + two[2:] for one, two in cuts if len(two) > 1}
    for letter in _LETTERS:
        edits |= {one + letter + two[1:] for one, two in cuts if two}
        edits |= {one + letter + two for one, two in cuts}
    edits.discard(word)
    return edits
