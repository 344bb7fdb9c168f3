"""What a figure is an amount of, and how far it commits, by the words around it."""

import re
from dataclasses import replace
from typing import cast

from floorwalker.grounding.patterns import one_of, pattern
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
_ACROSS = re.compile(r"\d\s(?:stars?\s)?(?:over|from)\s$")
_FIGURE = re.compile(r"[\d$£€¥零一二两三四五六七八九十百千万]")
_SOME_MORE = re.compile(r"[多余几]|\+$")


_DENIED = pattern("amounts", "denied")


def completed(text: str, amount: Amount) -> Amount:
    """An amount with its hedge, and with what the words around it say it is an amount of."""
    start, end = amount.span
    before = text[max(0, start - _BEFORE) : start]
    if _ACROSS.search(before):
        return replace(amount, sense=_sense(text, amount, before, end))  # 4.6 over 318 reviews
    inside = text[start:end]
    hedge: Hedge = ""
    if found := _HEDGE.search(before):
        hedge = _hedge(found)
        before = before[: found.start()] or before
    elif lead := _lead(inside):
        hedge = _hedge(_HEDGE.search(lead))
    if hedge in {"", "about"} and amount.unit != "spf" and (after := _HEDGE_AFTER.match(text, end)):
        hedge = _hedge(after)
    if not hedge and amount.high is not None and _SOME_MORE.search(inside):
        hedge = "over"
    denied = _DENIED.search(text[max(0, start - 16) : start]) is not None
    return replace(amount, hedge=hedge, sense=_sense(text, amount, before, end), denied=denied)


def counts_something_else(text: str, span: Span, currency: str | None) -> bool:
    """Whether what was read as a sum without a currency counts something else."""
    return currency is None and (
        _NOT_MONEY_AFTER.match(text, span[1]) is not None
        or _REVIEWS_AFTER.match(text, span[1]) is not None
        or (_SALES_AFTER.match(text, span[1]) is not None and not _PRICE_AFTER.match(text, span[1]))
    )


def _hedge(found: re.Match[str] | None) -> Hedge:
    return cast(Hedge, found.lastgroup) if found else ""


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
