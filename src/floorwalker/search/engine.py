"""The search engine: words, kinds and facets from an index; price, stock and brand from live columns."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np

from floorwalker.catalog import ANY_PRODUCT, CatalogStore, Changes, Product
from floorwalker.catalog.merchandising import MerchandisingStore
from floorwalker.search.columns import LiveColumns
from floorwalker.search.embedding import Embedder
from floorwalker.search.filtering import Filtering
from floorwalker.search.merchandise import Merchandise
from floorwalker.search.query import Hits, ProductQuery
from floorwalker.search.ranking import ranked
from floorwalker.search.retrieval import LISTED, Retrieval, Shelf
from floorwalker.search.synonyms import reasons
from floorwalker.search.vectors import Nearness, VectorRows, VectorStore, models_of
from floorwalker.search.words import Change, WordIndex
from floorwalker.search.words.local import TantivyWords
from floorwalker.text import product_types

_BATCH = 1000


class HybridEngine:
    """The search engine of one shop over a word index: see :class:`floorwalker.search.SearchEngine`.

    Safe for threads. A search sees every price and stock committed before it began; for products just
    imported it waits up to ``wait_s`` seconds until they are indexed.
    """

    def __init__(
        self, catalog: CatalogStore, words: WordIndex, nearness: Nearness | None, wait_s: float = 2.0
    ) -> None:
        self._catalog = catalog
        self._words = words
        self._nearness = nearness
        self._wait_s = wait_s
        self._columns = LiveColumns()
        self._columns_seq = -1
        self._prices_change_at: datetime | None = None
        self._decisions = MerchandisingStore(catalog.database, catalog.shop_id, catalog.clock)
        self._decisions_seq = -1
        self._merchandise = Merchandise()
        filtering = Filtering(words, self._columns.table)
        self._shelf = Shelf(self._columns, words, filtering, nearness, self._decisions)
        self._kinds: tuple[object, frozenset[str]] = (None, frozenset())
        self._lock = threading.RLock()
        self._indexer: threading.Thread | None = None

    def refresh(self) -> None:
        """Bring columns and index up to the journal's head; wait for the index ``wait_s`` at most."""
        heads = self._catalog.heads()
        with self._lock:
            if self._prices_change_at is not None and self._prices_change_at <= self._catalog.clock.now():
                self._columns.put(self._catalog.live())
                self._prices_change_at = self._catalog.next_change()
            if self._columns_seq < heads.live:
                self._refresh_columns(heads.live)
            if self._nearness is not None:
                self._nearness.refresh(self._columns.table)
            if self._decisions_seq != heads.prices:
                self._read_decisions(heads.prices)
            self._words.reopen()
            if self._words.ready and self._words.applied >= heads.text:
                return
            if self._indexer is None or not self._indexer.is_alive():
                self._indexer = threading.Thread(target=self._catch_up, name="indexer", daemon=True)
                self._indexer.start()
            indexer = self._indexer
            wait = self._wait_s if self._words.ready else None
        indexer.join(wait)  # without any index there is nothing to serve in the meantime
        with self._lock:
            self._words.reopen()

    def index_now(self) -> None:
        """Index all that is in the journal, however long it takes."""
        self.refresh()
        while not self._words.ready or self._words.applied < self._catalog.heads().text:
            self._catch_up()
        if self._nearness is not None:
            self._nearness.wait()

    def tidy(self, most: int | None = None) -> bool:
        """Build the index of words anew where former texts of products still count; see the protocol."""
        self.refresh()
        head = self._catalog.heads().text
        words = self._words
        if not words.replaced or words.applied < head or (most is not None and len(words) > most):
            return False
        return words.rebuild(self._everything, lambda: self._catalog.heads().text == head)

    def search(self, query: ProductQuery) -> Hits:
        """The best products for a query; see the protocol."""
        self.refresh()
        near = self._nearness
        said = near.vector_of(query.meaning) if query.meaning and near else None  # others search meanwhile
        with self._lock:
            if not self._words.ready:
                return Hits((), 0)
            moment, max_age = self._catalog.clock.now(), self._catalog.max_price_age
            now, kinds = moment.timestamp(), self.kinds()
            oldest = (moment - max_age).timestamp() if max_age is not None else -np.inf
            ruling = self._merchandise.ruling(query, moment, self._columns)
            retrieval = Retrieval(self._shelf, query, ruling, said, kinds, now, oldest)
            found, why = retrieval.found()
            found, uncovered = retrieval.covering(found)
            found = retrieval.by_meaning(found)
            hits = ranked(query, found, self._columns, ruling)
            why += reasons(self._merchandise.thesaurus.used(query))
            mentioned = bool(len(found)) and bool(found.mentions.all()) and not kinds & {*query.types}
            counted = found.rows if found.pool is None else found.pool
            counts = self._columns.counts(counted)
            return Hits(hits, len(counted), counts, tuple(why), uncovered, mentioned, found.exact)

    def find_withdrawn(self, text: str, limit: int) -> tuple[str, ...]:
        """Ids of the products no longer for sale whose words fit a text best."""
        self.refresh()
        with self._lock:
            words, columns = self._words, self._columns
            if len(words) <= len(columns):
                return ()  # all that is in the index is for sale
            for_sale = columns.for_sale(self._catalog.clock.now().timestamp())
            found: list[str] = []
            most = LISTED
            while len(found) < limit:
                named = list(words.naming(text, most))
                rows = columns.table.of_keys(np.array([key for key, _id in named], np.int64)).tolist()
                pairs = zip(named, rows, strict=True)
                found = [id_ for (_key, id_), row in pairs if row < 0 or not for_sale[row]]
                if len(named) < most:
                    break
                most *= 10
        return tuple(found[:limit])

    def frequency(self, word: str) -> int:
        """How many products have the term, or what staff say it means, in one of the text fields, at most."""
        frequency, thesaurus = self._words.frequency, self._merchandise.thesaurus
        meant = (min(map(frequency, terms)) for terms in thesaurus.alternatives(word))
        return frequency(word) or max(meant, default=0)

    def kinds(self) -> frozenset[str]:
        """The kinds of goods that the shop has, those in its sets too; the same set until one changes."""
        with self._lock:
            generation, known = self._kinds
            if self._words.ready and self._words.generation != generation:
                sold = self._words.held(product_types())
                self._kinds = self._words.generation, sold if sold != known else known
            return self._kinds[1]

    def brands(self) -> Mapping[str, str]:
        """Names of the brands for sale by their keys; the same mapping until one changes."""
        with self._lock:
            return self._columns.brands()

    def brand_aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Every name of the brands for sale, by their keys; the same mapping until one changes."""
        with self._lock:
            return self._columns.brand_aliases()

    def currency(self) -> str | None:
        """The currency of most prices."""
        with self._lock:
            return self._columns.currency()

    def _refresh_columns(self, head: int) -> None:
        columns = self._columns
        if self._columns_seq < 0:
            columns.use_brands(self._catalog.brand_book())
            columns.put(self._catalog.live())
        else:
            for changes in self._changed(self._columns_seq):
                if ANY_PRODUCT in changes.product_ids:
                    columns.use_brands(self._catalog.brand_book())
                    columns.put(self._catalog.live())
                live = list(self._catalog.live(changes.product_ids))
                columns.put(live, {*changes.product_ids} - {product.id for product in live})
                self._retag(changes.product_ids)
        self._columns_seq = head
        self._prices_change_at = self._catalog.next_change()

    def _read_decisions(self, head: int) -> None:
        rules, synonyms = self._decisions.rules(), self._decisions.synonyms()
        if not self._merchandise.same(rules, synonyms):
            self._merchandise = Merchandise(rules, synonyms)
            self._words.use(self._merchandise.thesaurus)
            self._shelf.filtering.forget()
            self._retag()
        self._decisions_seq = head

    def _retag(self, ids: Sequence[str] | None = None) -> None:
        """Look again which of some products, or of all, have tags that rules are about."""
        if self._merchandise.tags:
            row_of = self._columns.row
            tagged = self._decisions.tagged(self._merchandise.tags, ids)
            rows = ((row, tags) for id_, tags in tagged if (row := row_of(id_)) is not None)
            self._merchandise.retag(map(row_of, ids or ()), rows)

    def _catch_up(self) -> None:
        self._words.catch_up(self._to_index, self._everything, self._wait_s)

    def _to_index(self, after: int) -> Iterator[Change]:
        for changes in self._changed(after, text_only=True):
            products = self._catalog.records(changes.product_ids)
            gone = [product_id for product_id in changes.product_ids if product_id not in products]
            yield Change(list(products.values()), gone, changes.last_seq)

    def _everything(self) -> Iterator[Change]:
        seq = self._catalog.heads().text  # read first: what changes meanwhile is in the journal after it
        batch: list[Product] = []
        for product in self._catalog.iterate(withdrawn=True):
            batch.append(product)
            if len(batch) == _BATCH:
                yield Change(batch, (), seq)
                batch = []
        yield Change(batch, (), seq)

    def _changed(self, after: int, *, text_only: bool = False) -> Iterator[Changes]:
        while (changes := self._catalog.changes_since(after, _BATCH, text_only=text_only)).product_ids:
            yield changes
            after = changes.last_seq


class TantivyEngine(HybridEngine):
    """A search engine with its word index in files of this machine."""

    def __init__(
        self, catalog: CatalogStore, folder: Path, wait_s: float = 2.0, embedder: Embedder | None = None
    ) -> None:
        store = VectorStore(catalog.database, catalog.shop_id)
        nearness = None
        if embedder:
            rows = VectorRows(store, models_of(embedder), embedder.dim, folder / "vectors")
            nearness = Nearness(rows, embedder)
        super().__init__(catalog, TantivyWords(folder), nearness, wait_s)
