"""Which product has which row: a table of keys, small enough for a million products."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from floorwalker.search.words.protocol import Keys, product_key

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

_RECENT = 4096  # so many keys wait to be sorted in


class RowTable:
    """Numbers products in the order in which they come, and finds the number of a product again.

    It holds ids and their 63-bit keys: about 90 bytes a product of memory, half of what a dictionary takes.
    """

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._keys: Keys = np.zeros(0, np.int64)  # sorted
        self._rows: NDArray[np.int32] = np.zeros(0, np.int32)  # of the sorted keys
        self._recent: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, ids: Sequence[str]) -> Rows:
        """The rows of products; those that have none get the next ones."""
        keys = np.fromiter(map(product_key, ids), np.int64, len(ids))
        rows = self.of_keys(keys)
        for number in np.flatnonzero(rows < 0).tolist():
            key = int(keys[number])
            if key not in self._recent:  # or else it stands twice in ``ids``
                self._recent[key] = len(self.ids)
                self.ids.append(ids[number])
            rows[number] = self._recent[key]
        if len(self._recent) > max(_RECENT, len(self._keys) // 4):
            self._sort_in()
        return rows

    def of(self, product_id: str) -> int | None:
        """The row of a product, if it has one."""
        row = int(self.of_keys(np.array([product_key(product_id)], np.int64))[0])
        return None if row < 0 else row

    def of_keys(self, keys: Keys) -> Rows:
        """The rows of products by their keys; -1 for those that have none."""
        rows = np.full(len(keys), -1, np.int64)
        if len(self._keys):
            order = np.argsort(keys)  # neighbours are found near each other, which is much faster
            at = np.minimum(np.searchsorted(self._keys, keys[order]), len(self._keys) - 1)
            rows[order] = np.where(self._keys[at] == keys[order], self._rows[at], -1)
        if self._recent:
            for number in np.flatnonzero(rows < 0).tolist():
                rows[number] = self._recent.get(int(keys[number]), -1)
        return rows

    def keys(self) -> Keys:
        """The key of every row, in the order of rows."""
        self._sort_in()
        keys = np.zeros(len(self.ids), np.int64)
        keys[self._rows] = self._keys
        return keys

    def settle(self) -> None:
        """Make ready for being asked often, when many products have been added."""
        if self._recent:
            self._sort_in()

    def _sort_in(self) -> None:
        keys = np.concatenate([self._keys, np.fromiter(self._recent.keys(), np.int64, len(self._recent))])
        rows = np.fromiter(self._recent.values(), np.int32, len(self._recent))
        order = np.argsort(keys, kind="stable")
        self._keys, self._rows = keys[order], np.concatenate([self._rows, rows])[order]
        self._recent = {}
