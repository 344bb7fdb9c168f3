"""Reductions: percentages and tenths (折) off a price, and half price."""

from collections.abc import Iterator
from decimal import Decimal

from floorwalker.grounding.checking.arithmetic import agrees, rounds_to
from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.elsewhere import everything_for
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.patterns import pattern
from floorwalker.grounding.reading import Amount, Hedge

_SHARES = {
    "half": Decimal(50),
    "third": Decimal(100) / 3,
    "quarter": Decimal(25),
    "two thirds": Decimal(200) / 3,
}
_HALF = pattern("numbers", "half")
_MORE = pattern("numbers", "more")
_ABOUT = pattern("numbers", "about")


def half_price(context: Context) -> Iterator[Verdict]:
    """Half price, of each of the goods that it is said of."""
    for match in context.found(_HALF):
        before = context.text[: match.start()]
        hedge: Hedge = "over" if _MORE.search(before) else "about" if _ABOUT.search(before) else ""
        share = _SHARES[match["share"] or match["part"] or "half"]
        half = Amount(share.quantize(Decimal(1)), "percent", match.span(), "discount", hedge)
        verdicts = [check_discount(half, each) for each in context.apart(match.span())]
        yield next((verdict for verdict in verdicts if not verdict.supported), verdicts[0])


def check_discount(amount: Amount, context: Context) -> Verdict:
    """Decide a reduction: of a price against its list price, or one that a text states."""
    stated = amount.value * 10 if amount.unit == "zhe" else 100 - amount.value
    for good in context.goods(amount.span):
        family = context.things.family(good)
        for now in good.numbers("price") or [s for t in family for s in t.numbers("price")]:
            for was in [s for thing in family for s in thing.numbers("list_price")]:
                if (
                    was.currency == now.currency
                    and was.value > 0
                    and _is_share(amount, stated, now.value * 100 / was.value)
                ):
                    return Verdict(amount.span, "discount", True, now.fact, f"{now.value} / {was.value}")
    for thing in everything_for(amount, context):
        for found, fact in thing.amounts:
            if found.unit not in {"zhe", "percent"}:
                continue
            true = found.value * 10 if found.unit == "zhe" else 100 - found.value
            if true == stated or (
                found.unit == "percent" and amount.unit == "percent" and found.value == amount.value
            ):
                return Verdict(amount.span, "discount", True, fact, "as the text says")
        for number in thing.numbers("text", "total"):
            if number.value in {amount.value, 100 - stated, stated}:
                return Verdict(amount.span, "discount", True, number.fact, "as stated")
    return Verdict(amount.span, "discount", False, None, "no reduction of this size is on record")


def _is_share(amount: Amount, stated: Decimal, true: Decimal) -> bool:
    """Percent to whole numbers; tenths (折) exactly, or to one place where hedged."""
    if amount.unit == "percent":
        return rounds_to(amount.value, 100 - true) or agrees(amount.value, 100 - true, amount.hedge)
    return (
        stated == true
        or (amount.hedge == "about" and rounds_to(amount.value, true / 10))
        or (amount.hedge not in {"", "about"} and agrees(amount.value, true / 10, amount.hedge))
    )
