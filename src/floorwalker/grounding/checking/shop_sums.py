"""Sums that texts of the shop state or alter: thresholds, fees, reductions, and what was computed before."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from floorwalker.grounding.checking.said_sum import SaidSum
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known import Thing
from floorwalker.grounding.patterns import pattern

_MOST_SUMMED = 8
_MOST_PIECES = 24
_OTHER_SUM = pattern("prices", "other_sum")
_REDUCTION = pattern("prices", "reduction")
_LEFT = pattern("prices", "left")
_ADDED = pattern("prices", "added")


def less_paid(said: SaidSum) -> tuple[Fact, str] | None:
    """What is left of an order's total after a refund, or of prices after a reduction that a text states."""
    totals = list(said.stated(said.orders(), "total", "price"))
    for one in totals:
        for other in totals:
            if (
                said.context.says(_LEFT, said.context.text)
                and one.value > other.value
                and said.agrees(one.value - other.value, one.currency)
            ):
                return one.fact, f"{one.value} − {other.value}"
    reductions = list(_reductions(said))
    for base, fact, currency in _bases(said) if reductions else ():
        for floor, off in reductions:
            if base >= floor and any(
                said.agrees(base - off * n, currency) for n in (1, base // floor if floor else 1)
            ):
                return fact, f"{base} − {off}"
    return None


def _bases(said: SaidSum) -> Iterator[tuple[Decimal, Fact, str]]:
    """What may be bought together: goods, several of one, and all that are named."""
    counts = {Decimal(1), *(a.value for a in said.neighbours() if 1 < a.value <= _MOST_PIECES)}
    prices = [*said.prices(said.subjects), *said.prices(said.context.things.goods)][:_MOST_SUMMED]
    yield from ((one.value * count, one.fact, one.currency) for one in prices for count in counts)
    goods = list(said.prices(said.context.things.goods))[:_MOST_SUMMED]
    for size in range(2, len(goods) + 1):
        for chosen in combinations(goods, size):
            yield sum((one.value for one in chosen), Decimal(0)), chosen[0].fact, chosen[0].currency


def _reductions(said: SaidSum) -> Iterator[tuple[Decimal, Decimal]]:
    """What the shop takes off, and from which sum on: 满300减50, "$10 off orders over $60", 两件减20."""
    for thing in said.context.things.others:
        for match in _REDUCTION.finditer(thing.text):
            floor = next((match[name] for name in ("floor1", "floor2") if match[name]), "0")
            off = next(match[name] for name in ("off1", "off2", "off3") if match[name])
            yield Decimal(floor), Decimal(off)


def with_fees(said: SaidSum) -> tuple[Fact, str] | None:
    """A price, or several, with fees that a text of the shop states; what is missing to a threshold."""
    fees = _told(said)
    prices = [*said.prices(said.subjects), *said.prices(said.context.things.goods)][:_MOST_SUMMED]
    for one in prices:
        for size in (1, 2) if said.total else ():
            for chosen in combinations(fees[:_MOST_SUMMED], size):
                if said.agrees(one.value + sum(value for value, _ in chosen), one.currency):
                    return one.fact, f"{one.value} + {' + '.join(str(value) for value, _ in chosen)}"
        for value, fact in fees if said.difference else ():
            if said.agrees(value - one.value, one.currency):
                return fact, f"{value} − {one.value}"
    return None


def _told(said: SaidSum) -> list[tuple[Decimal, Fact]]:
    """The sums that texts of the shop state."""
    shop = [thing for thing in said.context.things.others if thing.key.kind not in {"customer", "computed"}]
    found = [(a.value, fact) for thing in shop for a, fact in thing.amounts if a.unit in {"money", ""}]
    found += [
        (n.value, n.fact) for thing in shop for n in thing.numbers("price", "total", "list_price", "text")
    ]
    return list(dict.fromkeys(found))


def reduced(said: SaidSum) -> tuple[Fact, str] | None:
    """A price after a reduction in percent or in tenths that a text of the shop states."""
    for thing in [*said.context.things.others, *said.context.families(said.amount.span)]:
        for amount, _fact in thing.amounts:
            if amount.unit not in {"zhe", "percent"} or amount.value >= 100:
                continue
            share = amount.value / 10 if amount.unit == "zhe" else 1 - amount.value / 100
            for one in [
                *said.prices(said.subjects),
                *said.stated(said.context.families(said.amount.span), "list_price"),
            ]:
                if said.agrees(one.value * share, one.currency) or said.agrees_rounded(
                    one.value * share, one.currency
                ):
                    return one.fact, f"{one.value} × {share}"
    return None


def of_a_text(said: SaidSum) -> tuple[Fact, str] | None:
    """A sum that a text of the evidence states: a threshold, a fee, a price told in a title."""
    priced = any(True for _ in said.prices(said.subjects))
    family = said.context.families(said.amount.span)
    told = said.context.says(_OTHER_SUM, said.context.text) or said.context.says(_ADDED, said.clause)
    sources: list[Thing] = [*said.context.things.others] if told or not priced else []
    sources += family if not priced or said.difference or said.context.says(_OTHER_SUM, said.clause) else []
    for thing in sources:
        if thing.key.kind in {"customer", "computed"}:
            continue
        for amount, fact in thing.amounts:
            same = amount.value == said.amount.value and said.same_currency(amount.currency or "")
            if amount.unit in {"money", ""} and (same or said.agrees(amount.value, amount.currency or "")):
                return fact, "as the text says"
        for stated in thing.numbers("price", "total", "list_price", "text"):
            if said.agrees(stated.value, stated.currency):
                return stated.fact, "as stated"
    return None


def computed(said: SaidSum) -> tuple[Fact, str] | None:
    """A sum that code worked out for the answer, or one the customer named; a price tag is neither."""
    if said.is_tag() and any(True for _ in said.prices(said.subjects)):
        return None
    for thing in said.context.things.others:
        mine = thing.key.kind == "computed" and not thing.key.id.startswith("need.")
        if not mine and (said.named or thing.key.kind not in {"computed", "customer"}):
            continue
        for stated in thing.numbers("price", "total", "list_price", "text", "quantity"):
            if said.agrees(stated.value, stated.currency):
                return stated.fact, stated.fact.derivation
        for amount, fact in thing.amounts:
            ends = (amount.value, amount.high) if amount.high is not None else (amount.value,)
            if any(said.agrees(value, amount.currency or "") for value in ends):
                return fact, fact.derivation
    return None
