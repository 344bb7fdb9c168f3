"""What a bundle is chosen from, the bounds it must keep to, and how good a choice is. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

REPEATED_BRAND = 0.3
"""What a further product of a brand costs, in units of utility."""

VARIED = 3.0
"""The same where other brands are asked for: more than any product is worth."""

BUDGET_USE = 0.5
"""What a sensible use of the budget is worth to each pick, in units of utility."""

SENSIBLE_USE = (0.6, 0.95)
"""The share of the budget that is neither mean nor spent to the last coin."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product that a part may be filled with: price in minor units, ``utility`` about 0 to 1."""

    id: str
    price: int
    utility: float = 0.0
    brand: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """``picks`` different products of the candidates, each bought ``pieces`` times."""

    candidates: tuple[Candidate, ...]
    picks: int = 1
    pieces: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """Every one of ``groups`` (people) gets every part; no product is chosen twice.

    ``budget`` bounds the whole, ``share`` what each group gets; minor units, ``None`` for no bound.
    ``repeated`` is what a further product of a brand costs, in units of utility.
    """

    parts: tuple[Part, ...]
    budget: int | None = None
    groups: int = 1
    share: int | None = None
    repeated: float = REPEATED_BRAND

    @property
    def picks(self) -> int:
        """How many products are chosen in all."""
        return self.groups * sum(part.picks for part in self.parts)


@dataclass(frozen=True, slots=True)
class Solution:
    """The products of each part, those of one group after those of another, and what all cost together."""

    chosen: tuple[tuple[Candidate, ...], ...]
    total: int
    score: float
    proven: bool = True


def solution_of(problem: Problem, chosen: Sequence[Sequence[Candidate]], *, proven: bool = True) -> Solution:
    """A choice with its total and its score."""
    picked = [candidate for of_part in chosen for candidate in of_part]
    total = sum(
        candidate.price * part.pieces
        for part, of_part in zip(problem.parts, chosen, strict=True)
        for candidate in of_part
    )
    brands = [candidate.brand for candidate in picked if candidate.brand]
    score = (
        sum(candidate.utility for candidate in picked)
        - problem.repeated * (len(brands) - len(set(brands)))
        + BUDGET_USE * len(picked) * budget_use(total, problem.budget)
    )
    return Solution(tuple(map(tuple, chosen)), total, score, proven)


def budget_use(total: int, budget: int | None) -> float:
    """How sensibly a budget is used, 0 to 1; without a budget it does not count."""
    if not budget:
        return 0.0
    low, high = SENSIBLE_USE
    share = total / budget
    if share <= low:
        return share / low
    return 1.0 if share <= high else 1.0 - 2 * (share - high)


def reduced(problem: Problem) -> Problem:
    """The cheapest candidates of each part: where any choice keeps to the bounds, one among these does."""
    parts = (
        replace(part, candidates=tuple(sorted(part.candidates, key=lambda c: c.price)[: problem.picks]))
        for part in problem.parts
    )
    return replace(problem, parts=tuple(parts))
