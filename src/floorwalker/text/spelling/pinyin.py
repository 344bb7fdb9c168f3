"""How Chinese is read, without tones: for what the ear and the input method mix up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice, product
from pathlib import Path

from floorwalker.text._regex import regex

_TABLE = Path(__file__).with_name("pinyin.txt")
_MOST_READINGS = 16
_LONGEST_SYLLABLE = 6
_VOWELS = frozenset("aeiouv")
_INITIAL = regex(r"^([zcs])h")


@cache
def _syllables() -> Mapping[str, str]:
    lines = _TABLE.read_text("utf-8").splitlines()
    return dict(line.split() for line in lines if not line.startswith("#"))


@cache
def _readings() -> Mapping[str, tuple[str, ...]]:
    readings: dict[str, tuple[str, ...]] = {}
    for syllable, characters in _syllables().items():
        for character in characters:
            readings[character] = (*readings.get(character, ()), syllable)
    return readings


def readings(text: str) -> list[tuple[str, ...]]:
    """The ways a Chinese text can be read, as syllables; none where a character has no reading."""
    table = _readings()
    choices = [table.get(character, ()) for character in text]
    if all(len(choice) == 1 for choice in choices):
        return [tuple([choice[0] for choice in choices])]
    return list(islice(product(*choices), _MOST_READINGS))


@lru_cache(maxsize=8192)
def sound_alike(one: str, two: str, *, loosely: bool = False) -> bool:
    """Whether two characters have a reading in common; ``loosely``, one that many do not tell apart."""
    ours, theirs = _readings().get(one, ()), _readings().get(two, ())
    if loosely:
        return not {*map(blurred, ours)}.isdisjoint(map(blurred, theirs))
    return not set(ours).isdisjoint(theirs)


@lru_cache(maxsize=1024)
def blurred(syllable: str) -> str:
    """A syllable as those hear it who do not tell zh from z, ch from c, sh from s, n from l, -ng from -n."""
    plain = _INITIAL.sub(r"\1", syllable)
    plain = "l" + plain[1:] if plain.startswith("n") else plain
    return plain.removesuffix("g") if plain.endswith("ng") else plain


def spelt_out(word: str) -> Iterator[tuple[str, ...]]:
    """The ways to cut Latin letters into whole syllables: xian is one, or two (xi, an)."""
    if not word:
        yield ()
    for end in range(1, min(len(word), _LONGEST_SYLLABLE) + 1):
        if word[:end] in _syllables() and not _VOWELS.isdisjoint(word[:end]):
            for rest in spelt_out(word[end:]):
                yield word[:end], *rest
