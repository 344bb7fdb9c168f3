"""How well rows fit: BM25 by field (Robertson and Zaragoza 2009, "The probabilistic relevance framework")."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from floorwalker.search.blending import Scores
from floorwalker.search.words.fields import TEXT_WEIGHTS
from floorwalker.search.words.postgres.conditions import Condition, Has, Mask, holds, lexemes_of
from floorwalker.search.words.postgres.entries import Hits, Statistics
from floorwalker.search.words.reading import FIELD_TIE, KIN_BOOST

_K1 = 1.2
_B = 0.75
_WEIGHTS = np.array([*TEXT_WEIGHTS.values()])


@dataclass(frozen=True, slots=True)
class Word:
    """A word or one of its kin: the field where one counts most counts, and the others a little."""

    lexeme: str
    kin: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that count ``boost`` times, where a condition holds."""

    words: tuple[Word, ...]
    condition: Condition | None = None
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Either:
    """Of some phrases that which counts most."""

    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Bonus:
    """A score for whatever meets a condition."""

    condition: Condition
    score: float


Scored: TypeAlias = Word | Either | Bonus


def words_of(scored: Scored) -> Iterator[Word]:
    """Every word that counts."""
    match scored:
        case Word():
            yield scored
        case Either(phrases):
            for phrase in phrases:
                yield from phrase.words
        case Bonus():
            pass


def scored_lexemes(scored: Sequence[Scored]) -> Iterator[str]:
    """Every lexeme that must be looked for."""
    for one in scored:
        for word in words_of(one):
            yield from (word.lexeme, *word.kin)
        match one:
            case Either(phrases):
                for phrase in phrases:
                    if phrase.condition is not None:
                        yield from lexemes_of(phrase.condition)
            case Bonus(condition):
                yield from lexemes_of(condition)
            case Word():
                pass


class Scorer:
    """Scores rows by their entries."""

    def __init__(self, hits: Hits, texts: Sequence[str], statistics: Statistics) -> None:
        self._number = {text: number for number, text in enumerate(texts)}
        self._size = hits.size
        shape = (len(texts), hits.size)
        self._present = np.zeros(shape, np.bool_)
        self._present[hits.columns, hits.rows] = True
        self._in_title = np.zeros(shape, np.bool_)
        self._in_title[hits.columns, hits.rows] = hits.often[:, 0] > 0
        by_field = _bm25(hits, texts, statistics)
        self._best, self._sum = np.zeros(shape), np.zeros(shape)
        self._best[hits.columns, hits.rows] = by_field.max(axis=1, initial=0.0)
        self._sum[hits.columns, hits.rows] = by_field.sum(axis=1)

    def has(self, asked: Has) -> Mask:
        """Which rows have a lexeme."""
        rows: Mask = (self._in_title if asked.in_title else self._present)[self._number[asked.lexeme]]
        return rows

    def scores(self, scored: Sequence[Scored]) -> Scores:
        """The sum of some scores, for each row."""
        total = np.zeros(self._size)
        for one in scored:
            total += self._score(one)
        return total

    def _score(self, one: Scored) -> Scores:
        match one:
            case Word():
                return self._word(one)
            case Either(phrases):
                return reduce(np.maximum, map(self._phrase, phrases))
            case Bonus(condition, score):
                return np.where(holds(condition, self.has), score, 0.0)

    def _word(self, word: Word) -> Scores:
        number = self._number[word.lexeme]
        best, total = self._best[number], self._sum[number]
        for one in word.kin:
            best = np.maximum(best, KIN_BOOST * self._best[self._number[one]])
            total = total + KIN_BOOST * self._sum[self._number[one]]
        score: Scores = best + FIELD_TIE * (total - best)
        return score

    def _phrase(self, phrase: Phrase) -> Scores:
        total = np.zeros(self._size)
        for word in phrase.words:
            total += self._word(word)
        if phrase.condition is not None:
            total = np.where(holds(phrase.condition, self.has), total, 0.0)
        return total * phrase.boost


def _bm25(hits: Hits, texts: Sequence[str], statistics: Statistics) -> NDArray[np.float64]:
    """The score of each entry in each field."""
    average = np.maximum(np.array(statistics.lengths) / max(statistics.documents, 1), 1e-9)
    longer = 1 - _B + _B * hits.lengths / average
    weights = np.array([statistics.idf(text) for text in texts]).reshape(len(texts), len(_WEIGHTS))
    saturated = hits.often / (hits.often + _K1 * longer[hits.rows])
    score: NDArray[np.float64] = (1 + _K1) * saturated * weights[hits.columns] * _WEIGHTS
    return score
