"""Lexical search: tantivy for words, types and facets; live columns for price, stock, brand and rating."""

import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path

import numpy as np
import tantivy

from floorwalker.catalog import ANY_PRODUCT, CatalogStore, Changes, Product
from floorwalker.catalog.merchandising import MerchandisingStore
from floorwalker.search.asking import names
from floorwalker.search.blending import Scores, blended
from floorwalker.search.columns import LiveColumns, Mask, Rows
from floorwalker.search.compiling import HOLDS_KIND, IS_KIND, Compiler
from floorwalker.search.coverage import MOST_WORDS, Bits, fitting, uncarried
from floorwalker.search.embedding import Embedder, Vector
from floorwalker.search.found import Found
from floorwalker.search.index import TEXT_FIELDS, Change, TextIndex, product_key
from floorwalker.search.merchandise import Merchandise
from floorwalker.search.query import Hit, Hits, ProductQuery, Reason
from floorwalker.search.ruling import Ruling, place
from floorwalker.search.synonyms import reasons
from floorwalker.search.vectors import Nearness, VectorStore
from floorwalker.text import product_types

_BATCH = 1000
_POPULARITY_WEIGHT = 1.5  # the best seller's lead over what nobody bought, in units of the text score
_RATING_WEIGHT = 0.5
_ENOUGH = 3  # with so many products that are of the kind, sets that hold it are left out
_PER_BRAND = 2  # in a diverse list, until brands run out
_NAMED_TEXT = 0.7  # a product that is named has at least this share of the best text score
_NEAR = 100  # so many products near by meaning are looked at
_KIND_ALONE = 6.0  # what being of a preferred kind is worth beside words, with no meaning to compare
_MOST_NAMED = 5  # so many titles are read to see whether one of them is meant


class TantivyEngine:
    """The search engine of one shop: see :class:`floorwalker.search.SearchEngine`.

    Safe for threads. A search sees every price and stock committed before it began; for products just
    imported it waits up to ``wait_s`` seconds until they are indexed.
    """

    def __init__(
        self, catalog: CatalogStore, folder: Path, wait_s: float = 2.0, embedder: Embedder | None = None
    ) -> None:
        self._catalog = catalog
        store = VectorStore(catalog.database, catalog.shop_id)
        self._nearness = Nearness(store, embedder) if embedder else None
        self._wait_s = wait_s
        self._index = TextIndex(folder)
        self._columns = LiveColumns()
        self._columns_seq = -1
        self._prices_change_at: datetime | None = None
        self._decisions = MerchandisingStore(catalog.database, catalog.shop_id, catalog.clock)
        self._decisions_seq = -1
        self._merchandise = Merchandise()
        self._compiler = Compiler(self._index.schema, self._merchandise.thesaurus)
        self._row_of_key: dict[int, int] = {}
        self._kinds: tuple[tantivy.Searcher | None, frozenset[str]] = (None, frozenset())
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
                self._nearness.refresh(self._columns.row, len(self._columns.ids))
            if self._decisions_seq != heads.prices:
                self._read_decisions(heads.prices)
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
        near = self._nearness
        said = near.vector_of(query.meaning) if query.meaning and near else None  # others search meanwhile
        with self._lock:
            searcher = self._index.searcher
            if searcher is None:
                return Hits((), 0)
            ruling = self._merchandise.ruling(query, self._catalog.clock.now(), self._columns)
            found, why = self._found(searcher, query, ruling)
            found, uncovered = self._covering(searcher, query, found, ruling)
            found = self._by_meaning(searcher, query, said, found, ruling)
            hits = self._ranked(query, found, ruling)
            why += reasons(self._compiler.used(query))
            mentioned = bool(len(found)) and bool(found.mentions.all()) and not self.kinds() & {*query.types}
            counts = self._columns.counts(found.rows)
            return Hits(hits, len(found), counts, tuple(why), uncovered, mentioned)

    def find_withdrawn(self, text: str, limit: int) -> tuple[str, ...]:
        """Ids of the products no longer for sale whose words fit a text best."""
        self.refresh()
        with self._lock:
            searcher, columns = self._index.searcher, self._columns
            if searcher is None or searcher.num_docs <= len(columns):
                return ()  # all that is in the index is for sale
            query = self._compiler.compile(ProductQuery(words=(text,), naming=True), "primary")
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
        """How many products have the term, or what staff say it means, in one of the text fields, at most."""
        searcher, thesaurus = self._index.searcher, self._merchandise.thesaurus
        if searcher is None:
            return 0

        def known(term: str) -> int:
            return max(searcher.doc_freq(name, term) for name in TEXT_FIELDS)

        meant = (min(map(known, terms)) for terms in thesaurus.alternatives(word))
        return known(word) or max(meant, default=0)

    def kinds(self) -> frozenset[str]:
        """The kinds of goods that the shop has, those in its sets too; the same set until one changes."""
        with self._lock:
            searcher = self._index.searcher
            if searcher is not None and searcher is not self._kinds[0]:
                sold = frozenset(kind for kind in product_types() if self._index.has("held", kind))
                self._kinds = searcher, sold if sold != self._kinds[1] else self._kinds[1]
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

    def _found(
        self, searcher: tantivy.Searcher, query: ProductQuery, ruling: Ruling
    ) -> tuple[Found, list[Reason]]:
        """What a list is made of, and the rules that kept products out of it."""
        found = self._matching(searcher, query, "primary")
        hidden = self._kept_out(query, found, ruling)
        if query.types and len(found) - hidden.sum() < _ENOUGH:
            field = "held" if self.kinds() & {*query.types} else "named"
            more = self._matching(searcher, query, field)
            more = more[~np.isin(more.rows, found.rows)]
            found += replace(more, mentions=np.ones(len(more), np.bool_))
            hidden = self._kept_out(query, found, ruling)
        shown, why = found, list[Reason]()
        if hidden.any():
            shown, why = found[~hidden], ruling.why_hidden(found.rows[hidden])
        return self._with_pinned(searcher, query, shown, ruling), why

    def _matching(
        self, searcher: tantivy.Searcher, query: ProductQuery, field: str, ids: Sequence[str] | None = None
    ) -> Found:
        """The rows that satisfy every filter, of those of ``ids``; types are looked for in ``field``."""
        compiled = self._compiler.compile(self._columns.in_any_spelling(query), field, ids)
        result = searcher.search(compiled, limit=max(1, searcher.num_docs), count=False)
        keys = searcher.fast_field_values("key", [address for _score, address in result.hits])
        rows = np.fromiter((self._row_of_key.get(int(key or 0), -1) for key in keys), np.int64, len(keys))
        scores = np.fromiter((score for score, _address in result.hits), np.float64, len(keys))
        kind = np.zeros(len(scores))
        if query.preferred_types:
            kind = np.where(scores >= IS_KIND, 1.0, np.where(scores >= HOLDS_KIND, 0.5, 0.0))
            scores %= HOLDS_KIND
        keep = (rows >= 0) & self._mask(query)[rows] if len(rows) else np.zeros(0, np.bool_)
        return Found(rows, scores, kind, np.zeros(len(rows), np.bool_))[keep]

    def _covering(
        self, searcher: tantivy.Searcher, query: ProductQuery, found: Found, ruling: Ruling
    ) -> tuple[Found, tuple[str, ...]]:
        """What carries the most telling of the words to be covered, and the words that nothing carries."""
        words = (*query.covering, *query.hinted)[:MOST_WORDS]
        count = min(len(query.covering), len(words))
        if not words or not len(found):
            return found, ()
        bits = self._carried(searcher, query, found, words)
        keep = fitting(bits, count, len(words) - count, _ENOUGH)
        keep[list(ruling.pins(found.rows))] = True
        return found[keep], tuple(words[number] for number in uncarried(bits[keep], count))

    def _carried(
        self, searcher: tantivy.Searcher, query: ProductQuery, found: Found, words: Sequence[str]
    ) -> Bits:
        """For each row that was found the words that it carries, one in each bit."""
        field = "named" if found.mentions.any() else "primary"
        compiled = self._compiler.covering(query, words, field)
        result = searcher.search(compiled, limit=max(1, searcher.num_docs), count=False)
        keys = searcher.fast_field_values("key", [address for _score, address in result.hits])
        carried = {
            self._row_of_key.get(int(key or 0), -1): int(score)
            for key, (score, _address) in zip(keys, result.hits, strict=True)
        }
        return np.array([carried.get(row, 0) for row in found.rows.tolist()], np.int64)

    def _mask(self, query: ProductQuery) -> Mask:
        now, max_age = self._catalog.clock.now(), self._catalog.max_price_age
        oldest = (now - max_age).timestamp() if max_age is not None else -np.inf
        return self._columns.mask(query, now.timestamp(), oldest)

    def _kept_out(self, query: ProductQuery, found: Found, ruling: Ruling) -> Mask:
        """What staff never recommend; a product that the query names is found all the same.

        Its words then fit about as well as any can, so that few titles need to be read.
        """
        hidden = ruling.hidden(found.rows)
        if not hidden.any():
            return hidden
        likely = np.flatnonzero(hidden & (found.text >= _NAMED_TEXT * found.text.max(initial=0.0)))
        likely = likely[np.argsort(-found.text[likely], kind="stable")][:_MOST_NAMED]
        if len(likely) and (query.words or query.types):
            index_of = {self._columns.ids[found.rows[i]]: i for i in likely}
            for product_id, title, brand in self._decisions.titles(index_of):
                hidden[index_of[product_id]] = not names(query, ruling.brands, title, brand)
        return hidden

    def _by_meaning(
        self,
        searcher: tantivy.Searcher,
        query: ProductQuery,
        said: Vector | None,
        found: Found,
        ruling: Ruling,
    ) -> Found:
        """Also what is near by meaning without any of the words; scores then tell all that fits together."""
        if said is None or self._nearness is None:
            return replace(found, text=found.text + _KIND_ALONE * found.kind)
        near = self._nearness.nearest(said, self._mask(query), max(_NEAR, query.limit))
        new = near[~(np.isin(near, found.rows) | ruling.hidden(near))]
        if len(new):
            ids = [self._columns.ids[row] for row in new]
            filters = replace(query, words=(), preferred_words=(), preferred_facets=(), preferred_types=())
            found += self._matching(searcher, filters, "named", ids)
        standing = self._nearness.standing(said, found.rows)
        return replace(found, text=blended(found.text, found.kind, standing))

    def _with_pinned(
        self, searcher: tantivy.Searcher, query: ProductQuery, found: Found, ruling: Ruling
    ) -> Found:
        """Also what is pinned for this very query and passes its filters, whatever its words."""
        rows = [self._columns.row(product_id) for product_id in ruling.pinned_ids]
        pinned = np.array([row for row in rows if row is not None], np.int64)
        missing = pinned[~(np.isin(pinned, found.rows) | ruling.hidden(pinned))]
        if not len(missing):
            return found
        ids = [self._columns.ids[row] for row in missing]
        return found + self._matching(searcher, replace(query, words=(), preferred_facets=()), "named", ids)

    def _ranked(self, query: ProductQuery, found: Found, ruling: Ruling) -> tuple[Hit, ...]:
        """The best of what was found, with the reasons for their places."""
        columns, rows = self._columns, found.rows
        best_text = float(found.text.max(initial=0.0))
        prior = columns.prior(rows, _POPULARITY_WEIGHT, _RATING_WEIGHT)
        fit = found.text + prior + ruling.shifts(rows, best_text)
        if found.mentions.any() and not found.mentions.all():
            lead = fit[found.mentions].max() - fit[~found.mentions].min() + _POPULARITY_WEIGHT
            fit += np.where(found.mentions, 0.0, max(lead, 0.0))
        pins = ruling.pins(rows)
        order = self._order(query, rows, fit)
        order = order[~np.isin(order, list(pins))] if pins else order
        best = self._spread(rows, order, query.limit) if query.diverse else order[: query.limit]
        chosen = place(map(int, best), [(at, i) for i, at in pins.items()], query.limit)
        return tuple(
            Hit(
                columns.ids[rows[i]],
                float(fit[i]),
                float(found.text[i]),
                float(prior[i]),
                why,
            )
            for i, why in zip(chosen, ruling.why(rows[chosen], best_text), strict=True)
        )

    def _order(self, query: ProductQuery, rows: Rows, fit: Scores) -> Rows:
        """Positions in ``rows``, best first; ties of an explicit sort are broken by fit, the rest by row."""
        columns = self._columns
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
        return np.lexsort((rows, -fit, key))

    def _spread(self, rows: Rows, order: Rows, limit: int) -> Sequence[int]:
        """The first ``limit`` of an order with few of each brand, then whatever comes."""
        brands = self._columns.brand_numbers(rows).tolist()
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
                self._retag(changes.product_ids)
        for row in range(len(self._row_of_key), len(columns.ids)):
            self._row_of_key[product_key(columns.ids[row])] = row
        self._columns_seq = head
        self._prices_change_at = self._catalog.next_change()

    def _read_decisions(self, head: int) -> None:
        rules, synonyms = self._decisions.rules(), self._decisions.synonyms()
        if not self._merchandise.same(rules, synonyms):
            self._merchandise = Merchandise(rules, synonyms)
            self._compiler = Compiler(self._index.schema, self._merchandise.thesaurus)
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
