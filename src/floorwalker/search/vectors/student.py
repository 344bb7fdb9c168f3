"""A linear student of an embedder: the vector of a text in a fraction of a millisecond.

It learns from the shop's own texts: ridge regression from the weighted terms of a text to the vector that
the teacher gave it, solved in its dual form, since a sample has fewer texts than terms (Saunders et al. 1998,
"Ridge regression learning algorithm in dual variables"). Terms are the analyser's words, pairs of English
ones, and pieces of these, so that an unseen word ("waterproofing") still says something.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from floorwalker.search.embedding import Matrix
from floorwalker.text import index_terms

_BUCKETS = 1 << 16
_RIDGE = 0.1
_PIECES = (3, 4)
_PIECE_SHARE = 0.5  # of a piece of a word beside the word
_FREQUENT = 0.2  # terms of more than this share of the texts tell little and cost most
_LATIN = re.compile(r"[a-z]{3,}")

Terms = tuple[NDArray[np.int64], NDArray[np.float32]]
"""The buckets of a text's terms, each once, and their weights; the weights' squares add up to 1."""


@dataclass(frozen=True, slots=True)
class Student:
    """Turns texts into vectors like those of its teacher: ``weights`` has a row for each bucket of terms.

    ``idf`` says how telling a bucket is; ``mean`` is the vector of a text without any known term.
    """

    idf: NDArray[np.float32]
    weights: Matrix
    mean: NDArray[np.float32]

    @classmethod
    def fit(cls, texts: Sequence[str], vectors: Matrix) -> Self:
        """Learn from texts and the vectors that a teacher gave them, a row each."""
        counted = [_counts(text) for text in texts]
        found = np.zeros(_BUCKETS, np.int64)
        for counts in counted:
            found[list(counts)] += 1
        idf = np.log((1 + len(texts)) / (1 + found)).astype(np.float32) + 1
        idf[(found == 0) | (found > max(2.0, _FREQUENT * len(texts)))] = 0
        rows = [_weighted(counts, idf) for counts in counted]
        mean = vectors.mean(axis=0)
        dual = np.linalg.solve(_kernel(rows) + _RIDGE * np.eye(len(rows)), vectors - mean).astype(np.float32)
        weights = np.zeros((_BUCKETS, vectors.shape[1]), np.float32)
        for (buckets, values), pull in zip(rows, dual, strict=True):
            weights[buckets] += values[:, None] * pull
        return cls(idf, weights, mean.astype(np.float32))

    def vectors(self, texts: Iterable[str]) -> Matrix:
        """The vectors of texts, a row of length 1 each."""
        found = []
        for text in texts:
            buckets, values = _weighted(_counts(text), self.idf)
            found.append(self.mean + values @ self.weights[buckets])
        matrix = np.array(found, np.float32).reshape(-1, len(self.mean))
        unit: Matrix = matrix / np.linalg.norm(matrix, axis=1, keepdims=True)
        return unit


def _terms(text: str) -> Iterator[tuple[str, float]]:
    before = ""
    for term in index_terms(text):
        yield term, 1.0
        if _LATIN.fullmatch(term):
            if before:
                yield f"{before} {term}", 1.0
            marked = f"<{term}>"
            for length in _PIECES:
                for start in range(len(marked) - length + 1):
                    yield marked[start : start + length], _PIECE_SHARE
            before = term


def _counts(text: str) -> dict[int, float]:
    counts: dict[int, float] = {}
    for term, share in _terms(text):
        bucket = crc32(term.encode()) % _BUCKETS
        counts[bucket] = counts.get(bucket, 0.0) + share
    return counts


def _weighted(counts: dict[int, float], idf: NDArray[np.float32]) -> Terms:
    buckets = np.fromiter(counts, np.int64, len(counts))
    values = np.sqrt(np.fromiter(counts.values(), np.float32, len(counts))) * idf[buckets]
    length = float(np.linalg.norm(values))
    return buckets, (values / length if length else values).astype(np.float32)


def _kernel(rows: Sequence[Terms]) -> NDArray[np.float64]:
    """How alike every two texts are: the product of their weighted terms."""
    holders: dict[int, list[tuple[int, float]]] = {}
    for row, (buckets, values) in enumerate(rows):
        for bucket, value in zip(buckets.tolist(), values.tolist(), strict=True):
            if value:
                holders.setdefault(bucket, []).append((row, value))
    kernel = np.zeros((len(rows), len(rows)))
    for pairs in holders.values():
        at = np.array([row for row, _ in pairs])
        values_at = np.array([value for _, value in pairs])
        kernel[np.ix_(at, at)] += np.outer(values_at, values_at)
    return kernel
