"""The lowest rating a shopper will accept."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from floorwalker.text._numerals_zh import Reading
from floorwalker.text._regex import regex
from floorwalker.text._slips import mended_text
from floorwalker.text.normalise import Folded
from floorwalker.text.numerals import read_numbers
from floorwalker.text.sieve import Sieve

_N = "(?P<n>\ue000\ue00f*+)"
_TOP = 5
_ZH_AT_LEAST = r"(?:不低于|不少于|至少|最低|高于|大于|超过|>=?|≥)"
_ZH_OR_MORE = r"(?:[及或]?以上|起|往上|\+)"
_AT_LEAST = (
    r"(?:at\sleast|above|over|(?:higher|more|better|greater)\sthan|minimum(?:\sof)?|min\.?|no\sless\sthan"
    r"|not\sbelow|>=?|≥)"
)
_OR_MORE = (
    r"(?:(?:or|and|&)\s(?:higher|more|above|better|up|over|greater)|plus(?![a-z])|\+|minimum|min(?![a-z])"
    r"|at\sleast)"
)
_STARS = r"[-\s]?stars?(?![a-z])"
_STATED = (
    r"(?:rated|ratings?(?:\sof|\sis)?|score(?:\sof)?|reviews?(?:\sof)?)[\s:]{1,2}"
    rf"{_N}(?:{_STARS})?(?:\s?{_OR_MORE})?"
)
"""A rating with or without a word that makes it a limit: "rated 4.5"."""
_PATTERNS = {
    pattern: regex(pattern)
    for pattern in (
        rf"(?:评分|评价|打分|星级|口碑|好评度)[^,.。;!?\s\ue000]{{0,4}}{_ZH_AT_LEAST}[^,.。;!?\ue000]{{0,2}}{_N}\s?[分颗]?星?(?:\s?及?以上)?",
        rf"(?:评分|评价|打分|星级|口碑|好评度)[^,.。;!?\ue000]{{0,5}}{_N}\s?[分颗]?星?\s?{_ZH_OR_MORE}",
        rf"{_ZH_AT_LEAST}\s?{_N}\s?颗?[星分](?![钟期])(?:及?以上)?",
        rf"{_N}\s?颗?[星分](?:好评)?\s?{_ZH_OR_MORE}",
        rf"{_N}\+\s?分(?![钟期])",
        rf"(?:rated|ratings?|scored?|reviews?)[a-z\s]{{0,12}}?(?:\s(?:of|is))?\s?{_AT_LEAST}\s?{_N}(?:{_STARS})?(?:\s?{_OR_MORE})?",
        _STATED,
        rf"{_AT_LEAST}\s(?:a\s)?{_N}(?:{_STARS}|[-\s]?(?:rating|rated))",
        rf"{_N}\s?{_OR_MORE}(?:{_STARS}|\s(?:ratings?|rated))",
        rf"{_N}{_STARS}\s?(?:ratings?\s)?{_OR_MORE}",
    )
}

_RATING_WORDS = regex(r"[分星评]|口碑|star|rat(?:ed|ing)|scor|review")
_LIMITS = regex(rf"{_ZH_AT_LEAST}|{_ZH_OR_MORE}|{_AT_LEAST}|{_OR_MORE}")
"""What all but :data:`_STATED` hold."""


@cache
def _sieve() -> Sieve[str]:
    return Sieve((pattern, pattern.replace(_N, "")) for pattern in _PATTERNS)


def find_rating_floor(text: str) -> tuple[Decimal, tuple[int, int]] | None:
    """The least rating out of 5 that a text asks for, with its span, or ``None``.

    Read are 评分4.5以上, 4星以上, "rated at least 4.5", "4+ stars". The last one wins; figures above 5 are
    no ratings.
    """
    folded = mended_text(text)
    floors = rating_floors(folded)
    if not floors:
        return None
    value, start, end = floors[-1]
    return value, folded.span(start, end)


def find_bare_rating(text: str) -> tuple[Decimal, tuple[int, int]] | None:
    """A figure with a decimal place that may be a rating where ratings are talked about ("4.6 or higher")."""
    folded = mended_text(text)
    found = [
        reading
        for reading in read_numbers(folded)
        if 1 < reading.value < _TOP and reading.high is None and reading.value.as_tuple().exponent == -1
    ]
    if len(found) != 1:
        return None
    return found[0].value, folded.span(found[0].start, found[0].end)


def rating_floors(folded: Folded) -> list[tuple[Decimal, int, int]]:
    """Every floor with its place in the folded text, in order."""
    text = folded.text
    if not _RATING_WORDS.search(text):
        return []
    possible = _sieve().possible(text)
    tried = [pattern for pattern in (_PATTERNS if _LIMITS.search(text) else [_STATED]) if pattern in possible]
    if not tried:
        return []
    readings = [r for r in read_numbers(folded) if 0 < r.value <= _TOP and r.high is None]
    values = {reading.start: reading.value for reading in readings}
    marked = _mark(text, readings)
    found: dict[int, tuple[Decimal, int, int]] = {}
    for pattern in tried:
        for match in _PATTERNS[pattern].finditer(marked):
            at = match.start("n")
            found.setdefault(at, (values[at], match.start(), match.end()))
    return [found[at] for at in sorted(found)]


def _mark(text: str, readings: list[Reading]) -> str:
    parts: list[str] = []
    position = 0
    for reading in readings:
        parts += (text[position : reading.start], "\ue000", "\ue00f" * (reading.end - reading.start - 1))
        position = reading.end
    return "".join(parts) + text[position:]
