"""The amounts a folded sentence states: each with its unit, its hedge, and what it is an amount of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from floorwalker.grounding.patterns import one_of, pattern, words
from floorwalker.text import Quantity, find_numbers, find_prices, find_quantities

Hedge = Literal["", "about", "nearly", "over", "under", "least", "most"]
"""How far a figure commits: ``about`` within a twentieth, ``nearly`` the same from below, ``over`` and ``under``
strictly, ``least`` and ``most`` inclusively."""

Sense = Literal[
    "price", "discount", "rating", "reviews", "popularity", "stock", "measure", "count", "time", "plain"
]
"""What a figure is an amount of; ``time`` is a duration, ``plain`` one that no word around it explains."""

Span = tuple[int, int]

_BEFORE = 26
"""Characters before a figure that may say what it is."""

_HEDGE = one_of("amounts", "hedge_before")
_HEDGE_AFTER = one_of("amounts", "hedge_after")

_REVIEWS_AFTER = pattern("amounts", "reviews_after")
_REVIEWS_BEFORE = pattern("amounts", "reviews_before")
_RATING_AFTER = pattern("amounts", "rating_after")
_RATING_BEFORE = pattern("amounts", "rating_before")
_SALES_AFTER = pattern("amounts", "sales_after")
_SALES_BEFORE = pattern("amounts", "sales_before")
_STOCK_AFTER = pattern("amounts", "stock_after")
_STOCK_BEFORE = pattern("amounts", "stock_before")
_PRICE_AFTER = pattern("amounts", "price_after")
_PRICE_BEFORE = pattern("amounts", "price_before")
_OFF_AFTER = pattern("amounts", "off_after")
_OFF_BEFORE = pattern("amounts", "off_before")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure of a folded sentence.

    ``unit`` is as in :class:`floorwalker.text.Quantity`, ``money`` for sums and empty for bare figures;
    ``currency`` is an ISO code where one is named. ``high`` ends a range. ``ambiguous`` marks a bare ``$``.
    """

    value: Decimal
    unit: str
    span: Span
    sense: Sense
    hedge: Hedge = ""
    high: Decimal | None = None
    currency: str | None = None
    ambiguous: bool = False
    rough: bool = False


def find_amounts(text: str, taken: Iterable[Span] = ()) -> list[Amount]:
    """The amounts of a folded sentence, in order; ``taken`` are stretches that hold none (codes, dates)."""
    if not _HAS_NUMBER.search(text):
        return []
    used = list(taken)
    found: list[Amount] = []

    def free(span: Span) -> bool:
        return not any(span[0] < end and start < span[1] for start, end in used)

    for price in find_prices(text) if _MAY_BE_MONEY.search(text) else ():
        if free(price.span) and not _counts_here(text, price.span, price.currency):
            sum_of_money = Amount(price.amount, "money", price.span, "price", "", price.high, price.currency)
            found.append(
                replace(sum_of_money, ambiguous=price.ambiguous_currency, rough=price.approximate)
                if price.ambiguous_currency or price.approximate
                else sum_of_money
            )
            used.append(price.span)
    for one in (*find_quantities(text), *find_numbers(text)):
        if free(one.span) and one.text != "一":
            unit = one.unit if isinstance(one, Quantity) else ""
            found.append(Amount(one.value, unit, one.span, "plain", "", one.high, rough=one.approximate))
            used.append(one.span)
    for digits in _GLUED.finditer(text):
        if free(digits.span("n")):
            found.append(Amount(Decimal(digits["n"]), "", digits.span("n"), "plain"))
    found = [_as_money(text, amount) for amount in found]
    found = [_with_short_unit(text, amount) for amount in found]
    found = _chained(text, _spoken(text, sorted(found, key=lambda amount: amount.span)))
    stated = (
        amount for amount in sorted(found, key=lambda amount: amount.span) if not _is_article(text, amount)
    )
    return [_completed(text, amount) for amount in stated]


_MONEY_BEHIND = pattern("amounts", "money_behind")


def _as_money(text: str, amount: Amount) -> Amount:
    """5块运费 is a sum, as 5块巧克力 is none."""
    if (
        amount.unit == "piece"
        and text[amount.span[1] - 1] == "块"
        and _MONEY_BEHIND.match(text, amount.span[1])
    ):
        return replace(amount, unit="money", sense="price", currency="CNY")
    return amount


_SHORT_UNITS = (
    (re.compile(r"\s?(?:h|hr)(?![a-z0-9])"), "hour"),
    (re.compile(r"\s?min(?![a-z])"), "minute"),
    (re.compile(r"\s?(?:db|分贝|decibels?)(?![a-z])"), "db"),
    (re.compile(r"\s?码"), "size"),
)


def _with_short_unit(text: str, amount: Amount) -> Amount:
    """Units of records that shoppers do not say: 18 h, 65 dB."""
    if amount.unit:
        return amount
    for said, unit in _SHORT_UNITS:
        if said.match(text, amount.span[1]):
            return replace(amount, unit=unit)
    return amount


_CHAIN = re.compile(r"\s?(?:[×x*~至到乘/—–-]|\bto\b|\bby\b)\s?")
_DIMENSIONS = words("amounts", "dimensions")


def _chained(text: str, amounts: list[Amount]) -> list[Amount]:
    """The unit of the last figure for all of 210×130×105 cm and of 50 to 56 cm."""
    chained = list(amounts)
    for at in range(len(chained) - 2, -1, -1):
        one, two = chained[at], chained[at + 1]
        if not one.unit and two.unit in _DIMENSIONS and _CHAIN.fullmatch(text[one.span[1] : two.span[0]]):
            chained[at] = replace(one, unit=two.unit)
    return chained


def _cents(text: str, money: Amount, rest: Amount) -> Amount | None:
    """Joins "forty dollars ninety-nine" and 28块9毛9 as one sum."""
    between = text[money.span[1] : rest.span[0]]
    span = (money.span[0], rest.span[1])
    if between in {"毛", "角"} and rest.value < 10:
        return replace(money, value=money.value + rest.value / 100, span=span)
    spelt = _ENGLISH_NUMBER.fullmatch(text[slice(*rest.span)]) and rest.value < 100
    whole = money.value == money.value.to_integral_value() and text[slice(*money.span)][-1:].isalpha()
    if between == " " and spelt and whole and rest.value >= 5:
        return replace(money, value=money.value + rest.value / 100, span=span)
    return None


_ENGLISH_NUMBER = re.compile(r"[a-z][a-z-]*")


def _spoken(text: str, amounts: list[Amount]) -> list[Amount]:
    """Prices as they are called out: "thirty-nine ninety" is 39.90."""
    merged: list[Amount] = []
    for amount in amounts:
        if (
            merged
            and merged[-1].unit == "money"
            and not amount.unit
            and (cents := _cents(text, merged[-1], amount))
        ):
            merged[-1] = cents
            continue
        last = merged[-1] if merged else None
        if (
            last is not None and not last.unit and not amount.unit and text[last.span[1] : amount.span[0]] == " "
            and 10 <= amount.value < 100 and last.value < 1000
            and _ENGLISH_NUMBER.fullmatch(text[slice(*last.span)]) and _ENGLISH_NUMBER.fullmatch(text[slice(*amount.span)])
        ):  # fmt: skip
            span = (last.span[0], amount.span[1])
            merged[-1] = Amount(last.value + amount.value / 100, "money", span, "price", last.hedge)
        else:
            merged.append(amount)
    return merged


_DENIED = pattern("amounts", "denied")


def _is_article(text: str, amount: Amount) -> bool:
    """一毫升 after a price says per what, and a figure that is denied states nothing."""
    start, end = amount.span
    per = (
        text[start:end].startswith("一")
        and amount.value == 1
        and text[max(0, start - 1) : start] in _MONEY_SIGNS
    )
    single = text[start:end].startswith("一") and amount.value in {1, 500} and amount.unit in _DIMENSIONS
    if single and (_RECKONED.search(text[max(0, start - 3) : start]) or _RECKONED_AFTER.match(text, end)):
        return True
    return (per and amount.unit != "money") or _DENIED.search(text[max(0, start - 8) : start]) is not None


_RECKONED = re.compile(r"[合每折摊]$|算下来$")
_RECKONED_AFTER = pattern("amounts", "reckoned_after")
_MONEY_SIGNS = frozenset("元块钱")


_MAY_BE_MONEY = pattern("amounts", "may_be_money")
_HAS_NUMBER = pattern("amounts", "has_number")
_GLUED = re.compile(r"(?P<n>\d{1,9}(?:\.\d{1,4})?)")
_NOT_MONEY_AFTER = pattern("amounts", "not_money_after")


def _counts_here(text: str, span: Span, currency: str | None) -> bool:
    """Whether what was read as a sum without a currency counts something else."""
    return currency is None and (
        _NOT_MONEY_AFTER.match(text, span[1]) is not None
        or _REVIEWS_AFTER.match(text, span[1]) is not None
        or (_SALES_AFTER.match(text, span[1]) is not None and not _PRICE_AFTER.match(text, span[1]))
    )


_ACROSS = re.compile(r"\d\s(?:stars?\s)?(?:over|from)\s$")


def _completed(text: str, amount: Amount) -> Amount:
    """An amount with its hedge, and with what the words around it say it is an amount of."""
    start, end = amount.span
    before = text[max(0, start - _BEFORE) : start]
    if _ACROSS.search(before):
        return replace(amount, sense=_sense(text, amount, before, end))  # 4.6 over 318 reviews
    inside = text[start:end]
    hedge: Hedge = ""
    if found := _HEDGE.search(before):
        hedge = found.lastgroup  # type: ignore[assignment]
        before = before[: found.start()] or before
    elif lead := _lead(inside):
        within = _HEDGE.search(lead)
        hedge = within.lastgroup if within else ""  # type: ignore[assignment]
    if hedge in {"", "about"} and amount.unit != "spf" and (after := _HEDGE_AFTER.match(text, end)):
        hedge = after.lastgroup  # type: ignore[assignment]
    if not hedge and amount.high is not None and _SOME_MORE.search(inside):
        hedge = "over"
    return replace(amount, hedge=hedge, sense=_sense(text, amount, before, end))


_FIGURE = re.compile(r"[\d$£€¥零一二两三四五六七八九十百千万]")
_SOME_MORE = re.compile(r"[多余几]|\+$")


def _lead(inside: str) -> str:
    """The words of a span before its figure: finders may take "under $25" whole."""
    if inside[0].isdigit():
        return ""
    found = _FIGURE.search(inside)
    return inside[: found.start()] if found else ""


def _sense(text: str, amount: Amount, before: str, end: int) -> Sense:
    if amount.unit == "zhe":
        return "discount"
    if amount.unit == "percent":
        return "discount" if _OFF_AFTER.match(text, end) or _OFF_BEFORE.search(before) else "measure"
    if amount.unit == "money" and (amount.currency or _PRICE_AFTER.match(text, end)):
        return "price"
    if amount.unit == "star":
        return "rating"
    if amount.unit in {"second", "minute", "hour", "day", "week", "month", "year"}:
        return "time"
    if amount.unit in {"", "piece", "money"}:
        tail = end - (1 if amount.unit == "piece" and text[end - 1 : end] in "条个位件份" else 0)
        if _REVIEWS_AFTER.match(text, end) or _REVIEWS_AFTER.match(text, tail):
            return "reviews"
        if amount.value <= 10 and _RATING_AFTER.match(text, end):
            return "rating"
        if _STOCK_AFTER.match(text, end) or _STOCK_AFTER.match(text, tail):
            return "stock"
        if _SALES_AFTER.match(text, end) or _SALES_AFTER.match(text, tail):
            return "popularity"
        if amount.unit != "piece" and _PRICE_AFTER.match(text, end):
            return "price"
        if _REVIEWS_BEFORE.search(before):
            return "reviews"
        if amount.value <= 10 and _RATING_BEFORE.search(before):
            return "rating"
        if _SALES_BEFORE.search(before):
            return "popularity"
        if _PRICE_BEFORE.search(before) and amount.unit != "piece":
            return "price"
        if _STOCK_BEFORE.search(before):
            return "stock"
        if amount.unit == "money":
            return "price"
        return "count" if amount.unit == "piece" else "plain"
    return "measure"
