"""Pins stand at their places, whatever the list."""

from hypothesis import given
from hypothesis import strategies as st

from floorwalker.search.ruling import place

_PLACES = st.lists(st.integers(1, 20), max_size=6).map(sorted)


@given(st.integers(0, 30), _PLACES, st.integers(0, 25))
def test_nothing_is_lost_or_shown_twice_and_pins_are_where_they_should_be(
    others: int, places: list[int], limit: int
) -> None:
    pins = [(position, 100 + number) for number, position in enumerate(places)]
    placed = place(range(others), pins, limit)
    assert len(placed) == min(limit, others + len(pins))
    assert len(set(placed)) == len(placed)
    assert [one for one in placed if one < 100] == sorted(one for one in placed if one < 100)
    taken = 0
    for position, pin in pins:
        expected = min(max(position, taken + 1), others + len(pins))
        if pin in placed:
            at = placed.index(pin) + 1
            assert at <= expected
            assert at == expected or others < at
            taken = at
