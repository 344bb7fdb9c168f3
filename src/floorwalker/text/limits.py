"""Amounts that a word elsewhere in their clause bounds: "fifty is all she gave me", "stops at 40"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from floorwalker.text._money import BARE, MONEY, REST, Amount, Marked
from floorwalker.text._price_rules import Bounds, PriceKind
from floorwalker.text._regex import regex
from floorwalker.text._shape import LexiconShape
from floorwalker.text.lexicon import LEXICONS
from floorwalker.text.lexicon_files import Lexicon
from floorwalker.text.normalise import fold, is_chinese
from floorwalker.text.overlay import of_lexicons

LIMITS = Lexicon(LEXICONS / "limits.toml", shape=LexiconShape())

_REACH = 48  # characters of a clause that are looked at to either side
_LEAST_BARE = 10  # a smaller bare figure counts things
_MARKS = f"{MONEY}{BARE}{REST}"
_BEFORE = regex(rf"(?:^|[,.;:!?\n{_MARKS}]|\s(?:and|but|so)\s)(?P<clause>[^,.;:!?\n{_MARKS}]*)$")
_AFTER = regex(rf"\s?,?(?P<clause>[^,.;:!?\n{_MARKS}]*)(?P<end>[,.;:!?\n]|$|[{_MARKS}])")
_JOINT = regex(r"\s(?:and|but|then|to)\s|[和到但]")


def bound_by_limits(marked: Marked, found: Iterable[Bounds]) -> list[Bounds]:
    """The ranges found, with plain amounts and figures that nothing explained bounded by their clauses."""
    found = list(found)
    explained = {at for bounds in found if bounds.kind != "amount" for at in bounds.amounts}
    bounded = {
        start: bounds
        for start, amount in marked.amounts.items()
        if start not in explained and (bounds := _bounded(marked.text, start, amount)) is not None
    }
    kept = [bounds for bounds in found if not bounded.keys() & set(bounds.amounts)]
    return sorted((*kept, *bounded.values()), key=lambda bounds: bounds.start)


def _bounded(text: str, start: int, amount: Amount) -> Bounds | None:
    if amount.currency is None and amount.low < _LEAST_BARE:
        return None
    end = start + 1
    while text[end : end + 1] == REST:
        end += 1
    before = _BEFORE.search(text, max(0, start - _REACH), start)
    after = _AFTER.match(text, end, end + _REACH)
    kind = _nearest(before["clause"] if before else "", _own(after) if after else "")
    if kind is None:
        return None
    return Bounds(
        low=amount.low if kind == "min" else None,
        high=(amount.high or amount.low) if kind == "max" else None,
        about=None,
        currency=amount.currency,
        ambiguous=amount.ambiguous,
        start=start,
        end=end,
        explicit=True,
        kind=kind,
        amounts=(start,),
    )


def _own(after: re.Match[str]) -> str:
    """What follows an amount, up to the joint before the next one: "… at the bottom and" of two amounts."""
    clause: str = after["clause"]
    if after["end"] and after["end"] in _MARKS:
        if "," in after[0]:
            return ""
        joints = list(_JOINT.finditer(clause))
        return clause[: joints[-1].start()] if joints else ""
    return clause


def _nearest(before: str, after: str) -> PriceKind | None:
    """What the nearest bounding word says, of those before the amount and those behind it."""
    distances: list[tuple[int, PriceKind]] = []
    for kind, (ahead, behind) in limit_words().items():
        distances += ((len(before) - match.end(), kind) for match in ahead.finditer(before))
        distances += ((match.start(), kind) for match in behind.finditer(after))
    return min(distances, key=lambda one: one[0])[1] if distances else None


@of_lexicons
@cache
def limit_words() -> dict[PriceKind, tuple[re.Pattern[str], re.Pattern[str]]]:
    """The words before and behind an amount that make it the most or the least to be spent."""
    said = LIMITS.read()
    return {
        "max": (_any_of(said["most"]["before"]), _any_of(said["most"]["after"])),
        "min": (_any_of(said["least"]["before"]), _any_of(said["least"]["after"])),
    }


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    written = sorted({fold(phrase) for phrase in phrases}, key=len, reverse=True)
    return regex("|".join(map(_expression, written)) or r"(?!)")


def _expression(phrase: str) -> str:
    if is_chinese(phrase):
        return re.escape(phrase)
    words = re.escape(phrase).replace(r"\ …\ ", r"\s(?:\S+\s){0,3}").replace(r"\ ", r"\s")
    return rf"(?<![a-z'])(?:{words})(?![a-z])"
