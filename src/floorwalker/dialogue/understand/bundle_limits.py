"""Which figure of a message bounds the whole, which what a person gets, and which a single piece."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from floorwalker.dialogue.understand.bundle_words import bundle_words
from floorwalker.text import PriceRange, find_numbers, find_price_ranges, find_quantities

Span = tuple[int, int]

_REACH = 14  # so far from a figure may stand what it is for
_CLAUSE_END = re.compile(r"[.!?。！？;；\n]|[,，、](?=.{4})")
_FILLER_AFTER = re.compile(
    r"[\s:的话就是为在约到要用给想]*(?:大概|大约|差不多|控制|不能|不要|预算|花|budget|cost|price|spend|is|of|at|to|up|about|around|max|[$¥€£\s])*"
)
_FILLER_BEFORE = re.compile(
    r"\s*(?:块钱?|元|dollars?|bucks|usd|rmb|yuan|euros?|pounds?|max|or less)?\s*(?:max|,|for|as|in)?\s*"
)
_BUDGET_WORD = re.compile(r"预算|\bbudget\b")
_FOR_BEFORE = re.compile(
    r"\b(?:for|have|have got|'ve got|keep it to|keep it under|spend|within|around|about|max|maximum|up to)\s$"
    r"|(?:共|用|花|预算)$"
)
_SPENT_BEFORE = re.compile(
    r"\b(?:for|have|have got|'ve got|keep it (?:to|under|below)|spend)\s[$€£¥]?$|(?:我|只|手头|手里)有$"
)
_LEAST = 10  # a smaller figure without a word of money counts things


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of a bundle, in major units; ``plain`` is a price that no word says the reach of.

    ``is_budget`` tells whether that price is called a budget.
    """

    total: Decimal | None = None
    per_person: Decimal | None = None
    per_piece: Decimal | None = None
    plain: Decimal | None = None
    is_budget: bool = False


@dataclass(frozen=True, slots=True)
class _Figure:
    amount: Decimal
    span: Span
    text: str
    bare: bool


def find_limits(text: str) -> Limits:
    """Read the figures of a folded message."""
    words = bundle_words()
    figures = _figures(text)
    total = _beside(text, words.cues["together"], figures)
    figures = [figure for figure in figures if figure != total]
    piece = _beside(text, words.cues["per_piece"], figures)
    figures = [figure for figure in figures if figure != piece]
    person = _beside(text, words.cues["per_person"], figures)
    plain = [figure for figure in figures if figure != person and not figure.bare]
    last = plain[-1] if plain else None
    total_, person_, piece_, last_ = (
        figure.amount if figure else None for figure in (total, person, piece, last)
    )
    is_budget = last is not None and (
        _BUDGET_WORD.search(last.text) is not None or _SPENT_BEFORE.search(text[: last.span[0]]) is not None
    )
    return Limits(total_, person_, piece_, last_, is_budget=is_budget)


def price_spans(text: str) -> list[Span]:
    """Where a folded message speaks of prices."""
    return [price.span for price in find_price_ranges(text)]


def _figures(text: str) -> list[_Figure]:
    """Prices with an upper end, and bare numbers that count nothing."""
    prices = find_price_ranges(text)
    figures = [
        _Figure(most, price.span, price.text, bare=False)
        for price in prices
        if (most := _most(price)) is not None
    ]
    counted = [quantity.span for quantity in find_quantities(text)]
    taken = [*(price.span for price in prices), *counted]
    figures += [
        _Figure(number.high or number.value, number.span, number.text, bare=not _is_spent(text, number.span))
        for number in find_numbers(text)
        if number.value >= _LEAST and not any(_overlap(number.span, span) for span in taken)
    ]
    return figures


def _is_spent(text: str, span: Span) -> bool:
    """Whether a bare number is what shall be spent: the 300 of "two pots and two pans for 300"."""
    ends = not text[span[1] :].strip(" .!?。")
    return ends and _FOR_BEFORE.search(text[: span[0]]) is not None


def _most(price: PriceRange) -> Decimal | None:
    """What may be spent at most: "around 600" and "$600" are meant as 600, not as a quarter more."""
    return price.about if price.kind in ("about", "amount") else price.max


def _beside(text: str, cue: re.Pattern[str], figures: Sequence[_Figure]) -> _Figure | None:
    """The figure that stands next to a cue, in the same clause."""
    nearest: tuple[int, _Figure] | None = None
    for match in cue.finditer(text):
        for figure in figures:
            gap = _gap(text, match.span(), figure)
            if gap is not None and (nearest is None or gap < nearest[0]):
                nearest = (gap, figure)
    return nearest[1] if nearest else None


def _gap(text: str, cue: Span, figure: _Figure) -> int | None:
    start, end = figure.span
    if _overlap(cue, figure.span):
        return 0
    if cue[1] <= start:
        between, filler = text[cue[1] : start], _FILLER_AFTER
    else:
        between, filler = text[end : cue[0]], _FILLER_BEFORE
    if figure.bare and not filler.fullmatch(between):
        return None
    if len(between) > _REACH or _CLAUSE_END.search(between.strip()):
        return None
    return len(between)


def _overlap(one: Span, two: Span) -> bool:
    return one[0] < two[1] and two[0] < one[1]
