"""Finding many fixed phrases in a text at once, however they are spaced, hyphenated, accented or scripted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import accumulate, compress, pairwise
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

import ahocorasick

from floorwalker.text._regex import regex
from floorwalker.text.normalise import Folded, fold, folded_text, is_chinese

T = TypeVar("T")

_GAP = regex(r"\s|\s?[-'&·•_+]\s?|\.(?!\s)")
_LAST_WORD = regex(r"[a-z]{2,}$")
_SIBILANTS = ("s", "x", "z", "ch", "sh")
_WEAK_SIGNS = regex(r"[&+]")
_SHORT = 3
_NO_SEPARATORS: frozenset[str] = frozenset()


class Occurrence(NamedTuple, Generic[T]):
    """A phrase found in folded text, at its place there."""

    start: int
    end: int
    payload: T


class _Entry(NamedTuple, Generic[T]):
    payload: T
    length: int
    exact: str  # the folded phrase without spaces, where punctuation must agree; else empty
    separators: frozenset[str]


class Phrases(Generic[T]):
    """Phrases with what each stands for, ready to be found in texts.

    Matching is on folded text without punctuation: "T-shirt", "t shirt" and "tshirt" are one phrase, as are
    L'Oréal and loreal, 蘭蔻 and 兰蔻, "Bath & Body Works" and "bath and body works". A phrase that begins or
    ends in a Latin letter or a digit does so at a word's edge; Chinese is found anywhere. Figures (19-69) and
    short names with a sign (d&g) need their punctuation as it is written.

    Args:
        phrases: phrase → what it stands for, or pairs of them; one without a letter or digit is passed over.
        inflect: whether English phrases are found in the plural too.

    """

    def __init__(self, phrases: Mapping[str, T] | Iterable[tuple[str, T]], *, inflect: bool = False) -> None:
        pairs = phrases.items() if isinstance(phrases, Mapping) else phrases
        entries: dict[str, list[_Entry[T]]] = {}
        for phrase, payload in pairs:
            for form in _forms(fold(phrase).strip(), inflect):
                squashed = form if form.isalnum() else "".join(filter(str.isalnum, form))
                if squashed:
                    entries.setdefault(squashed, []).append(_entry(form, squashed, payload))
        self._automaton = ahocorasick.Automaton()
        for squashed, found in sorted(entries.items(), key=itemgetter(0)):  # Latin letters are met soonest
            self._automaton.add_word(squashed, tuple(found))
        self._automaton.make_automaton()
        self._empty = not entries

    def find(self, text: str) -> list[tuple[T, tuple[int, int]]]:
        """The phrases of a text, the longest where they overlap, with spans in the original.

        Phrases that fold to the same form are all given, with the same span.
        """
        folded = folded_text(text)
        chosen = longest_first(self.occurrences(folded))
        return [(found.payload, folded.span(found.start, found.end)) for found in chosen]

    def occurrences(self, folded: Folded) -> list[Occurrence[T]]:
        """Every phrase of a folded text, overlapping ones included, in order of their ends."""
        found: list[Occurrence[T]] = []
        if self._empty:
            return found
        text = folded.text
        squashed, places = _squashed(text)
        for last, entries in self._automaton.iter(squashed):
            end = places[last] + 1
            if not _ends_freely(text, end):
                continue
            for entry in entries:
                first = last - entry.length + 1
                start = places[first]
                if _starts_freely(text, start) and _holds_together(text, places, first, last, entry):
                    found.append(Occurrence(start, end, entry.payload))
        return found


def longest_first(said: list[Occurrence[T]]) -> list[Occurrence[T]]:
    """Of overlapping occurrences the longest, and of equally long ones the first; all that share its place.

    Chinese has no spaces: in 买个护手霜 the longer 护手霜 is meant, not the 个护 that begins before it.
    """
    if all(one.end <= two.start for one, two in pairwise(said)):
        return said
    chosen: dict[tuple[int, int], list[Occurrence[T]]] = {}
    starts: list[int] = []  # of the chosen spans, which never overlap
    ends: list[int] = []
    for found in sorted(said, key=lambda one: (one.start - one.end, one.start)):
        span = (found.start, found.end)
        if span in chosen:
            if found not in chosen[span]:
                chosen[span].append(found)
            continue
        at = bisect_right(starts, found.start)
        if (at and ends[at - 1] > found.start) or (at < len(starts) and starts[at] < found.end):
            continue
        starts.insert(at, found.start)
        ends.insert(at, found.end)
        chosen[span] = [found]
    return [found for span in sorted(chosen) for found in chosen[span]]


class Cover:
    """Spans that can say whether one of them covers another span, in logarithmic time."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def covers(self, start: int, end: int) -> bool:
        """Whether one span begins no later than ``start`` and ends no earlier than ``end``."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._furthest[at] >= end


@lru_cache(maxsize=16)
def _squashed(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a folded text, and where each stands in it."""
    kept = list(map(str.isalnum, text))
    return "".join(compress(text, kept)), list(compress(range(len(text)), kept))


def _is_word_char(char: str) -> bool:
    return char.isalnum() and (char.isascii() or not is_chinese(char))


def _starts_freely(text: str, start: int) -> bool:
    return start == 0 or not (_is_word_char(text[start - 1]) and _is_word_char(text[start]))


def _ends_freely(text: str, end: int) -> bool:
    return end == len(text) or not (_is_word_char(text[end]) and _is_word_char(text[end - 1]))


def _holds_together(text: str, places: list[int], first: int, last: int, entry: _Entry[T]) -> bool:
    """Whether nothing but a joint stands between the letters: "eye, cream" is no eye cream."""
    start, end = places[first], places[last] + 1
    if entry.exact:
        return text[start:end].replace(" ", "") == entry.exact
    if end - start == entry.length:
        return True
    if entry.length <= _SHORT and not entry.separators and " " in (said := text[start:end]):
        return not said.replace(" ", "").isalpha()  # "me n two mates" speaks of no men
    for one, two in zip(places[first:last], places[first + 1 : last + 1], strict=True):
        if two - one > 1 and not _is_joint(text[one], text[one + 1 : two], text[two], entry.separators):
            return False
    return True


def _is_joint(left: str, gap: str, right: str, separators: frozenset[str]) -> bool:
    if separators.issuperset(gap):
        return True
    if is_chinese(left) and is_chinese(right):
        return gap in "·•"
    return _GAP.fullmatch(gap) is not None


def _entry(form: str, squashed: str, payload: T) -> _Entry[T]:
    if form == squashed:
        return _Entry(payload, len(form), form if form.isdigit() else "", _NO_SEPARATORS)
    weak = len(squashed) <= _SHORT and _WEAK_SIGNS.search(form)
    exact = form.replace(" ", "") if squashed.isdigit() or weak else ""
    return _Entry(payload, len(squashed), exact, frozenset(char for char in form if not char.isalnum()))


def _forms(folded: str, inflect: bool) -> Iterator[str]:
    forms = [folded]
    if "&" in folded and len(folded) > _SHORT:
        forms.append(re.sub(r"\s?&\s?", " and ", folded))
    elif " and " in folded:
        forms.append(folded.replace(" and ", " & "))
    for form in forms:
        yield form
        if inflect and _LAST_WORD.search(form):
            yield from _plurals(form)


def _plurals(phrase: str) -> Iterator[str]:
    if phrase.endswith(_SIBILANTS):
        yield f"{phrase}es"
    elif phrase.endswith("y") and phrase[-2:-1] not in "aeiou":
        yield f"{phrase[:-1]}ies"
    elif phrase.endswith("man"):
        yield f"{phrase[:-2]}en"
        yield f"{phrase}s"
    else:
        yield f"{phrase}s"
        if phrase.endswith("fe"):
            yield f"{phrase[:-2]}ves"
        elif phrase.endswith("f"):
            yield f"{phrase[:-1]}ves"
        elif phrase.endswith("o"):
            yield f"{phrase}es"
