"""Which rows pass the filters of a query that the word index answers, remembered for the next query."""

from collections import OrderedDict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from floorwalker.search.query import ProductQuery
from floorwalker.search.rows import Mask, RowTable
from floorwalker.search.words import TypeField, WordIndex

_REMEMBERED = 64  # answers, of a bit for each row

_FILTERS = (
    "types",
    "brands",
    "facets",
    "required",
    "excluded_words",
    "excluded_types",
    "excluded_facets",
)


def filters_of(query: ProductQuery) -> tuple[Any, ...]:
    """The filters of a query that the word index answers; none of them is set where all are empty."""
    return tuple(getattr(query, name) for name in _FILTERS)


class Filtering:
    """Answers of one word index for one table of rows; not safe for threads."""

    def __init__(self, words: WordIndex, table: RowTable) -> None:
        self._words, self._table = words, table
        self._made_of: tuple[object, int] = (None, 0)
        self._answers: OrderedDict[tuple[Any, ...], NDArray[np.uint8]] = OrderedDict()

    def passing(self, query: ProductQuery, field: TypeField, size: int) -> Mask:
        """Which of ``size`` rows pass; brands are to be given in all their spellings."""
        filters = filters_of(query)
        if not any(filters):
            return np.ones(size, np.bool_)
        made_of = (self._words.generation, len(self._table))
        if made_of != self._made_of:
            self._answers.clear()
            self._made_of = made_of
        key = (field, size, *filters)
        if key in self._answers:
            self._answers.move_to_end(key)
        else:
            self._answers[key] = np.packbits(self._asked(query, field, size))
            if len(self._answers) > _REMEMBERED:
                self._answers.popitem(last=False)
        return np.unpackbits(self._answers[key], count=size).view(np.bool_)

    def forget(self) -> None:
        """What words mean has changed."""
        self._answers.clear()

    def _asked(self, query: ProductQuery, field: TypeField, size: int) -> Mask:
        rows = self._table.of_keys(self._words.having(query, field))
        mask = np.zeros(size, np.bool_)
        mask[rows[rows >= 0]] = True
        return mask
