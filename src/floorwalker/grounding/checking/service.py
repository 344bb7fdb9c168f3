"""States of orders, stock, payment, promises, proofs and deeds: each must be what the records say."""

import re
from collections.abc import Iterator

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import uncovered
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.claims import ClaimKind
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known import Thing
from floorwalker.grounding.reading import Span
from floorwalker.text import is_denied

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
_CONDITION = re.compile(
    r"\b(?:if|once|only|when|while|unless|until|can|could|may|would|before|after|should|must|cannot|can't|has to|have to)\b|如果|若|只有|才能|可以|必须|之前|之后|一旦|只能|仅|需要|的订单|的商品|状态"
)
_ASKED = re.compile(
    r"[?？]|吗|呢\s?$|要不要|是否|还是|需不需要|\bwould you\b|\bshall i\b|\bdo you\b|\bcan i\b|\bplease\b|麻烦|请(?:您|问|告诉|提供|稍)|\bi can(?! see)\b|\bi could\b|\bi'll\b|\bi will\b|\blet me\b|我(?:马上|这就|再)?帮您|我(?:去|来|可以)|不清楚|没有写|不敢|不知道|查一下|\bnot sure\b|\bi don't (?:know|have)\b|\bno (?:information|record|word|details?)\b|\bdoesn't (?:say|mention|list|state)|资料里|没法|无法确认|can't confirm|cannot confirm|没提|没写|\bcheck\b|确认一下"
)
_SELF_DENIED = re.compile(
    r"\b(?:not|never|no|isn't|aren't|wasn't|hasn't|haven't|without|nor|neither|can't|cannot|don't|doesn't|won't|unable)\b(?:\s[a-z']+){0,3}\s?$|(?:不|没有?|未|无|别|非|尚未|还没|不再|不能|无法|不可以?|不提供|不支持|暂无|暂不|暂时没有|概不)[^,。!?]{0,5}$"
)
_DENIED_AFTER = re.compile(
    r"^[^,。!?]{0,4}(?:暂时)?(?:没有|不支持|不提供|不行|不了|免谈|暂无|不可)|^\s(?:is|are|was|were)?\s?(?:not|n't|never|unavailable|no longer)\b|^(?:\s[a-z]+){0,2}\s(?:is|are)n't\b"
)
_MADE = re.compile(
    r"(?:\b(?:made|produced|manufactured|crafted|born|woven|knitted|stitched|sewn|brewed|grown|distilled|assembled|built|imported|sourced|designed|developed|hand-?[a-z]+|poured|blended|roasted|milled|tanned|finished|printed|cut|spun|blown|fired|forged|comes?|hails?|straight|headquartered|based|founded|started|harvested|picked|farmed|bottled)\b[^,.;]{0,24}(?:in|from|by)\s(?:the\s)?$)|(?:产自|来自|源自|原产地?[为是:]?|产地[为是:]?|出自|由|于|在|采自|选自|创立于|始于)\s?$"
)
_MADE_AFTER = re.compile(
    r"^\s?(?:原装|进口|制造|生产|出品|产|制|直邮|直采|原产|手工|工匠|品牌|本土|设计|匠)|^[- ](?:made|built|grown|crafted|born|designed|woven|milled|sourced|roasted|brewed)\b"
)
_SENT = re.compile(
    r"(?:寄往|发往|送往|送到|寄到|发到|收货地址?[为是:]?|目的地[为是:]?|运往|送至|寄至|\b(?:ships?|shipped|shipping|going|headed|heading|sent|delivered|delivery|deliver|bound|on its way|way|addressed|destination|dispatched)\b[^,.;]{0,16}(?:to|for|is)?\s(?:the\s)?(?:you in\s|your address in\s|your home in\s)?)\s?$|\bto\s$|\bin\s$"
)
_MODAL = re.compile(r"\b(?:available)\s(?:in|as|for|with|from|at|on)\b")


def services(context: Context) -> Iterator[Verdict]:
    """The verdicts on what a sentence says of orders, stock, promises, proofs, places and deeds."""
    for idea, span in context.services:
        group = idea.partition(".")[0]
        if verdict := _JUDGES[group](idea, span, context):
            yield verdict


def _is_denied(context: Context, span: Span) -> bool:
    first, last = context.clause(span)
    return (
        _SELF_DENIED.search(context.text[max(first, span[0] - 24) : span[0]]) is not None
        or _DENIED_AFTER.search(context.text[span[1] : last]) is not None
    )


def _is_talk(context: Context, span: Span) -> bool:
    first, last = context.clause(span)
    return _ASKED.search(context.text[first : min(len(context.text), last + 1)]) is not None


def _state(idea: str, span: Span, context: Context) -> Verdict | None:
    orders = [thing for thing in context.things.all if thing.key.kind == "order"]
    denied = _is_denied(context, span)
    own = {
        known: fact
        for thing in orders
        for known, fact in thing.services.items()
        if known.startswith("state.")
    }
    own |= {"state.refunded": fact for thing in orders for text, fact in thing.texts if text == "refund"}
    own |= {state: fact for thing in orders for state, fact in _by_fields(thing)}
    if idea in own:
        return Verdict(span, "order_status", not denied, own[idea], "the order's state")
    shop = [thing for thing in context.things.all if thing.key.kind != "order"]
    told = next((thing.services[idea] for thing in shop if idea in thing.services), None)
    if told and (not orders or _CONDITION.search(context.text)):
        return Verdict(span, "order_status", True, told)
    if denied and orders:
        return Verdict(
            span, "order_status", True, next(iter(own.values()), None), "the order is not in this state"
        )
    if (
        _is_talk(context, span)
        or not (orders or _OF_AN_ORDER.search(context.text))
        or (_CONDITION.search(context.words(context.clause(span))) and not own)
    ):
        return None
    if context.words(span) in _WEAK_STATES and not _PREDICATED.search(context.text[: span[0]]):
        return None
    return Verdict(
        span, "order_status", False, next(iter(own.values()), None), "the order is in another state"
    )


_OF_AN_ORDER = re.compile(r"\border\b|parcel|package|订单|这单|那单|包裹|快递|refund|退款")
_WEAK_STATES = frozenset(
    [
        "shipped",
        "delivered",
        "arrived",
        "returned",
        "exchanged",
        "processed",
        "refunded",
        "pending",
        "dispatched",
        "processing",
        "cancelled",
        "canceled",
        "customs",
        "签收",
        "送达",
        "海关",
        "备货",
        "清关",
    ]
)
_PREDICATED = re.compile(
    r"(?:\b(?:is|was|are|were|been|has|have|had|it's|status|now|already|just|currently|marked as|as|got|be|in)\b(?:\s[a-z]+)?[\s:]*$)|(?:已经?|状态[是为:]?|显示|正在?|现在|目前|刚刚?|了)\s?$"
)


_BY_FIELD = {
    "delivered": "state.delivered", "signed": "state.delivered", "shipped": "state.shipped", "dispatched": "state.shipped",
    "cancelled": "state.cancelled", "canceled": "state.cancelled", "refund": "state.refunded", "refunded": "state.refunded",
    "returned": "state.returned", "exchanged": "state.exchanged", "paid": "state.paid",
}  # fmt: skip


def _by_fields(thing: Thing) -> Iterator[tuple[str, Fact]]:
    """States that a field with a value shows: ``delivered_at``, ``refund_amount``."""
    for _, fact in thing.item.facts:
        for word in re.split(r"[_.\W]+", fact.source.field.lower()):
            if word in _BY_FIELD and str(fact.value).lower() not in {"false", "0", "no", "none", "pending"}:
                yield _BY_FIELD[word], fact


def _stock(idea: str, span: Span, context: Context) -> Verdict | None:
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
        and _PLENTY.search(context.words((max(0, span[0] - 8), min(len(context.text), span[1] + 4))))
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
    if _is_talk(context, span) or context.words(span) in {"预定", "预订", "订", "补货中"}:
        return None
    return Verdict(span, "stock", False, known[0] if known else None, "no record states this stock")


_PLENTY = re.compile(r"plenty|lots|loads|well stocked|充足|大量|多的是|不愁")
_FEW = 5
_QUOTE = re.compile(r"[\"“”「」]")


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


def _pay(idea: str, span: Span, context: Context) -> Verdict | None:
    return _found(idea, span, context, [t for t in context.things.all]) or (
        None
        if _is_talk(context, span)
        else Verdict(
            span, "order_status", False, _of_group("pay", context), "another way of paying is on record"
        )
    )


def _promise(idea: str, span: Span, context: Context) -> Verdict | None:
    things = [*context.things.others, *(t for t in context.things.all if t.key.kind in {"product", "order"})]
    verdict = _found(idea, span, context, things)
    if verdict is not None:
        return verdict if verdict.supported or idea not in _MENTIONED else None
    if any(idea in thing.services for thing in things):
        return None
    if _is_talk(context, span) or idea in _TOPICS or (idea not in _BOUND and _is_backed(context, span)):
        return None
    if idea in _WHEN and not _SERVED.search(context.words(context.clause(span))):
        return None
    if idea in {"promise.refund", "promise.returns", "promise.exchange"} and any(
        "state.refunded" in dict(_by_fields(t)) for t in things
    ):
        return None
    return Verdict(span, "policy", False, None, "no text of the shop promises this")


_WHEN = frozenset(
    {
        "promise.weekend",
        "promise.weekdays",
        "promise.every_day",
        "promise.round_the_clock",
        "promise.limited_time",
        "promise.gift",
    }
)
_SERVED = re.compile(
    r"客服|电话|在线|营业|接[听通]?|发货|送|配送|赠|\bcall\b|\bline\b|phone|\bopen\b|hours|support|team|deliver|ship|respond|reply|reach|\bfree\b|gift|answer|限时|只剩|发出|寄|到|退|处理|only|until|ends|dispatch|arriv|refund|went|left the|with you"
)


def _is_backed(context: Context, span: Span) -> bool:
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


_TOPICS = frozenset(
    {"promise.shipping", "promise.electronic", "promise.paper", "promise.member", "promise.receipt", "promise.unopened", "promise.every_day",
     "promise.coupon", "promise.points", "promise.restock", "promise.cancel"}
)  # fmt: skip
"""Ideas that are mentioned in many a sentence that promises nothing."""
_BOUND = frozenset(
    {"promise.next_day", "promise.same_day", "promise.immediately", "promise.lifetime", "promise.full_refund", "promise.free_shipping",
     "promise.no_reason", "promise.price_protection", "promise.fake_compensation", "promise.round_the_clock"}
)  # fmt: skip
"""Promises that no other words of a clause can vouch for."""
_MENTIONED = frozenset(
    {
        "promise.shipping",
        "promise.member",
        "promise.receipt",
        "promise.unopened",
        "promise.every_day",
        "promise.restock",
        "promise.refund",
        "promise.returns",
    }
)
"""Those that a sentence may name with and without a denial, and be right both times."""


def _proof(idea: str, span: Span, context: Context) -> Verdict | None:
    things = [*context.families(span), *(t for t in context.things.others if t.key.kind != "customer")]
    if verdict := _found(idea, span, context, things):
        return verdict
    words = context.words(span)
    if any(words in thing.text for thing in things):
        return Verdict(
            span, "superlative", True, next(f for t in things for text, f in t.texts if words in text)
        )
    if _is_talk(context, span) or (
        idea in {"proof.certified", "proof.award", "proof.tested"} and _is_backed(context, span)
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
        return Verdict(span, kind, not is_denied(context.text, span), fact)
    if not (made or sent or _attributive(context, span)) or _is_talk(context, span):
        return None
    other = next((f for t in things for known, f in t.services.items() if known.startswith("place.")), None)
    return Verdict(
        span,
        kind,
        is_denied(context.text, span) and other is not None,
        other,
        "another place is on record" if other else "not on record",
    )


def _attributive(context: Context, span: Span) -> bool:
    """Whether a place stands before a word of the goods: Italian leather, 日本陶瓷."""
    following = re.match(r"(?:的|\s|-)?\s?([a-z]+|[\u4e00-\u9fff]{2})", context.text[span[1] :])
    if following is None:
        return False
    place = (span[1] + following.start(1), span[1] + following.end(1))
    if any(start <= place[0] < end for _idea, (start, end) in context.ideas):
        return True
    return any(following[1] in thing.name_words for thing in context.families(span))


def _found(idea: str, span: Span, context: Context, things: list[Thing]) -> Verdict | None:
    """The verdict where the evidence names the idea: true if it says so or denies it as the text does."""
    denied = _is_denied(context, span)
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


_DAYS = [
    "day.monday",
    "day.tuesday",
    "day.wednesday",
    "day.thursday",
    "day.friday",
    "day.saturday",
    "day.sunday",
]


def _day(idea: str, span: Span, context: Context) -> Verdict | None:
    """A day on which something is done, sent or open: one that a record names, or that lies in its range."""
    if not _HAPPENS.search(context.words(context.clause(span))) or _is_talk(context, span):
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


_HAPPENS = re.compile(
    r"发|寄|到货|到账|送达?|派|补|退|取|营业|开门|休息|上架|处理|\b(?:ship|dispatch|arriv|deliver|reach|refund|went|left|land|sent|out|open|closed|back|restock|batch|collect|paid|post)\w*"
)


_JUDGES = {
    "day": _day,
    "state": _state,
    "stock": _stock,
    "pay": _pay,
    "promise": _promise,
    "proof": _proof,
    "done": _done,
    "place": _place,
}
