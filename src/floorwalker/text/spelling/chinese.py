"""Chinese words written with characters that sound alike, or in Latin letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from floorwalker.text._libraries import word_segmenter
from floorwalker.text.spelling.pinyin import blurred, readings, sound_alike, spelt_out

_LONGEST = 8
_ENOUGH = 3
_MANY = 3
_COUNTERS = frozenset("一两二三四五六七八九十几每这那哪某")
_MEASURES = frozenset("双件条支只个套瓶盒张本把款")

Reading = tuple[str, ...]
Span = tuple[int, int]


class Homophone(NamedTuple):
    """A place in a run of characters, and the word that was meant there."""

    start: int
    end: int
    meant: str


class HomophoneIndex:
    """The words a shop knows, by how they sound.

    Args:
        kinds: kinds of goods; all words are of two characters and more, and folded.
        brands: names of brands.
        properties: what goods are like.
        plain: what else shoppers say.
        idle: characters that are words by themselves (我, 想, 的), which nobody writes for another.
        known: whether the shop's index holds a term.
    """

    def __init__(
        self,
        kinds: Sequence[str],
        brands: Sequence[str],
        properties: Sequence[str],
        plain: Sequence[str],
        idle: frozenset[str],
        known: Callable[[str], bool],
    ) -> None:
        self._known = known
        self._idle = idle
        self._kinds = frozenset(kinds)
        self._brands = frozenset(brands)
        self._properties = frozenset(properties) - self._kinds
        self._words = dict.fromkeys((*kinds, *brands, *properties, *plain))
        self._heads = frozenset(
            head for head, times in Counter(kind[-1] for kind in kinds).items() if times >= _MANY
        )
        self._by_place: dict[tuple[int, int, str], list[str]] = {}
        for word in self._words:
            for place, char in enumerate(word):
                self._by_place.setdefault((len(word), place, char), []).append(word)

    def find(self, run: str, named: frozenset[str]) -> list[Homophone]:
        """The words of a run of ideographs that are written with the wrong characters, the longest in doubt.

        Two characters that sound like a word are often a word of their own, one that no dictionary has. They
        are mended to a kind of goods or a brand only where none is named, and never to a property.

        Args:
            run: folded ideographs.
            named: which of "kind" and "brand" the message names so that it is understood.
        """
        segments = _segments(run)
        found: list[Homophone] = []
        for length in range(min(_LONGEST, len(run)), 1, -1):
            for start in range(len(run) - length + 1):
                end = start + length
                if any(one.start < end and start < one.end for one in found):
                    continue
                meant = self._meant(run, start, end, segments)
                if meant and (length >= _ENOUGH or self._may_be_short(meant, named)):
                    found.append(Homophone(start, end, meant))
        return sorted(found)

    def _may_be_short(self, meant: str, named: frozenset[str]) -> bool:
        if meant in self._kinds:
            return "kind" not in named
        if meant in self._brands:
            return "brand" not in named
        return meant not in self._properties

    def spelt(self, letters: str, *, loosely: bool) -> str | None:
        """The word whose sound is written in Latin letters (kouhong); ``None`` where there is none.

        Args:
            letters: folded Latin letters.
            loosely: whether it may be a plain word, or mix up initials and endings, where no name fits.
        """
        cut = [reading for reading in spelt_out(letters) if len(reading) > 1]
        exact = [word for reading in cut for word in self._by_sound.get(reading, ())]
        name = next((word for word in exact if self._is_name(word)), None)
        if name or not loosely:
            return name
        loose = (word for reading in cut for word in self._by_blurred_sound.get(_blur(reading), ()))
        return exact[0] if exact else next(loose, None)

    @cached_property
    def _by_sound(self) -> Mapping[Reading, Sequence[str]]:
        index: dict[Reading, list[str]] = {}
        for word in self._words:
            for reading in readings(word):
                index.setdefault(reading, []).append(word)
        return index

    @cached_property
    def _by_blurred_sound(self) -> Mapping[Reading, Sequence[str]]:
        index: dict[Reading, list[str]] = {}
        for reading, words in self._by_sound.items():
            index.setdefault(_blur(reading), []).extend(filter(self._is_name, words))
        return index

    def _is_name(self, word: str) -> bool:
        return word in self._kinds or word in self._brands or word in self._properties

    def _meant(self, run: str, start: int, end: int, segments: list[Span]) -> str | None:
        said = run[start:end]
        if said in self._words or any(s < start < e or s < end < e for s, e in segments):
            return None
        if not any(e - s == 1 and start <= s < end and self._is_stray(run[s]) for s, e in segments):
            return None
        words = [w for w in self._alike(said) if self._may_be(run, start, w, segments)]
        if not words and len(said) >= _ENOUGH:
            loose = (w for w in self._alike(said, loosely=True) if self._is_name(w))
            words = [w for w in loose if self._may_be(run, start, w, segments)]
        most = max((_shared(said, word) for word in words), default=0)
        best = [word for word in words if _shared(said, word) == most]
        return best[0] if len(best) == 1 and not self._is_known(said, best[0]) else None

    def _alike(self, said: str, *, loosely: bool = False) -> list[str]:
        """The words that sound like some characters and have at least one of them in its place."""
        places = enumerate(said)
        near = dict.fromkeys(
            word for place, char in places for word in self._by_place.get((len(said), place, char), ())
        )
        return [
            word
            for word in near
            if all(a == b or sound_alike(a, b, loosely=loosely) for a, b in zip(said, word, strict=True))
        ]

    def _may_be(self, run: str, start: int, word: str, segments: list[Span]) -> bool:
        """Whether half of the word is written right, and the rest with characters nobody meant as they stand.

        Of a longer word two thirds are enough, though the rest may then be part of some other word.
        """
        end = start + len(word)
        said = run[start:end]
        right = _shared(said, word)
        if right * 2 < len(word):
            return False
        wrong = [at for at in range(len(word)) if said[at] != word[at]]
        if all(char in self._idle for at, char in enumerate(said) if at not in wrong):
            return False  # what is right says nothing: 别太冲 is not a mistyped 别太重
        surely = len(word) >= _ENOUGH and right * _ENOUGH >= len(word) * 2
        for at in wrong:
            typed, place = said[at], start + at
            inside = surely and 0 < at < len(word) - 1
            if typed in self._idle and typed not in _MEASURES and not inside:
                return False
            if typed in _MEASURES and place and run[place - 1] in _COUNTERS:
                return False
            if not surely and any(s <= place < e for s, e in segments if e - s > 1):
                return False
        if (
            wrong == [len(word) - 1]
            and said[-1] in self._heads
            and self._is_name(word)
            and word not in self._brands
        ):
            return False  # a lamp for pianos is not a mistyped stool for pianos
        return not self._strays(run, start, end, wrong, segments) and not self._holds_word(said, wrong)

    def _strays(self, run: str, start: int, end: int, wrong: list[int], segments: list[Span]) -> bool:
        """Whether a wrong character at the edge stands beside another that makes no word either."""
        short = end - start < _ENOUGH
        left = short or wrong[0] == 0
        right = short or wrong[-1] == end - start - 1
        return any(
            last - first == 1 and self._is_stray(run[first]) and not self._counts(run, first)
            for first, last in segments
            if (left and last == start) or (right and first == end)
        )

    def _counts(self, run: str, at: int) -> bool:
        """Whether a character is the measure word of what follows: the 只 of 想要只, the 支 of 来支."""
        before = run[at - 1] if at else ""
        return run[at] in _MEASURES and (before in self._idle or before in _COUNTERS)

    def _is_stray(self, char: str) -> bool:
        return char not in self._idle or char in _MEASURES

    def _holds_word(self, said: str, wrong: list[int]) -> bool:
        """Whether a wrong character is part of a word that the lexicons know."""
        return any(
            said[first:last] in self._words
            for at in wrong
            for first in range(at + 1)
            for last in range(max(at + 1, first + 2), len(said) + 1)
        )

    def _is_known(self, said: str, meant: str) -> bool:
        """Whether the shop's own texts, or for two characters the lexicons, write it so."""
        pairs = (
            one + two
            for (one, two), right in zip(pairwise(said), pairwise(meant), strict=True)
            if (one, two) != right
        )
        if len(said) < _ENOUGH and any(said in word for word in self._words):
            return True
        return all(map(self._known, pairs))


def dictionary_words(run: str) -> list[str]:
    """A run of ideographs cut by the dictionary alone: to guess at words would take a slip for a name."""
    words: list[str] = word_segmenter().cut(run, hmm=False)
    return words


def _segments(run: str) -> list[Span]:
    ends = list(accumulate(map(len, dictionary_words(run))))
    return list(zip([0, *ends], ends, strict=False))


def _shared(said: str, word: str) -> int:
    return sum(one == two for one, two in zip(said, word, strict=True))


def _blur(reading: Reading) -> Reading:
    return tuple(map(blurred, reading))
