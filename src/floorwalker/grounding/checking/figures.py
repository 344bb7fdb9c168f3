"""All figures of a sentence, each decided by the rule of what it is an amount of."""

import re
from collections.abc import Iterator

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.counting import check_plain
from floorwalker.grounding.checking.measures import check_measure
from floorwalker.grounding.checking.prices import check_price
from floorwalker.grounding.checking.reductions import check_discount, half_price
from floorwalker.grounding.checking.scores import check_count, check_rating
from floorwalker.grounding.checking.times import check_time
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.checking.worked_out import worked_out
from floorwalker.grounding.patterns import pattern
from floorwalker.grounding.reading import Amount
from floorwalker.grounding.records import COUNTS

_OUT_OF = re.compile(r"(?:out of|of|/|满分)\s?$")
_BETWEEN = pattern("numbers", "between")


def figures(context: Context) -> Iterator[Verdict]:
    """The verdicts on all figures of a sentence."""
    yield from half_price(context)
    if context.amounts:
        context.keep_up()  # what a figure is said of may be gone on with
    for amount in context.amounts:
        if amount.sense != "price" and context.is_settled(amount.span):
            continue  # the figure of a name, which cannot be a wrong comparison of prices
        verdicts = [check_amount(amount, each) for each in context.apart(amount.span)]
        found = [verdict for verdict in verdicts if verdict]
        if any(not verdict.supported for verdict in found) and _is_listed(amount, context):
            again = check_amount(amount, context.at_large())
            found = [again] if again and again.supported else found
        if found:
            yield next((verdict for verdict in found if not verdict.supported), found[0])


def check_amount(amount: Amount, context: Context) -> Verdict | None:
    """Decide one figure; ``None`` where it states nothing that a record could contradict."""
    if (
        amount.sense != "price"
        and _OUT_OF.search(context.text[: amount.span[0]])
        and amount.value in {5, 10, 100}
    ):
        return None
    if amount.denied:
        return _check_denied(amount, context)
    if amount.unit == "size":
        return check_plain(amount._replace(unit=""), context)
    match amount.sense:
        case "price":
            verdict = check_price(amount, context)
            if (
                verdict
                and not verdict.supported
                and not amount.currency
                and worked_out(amount, context, context.families(amount.span))
            ):
                return None
            return verdict
        case "discount":
            return check_discount(amount, context)
        case "rating":
            return check_rating(amount, context)
        case "reviews":
            return check_count(amount, context, "rating", ("reviews",))
        case "popularity":
            return check_count(amount, context, "popularity", COUNTS)
        case "stock":
            return check_count(amount, context, "stock", ("stock", "quantity"))
        case "measure":
            return check_measure(amount, context)
        case "time":
            return check_time(amount, context)
        case _:
            return check_plain(amount, context)


def _check_denied(amount: Amount, context: Context) -> Verdict | None:
    """A figure that is said not to be so is wrong where it is; else it states nothing."""
    verdict = check_amount(amount._replace(denied=False), context)
    if verdict is None or not verdict.supported or verdict.derivation not in {"", "as stated"}:
        return None
    return verdict._replace(supported=False, derivation="the record says so, and it is denied")


def _is_listed(amount: Amount, context: Context) -> bool:
    """Whether a figure stands in a row of figures: 4.7、4.8和4.5, each of other goods."""
    amounts = context.amounts
    place = amounts.index(amount)
    neighbours = [*amounts[max(0, place - 1) : place], *amounts[place + 1 : place + 2]]
    return any(
        _BETWEEN.fullmatch(
            context.text[min(amount.span[1], other.span[1]) : max(amount.span[0], other.span[0])]
        )
        for other in neighbours
    )
