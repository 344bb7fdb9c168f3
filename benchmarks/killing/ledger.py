"""What must be stored: all that was acknowledged, and beside it what was begun and may have happened."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Row(NamedTuple):
    """A product on the shelf: what only feeds say of it, its price in minor units, its stock."""

    said: str
    price: int
    stock: int


State = Row | None
"""``None`` stands for a product that is not on the shelf."""

Statement = tuple[int, int]
"""A price in minor units and a stock that are stated outside the feeds."""


class Ledger:
    """The states in which each product may be found.

    An acknowledged change leaves one state; one that was begun adds a state, until somebody looks. A feed
    that was begun may be finished later, so the states that it leads to are kept beside: they are all that is
    left once it is acknowledged. What is stated while a feed is at hand outlives it, as in the catalogue.
    """

    def __init__(self) -> None:
        self._now: dict[str, set[State]] = {}
        self._then: dict[str, set[State]] = {}

    def feed_begun(self, rows: Mapping[str, Row]) -> None:
        """A feed that lists these products, and no others, is at hand; one before it is given up."""
        self._then = {id_: {rows.get(id_)} for id_ in {*self._now, *rows}}
        for id_, states in self._then.items():
            self._now[id_] = self._now.get(id_, {None}) | states

    def feed_acknowledged(self) -> None:
        """The feed at hand has been imported."""
        self._now |= self._then
        self._then = {}

    def stating(self, statements: Mapping[str, Statement]) -> None:
        """Prices and stock are being stated."""
        for states in (self._now, self._then):
            for id_, statement in statements.items():
                states[id_] = states.get(id_, set()) | _stated(states.get(id_, ()), statement)

    def stated(self, statements: Mapping[str, Statement]) -> None:
        """Prices and stock have been stated."""
        for states in (self._now, self._then):
            for id_, statement in statements.items():
                if id_ in states:
                    states[id_] = _stated(states[id_], statement)

    def lost(self, stored: Mapping[str, Row]) -> list[str]:
        """What is not stored as it must be, in words; from now on what is stored counts.

        To be asked when nothing is under way.
        """
        wrong = [
            f"{id_}: {stored.get(id_)} is stored, of {self._now.get(id_, {None})}"
            for id_ in {*self._now, *stored}
            if stored.get(id_) not in self._now.get(id_, {None})
        ]
        self._now = {id_: {stored.get(id_)} | self._then.get(id_, set()) for id_ in {*self._now, *stored}}
        return wrong

    def on_shelf(self) -> list[str]:
        """The products that are on the shelf whatever happens to the feed at hand."""
        return sorted(id_ for id_, states in self._now.items() if None not in states)


def _stated(states: Iterable[State], statement: Statement) -> set[State]:
    price, stock = statement
    return {row and row._replace(price=price, stock=stock) for row in states}
