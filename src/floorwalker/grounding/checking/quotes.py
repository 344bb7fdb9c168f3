"""What stands in quotation marks: somebody's words, and those of a record must stand there as they are."""

import re
from collections.abc import Callable, Iterable, Iterator

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import scripts, uncovered
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.known import Thing
from floorwalker.grounding.known.words import has_chinese
from floorwalker.grounding.patterns import pattern
from floorwalker.grounding.reading import Span
from floorwalker.text import squash

_QUOTED = re.compile(r"[“「『《]([^”」』》\n]{2,80})[”」』》]|\"([^\"\n]{3,80})\"")
_MARK = re.compile(r"[“”「」『』《》\"]")
_SAID_BEFORE = pattern("names", "said_before")
_SAID_AFTER = pattern("names", "said_after")
_UNKNOWN = pattern("properties", "unknown")
_LEFT_OUT = re.compile(r"…+|\.{3,}")
_BEFORE = 24


def quotes(context: Context, source: Callable[[int, int], str]) -> Iterator[Verdict]:
    """The verdicts on quotations; arguments as for :func:`floorwalker.grounding.checking.names.names`."""
    if not _MARK.search(context.text):
        return
    written = source(0, len(context.text))  # where the marks still say which opens and which closes
    for match in _QUOTED.finditer(written if len(written) == len(context.text) else context.text):
        span = match.span(match.lastindex or 1)
        if _UNKNOWN.search(context.words(context.clause(span))):
            continue
        if any(_same_script(word, context) for word, _ in uncovered(context, span, opinions=False)):
            yield Verdict(span, "product", False, None, "in no record")
        elif _is_of_a_record(context, match.span()) and not _is_on_record(context, span):
            yield Verdict(span, "product", False, None, "no record has these words")


def _same_script(word: str, context: Context) -> bool:
    return any(
        has_chinese(text) != word[0].isascii() or (word[0].isascii() and not has_chinese(text))
        for thing in context.things.all
        for text, _ in thing.texts
    )


def _is_of_a_record(context: Context, span: Span) -> bool:
    """Whether a quotation is said to be the words of a record."""
    before = context.text[max(0, span[0] - _BEFORE) : span[0]]
    return _SAID_BEFORE.search(before) is not None or _SAID_AFTER.match(context.text, span[1]) is not None


def _is_on_record(context: Context, span: Span) -> bool:
    """Whether the records, but for what the customer said, have some words, each part as it stands."""
    things = [thing for thing in context.things.all if thing.key.kind != "customer"]
    words = context.text[slice(*span)]
    latin, chinese = scripts(things)
    if not (chinese if has_chinese(words) else latin):
        return True  # the record is in another language
    return all(_stands(part, things) for part in _LEFT_OUT.split(words) if part.strip())


def _stands(words: str, things: Iterable[Thing]) -> bool:
    wanted = squash(words)
    return any(wanted in squash(text) for thing in things for text, _ in thing.texts)
