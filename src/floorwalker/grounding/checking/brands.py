"""Brands: each that a sentence names must be one of the evidence."""

from collections.abc import Callable, Iterable, Iterator

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.patterns import pattern
from floorwalker.grounding.reading import Span
from floorwalker.text import squash

Brands = Callable[[str], Iterable[tuple[str, Span]]]
"""Finds the brands that a folded text names: the brand's key, and the span of the name."""
_BRAND_BEFORE = pattern("names", "brand_before")
_BRAND_AFTER = pattern("names", "brand_after")
_TWICE = pattern("names", "twice")
_LONGEST_NAMED = 2000


def brands_named(context: Context, source: Callable[[int, int], str], brands: Brands) -> Iterator[Verdict]:
    """The verdicts on brands; arguments as for :func:`floorwalker.grounding.checking.names.names`."""
    found = list(brands(context.text))
    if not found:
        return
    known = context.things.brands
    if known is None:
        known = context.things.brands = _known_brands(context, brands)
    for key, span in found:
        name = squash(context.text[slice(*span)])
        fact = known.get(key) or next((fact for text, fact in context.things.squashed if name in text), None)
        if fact is None and _is_a_common_word(source(*span), context.text, span):
            continue
        yield Verdict(span, "brand", fact is not None, fact, "" if fact else "no record is of this brand")


def _is_a_common_word(written: str, text: str, span: Span) -> bool:
    """Whether a brand's name may be plain words here: "simple" without a capital, 美的 inside of 美美的."""
    if written.isascii():
        return written == written.lower() or (span[0] == 0 and " " not in written)
    return (
        len(written) == 2
        and not (_BRAND_BEFORE.search(text[: span[0]]) or _BRAND_AFTER.match(text[span[1] :]))
    ) or any(found.start() < span[1] and span[0] < found.end() for found in _TWICE.finditer(text))


def _known_brands(context: Context, brands: Brands) -> dict[str, Fact]:
    known: dict[str, Fact] = {}
    for thing in context.things.all:
        for text, fact in thing.texts:
            if len(text) <= _LONGEST_NAMED or fact.source.field == "text":
                for key, _span in brands(text):
                    known.setdefault(key, fact)
    return known
