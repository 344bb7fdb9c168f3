"""Money in what shoppers and clerks say: ranges that bound a wish, and plain mentions of an amount."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from floorwalker.text._decades import Decade, find_decades
from floorwalker.text._figure_counts import find_figure_counts
from floorwalker.text._in_passing import told_in_passing
from floorwalker.text._money import BARE, MONEY, Marked, mark
from floorwalker.text._price_phrases import BARE_FILLER, CORRECTION, PRICE_WORDS, SPOKEN_PRICE
from floorwalker.text._price_rules import Bounds, PriceKind, read_bounds
from floorwalker.text._regex import rare, regex
from floorwalker.text._slips import mended_text
from floorwalker.text.funds import with_funds
from floorwalker.text.limits import bound_by_limits
from floorwalker.text.normalise import Folded, folded_text
from floorwalker.text.ratings import rating_floors

_MERGE_WITHIN = 24
_CURRENCY_APART = regex(
    r"(?<![a-z])(?P<USD>us\sdollars?|dollars?|bucks|usd)(?![a-z])|(?<![a-z])(?P<EUR>euros?|eur)(?![a-z])"
    r"|(?<![a-z])(?P<GBP>quid|gbp|(?:(?<=in\s)|(?<=pounds\s))sterling)(?![a-z]|\ssilver)|(?<![a-z])(?P<CNY>yuan|rmb|cny)(?![a-z])|(?P<cny>人民币)|(?P<usd>美[元金])"
    r"|(?P<hkd>港[币元纸])|(?P<jpy>日[元币])|(?P<eur>欧元)|(?P<gbp>英镑)|(?P<twd>台币)|(?P<krw>韩[元币])"
)


@dataclass(frozen=True, slots=True)
class PriceRange:
    """What a text says a thing may cost, in major units, bounds inclusive.

    ``about`` is the figure named where the bounds come from "around" (a quarter less to a quarter more) or
    from a plain amount. ``kind`` says which words were used: "amount" is a sum without a comparison ("a $50
    perfume"), which may also be the price of something seen before. ``currency`` is an ISO code, ``None``
    where none is named; ``ambiguous_currency`` marks a bare ``$``, "dollars" or "bucks", read as USD.
    ``explicit`` is false where no word of money or comparison says that the figures are a price, only
    their shape does (两三百, 50-150). ``span`` counts code points of the original text, end exclusive.
    """

    min: Decimal | None
    max: Decimal | None
    about: Decimal | None
    currency: str | None
    span: tuple[int, int]
    text: str
    explicit: bool
    kind: PriceKind
    ambiguous_currency: bool = False


class PriceMention(NamedTuple):
    """An amount of money in a text; ``currency`` is ``None`` where only a word such as 售价 says it is one.

    Where ``approximate``, the words name a rough figure (百来块) or a range up to ``high`` (三百多块).
    """

    amount: Decimal
    currency: str | None
    span: tuple[int, int]
    text: str
    approximate: bool = False
    high: Decimal | None = None
    ambiguous_currency: bool = False


def find_price_ranges(text: str) -> list[PriceRange]:
    """The price ranges of a text, in order.

    A number counts as a price beside a currency, a comparison (under, 以内) or a budget; a bare number does
    not, nor one that counts or measures something (50ml, 第二款, 4.5 stars, women over 40). Two half-open
    ranges side by side become one (至少100最多200), and one taken back is left out ("no, I meant under 80").
    """
    return list(_ranges_of(text))


@lru_cache(maxsize=16)
def _ranges_of(text: str) -> tuple[PriceRange, ...]:
    """The ranges of a text, remembered because price and quantity are read from the same message."""
    folded = mended_text(text)
    if not folded.text:
        return ()
    marked = _marked(folded)
    read = bound_by_limits(marked, with_funds(marked, read_bounds(marked)))
    bounds = sorted((*read, *find_figure_counts(folded.text)), key=lambda one: one.start)
    found = [_range(folded, one) for one in bounds if not told_in_passing(folded.text, one)]
    found = _with_currency_apart(marked, found)
    found = _merge_halves(folded, _drop_corrected(folded, found))
    return tuple(found or (_by_tens(folded, one) for one in find_decades(folded.text)))


def _by_tens(folded: Folded, found: Decade) -> PriceRange:
    span = folded.span(found.start, found.end)
    said = folded.original[slice(*span)]
    return PriceRange(found.low, found.high, None, None, span, said, True, "between")


def bare_amount(text: str) -> PriceRange | None:
    """The budget in a message that is little more than a number: "300 吧", "about 80", "50 to 100".

    For use where the shopper was asked for one. A plain figure is then the most they would spend; ``None``
    where the message says anything else.
    """
    folded = mended_text(text)
    marked = _marked(folded)
    bounds = read_bounds(marked)
    used = {at for one in bounds for at in one.amounts}
    loose = [amount for start, amount in marked.amounts.items() if start not in used]
    if len(bounds) + len(loose) != 1:
        return None
    start, end = (bounds[0].start, bounds[0].end) if bounds else (loose[0].start, loose[0].end)
    rest = f"{marked.text[:start]} {marked.text[end:]}"
    if BARE_FILLER.sub("", rest).strip():
        return None
    if bounds and bounds[0].kind != "amount":
        return _range(folded, bounds[0])
    amount = marked.amounts[bounds[0].amounts[0]] if bounds else loose[0]
    span = folded.span(start, end)
    most = amount.high or amount.low
    return PriceRange(
        amount.low if amount.high else None,
        most,
        None,
        amount.currency,
        span,
        text[slice(*span)],
        amount.currency is not None,
        "between" if amount.high else "max",
        amount.ambiguous,
    )


def find_prices(text: str) -> list[PriceMention]:
    """The amounts of money that a text states, in order.

    Read are ¥139, 139元, $195.00, RMB 139, 一百三十九元, 售价139, 160一块, and figures called out as prices
    are (一百六).
    """
    folded = mended_text(text)
    if not folded.text:
        return []
    marked = _marked(folded)
    stated, shared = set[int](), dict[int, str]()
    if any(amount.currency is None for amount in marked.amounts.values()):
        stated = {match.start("a") for words in _price_words() for match in words.finditer(marked.text)}
        shared = _shared_currencies(marked)
    mentions = []
    for start, amount in sorted(marked.amounts.items()):
        currency = amount.currency or shared.get(start)
        if currency is None and start not in stated and not SPOKEN_PRICE.match(folded.text, start):
            continue
        span = folded.span(amount.start, amount.end)
        mentions.append(
            PriceMention(
                amount.low,
                currency,
                span,
                text[slice(*span)],
                amount.approximate,
                amount.high,
                amount.ambiguous,
            )
        )
    return mentions


@cache
def _price_words() -> list[re.Pattern[str]]:
    return [rare(pattern) for pattern in PRICE_WORDS]


_PAIR = regex(rf"(?P<a>[{MONEY}{BARE}]\ue00f*+)\s?(?:-|~|—|到|至|to)\s?(?P<b>[{MONEY}{BARE}])")


def _shared_currencies(marked: Marked) -> dict[int, str]:
    """The currency of a bare end of a range, taken from its other end: the 40 of $20-40."""
    shared: dict[int, str] = {}
    for match in _PAIR.finditer(marked.text):
        one, two = marked.amounts[match.start("a")], marked.amounts[match.start("b")]
        currency = one.currency or two.currency
        if currency:
            shared |= {one.start: currency, two.start: currency}
    return shared


def _marked(folded: Folded) -> Marked:
    return mark(folded, [(start, end) for _, start, end in rating_floors(folded)])


def _range(folded: Folded, bounds: Bounds) -> PriceRange:
    span = folded.span(bounds.start, bounds.end)
    return PriceRange(
        bounds.low,
        bounds.high,
        bounds.about,
        bounds.currency,
        span,
        folded.original[slice(*span)],
        bounds.explicit,
        bounds.kind,
        bounds.ambiguous,
    )


def _drop_corrected(folded: Folded, ranges: list[PriceRange]) -> list[PriceRange]:
    kept: list[PriceRange] = []
    for one in ranges:
        if kept and CORRECTION.search(folded_text(folded.original[kept[-1].span[1] : one.span[0]]).text):
            taken_back = kept.pop()
            kept.append(_as(taken_back.kind, one) if one.kind == "amount" else one)
        else:
            kept.append(one)
    return kept


def _with_currency_apart(marked: Marked, ranges: list[PriceRange]) -> list[PriceRange]:
    """Ranges whose currency is named elsewhere, if one is: "high 400s, dollars", 预算五百，美金."""
    if not ranges or any(one.currency for one in ranges):
        return ranges
    matches = list(_CURRENCY_APART.finditer(marked.text))
    named = {(match.lastgroup or "").upper() for match in matches}
    if len(named) != 1:
        return ranges
    unclear = any("dollar" in match[0] or match[0] == "bucks" for match in matches)
    currency = named.pop()
    return [replace(one, currency=currency, ambiguous_currency=unclear) for one in ranges]


def _as(kind: PriceKind, amount: PriceRange) -> PriceRange:
    """A plain amount in the place of a range: "under 50, no, $80" means under 80."""
    if kind == "max":
        return replace(amount, kind=kind, min=None, max=amount.about, about=None)
    if kind == "min":
        return replace(amount, kind=kind, min=amount.about, max=None, about=None)
    return amount


def _merge_halves(folded: Folded, ranges: list[PriceRange]) -> list[PriceRange]:
    merged: list[PriceRange] = []
    for one in ranges:
        whole = _join(folded, merged[-1], one) if merged else None
        if whole is not None:
            merged[-1] = whole
        else:
            merged.append(one)
    return merged


def _join(folded: Folded, one: PriceRange, two: PriceRange) -> PriceRange | None:
    lower, upper = (one, two) if one.kind == "min" else (two, one)
    if (lower.kind, upper.kind) != ("min", "max") or lower.min is None or upper.max is None:
        return None
    between = folded.original[one.span[1] : two.span[0]]
    same_currency = one.currency is None or two.currency is None or one.currency == two.currency
    if lower.min > upper.max or len(between) > _MERGE_WITHIN or re.search(r"[.。!?！？;；\n]", between):
        return None
    if not same_currency:
        return None
    start, end = one.span[0], two.span[1]
    return PriceRange(
        lower.min,
        upper.max,
        None,
        one.currency or two.currency,
        (start, end),
        folded.original[start:end],
        True,
        "between",
        one.ambiguous_currency or two.ambiguous_currency,
    )
