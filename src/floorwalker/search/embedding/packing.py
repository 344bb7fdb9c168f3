"""Vectors in a byte a number."""

import numpy as np
from numpy.typing import NDArray

from floorwalker.search.embedding.protocol import Matrix

Packed = NDArray[np.int8]
"""Vectors in a byte a number, a row each; their lengths differ, their directions count."""

_FULL = 127  # of a signed byte


def pack(vectors: Matrix) -> Packed:
    """Vectors in a byte a number, which changes their cosines by less than a hundredth."""
    largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), np.finfo(np.float32).tiny)
    packed: Packed = np.round(vectors / largest * _FULL).astype(np.int8)
    return packed
