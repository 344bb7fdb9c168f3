"""Which words of a sentence the evidence has, in either language; the rest is what nobody vouches for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.known import Thing
from floorwalker.grounding.known.words import latin_words
from floorwalker.grounding.patterns import lexicon
from floorwalker.grounding.reading import Span
from floorwalker.text import fold
from floorwalker.text.segment import english_term

_SHORTEST = 2
"""Letters or characters of the shortest word that says anything."""
_LETTERS_A_SIGN = 3
"""Latin letters that say about as much as one Chinese character."""
_WORD = re.compile(r"[a-z][a-z'’-]*|[\u3400-\u4dbf\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """Words in either language that state nothing: English as stems, Chinese as they are."""

    english: frozenset[str]
    chinese: frozenset[str]


@cache
def idle_words(*names: str) -> Lists:
    """The words of some tables of ``opinion.toml``."""
    tables = lexicon("opinion")
    english = {
        english_term(part)
        for name in names
        for word in tables[name]["en"].split()
        for part in re.split(r"['’-]", fold(word))
    }
    english |= {
        english_term(fold(word).replace("'", "")) for name in names for word in tables[name]["en"].split()
    }
    return Lists(frozenset(english), frozenset(fold(w) for name in names for w in tables[name]["zh"].split()))


def vouched(context: Context) -> Iterator[Verdict]:
    """Covered words as supported claims, where nothing else was said of them.

    Words that only hold sentences together are none.
    """
    idle = idle_words("function")
    for start, end in context.covered:
        if context.is_settled((start, end)):
            continue
        words = context.text[start:end]
        if words in idle.chinese or (
            not (context.has_chinese and _HAN.search(words))
            and all(word in idle.english for word, _ in latin_words(words) if not word.isdigit())
        ):
            continue
        fact = next((fact for text, fact in context.things.texts if words in text), None)
        yield Verdict((start, end), "attribute", True, fact, "in the words of the record")


def residue(context: Context) -> Iterator[Verdict]:
    """Words that neither evidence nor opinion, trade or function vouches for: a model may not say them."""
    for clause in context.clauses:
        for word, span in uncovered(context, clause):
            if not word.isascii() or len(word) > 2:
                yield Verdict(span, "other", False, None, "in no record, and no word of opinion")


_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


def scripts(things: Iterable[Thing]) -> tuple[bool, bool]:
    """Whether a good part of some things' texts is in Latin letters, and whether in Chinese characters."""
    counts = [thing.letters for thing in things]
    letters, han = sum(count for count, _ in counts), sum(count for _, count in counts) * _LETTERS_A_SIGN
    return letters >= han / 2, han >= letters / 2


def uncovered(context: Context, span: Span, *, opinions: bool = True) -> list[tuple[str, Span]]:
    """The content words of a stretch that the evidence does not have, with their places.

    Args:
        context: the sentence.
        span: where to look.
        opinions: whether words of opinion pass as well.
    """
    key = (span, opinions)
    found = context.left_over.get(key)
    if found is None:
        found = context.left_over[key] = _left_over(context, span, opinions=opinions)
    return found


def _left_over(context: Context, span: Span, *, opinions: bool) -> list[tuple[str, Span]]:
    found: list[tuple[str, Span]] = []
    position, end = span
    for first, last in context.covered:
        if first > end:
            break
        if last > position:
            if first - position >= _SHORTEST:  # most gaps are a space
                found += _of_a_gap(context, (position, first), opinions=opinions)
            position = last
    if end - position >= _SHORTEST:
        found += _of_a_gap(context, (position, end), opinions=opinions)
    return found


def _of_a_gap(context: Context, gap: Span, *, opinions: bool) -> Sequence[tuple[str, Span]]:
    """The content words of a stretch that nothing covers; many are asked for again."""
    key = (gap, opinions)
    found = context.gaps.get(key)
    if found is None:
        idle = idle_words("function", "opinion", "trade") if opinions else idle_words("function")
        found = context.gaps[key] = tuple(_content(context.text, gap, idle))
    return found


def _content(text: str, gap: Span, idle: Lists) -> Iterator[tuple[str, Span]]:
    for match in _WORD.finditer(text, *gap):
        word = match[0]
        if word[0].isascii():
            if len(word) > 1 and not _is_idle(word, idle):
                yield word, match.span()
        else:
            for piece in _without_idle(word, idle):
                at = match.start() + word.find(piece)
                yield piece, (at, at + len(piece))


@lru_cache(maxsize=8192)
def _is_idle(word: str, idle: Lists) -> bool:
    """Whether an English word states nothing, as a whole or in its parts."""
    if english_term(word.replace("'", "")) in idle.english:
        return True
    return all(english_term(part) in idle.english for part in re.split(r"['’-]", word) if part)


@lru_cache(maxsize=8192)
def _without_idle(run: str, idle: Lists) -> tuple[str, ...]:
    """A run of Chinese without words that say nothing, the longest taken out first."""
    longest = 4
    kept, position = "", 0
    while position < len(run):
        for size in range(min(longest, len(run) - position), 0, -1):
            if run[position : position + size] in idle.chinese:
                kept += "\0"
                position += size
                break
        else:
            kept += run[position]
            position += 1
    return tuple(piece for piece in kept.split("\0") if len(piece) > 1)
