"""Every choice there is, one by one: what the solver is compared with."""

from collections.abc import Iterator
from itertools import combinations, permutations, product

from floorwalker.dialogue.gather.bundles.problem import Candidate, Problem, Solution, solution_of

Chosen = tuple[tuple[Candidate, ...], ...]


def choices(problem: Problem) -> Iterator[Chosen]:
    """All ways to fill the parts with different products, whatever they cost."""
    if problem.groups == 1:
        options = [list(combinations(part.candidates, part.picks)) for part in problem.parts]
    else:
        options = [list(permutations(part.candidates, part.picks * problem.groups)) for part in problem.parts]
    for chosen in product(*options):
        ids = [candidate.id for of_part in chosen for candidate in of_part]
        if len(ids) == len(set(ids)):
            yield chosen


def cost(problem: Problem, chosen: Chosen) -> int:
    return sum(c.price * part.pieces for part, own in zip(problem.parts, chosen, strict=True) for c in own)


def keeps_to(problem: Problem, chosen: Chosen) -> bool:
    """Whether a choice keeps to the budget and to everybody's share."""
    if problem.budget is not None and cost(problem, chosen) > problem.budget:
        return False
    if problem.share is None:
        return True
    for group in range(problem.groups):
        share = sum(
            c.price * part.pieces
            for part, own in zip(problem.parts, chosen, strict=True)
            for c in own[group * part.picks : (group + 1) * part.picks]
        )
        if share > problem.share:
            return False
    return True


def best(problem: Problem) -> Solution | None:
    """The best of all choices within the bounds."""
    found = (solution_of(problem, chosen) for chosen in choices(problem) if keeps_to(problem, chosen))
    return max(found, key=lambda solution: solution.score, default=None)
