"""Goods named by what is done with them: 洗头的 is shampoo, and "something to sit on" asks for a chair."""

from collections.abc import Collection, Iterator

from floorwalker.dialogue.understand.patterns import asides, negations, uses
from floorwalker.text import Folded, TypeMatch


def kinds_by_use(text: str, named: Collection[TypeMatch], sold: Collection[str]) -> Iterator[TypeMatch]:
    """The kinds of goods that a text names by their use.

    Args:
        text: what the shopper wrote.
        named: the kinds named outright; in a clause with one, a deed tells what that one is for.
        sold: the kinds that the shop has. An English deed is done with goods of several kinds, and means
            those of them; what it is done to (fry eggs) is not asked for.
    """
    found = [one for one in _deeds(Folded.of(text)) if one.type_id in sold or not text[one.span[0]].isascii()]
    others = [
        one.span
        for one in named
        if not any(deed.span[0] <= one.span[0] < deed.span[1] for deed in found)
        and not (is_any_tool(one) or asides()["for_mine"].search(text[: one.span[0]].lower()))
    ]
    for deed in found:
        beside = (span for span in others if span[1] <= deed.span[0] or deed.span[1] <= span[0])
        if not any(
            in_one_clause(text, deed.span, other) and not _is_joined(text, deed.span, other)
            for other in beside
        ):
            yield deed


def _deeds(message: Folded) -> Iterator[TypeMatch]:
    """The deeds that the shopper wishes to do with goods, or that stand for them, by kind."""
    for kind, pattern in uses().items():
        for match in pattern.finditer(message.text):
            start, end = match.span()
            stands = asides()["stands_for_goods"].match(message.text, end)
            if stands or _is_wished(message.text, start, end):
                span = message.span(start, stands.end() if stands else end)
                yield TypeMatch(kind, span, message.original[slice(*span)])


def deeds_of(kind: TypeMatch, folded: str) -> Iterator[tuple[int, int]]:
    """Where a message says what goods of a kind are for anyway: a flat iron to straighten my hair."""
    pattern = uses().get(kind.type_id)
    return (match.span() for match in pattern.finditer(folded)) if pattern else iter(())


def _is_wished(text: str, start: int, end: int) -> bool:
    """Whether a deed is what the shopper wishes to do, and not said of other goods."""
    if asides()["wished_deed"].search(text[:start]) is None:
        return False
    return not text.startswith("的", end) and not asides()["done_with_it"].match(text, end)


def _is_joined(text: str, deed: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a kind is asked for beside what a deed names: somewhere to put my book, and a lamp."""
    between = text[deed[1] : other[0]].lower()
    return asides()["and_another"].search(between) is not None


def in_one_clause(text: str, span: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches of a text stand in one clause."""
    between = text[span[1] : other[0]] if span[0] <= other[0] else text[other[1] : span[0]]
    return negations()["clause_end"].search(between) is None


def is_any_tool(kind: TypeMatch) -> bool:
    """Whether a kind says no more than that something of use is sought: "a tool to flip sausages"."""
    return asides()["any_tool"].search(kind.text.lower()) is not None
