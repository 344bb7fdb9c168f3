"""What turns texts into vectors."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into vectors of length 1, so that their product is the cosine of the angle between them.

    Safe for threads. What somebody says and what is looked through are told apart, since models are trained
    on such pairs. The same text always gives the same vector.
    """

    @property
    def name(self) -> str:
        """The model, with what its vectors depend on; vectors of two names are never compared."""

    @property
    def dim(self) -> int:
        """How many numbers a vector has."""

    def query(self, text: str) -> Vector:
        """The vector of what somebody says or looks for."""

    def passages(self, texts: Sequence[str]) -> Matrix:
        """The vectors of texts that are looked through, a row each."""
