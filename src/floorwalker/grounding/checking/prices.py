"""Sums of money: what a thing costs or did cost, and whatever else a sum may rightly be."""

import re

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.said_sum import SaidSum
from floorwalker.grounding.checking.shop_sums import computed, less_paid, of_a_text, reduced, with_fees
from floorwalker.grounding.checking.sums import difference, difference_loosely, each, multiple, total
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.claims import ClaimKind
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known import Stated
from floorwalker.grounding.patterns import pattern
from floorwalker.grounding.reading import Amount, Span

_NOW = pattern("prices", "now")
_FLOOR = pattern("prices", "floor")
_BY_PRICE = pattern("prices", "by_price")
_ONE = pattern("prices", "one")


def check_price(amount: Amount, context: Context) -> Verdict | None:
    """Decide a sum of money; ``None`` where it is the customer's own."""
    said = SaidSum(amount, context)
    if found := _support(said):
        return Verdict(amount.span, "price", True, *found)
    if said.is_echo():
        return None
    if not amount.currency and amount.unit != "money" and amount.value < 10:
        return None
    if wrong_way := _named_wrongly(said):
        return Verdict(wrong_way, "comparison", False, *_contradiction(said))
    kind: ClaimKind = "comparison" if said.difference else "price"
    return Verdict(amount.span, kind, False, *_contradiction(said), certain=_is_certain(said))


def _support(said: SaidSum) -> tuple[Fact, str] | None:
    """The fact that holds the sum, and how."""
    for way in (
        difference if said.difference else None,
        _own,
        total,
        each if said.each else None,
        multiple,
        less_paid,
        with_fees,
        reduced,
        _of_another,
        of_a_text,
        computed,
        None if said.difference else difference_loosely,
    ):
        if way and (found := way(said)):
            return found
    return None


def _named_wrongly(said: SaidSum) -> Span | None:
    """Where the goods stand that are called cheaper by a right difference, but are dearer."""
    single = said.context.subjects.group(said.amount.span)
    if not said.difference or single is None or len(single) != 1:
        return None
    own = list(said.prices(said.subjects))
    for other in said.prices(said.context.things.goods):
        if (
            own
            and other.value != own[0].value
            and said.agrees(abs(other.value - own[0].value), other.currency)
        ):
            before = [
                m
                for m in said.context.subjects.mentions
                if m.group == single and m.span[1] <= said.amount.span[0]
            ]
            return before[-1].span if before else None
    return None


def _is_certain(said: SaidSum) -> bool:
    """Whether the sum can only be the price of one thing, so that the right one may be put in its place."""
    plain = not (
        said.difference or said.total or said.each or said.was or said.amount.hedge or said.amount.high
    )
    return plain and len(said.subjects) == 1 and len(list(said.prices(said.subjects))) == 1


def _contradiction(said: SaidSum) -> tuple[Fact | None, str]:
    """The price that the sum should have been."""
    for stated in said.prices(said.subjects):
        return stated.fact, f"{stated.value} {stated.currency}".strip()
    return None, "no record states this sum"


def _own(said: SaidSum) -> tuple[Fact, str] | None:
    if said.difference and not said.total:
        return None
    if said.was:
        wholes = [thing for good in said.subjects for thing in said.context.things.family(good)]
        lists = list(said.stated(wholes, "list_price"))
        if found := said.first(lists):
            return found, "list price"
        if lists and not said.context.says(_NOW, said.before):
            return None
    if said.each and _is_of_one_of_a_pack(said):
        return None
    if found := said.first(said.stated(said.orders(), "total", "price")):
        return found, "as stated"
    prices = list(said.prices(said.subjects))
    if not _agreed(said, prices):
        return None
    found = said.first(prices)
    return (found, "as stated") if found else None


def _agreed(said: SaidSum, prices: list[Stated]) -> bool:
    """A price that forms of one product do not share is none of the product's."""
    goods = said.subjects
    variants = {thing.key.id for thing in goods if thing.key.part.startswith("variants")}
    if len(goods) < 2 or len(variants) != 1 or len({stated.value for stated in prices}) < 2:
        return True
    return said.context.says(_FLOOR, said.clause) or len(said.context.amounts) > 1


def _is_of_one_of_a_pack(said: SaidSum) -> bool:
    """Whether the sum is told for one piece (138元一支) where the record sells several (2支装)."""
    start, end = said.amount.span
    piece = _ONE.search(said.context.text[max(0, start - 4) : end + 6])
    families = said.context.families(said.amount.span)
    packs = [fact for thing in families for a, fact in thing.amounts if a.unit == "piece" and a.value > 1]
    counter = piece and next(filter(None, piece.groups()), None)
    return bool(counter) and any(
        re.search(rf"\d\s?{counter}|[二两三四五六七八九十]{counter}", str(f.value)) for f in packs
    )


def _of_another(said: SaidSum) -> tuple[Fact, str] | None:
    """Goods told by their price: "only the $40 one makes four cups"."""
    if not _BY_PRICE.match(said.context.text[said.amount.span[1] :]):
        return None
    found = said.first(said.prices(said.context.things.goods))
    return (found, "as stated") if found else None
