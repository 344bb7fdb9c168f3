"""Price, stock and other live values in memory, read from the database and kept current by the journal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from floorwalker.catalog import BrandBook, LiveProduct, niche_brands
from floorwalker.search.brand_column import BrandColumn
from floorwalker.search.codes import Codes
from floorwalker.search.query import ProductQuery, Sort
from floorwalker.search.rows import Mask, Rows, RowTable

Floats = NDArray[np.float64]

_NONE = np.int64(-1)
_PART = 5000  # products that are put at a time


class LiveColumns:
    """One row a product; filters are masks over all rows. Rows of withdrawn products stay, dead.

    Not safe for threads: the engine replaces values under its own lock.
    """

    def __init__(self) -> None:
        self._table = RowTable()
        self._brands = BrandColumn()
        self._codes = {"category": Codes(), "currency": Codes(), "availability": Codes()}
        self._code_columns: dict[str, NDArray[np.int32]] = {
            name: np.zeros(0, np.int32) for name in self._codes
        }
        self.alive: Mask = np.zeros(0, np.bool_)
        self.price: NDArray[np.int64] = np.zeros(0, np.int64)
        self.rating: Floats = np.zeros(0)
        self.popularity: Floats = np.zeros(0)
        self.updated: Floats = np.zeros(0)
        self.stated: Floats = np.zeros(0)
        self._sell_from: Floats = np.zeros(0)
        self._sell_until: Floats = np.zeros(0)
        self._dated = False
        self._niche: frozenset[str] | None = None

    def __len__(self) -> int:
        return int(self.alive.sum())

    @property
    def ids(self) -> Sequence[str]:
        """The product of each row."""
        return self._table.ids

    @property
    def table(self) -> RowTable:
        """Which product has which row."""
        return self._table

    def use_brands(self, book: BrandBook) -> None:
        """From now on spellings belong to brands, and brands are niche, as ``book`` says."""
        self._brands.use(book)
        self._niche = None

    def put(self, values: Iterable[LiveProduct], gone: Iterable[str] = ()) -> None:
        """Add or replace products, and mark others as withdrawn."""
        values, parts = iter(values), 0
        while part := list(islice(values, _PART)):
            self._put(part)
            parts += 1
        if parts > 1:
            self._table.settle()
        for product_id in gone:
            row_gone = self.row(product_id)
            if row_gone is not None:
                self._brands.drop(row_gone)
                self.alive[row_gone] = False
                self._niche = None

    def row(self, product_id: str) -> int | None:
        """The row of a product that is for sale."""
        row = self._table.of(product_id)
        return row if row is not None and self.alive[row] else None

    def for_sale(self, now: float) -> Mask:
        """Which rows are for sale at a moment (POSIX time): on the shelf, and between their dates."""
        if not self._dated:
            return self.alive.copy()
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
            mask &= self.price != _NONE
            if oldest_price > -np.inf:
                mask &= self.stated > oldest_price
            if query.currency:
                mask &= self._equals("currency", query.currency)
        if query.price_min is not None:
            mask &= self.price >= query.price_min
        if query.price_max is not None:
            mask &= self.price <= query.price_max
        if query.rating_min is not None:
            mask &= self.rating >= query.rating_min - 1e-9
        if query.in_stock:
            mask &= self._equals("availability", "in_stock")
        if query.brands:
            mask &= self._brands.mask(query.brands)
        if query.excluded_brands:
            mask &= ~self._brands.mask(query.excluded_brands)
        if query.niche:
            mask &= self._brands.mask_of_keys(self.niche)
        for product_id in query.exclude_ids:
            row = self._table.of(product_id)
            if row is not None:
                mask[row] = False
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
        return {column: _counted(names, codes) for column, (names, codes) in columns.items()}

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

    def sort_key(self, sort: Sort, rows: Rows) -> Floats:
        """What puts rows in an order that a customer asks for, the least first; what has none comes last."""
        match sort:
            case "price_asc" | "price_desc":
                price = self.price[rows].astype(np.float64)
                key = np.where(price < 0, np.inf, price if sort == "price_asc" else -price)
            case "popularity":
                key = -np.nan_to_num(self.popularity[rows], nan=-1)
            case "rating":
                key = -np.nan_to_num(self.rating[rows], nan=-1)
            case "newest":
                key = -self.updated[rows]
            case "relevance":
                key = np.zeros(len(rows))
        return key

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

    def _equals(self, column: str, name: str) -> Mask:
        mask: Mask = self._code_columns[column] == self._codes[column].known(name)
        return mask

    def _put(self, values: Sequence[LiveProduct]) -> None:
        rows = self._table.add([value.id for value in values])
        self._grow(len(self._table))
        popularity = _floats((value.popularity for value in values), np.nan)
        moved = ~_same(self.popularity[rows], popularity)
        if self._put_brands(rows, values) or moved.any():
            self._niche = None
        self.popularity[rows] = popularity
        self.price[rows] = [_NONE if value.price_minor is None else value.price_minor for value in values]
        self.rating[rows] = _floats((value.rating for value in values), np.nan)
        self.updated[rows] = _moments((value.updated_at for value in values), 0.0)
        self.stated[rows] = _moments((value.stated_at for value in values), 0.0)
        self._sell_from[rows] = _moments((value.sell_from for value in values), -np.inf)
        self._sell_until[rows] = _moments((value.sell_until for value in values), np.inf)
        self._dated = self._dated or any(value.sell_from or value.sell_until for value in values)
        for column, names in (
            ("category", (value.category for value in values)),
            ("currency", (value.currency or "" for value in values)),
            ("availability", (value.availability for value in values)),
        ):
            self._code_columns[column][rows] = [*map(self._codes[column].code, names)]

    def _put_brands(self, rows: Rows, values: Sequence[LiveProduct]) -> bool:
        """State the brands of rows, which live from now on; says whether that changed any."""
        changed = False
        for row, value in zip(rows.tolist(), values, strict=True):
            changed |= self._brands.put(row, value.brand, was_live=bool(self.alive[row]))
            self.alive[row] = True
        return changed

    def _grow(self, size: int) -> None:
        if size <= len(self.alive):
            return
        missing = size + size // 8 - len(self.alive)
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


def _floats(values: Iterable[float | None], missing: float) -> Floats:
    return np.array([missing if value is None else value for value in values], np.float64)


def _moments(values: Iterable[datetime | None], missing: float) -> Floats:
    return _floats((value.timestamp() if value else None for value in values), missing)


def _same(one: Floats, two: Floats) -> Mask:
    same: Mask = (one == two) | (np.isnan(one) & np.isnan(two))
    return same


def _counted(names: Sequence[str], codes: NDArray[np.int32]) -> tuple[tuple[str, int], ...]:
    """How often each name occurs, the most frequent first, of equals in the order of names."""
    counts = np.bincount(codes, minlength=1)
    found = [(names[code], int(counts[code])) for code in np.flatnonzero(counts).tolist() if names[code]]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))
