"""Punctuation where words meet figures: no stop is doubled, and an English sentence begins with a capital."""

from collections.abc import Sequence

from floorwalker.core import Language
from floorwalker.grounding import Evidence, Figure

_STOPS = "。．.！!？?…"
_MARKS = "。．！!？?…，、；：,;:"  # not a full point, which may be an abbreviation's
_CLOSING = "”’\"'）)」』》"


def punctuated(
    parts: Sequence[str | Figure], evidence: Evidence, language: Language
) -> tuple[str | Figure, ...]:
    """The parts with neighbouring words joined; a mark that repeats the end of a figure's text is left out.

    A title that ends in 。 needs no further stop, and neither does one quoted: ``“…。”。`` becomes ``“…。”``.
    """
    joined: list[str | Figure] = []
    for part in parts:
        if isinstance(part, Figure):
            joined.append(part)
        elif joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part:
            joined.append(part)
    for place, part in enumerate(joined):
        before = joined[place - 1] if place else ""
        if isinstance(part, str) and isinstance(before, Figure):
            joined[place] = _after(part, _text(before, evidence))
    if language == "en" and joined and isinstance(joined[0], str):
        joined[0] = _capitalised(joined[0])
    return tuple(part for part in joined if part != "")


def _after(words: str, text: str) -> str:
    """``words`` as they stand behind ``text``: without a mark that the text has already made."""
    end = text.rstrip().rstrip(_CLOSING)[-1:]
    closing = words[: len(words) - len(words.lstrip(_CLOSING))]
    mark = words[len(closing) : len(closing) + 1]
    doubled = (
        (end in _STOPS and mark in "。.") or (end in _MARKS and mark in "，；：、") or (end == mark == ",")
    )
    return closing + words[len(closing) + 1 :] if end and mark and doubled else words


def _text(figure: Figure, evidence: Evidence) -> str:
    fact = evidence.get(figure.source)
    return fact.value if fact and isinstance(fact.value, str) else ""


def _capitalised(words: str) -> str:
    start = len(words) - len(words.lstrip())
    return words[:start] + words[start : start + 1].upper() + words[start + 1 :]
