"""Ratings, and counts of reviews, sales, likes and stock."""

import re
from decimal import Decimal

from floorwalker.grounding.checking.arithmetic import agrees, rounds_to
from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.counting import check_plain
from floorwalker.grounding.checking.elsewhere import aside, in_texts
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.checking.worked_out import worked_out
from floorwalker.grounding.claims import ClaimKind
from floorwalker.grounding.known import Stated
from floorwalker.grounding.patterns import pattern
from floorwalker.grounding.reading import Amount
from floorwalker.grounding.records import Role

_TOTAL = pattern("numbers", "total")
_SPOKEN = re.compile(r"[一二两三四五六七八九十百千万亿]+[条个位件人支]?")
_LEAST_SPOKEN = 1000


def check_rating(amount: Amount, context: Context) -> Verdict:
    """Decide a rating."""
    family = context.families(amount.span)
    stated = [one for thing in family for one in thing.numbers("rating")]
    for one in stated:
        if agrees(amount.value, one.value, amount.hedge, amount.high) or (
            amount.hedge in {"", "about", "nearly"} and rounds_to(amount.value, one.value)
        ):
            return Verdict(amount.span, "rating", True, one.fact, "rounded to the digits shown")
    if found_how := worked_out(amount, context, family):
        return Verdict(amount.span, "comparison", True, *found_how)
    if not stated and (fact := in_texts(amount, family, {"star", "", "piece"})):
        return Verdict(amount.span, "rating", True, fact)
    if found := aside(amount, context):
        return Verdict(amount.span, "rating", True, found)
    certain = len(stated) == 1 and not amount.hedge
    return Verdict(
        amount.span, "rating", False, stated[0].fact if stated else None, _on_record(stated), certain
    )


def check_count(amount: Amount, context: Context, kind: ClaimKind, roles: tuple[Role, ...]) -> Verdict | None:
    """Decide a count of people, purchases or pieces in stock by the fields of some roles."""
    family = context.families(amount.span)
    stated = [one for thing in family for one in thing.numbers(*roles)]
    own = list(stated)
    if kind == "stock":
        stated += _summed(context, amount)
    for one in stated:
        if agrees(amount.value, one.value, amount.hedge, amount.high) or _per_unit(
            amount, one.value, context.words(amount.span)
        ):
            return Verdict(amount.span, kind, True, one.fact, "as stated")
    if kind == "stock" and not own:
        return check_plain(amount, context)
    if (fact := in_texts(amount, family, {"", "piece"})) or (fact := aside(amount, context)):
        return Verdict(amount.span, kind, True, fact)
    if found_how := worked_out(amount, context, family):
        return Verdict(amount.span, "comparison", True, *found_how)
    if not own and amount.unit in {"", "piece"} and amount.value <= 4:
        return check_plain(amount, context)
    certain = len(own) == 1 and not amount.hedge
    return Verdict(amount.span, kind, False, own[0].fact if own else None, _on_record(own), certain)


def _per_unit(amount: Amount, true: Decimal, words: str) -> bool:
    """A spoken figure such as 两千四 of 2,408: the true one rounded to the digits said."""
    if amount.hedge or not _SPOKEN.fullmatch(words) or amount.value < _LEAST_SPOKEN:
        return False
    said = amount.value.normalize()
    step = Decimal(1).scaleb(said.adjusted() - len(said.as_tuple().digits) + 1)
    return abs(true - amount.value) * 2 <= step and abs(true - amount.value) <= true / 50


def _summed(context: Context, amount: Amount) -> list[Stated]:
    total = _TOTAL.search(context.words(context.clause(amount.span)))
    goods = context.things.goods if total else context.goods(amount.span)
    stocks = [one for good in goods for one in good.numbers("stock")]
    whole = sum((one.value for one in stocks), Decimal(0))
    return [Stated(whole, stocks[0].fact)] if len(stocks) > 1 else []


def _on_record(stated: list[Stated]) -> str:
    return f"on record: {stated[0].value}" if stated else "not on record"
