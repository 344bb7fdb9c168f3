"""A sum of money as a sentence states it."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from floorwalker.grounding.checking.arithmetic import agrees
from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known import Stated, Thing
from floorwalker.grounding.patterns import pattern
from floorwalker.grounding.reading import Amount
from floorwalker.grounding.records import Role

_DOLLARS = frozenset({"USD", "CAD", "AUD", "HKD", "SGD", "NZD", "TWD"})
_NEAR = 40
"""Characters within which a number of pieces belongs to a sum."""
_DASH = re.compile(r"\s?[—–]+\s?$")
_DASHED = 4
_DIFFERENCE = pattern("prices", "difference")
_DIFFERENCE_AFTER = pattern("prices", "difference_after")
_TOTAL = pattern("prices", "total")
_EACH = pattern("prices", "each")
_PER_THING = pattern("prices", "per_thing")
_EACH_BEFORE = pattern("prices", "each_before")
_WAS = pattern("prices", "was")
_WAS_AFTER = pattern("prices", "was_after")
_ECHO = pattern("prices", "echo")
_REST_BEFORE = pattern("prices", "rest_before")
_REST_AFTER = pattern("prices", "rest_after")
_FIGURE_BEGINS = pattern("prices", "figure_begins")


class SaidSum:
    """A sum of money in a sentence, with what the words around it say it is.

    Attributes:
        before: up to 40 characters of the clause before the sum; ``after`` up to 24 behind it.
        subjects: the goods it is said of; ``named`` tells whether the sentence names them.
        difference: whether it is called a difference, ``total`` a total, ``each`` a price by the piece.
        was: whether it is called a former price.
        is_spelt: whether it is written in English words.
    """

    def __init__(self, amount: Amount, context: Context) -> None:
        self.amount = amount
        self.context = context
        start, end = amount.span
        text = context.text
        first, last = context.clause(amount.span)
        self.before = text[max(first, start - 40) : start]
        self.after = text[end : min(last, end + 24)]
        self.clause = text[first:last]
        self.subjects = context.goods(amount.span)
        self.named = context.subjects.group(amount.span) is not None
        inside = text[start:end]
        self.is_spelt = inside.replace("-", "").replace(" ", "").isalpha() and inside.isascii()
        near = text[max(0, start - 24) : start] + inside[: _digits_at(inside)]
        self.difference = context.says(_DIFFERENCE, near) or bool(
            _DIFFERENCE_AFTER in context.clues and _DIFFERENCE_AFTER.match(text[end : end + 16])
        )
        self.total = context.says(_TOTAL, self.clause) or context.says(
            _TOTAL, text[max(0, start - 30) : start]
        )
        self.each = context.says(_EACH_BEFORE, text[max(first, start - 14) : start]) or context.says(
            _EACH, text[max(first, start - 8) : min(last, end + 10)]
        )
        earlier = max((a.span[1] for a in context.amounts if a.span[1] <= start), default=0)
        self.each = self.each or bool(_PER_THING in context.clues and _PER_THING.match(text[end : end + 16]))
        self.was = context.says(_WAS, text[max(earlier, start - 26) : start]) or bool(
            _WAS_AFTER in context.clues and _WAS_AFTER.match(text[end : end + 16])
        )

    def is_tag(self) -> bool:
        """Whether the sum stands behind a name and a dash, as the price does in a list."""
        start = self.amount.span[0]
        dash = _DASH.search(self.context.text[max(0, start - _DASHED) : start])
        return dash is not None and any(
            mention.whole and mention.span[1] == start - len(dash[0])
            for mention in self.context.subjects.mentions
        )

    def is_echo(self) -> bool:
        """Whether the sum repeats what the customer said; what is left of it is worked out."""
        start, end = self.amount.span
        if self.context.says(_REST_BEFORE, self.before) or _REST_AFTER.match(self.context.text, end):
            return False
        return self.context.says(_ECHO, self.context.text[max(0, start - 40) : end + 16])

    def prices(self, goods: Iterable[Thing]) -> Iterator[Stated]:
        """The prices of goods, each its own or, where it has none, its family's."""
        for good in goods:
            own = good.numbers("price")
            yield from own or [
                s for thing in self.context.things.family(good) for s in thing.numbers("price")
            ]

    def stated(self, things: Iterable[Thing], *roles: Role) -> Iterator[Stated]:
        """What the fields of some roles state, of several things."""
        return (stated for thing in things for stated in thing.numbers(*roles))

    def orders(self) -> list[Thing]:
        """Orders and their payments, whose sums are of the whole."""
        return [
            t for t in self.context.things.all if t.key.kind == "order" and not t.key.part.startswith("items")
        ]

    def first(self, stated: Iterable[Stated]) -> Fact | None:
        """The first of some figures that the sum agrees with."""
        return next((one.fact for one in stated if self.agrees(one.value, one.currency)), None)

    def neighbours(self) -> Iterator[Amount]:
        """The counts near the sum, which may say how many pieces it is for."""
        start, end = self.amount.span
        return (
            a for a in self.context.amounts
            if a.span != self.amount.span and a.sense in {"count", "plain", "stock"}
            and start - _NEAR <= a.span[1] and a.span[0] <= end + _NEAR
        )  # fmt: skip

    def agrees(self, value: Decimal, currency: str) -> bool:
        """Whether the sum is this value, as far as its hedge allows."""
        if self.is_spelt and self.amount.value == value * 100:
            return self.same_currency(currency)  # seven ninety-five is 7.95
        return self.same_currency(currency) and agrees(
            self.amount.value, value, self.amount.hedge, self.amount.high
        )

    def agrees_rounded(self, value: Decimal, currency: str) -> bool:
        """As :meth:`agrees`; a value with parts of a cent may be rounded either way."""
        return self.same_currency(currency) and (
            agrees(self.amount.value, value, self.amount.hedge)
            or (
                value != value.quantize(Decimal("0.01")) and abs(value - self.amount.value) <= Decimal("0.01")
            )
            or (self.amount.hedge == "about" and abs(value - self.amount.value) <= value / 20)
        )

    def same_currency(self, currency: str) -> bool:
        """Whether the sum may be of a currency (an ISO code; empty where a record names none)."""
        said = self.amount.currency
        if not said or not currency or said == currency:
            return True
        if said == "CNY" and self.context.words(self.amount.span).endswith("块"):
            return True  # said of any money
        if currency in {"CNY", "JPY"} and "¥" in self.context.words(self.amount.span):
            return True
        return self.amount.ambiguous and currency in _DOLLARS


def _digits_at(inside: str) -> int:
    found = _FIGURE_BEGINS.search(inside)
    return found.start() if found else 0
