"""The brand of each row: how the product spells it, and the brand that the spelling belongs to."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from floorwalker.catalog import BrandBook, BrandStats, Spelling, brand_key, brand_stats
from floorwalker.search.codes import Codes

Numbers = NDArray[np.int32]
Mask = NDArray[np.bool_]


class BrandColumn:
    """Spellings by row, and brands by spelling.

    So a change of what is one brand touches spellings, not rows. How many live rows have a spelling is
    counted along, since the name shown is the one most products use.
    """

    def __init__(self) -> None:
        self._book = BrandBook()
        self._spellings = Codes()
        self._spelling_keys = [""]
        self._keys = Codes()
        self._brand_of = [0]
        self._live = [0]
        self._brands: Numbers = np.zeros(1, np.int32)  # the same as an array
        self._rows: Numbers = np.zeros(0, np.int32)
        self._names: _Names | None = None

    def use(self, book: BrandBook) -> None:
        """From now on spellings belong to brands as ``book`` says."""
        self._book, self._names = book, None
        self._brand_of = [self._keys.code(book.key(spelling)) for spelling in self._spellings.names]
        self._brands = np.array(self._brand_of, np.int32)

    def grow(self, missing: int) -> None:
        """Add rows without a brand."""
        self._rows = np.concatenate([self._rows, np.zeros(missing, np.int32)])

    def put(self, row: int, brand: str, *, was_live: bool) -> bool:
        """State the brand of a row, which is live from now on; says whether that changed anything."""
        spelling = self._spellings.code(brand)
        if spelling == len(self._brand_of):
            self._spelling_keys.append(brand_key(brand))
            self._brand_of.append(self._keys.code(self._book.key(brand)))
            self._live.append(0)
            self._names = None
        before = int(self._rows[row])
        if was_live and before == spelling:
            return False
        if was_live:
            self._count(before, -1)
        self._count(spelling, 1)
        self._rows[row] = spelling
        return True

    def drop(self, row: int) -> None:
        """Have a live row live no longer."""
        self._count(int(self._rows[row]), -1)

    def codes(self, rows: NDArray[np.int64]) -> Numbers:
        """A number for the brand of each of ``rows``, equal where the brand is; 0 for none."""
        brands: Numbers = self._of_spelling[self._rows[rows]]
        return brands

    def number(self, name: str) -> int | None:
        """The number of a brand, named by its key or in any spelling."""
        return self._keys.known(self._book.key(name))

    def mask(self, names: Iterable[str]) -> Mask:
        """Which rows are of one of the brands, named by their keys or in any spelling."""
        return self.mask_of_keys(map(self._book.key, names))

    def mask_of_keys(self, keys: Iterable[str]) -> Mask:
        """Which rows are of one of the brands with these very keys."""
        wanted = np.zeros(len(self._keys.names), np.bool_)
        wanted[self._known(keys)] = True
        mask: Mask = wanted[self._of_spelling].take(self._rows)
        return mask

    def spelling_keys(self, names: Iterable[str]) -> tuple[str, ...]:
        """The :func:`brand_key` of every spelling of the brands named, those named included."""
        names = tuple(names)
        wanted = set(self._known(map(self._book.key, names)))
        spelt = [
            key for key, brand in zip(self._spelling_keys, self._brand_of, strict=True) if brand in wanted
        ]
        return tuple(dict.fromkeys((*names, *spelt)))

    def shown(self) -> Sequence[str]:
        """The name of each brand by its number."""
        return self._told.shown

    def names(self) -> Mapping[str, str]:
        """Names of the brands of live rows by their keys."""
        return self._told.names

    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Every further name of the brands of live rows, by their keys."""
        return self._told.aliases

    def stats(self, live: Mask, popularity: NDArray[np.float64]) -> list[BrandStats]:
        """What the live rows hold of each brand."""
        known = live & ~np.isnan(popularity)
        size = len(self._brand_of)
        sums = np.bincount(self._rows[known], weights=popularity[known], minlength=size)
        figures = np.bincount(self._rows[known], minlength=size)
        return self._stats([float(sums[code]) if figures[code] else None for code in range(size)])

    @property
    def niche(self) -> Mapping[str, bool]:
        """What the shop says of brands, by key."""
        return self._book.niche

    def _stats(self, popularity: Sequence[float | None]) -> list[BrandStats]:
        names, live = self._spellings.names, self._live
        found = [
            Spelling(names[code], live[code], popularity[code]) for code in range(len(live)) if live[code]
        ]
        keys = dict(zip(names, self._brand_of, strict=True))
        return brand_stats(found, lambda name: self._keys.names[keys[name]], self._book.own_names)

    @property
    def _of_spelling(self) -> Numbers:
        if len(self._brands) < len(self._brand_of):
            self._brands = np.array(self._brand_of, np.int32)
        return self._brands

    def _known(self, keys: Iterable[str]) -> list[int]:
        return [code for key in keys if (code := self._keys.known(key)) is not None]

    def _count(self, spelling: int, change: int) -> None:
        self._live[spelling] += change
        self._names = None

    @property
    def _told(self) -> "_Names":
        if self._names is None:
            self._names = _Names(self._stats([None] * len(self._live)), self._book, self._keys.names)
        return self._names


class _Names:
    """What brands are called, worked out when it is asked for."""

    def __init__(self, stats: Sequence[BrandStats], book: BrandBook, keys: Sequence[str]) -> None:
        self._stats, self._book = stats, book
        self.names = {brand.key: brand.name for brand in stats}
        self.shown = [self.names.get(key, key) for key in keys]

    @cached_property
    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Every further name of each brand: its spellings, and what table and lexicon know."""
        return {
            brand.key: tuple(dict.fromkeys((*brand.spellings, *self._book.names(brand.key))))
            for brand in self._stats
        }
