"""Goods named by what is done with them: 洗头的 is shampoo, and 想染个头发 asks for hair dye."""

from collections.abc import Collection, Iterator

from floorwalker.dialogue.understand.patterns import asides, negations, uses
from floorwalker.text import Folded, TypeMatch


def kinds_by_use(text: str, named: Collection[TypeMatch]) -> Iterator[TypeMatch]:
    """The kinds of goods that a text names by their use.

    Args:
        text: what the shopper wrote.
        named: the kinds named outright; in a clause with one, a deed tells what that one is for.
    """
    message = Folded.of(text)
    for kind, pattern in uses().items():
        for match in pattern.finditer(message.text):
            start, end = match.span()
            stands = asides()["stands_for_goods"].match(message.text, end)
            if not stands and not _is_wished(message.text, start, end):
                continue
            span = message.span(start, stands.end() if stands else end)
            beside = (one.span for one in named if one.span[1] <= span[0] or span[1] <= one.span[0])
            if not any(in_one_clause(text, span, other) for other in beside):
                yield TypeMatch(kind, span, text[slice(*span)])


def _is_wished(text: str, start: int, end: int) -> bool:
    """Whether a deed is what the shopper wishes to do, and not said of other goods."""
    wished = asides()["wished_deed"].search(text[:start]) is not None
    return wished and not text.startswith("的", end)


def in_one_clause(text: str, span: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches of a text stand in one clause."""
    between = text[span[1] : other[0]] if span[0] <= other[0] else text[other[1] : span[0]]
    return negations()["clause_end"].search(between) is None
