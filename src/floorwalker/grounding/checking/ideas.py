"""Ideas of trade in a sentence: whether it asserts them, and what the evidence says of them."""

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import uncovered
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.claims import ClaimKind
from floorwalker.grounding.known import Thing
from floorwalker.grounding.patterns import pattern
from floorwalker.grounding.reading import Span

_KINDS: dict[str, ClaimKind] = {
    "day": "policy",
    "state": "order_status",
    "pay": "order_status",
    "promise": "policy",
    "proof": "superlative",
    "done": "action",
    "place": "origin",
    "stock": "stock",
}
_ASKED = pattern("trade", "asked")
_SELF_DENIED = pattern("trade", "self_denied")
_DENIED_AFTER = pattern("trade", "denied_after")


def found_in(idea: str, span: Span, context: Context, things: list[Thing]) -> Verdict | None:
    """The verdict where the evidence names the idea: true if it says so or denies it as the text does."""
    denied = is_negated(context, span)
    kind = _KINDS[idea.partition(".")[0]]
    found = [thing for thing in things if idea in thing.services]
    for thing in found:
        if denied and idea in thing.denied_services:
            return Verdict(span, kind, True, thing.denied_services[idea])
        if not denied and idea in thing.affirmed_services:
            return Verdict(span, kind, True, thing.services[idea])
    if not found or (denied and _is_qualified(context, span)):
        return None
    return Verdict(span, kind, False, found[0].services[idea], "the record says otherwise")


def is_negated(context: Context, span: Span) -> bool:
    """Whether the clause denies the idea that stands in a span."""
    first, last = context.clause(span)
    return context.says(_SELF_DENIED, context.text[max(first, span[0] - 24) : span[0]]) or context.says(
        _DENIED_AFTER, context.text[span[1] : last]
    )


def is_talk(context: Context, span: Span) -> bool:
    """Whether the clause asks, offers or owns up to not knowing, and so asserts nothing."""
    first, last = context.clause(span)
    return context.says(_ASKED, context.text[first : min(len(context.text), last + 1)])


def is_backed(context: Context, span: Span) -> bool:
    """Whether the other words of the clause are the evidence's own: "passes EN 1078", "engraved free"."""
    clause = context.clause(span)
    spans = context.covered
    rest = [
        word for word, place in uncovered(context, clause) if not (place[0] < span[1] and span[0] < place[1])
    ]
    if rest:
        return False
    inside = [
        s
        for s in spans
        if s[0] >= clause[0] and s[1] <= clause[1] and not (s[0] < span[1] and span[0] < s[1])
    ]
    return sum(end - start for start, end in inside) >= 4


def _is_qualified(context: Context, span: Span) -> bool:
    """Whether a denial names a case that the evidence names too: "once it is opened it can't go back"."""
    first, last = context.clause(span)
    return (
        sum(
            b - a
            for a, b in context.covered
            if first <= a and b <= last and not (a < span[1] and span[0] < b)
        )
        >= 2
    )
