"""The cheapest choice of different products, and how many of them can be found at all. Pure and exact."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from floorwalker.dialogue.gather.bundles.problem import (
    Candidate,
    Part,
    Problem,
    Solution,
    reduced,
    solution_of,
)


def cheapest(problem: Problem) -> Solution | None:
    """The choice with the lowest total, whatever the bounds; ``None`` where the candidates are too few.

    An assignment in which products are given out one by one; a state counts the picks of each part that have
    been made. Of each part the cheapest candidates suffice, as many as there are picks in all: a dearer one
    can be exchanged for one of them that nothing else uses, and the total does not rise.
    """
    parts = [replace(part, picks=part.picks * problem.groups) for part in problem.parts]
    offers: dict[str, list[tuple[int, Candidate]]] = {}
    for number, part in enumerate(reduced(problem).parts):
        for candidate in part.candidates:
            offers.setdefault(candidate.id, []).append((number, candidate))
    start = (0,) * len(parts)
    reached: dict[tuple[int, ...], _Reached] = {start: _Reached(0, None, None)}
    for choices in offers.values():
        for state, before in list(reached.items()):
            for number, candidate in choices:
                if state[number] < parts[number].picks:
                    after = (*state[:number], state[number] + 1, *state[number + 1 :])
                    cost = before.cost + candidate.price * parts[number].pieces
                    if after not in reached or cost < reached[after].cost:
                        reached[after] = _Reached(cost, (number, candidate), before)
    end = reached.get(tuple(part.picks for part in parts))
    if end is None:
        return None
    chosen: list[list[Candidate]] = [[] for _ in parts]
    for number, candidate in end.picked():
        chosen[number].append(candidate)
    return solution_of(problem, chosen)


def fillable(parts: Sequence[Part]) -> tuple[int, ...]:
    """How many picks of each part can be made at once, at most in all: a maximum matching."""
    slots = [number for number, part in enumerate(parts) for _ in range(part.picks)]
    taken: dict[str, int] = {}

    def place(slot: int, seen: set[str]) -> bool:
        for candidate in parts[slots[slot]].candidates:
            if candidate.id not in seen:
                seen.add(candidate.id)
                if candidate.id not in taken or place(taken[candidate.id], seen):
                    taken[candidate.id] = slot
                    return True
        return False

    for slot in range(len(slots)):
        place(slot, set())
    filled = [slots[slot] for slot in taken.values()]
    return tuple(filled.count(number) for number in range(len(parts)))


@dataclass(slots=True)
class _Reached:
    """The lowest cost of a state, and by which pick after which state it came about."""

    cost: int
    pick: tuple[int, Candidate] | None
    before: "_Reached | None"

    def picked(self) -> Iterator[tuple[int, Candidate]]:
        at: _Reached | None = self
        while at is not None and at.pick is not None:
            yield at.pick
            at = at.before
