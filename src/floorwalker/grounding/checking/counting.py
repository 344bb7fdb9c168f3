"""Plain numbers: what records count, what can be counted in them, and what states nothing."""

import re
from decimal import Decimal

from floorwalker.grounding.checking.arithmetic import agrees
from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.elsewhere import aside
from floorwalker.grounding.checking.prices import check_price
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.checking.worked_out import worked_out
from floorwalker.grounding.claims import ClaimKind
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known import Thing
from floorwalker.grounding.patterns import pattern
from floorwalker.grounding.reading import Amount
from floorwalker.grounding.records import COUNTS

_WORDED = re.compile(r"[零一二两三四五六七八九十百千万半双俩仨单]|[a-z]")
_HYPOTHETICAL = pattern("numbers", "hypothetical")
_IDIOM = pattern("numbers", "idiom")
_TALK = pattern("numbers", "talk")
_HYPOTHETICAL_AFTER = pattern("numbers", "hypothetical_after")
_HOW_MANY = pattern("numbers", "how_many")
_OF_A_LIST = pattern("numbers", "of_a_list")
_LISTED = pattern("numbers", "listed")


def check_plain(amount: Amount, context: Context) -> Verdict | None:
    """Decide a number that no word around it explains; ``None`` where it states nothing."""
    if amount.value in {0, 1} or _is_idiom(amount, context):
        return None
    if context.words(amount.span) in context.things.telling:
        return None  # a name: the 39 of 39码
    kind: ClaimKind = "quantity"
    family = context.families(amount.span)
    for thing in family:
        for found, fact in thing.amounts:
            if found.unit not in {"money"} and agrees(amount.value, found.value, amount.hedge, amount.high):
                return Verdict(amount.span, kind, True, fact)
        for number in thing.numbers("stock", "quantity", "text", *COUNTS, "rating"):
            if agrees(amount.value, number.value, amount.hedge, amount.high):
                return Verdict(amount.span, kind, True, number.fact)
        if _in_codes(context.words(amount.span), thing):
            return Verdict(amount.span, kind, True, thing.texts[0][1])
    if any(thing.texts and _in_codes(context.words(amount.span), thing) for thing in context.things.others):
        return None
    if counted := _counted(amount, context) or aside(amount, context):
        return Verdict(amount.span, kind, True, counted, "counted")
    if found_how := worked_out(amount, context, family):
        return Verdict(amount.span, kind, True, *found_how)
    if amount.unit in {"", "money"} and (priced := check_price(amount, context)) and priced.supported:
        return priced
    if _says_nothing(amount, context):
        return None
    return Verdict(amount.span, kind, False, None, "no record states this figure")


def _in_codes(words: str, thing: Thing) -> bool:
    digits = "".join(filter(str.isdigit, words))
    return bool(digits) and bool(thing.texts) and digits in thing.digits


def _says_nothing(amount: Amount, context: Context) -> bool:
    """Counts of what a customer might buy, small numbers in words, and figures of the customer's own."""
    start, end = amount.span
    text = context.text
    if amount.value != amount.value.to_integral_value():
        return False
    if _HYPOTHETICAL.search(text[max(0, start - 14) : start]) or _HYPOTHETICAL_AFTER.match(
        text[end : end + 10]
    ):
        return True
    computed = any(thing.key.kind == "computed" for thing in context.things.others)
    if _TALK.search(text[max(0, start - 24) : end + 10]) or (not computed and _HOW_MANY.search(text[:start])):
        return True
    return (
        amount.unit == ""
        and amount.sense == "plain"
        and bool(_WORDED.match(text[start:end]))
        and amount.value < 4
    )


def _is_idiom(amount: Amount, context: Context) -> bool:
    start, end = amount.span
    return any(found.start() < end and start < found.end() for found in context.found(_IDIOM))


def _counted(amount: Amount, context: Context) -> Fact | None:
    """Things of the evidence that were counted: goods, forms of a product, values of an option."""
    groups = list(context.things.counts)
    if _OF_A_LIST.search(context.text[amount.span[0] : amount.span[1] + 14]):
        for thing in context.families(amount.span):
            groups += [(len(_LISTED.split(text)), fact) for text, fact in thing.texts if len(text) < 120]
    return next((fact for count, fact in groups if agrees(amount.value, Decimal(count), amount.hedge)), None)
