"""What the phrases that bound a price mean, and what shows that a figure is something else."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from floorwalker.text._money import OTHER, Amount, Marked
from floorwalker.text._price_phrases import PHRASES
from floorwalker.text._regex import regex

PriceKind = Literal["max", "min", "between", "about", "amount"]

ABOUT_SHARE = Decimal("0.25")
"""How far "around" reaches to either side of the figure: a quarter of it."""

_LEAST_BARE = 5  # a smaller bare figure counts things or is a rating
_LEAST_BARE_RANGE = 20  # a bare range below it is one of hours, days or pieces


class Bounds(NamedTuple):
    """A price range in marked text; ``amounts`` are the places of the figures it rests on."""

    low: Decimal | None
    high: Decimal | None
    about: Decimal | None
    currency: str | None
    ambiguous: bool
    start: int
    end: int
    explicit: bool
    kind: PriceKind
    amounts: tuple[int, ...]


class _Found(NamedTuple):
    """A phrase found in a marked text, with the amount it is about."""

    marked: Marked
    text: str
    match: re.Match[str]

    @property
    def amount(self) -> Amount:
        return self.marked.amounts[self.match.start("a")]

    def preceded_by(self, pattern: re.Pattern[str], within: int) -> bool:
        start = self.match.start()
        return pattern.search(self.text, max(0, start - within), start) is not None

    def bounds(self, kind: PriceKind, low: Decimal | None, high: Decimal | None) -> Bounds | None:
        """The range, unless its figure is too small to be a price without a currency."""
        amount = self.amount
        if amount.currency is None and amount.scale == 1 and amount.low < _LEAST_BARE:
            return None
        return Bounds(
            low=low,
            high=high,
            about=amount.low if kind in ("about", "amount") else None,
            currency=amount.currency,
            ambiguous=amount.ambiguous,
            start=self.match.start(),
            end=self.match.end(),
            explicit=True,
            kind=kind,
            amounts=(amount.start,),
        )


def read_bounds(marked: Marked) -> list[Bounds]:
    """The price ranges of a marked text, in order of place; each amount serves one."""
    if not marked.amounts:
        return []
    text, found = marked.text, []
    for pattern, read in _rules():
        explained: list[int] = []
        for match in pattern.finditer(text):
            bounds = read(_Found(marked, text, match))
            if bounds is not None:
                found.append(bounds)
                explained += bounds.amounts
        text = _without(text, explained)
    return sorted(found, key=lambda bounds: bounds.start)


def _without(text: str, places: list[int]) -> str:
    parts: list[str] = []
    position = 0
    for place in sorted(places):
        parts += (text[position:place], OTHER)
        position = place + 1
    return "".join(parts) + text[position:]


@cache
def _rules() -> list[tuple[re.Pattern[str], Callable[[_Found], Bounds | None]]]:
    readers = {
        "between": _between,
        "at most": _at_most,
        "at least": _at_least,
        "slightly over": _slightly_over,
        "nearly": _nearly,
        "around": _around,
        "budget": _budget,
        "amount": _plain,
        "vague": _vague,
    }
    return [(regex(pattern), readers[meaning]) for meaning, pattern in PHRASES]


# ── meanings ──────────────────────────────────────────────────────────────────


def _at_most(found: _Found) -> Bounds | None:
    if _is_age(found, _YOUNG, oldest=25):
        return None
    return found.bounds("max", None, found.amount.high or found.amount.low)


def _at_least(found: _Found) -> Bounds | None:
    shipping = _SHIPPING_AFTER.match(found.text, found.match.end()) or found.preceded_by(_SHIPPING_BEFORE, 40)
    if shipping or _is_age(found, _GROWN, oldest=100):
        return None
    return found.bounds("min", found.amount.low, None)


def _around(found: _Found) -> Bounds | None:
    if found.amount.currency is None and found.preceded_by(_ASKING, 16):
        return None
    return None if _is_age(found, _SOMEONE_IS, oldest=110) else _near(found)


def _nearly(found: _Found) -> Bounds | None:
    return _near(found, above=Decimal(0))


def _slightly_over(found: _Found) -> Bounds | None:
    return _near(found, below=Decimal(0))


def _near(found: _Found, below: Decimal = ABOUT_SHARE, above: Decimal = ABOUT_SHARE) -> Bounds | None:
    amount = found.amount
    if amount.high is not None:
        return found.bounds("between", amount.low, amount.high)
    return found.bounds("about", amount.low * (1 - below), amount.low * (1 + above))


def _budget(found: _Found) -> Bounds | None:
    return _near(found) if found.amount.approximate else _at_most(found)


def _plain(found: _Found) -> Bounds | None:
    threshold = _SHIPPING_FROM.match(found.text, found.match.end())
    if threshold or found.preceded_by(_SHIPPING_BEFORE, 40):
        return None
    bounds = _near(found)
    return bounds if bounds is None or found.amount.approximate else bounds._replace(kind="amount")


def _vague(found: _Found) -> Bounds | None:
    bounds = _near(found) if found.amount.approximate else None
    return bounds and bounds._replace(explicit=False)


def _between(found: _Found) -> Bounds | None:
    match = found.match
    one, two = found.amount, found.marked.amounts[match.start("b")]
    low, high = one.low, two.high or two.low
    if one.scale == 1 and two.scale > 1 and low * two.scale < high:
        low *= two.scale  # two to three hundred, 三到五百, 1-2k
    currency = one.currency or two.currency
    named = match["lead"] is not None or match["tail"] is not None
    if named and low > high:
        low, high = high, low
    talk_of_price = named or currency is not None or found.preceded_by(_PRICE_TALK, 24)
    either_or = match["joint"] in ("or", "或", "或者")
    if match["joint"] in ("and", "&", "和", "与", "跟") and not named:
        return None
    if not talk_of_price and (either_or or low % 5 or high % 5 or _are_years(low, high)):
        return None
    if (
        low >= high
        or (currency is None and high < _LEAST_BARE_RANGE)
        or currency != (two.currency or currency)
    ):
        return None
    return Bounds(
        low=low,
        high=high,
        about=None,
        currency=currency,
        ambiguous=one.ambiguous or two.ambiguous,
        start=match.start(),
        end=match.end(),
        explicit=talk_of_price,
        kind="between",
        amounts=(one.start, two.start),
    )


def _are_years(low: Decimal, high: Decimal) -> bool:
    return 1900 <= low <= high < 2100


# ── figures that are something else ───────────────────────────────────────────

_WHO_IS = r"\s(?:who\s(?:is|are)\s|who's\s|aged\s|that\sis\s|that\sare\s)?$"
_YOUNG = regex(
    r"(?:kids?|child(?:ren)?|toddlers?|boys?|girls?|bab(?:y|ies)|teens?|infants?|anyone|people|those|adults?)"
    + _WHO_IS
)
_GROWN = regex(
    r"(?:wom[ae]n|m[ae]n|lad(?:y|ies)|adults?|people|persons?|anyone|someone|those|everyone|girls?|guys?|skin|mom|mum"
    r"|mothers?|seniors?|folks|users?)" + _WHO_IS
)
_SOMEONE_IS = regex(
    r"(?:she|he|they|who|mom|mum|dad|mother|father|wife|husband|sister|brother|friend|son|daughter|i|grandma|aunt)"
    r"(?:'s|'re|'m|\sis|\sare|\swas|\sam|\sturns|\sturned)\s(?:now\s|like\s|maybe\s)?$"
)
_ASKING = regex(r"(?:what|how|know|more|info|information|me|something|hear|ask|talk)\s$")
_SHIPPING_BEFORE = regex(r"(?:shipping|ships?|deliver[a-z]*|postage|包邮|免邮|运费|邮费)[^.!?。]{0,24}$")
_SHIPPING_FROM = regex(
    r"\s?(?:以上|起|or\smore|\+|and\sup)[^.!?。]{0,4}(?:包邮|免邮|免运费|ships?\sfree|free\s)"
    r"|\s(?:ships?\sfree|(?:free\s)?(?:shipping|delivery|postage))(?![a-z])"
)
_SHIPPING_AFTER = regex(r"[^.!?。]{0,4}(?:包邮|免邮|免运费|ships?\sfree|free\sshipping|free\sdelivery)")
_PRICE_TALK = regex(
    r"(?:预算|价格|价位|价钱|售价|花|budget|spend|priced?|costs?|costing)[^\ue000-\ue00f.!?,;]{0,16}$"
)


def _is_age(found: _Found, people: re.Pattern[str], oldest: int) -> bool:
    amount = found.amount
    return amount.currency is None and amount.low <= oldest and found.preceded_by(people, 30)
