"""Addresses, numbers to call, dates, times and codes: each must stand in the evidence as it is."""

from collections.abc import Iterator

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.claims import ClaimKind
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known import Thing
from floorwalker.grounding.reading import Code, CodeKind

_KINDS: dict[CodeKind, ClaimKind] = {
    "url": "url",
    "email": "contact",
    "handle": "contact",
    "phone": "contact",
    "date": "date",
    "time": "policy",
    "code": "order_status",
}


def codes(context: Context) -> Iterator[Verdict]:
    """The verdicts on all codes of a sentence."""
    for code in context.codes:
        fact = next((f for thing in context.things.all if (f := _stated(code, thing))), None)
        fact = fact or (_in_hours(code, context) if code.kind == "time" else None)
        if fact is None and code.kind == "code" and _is_id(code, context):
            continue
        yield Verdict(code.span, _KINDS[code.kind], fact is not None, fact, "" if fact else "not on record")


def _stated(code: Code, thing: Thing) -> Fact | None:
    for other, fact in thing.codes:
        if other.kind == code.kind and _same(code, other):
            return fact
        if {other.kind, code.kind} <= {"code", "phone"} and other.key == code.key:
            return fact
    if code.kind in {"code", "phone", "url", "email", "handle"} and isinstance(code.key, str):
        return next((fact for text, fact in thing.texts if code.key in _plain(code, text)), None)
    if code.kind == "date" and isinstance(code.key, tuple) and code.key[1] == 0:
        return next((fact for text, fact in thing.texts if str(code.key[0]) in text), None) or next(
            (one.fact for one in thing.numbers("text") if one.value == code.key[0]), None
        )
    return None


def _in_hours(code: Code, context: Context) -> Fact | None:
    """Hours that the evidence names one by one: nine to five, of 9:00 and 17:00."""
    hours: dict[int, Fact] = {}
    for thing in context.things.all:
        for other, fact in thing.codes:
            if other.kind == "time" and isinstance(other.key, tuple):
                hours |= dict.fromkeys(other.key, fact)
    key = code.key if isinstance(code.key, tuple) else ()
    return hours[key[0]] if key and all(hour in hours for hour in key) else None


def _plain(code: Code, text: str) -> str:
    if code.kind in {"url", "email", "handle"}:
        return text
    return "".join(filter(str.isalnum, text))


def _same(code: Code, other: Code) -> bool:
    if code.kind == "date" and isinstance(code.key, tuple) and isinstance(other.key, tuple):
        return all(a == b or 0 in (a, b) for a, b in zip(code.key, other.key, strict=True))
    if code.kind == "time" and isinstance(code.key, tuple) and isinstance(other.key, tuple):
        return set(code.key) <= set(other.key)
    return code.key == other.key


def _is_id(code: Code, context: Context) -> bool:
    """Whether a code is the id of a record, or names an order where the evidence holds none by its id."""
    ids = {"".join(filter(str.isalnum, thing.key.id.lower())) for thing in context.things.all}
    return code.key in ids
