"""How words, meaning and kind make one score."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]

MEANING_WEIGHT = 1.0
KIND_WEIGHT = 0.5
_NEAR = 6.0  # standard deviations above the average: as near as a right product usually is to its query
_LEAST_SCALE = 10.0  # of a score by words where the best is less: a good match of two words or so


def blended(text: Scores, kind: Scores, standing: Scores) -> Scores:
    """One score for each product, on the scale of the best score by words.

    A weighted sum of normalised scores (Bruch, Gai and Ingber 2023, "An analysis of fusion functions for
    hybrid retrieval"). Words are normalised by the best of the list. Meaning is by how many standard
    deviations a product is nearer than the catalogue: cosines of such models are all high, and where a model
    cannot tell products apart (a query in another language, or without sense) none stands out, and words and
    kinds decide.
    The weights were chosen on the development queries of ``benchmarks/relevance.py``.

    Args:
        text: scores by words, 0 for none.
        kind: 1 for what is of the kind that was named, 0.5 for what holds it, else 0.
        standing: by how many standard deviations each is nearer than the average; ``nan`` without a vector.
    """
    best_text = float(text.max(initial=0.0))
    words = text / best_text if best_text > 0 else text
    meaning = np.maximum(np.nan_to_num(standing), 0.0) / _NEAR
    weighed: Scores = words + MEANING_WEIGHT * meaning + KIND_WEIGHT * kind
    return weighed * (max(best_text, _LEAST_SCALE) / (1 + MEANING_WEIGHT))
