"""What staff decide about the order of products, applied to the rows of one search.

A boost or bury shifts a product's fit by ``log2(strength)`` steps, up or down. A step is a quarter of the
best text score of the query, and at least half of the prior's range, so that it means the same whatever words
are sought. The shifts of several rules add up, within those of the greatest strength.
"""

import math
from collections import deque
from collections.abc import Callable, Iterable, Sequence
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
        return [
            {"rule": rule.id, "action": "never", "hidden": count} for rule, count in self._never.counts(rows)
        ]

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
        reasons: list[list[Reason]] = [[] for _row in rows]
        for at, rule in self._never.of_each(rows):
            reasons[at].append({"rule": rule.id, "action": "never", "named": True})
        totals = self._moving.sums(rows, _steps)
        for at, rule in self._moving.of_each(rows):
            share = min(1.0, _FARTHEST / abs(totals[at])) if totals[at] else 1.0
            shift = round(float(_steps(rule) * share * _step(best_text)), 4)
            reasons[at].append(
                {"rule": rule.id, "action": rule.action, "strength": rule.strength, "shift": shift}
            )
        pinned: set[int] = set()
        for at, rule in self._pins.of_each(rows):
            if at not in pinned:
                reasons[at].append({"rule": rule.id, "action": "pin", "position": rule.position})
                pinned.add(at)
        return [tuple(some) for some in reasons]


class _Rules:
    """Rules of one kind with what they are about, compared with many rows at a time."""

    def __init__(self, columns: LiveColumns, rules: Sequence[tuple[Rule, Reach]]) -> None:
        self._columns = columns
        self._rules = rules

    def __bool__(self) -> bool:
        return bool(self._rules)

    def __iter__(self) -> Iterable[tuple[Rule, Reach]]:
        return iter(self._rules)

    def sums(self, rows: Rows, weight: Callable[[Rule], float]) -> Scores:
        """For each row the sum of the weights of the rules that are about it."""
        total = np.zeros(len(rows))
        if not self._rules:
            return total
        for numbers, named in self._numbers(rows):
            weights = np.zeros(max([int(numbers.max(initial=0)), *(n for _rule, some in named for n in some)]) + 1)
            for rule, some in named:
                weights[list(some)] += weight(rule)
            total += weights[numbers]
        for rule, reach in self._rules:
            if len(reach.rows):
                total += weight(rule) * np.isin(rows, reach.rows)
        return total
