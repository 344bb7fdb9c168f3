"""Figures that no record states and that two of the records' figures make."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from floorwalker.grounding.checking.arithmetic import agrees
from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known import Thing
from floorwalker.grounding.patterns import pattern
from floorwalker.grounding.reading import Amount
from floorwalker.grounding.records import COUNTS, Role

_TOTAL = pattern("numbers", "total")
_APART = pattern("numbers", "apart")
_APIECE = pattern("numbers", "apiece")
_MOST_FIGURES = 40


def worked_out(amount: Amount, context: Context, family: Sequence[Thing]) -> tuple[Fact, str] | None:
    """A figure that two of the records' figures make: a difference, a sum, a product or a share."""
    words = context.words(context.clause(amount.span))
    mine = _figures(amount, family)
    if context.says(_APART, words) and len(context.things.goods) > 1:
        everything = _figures(
            amount, [t for good in context.things.goods for t in context.things.family(good)]
        )
        for one, fact in mine:
            for other, _ in everything:
                if one != other and agrees(amount.value, abs(one - other), amount.hedge):
                    return fact, f"|{one} − {other}|"
    counts = {
        a.value for a in context.amounts if a is not amount and a.unit in {"", "piece"} and 1 < a.value <= 24
    }
    for value, fact in mine:
        if any(amount.value == value * count for count in counts) and amount.unit in {"", "piece"}:
            return fact, f"{value} × n"
    totalled = context.says(_TOTAL, words)
    if totalled:
        sums = [value for value, _ in mine]
        if len(sums) > 1 and agrees(amount.value, sum(sums, Decimal(0)), amount.hedge):
            return mine[0][1], " + ".join(map(str, sums))
    apiece = context.says(_APIECE, words)
    if context.says(_APIECE, context.text) or (totalled and any(t.numbers("quantity") for t in family)):
        plain = _plain_figures(family)
        for value, fact in mine:
            for count in plain:
                if count > 1 and agrees(amount.value, value * count, amount.hedge):
                    return fact, f"{value} × {count}"
                if count > 1 and apiece and agrees(amount.value, value / count, amount.hedge):
                    return fact, f"{value} / {count}"
    return None


def _figures(amount: Amount, things: Iterable[Thing]) -> list[tuple[Decimal, Fact]]:
    units = {"": {"", "piece"}, "piece": {"", "piece"}}.get(amount.unit, {amount.unit})
    found = [(a.value, fact) for thing in things for a, fact in thing.amounts if a.unit in units]
    roles: tuple[Role, ...] = ("text", "quantity", "stock", "rating", *COUNTS)
    found += [(n.value, n.fact) for thing in things for n in thing.numbers(*roles)]
    return list(dict.fromkeys(found))[:_MOST_FIGURES]


def _plain_figures(things: Iterable[Thing]) -> set[Decimal]:
    found = {a.value for thing in things for a, _ in thing.amounts if a.unit in {"", "piece"}}
    found |= {n.value for thing in things for n in thing.numbers("text", "quantity")}
    return set(sorted(found)[:_MOST_FIGURES])
