"""Which of the words that a shopper says about goods a product carries, and which products carry enough."""

import numpy as np
from numpy.typing import NDArray

MOST_WORDS = 20
"""So many words fit into the score of a search, a bit for each."""

_SHARE = 0.7
"""What carries so much of what the best product carries fits about as well."""

Bits = NDArray[np.int64]
Mask = NDArray[np.bool_]


def fitting(bits: Bits, words: int, hints: int, enough: int) -> Mask:
    """Which rows carry the most telling words; all where none carries any.

    A word tells the more, the fewer of the rows carry it.

    Args:
        bits: for each row the words that it carries, the first in bit 0.
        words: how many words, from the first on, are said of the goods.
        hints: how many more are said in passing: they choose only where they leave enough.
        enough: so many rows are enough.
    """
    chosen = _best(bits, range(words))
    told = _best(bits, range(words + hints)) & chosen
    return told if hints and told.sum() >= enough else chosen


def uncarried(bits: Bits, words: int) -> list[int]:
    """The numbers of the words that no row carries."""
    union = int(np.bitwise_or.reduce(bits)) if len(bits) else 0
    return [number for number in range(words) if not union >> number & 1]


def _best(bits: Bits, words: range) -> Mask:
    everyone = np.ones(len(bits), np.bool_)
    if not len(bits) or not len(words):
        return everyone
    score = np.zeros(len(bits))
    for number in words:
        carries = (bits >> number) & 1
        if held := int(carries.sum()):
            score += carries * np.log1p(len(bits) / held)
    best = score.max()
    return score >= _SHARE * best if best else everyone
