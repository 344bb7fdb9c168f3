"""What staff decide about the order of products, applied to the rows of one search.

A boost or bury shifts a product's fit by ``log2(strength)`` steps, up or down. A step is a quarter of the
best text score of the query, and at least half of the prior's range, so that it means the same whatever words
are sought. The shifts of several rules add up, within those of the greatest strength.
"""

import math
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from floorwalker.catalog.merchandising import Rule
from floorwalker.catalog.merchandising.models import MAX_STRENGTH
from floorwalker.search.asking import Brands
from floorwalker.search.columns import LiveColumns
from floorwalker.search.query import Reason
from floorwalker.search.rows import Mask, Rows

Scores = NDArray[np.float64]

STEP = 0.25
"""What strength 2 adds, as a share of the best text score of the query."""

LEAST_STEP = 1.0
"""The same in units of the text score, where words say little or nothing."""

_FARTHEST = math.log2(MAX_STRENGTH)


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """What a rule is about: a row, rows of brands or categories by their numbers, or rows with a tag."""

    row: int | None = None
    brands: tuple[int, ...] = ()
    categories: tuple[int, ...] = ()
    tagged: Rows | None = None


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
        counted = self._never.counts(rows)
        return [{"rule": rule.id, "action": "never", "hidden": count} for rule, count in counted]

    @property
    def pinned_ids(self) -> list[str]:
        """Products that are pinned for this very query, so that its words need not fit them."""
        return [rule.value for rule in self._pins.rules if rule.query]

    @property
    def pinned_rows(self) -> Rows:
        """The rows of all that is pinned."""
        return np.array([row for _rule, row in self._pins.by_row()], np.int64)

    def pins(self, rows: Rows) -> dict[int, int]:
        """Indices into ``rows`` of what is pinned, with its position, in rising order of position."""
        found: dict[int, int] = {}
        for rule, row in self._pins.by_row():
            for index in np.flatnonzero(rows == row):
                found.setdefault(int(index), rule.position or 1)
        return found

    def shifts(self, rows: Rows, best_text: float) -> Scores:
        """How far each row's fit is moved, in units of the text score."""
        steps = self._moving.sums(rows, _steps)
        return np.clip(steps, -_FARTHEST, _FARTHEST) * _step(best_text)

    def why(self, rows: Rows, best_text: float) -> list[tuple[Reason, ...]]:
        """For each row the rules that gave it its place, or by which only its name finds it."""
        moving, never, pins = (some.of_each(rows) for some in (self._moving, self._never, self._pins))
        return [
            (
                *({"rule": rule.id, "action": "never", "named": True} for rule in never[i]),
                *_told(moving[i], _step(best_text)),
                *({"rule": r.id, "action": "pin", "position": r.position} for r in pins[i][:1]),
            )
            for i in range(len(rows))
        ]


class _Rules:
    """Rules by what they are about, compared with many rows at a time."""

    def __init__(self, columns: LiveColumns, rules: Sequence[tuple[Rule, Reach]]) -> None:
        self._columns = columns
        self.rules = [rule for rule, _reach in rules]
        self._of_row: dict[int, list[Rule]] = {}
        self._of_brand: dict[int, list[Rule]] = {}
        self._of_category: dict[int, list[Rule]] = {}
        self._tagged = [(rule, reach.tagged) for rule, reach in rules if reach.tagged is not None]
        for rule, reach in rules:
            if reach.row is not None:
                self._of_row.setdefault(reach.row, []).append(rule)
            for number in reach.brands:
                self._of_brand.setdefault(number, []).append(rule)
            for number in reach.categories:
                self._of_category.setdefault(number, []).append(rule)

    def __bool__(self) -> bool:
        return bool(self.rules)

    def by_row(self) -> Iterator[tuple[Rule, int]]:
        """The rules about single rows, in their order."""
        rows = {id(rule): row for row, rules in self._of_row.items() for rule in rules}
        return ((rule, rows[id(rule)]) for rule in self.rules if id(rule) in rows)

    def sums(self, rows: Rows, weight: Callable[[Rule], float]) -> Scores:
        """For each row the sum of the weights of the rules that are about it."""
        total = np.zeros(len(rows))
        for numbers, rules in self._numbered(rows):
            weights = np.zeros(max(int(numbers.max(initial=0)), *rules) + 1)
            for number, some in rules.items():
                weights[number] = sum(map(weight, some))
            total += weights[numbers]
        for rule, tagged in self._tagged:
            total += weight(rule) * np.isin(rows, tagged)
        return total

    def counts(self, rows: Rows) -> list[tuple[Rule, int]]:
        """How many of some rows each rule is about, where it is about any."""
        found: Counter[str] = Counter()
        for numbers, rules in self._numbered(rows):
            counts = np.bincount(numbers, minlength=max(rules) + 1)
            for number, some in rules.items():
                found.update({rule.id: int(counts[number]) for rule in some})
        for rule, tagged in self._tagged:
            found[rule.id] += int(np.isin(rows, tagged).sum())
        return [(rule, found[rule.id]) for rule in self.rules if found[rule.id]]

    def of_each(self, rows: Rows) -> list[list[Rule]]:
        """The rules that are about each of a few rows, in their order."""
        found: list[list[Rule]] = [[] for _row in rows]
        for numbers, rules in self._numbered(rows):
            for index, number in enumerate(numbers.tolist()):
                found[index] += rules.get(number, ())
        for rule, tagged in self._tagged:
            for at in np.flatnonzero(np.isin(rows, tagged)):
                found[at].append(rule)
        return found

    def _numbered(self, rows: Rows) -> Iterator[tuple[NDArray[np.integer[Any]], dict[int, list[Rule]]]]:
        """The numbers of some rows by which rules are looked up, for each kind of number that has rules."""
        if self._of_row:
            yield rows, self._of_row
        if self._of_brand:
            yield self._columns.brand_numbers(rows), self._of_brand
        if self._of_category:
            yield self._columns.category_numbers(rows), self._of_category


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


def _told(rules: Sequence[Rule], step: float) -> Iterator[Reason]:
    """How far each of a row's boosts and buries moves it."""
    total = abs(sum(map(_steps, rules)))
    share = min(1.0, _FARTHEST / total) if total else 1.0
    for rule in rules:
        shift = round(_steps(rule) * share * step, 4)
        yield {"rule": rule.id, "action": rule.action, "strength": rule.strength, "shift": shift}


def _steps(rule: Rule) -> float:
    return math.log2(rule.strength) * (1 if rule.action == "boost" else -1)


def _step(best_text: float) -> float:
    return max(STEP * best_text, LEAST_STEP)
