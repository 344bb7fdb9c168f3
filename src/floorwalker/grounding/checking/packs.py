"""How many pieces of a size a pack has: 三瓶80g, "12 bars of 40 g", 内含2支."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from floorwalker.grounding.checking.arithmetic import same_measure
from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.patterns import pattern
from floorwalker.grounding.reading import Amount

_BETWEEN = pattern("numbers", "of_a_size")
_INSIDE = pattern("numbers", "inside")
_TIMES = re.compile(r"\s?[*x×]\s?(\d{1,3})(?!\d)")


def packs(context: Context) -> Iterator[Verdict]:
    """Numbers of pieces that the record gives otherwise for their size, and one where there are more."""
    amounts = context.amounts
    for piece, size in pairwise(amounts):
        between = context.text[piece.span[1] : size.span[0]]
        if piece.unit == "piece" and size.sense == "measure" and _BETWEEN.fullmatch(between):
            told = list(_told(context, size))
            if told and all(count != piece.value for count, _ in told):
                yield Verdict(piece.span, "quantity", False, told[0][1], f"{told[0][0]} of this size")
    for amount in amounts:
        if amount.unit == "piece" and amount.value == 1 and _INSIDE.search(context.text[: amount.span[0]]):
            counter = context.words(amount.span)[-1]
            several = [
                (found.value, fact)
                for thing in context.families(amount.span)
                for found, fact in thing.amounts
                if found.unit == "piece" and counter in str(fact.value)[slice(*found.span)]
            ]
            if several and all(value > 1 for value, _ in several):
                yield Verdict(amount.span, "quantity", False, several[0][1], f"on record: {several[0][0]}")


def _told(context: Context, size: Amount) -> Iterator[tuple[Decimal, Fact]]:
    """How many pieces of a size the record counts, where it writes 80g*3."""
    for thing in context.families(size.span):
        for text, fact in thing.texts:
            for found, source in thing.amounts:
                times = _TIMES.match(text, found.span[1]) if source is fact and "\n" not in text else None
                if times and found.unit and same_measure(size, found.value, found.unit):
                    yield Decimal(times[1]), fact
