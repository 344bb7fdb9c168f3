"""One search: what passes its filters, and what of it may be listed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from floorwalker.catalog.merchandising import MerchandisingStore
from floorwalker.search.asking import names
from floorwalker.search.blending import blended
from floorwalker.search.columns import LiveColumns
from floorwalker.search.coverage import MOST_WORDS, fitting, uncarried
from floorwalker.search.embedding import Vector
from floorwalker.search.filtering import Filtering, filters_of
from floorwalker.search.found import Found
from floorwalker.search.query import ProductQuery, Reason
from floorwalker.search.ranking import first_in_order
from floorwalker.search.rows import Mask, Rows
from floorwalker.search.ruling import Ruling
from floorwalker.search.vectors import Nearness
from floorwalker.search.words import Best, Bits, TypeField, WordIndex

LISTED = 5_000
"""So many products at most are looked at one by one; where more fit, the best of them by words."""

_PIECE = 2000  # rows that the word index is asked about at a time
_ENOUGH = 3  # with so many products that are of the kind, sets that hold it are left out
_NAMED_TEXT = 0.7  # a product that is named has at least this share of the best text score
_NEAR = 100  # so many products near by meaning are looked at
_COMPARED = 1000  # so many products, those with the best words, are compared by meaning
_KIND_ALONE = 6.0  # what being of a preferred kind is worth beside words, with no meaning to compare
_MOST_NAMED = 5  # so many titles are read to see whether one of them is meant


@dataclass(frozen=True)
class Shelf:
    """What one shop's searches look in."""

    columns: LiveColumns
    words: WordIndex
    filtering: Filtering
    nearness: Nearness | None
    decisions: MerchandisingStore


@dataclass(frozen=True)
class Retrieval:
    """What a query finds on a shelf, at a moment (POSIX time), with the rules of staff that count for it.

    ``said`` is the vector of what the query means; prices stated before ``oldest_price`` (POSIX time) are
    none. ``kinds`` are those that the shop has.
    """

    shelf: Shelf
    query: ProductQuery
    ruling: Ruling
    said: Vector | None
    kinds: frozenset[str]
    now: float
    oldest_price: float

    def found(self) -> tuple[Found, list[Reason]]:
        """What a list is made of, and the rules that kept products out of it."""
        query = self.query
        found = self._matching(query, "primary")
        hidden = self._kept_out(found)
        if query.types and len(found) - hidden.sum() < _ENOUGH:
            more = self._matching(query, "held" if self.kinds & {*query.types} else "named")
            found += replace(more, mentions=np.ones(len(more), np.bool_))
            hidden = self._kept_out(found)
        why = list[Reason]()
        if hidden.any():
            found, why = found[~hidden], self.ruling.why_hidden(found.rows[hidden])
        if found.pool is not None:
            found = replace(found, pool=found.pool[~self.ruling.hidden(found.pool)])
        return self._with_pinned(found), why

    def covering(self, found: Found) -> tuple[Found, tuple[str, ...]]:
        """What carries the most telling of the words to be covered, and the words that nothing carries."""
        query = self.query
        words = (*query.covering, *query.hinted)[:MOST_WORDS]
        count = min(len(query.covering), len(words))
        if not words or not len(found):
            return found, ()
        bits = self._carried(found, words)
        keep = fitting(bits, count, len(words) - count, _ENOUGH)
        keep[list(self.ruling.pins(found.rows))] = True
        kept = found[keep]
        if found.pool is not None and not keep.all():
            kept = replace(kept, pool=None, exact=False)
        return kept, tuple(words[number] for number in uncarried(bits[keep], count))

    def by_meaning(self, found: Found) -> Found:
        """Also what is near by meaning without any of the words; scores then tell all that fits together."""
        nearness = self.shelf.nearness
        if self.said is None or nearness is None:
            return replace(found, text=found.text + _KIND_ALONE * found.kind)
        near = nearness.nearest(self.said, self._mask, max(_NEAR, self.query.limit))
        near = near[~(np.isin(near, found.rows) | self.ruling.hidden(near))]
        filters = replace(self.query, words=(), preferred_words=(), preferred_facets=(), preferred_types=())
        found += self._among(filters, "named", near)
        standing = np.full(len(found), np.nan)
        compared = np.argsort(-(found.text + _KIND_ALONE * found.kind), kind="stable")[:_COMPARED]
        compared = np.union1d(compared, np.flatnonzero(np.isin(found.rows, near)))
        standing[compared] = nearness.standing(self.said, found.rows[compared])
        return replace(found, text=blended(found.text, found.kind, standing))

    @cached_property
    def _mask(self) -> Mask:
        return self.shelf.columns.mask(self.query, self.now, self.oldest_price)

    def _matching(self, query: ProductQuery, field: TypeField) -> Found:
        """The rows that satisfy every filter; types are looked for in ``field``."""
        spelled = self.shelf.columns.in_any_spelling(query)
        best = self.shelf.words.best(spelled, field, LISTED)
        found = self._live(best)
        return found if len(best.keys) < LISTED else self._of_many(spelled, field, found)

    def _of_many(self, query: ProductQuery, field: TypeField, best: Found) -> Found:
        """The same, where more fit the words than are looked at one by one.

        With filters, or without words, all that pass fit. Of a query of words alone all are looked at only
        where the best will not do: for another order than that of the words, or where too few are left.
        """
        shelf = self.shelf
        allowed = self._mask & shelf.filtering.passing(query, field, len(self._mask))
        rows = np.flatnonzero(allowed)
        if len(rows) <= _PIECE:
            return self._among(query, field, rows)
        pinned = self.ruling.pinned_rows
        found = best + self._among(query, field, pinned[allowed[pinned]])
        enough = query.sort == "relevance" and len(found) >= query.limit
        if any(filters_of(query)) or not (query.words or query.preferred_types):
            if not (enough and query.words):
                found += self._among(query, field, first_in_order(query, shelf.columns, rows, _PIECE))
            return replace(found, pool=rows)
        if enough:
            return replace(found, exact=False)
        matching = shelf.columns.table.of_keys(shelf.words.matching(query, field))
        rows = np.sort(matching[matching >= 0])
        rows = rows[allowed[rows]]
        found += self._among(query, field, first_in_order(query, shelf.columns, rows, _PIECE))
        return replace(found, pool=rows)

    def _among(self, query: ProductQuery, field: TypeField, rows: Rows) -> Found:
        """Those of some rows that satisfy every filter."""
        if not len(rows):
            return Found.nothing()
        ids = [self.shelf.columns.ids[row] for row in rows.tolist()]
        spelled = self.shelf.columns.in_any_spelling(query)
        return self._live(self.shelf.words.best(spelled, field, max(1, len(ids)), ids))

    def _live(self, best: Best) -> Found:
        """Those that pass the live filters."""
        rows = self.shelf.columns.table.of_keys(best.keys)
        keep = rows >= 0
        keep[keep] = self._mask[rows[keep]]
        return Found(rows, best.scores, best.kind, np.zeros(len(rows), np.bool_))[keep]

    def _carried(self, found: Found, words: Sequence[str]) -> Bits:
        """For each row that was found the words that it carries, one in each bit."""
        field: TypeField = "named" if found.mentions.any() else "primary"
        keys, bits = self.shelf.words.carrying(self.query, words, field, LISTED)
        rows = self.shelf.columns.table.of_keys(keys)
        carried = dict(zip(rows.tolist(), bits.tolist(), strict=True))
        return np.array([carried.get(row, 0) for row in found.rows.tolist()], np.int64)

    def _kept_out(self, found: Found) -> Mask:
        """What staff never recommend; a product that the query names is found all the same.

        Its words then fit about as well as any can, so that few titles need to be read.
        """
        hidden = self.ruling.hidden(found.rows)
        if not hidden.any():
            return hidden
        likely = np.flatnonzero(hidden & (found.text >= _NAMED_TEXT * found.text.max(initial=0.0)))
        likely = likely[np.argsort(-found.text[likely], kind="stable")][:_MOST_NAMED]
        if len(likely) and (self.query.words or self.query.types):
            index_of = {self.shelf.columns.ids[found.rows[i]]: i for i in likely}
            for product_id, title, brand in self.shelf.decisions.titles(index_of):
                hidden[index_of[product_id]] = not names(self.query, self.ruling.brands, title, brand)
        return hidden

    def _with_pinned(self, found: Found) -> Found:
        """Also what is pinned for this very query and passes its filters, whatever its words."""
        rows = [self.shelf.columns.row(product_id) for product_id in self.ruling.pinned_ids]
        pinned = np.array([row for row in rows if row is not None], np.int64)
        missing = pinned[~(np.isin(pinned, found.rows) | self.ruling.hidden(pinned))]
        if not len(missing):
            return found
        return found + self._among(replace(self.query, words=(), preferred_facets=()), "named", missing)
