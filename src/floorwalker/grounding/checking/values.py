"""Values that stand in the place of one: what neither the record nor any list knows is wrong there too."""

import re
from collections.abc import Iterator

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import idle_words, scripts
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.known import Thing
from floorwalker.grounding.known.words import chinese_pairs, latin_words
from floorwalker.grounding.reading import Span

_BRACKETED = re.compile(r"\((?P<inside>[^()]{1,40})\)")
_NEAR = 2


def is_value(context: Context, span: Span) -> bool:
    """Whether what stands in a span is said of the goods as a value, without a verb."""
    return any(
        first <= span[0] and span[1] <= last
        for first, last in [*(slot.span for slot in context.slots), *_bracketed(context)]
    )


def unknown_values(context: Context) -> Iterator[Verdict]:
    """Values of which neither the record nor any list knows the words."""
    listed = [span for _, span in (*context.ideas, *context.services)] if context.slots else []
    for slot in context.slots:
        own = [thing for thing in context.families(slot.span) if thing.texts]
        shop = [thing for thing in context.things.others if thing.key.kind != "customer"]
        for span in _missing(context, slot.span, own, shop) if own else ():
            if not any(first < span[1] and span[0] < last for first, last in listed):
                yield Verdict(span, slot.kind, False, None, "the record has no such value")


def _bracketed(context: Context) -> list[Span]:
    """What stands in brackets right behind words for the goods: the tote (navy), 登山鞋(9码、防水)."""
    found = list(_BRACKETED.finditer(context.text))
    if not found:
        return []
    ends = [mention.span[1] for mention in context.subjects.mentions] + [end for _, end in context.covered]
    return [match.span("inside") for match in found if any(0 <= match.start() - end <= _NEAR for end in ends)]


def _missing(context: Context, span: Span, own: list[Thing], shop: list[Thing]) -> Iterator[Span]:
    """The words of a span that no text has, in a script that the record of the goods is written in."""
    words = context.text[slice(*span)]
    idle = idle_words("function")
    latin, chinese = scripts(own)
    known = (*own, *shop)
    if latin:
        for stem, (first, last) in latin_words(words):
            if stem in idle.english or not stem.isalpha() or len(stem) < 2:
                continue
            if not any(stem in thing.stems for thing in known):
                yield span[0] + first, span[0] + last
    if chinese:
        for pair, (first, last) in chinese_pairs(words):
            if pair in idle.chinese or any(pair in thing.pairs for thing in known):
                continue
            if not all(any(sign in thing.signs for thing in known) for sign in pair):
                yield span[0] + first, span[0] + last
