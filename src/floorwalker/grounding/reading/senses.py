"""What a figure is an amount of, and how far it commits, by the words around it."""

import re
from typing import NamedTuple, cast

from floorwalker.grounding.patterns import Clues, Said, clues, one_of, pattern
from floorwalker.grounding.reading.amount import Amount, Hedge, Sense, Span

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
_NOT_MONEY_AFTER = pattern("amounts", "not_money_after")
_ACROSS = Said(r"\d\s(?:stars?\s)?(?:over|from)\s$")
_FIGURE = re.compile(r"[\d$£€¥零一二两三四五六七八九十百千万]")
_SOME_MORE = re.compile(r"[多余几]|\+$")
_DENIED = pattern("amounts", "denied")
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})


class _Around(NamedTuple):
    """The words on either side of a figure."""

    text: str
    before: str
    end: int
    clues: Clues

    def follows(self, said: Said, at: int | None = None) -> bool:
        """Whether a pattern stands right behind it, or ``at`` a place."""
        return said in self.clues and said.match(self.text, self.end if at is None else at) is not None

    def precedes(self, said: Said) -> bool:
        """Whether a pattern stands before it."""
        return said in self.clues and said.search(self.before) is not None


def completed(text: str, amount: Amount) -> Amount:
    """An amount with its hedge, and with what the words around it say it is an amount of."""
    start, end = amount.span
    around = _Around(text, text[max(0, start - _BEFORE) : start], end, clues(text))
    if around.precedes(_ACROSS):
        return amount._replace(sense=_sense(amount, around))  # 4.6 over 318 reviews
    hedge, around = _hedged(amount, around)
    denied = _DENIED in around.clues and _DENIED.search(text[max(0, start - 16) : start]) is not None
    sense = _sense(amount, around)
    value, unit, span, _, _, high, currency, ambiguous, rough, _ = amount
    return Amount(value, unit, span, sense, hedge, high, currency, ambiguous, rough, denied)


def _hedged(amount: Amount, around: _Around) -> tuple[Hedge, _Around]:
    """The hedge of a figure, and what is left of the words before it."""
    hedge: Hedge = ""
    inside = around.text[slice(*amount.span)]
    if _HEDGE in around.clues:
        if found := _HEDGE.search(around.before):
            hedge = _name(found)
            around = around._replace(before=around.before[: found.start()] or around.before)
        elif lead := _lead(inside):
            hedge = _name(_HEDGE.search(lead))
    if hedge in {"", "about"} and amount.unit != "spf" and _HEDGE_AFTER in around.clues:
        hedge = _name(_HEDGE_AFTER.match(around.text, around.end)) or hedge
    if not hedge and amount.high is not None and _SOME_MORE.search(inside):
        hedge = "over"
    return hedge, around


def counts_something_else(text: str, span: Span, currency: str | None) -> bool:
    """Whether what was read as a sum without a currency counts something else."""
    if currency is not None:
        return False
    around = _Around(text, "", span[1], clues(text))
    return (
        around.follows(_NOT_MONEY_AFTER)
        or around.follows(_REVIEWS_AFTER)
        or (around.follows(_SALES_AFTER) and not around.follows(_PRICE_AFTER))
    )


def _name(found: re.Match[str] | None) -> Hedge:
    return cast(Hedge, found.lastgroup) if found else ""


def _lead(inside: str) -> str:
    """The words of a span before its figure: finders may take "under $25" whole."""
    if inside[0].isdigit():
        return ""
    found = _FIGURE.search(inside)
    return inside[: found.start()] if found else ""


def _sense(amount: Amount, around: _Around) -> Sense:
    if amount.unit == "zhe":
        return "discount"
    if amount.unit == "percent":
        return "discount" if around.follows(_OFF_AFTER) or around.precedes(_OFF_BEFORE) else "measure"
    if amount.unit == "money" and (amount.currency or around.follows(_PRICE_AFTER)):
        return "price"
    if amount.unit == "star":
        return "rating"
    if amount.unit in _TIMES:
        return "time"
    return _sense_of_a_count(amount, around) if amount.unit in {"", "piece", "money"} else "measure"


def _sense_of_a_count(amount: Amount, around: _Around) -> Sense:
    """What a bare figure, a number of pieces or a sum without a currency is an amount of."""
    end = around.end
    tail = end - (1 if amount.unit == "piece" and around.text[end - 1 : end] in "条个位件份" else 0)
    if around.follows(_REVIEWS_AFTER) or around.follows(_REVIEWS_AFTER, at=tail):
        return "reviews"
    if amount.value <= 10 and around.follows(_RATING_AFTER):
        return "rating"
    if around.follows(_STOCK_AFTER) or around.follows(_STOCK_AFTER, at=tail):
        return "stock"
    if around.follows(_SALES_AFTER) or around.follows(_SALES_AFTER, at=tail):
        return "popularity"
    if amount.unit != "piece" and around.follows(_PRICE_AFTER):
        return "price"
    if around.precedes(_REVIEWS_BEFORE):
        return "reviews"
    if amount.value <= 10 and around.precedes(_RATING_BEFORE):
        return "rating"
    if around.precedes(_SALES_BEFORE):
        return "popularity"
    if amount.unit != "piece" and around.precedes(_PRICE_BEFORE):
        return "price"
    if around.precedes(_STOCK_BEFORE):
        return "stock"
    if amount.unit == "money":
        return "price"
    return "count" if amount.unit == "piece" else "plain"
