"""Kinds of goods that the evidence has none of."""

import re
from collections.abc import Iterator

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import uncovered
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.known.words import chinese_pairs
from floorwalker.grounding.patterns import pattern
from floorwalker.grounding.reading import Span
from floorwalker.text import product_types

_GOES_ON = re.compile(r"[\u4e00-\u9fff]")
_OF_A_KIND = pattern("frames", "of_a_kind")


def other_kinds(context: Context) -> Iterator[Verdict]:
    """A kind of goods right behind words of a name that are of another kind: 橄榄油润唇膏 of a hand cream."""
    own = context.things.kinds
    if not own:
        return
    beside = [
        span
        for clause in context.clauses
        for word, span in uncovered(context, clause)
        if not word.isascii() and _follows_name(context, span[0])
    ]
    if not beside:
        return
    types = product_types()
    known = own | {wider for one in own for wider in types.ancestors(one)}
    for kind, span in context.kinds:
        fits = kind in known or own & set(types.ancestors(kind)) or known & types.descendants(kind)
        if (
            not fits
            and not _GOES_ON.match(context.text, span[1])
            and any(span[0] <= start and end <= span[1] for start, end in beside)
        ):
            yield Verdict(span, "product", False, None, "the evidence has no goods of this kind")


def kinds_inside(context: Context) -> Iterator[Verdict]:
    """Goods of a kind that the evidence does not have: a hair dryer in a parcel of earbuds."""
    opening = next(iter(context.found(_OF_A_KIND)), None)
    if opening is None or not context.things.goods:
        return
    own = context.things.kinds
    if not own:
        return
    types = product_types()
    known = own | {wider for one in own for wider in types.ancestors(one)}
    for kind, span in context.kinds:
        fits = kind in known or own & set(types.ancestors(kind))
        if span[0] < opening.end() or fits or not uncovered(context, span):
            continue
        if _OF_A_KIND.search(context.text[max(0, span[0] - 14) : span[0]]):
            yield Verdict(span, "product", False, None, "the evidence has no goods of this kind")


def _follows_name(context: Context, place: int) -> bool:
    return any(end == place and _is_name(context, (start, end)) for start, end in context.covered)


def _is_name(context: Context, span: Span) -> bool:
    pairs = {pair for pair, _ in chinese_pairs(context.text[slice(*span)])}
    return any(pairs and pairs <= thing.name_words for thing in context.families(span))
