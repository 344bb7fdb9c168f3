"""The order of what was found."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from floorwalker.search.blending import Scores
from floorwalker.search.columns import LiveColumns
from floorwalker.search.found import Found
from floorwalker.search.query import Hit, ProductQuery
from floorwalker.search.rows import Rows
from floorwalker.search.ruling import Ruling, place

_POPULARITY_WEIGHT = 1.5  # the best seller's lead over what nobody bought, in units of the text score
_RATING_WEIGHT = 0.5
_PER_BRAND = 2  # in a diverse list, until brands run out


def ranked(query: ProductQuery, found: Found, columns: LiveColumns, ruling: Ruling) -> tuple[Hit, ...]:
    """The best of what was found, in the order that is asked for, with the decisions of staff applied."""
    rows = found.rows
    if not len(rows):
        return ()
    best_text = float(found.text.max(initial=0.0))
    prior = columns.prior(rows, _POPULARITY_WEIGHT, _RATING_WEIGHT)
    fit = found.text + prior + ruling.shifts(rows, best_text)
    if found.mentions.any() and not found.mentions.all():
        lead = fit[found.mentions].max() - fit[~found.mentions].min() + _POPULARITY_WEIGHT
        fit += np.where(found.mentions, 0.0, max(lead, 0.0))
    pins = ruling.pins(rows)
    key = -fit if query.sort == "relevance" else columns.sort_key(query.sort, rows)
    order = np.lexsort((rows, -fit, key))
    order = order[~np.isin(order, list(pins))] if pins else order
    best = _spread(columns, rows, order, query.limit) if query.diverse else order[: query.limit]
    chosen = place(map(int, best), [(at, i) for i, at in pins.items()], query.limit)
    return tuple(
        Hit(columns.ids[rows[i]], float(fit[i]), float(found.text[i]), float(prior[i]), why)
        for i, why in zip(chosen, ruling.why(rows[chosen], best_text), strict=True)
    )


def first_in_order(query: ProductQuery, columns: LiveColumns, rows: Rows, count: int) -> Rows:
    """The first rows in the order that is asked for; where that is by words, what sells and is liked."""
    if query.sort == "relevance":
        key: Scores = -columns.prior(rows, _POPULARITY_WEIGHT, _RATING_WEIGHT)
    else:
        key = columns.sort_key(query.sort, rows)
    return rows[np.argpartition(key, count)[:count]] if len(rows) > count else rows


def _spread(columns: LiveColumns, rows: Rows, order: Rows, limit: int) -> Sequence[int]:
    """The first ``limit`` of an order with few of each brand, then whatever comes."""
    brands = columns.brand_numbers(rows).tolist()
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
