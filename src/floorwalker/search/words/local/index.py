"""A word index in files of this machine."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import tantivy

from floorwalker.search.blending import Scores
from floorwalker.search.query import ProductQuery
from floorwalker.search.synonyms import Thesaurus
from floorwalker.search.words.local.compiling import HOLDS_KIND, IS_KIND, Compiler
from floorwalker.search.words.local.files import IndexFiles
from floorwalker.search.words.local.schema import ANYWHERE
from floorwalker.search.words.protocol import Best, Bits, Change, Keys, TypeField

Address = tantivy.DocAddress


class TantivyWords:
    """See :class:`floorwalker.search.words.WordIndex`; ``folder`` is one shop's."""

    def __init__(self, folder: Path) -> None:
        self._files = IndexFiles(folder)
        self._compiler = Compiler(self._files.schema, Thesaurus())

    def __len__(self) -> int:
        """How many products are in it."""
        return self._files.searcher.num_docs if self._files.searcher else 0

    @property
    def ready(self) -> bool:
        """Whether there is an index to search in."""
        return self._files.searcher is not None

    @property
    def applied(self) -> int:
        """The journal entry up to which the opened index is current; 0 where there is none."""
        return self._files.applied

    @property
    def generation(self) -> object:
        """Another value whenever another commit is open."""
        return self._files.generation

    def reopen(self) -> None:
        """See what has been written since."""
        self._files.reopen()

    def catch_up(
        self,
        changes: Callable[[int], Iterable[Change]],
        everything: Callable[[], Iterable[Change]],
        wait_s: float,
    ) -> bool:
        """Apply the journal, or build anew; see the protocol."""
        return self._files.catch_up(changes, everything, wait_s)

    @property
    def replaced(self) -> int:
        """How many products' former texts still count; see the protocol."""
        return self._files.replaced

    def rebuild(self, everything: Callable[[], Iterable[Change]], wanted: Callable[[], bool]) -> bool:
        """Build anew beside what is in use; see the protocol."""
        return self._files.rebuild(everything, wanted)

    def use(self, thesaurus: Thesaurus) -> None:
        """From now on words mean what staff say."""
        self._compiler = Compiler(self._files.schema, thesaurus)

    def best(
        self, query: ProductQuery, field: TypeField, most: int, among: Sequence[str] | None = None
    ) -> Best:
        """The products that fit best, ``most`` of them; see the protocol."""
        scores, addresses = self._search(self._compiler.compile(query, field, among), most)
        kind = np.zeros(len(scores))
        if query.preferred_types:
            kind = np.where(scores >= IS_KIND, 1.0, np.where(scores >= HOLDS_KIND, 0.5, 0.0))
            scores %= HOLDS_KIND
        return Best(self._keys(addresses), scores, kind)

    def having(self, query: ProductQuery, field: TypeField) -> Keys:
        """All products that pass the filters of a query; see the protocol."""
        return self._all(self._compiler.having(query, field))

    def matching(self, query: ProductQuery, field: TypeField) -> Keys:
        """All products that :meth:`best` would find; see the protocol."""
        return self._all(self._compiler.compile(query, field))

    def carrying(
        self, query: ProductQuery, words: Sequence[str], field: TypeField, most: int
    ) -> tuple[Keys, Bits]:
        """Products that carry any of some words, and which; see the protocol."""
        scores, addresses = self._search(self._compiler.covering(query, words, field), most)
        return self._keys(addresses), scores.astype(np.int64)

    def naming(self, text: str, most: int) -> Iterator[tuple[int, str]]:
        """Keys and ids of products whose words fit a text; see the protocol."""
        searcher = self._files.searcher
        query = ProductQuery(words=(text,), naming=True)
        _scores, addresses = self._search(self._compiler.compile(query, "primary"), most)
        for key, address in zip(self._keys(addresses).tolist(), addresses, strict=True):
            if searcher is not None:
                yield key, str(searcher.doc(address)["id"][0])

    def frequency(self, term: str) -> int:
        """How many products have a term."""
        return self._files.searcher.doc_freq(ANYWHERE, term) if self._files.searcher else 0

    def held(self, kinds: Iterable[str]) -> frozenset[str]:
        """Those of some kinds that a product is of or holds."""
        return frozenset(kind for kind in kinds if self._files.has("held", kind))

    def _search(self, query: tantivy.Query, most: int) -> tuple[Scores, Sequence[Address]]:
        searcher = self._files.searcher
        hits = searcher.search(query, limit=max(1, most), count=False).hits if searcher else []
        if not hits:
            return np.zeros(0), ()
        scores, addresses = zip(*hits, strict=True)
        return np.array(scores, np.float64), addresses

    def _all(self, query: tantivy.Query) -> Keys:
        """The keys of all that a query finds, in their own order; much faster than with scores."""
        searcher = self._files.searcher
        if searcher is None:
            return np.zeros(0, np.int64)
        found = searcher.search(query, limit=max(1, len(self)), count=False, order_by_field="key").hits
        return np.array([key for key, _address in found], np.int64)

    def _keys(self, addresses: Sequence[Address]) -> Keys:
        searcher = self._files.searcher
        if searcher is None or not addresses:
            return np.zeros(0, np.int64)
        return np.array(searcher.fast_field_values("key", list(addresses)), np.int64)
