"""Sums that arithmetic makes of prices: totals, shares, multiples and differences."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from floorwalker.grounding.checking.arithmetic import in_base
from floorwalker.grounding.checking.said_sum import SaidSum
from floorwalker.grounding.checking.shop_sums import of_a_text
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known import Stated
from floorwalker.grounding.patterns import lexicon, pattern
from floorwalker.grounding.reading import Amount

_MOST_SUMMED = 8
_MOST_PIECES = 24
_MOST_PACKED = 500
_UNITS = pattern("prices", "units")
_BASES = {name: (base, Decimal(size)) for name, (base, size) in lexicon("prices")["bases"].items()}
"""The units that prices are reckoned in, each as so many of a base unit (g, ml, mm)."""
_SPOKEN = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_SPOKEN_COUNT = re.compile(rf"\b(?:{'|'.join(_SPOKEN)})\b")
_TWO = re.compile(r"\b(?:both|pair|two)\b|两|俩|一对")
_PAIRS = re.compile(r"\bpairs?\b|一对|两只")
_DOZEN = re.compile(r"\bdozen\b|一打")
_LOWER = pattern("prices", "lower")
_TOTAL_LOOSELY = pattern("prices", "total_loosely")
_HUNDREDS = pattern("prices", "hundreds")
_LOOSELY = pattern("prices", "loosely")
_MEASURED = pattern("prices", "measured")
_DIRECTED = pattern("prices", "directed")


def total(said: SaidSum) -> tuple[Fact, str] | None:
    """What several goods cost together, and how: those named, or some of all."""
    if not (said.total or len(said.context.things.goods) > 1):
        return None
    if not said.total and not said.context.says(_TOTAL_LOOSELY, said.clause):
        return None
    groups: list[list[Stated]] = []
    named = sorted(said.context.subjects.named())
    goods = said.context.things.goods
    if len(named) > 1:
        groups.append([p for place in named for p in said.prices((goods[place],))][:_MOST_SUMMED])
    groups.append([p for thing in goods for p in said.prices((thing,))][:_MOST_SUMMED])
    for prices in groups:
        for size in range(len(prices), 1, -1):
            for chosen in combinations(prices, size):
                if said.agrees(sum([p.value for p in chosen], Decimal(0)), chosen[0].currency):
                    return chosen[0].fact, " + ".join(str(p.value) for p in chosen)
    return None


def each(said: SaidSum) -> tuple[Fact, str] | None:
    """A price by the piece or by the unit of measure."""
    for stated in said.prices(said.subjects):
        for pieces in (*_packs(said), *_hundreds(said)):
            if pieces > 0 and said.agrees_rounded(stated.value / pieces, stated.currency):
                return stated.fact, f"{stated.value} / {pieces}"
    return None


def _hundreds(said: SaidSum) -> Iterator[Decimal]:
    """How many hundreds of grams or millilitres a price is for, where a sentence reckons in hundreds."""
    if _HUNDREDS.search(said.context.text):
        for thing in said.context.families(said.amount.span):
            yield from (a.value / 100 for a, _ in thing.amounts if a.unit in {"g", "ml"})


def _packs(said: SaidSum) -> set[Decimal]:
    """How many pieces or how much a price is for, by the records."""
    families = said.context.families(said.amount.span)
    found = {
        amount.value
        for thing in families
        for amount, _ in thing.amounts
        if amount.unit == "piece" and amount.value > 1
    }
    if _MEASURED.search(said.context.text[said.amount.span[0] : said.amount.span[1] + 10]):
        found |= {
            amount.value for thing in families for amount, _ in thing.amounts if amount.sense == "measure"
        }
    plain = [one.value for thing in families for one in thing.numbers("quantity", "text")]
    plain += [amount.value for thing in families for amount, _ in thing.amounts if not amount.unit]
    found |= {value for value in plain if 1 < value <= _MOST_PACKED}
    found |= {Decimal(2) for thing in families if _PAIRS.search(thing.text)}
    found |= {Decimal(12) for thing in families if _DOZEN.search(thing.text)}
    shares = (_in_units(amount, said.context.text) for thing in families for amount, _ in thing.amounts)
    return found | {share for share in shares if share}


def _in_units(amount: Amount, text: str) -> Decimal | None:
    """How many of the unit that a sentence reckons in a measure holds: 2.5 kg are five 斤."""
    unit = _UNITS.search(text)
    if unit is None or unit["unit"] not in _BASES:
        return None
    base, size = _BASES[unit["unit"]]
    value = in_base(amount, base)
    return None if value is None else value / size / (100 if unit["hundred"] else 1)


def multiple(said: SaidSum) -> tuple[Fact, str] | None:
    """The price of several pieces, whose number stands near the sum."""
    counts = {a.value for a in said.neighbours() if a.unit in {"", "piece"} and 1 < a.value <= _MOST_PIECES}
    counts |= {Decimal(_SPOKEN[found]) for found in _SPOKEN_COUNT.findall(said.context.text)}
    if _TWO.search(said.context.text):
        counts.add(Decimal(2))
    if _DOZEN.search(said.context.text):
        counts.add(Decimal(12))
    for stated in said.prices(said.subjects):
        for count in sorted(counts):
            if count == count.to_integral_value() and said.agrees(stated.value * count, stated.currency):
                return stated.fact, f"{count} × {stated.value}"
    return None


def difference(said: SaidSum) -> tuple[Fact, str] | None:
    """What lies between two prices, in the direction that is said, or between a price and what it was."""
    lower = bool(_LOWER.search(said.before + said.after))
    own = list(said.prices(said.subjects))
    lists = list(said.stated(said.context.families(said.amount.span), "list_price"))
    for now in own:
        for was in lists:
            if was.currency == now.currency and said.agrees(was.value - now.value, now.currency):
                return now.fact, f"{was.value} − {now.value}"
    everything = list(said.prices(said.context.things.goods))
    single = said.context.subjects.group(said.amount.span)
    directed = single is not None and len(single) == 1 and _DIRECTED.search(said.before + said.after)
    for mine in own:
        for other in everything:
            gap = other.value - mine.value
            if mine.currency != other.currency or not said.agrees(abs(gap), mine.currency):
                continue
            if directed and gap and (gap > 0) != lower:
                continue
            return mine.fact, f"|{mine.value} − {other.value}|"
    return of_a_text(said)


def difference_loosely(said: SaidSum) -> tuple[Fact, str] | None:
    """As :func:`difference`, where the clause only hints at one."""
    return difference(said) if said.context.says(_LOOSELY, said.clause) else None
