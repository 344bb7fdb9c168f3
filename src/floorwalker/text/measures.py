"""The size of goods that a shopper names: 50ml, 半斤, an 8-inch pan."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from floorwalker.text._regex import regex
from floorwalker.text._units import SIZE_UNITS
from floorwalker.text.prices import find_prices
from floorwalker.text.quantities import find_quantities

_OF_A_PERSON = regex(
    r"(?:身高|体重|个子|(?<![给帮跟送])我|(?<![a-z])(?:i\s?am|i'm|he's|she's|he\sis|she\sis|who\sis|who's|weighs?|height\sis|my\sheight"
    r"|my\sweight)(?:\s(?:about|around|is|only|just))?)[\s:是有才]{0,2}$"
)
_NO_SIZE_AFTER = regex(
    r"\s?(?:网|手机|全网|版|路由|内存|运存|存储|硬盘|固态|[uU]盘|信号|[pP]hone|[rR][aA][mM]|memory|storage|network|signal|sim|wifi|SIM)"
)
_PERSON_AFTER = regex(
    r"\s?(?:的?个子|的?身高|的?体重|的?(?:男生|女生|小个子)|\stall(?=\s*(?:$|[,.;!?]|and)))"
)
_WINDOW = 16


@dataclass(frozen=True, slots=True)
class Measure:
    """A volume, weight or length in the unit named; ``span`` is in the original text.

    ``unit`` is one of ml cl l qt gal fl_oz, mg g kg oz lb, mm cm m inch ft; a 斤 is given as 500 g, a 两 as
    50 g.
    """

    value: Decimal
    unit: str
    span: tuple[int, int]
    text: str


def find_measure(text: str) -> Measure | None:
    """The first size of goods that a text names, or ``None``.

    Sums of money (twenty pounds) and the height and weight of a person (身高165cm) are none.
    """
    quantities = find_quantities(text)
    pounds = any(found.unit == "lb" for found in quantities)
    sums = {at for price in find_prices(text) for at in range(*price.span)} if pounds else set()
    for found in quantities:
        if found.unit not in SIZE_UNITS or _is_of_a_person(text, found.span):
            continue
        if found.text[-1:] == "M" or (found.unit == "g" and _NO_SIZE_AFTER.match(text, found.span[1])):
            continue  # 3M is a brand, 5G a network
        if found.unit == "lb" and not sums.isdisjoint(range(*found.span)):
            continue
        return Measure(found.value, found.unit, found.span, found.text)
    return None


def _is_of_a_person(text: str, span: tuple[int, int]) -> bool:
    before = text[max(0, span[0] - _WINDOW) : span[0]].lower()
    after = text[span[1] : span[1] + _WINDOW].lower()
    return _OF_A_PERSON.search(before) is not None or _PERSON_AFTER.match(after) is not None
