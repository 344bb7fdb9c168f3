"""The vectors of the texts by which kinds of goods are found, as they come with the package."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from floorwalker.core import Language
from floorwalker.search.embedding import Embedder, Matrix, Vector
from floorwalker.search.meaning.texts import LANGUAGES, KindText

TABLE = "kinds.npz"


@dataclass(frozen=True, slots=True)
class Centres:
    """The middle of what is said, and of the texts of kinds, in each language.

    All vectors of such a model point much the same way (Ethayarajh 2019, arXiv:1909.00512); what tells them
    apart is how they lie to their middle.
    """

    said: Mapping[Language, Vector]
    texts: Mapping[Language, Vector]


@dataclass(frozen=True, slots=True)
class Table:
    """The vector of each text by its key, seen from its centre and of length 1.

    ``model`` is the name of the embedder that made them.
    """

    model: str
    centres: Centres
    vectors: Mapping[bytes, Vector]

    def of_message(self, embedder: Embedder, said: str, language: Language) -> Vector:
        """The vector of what somebody says."""
        return _unit(embedder.query(said) - self.centres.said[language])


@cache
def shipped_table() -> Table:
    """The table of the package, made by ``training/kinds_by_meaning.py``."""
    with as_file(files(__package__) / TABLE) as path, np.load(path, allow_pickle=False) as kept:
        vectors = _unit(kept["vectors"].astype(np.float32))
        return Table(
            str(kept["model"]),
            Centres(
                {one: kept[f"said_{one}"] for one in LANGUAGES},
                {one: kept[f"texts_{one}"] for one in LANGUAGES},
            ),
            {key.tobytes(): vector for key, vector in zip(kept["keys"], vectors, strict=True)},
        )


def raw_vectors(embedder: Embedder, texts: Sequence[KindText]) -> dict[Language, Matrix]:
    """The vectors of texts in each language, a row each, as the model gives them; zeros for none."""
    found = {one: np.zeros((len(texts), embedder.dim), dtype=np.float32) for one in LANGUAGES}
    for one, vectors in found.items():
        rows = [row for row, text in enumerate(texts) if text.said(one)]
        vectors[rows] = embedder.passages([texts[row].said(one) for row in rows])
    return found


def from_centres(raw: Mapping[Language, Matrix], centres: Centres) -> Matrix:
    """The vectors of texts as a table holds them; one in both languages lies between its two."""
    seen = [
        _unit(vectors - centres.texts[one]) * vectors.any(axis=1, keepdims=True)
        for one, vectors in raw.items()
    ]
    return _unit(np.sum(seen, axis=0, dtype=np.float32))


def _unit(vectors: Matrix) -> Matrix:
    """Vectors of length 1."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Matrix = (vectors / np.maximum(lengths, np.finfo(np.float32).tiny)).astype(np.float32)
    return unit
