"""Choosing products that are bought together within a budget. Pure and exact.

Whether any choice keeps to the budget is decided without a limit on the work. The best such choice is looked
for by branch and bound and is the best of all where the limit of nodes was not reached (``Solution.proven``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from floorwalker.dialogue.gather.bundles.assignment import cheapest
from floorwalker.dialogue.gather.bundles.problem import (
    BUDGET_USE,
    SENSIBLE_USE,
    Candidate,
    Problem,
    Solution,
    budget_use,
    reduced,
    solution_of,
)

NODE_LIMIT = 40_000
"""So many candidates are tried at most for the best choice: some tens of milliseconds."""


def solve(problem: Problem, node_limit: int = NODE_LIMIT) -> Solution | None:
    """The best choice within the bounds; ``None`` where there is none among the candidates."""
    found = _feasible(problem)
    if found is None:
        return None
    return _Search(problem, found, node_limit).best()


def _feasible(problem: Problem) -> Solution | None:
    """Some choice within the bounds, ``None`` where there is none."""
    found = cheapest(problem)
    if found is None or (problem.budget is not None and found.total > problem.budget):
        return None
    if problem.share is None:
        return found
    return _Search(reduced(problem), None, None).first()


class _Search:
    """Depth-first branch and bound over the slots of a problem, candidates of the highest utility first."""

    def __init__(self, problem: Problem, incumbent: Solution | None, node_limit: int | None) -> None:
        self._problem = problem
        self._best = incumbent
        self._left = node_limit
        self._until_first = incumbent is None
        self._budget = problem.budget
        key = (lambda c: (c.price, c.id)) if self._until_first else (lambda c: (-c.utility, c.price, c.id))
        self._ranked = [sorted(part.candidates, key=key) for part in problem.parts]
        self._slots = [
            (group, number, pick)
            for group in range(problem.groups)
            for number, part in enumerate(problem.parts)
            for pick in range(part.picks)
        ]
        self._measure_rest()
        self._picks: list[int] = []
        self._used: set[str] = set()
        self._brands: list[str] = []

    def first(self) -> Solution | None:
        """The first choice found, however long it takes."""
        self._descend(0, 0, 0, 0.0)
        return self._best

    def best(self) -> Solution | None:
        """The best choice found before the limit, improved product by product where it was reached."""
        self._descend(0, 0, 0, 0.0)
        if self._left is None or self._left > 0 or self._best is None:
            return self._best
        return replace(_improved(self._problem, self._best), proven=False)

    def _measure_rest(self) -> None:
        """Of the slots from each on: least and most cost, most utility, least cost within the group."""
        parts = self._problem.parts
        costs = [sorted(c.price * part.pieces for c in part.candidates) for part in parts]
        least = [list(accumulate(cost, initial=0)) for cost in costs]
        most = [list(accumulate(reversed(cost), initial=0)) for cost in costs]
        useful = [
            list(accumulate(sorted((c.utility for c in part.candidates), reverse=True), initial=0.0))
            for part in parts
        ]
        self._rest: list[tuple[int, int, float, int]] = []
        for start in range(len(self._slots) + 1):
            ahead = self._slots[start:]
            counts = [sum(number == n for _, n, _ in ahead) for number in range(len(parts))]
            group = ahead[0][0] if ahead else -1
            own = [sum((group, number) == (g, n) for g, n, _ in ahead) for number in range(len(parts))]
            self._rest.append(
                (
                    sum(least[n][count] for n, count in enumerate(counts)),
                    sum(most[n][count] for n, count in enumerate(counts)),
                    sum(useful[n][count] for n, count in enumerate(counts)),
                    sum(least[n][count] for n, count in enumerate(own)),
                )
            )

    def _descend(self, slot: int, cost: int, group_cost: int, score: float) -> bool:
        """Try every candidate of a slot; true where the search is over."""
        if slot == len(self._slots):
            return self._keep()
        group, number, _ = self._slots[slot]
        part, share = self._problem.parts[number], self._problem.share
        least, most, useful, _own = self._rest[slot + 1]
        own_rest = self._rest[slot + 1][3] if self._is_in_group(slot + 1, group) else 0
        begins_group = slot == 0 or self._slots[slot - 1][0] != group
        spent = 0 if begins_group else group_cost
        ranked = self._ranked[number]
        for at in range(self._first_index(slot), len(ranked)):
            candidate = ranked[at]
            if self._left is not None:
                self._left -= 1
                if self._left <= 0:
                    return True
            price = candidate.price * part.pieces
            if candidate.id in self._used or self._is_over(cost + price + least):
                continue
            if share is not None and spent + price + own_rest > share:
                continue
            promise = score + candidate.utility + useful
            if self._is_hopeless(promise, 0, None):
                break  # the candidates after it have no higher utility
            repeated = bool(candidate.brand) and candidate.brand in self._brands
            gained = candidate.utility - self._problem.repeated * repeated
            if self._is_hopeless(score + gained + useful, cost + price + least, cost + price + most):
                continue
            self._picks.append(at)
            self._used.add(candidate.id)
            self._brands.append(candidate.brand)
            over = self._descend(slot + 1, cost + price, spent + price, score + gained)
            self._picks.pop()
            self._used.remove(candidate.id)
            self._brands.pop()
            if over:
                return True
        return False

    def _is_in_group(self, slot: int, group: int) -> bool:
        return slot < len(self._slots) and self._slots[slot][0] == group

    def _first_index(self, slot: int) -> int:
        """Picks that could change places are made in the order of their candidates, once and not twice."""
        group, number, pick = self._slots[slot]
        if pick:
            return self._picks[-1] + 1
        if group and number == 0:
            return self._picks[self._slots.index((group - 1, 0, 0))] + 1
        return 0

    def _is_over(self, cost: int) -> bool:
        return self._budget is not None and cost > self._budget

    def _is_hopeless(self, promise: float, low: int, high: int | None) -> bool:
        """Whether no completion with a total from ``low`` to ``high`` can beat the best so far."""
        if self._best is None or self._until_first:
            return False
        use = 1.0 if self._budget else 0.0
        if high is not None and self._budget:
            use = _best_use(low, min(high, self._budget), self._budget)
        return promise + BUDGET_USE * len(self._slots) * use <= self._best.score + 1e-9

    def _keep(self) -> bool:
        chosen: list[list[Candidate]] = [[] for _ in self._problem.parts]
        for (_, number, _), at in zip(self._slots, self._picks, strict=True):
            chosen[number].append(self._ranked[number][at])
        found = solution_of(self._problem, chosen)
        if self._best is None or found.score > self._best.score:
            self._best = found
        return self._until_first


def _best_use(low: int, high: int, budget: int) -> float:
    """The best use of a budget by any total from ``low`` to ``high``."""
    start, end = (share * budget for share in SENSIBLE_USE)
    if low <= end and high >= start:
        return 1.0
    return budget_use(high if high < start else low, budget)


def _improved(problem: Problem, solution: Solution) -> Solution:
    """A choice in which no single product can be exchanged for a better one within the bounds."""
    better: Solution | None = solution
    while better is not None:
        solution = better
        better = max(
            (found for found in _neighbours(problem, solution) if found.score > solution.score + 1e-9),
            key=lambda found: found.score,
            default=None,
        )
    return solution


def _neighbours(problem: Problem, solution: Solution) -> Iterator[Solution]:
    used = {candidate.id for of_part in solution.chosen for candidate in of_part}
    for number, part in enumerate(problem.parts):
        for place in range(len(solution.chosen[number])):
            for candidate in part.candidates:
                if candidate.id in used:
                    continue
                chosen = [list(of_part) for of_part in solution.chosen]
                chosen[number][place] = candidate
                if _keeps_to(problem, chosen):
                    yield solution_of(problem, chosen)


def _keeps_to(problem: Problem, chosen: Sequence[Sequence[Candidate]]) -> bool:
    costs = [0] * problem.groups
    for part, of_part in zip(problem.parts, chosen, strict=True):
        for at, candidate in enumerate(of_part):
            costs[at // part.picks] += candidate.price * part.pieces
    within = problem.budget is None or sum(costs) <= problem.budget
    return within and (problem.share is None or max(costs) <= problem.share)
