"""Lexical search: tantivy for words, types and facets; live columns for price, stock, brand and rating."""

import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import Occur, Query

from floorwalker.catalog import ANY_PRODUCT, CatalogStore, Changes, Product
from floorwalker.search.columns import LiveColumns, Mask, Rows
from floorwalker.search.index import TEXT_FIELDS, Change, TextIndex, product_key
from floorwalker.search.query import Hit, Hits, ProductQuery
from floorwalker.text import query_terms

Scores = NDArray[np.float64]

_BATCH = 1000
_PREFERENCE_BOOST = 2.0
_POPULARITY_WEIGHT = 1.5  # the best seller's lead over what nobody bought, in units of the text score
_RATING_WEIGHT = 0.5
_ENOUGH = 3  # with so many products that are of the type, those that only mention it are left out
_PER_BRAND = 2  # in a diverse list, until brands run out


class TantivyEngine:
    """The search engine of one shop: see :class:`floorwalker.search.SearchEngine`.

    Safe for threads. A search sees every price and stock committed before it began; for products just
    imported it waits up to ``wait_s`` seconds until they are indexed.
    """

    def __init__(self, catalog: CatalogStore, folder: Path, wait_s: float = 2.0) -> None:
        self._catalog = catalog
        self._wait_s = wait_s
        self._index = TextIndex(folder)
        self._columns = LiveColumns()
        self._columns_seq = -1
        self._prices_change_at: datetime | None = None
        self._row_of_key: dict[int, int] = {}
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
            self._index.reopen()
            if self._index.searcher is not None and self._index.applied >= heads.text:
                return
            if self._indexer is None or not self._indexer.is_alive():
                self._indexer = threading.Thread(target=self._catch_up, name="indexer", daemon=True)
                self._indexer.start()
            indexer = self._indexer
            wait = self._wait_s if self._index.searcher is not None else None
        indexer.join(wait)  # without any index there is nothing to serve in the meantime
        with self._lock:
            self._index.reopen()

    def index_now(self) -> None:
        """Index all that is in the journal, however long it takes."""
        self.refresh()
        while self._index.searcher is None or self._index.applied < self._catalog.heads().text:
            self._catch_up()

    def search(self, query: ProductQuery) -> Hits:
        """The best products for a query; see the protocol."""
        self.refresh()
        with self._lock:
            searcher = self._index.searcher
            if searcher is None:
                return Hits((), 0)
            rows, scores = self._matching(searcher, query, "primary")
            if query.types and len(rows) < _ENOUGH:
                rows, scores = self._with_mentions(searcher, query, rows, scores)
            order = self._order(query, rows, scores)
            chosen = self._spread(rows, order, query.limit) if query.diverse else order[: query.limit]
            hits = tuple(Hit(self._columns.ids[rows[i]], float(scores[i])) for i in chosen)
            return Hits(hits, len(rows), self._columns.counts(rows))

    def find_withdrawn(self, text: str, limit: int) -> tuple[str, ...]:
        """Ids of the products no longer for sale whose words fit a text best."""
        self.refresh()
        with self._lock:
            searcher, columns = self._index.searcher, self._columns
            if searcher is None or searcher.num_docs <= len(columns):
                return ()  # all that is in the index is for sale
            query = _compile(ProductQuery(words=(text,)), self._index.schema, "primary")
            hits = searcher.search(query, limit=searcher.num_docs, count=False).hits
            keys = searcher.fast_field_values("key", [address for _score, address in hits])
            for_sale = columns.for_sale(self._catalog.clock.now().timestamp())
            gone = (
                address
                for (_score, address), key in zip(hits, keys, strict=True)
                if (row := self._row_of_key.get(int(key or 0))) is None or not for_sale[row]
            )
            found = [str(searcher.doc(address)["id"][0]) for address in islice(gone, limit)]
        return tuple(found)

    def frequency(self, word: str) -> int:
        """How many products have the term in one of the text fields, at most."""
        searcher = self._index.searcher
        return max((searcher.doc_freq(name, word) for name in TEXT_FIELDS), default=0) if searcher else 0

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

    def _matching(self, searcher: tantivy.Searcher, query: ProductQuery, field: str) -> tuple[Rows, Scores]:
        """The rows that satisfy every filter, and their text scores; types are looked for in ``field``."""
        compiled = _compile(self._columns.in_any_spelling(query), self._index.schema, field)
        result = searcher.search(compiled, limit=max(1, searcher.num_docs), count=False)
        keys = searcher.fast_field_values("key", [address for _score, address in result.hits])
        rows = np.fromiter((self._row_of_key.get(int(key or 0), -1) for key in keys), np.int64, len(keys))
        scores = np.fromiter((score for score, _address in result.hits), np.float64, len(keys))
        keep = (rows >= 0) & self._mask(query)[rows] if len(rows) else np.zeros(0, np.bool_)
        return rows[keep], scores[keep]

    def _mask(self, query: ProductQuery) -> Mask:
        now, max_age = self._catalog.clock.now(), self._catalog.max_price_age
        oldest = (now - max_age).timestamp() if max_age is not None else -np.inf
        return self._columns.mask(query, now.timestamp(), oldest)

    def _with_mentions(
        self, searcher: tantivy.Searcher, query: ProductQuery, rows: Rows, scores: Scores
    ) -> tuple[Rows, Scores]:
        more, more_scores = self._matching(searcher, query, "type")
        new = ~np.isin(more, rows)
        lead = float(more_scores.max(initial=0.0)) + _POPULARITY_WEIGHT + _RATING_WEIGHT
        return np.concatenate([rows, more[new]]), np.concatenate([scores + lead, more_scores[new]])

    def _order(self, query: ProductQuery, rows: Rows, scores: Scores) -> Rows:
        """Positions in ``rows``, best first; ties are broken by text score, then by what sells."""
        columns = self._columns
        fit = scores + columns.prior(rows, _POPULARITY_WEIGHT, _RATING_WEIGHT)
        key = -fit
        if query.sort in {"price_asc", "price_desc"}:
            price = columns.price[rows].astype(np.float64)
            key = np.where(price < 0, np.inf, price if query.sort == "price_asc" else -price)
        elif query.sort == "popularity":
            key = -np.nan_to_num(columns.popularity[rows], nan=-1)
        elif query.sort == "rating":
            key = -np.nan_to_num(columns.rating[rows], nan=-1)
        elif query.sort == "newest":
            key = -columns.updated[rows]
        return np.lexsort((-fit, key))

    def _spread(self, rows: Rows, order: Rows, limit: int) -> Sequence[int]:
        """The first ``limit`` of an order with few of each brand, then whatever comes."""
        brands = self._columns.brand_codes(rows)
        seen: Counter[int] = Counter()
        first: list[int] = []
        for i in order:
            if seen[brands[i]] < _PER_BRAND:
                seen[brands[i]] += 1
                first.append(int(i))
                if len(first) == limit:
                    return first
        chosen = set(first)
        rest = [int(i) for i in order if i not in chosen][: limit - len(first)]
        keep = chosen.union(rest)
        return [int(i) for i in order if i in keep]

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
        for row in range(len(self._row_of_key), len(columns.ids)):
            self._row_of_key[product_key(columns.ids[row])] = row
        self._columns_seq = head
        self._prices_change_at = self._catalog.next_change()

    def _catch_up(self) -> None:
        self._index.catch_up(self._to_index, self._everything, self._wait_s)

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


def _compile(query: ProductQuery, schema: tantivy.Schema, type_field: str) -> Query:
    """The indexed part of a query. Filters give no score; words and preferences do."""

    def term(field: str, value: str) -> Query:
        return Query.term_query(schema, field, value)

    def any_of(field: str, values: Sequence[str]) -> Query:
        return Query.const_score_query(Query.term_set_query(schema, field, list(values)), 0.0)

    def in_text(word: str) -> Query:
        return Query.disjunction_max_query(
            [Query.boost_query(term(field, word), weight) for field, weight in TEXT_FIELDS.items()], 0.1
        )

    clauses: list[tuple[Occur, Query]] = []
    if query.types:
        clauses.append((Occur.Must, any_of(type_field, query.types)))
    if query.brands:
        clauses.append((Occur.Must, any_of("brand_key", query.brands)))
    clauses += [(Occur.Must, any_of("facet", alternatives)) for alternatives in query.facets]
    clauses += [(Occur.Must, in_text(t)) for word in query.required for t in query_terms(word)]
    clauses += [(Occur.MustNot, term("facet", facet)) for facet in query.excluded_facets]
    clauses += [(Occur.MustNot, term("primary", kind)) for kind in query.excluded_types]
    for word in query.excluded_words:
        terms = [(Occur.Must, in_text(t)) for t in query_terms(word)]
        if terms:
            clauses.append((Occur.MustNot, Query.boolean_query(terms)))
    preferred = [Query.const_score_query(term("facet", f), _PREFERENCE_BOOST) for f in query.preferred_facets]
    words = [in_text(t) for word in query.words for t in query_terms(word)]
    restricted = any(occur == Occur.Must for occur, _query in clauses)
    if words and not restricted:
        clauses.append((Occur.Must, Query.boolean_query([(Occur.Should, word) for word in words])))
    elif not restricted:
        clauses.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
    clauses += [(Occur.Should, preference) for preference in preferred]
    if restricted:
        clauses += [(Occur.Should, word) for word in words]
    return Query.boolean_query(clauses)
