"""The choice within a budget, against every choice there is."""

import random

from brute_force import best, choices, cost, keeps_to
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from floorwalker.dialogue.gather.bundles.assignment import cheapest, fillable
from floorwalker.dialogue.gather.bundles.problem import VARIED, Candidate, Part, Problem, budget_use
from floorwalker.dialogue.gather.bundles.solver import solve

POOL = st.lists(
    st.builds(
        lambda price, utility, brand: (price, utility / 10, brand),
        st.integers(1, 40),
        st.integers(0, 10),
        st.sampled_from(["", "dior", "nars", "fenwick"]),
    ),
    min_size=1,
    max_size=7,
)


@st.composite
def problems(draw: st.DrawFn, groups: int = 1) -> Problem:
    """Small problems whose parts share products."""
    pool = [Candidate(str(n), *values) for n, values in enumerate(draw(POOL))]
    parts = tuple(
        Part(
            tuple(draw(st.lists(st.sampled_from(pool), unique=True, max_size=6))),
            draw(st.integers(1, 2)),
            draw(st.integers(1, 3)),
        )
        for _ in range(draw(st.integers(1, 3 if groups == 1 else 2)))
    )
    share = draw(st.integers(1, 90)) if groups > 1 else None
    return Problem(parts, draw(st.none() | st.integers(1, 200)), groups, share)


@settings(max_examples=300, deadline=None)
@given(problems())
def test_the_best_choice_is_found_wherever_there_is_one(problem: Problem) -> None:
    """The score is that of the best of all choices; bounds are kept and no product is chosen twice."""
    expected, found = best(problem), solve(problem)
    assert (found is None) == (expected is None)
    if found and expected:
        assert found.proven
        assert found.score == approx(expected.score)
        assert keeps_to(problem, found.chosen)
        assert are_different_candidates(problem, found.chosen)


@settings(max_examples=100, deadline=None)
@given(problems(groups=2))
def test_everybody_keeps_to_their_share(problem: Problem) -> None:
    expected, found = best(problem), solve(problem)
    assert (found is None) == (expected is None)
    if found and expected:
        assert keeps_to(problem, found.chosen)
        assert found.score == approx(expected.score)


@settings(max_examples=200, deadline=None)
@given(problems())
def test_the_cheapest_choice_costs_least(problem: Problem) -> None:
    totals = [cost(problem, chosen) for chosen in choices(problem)]
    found = cheapest(problem)
    assert (found.total if found else None) == min(totals, default=None)


@settings(max_examples=200, deadline=None)
@given(problems())
def test_as_many_picks_are_filled_as_can_be(problem: Problem) -> None:
    """All of them exactly where there is a choice at all, and what is filled can be filled at once."""
    filled = fillable(problem.parts)
    parts = tuple(Part(p.candidates, n, p.pieces) for p, n in zip(problem.parts, filled, strict=True))
    assert next(choices(Problem(parts)), None) is not None
    possible = next(choices(problem), None) is not None
    assert (filled == tuple(part.picks for part in problem.parts)) == possible


def test_a_large_problem_ends_within_its_limit_and_its_bounds() -> None:
    """Eight picks of four hundred candidates each: bounded work, a feasible and unimprovable answer."""
    chance = random.Random(4)
    parts = tuple(
        Part(tuple(Candidate(f"{n}-{i}", chance.randint(100, 90_000), 10 / (10 + i)) for i in range(400)))
        for n in range(8)
    )
    problem = Problem(parts, 100_000)
    found = solve(problem)
    assert found is not None
    assert found.total <= 100_000
    assert keeps_to(problem, found.chosen)


def test_a_budget_is_used_sensibly() -> None:
    """Of equally fitting products not the cheapest: a gift for 600 is none for 20."""
    pool = tuple(Candidate(str(price), price, 0.5) for price in range(10, 400, 10))
    found = solve(Problem((Part(pool, picks=3),), 600))
    assert found is not None
    assert 360 <= found.total <= 570


def test_brands_are_spread() -> None:
    pool = [Candidate("a", 10, 1.0, "dior"), Candidate("b", 10, 0.9, "dior"), Candidate("c", 10, 0.8, "nars")]
    found = solve(Problem((Part(tuple(pool), picks=2),)))
    assert found is not None
    assert {candidate.brand for candidate in found.chosen[0]} == {"dior", "nars"}


def test_use_of_a_budget_grows_to_a_plateau() -> None:
    uses = [budget_use(total, 100) for total in (0, 30, 60, 80, 95, 100)]
    assert uses == approx([0, 0.5, 1, 1, 1, 0.9])
    assert budget_use(50, None) == 0


def are_different_candidates(problem: Problem, chosen: tuple[tuple[Candidate, ...], ...]) -> bool:
    """Whether every product is a candidate of its part, as many as asked for, and none is there twice."""
    ids = [candidate.id for own in chosen for candidate in own]
    return len(ids) == len(set(ids)) and all(
        len(own) == part.picks * problem.groups and set(own) <= set(part.candidates)
        for part, own in zip(problem.parts, chosen, strict=True)
    )


def test_brands_differ_where_that_is_asked_for() -> None:
    """Better goods of one brand give way to those of others."""
    pool = (Candidate("1", 10, 1.0, "dior"), Candidate("2", 10, 1.0, "dior"), Candidate("3", 10, 0.1, "nars"))
    plain, varied = Problem((Part(pool, picks=2),)), Problem((Part(pool, picks=2),), repeated=VARIED)
    for problem, brands in ((plain, ["dior", "dior"]), (varied, ["dior", "nars"])):
        found = solve(problem)
        assert found is not None
        assert sorted(one.brand for one in found.chosen[0]) == brands
