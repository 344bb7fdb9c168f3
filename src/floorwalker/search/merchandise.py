"""What staff decide about the order of products, applied to the rows of one search.

A boost or bury shifts a product's fit by ``log2(strength)`` steps, up or down. A step is a quarter of the
best text score of the query, and at least half of the prior's range, so that it means the same whatever words
are sought. The shifts of several rules add up, within those of the greatest strength.
"""

import math
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from floorwalker.catalog.merchandising import (
    Rule,
    Synonym,
    category_path,
    folded_tag,
    lies_in,
)
from floorwalker.catalog.merchandising.models import MAX_STRENGTH
from floorwalker.search.asking import Brands, asked_by, asked_in
from floorwalker.search.columns import LiveColumns, Mask, Rows
from floorwalker.search.query import ProductQuery, Reason
from floorwalker.search.synonyms import Thesaurus

Scores = NDArray[np.float64]
Reach = Callable[[Rows], Mask]

STEP = 0.25
"""What strength 2 adds, as a share of the best text score of the query."""

LEAST_STEP = 1.0
"""The same in units of the text score, where words say little or nothing."""

_FARTHEST = math.log2(MAX_STRENGTH)


class Merchandise:
    """The rules and synonyms of a shop as they are at one entry of the journal.

    Not safe for threads: the engine uses it under its own lock.
    """

    def __init__(self, rules: Iterable[Rule] = (), synonyms: Iterable[Synonym] = ()) -> None:
        self._rules, self._synonyms = tuple(rules), tuple(synonyms)
        self.thesaurus = Thesaurus(self._synonyms)
        self.tags = frozenset(folded_tag(rule.value) for rule in self._rules if rule.target == "tag")
        self._tagged: dict[str, set[int]] = {tag: set() for tag in self.tags}
        self._categories_in: dict[str, tuple[int, NDArray[np.int32]]] = {}

    def same(self, rules: Iterable[Rule], synonyms: Iterable[Synonym]) -> bool:
        """Whether these are the rules and synonyms that it was made of."""
        return self._rules == tuple(rules) and self._synonyms == tuple(synonyms)

    def retag(self, stale: Iterable[int | None], tagged: Iterable[tuple[int, Iterable[str]]]) -> None:
        """Take note of changed tags: rows that may have others now, and those that have tags of rules."""
        gone = set(stale)
        for rows in self._tagged.values():
            rows.difference_update(gone)
        for row, tags in tagged:
            for tag in tags:
                self._tagged[tag].add(row)

    def ruling(self, query: ProductQuery, now: datetime, columns: LiveColumns) -> "Ruling":
        """The rules that count for a query at a moment."""
        if query.naming or not self._rules:
            return Ruling()
        aliases = columns.brand_aliases() if query.brands else {}
        brands = tuple((key, aliases.get(key, (key,))) for key in query.brands)
        rules = [rule for rule in self._rules if rule.state(now) == "in force"]
        if query.sort != "relevance":
            rules = [rule for rule in rules if rule.action == "never"]
        if any(rule.query for rule in rules):
            asked = asked_by(query, brands)
            rules = [rule for rule in rules if not rule.query or asked_in(rule.query, brands) == asked]
        return Ruling([(rule, self._reach(rule, columns, query)) for rule in rules], brands)

    def _reach(self, rule: Rule, columns: LiveColumns, query: ProductQuery) -> Reach:
        """Says which of some rows a rule is about.

        Who asks for a brand is not told that the shop has nothing of it: there ``never`` is not about it.
        """
        match rule.target:
            case "product":
                row = columns.row(rule.value)
                return lambda rows: rows == (-1 if row is None else row)
            case "brand":
                of_brand = columns.of_brand(rule.value)
                if rule.action == "never":
                    for asked in query.brands:
                        of_brand &= ~columns.of_brand(asked)
                return lambda rows: of_brand[rows]
            case "category":
                of_category = columns.of_categories(self._numbers_in(rule.value, columns.categories()))
                return lambda rows: of_category[rows]
            case "tag":
                tagged = np.array(sorted(self._tagged[folded_tag(rule.value)]), np.int64)
                return lambda rows: np.isin(rows, tagged)

    def _numbers_in(self, category: str, names: Sequence[str]) -> NDArray[np.int32]:
        """The numbers of a category and those below it; looked up anew when there are more categories."""
        size, numbers = self._categories_in.get(category, (0, np.zeros(0, np.int32)))
        if size != len(names):
            wider = category_path(category)
            numbers = np.array([n for n, name in enumerate(names) if lies_in(name, wider)], np.int32)
            self._categories_in[category] = (len(names), numbers)
        return numbers


class Ruling:
    """The rules that count for one query, whose brands are ``brands``."""

    def __init__(self, rules: Sequence[tuple[Rule, Reach]] = (), brands: Brands = ()) -> None:
        self.brands = brands
        self._never = [(rule, reach) for rule, reach in rules if rule.action == "never"]
        self._shifting = [
            (rule, reach) for rule, reach in rules if rule.action in {"boost", "bury"} and rule.strength != 1
        ]
        pins = [(rule, reach) for rule, reach in rules if rule.action == "pin"]
        self._pins = sorted(pins, key=lambda pin: pin[0].position or 0)

    @property
    def pinned_ids(self) -> list[str]:
        """Products that are pinned for this very query, so that its words need not fit them."""
        return [rule.value for rule, _reach in self._pins if rule.query]

    def pins(self, rows: Rows) -> dict[int, int]:
        """Indices into ``rows`` of what is pinned, with its position, in rising order of position."""
        found: dict[int, int] = {}
        for rule, reach in self._pins:
            for index in np.flatnonzero(reach(rows)):
                found.setdefault(int(index), rule.position or 1)
        return found

    @property
    def hides(self) -> bool:
        """Whether a rule may keep products out of the list."""
        return bool(self._never)

    def hidden(self, rows: Rows) -> Mask:
        """Which of some rows are never recommended."""
        found = np.zeros(len(rows), np.bool_)
        for _rule, reach in self._never:
            found |= reach(rows)
        return found

    def why_hidden(self, rows: Rows) -> list[Reason]:
        """The rules that keep any of some rows out of the list, with how many."""
        counted = ((rule, int(reach(rows).sum())) for rule, reach in self._never)
        return [{"rule": rule.id, "action": "never", "hidden": count} for rule, count in counted if count]

    def shifts(self, rows: Rows, best_text: float) -> Scores:
        """How far each row's fit is moved, in units of the text score."""
        steps = np.zeros(len(rows))
        for rule, reach in self._shifting:
            steps += _steps(rule) * reach(rows)
        return np.clip(steps, -_FARTHEST, _FARTHEST) * _step(best_text)

    def why(self, row: int, best_text: float) -> tuple[Reason, ...]:
        """The rules that gave a row its place, or by which it is found only because it was named."""
        if not (self._never or self._shifting or self._pins):
            return ()
        one = np.array([row], np.int64)
        found: list[Reason] = [
            {"rule": rule.id, "action": "never", "named": True}
            for rule, reach in self._never
            if reach(one)[0]
        ]
        moving = [(rule, _steps(rule)) for rule, reach in self._shifting if reach(one)[0]]
        total = abs(sum(steps for _rule, steps in moving))
        unit = _step(best_text) * (min(1.0, _FARTHEST / total) if total else 1.0)
        found += [
            {
                "rule": rule.id,
                "action": rule.action,
                "strength": rule.strength,
                "shift": round(steps * unit, 4),
            }
            for rule, steps in moving
        ]
        pins = [rule for rule, reach in self._pins if reach(one)[0]]
        found += [{"rule": rule.id, "action": "pin", "position": rule.position} for rule in pins[:1]]
        return tuple(found)


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


def _steps(rule: Rule) -> float:
    return math.log2(rule.strength) * (1 if rule.action == "boost" else -1)


def _step(best_text: float) -> float:
    return max(STEP * best_text, LEAST_STEP)
