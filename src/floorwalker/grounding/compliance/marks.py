"""What rules refer to and no list can hold: numbers, dates, standards, English superlatives, personal numbers.

Each mark is a name that a pattern uses like a list of words: ``<percent>``, ``<date>``, ``<mobile>``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from floorwalker.grounding.compliance.numbers import NUMBER_MARKS, number_marks
from floorwalker.text import BELOW_TWENTY

Span = tuple[int, int]
_CN = "〇零一二两三四五六七八九十百千万亿几数半"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety hundreds? thousands? millions? dozens?".split()
_WORD_NUMBERS = "|".join([*BELOW_TWENTY, *_TENS])

_PATTERNS = {
    "number": rf"(?<![a-z\d.])\d[\d,.]*(?<=\d)|[{_CN}]+|\b(?:{_WORD_NUMBERS})\b",
    "percent": rf"\d+(?:\.\d+)?\s?(?:%|per ?cent\b)|百分之[{_CN}\d.]+|百分百|[{_CN}]成(?!分|人|功|员|套|色|都|品|为|就|本)",
    "hundred-percent": r"(?<![\d.])1000?[\s-]?(?:%|per ?cent\b)|百分之百|百分百|\b(?:one )?hundred per ?cent\b",
    "date": (
        r"(?<!\d)(?:19|20)\d\d\s?年(?:\s?\d{1,2}\s?月)?(?:\s?\d{1,2}\s?[日号])?|\d{1,2}\s?月\s?\d{1,2}\s?[日号]?"
        r"|(?<!\d)\d{1,2}\s?[日号](?:\s?\d{1,2}\s?[点时:]|[晚截止前])|(?<![\d-])(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?![\d-])"
        rf"|\b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?![a-z])"
        rf"|\b{_MONTH}\s(?:19|20)\d\d\b|\b(?:in|of|for|since|by|during)\s20\d\d\b|\b20\d\d\b(?=\s(?:survey|awards?|study|report|edition|ranking))"
    ),
    "clock": r"(?<!\d)\d{1,2}[:点时]\d{0,2}|\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b|\bnoon\b|\bmidnight\b",
    "money": rf"[¥$€£]\s?\d[\d,.]*|(?<![a-z\d.])\d[\d,.]*\s?(?:元|块|rmb\b|dollars?\b|bucks\b|cents?\b|pounds?\b|euros?\b)|[{_CN}]+(?:元|块钱)",
    "standard": (
        r"\b(?:gb|qb|fz|hg|jb|yy|ny|sn|db|t|ls|sb)\s?/?\s?[tz]?\s?\d{3,6}(?:[.-]\d+)*"
        r"|\b(?:iso|astm|en|ansi|ul|iec|bs|din|jis|aatcc|oeko-tex|cfr)\b[\s-]?[a-z]?\d[\d.-]*|\b\d+\s?cfr\s?\d+|\boeko-?tex\b"
    ),
    "number-one": r"#\s?1(?!\d)|\bno\.?\s?1\b(?![,.]\d)|\bnumber (?:one|1)\b(?! son\b)|\btop\s?1\b",
    "quoted": r"[\"「『][^\"「」『』\n]{1,60}[\"」』]",
    "title": r"《[^《》\n]{1,60}》",
    "masked-swear": (
        r"(?<![a-z*])(?:f[*@#]{2,}(?:ed|ing|er)?|f[*@#]ck(?:ed|ing|er|s)?|f[*@#u]{2}k(?:ed|ing)?|sh[*@#!1]t(?:ty)?|s[*@#]{2}t|b[*@#!1]tch(?:es)?"
        r"|b[*@#]{3,}|c[*@#]nt|a[*@#$]{2}(?:hole)?|d[*@#!1]ck(?:head)?|(?:f\su\sc\sk|s\sh\si\st)(?![a-z]))|傻[*×]|操[*×]|[你我]\*妈|草泥\*|煞\*|s\*b"
    ),
    "handle": r"(?<![a-z\d_@.])(?=[a-z_-]*\d|[a-z]*_)[a-z][a-z\d_-]{4,19}(?![a-z\d_@.])",
    "code": r"(?<![a-z\d])[a-z]{1,3}\d{6,10}(?![a-z\d])",
    "web": r"https?://\S{1,200}|\bwww\.\S{1,200}",
}
_COMPILED = {name: re.compile(pattern) for name, pattern in _PATTERNS.items()}
_ER = re.compile(r"\b(?:[a-z]{2,}er|more [a-z]+|worse)\b")
_EST = re.compile(r"\b[a-z]+(?:-[a-z]+)*est\b")
_NO_SUPERLATIVES = frozenset(
    "amongst arrest attest behest budapest chest conquest contest crest detest digest divest earnest eldest"
    " everest forest gest guest harvest honest inquest interest invest jest latest lest manifest midwest modest"
    " nest northwest pest priest protest quest request rest self-interest southwest suggest tempest test unrest"
    " vest west wrest zest bequest ingest infest molest pretest reinvest rainforest headrest armrest footrest"
    " backrest wildest dishonest immodest disinterest blest earliest nearest soonest".split()
)


def find_marks(folded: str) -> dict[str, list[Span]]:
    """The marks of a folded text by name, in order."""
    found: dict[str, list[Span]] = {}
    for name, pattern in _COMPILED.items():
        if spans := [found_at.span() for found_at in pattern.finditer(folded)]:
            found[name] = spans
    if spans := list(_superlatives(folded)):
        found["est"] = spans
    if spans := [found_at.span() for found_at in _ER.finditer(folded)]:
        found["er"] = spans
    found.update(number_marks(folded))
    return found


def _superlatives(folded: str) -> Iterator[Span]:
    for word in _EST.finditer(folded):
        last = word[0].rsplit("-", 1)[-1]
        if word[0] not in _NO_SUPERLATIVES and last not in _NO_SUPERLATIVES:
            yield word.span()


MARKS = frozenset({*_PATTERNS, "est", "er", *NUMBER_MARKS})
"""The names that patterns may use for marks."""
