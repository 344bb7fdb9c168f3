"""States of orders, stock, payment, promises, proofs and deeds: each must be what the records say."""

import re
from collections.abc import Iterator

from floorwalker.grounding.checking.budget import budgets
from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.ideas import found_in, is_backed, is_negated, is_talk
from floorwalker.grounding.checking.states import available, check_state, check_stock, states_by_field, undone
from floorwalker.grounding.checking.values import is_value
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.claims import ClaimKind
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.patterns import lexicon, pattern, words
from floorwalker.grounding.reading import Span
from floorwalker.text import is_denied

_MADE = pattern("trade", "made")
_MADE_AFTER = pattern("trade", "made_after")
_SENT = pattern("trade", "sent")
_WHEN = words("trade", "when")
_SERVED = pattern("trade", "served")
_TOPICS = words("trade", "topics")
"""Ideas that are mentioned in many a sentence that promises nothing."""
_BOUND = words("trade", "bound")
"""Promises that no other words of a clause can vouch for."""
_MENTIONED = words("trade", "mentioned")
"""Those that a sentence may name with and without a denial, and be right both times."""
_NOT = pattern("properties", "not")
_DAYS: list[str] = lexicon("trade")["days"]
_HAPPENS = pattern("trade", "happens")


def services(context: Context) -> Iterator[Verdict]:
    """The verdicts on what a sentence says of orders, stock, promises, proofs, places and deeds."""
    yield from available(context)
    yield from undone(context)
    yield from budgets(context)
    for idea, span in context.services:
        if context.is_settled(span):
            continue
        group = idea.partition(".")[0]
        if verdict := _JUDGES[group](idea, span, context):
            yield verdict


def _pay(idea: str, span: Span, context: Context) -> Verdict | None:
    return found_in(idea, span, context, list(context.things.all)) or (
        None
        if is_talk(context, span)
        else Verdict(
            span, "order_status", False, _of_group("pay", context), "another way of paying is on record"
        )
    )


def _promise(idea: str, span: Span, context: Context) -> Verdict | None:
    things = [*context.things.others, *(t for t in context.things.all if t.key.kind in {"product", "order"})]
    verdict = found_in(idea, span, context, things)
    if verdict is not None:
        return verdict if verdict.supported or idea not in _MENTIONED else None
    if any(idea in thing.services for thing in things):
        return None
    if is_talk(context, span) or idea in _TOPICS or (idea not in _BOUND and is_backed(context, span)):
        return None
    if idea in _WHEN and not _SERVED.search(context.words(context.clause(span))):
        return None
    if idea in {"promise.refund", "promise.returns", "promise.exchange"} and any(
        "state.refunded" in dict(states_by_field(t)) for t in things
    ):
        return None
    return Verdict(span, "policy", False, None, "no text of the shop promises this")


def _proof(idea: str, span: Span, context: Context) -> Verdict | None:
    things = [*context.families(span), *(t for t in context.things.others if t.key.kind != "customer")]
    if verdict := found_in(idea, span, context, things):
        return verdict
    words = context.words(span)
    if is_negated(context, span):
        return None
    if any(words in thing.text for thing in things):
        return Verdict(
            span, "superlative", True, next(f for t in things for text, f in t.texts if words in text)
        )
    if is_talk(context, span) or (
        idea in {"proof.certified", "proof.award", "proof.tested"} and is_backed(context, span)
    ):
        return None
    return Verdict(span, "superlative", False, None, "no record shows this")


def _done(idea: str, span: Span, context: Context) -> Verdict | None:
    fits = {"done.cancelled_it": "state.cancelled", "done.refunded_it": "state.refunded"}.get(idea)
    for thing in context.things.all:
        if thing.key.kind in {"ticket", "action"}:
            return Verdict(span, "action", True, thing.item.facts[0][1])
        if idea in thing.services or (fits and fits in thing.services):
            return Verdict(span, "action", True, thing.services.get(idea) or thing.services[fits or ""])
    return Verdict(span, "action", False, None, "no record shows that this was done")


def _place(idea: str, span: Span, context: Context) -> Verdict | None:
    before = context.text[max(0, span[0] - 44) : span[0]]
    after = context.text[span[1] : span[1] + 12]
    orders = [t for t in context.things.all if t.key.kind == "order"]
    made = _MADE.search(before) or _MADE_AFTER.search(after)
    sent = bool(orders) and _SENT.search(before)
    things = orders if sent and not made else [*context.families(span), *context.things.others]
    fact = next((thing.services[idea] for thing in things if idea in thing.services), None)
    kind: ClaimKind = "order_status" if sent and not made else "origin"
    if fact:
        return Verdict(span, kind, not _is_denied(context, span), fact)
    if not (made or sent or is_value(context, span) or _attributive(context, span)) or is_talk(context, span):
        return None
    other = next((f for t in things for known, f in t.services.items() if known.startswith("place.")), None)
    return Verdict(
        span,
        kind,
        _is_denied(context, span) and other is not None,
        other,
        "another place is on record" if other else "not on record",
    )


def _is_denied(context: Context, span: Span) -> bool:
    before = context.text[max(0, span[0] - 18) : span[0]]
    return is_denied(context.text, span) or _NOT.search(before) is not None


def _attributive(context: Context, span: Span) -> bool:
    """Whether a place stands before a word of the goods: Italian leather, 日本陶瓷."""
    following = re.match(r"(?:的|\s|-)?\s?([a-z]+|[\u4e00-\u9fff]{2})", context.text[span[1] :])
    if following is None:
        return False
    place = (span[1] + following.start(1), span[1] + following.end(1))
    if any(start <= place[0] < end for _idea, (start, end) in context.ideas):
        return True
    return any(following[1] in thing.name_words for thing in context.families(span))


def _of_group(group: str, context: Context) -> Fact | None:
    return next(
        (
            fact
            for thing in context.things.all
            for known, fact in thing.services.items()
            if known.startswith(f"{group}.")
        ),
        None,
    )


def _day(idea: str, span: Span, context: Context) -> Verdict | None:
    """A day on which something is done, sent or open: one that a record names, or that lies in its range."""
    if not _HAPPENS.search(context.words(context.clause(span))) or is_talk(context, span):
        return None
    for thing in context.things.all:
        if idea in thing.services:
            return Verdict(span, "policy", True, thing.services[idea])
        named = [_DAYS.index(known) for known in thing.services if known in _DAYS]
        if idea in _DAYS and len(named) > 1 and min(named) <= _DAYS.index(idea) <= max(named):
            return Verdict(span, "policy", True, thing.services[_DAYS[min(named)]])
        if idea in _DAYS and (
            "promise.every_day" in thing.services
            or (idea not in _DAYS[5:] and "promise.weekdays" in thing.services)
        ):
            return Verdict(span, "policy", True, thing.texts[0][1])
    if idea in _DAYS and any(code.kind == "date" for thing in context.things.all for code, _ in thing.codes):
        return None  # the weekday of a date
    return Verdict(span, "policy", False, None, "no record names this day")


_JUDGES = {
    "day": _day,
    "state": check_state,
    "stock": check_stock,
    "pay": _pay,
    "promise": _promise,
    "proof": _proof,
    "done": _done,
    "place": _place,
}
