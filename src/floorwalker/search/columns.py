"""Price, stock and other live values in memory, read from the database and kept current by the journal."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from floorwalker.catalog import BrandBook, LiveProduct, niche_brands
from floorwalker.search.brand_column import BrandColumn
from floorwalker.search.codes import Codes
from floorwalker.search.query import ProductQuery

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

_NONE = np.int64(-1)


class LiveColumns:
    """One row a product; filters are masks over all rows. Rows of withdrawn products stay, dead.

    Not safe for threads: the engine replaces values under its own lock.
    """

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._row_of: dict[str, int] = {}
        self._brands = BrandColumn()
        self._codes = {"category": Codes(), "currency": Codes(), "availability": Codes()}
        self._code_columns: dict[str, NDArray[np.int32]] = {
            name: np.zeros(0, np.int32) for name in self._codes
        }
        self.alive: Mask = np.zeros(0, np.bool_)
        self.price: NDArray[np.int64] = np.zeros(0, np.int64)
        self.rating: NDArray[np.float64] = np.zeros(0)
        self.popularity: NDArray[np.float64] = np.zeros(0)
        self.updated: NDArray[np.float64] = np.zeros(0)
        self.stated: NDArray[np.float64] = np.zeros(0)
        self._sell_from: NDArray[np.float64] = np.zeros(0)
        self._sell_until: NDArray[np.float64] = np.zeros(0)
        self._niche: frozenset[str] | None = None

    def __len__(self) -> int:
        return int(self.alive.sum())

    def use_brands(self, book: BrandBook) -> None:
        """From now on spellings belong to brands, and brands are niche, as ``book`` says."""
        self._brands.use(book)
        self._niche = None

    def put(self, values: Iterable[LiveProduct], gone: Iterable[str] = ()) -> None:
        """Add or replace products, and mark others as withdrawn."""
        values = list(values)
        for value in values:
            if value.id not in self._row_of:
                self._row_of[value.id] = len(self.ids)
                self.ids.append(value.id)
        self._grow(len(self.ids))
        for value in values:
            row = self._row_of[value.id]
            popularity = np.nan if value.popularity is None else value.popularity
            moved = self._brands.put(row, value.brand, was_live=bool(self.alive[row]))
            if moved or not _same(float(self.popularity[row]), popularity):
                self._niche = None
            self.alive[row] = True
            self.price[row] = _NONE if value.price_minor is None else value.price_minor
            self.rating[row] = np.nan if value.rating is None else value.rating
            self.popularity[row] = popularity
            self.updated[row] = value.updated_at.timestamp() if value.updated_at else 0.0
            self.stated[row] = value.stated_at.timestamp()
            self._sell_from[row] = value.sell_from.timestamp() if value.sell_from else -np.inf
            self._sell_until[row] = value.sell_until.timestamp() if value.sell_until else np.inf
            for column, code in (
                ("category", value.category),
                ("currency", value.currency or ""),
                ("availability", value.availability),
            ):
                self._code_columns[column][row] = self._codes[column].code(code)
        for product_id in gone:
            row_gone = self.row(product_id)
            if row_gone is not None:
                self._brands.drop(row_gone)
                self.alive[row_gone] = False
                self._niche = None

    def row(self, product_id: str) -> int | None:
        """The row of a product that is for sale."""
        row = self._row_of.get(product_id)
        return row if row is not None and self.alive[row] else None

    def for_sale(self, now: float) -> Mask:
        """Which rows are for sale at a moment (POSIX time): on the shelf, and between their dates."""
        return self.alive & (self._sell_from <= now) & (now < self._sell_until)

    def mask(self, query: ProductQuery, now: float, oldest_price: float) -> Mask:
        """Which rows satisfy the live filters of a query.

        Args:
            query: the query.
            now: the moment, as POSIX time.
            oldest_price: a price stated earlier (POSIX time) does not count as one.
        """
        mask = self.for_sale(now)
        if query.price_min is not None or query.price_max is not None:
            mask &= (self.price != _NONE) & (self.stated > oldest_price)
            if query.currency:
                mask &= self._equals("currency", [query.currency])
        if query.price_min is not None:
            mask &= self.price >= query.price_min
        if query.price_max is not None:
            mask &= self.price <= query.price_max
        if query.rating_min is not None:
            mask &= self.rating >= query.rating_min - 1e-9
        if query.in_stock:
            mask &= self._equals("availability", ["in_stock"])
        if query.brands:
            mask &= self._brands.mask(query.brands)
        if query.excluded_brands:
            mask &= ~self._brands.mask(query.excluded_brands)
        if query.niche:
            mask &= self._brands.mask_of_keys(self.niche)
        for product_id in query.exclude_ids:
            if product_id in self._row_of:
                mask[self._row_of[product_id]] = False
        return mask

    def in_any_spelling(self, query: ProductQuery) -> ProductQuery:
        """The query with its brands under the keys of all their spellings, as the text index has them."""
        return replace(query, brands=self._brands.spelling_keys(query.brands)) if query.brands else query

    def brand_number(self, name: str) -> int | None:
        """The number of a brand, named by its key or in any spelling; ``None`` where no product has it."""
        return self._brands.number(name)

    def brand_numbers(self, rows: Rows) -> NDArray[np.int32]:
        """The number of the brand of each of ``rows``, equal where the brand is; 0 for none."""
        return self._brands.codes(rows)

    def categories(self) -> Sequence[str]:
        """Every category by its number; new ones come at the end."""
        return self._codes["category"].names

    def category_numbers(self, rows: Rows) -> NDArray[np.int32]:
        """The number of the category of each of ``rows``; 0 for none."""
        return self._code_columns["category"][rows]

    def counts(self, rows: Rows) -> dict[str, tuple[tuple[str, int], ...]]:
        """How often each brand, category and availability occurs in ``rows``.

        The most frequent come first, of those that are equally frequent by name.
        """
        columns = {
            "brand": (self._brands.shown(), self._brands.codes(rows)),
            "category": (self._codes["category"].names, self._code_columns["category"][rows]),
            "availability": (self._codes["availability"].names, self._code_columns["availability"][rows]),
        }
        counted = {
            column: [(names[code], n) for code, n in Counter(codes.tolist()).items() if names[code]]
            for column, (names, codes) in columns.items()
        }
        return {
            column: tuple(sorted(counts, key=lambda pair: (-pair[1], pair[0])))
            for column, counts in counted.items()
        }

    @property
    def niche(self) -> frozenset[str]:
        """Keys of the brands that are niche in this catalogue."""
        if self._niche is None:
            stats = self._brands.stats(self.alive, self.popularity)
            self._niche = frozenset(niche_brands(stats, self._brands.niche))
        return self._niche

    def prior(self, rows: Rows, popularity_weight: float, rating_weight: float) -> NDArray[np.float64]:
        """A little for what sells and what is liked, so that equals are in a sensible order.

        Popularity counts by its logarithm, relative to the most popular of ``rows``; ratings out of 5.
        """
        popularity = np.nan_to_num(self.popularity[rows])
        top = max(float(popularity.max(initial=0.0)), 1.0)
        rating = np.nan_to_num(self.rating[rows])
        selling: NDArray[np.float64] = popularity_weight * np.log1p(popularity) / np.log1p(top)
        return selling + rating_weight * rating / 5

    def brands(self) -> Mapping[str, str]:
        """Names of the brands on the shelf by their keys; the same mapping until one changes."""
        return self._brands.names()

    def brand_aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Every name of the brands on the shelf, by their keys; the same mapping until one changes."""
        return self._brands.aliases()

    def currency(self) -> str | None:
        """The currency of most prices; ``None`` where nothing has a price."""
        codes = self._code_columns["currency"][self.alive & (self.price != _NONE)]
        return self._codes["currency"].names[int(np.bincount(codes).argmax())] if len(codes) else None

    def _equals(self, column: str, names: Iterable[str]) -> Mask:
        codes = [code for code in map(self._codes[column].known, names) if code is not None]
        return np.isin(self._code_columns[column], codes)

    def _grow(self, size: int) -> None:
        missing = size - len(self.alive)
        if missing <= 0:
            return
        self.alive = np.concatenate([self.alive, np.zeros(missing, np.bool_)])
        self.price = np.concatenate([self.price, np.full(missing, _NONE)])
        self.rating = np.concatenate([self.rating, np.full(missing, np.nan)])
        self.popularity = np.concatenate([self.popularity, np.full(missing, np.nan)])
        self.updated = np.concatenate([self.updated, np.zeros(missing)])
        self.stated = np.concatenate([self.stated, np.zeros(missing)])
        self._sell_from = np.concatenate([self._sell_from, np.full(missing, -np.inf)])
        self._sell_until = np.concatenate([self._sell_until, np.full(missing, np.inf)])
        self._brands.grow(missing)
        for name, column in self._code_columns.items():
            self._code_columns[name] = np.concatenate([column, np.zeros(missing, np.int32)])


def _same(one: float, two: float) -> bool:
    return one == two or (math.isnan(one) and math.isnan(two))
