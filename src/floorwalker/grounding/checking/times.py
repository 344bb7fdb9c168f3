"""Durations: those that records state, and the time between two of their dates."""

import re
from datetime import date

from floorwalker.grounding.checking.arithmetic import same_measure
from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.elsewhere import everything_for
from floorwalker.grounding.checking.measures import converted
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.checking.worked_out import worked_out
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.patterns import pattern
from floorwalker.grounding.reading import Amount

_TALK = pattern("numbers", "talk")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_LOOSE_TIME = pattern("numbers", "loose_time")


def check_time(amount: Amount, context: Context) -> Verdict | None:
    """Decide a duration; ``None`` where it is a manner of speaking."""
    everything = everything_for(amount, context)
    if fact := _between_dates(amount, context):
        return Verdict(amount.span, "date", True, fact, "the time between two dates")
    if amount.unit in {"hour", "minute", "week", "month"} and (
        found_how := worked_out(amount, context, context.families(amount.span))
    ):
        return Verdict(amount.span, "measure", True, *found_how)
    for thing in everything:
        for found, fact in thing.amounts:
            values = [found.value] if found.high is None else [found.value, found.high]
            if (
                found.sense in {"time", "measure"}
                and found.unit
                and any(same_measure(amount, v, found.unit) for v in values)
            ):
                return Verdict(amount.span, "policy", True, fact, converted(amount, found))
        for number in thing.numbers("text", "quantity"):
            if number.value == amount.value:
                return Verdict(amount.span, "measure", True, number.fact)
    first, last = context.clause(amount.span)
    words = context.text[max(first, amount.span[0] - 14) : min(last, amount.span[1] + 14)]
    promised = any(
        first <= span[0] < last for idea, span in context.services if not idea.startswith("place.")
    )
    if not promised and (amount.value == 1 or _TALK.search(words) or _LOOSE_TIME.search(words)):
        return None
    return Verdict(
        amount.span, "policy" if promised else "measure", False, None, "no record states this time"
    )


def _between_dates(amount: Amount, context: Context) -> Fact | None:
    """Two dates of the records that lie as far apart as is said: 27 years after 1926, three days."""
    dates = [
        (code.key, fact) for thing in context.things.all for code, fact in thing.codes if code.kind == "date"
    ]
    years = [(key[0], fact) for key, fact in dates if isinstance(key, tuple) and key[0]]
    years += [
        (int(n), fact)
        for thing in context.things.all
        for text, fact in thing.texts
        for n in _YEAR.findall(text)
    ]
    years += [
        (int(n.value), n.fact)
        for thing in context.things.all
        for n in thing.numbers("text")
        if 1500 < n.value < 2100
    ]
    if amount.unit == "year":
        return next(
            (
                fact
                for one, fact in years
                for two, _ in years
                if one != two and amount.value == abs(one - two)
            ),
            None,
        )
    if amount.unit == "day":
        days = [(date(*key), fact) for key, fact in dates if isinstance(key, tuple) and all(key)]
        return next(
            (
                fact
                for one, fact in days
                for two, _ in days
                if one != two and amount.value == abs((one - two).days)
            ),
            None,
        )
    return None
