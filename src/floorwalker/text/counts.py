"""How many pieces a shopper wants: 两瓶, half a dozen, ×3."""

from __future__ import annotations

from dataclasses import dataclass

from floorwalker.text import _counts_en, _counts_zh
from floorwalker.text._slips import mended_text
from floorwalker.text.numerals import read_numbers
from floorwalker.text.prices import find_price_ranges


@dataclass(frozen=True, slots=True)
class Count:
    """A number of pieces to buy; ``span`` is in the original text."""

    pieces: int
    span: tuple[int, int]
    text: str


def find_quantity(text: str) -> Count | None:
    """The number of pieces a message asks for, the first if it names several, or ``None``.

    Read are counters and nouns (两瓶, six scarves), dozens (半打, a dozen), signs (×3, 2x, qty 5), 俩 and 仨.
    Packs (三支装, a 6-pack), promotions (买一送一), places in a list (第二瓶, "the top two"), how many are to
    be shown ("show me three options") and articles (一个, "a", "one") are no quantities.
    """
    folded = mended_text(text)
    readings = read_numbers(folded)
    found = [*_counts_zh.read_counts(folded.text, readings), *_counts_en.read_counts(folded.text, readings)]
    if not found:
        return None
    priced = {at for price in find_price_ranges(text) for at in range(*price.span)}
    for start, end, pieces in sorted(found, key=lambda count: (count[0], -count[1])):
        span = folded.span(start, end)
        if pieces and span[0] not in priced:
            return Count(pieces, span, text[slice(*span)])
    return None
