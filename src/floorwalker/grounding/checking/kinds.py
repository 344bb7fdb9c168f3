"""Kinds of goods that the evidence has none of."""

import re
from collections.abc import Iterator

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import uncovered
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.known.words import chinese_pairs
from floorwalker.grounding.patterns import pattern, words
from floorwalker.grounding.reading import Span
from floorwalker.text import product_types

_GOES_ON = re.compile(r"[\u4e00-\u9fff]")
_OF_A_KIND = pattern("frames", "of_a_kind")
_JOINS = words("names", "joins")


def other_kinds(context: Context) -> Iterator[Verdict]:
    """A kind of goods right behind words of a name that are of another kind: 橄榄油润唇膏 of a hand cream."""
    if not context.has_chinese or not context.things.kinds:
        return
    beside = [
        span
        for clause in context.clauses
        for word, span in uncovered(context, clause)
        if not word.isascii() and _follows_name(context, span[0])
    ]
    if not beside:
        return
    for kind, span in context.kinds:
        if (
            not fits(kind, context)
            and (not _GOES_ON.match(context.text, span[1]) or context.text[span[1]] in _JOINS)
            and any(span[0] <= start and end <= span[1] for start, end in beside)
        ):
            yield Verdict(span, "product", False, None, "the evidence has no goods of this kind")


def fits(kind: str, context: Context) -> bool:
    """Whether the evidence has goods of a kind, of a wider one, or of a narrower one."""
    types = product_types()
    wider = {above for one in context.things.kinds for above in types.ancestors(one)}
    own = (context.things.kinds - wider) or context.things.kinds
    known = context.things.kinds | wider
    return kind in known or bool(own & set(types.ancestors(kind)) or own & types.descendants(kind))


def kinds_inside(context: Context) -> Iterator[Verdict]:
    """Goods of a kind that the evidence does not have: a hair dryer in a parcel of earbuds."""
    opening = next(iter(context.found(_OF_A_KIND)), None)
    if opening is None or not context.things.goods:
        return
    if not context.things.kinds:
        return
    for kind, span in context.kinds:
        if span[0] < opening.end() or fits(kind, context) or not uncovered(context, span):
            continue
        if _OF_A_KIND.search(context.text[max(0, span[0] - 14) : span[0]]):
            yield Verdict(span, "product", False, None, "the evidence has no goods of this kind")


def _follows_name(context: Context, place: int) -> bool:
    return any(end == place and _is_name(context, (start, end)) for start, end in context.covered)


def _is_name(context: Context, span: Span) -> bool:
    pairs = {pair for pair, _ in chinese_pairs(context.text[slice(*span)])}
    return any(pairs and pairs <= thing.name_words for thing in context.families(span))
