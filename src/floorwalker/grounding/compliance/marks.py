"""What rules refer to and no list can hold: numbers, dates, standards, superlatives, personal numbers.

Each mark is a name that a pattern uses like a list of words: ``<percent>``, ``<date>``, ``<mobile>``.
"""

from __future__ import annotations

import re

from floorwalker.grounding.compliance.numbers import NUMBER_MARKS, number_marks
from floorwalker.text import BELOW_TWENTY

Span = tuple[int, int]

_CN = "〇零一二两三四五六七八九十百千万亿几数半"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"

_EITHER: dict[str, tuple[str, ...]] = {
    "number": (
        r"(?<![a-z\d.])\d[\d,.]*(?<=\d)",
        rf"[{_CN}]+",
        rf"\b(?:{'|'.join(BELOW_TWENTY)}|{_TENS})\b",
    ),
    "percent": (
        r"(?<![\d.])\d{1,12}(?:\.\d{1,6})?[\s-]?(?:%|per ?cent\b)",
        rf"百分之[{_CN}\d.]{{1,12}}|百分百",
        rf"[{_CN}]成(?!分|人|功|员|套|色|都|品|为|就|本)",
    ),
    "hundred-percent": (
        r"(?<![\d.])1000?[\s-]?(?:%|per ?cent\b)",
        r"百分之百|百分百",
        r"\b(?:one )?hundred per ?cent\b",
    ),
    "date": (
        rf"(?<!\d){_YEAR}\s?年(?:\s?\d{{1,2}}\s?月)?(?:\s?\d{{1,2}}\s?[日号])?",
        r"\d{1,2}\s?月\s?\d{1,2}\s?[日号]?",
        r"(?<!\d)\d{1,2}\s?[日号](?:\s?\d{1,2}\s?[点时:]|[晚截止前])",
        rf"(?<![\d-]){_YEAR}[-/.]\d{{1,2}}(?:[-/.]\d{{1,2}})?(?![\d-])",
        rf"\b{_MONTH}\s{_NTH}\b|\b{_NTH}\s(?:of\s)?{_MONTH}(?![a-z])|\b{_MONTH}\s{_YEAR}\b",
        r"\b(?:in|of|for|since|by|during)\s20\d\d\b",
        r"\b20\d\d\b(?=\s(?:survey|awards?|study|report|edition|ranking))",
    ),
    "clock": (
        r"(?<!\d)\d{1,2}[:点时]\d{0,2}",
        r"\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b|\bnoon\b|\bmidnight\b",
    ),
    "money": (
        r"[¥$€£]\s?\d[\d,.]{0,20}",
        r"(?<![a-z\d.,])\d[\d,.]{0,20}\s?(?:元|块|(?:rmb|dollars?|bucks|cents?|pounds?|euros?)\b)",
        rf"(?<![{_CN}])[{_CN}]{{1,12}}(?:元|块钱)",
    ),
    "standard": (
        r"\b(?:gb|qb|fz|hg|jb|yy|ny|sn|db|t|ls|sb)\s?/?\s?[tz]?\s?\d{3,6}(?:[.-]\d{1,4}){0,3}",
        r"\b(?:iso|astm|en|ansi|ul|iec|bs|din|jis|aatcc|cfr)\b[\s-]?[a-z]?\d[\d.-]{0,12}",
        r"\b\d{1,4}\s?cfr\s?\d{1,5}|\boeko-?tex\b",
    ),
    "number-one": (
        r"#\s?1(?!\d)|\bno\.?\s?1\b(?![,.]\d)|\btop\s?1\b",
        r"\bnumber (?:one|1)\b(?! son\b)",
    ),
    "quoted": (r'["「『][^"「」『』\n]{1,60}["」』]',),
    "title": (r"《[^《》\n]{1,60}》",),
    "handle": (r"(?<![a-z\d_@.])(?=[a-z_-]{0,19}\d|[a-z]{0,19}_)[a-z][a-z\d_-]{4,19}(?![a-z\d_@.])",),
    "code": (r"(?<![a-z\d])[a-z]{1,3}\d{6,10}(?![a-z\d])",),
    "masked-swear": (
        r"(?<![a-z*])(?:f[*@#]{2,6}(?:ed|ing|er)?|f[*@#]ck(?:ed|ing|er|s)?|f[*@#u]{2}k(?:ed|ing)?)",
        r"(?<![a-z*])(?:sh[*@#!1]t(?:ty)?|s[*@#]{2}t|b[*@#!1]tch(?:es)?|b[*@#]{3,6}|c[*@#]nt)",
        r"(?<![a-z*])(?:a[*@#$]{2}(?:hole)?|d[*@#!1]ck(?:head)?|(?:f\su\sc\sk|s\sh\si\st)(?![a-z]))",
        r"傻[*×]|操[*×]|[你我]\*妈|草泥\*|煞\*",
    ),
    "est": (r"\b[a-z]{1,24}(?:-[a-z]{1,24}){0,3}est\b",),
    "er": (r"\b(?:[a-z]{2,24}er|more [a-z]{1,24}|worse)\b",),
}
_COMPILED = {name: re.compile("|".join(either)) for name, either in _EITHER.items()}

MARKS = frozenset({*_EITHER, *NUMBER_MARKS})
"""The names that patterns may use for marks."""


def find_marks(folded: str) -> dict[str, list[Span]]:
    """The marks of a folded text by name, in order."""
    found = number_marks(folded)
    for name, pattern in _COMPILED.items():
        if spans := [one.span() for one in pattern.finditer(folded)]:
            found[name] = spans
    return found
