"""What staff decide about the order of products, applied to the rows of one search.

A boost or bury shifts a product's fit by ``log2(strength)`` steps, up or down. A step is a quarter of the
best text score of the query, and at least half of the prior's range, so that it means the same whatever words
are sought. The shifts of several rules add up, within those of the greatest strength.
"""

import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from floorwalker.catalog.merchandising import Rule
from floorwalker.catalog.merchandising.models import MAX_STRENGTH
from floorwalker.search.asking import Brands
from floorwalker.search.columns import LiveColumns, Mask, Rows
from floorwalker.search.query import Reason

Scores = NDArray[np.float64]

STEP = 0.25
"""What strength 2 adds, as a share of the best text score of the query."""

LEAST_STEP = 1.0
"""The same in units of the text score, where words say little or nothing."""

_FARTHEST = math.log2(MAX_STRENGTH)


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """What a rule is about: certain rows, or rows of certain brands or categories, by their numbers."""

    rows: Rows = field(default_factory=lambda: np.zeros(0, np.int64))
    brands: tuple[int, ...] = ()
    categories: tuple[int, ...] = ()


class Ruling:
    """The rules that count for one query, whose brands are ``brands``."""

    def __init__(
        self, columns: LiveColumns, rules: Sequence[tuple[Rule, Reach]] = (), brands: Brands = ()
    ) -> None:
        self.brands = brands
        moving = [one for one in rules if one[0].action in {"boost", "bury"} and one[0].strength != 1]
        pins = [one for one in rules if one[0].action == "pin"]
        self._never = _Rules(columns, [one for one in rules if one[0].action == "never"])
        self._moving = _Rules(columns, moving)
        self._pins = _Rules(columns, sorted(pins, key=lambda one: one[0].position or 0))

    @property
    def hides(self) -> bool:
        """Whether a rule may keep products out of the list."""
        return bool(self._never)

    def hidden(self, rows: Rows) -> Mask:
        """Which of some rows are never recommended."""
        return self._never.sums(rows, lambda _rule: 1.0) > 0

    def why_hidden(self, rows: Rows) -> list[Reason]:
        """The rules that keep any of some rows out of the list, with how many."""
        counted = ((rule, int(mask.sum())) for rule, mask in self._never.masks(rows))
        return [{"rule": rule.id, "action": "never", "hidden": count} for rule, count in counted if count]

    @property
    def pinned_ids(self) -> list[str]:
        """Products that are pinned for this very query, so that its words need not fit them."""
        return [rule.value for rule, _reach in self._pins if rule.query]

    def pins(self, rows: Rows) -> dict[int, int]:
        """Indices into ``rows`` of what is pinned, with its position, in rising order of position."""
        found: dict[int, int] = {}
        for rule, reach in self._pins:
            for index in np.flatnonzero(np.isin(rows, reach.rows)):
                found.setdefault(int(index), rule.position or 1)
        return found

    def shifts(self, rows: Rows, best_text: float) -> Scores:
        """How far each row's fit is moved, in units of the text score."""
        steps = self._moving.sums(rows, _steps)
        return np.clip(steps, -_FARTHEST, _FARTHEST) * _step(best_text)

    def why(self, rows: Rows, best_text: float) -> list[tuple[Reason, ...]]:
        """For each row the rules that gave it its place, or by which only its name finds it."""
        found: list[list[Reason]] = [[] for _row in rows]
        for rule, mask in self._never.masks(rows):
            for at in np.flatnonzero(mask):
                found[at].append({"rule": rule.id, "action": "never", "named": True})
        totals = np.abs(self._moving.sums(rows, _steps))
        shares = _FARTHEST / np.maximum(totals, _FARTHEST)
        for rule, mask in self._moving.masks(rows):
            told = {"rule": rule.id, "action": rule.action, "strength": rule.strength}
            for at in np.flatnonzero(mask):
                shift = float(_steps(rule) * shares[at] * _step(best_text))
                found[at].append(told | {"shift": round(shift, 4)})
        pinned = np.zeros(len(rows), np.bool_)
        for rule, mask in self._pins.masks(rows):
            for at in np.flatnonzero(mask & ~pinned):
                found[at].append({"rule": rule.id, "action": "pin", "position": rule.position})
            pinned |= mask
        return [tuple(reasons) for reasons in found]


class _Rules:
    """Rules with what they are about, compared with many rows at a time."""

    def __init__(self, columns: LiveColumns, rules: Sequence[tuple[Rule, Reach]]) -> None:
        self._columns = columns
        self._rules = rules

    def __bool__(self) -> bool:
        return bool(self._rules)

    def __iter__(self) -> Iterator[tuple[Rule, Reach]]:
        return iter(self._rules)

    def sums(self, rows: Rows, weight: Callable[[Rule], float]) -> Scores:
        """For each row the sum of the weights of the rules that are about it."""
        total = np.zeros(len(rows))
        by_brand, by_category = dict[int, float](), dict[int, float]()
        for rule, reach in self._rules:
            for numbers, table in ((reach.brands, by_brand), (reach.categories, by_category)):
                for number in numbers:
                    table[number] = table.get(number, 0.0) + weight(rule)
            if len(reach.rows):
                total += weight(rule) * np.isin(rows, reach.rows)
        if by_brand:
            total += _looked_up(by_brand, self._columns.brand_numbers(rows))
        if by_category:
            total += _looked_up(by_category, self._columns.category_numbers(rows))
        return total

    def masks(self, rows: Rows) -> Iterator[tuple[Rule, Mask]]:
        """Each rule, and which of some rows it is about."""
        if not self._rules:
            return
        brands, categories = self._columns.brand_numbers(rows), self._columns.category_numbers(rows)
        for rule, reach in self._rules:
            match rule.target:
                case "brand":
                    yield rule, np.isin(brands, reach.brands)
                case "category":
                    yield rule, np.isin(categories, reach.categories)
                case _:
                    yield rule, np.isin(rows, reach.rows)


def place(order: Iterable[int], pins: Sequence[tuple[int, int]], limit: int) -> list[int]:
    """The first ``limit`` of an order, with pins at their places.

    Of two pins for one place the first has it, and the other the next; a pin beyond the end of a short list
    is its last.

    Args:
        order: what is to be shown, best first, without what is pinned.
        pins: positions from 1 in rising order, each with what is pinned there.
        limit: the length of the list.
    """
    waiting, rest = deque(pins), iter(order)
    placed: list[int] = []
    while len(placed) < limit:
        if waiting and waiting[0][0] <= len(placed) + 1:
            placed.append(waiting.popleft()[1])
        elif (following := next(rest, None)) is not None:
            placed.append(following)
        elif waiting:
            placed.append(waiting.popleft()[1])
        else:
            break
    return placed


def _looked_up(table: Mapping[int, float], numbers: NDArray[np.int32]) -> Scores:
    weights = np.zeros(max(int(numbers.max(initial=0)), *table) + 1)
    weights[list(table)] = list(table.values())
    found: Scores = weights[numbers]
    return found


def _steps(rule: Rule) -> float:
    return math.log2(rule.strength) * (1 if rule.action == "boost" else -1)


def _step(best_text: float) -> float:
    return max(STEP * best_text, LEAST_STEP)
