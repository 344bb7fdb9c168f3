"""The states that orders are in, and whether goods can be had."""

import re
from collections.abc import Iterator

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.ideas import is_negated, is_talk
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known import Thing
from floorwalker.grounding.patterns import lexicon, one_of, pattern, words
from floorwalker.grounding.reading import Span
from floorwalker.text import is_denied

_DENIED = re.compile("[没未]")
_UNDONE = one_of("trade", "undone")
_AVAILABLE = pattern("trade", "available")
_THIS_ORDER = pattern("trade", "this_order")
_CONDITION = pattern("trade", "condition")
_MODAL = re.compile(r"\b(?:available)\s(?:in|as|for|with|from|at|on)\b")
_OF_AN_ORDER = pattern("trade", "of_an_order")
_WEAK_STATES = words("trade", "weak_states")
_PREDICATED = pattern("trade", "predicated")
_BY_FIELD: dict[str, str] = lexicon("trade")["by_field"]
_PLENTY = pattern("trade", "plenty")
_FEW = 5
_QUOTE = re.compile(r"[\"“”「」]")


def check_state(idea: str, span: Span, context: Context) -> Verdict | None:
    """Decide a state of an order; ``None`` where the sentence says it of none."""
    orders = [thing for thing in context.things.all if thing.key.kind == "order"]
    denied = is_negated(context, span)
    own = _states_of(orders)
    if idea in own:
        return Verdict(span, "order_status", not denied, own[idea], "the order's state")
    shop = [thing for thing in context.things.all if thing.key.kind != "order"]
    told = next((thing.services[idea] for thing in shop if idea in thing.services), None)
    if told and (not orders or _is_conditional(context, span)):
        return Verdict(span, "order_status", True, told)
    if denied and orders:
        return Verdict(
            span, "order_status", True, next(iter(own.values()), None), "the order is not in this state"
        )
    if (
        is_talk(context, span)
        or not (orders or _OF_AN_ORDER.search(context.text))
        or (_CONDITION.search(context.words(context.clause(span))) and not own)
    ):
        return None
    if context.words(span) in _WEAK_STATES and not _PREDICATED.search(context.text[: span[0]]):
        return None
    return Verdict(
        span, "order_status", False, next(iter(own.values()), None), "the order is in another state"
    )


def _is_conditional(context: Context, span: Span) -> bool:
    """Whether a state is spoken of in general, and not said of the customer's order."""
    words = context.words(context.clause(span))
    return _CONDITION.search(context.text) is not None and not _THIS_ORDER.search(words)


def available(context: Context) -> Iterator[Verdict]:
    """That goods can be had, said by a bare adjective: "$55 but available"."""
    for match in _AVAILABLE.finditer(context.text) if "available" in context.text else ():
        named = any(first < match.end() and match.start() < last for _, (first, last) in context.services)
        if not named and (verdict := check_stock("stock.in", match.span(), context)):
            yield verdict


def undone(context: Context) -> Iterator[Verdict]:
    """What Chinese says was not done to an order, before a verb: 还没有退款."""
    found = list(context.found(_UNDONE)) if _DENIED.search(context.text) else []
    own = _states_of([thing for thing in context.things.all if thing.key.kind == "order"]) if found else {}
    for match in found:
        state = f"state.{match.lastgroup}"
        if own and not is_talk(context, match.span()):
            first = next(iter(own.values()))
            yield Verdict(
                match.span(), "order_status", state not in own, own.get(state, first), "the order's state"
            )


def _states_of(orders: list[Thing]) -> dict[str, Fact]:
    """The states that orders are in, with the facts that say so."""
    own = {
        known: fact
        for thing in orders
        for known, fact in thing.services.items()
        if known.startswith("state.")
    }
    if refund := next(
        (f for t in reversed(orders) for text, f in reversed(t.texts) if text == "refund"), None
    ):
        own["state.refunded"] = refund
    return own | {state: fact for thing in orders for state, fact in states_by_field(thing)}


def states_by_field(thing: Thing) -> Iterator[tuple[str, Fact]]:
    """States that a field with a value shows: ``delivered_at``, ``refund_amount``."""
    for _, fact in thing.item.facts:
        for word in re.split(r"[_.\W]+", fact.source.field.lower()):
            if word in _BY_FIELD and str(fact.value).lower() not in {"false", "0", "no", "none", "pending"}:
                yield _BY_FIELD[word], fact


def check_stock(idea: str, span: Span, context: Context) -> Verdict | None:
    """Decide whether goods can be had; ``None`` where the sentence does not say so."""
    if idea == "stock.unknown" or _MODAL.search(context.text[span[0] : span[1] + 6]):
        return None
    denied = is_denied(context.text, span) and idea == "stock.in"
    wanted = "out" if denied else idea.partition(".")[2]
    states = [
        (thing, state, fact) for thing in context.goods(span) for state, fact in _states(thing, context)
    ]
    known = [fact for _, _, fact in states]
    if wanted == "out" and _QUOTE.search(context.text):
        return None  # a form that the goods do not come in: "in “xxl” it is not available"
    if (
        wanted == "in"
        and known
        and context.says(_PLENTY, context.words((max(0, span[0] - 8), min(len(context.text), span[1] + 4))))
    ):
        stocks = [one for good in context.goods(span) for one in good.numbers("stock")]
        if stocks and all(one.value < _FEW for one in stocks):
            return Verdict(span, "stock", False, stocks[0].fact, f"on record: {stocks[0].value}")
    if known and (wanted in {"in", "out"}):
        fits = [fact for _, state, fact in states if state == wanted]
        forms: dict[str, list[bool]] = {}
        for thing, state, _ in states:
            forms.setdefault(thing.key.id, []).append(state == wanted)
        right = all(any(form) if wanted == "in" else all(form) for form in forms.values())
        return Verdict(span, "stock", right, fits[0] if fits else known[0], "stock on record")
    for thing in [*context.families(span), *context.things.others]:
        if idea in thing.services:
            return Verdict(span, "stock", True, thing.services[idea])
    if is_talk(context, span) or context.words(span) in {"预定", "预订", "订", "补货中"}:
        return None
    return Verdict(span, "stock", False, known[0] if known else None, "no record states this stock")


def _states(thing: Thing, context: Context) -> Iterator[tuple[str, Fact]]:
    for one in context.things.family(thing):
        numbers = one.numbers("stock")
        words = [fact for fact in one.item.of("available") if isinstance(fact.value, str)]
        if words:
            value = str(words[0].value).lower()
            yield (
                (
                    "in"
                    if value
                    in {"true", "yes", "in_stock", "in stock", "available", "1", "有货", "现货", "是"}
                    else "preorder"
                    if "pre" in value
                    else "out"
                ),
                words[0],
            )
            return
        if numbers:
            yield ("in" if numbers[0].value > 0 else "out"), numbers[0].fact
            return
