"""What stating the prices of a product in a list does: what stays, is replaced, or comes too late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from floorwalker.catalog.pricing.models import ListPrice

_EVER = datetime.max.replace(tzinfo=UTC)
_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tally:
    """What stating prices or promotions did.

    ``superseded`` were older than what is stored, or followed by another for the same period in the same
    statement. ``restated`` are those of the unchanged that are younger now.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    superseded: int = 0
    removed: int = 0
    restated: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.superseded + other.superseded,
            self.removed + other.removed,
            self.restated + other.restated,
        )

    @property
    def touched(self) -> int:
        """How many now differ in more than their age."""
        return self.added + self.changed + self.removed


class Merged(NamedTuple):
    """The prices of a product (or variant) in a list after a statement, by period, and what it did."""

    prices: tuple[ListPrice, ...]
    tally: Tally


def merge_prices(stored: Sequence[ListPrice], stated: Sequence[ListPrice]) -> Merged:
    """State prices of one product (or variant) in one list.

    They replace what was stated earlier, with all its periods. Prices of the same ``stated_at`` belong to one
    statement and add to each other; of two for the same period the later one counts. What is older than a
    stored price has no effect.
    """
    moment = max((price.stated_at for price in (*stored, *stated)), default=_EARLIEST)
    prices = {_period(price): price for price in stored if price.stated_at == moment}
    given = {_period(price): price for price in stated if price.stated_at == moment}
    superseded = len(stated) - len(given)
    if not given:
        return Merged(tuple(stored), Tally(superseded=superseded))
    before = {_period(price): price for price in stored}
    prices |= given
    counts = {"added": 0, "changed": 0, "unchanged": 0, "restated": 0}
    for period, price in given.items():
        old = before.get(period)
        if old is None:
            counts["added"] += 1
        elif (old.price, old.compare_at) != (price.price, price.compare_at):
            counts["changed"] += 1
        else:
            counts["unchanged"] += 1
            counts["restated"] += old.stated_at < moment
    removed = sum(period not in prices for period in before)
    ordered = tuple(prices[period] for period in sorted(prices))
    return Merged(ordered, Tally(superseded=superseded, removed=removed, **counts))


def _period(price: ListPrice) -> tuple[datetime, datetime]:
    return price.valid_from or _EARLIEST, price.valid_to or _EVER
