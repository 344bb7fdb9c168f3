"""Finds the kinds of goods that a shopper means without naming any ("my lips crack", 放床边的小柜子)."""

import re
import threading
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from floorwalker.core import Language
from floorwalker.search.embedding import Embedder, Matrix, Vector
from floorwalker.search.meaning.table import from_centres, raw_vectors, shipped_table
from floorwalker.search.meaning.texts import KindText, kind_texts
from floorwalker.text import ProductTypes, product_types

_SURE = 0.37
"""The least cosine between what is said and a text of the kind, each taken from its centre."""
_NEAR_BEST = 0.06
"""How far a kind that is sold may lie behind the nearest of all kinds, which the shop may not have."""
_ALIKE = 0.02
"""Kinds so close behind the best of those sold are meant as well."""
_NARROWER = 0.03
"""A kind is at least as near as a narrower one, but for this much."""
_MOST = 2
_CLAUSES = 3
_SHORT = {"zh": 4, "en": 8}
"""Clauses with fewer characters say too little alone."""
_BETWEEN = re.compile(r"[,.!?;，。！？；、…\n]+|\s-+\s|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_WIDE = 80
"""A kind with so many narrower ones says too little about what is wanted ("home")."""


class KindsByMeaning:
    """Looks through the vectors of all kinds of goods for those nearest to what somebody says.

    Safe for threads. The vectors of the package's own texts are read from its table with the first message;
    those of kinds and names that a shop has added are computed in the background, and looked through from
    then on. Nothing is found with a model other than the table's.
    """

    def __init__(self, embedder: Embedder, types: ProductTypes | None = None) -> None:
        self._embedder = embedder
        self._types = types or product_types()
        self._table = shipped_table()
        self._lock = threading.Lock()
        self._shelf: _Shelf | None = None

    def nearest(
        self, said: str, language: Language, sold: Collection[str], rather_than: Collection[str] = ()
    ) -> tuple[str, ...]:
        """Of the kinds that a shop sells those that are surely meant, the nearest first; else none.

        Args:
            said: the message.
            language: its language.
            sold: the kinds of the shop.
            rather_than: kinds that were read in the message; none is meant that is farther than these.
        """
        if not sold or self._table.model != self._embedder.name:
            return ()
        shelf = self._loaded()
        scores = self._scores(shelf, said, language)
        rows = [row for row, kind in enumerate(shelf.kinds) if kind in sold and self._tells(kind)]
        if not rows:
            return ()
        best = max(scores[row] for row in rows)
        read = max((scores[row] for row, kind in enumerate(shelf.kinds) if kind in rather_than), default=0.0)
        if best < max(_SURE, scores.max() - _NEAR_BEST, read - _ALIKE):
            return ()
        close = sorted((row for row in rows if scores[row] >= best - _ALIKE), key=lambda row: -scores[row])
        return self._unrelated(shelf.kinds[row] for row in close)[:_MOST]

    def _scores(self, shelf: "_Shelf", said: str, language: Language) -> NDArray[np.float32]:
        """How near each kind is: to the whole of a message, and to the clause of it that is nearest.

        The whole is what is meant, but greetings and prices thin it; a clause by itself may be only said by
        the way.
        """
        parts = (part.strip() for part in _BETWEEN.split(said))
        clauses = sorted({part for part in parts if len(part) >= _SHORT[language]} - {said}, key=len)
        whole, *near = (
            shelf.scores(self._table.of_message(self._embedder, one, language))
            for one in (said, *clauses[-_CLAUSES:])
        )
        return (whole + np.max(near, axis=0)) / 2 if near else whole

    def _loaded(self) -> "_Shelf":
        with self._lock:
            if self._shelf is None:
                table, texts = self._table.vectors, kind_texts(self._types)
                known = [text for text in texts if text.key in table]
                vectors = np.array([table[text.key] for text in known]).reshape(-1, self._embedder.dim)
                self._shelf = _Shelf.of(known, vectors, self._types)
                if added := [text for text in texts if text.key not in table]:
                    threading.Thread(target=self._add, args=(added,), daemon=True).start()
            return self._shelf

    def _add(self, texts: Sequence[KindText]) -> None:
        vectors = from_centres(raw_vectors(self._embedder, texts), self._table.centres)
        with self._lock:
            if self._shelf is not None:
                self._shelf = self._shelf.with_more(texts, vectors, self._types)

    def _tells(self, kind: str) -> bool:
        return len(self._types.descendants(kind)) <= _WIDE

    def _unrelated(self, kinds: Iterable[str]) -> tuple[str, ...]:
        """The kinds in their order, without those that are wider or narrower than one before."""
        kept: list[str] = []
        for kind in kinds:
            wider = self._types.ancestors(kind)
            if not any(one in wider or kind in self._types.ancestors(one) for one in kept):
                kept.append(kind)
        return tuple(kept)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Texts of kinds with their vectors; ``owners`` are the rows in ``kinds`` that they belong to.

    ``wider`` are pairs of rows in ``kinds``: one, and one that it is a kind of.
    """

    kinds: tuple[str, ...]
    owners: NDArray[np.intp]
    vectors: Matrix
    wider: NDArray[np.intp]

    @classmethod
    def of(cls, texts: Sequence[KindText], vectors: Matrix, types: ProductTypes) -> Self:
        kinds = tuple(dict.fromkeys(text.kind for text in texts))
        place = {kind: row for row, kind in enumerate(kinds)}
        pairs = [
            (place[kind], place[one]) for kind in kinds for one in types.ancestors(kind)[:1] if one in place
        ]
        return cls(
            kinds,
            np.array([place[text.kind] for text in texts], dtype=np.intp),
            vectors,
            np.array(pairs, dtype=np.intp).reshape(-1, 2),
        )

    def with_more(self, texts: Sequence[KindText], vectors: Matrix, types: ProductTypes) -> Self:
        own = [KindText(self.kinds[owner]) for owner in self.owners]
        return self.of([*own, *texts], np.concatenate([self.vectors, vectors]), types)

    def scores(self, said: Vector) -> NDArray[np.float32]:
        """How near each kind is: the cosine with the nearest of its texts, or of those of narrower kinds."""
        own = np.full(len(self.kinds), -1.0, dtype=np.float32)
        np.maximum.at(own, self.owners, self.vectors @ said)
        nearest = own.copy()
        np.maximum.at(nearest, self.wider[:, 1], own[self.wider[:, 0]] - _NARROWER)
        return nearest
