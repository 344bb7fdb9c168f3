"""Weights, lengths, volumes and shares, as records state them or in another unit."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from floorwalker.grounding.checking.arithmetic import agrees, same_dimension, same_measure
from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.prices import check_price
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.checking.worked_out import worked_out
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known import Thing
from floorwalker.grounding.patterns import pattern, words
from floorwalker.grounding.reading import Amount

_TOTAL = pattern("numbers", "total")
_PACK = re.compile(r"\s?[*x×]\s?(\d{1,3})")
_UNITS_IN_NAMES = words("numbers", "units_in_names")


def check_measure(amount: Amount, context: Context) -> Verdict:
    """Decide a measure or a percentage that is no reduction."""
    family = context.families(amount.span)
    for thing in family:
        for found, fact in thing.amounts:
            if (
                found.sense in {"measure", "plain", "discount", "count"}
                and found.unit
                and same_measure(amount, found.value, found.unit, found.hedge)
            ):
                return Verdict(amount.span, "measure", True, fact, converted(amount, found))
            if found.high is not None and found.unit and same_measure(amount, found.high, found.unit):
                return Verdict(amount.span, "measure", True, fact, "the end of a range")
        for number in thing.numbers("text", "quantity"):
            if agrees(amount.value, number.value, amount.hedge) and _may_have_unit(number.fact, amount.unit):
                return Verdict(amount.span, "measure", True, number.fact, "as stated")
    totalled = bool(_TOTAL.search(context.words(context.clause(amount.span))))
    if amount.unit != "percent" and (found_total := _total_measure(amount, family, totalled=totalled)):
        return Verdict(amount.span, "measure", True, *found_total)
    if found_how := worked_out(amount, context, family):
        return Verdict(amount.span, "measure", True, *found_how)
    if told := _of_others(amount, context) or _bare_in_texts(amount, family):
        return Verdict(amount.span, "measure", True, told)
    if (
        amount.unit == "lb"
        and (sterling := check_price(amount._replace(unit="money", currency="GBP"), context))
        and sterling.supported
    ):
        return sterling
    true = next(
        ((a, f) for t in family for a, f in t.amounts if a.unit and same_dimension(a.unit, amount.unit)), None
    )
    return Verdict(
        amount.span,
        "measure",
        False,
        true[1] if true else None,
        f"{true[0].value} {true[0].unit}" if true else "not on record",
    )


def converted(amount: Amount, found: Amount) -> str:
    """How a stated measure follows from a recorded one: empty where the units are the same."""
    return "" if amount.unit == found.unit else f"{found.value} {found.unit}"


def _of_others(amount: Amount, context: Context) -> Fact | None:
    """The same measure in a record of no goods."""
    return next(
        (
            fact
            for thing in context.things.others
            for found, fact in thing.amounts
            if found.unit and same_measure(amount, found.value, found.unit)
        ),
        None,
    )


def _bare_in_texts(amount: Amount, family: Iterable[Thing]) -> Fact | None:
    """The same figure whose unit stands in the field's name: ``thickness``, ``screen size``."""
    for thing in family:
        for found, fact in thing.amounts:
            if (
                not found.unit
                and found.value == amount.value
                and not amount.hedge
                and len(str(fact.value)) < 12
            ):
                return fact
    return None


def _may_have_unit(fact: Fact, unit: str) -> bool:
    tokens = re.split(r"[_\W]+", fact.source.field.lower())
    named = _UNITS_IN_NAMES & set(tokens)
    return not named or unit in named


def _total_measure(amount: Amount, family: Sequence[Thing], *, totalled: bool) -> tuple[Fact, str] | None:
    """Several measures of one record together: 80 g × 3 + 120 g × 2, 100 g and 50 g."""
    for thing in family:
        for text, fact in thing.texts:
            mine = [(a, f) for a, f in thing.amounts if f is fact]
            sizes = [a for a, _ in mine if a.unit and same_dimension(a.unit, amount.unit)]
            if not sizes:
                continue
            counts = [a.value for a, _ in mine if a.unit in {"piece", ""} and 1 < a.value <= 100]
            sums = _packs(text, sizes)
            if totalled:
                sums |= {sum((a.value for a in sizes), Decimal(0)): " + ".join(str(a.value) for a in sizes)}
                sums |= {a.value * n: f"{a.value} × {n}" for a in sizes for n in counts}
            for value, how in sums.items():
                if same_measure(amount, value, sizes[0].unit):
                    return fact, how
    return None


def _packs(text: str, sizes: list[Amount]) -> dict[Decimal, str]:
    total, how = Decimal(0), []
    for size in sizes:
        times = _PACK.match(text, size.span[1])
        count = Decimal(times[1]) if times else Decimal(1)
        total += size.value * count
        how.append(f"{size.value} × {count}")
    return {total: " + ".join(how)}
