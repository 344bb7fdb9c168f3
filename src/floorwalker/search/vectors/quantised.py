"""Many vectors in a byte a number, and the nearest of them to another: faiss, with inverted lists for many.

The vectors of like products lie in lists (k-means over a sample; Jégou, Douze and Schmid 2011, "Product
quantization for nearest neighbor search", section IV), and a search looks into those nearest to the query.
Few vectors make a single list, and are compared one and all.
"""

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from floorwalker.search.embedding import Matrix, Vector
from floorwalker.search.rows import Mask

Places = NDArray[np.int64]
"""Vectors by the order in which they came, from 0 on."""

Cosines = NDArray[np.float32]

_ONE_LIST = 50_000  # so many vectors are compared one by one
_A_LIST = 1000  # vectors
_LESSONS_A_LIST = 50  # vectors from which the middle of a list is learnt
_ROUNDS = 8
_LOOKED_AT = 20_000  # vectors that a search compares, where nothing keeps them out
_BLOCK = 20_000
_FULL = 127  # of a signed byte
_ROOM = 1.25  # for numbers larger than those seen at first; what is larger still is cut


class Quantised:
    """Vectors of length 1, of ``dim`` numbers, at places from 0 on; not safe for threads."""

    def __init__(self, index: faiss.IndexIVFScalarQuantizer, scale: float) -> None:
        self._index, self.scale = index, scale

    @classmethod
    def of(cls, sample: Matrix, expected: int) -> "Quantised":
        """An empty one, made for vectors like a sample's, about so many of them."""
        dim = sample.shape[1]
        lists = 1 if expected < _ONE_LIST else expected // _A_LIST
        scale = _FULL / (_ROOM * float(np.abs(sample).max()))
        kind = faiss.ScalarQuantizer.QT_8bit_direct_signed
        index = faiss.IndexIVFScalarQuantizer(
            faiss.IndexFlatIP(dim), dim, lists, kind, faiss.METRIC_INNER_PRODUCT, False
        )
        index.cp.niter = _ROUNDS
        index.cp.min_points_per_centroid = 1
        index.train(_whole(sample, scale))
        index.set_direct_map_type(faiss.DirectMap.Array)
        return cls(index, scale)

    @classmethod
    def load(cls, file: Path, scale: float) -> "Quantised":
        """What :meth:`save` has written, of that scale; ``RuntimeError`` where the file is damaged."""
        return cls(faiss.read_index(str(file)), scale)

    def save(self, file: Path) -> None:
        """Write a file; :attr:`scale` is to be kept beside it."""
        faiss.write_index(self._index, str(file))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def outgrown(self) -> bool:
        """Whether there are many more vectors than the lists were made for."""
        return len(self) > 4 * max(int(self._index.nlist) * _A_LIST, _ONE_LIST // 4)

    def add(self, vectors: Matrix) -> None:
        """Put vectors at the next places."""
        self._index.add(_whole(vectors, self.scale))

    def replace(self, places: Places, vectors: Matrix) -> None:
        """Put vectors at places that have others."""
        self._index.update_vectors(places, _whole(vectors, self.scale))

    def cosines(self, query: Vector, places: Places) -> Cosines:
        """How near the vectors at some places are to a query, from -1 to 1."""
        found = np.zeros(len(places), np.float32)
        for start in range(0, len(places), _BLOCK):
            vectors = self.at(places[start : start + _BLOCK])
            found[start : start + _BLOCK] = vectors @ query
        return found

    def nearest(self, query: Vector, allowed: Mask, count: int) -> Places:
        """The places nearest to a query, of those allowed, at most ``count`` of them, the nearest first.

        Where few are allowed, so many more lists are looked into.
        """
        lists = int(self._index.nlist)
        share = max(np.count_nonzero(allowed) / max(len(allowed), 1), 1e-9)
        bits = np.packbits(allowed, bitorder="little")
        asked = faiss.SearchParametersIVF(
            sel=faiss.IDSelectorBitmap(bits),
            nprobe=min(lists, max(1, round(_LOOKED_AT / share / _A_LIST))),
        )
        _near, places = self._index.search(_whole(query[None], self.scale), 2 * count, params=asked)
        found = places[0][places[0] >= 0]
        order = np.argsort(-self.cosines(query, found), kind="stable")[:count]
        sorted_: Places = found[order]
        return sorted_

    def at(self, places: Places) -> Matrix:
        """The vectors at some places, of length 1."""
        if not len(places):
            return np.zeros((0, self._index.d), np.float32)
        vectors = self._index.reconstruct_batch(np.ascontiguousarray(places, np.int64))
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.finfo(np.float32).tiny)
        found: Matrix = vectors
        return found

    def sample(self, count: int) -> Matrix:
        """At most ``count`` of the vectors, the same ones every time."""
        return self.at(np.sort(np.random.default_rng(0).permutation(len(self))[:count]))

    def regrown(self) -> "Quantised":
        """The same vectors at the same places, in as many lists as they need. Takes a while for many."""
        lessons = len(self) // _A_LIST * _LESSONS_A_LIST
        new = Quantised.of(self.sample(max(lessons, _A_LIST)), len(self))
        for start in range(0, len(self), _BLOCK):
            new.add(self.at(np.arange(start, min(start + _BLOCK, len(self)))))
        return new


def _whole(vectors: Matrix, scale: float) -> Matrix:
    whole: Matrix = np.clip(np.round(vectors * scale), -_FULL, _FULL).astype(np.float32)
    return whole
