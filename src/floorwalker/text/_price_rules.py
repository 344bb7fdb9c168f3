"""What the phrases that bound a price mean, and what shows that a figure is something else."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from floorwalker.text._money import OTHER, Amount, Marked
from floorwalker.text._price_phrases import AMOUNT, PHRASES
from floorwalker.text._regex import regex
from floorwalker.text._required import required_characters

PriceKind = Literal["max", "min", "between", "about", "amount"]

ABOUT_SHARE = Decimal("0.25")
"""How far "around" reaches to either side of the figure: a quarter of it."""

SLIGHT_SHARE = Decimal("0.2")
"""How far "just over" and "nearly" reach to their side of the figure: a fifth of it."""

_ROUND_FIGURES = frozenset([100, 1000, 10_000])
_OLDEST = 110
_LEAST_SCALE = 100  # a smaller multiplier is not left out of a range
_LEAST_BARE = 5  # a smaller bare figure counts things or is a rating
_AND = frozenset(["and", "an", "n", "nd", "'n'", "'n", "n'", "&", "和", "与", "跟"])
_UNTIL = frozenset(["until", "till"])
_NO_MORE_THAN = ("不", "但不")
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
    left, present = len(marked.amounts), frozenset(text)
    for needed, pattern, read in _rules():
        if not left:
            break
        if needed is not None and needed.isdisjoint(present):
            continue
        explained: list[int] = []
        for match in pattern.finditer(text):
            bounds = read(_Found(marked, text, match))
            if bounds is not None:
                found.append(bounds)
                explained += bounds.amounts
        if explained:
            left -= len(explained)
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
def _rules() -> list[tuple[frozenset[str] | None, re.Pattern[str], Callable[[_Found], Bounds | None]]]:
    """Each rule with the characters, beside its figure, of which a text must hold one for it to apply."""
    readers = {
        "between": _between,
        "at most": _at_most,
        "at least": _at_least,
        "slightly over": _slightly_over,
        "nearly": _nearly,
        "reaching": _reaching,
        "refused from": _refused_from,
        "around": _around,
        "budget": _budget,
        "amount": _plain,
        "vague": _vague,
    }
    return [
        (required_characters(pattern.replace(AMOUNT, "")), regex(pattern), readers[meaning])
        for meaning, pattern in PHRASES
    ]


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
    asked_about = found.match[0].startswith("about") and found.preceded_by(_ASKING, 16)
    if found.amount.currency is None and asked_about:
        return None
    after = _PEOPLE_AFTER.match(found.text, found.match.end()) and found.amount.low < _OLDEST
    age = after or _is_age(found, _SOMEONE_IS, oldest=_OLDEST) or _is_age(found, _GROWN, oldest=_OLDEST)
    return None if age and found.amount.currency is None else _near(found)


def _nearly(found: _Found) -> Bounds | None:
    amount = found.amount
    if _is_age(found, _SOMEONE_IS, _OLDEST):
        return None
    return found.bounds("between", amount.low * (1 - SLIGHT_SHARE), amount.high or amount.low)


def _slightly_over(found: _Found) -> Bounds | None:
    amount = found.amount
    if _is_age(found, _SOMEONE_IS, _OLDEST):
        return None
    return found.bounds("between", amount.low, (amount.high or amount.low) * (1 + SLIGHT_SHARE))


def _reaching(found: _Found) -> Bounds | None:
    """上百, 过千, 破万: a round figure and more."""
    round_figure = found.amount.approximate and found.amount.low in _ROUND_FIGURES
    return _at_least(found) if round_figure else None


def _refused_from(found: _Found) -> Bounds | None:
    """上千的太贵了: a round figure and more is too much."""
    return _at_most(found) if found.amount.approximate and found.amount.low in _ROUND_FIGURES else None


def _near(found: _Found) -> Bounds | None:
    amount = found.amount
    if amount.high is not None:
        return found.bounds("between", amount.low, amount.high)
    return found.bounds("about", amount.low * (1 - ABOUT_SHARE), amount.low * (1 + ABOUT_SHARE))


def _budget(found: _Found) -> Bounds | None:
    return _near(found) if found.amount.approximate else _at_most(found)


def _plain(found: _Found) -> Bounds | None:
    if _OFF_AFTER.match(found.text, found.match.end()) or found.preceded_by(_OFF_BEFORE, 8):
        return None
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
    if _leaves_out_its_scale(one, two):
        low *= two.scale
    currency = one.currency or two.currency
    compared = match["joint"][0] in "<≤"
    named = match["lead"] is not None or match["tail"] is not None or compared
    if named and low > high:
        low, high = high, low
    talk_of_price = named or currency is not None or found.preceded_by(_PRICE_TALK, 24)
    elided = one.scale == 1 and two.scale >= 100
    of_one_kind = one.scale == two.scale >= 100
    either_or = match["joint"] in ("or", "或", "或者") and not (elided or of_one_kind)
    if not named and (match["joint"] in _AND or (match["joint"] in _UNTIL and currency is None)):
        return None
    if match["joint"].startswith(_NO_MORE_THAN) and not one.approximate:
        return None
    if match["joint"] == "、" and not (elided and one.low < 10):
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


def _leaves_out_its_scale(one: Amount, two: Amount) -> bool:
    """Two to three hundred, 三到五百, 1-1.5k: the first figure is meant in the second's unit."""
    if one.scale != 1 or two.scale < _LEAST_SCALE:
        return False
    multiple = two.low / two.scale
    return one.low < multiple < _LEAST_SCALE and multiple * 10 % 1 == 0


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
_PEOPLE_AFTER = regex("(?:岁)?的?(?:女|男|阿姨|叔叔|妈|爸|人(?!民币)|领导|长辈|老师|同事|朋友|熟龄|年纪)")
_ASKING = regex(
    r"(?:what|how|know|more|info|information|(?<!get\s)(?<!show\s)(?<!give\s)(?<!find\s)me"
    r"|(?:tell|know|say)\s(?:me\s)?something|hear|ask|talk)\s$"
)
_SHIPPING_BEFORE = regex(r"(?:shipping|ships?|deliver[a-z]*|postage|包邮|免邮|运费|邮费)[^.!?。]{0,24}$")
_SHIPPING_FROM = regex(
    r"\s?(?:以上|起|or\smore|\+|and\sup)[^.!?。]{0,4}(?:包邮|免邮|免运费|ships?\sfree|free\s)"
    r"|\s(?:ships?\sfree|(?:free\s)?(?:shipping|delivery|postage))(?![a-z])"
)
_SHIPPING_AFTER = regex(r"[^.!?。]{0,4}(?:包邮|免邮|免运费|ships?\sfree|free\sshipping|free\sdelivery)")
_OFF_BEFORE = regex(
    r"(?:减免?|省下?|便宜|优惠|降|少|抹|砍|返|贵)[了个掉价]?\s?$|(?<![a-z])(?:save|saving|discount\sof|minus)\s$"
)
_OFF_AFTER = regex(
    r"\s?(?:的?(?:优惠券?|折扣|代金券|抵用券|红包)|(?:off|discount|coupon|voucher|cheaper|rebate)(?![a-z]))"
)
_PRICE_TALK = regex(
    r"(?:预算|价格|价位|价钱|售价|花|budget|spend|priced?|costs?|costing)[^\ue000-\ue00f.!?,;]{0,16}$"
)


def _is_age(found: _Found, people: re.Pattern[str], oldest: int) -> bool:
    amount = found.amount
    return amount.currency is None and amount.low <= oldest and found.preceded_by(people, 30)
