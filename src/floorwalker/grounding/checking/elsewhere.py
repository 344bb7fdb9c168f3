"""Where else a figure may stand: in the words of a record, and in the records of no goods."""

from collections.abc import Iterable

from floorwalker.grounding.checking.arithmetic import agrees
from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known import Thing
from floorwalker.grounding.reading import Amount
from floorwalker.grounding.records import COUNTS


def in_texts(amount: Amount, family: Iterable[Thing], units: set[str]) -> Fact | None:
    """The fact among whose words a figure stands, with one of some units."""
    for thing in family:
        for found, fact in thing.amounts:
            if found.unit in units and agrees(amount.value, found.value, amount.hedge, amount.high):
                return fact
    return None


def aside(amount: Amount, context: Context) -> Fact | None:
    """A figure of the shop's texts, one that was computed, or one the customer named."""
    for thing in context.things.others:
        for number in thing.numbers("text", "quantity", "total", "stock", "rating", *COUNTS):
            if agrees(amount.value, number.value, amount.hedge, amount.high):
                return number.fact
        for found, fact in thing.amounts:
            ends = [found.value] if found.high is None else [found.value, found.high]
            if any(agrees(amount.value, value, amount.hedge, amount.high) for value in ends):
                return fact
    return None


def everything_for(amount: Amount, context: Context) -> list[Thing]:
    """Whatever a figure may be about: its goods, the records of no goods, and orders."""
    return [
        *context.families(amount.span),
        *context.things.others,
        *(t for t in context.things.all if t.key.kind == "order"),
    ]
