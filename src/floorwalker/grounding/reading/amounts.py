"""The amounts a folded sentence states: each with its unit, its hedge, and what it is an amount of."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from operator import attrgetter

from floorwalker.grounding.patterns import pattern, words
from floorwalker.grounding.reading.amount import Amount, Span, overlaps
from floorwalker.grounding.reading.compound import compounded
from floorwalker.grounding.reading.senses import completed, counts_something_else
from floorwalker.text import Number, Quantity, find_numbers, find_prices, read_quantities

_MONEY_BEHIND = pattern("amounts", "money_behind")
_SHORT_UNIT = re.compile(
    r"\s?(?:(?P<hour>hr?(?![a-z0-9]))|(?P<minute>min(?![a-z]))|(?P<db>(?:db|分贝|decibels?)(?![a-z]))|(?P<size>码))"
)
"""Units of records that shoppers do not say: 18 h, 65 dB."""
_CHAIN = re.compile(r"\s?(?:[×x*~至到乘/—–-]|\bto\b|\bby\b)\s?")
_DIMENSIONS = words("amounts", "dimensions")
_ENGLISH_NUMBER = re.compile(r"[a-z][a-z-]*")
_RECKONED = re.compile(r"[合每折摊]$|算下来$")
_RECKONED_AFTER = pattern("amounts", "reckoned_after")
_MONEY_SIGNS = frozenset("元块钱")
_MAY_BE_MONEY = pattern("amounts", "may_be_money")
_HAS_NUMBER = pattern("amounts", "has_number")
_GLUED = re.compile(r"\d{1,9}(?:\.\d{1,4})?")
"""Digits that stand at a letter, which finders of numbers leave alone."""


def find_amounts(text: str, taken: Iterable[Span] = ()) -> list[Amount]:
    """The amounts of a folded sentence, in order; ``taken`` are stretches that hold none (codes, dates)."""
    if not _HAS_NUMBER.search(text):
        return []
    used = list(taken)
    found: list[Amount] = []
    for price in find_prices(text) if _MAY_BE_MONEY.search(text) else ():
        if not overlaps(price.span, used) and not counts_something_else(text, price.span, price.currency):
            found.append(
                Amount(
                    price.amount,
                    "money",
                    price.span,
                    "price",
                    high=price.high,
                    currency=price.currency,
                    ambiguous=price.ambiguous_currency,
                    rough=price.approximate,
                )
            )
            used.append(price.span)
    for one in _figures(text, used):
        if not overlaps(one.span, used) and one.text != "一":
            unit = one.unit if isinstance(one, Quantity) else ""
            found.append(Amount(one.value, unit, one.span, "plain", "", one.high, rough=one.approximate))
            used.append(one.span)
    found += [
        Amount(Decimal(digits[0]), "", digits.span(), "plain")
        for digits in _GLUED.finditer(text)
        if not overlaps(digits.span(), used)
    ]
    found = [_with_unit(text, amount) for amount in found]
    found = _chained(text, _spoken(text, compounded(text, sorted(found, key=attrgetter("span")))))
    stated = (amount for amount in sorted(found, key=attrgetter("span")) if not _is_article(text, amount))
    return [completed(text, amount) for amount in stated]


def _figures(text: str, used: list[Span]) -> Iterator[Quantity | Number]:
    """The measures of a sentence, and then its numbers where nothing stands that is used by then."""
    yield from read_quantities(text)
    yield from find_numbers(text, used)


def _with_unit(text: str, amount: Amount) -> Amount:
    """An amount with a unit that finders leave out; 5块运费 is a sum, as 5块巧克力 is none."""
    end = amount.span[1]
    if not amount.unit:
        short = _SHORT_UNIT.match(text, end)
        return amount._replace(unit=str(short.lastgroup)) if short else amount
    if amount.unit == "piece" and text[end - 1] == "块" and _MONEY_BEHIND.match(text, end):
        return amount._replace(unit="money", sense="price", currency="CNY")
    return amount


def _chained(text: str, amounts: list[Amount]) -> list[Amount]:
    """The unit of the last figure for all of 210×130×105 cm and of 50 to 56 cm."""
    chained = list(amounts)
    for at in range(len(chained) - 2, -1, -1):
        one, two = chained[at], chained[at + 1]
        if not one.unit and two.unit in _DIMENSIONS and _CHAIN.fullmatch(text[one.span[1] : two.span[0]]):
            chained[at] = one._replace(unit=two.unit)
    return chained


def _cents(text: str, money: Amount, rest: Amount) -> Amount | None:
    """Joins "forty dollars ninety-nine" and 28块9毛9 as one sum."""
    between = text[money.span[1] : rest.span[0]]
    span = (money.span[0], rest.span[1])
    if between in {"毛", "角"} and rest.value < 10:
        return money._replace(value=money.value + rest.value / 100, span=span)
    spelt = _ENGLISH_NUMBER.fullmatch(text[slice(*rest.span)]) and rest.value < 100
    whole = money.value == money.value.to_integral_value() and text[slice(*money.span)][-1:].isalpha()
    if between == " " and spelt and whole and rest.value >= 5:
        return money._replace(value=money.value + rest.value / 100, span=span)
    return None


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
        if last is not None and _is_called_out(text, last, amount):
            span = (last.span[0], amount.span[1])
            merged[-1] = Amount(last.value + amount.value / 100, "money", span, "price", last.hedge)
        else:
            merged.append(amount)
    return merged


def _is_called_out(text: str, whole: Amount, cents: Amount) -> bool:
    return (
        not whole.unit
        and not cents.unit
        and text[whole.span[1] : cents.span[0]] == " "
        and 10 <= cents.value < 100
        and whole.value < 1000
        and all(_ENGLISH_NUMBER.fullmatch(text[slice(*one.span)]) for one in (whole, cents))
    )


def _is_article(text: str, amount: Amount) -> bool:
    """Whether 一 says per what, as in 一毫升 after a price."""
    start, end = amount.span
    per = (
        text[start:end].startswith("一")
        and amount.value == 1
        and text[max(0, start - 1) : start] in _MONEY_SIGNS
    )
    single = text[start:end].startswith("一") and amount.value in {1, 500} and amount.unit in _DIMENSIONS
    if single and (_RECKONED.search(text[max(0, start - 3) : start]) or _RECKONED_AFTER.match(text, end)):
        return True
    return per and amount.unit != "money"
