"""Whether what was put together for the customer costs more than they will pay."""

from collections.abc import Iterator

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.ideas import is_talk
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.known import Stated
from floorwalker.grounding.patterns import pattern

_BUDGET = pattern("trade", "budget")
_WITHIN = pattern("trade", "within_budget")
_OVER = pattern("trade", "over_budget")


def budgets(context: Context) -> Iterator[Verdict]:
    """The verdicts on sums that are called within the budget or beyond it, where both were worked out."""
    if not context.says(_BUDGET, context.text):
        return
    for said, within in ((_OVER, False), (_WITHIN, True)):
        for match in said.finditer(context.text):
            total, budget = _computed(context, "total"), _computed(context, "budget")
            if total and budget and not is_talk(context, match.span()):
                right = (total.value <= budget.value) == within
                yield Verdict(match.span(), "price", right, total.fact, f"{total.value} of {budget.value}")


def _computed(context: Context, name: str) -> Stated | None:
    """A sum that code worked out for the answer, by the name of its field."""
    return next(
        (
            stated
            for thing in context.things.others
            if thing.key.kind == "computed" and not thing.key.id.startswith("need.")
            for stated in thing.numbers("total", "price", "text")
            if stated.fact.source.field == name
        ),
        None,
    )
