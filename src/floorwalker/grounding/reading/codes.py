"""What is written in digits and letters and is no amount: addresses, numbers to call, dates, times, codes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

CodeKind = Literal["url", "email", "handle", "phone", "date", "time", "code"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sept sep", "october oct", "november nov", "december dec"), 1
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ORDINAL = r"(?:st|nd|rd|th)?"
_TOP = "com|cn|net|org|shop|store|io|co|uk|example|top|vip|info|biz|site|online|club|app|cc|tv|me|ai|de|fr|it|jp|hk|tw|eu"
_ZH_HOUR = "[零一二两三四五六七八九十]{1,3}|\\d{1,2}"
_EN_HOURS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_EN_HOUR = "|".join(_EN_HOURS)

_PATTERNS: tuple[tuple[CodeKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("email", r"(?<![\w.+-])[a-z0-9][\w.+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}"),
        ("handle", r"(?:微信号?|加v|vx|wechat(?: id|:)|qq号?|whatsapp:?|telegram:?|instagram:?|line id)(?:是|为|:|\s|加)*@?(?P<handle>[a-z0-9][a-z0-9_.-]{3,30})"),
        ("url", rf"(?:https?://|www\.)[a-z0-9][^\s,;<>()\"'\u3000-\u303f\u4e00-\u9fff]{{2,200}}"
                rf"|(?<![\w@.-])[a-z0-9][a-z0-9-]{{1,62}}(?:\.[a-z0-9-]{{2,63}}){{0,3}}\.(?:{_TOP})(?![a-z0-9-])(?:/[^\s,;<>()\"'\u4e00-\u9fff]{{0,200}})?"),
        ("date", r"(?<!\d)(?P<y1>(?:19|20)\d\d)\s?[-/.年]\s?(?P<m1>\d{1,2})\s?[-/.月]\s?(?P<d1>\d{1,2})(?!\d)日?号?"
                 r"|(?<![\d-])(?P<y8>(?:19|20)\d\d)[-/.](?P<m8>0[1-9]|1[0-2])(?![\d/.-])"
                 r"|(?<!\d)(?P<y6>(?:19|20)\d\d)年(?:(?P<m6>\d{1,2})月份?)?"
                 r"|(?<!\d)(?P<m2>\d{1,2})月(?P<d2>\d{1,2})[日号]"
                 rf"|\b(?P<m3>{_MONTH})\.?\s(?P<d3>\d{{1,2}}){_ORDINAL}(?:,?\s(?P<y3>(?:19|20)\d\d))?(?![\d:])"
                 rf"|(?<![\d.])(?P<d4>\d{{1,2}}){_ORDINAL}\s(?:of\s)?(?P<m4>{_MONTH})\b\.?(?:,?\s(?P<y4>(?:19|20)\d\d))?(?!\d)"
                 rf"|\b(?P<m5>{_MONTH})\s(?P<y5>(?:19|20)\d\d)(?!\d)"
                 r"|(?:(?<=since )|(?<=in )|(?<=from )|(?<=founded )|(?<=established )|(?<=始于)|(?<=创立于)|(?<=成立于)|(?<=创于))(?P<y7>1[5-9]\d\d|20[0-4]\d)(?![\d.,]?\d)"),
        ("time", rf"(?<![\d:.])(?P<h1>\d{{1,2}}):(?P<min1>\d\d)(?![\d:])(?:\s?(?P<ap1>[ap])\.?m\b\.?)?"
                 rf"|(?<![\d:.])(?P<h2>\d{{1,2}}|{_EN_HOUR})\s?(?P<ap2>[ap])\.?m\b\.?"
                 rf"|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)[a-z]*,?\s|open\s|weekdays,?\s|daily,?\s|from\s)(?P<h8>\d{{1,2}})\s?(?:to|till|until|-)\s?(?P<h9>\d{{1,2}})(?![\d:.%]|\s?(?:business|working|days?|weeks?|months?|years?|pieces?|people|inch|cm|mm|kg|dollars|pounds|bucks))"
                 rf"|(?<![a-z\d])(?:(?P<h6>{_EN_HOUR})\s(?:to|till|until)\s(?P<h7>{_EN_HOUR}))(?![a-z])(?!\s(?:business|working|days?|weeks?|months?|hours?|years?|pieces?|people|inch|cm|dollars|pounds|bucks))"
                 rf"|(?P<ap3>凌晨|清晨|早上?|上午|中午|下午|傍晚|晚上?|夜里)?(?P<h3>{_ZH_HOUR})[点时](?!心|缀|睛|赞|击|耐|儿|的|也|不|半会|间|尚|候|光)(?<!(?<![上下午早晚间])一点)(?P<half>半)?(?:(?P<min3>\d\d)分?)?"),
        ("time", rf"(?<![a-z\d:.])(?P<h5>{_EN_HOUR}|\d{{1,2}})(?=\s(?:o'clock|in the (?:morning|afternoon|evening)|at night|sharp))"),
        ("phone", r"(?<![a-z0-9.+])(?:\+\d{1,3}[ -]?|\d-)?(?:\(\d{2,4}\)[ -]?)?\d{3,4}(?:[ -]\d{2,4}){1,4}(?![\w-])(?!\s?(?:元|ml|g\b|cm|mm|m\b|kg|米|w\b|hz|%|人|pcs|磅|克|毫))"
                  r"|(?<![a-z0-9.+])(?:\+\d{1,3}[ -]?)?1[3-9]\d{9}(?![a-z0-9])|(?<![a-z0-9.])\+\d{7,14}(?!\d)"),
        ("code", r"#\s?[a-z]{0,4}-?\d{3,}|(?<![a-z0-9_.,])[a-z]{1,4}-?\d{6,}(?![a-z0-9_.])|(?<![a-z0-9_.,¥$€£])\d{9,}(?![a-z0-9_.,]\d|a-z0-9_)"
                 r"|(?<![a-z0-9_.,])[a-z]{2}\d{8,}[a-z]{0,2}(?!a-z0-9_)"),
    )
)  # fmt: skip


_NEEDED: dict[CodeKind, re.Pattern[str]] = {
    "email": re.compile("@"),
    "url": re.compile(r"\.[a-z]|://"),
    "handle": re.compile(r"[微v]|qq|whats|telegr|insta|line id"),
    "date": re.compile(rf"\d{{4}}|\d月|\b(?:{_MONTH})\b"),
    "time": re.compile(
        rf"\d:\d|\d\s?[ap]\.?m|[\d一二三四五六七八九十两][点时]|\b(?:{_EN_HOUR}|\d+)\s(?:to|till|until|o'clock|in the|at night|[ap]\.?m)"
    ),
    "phone": re.compile(r"\d{3}[ -]\d|1[3-9]\d{9}|\+\d|\)[ -]?\d"),
    "code": re.compile(r"#|\d{6}"),
}
"""What a text must have for a pattern to be worth trying."""


@dataclass(frozen=True, slots=True)
class Code:
    """A run of digits and letters that names something; ``key`` is its comparable form.

    Keys: a date is ``(year, month, day)`` with 0 for what is not said; times are minutes after midnight in
    twelve hours (``9:00`` and 21:00 are both 540) unless the half of the day is said; others are text.
    """

    kind: CodeKind
    span: tuple[int, int]
    key: tuple[int, ...] | str


def find_codes(text: str) -> list[Code]:
    """The codes of a folded text, in order, none inside another."""
    found: list[Code] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern in _PATTERNS:
        if not _NEEDED[kind].search(text):
            continue
        for match in pattern.finditer(text):
            span = match.span()
            if span[0] == span[1] or any(span[0] < end and start < span[1] for start, end in taken):
                continue
            if (key := _key(kind, match)) is not None:
                found.append(Code(kind, span, key))
                taken.append(span)
    return sorted(found, key=lambda code: code.span)


def _key(kind: CodeKind, match: re.Match[str]) -> tuple[int, ...] | str | None:
    if kind == "date":
        groups = {name: value for name, value in match.groupdict().items() if value}
        parts = {name[0]: value for name, value in groups.items()}
        month = parts.get("m", "0")
        number = int(month) if month.isdigit() else _MONTHS[month]
        day = int(parts.get("d", "0"))
        return (int(parts.get("y", "0")), number, day) if number <= 12 and day <= 31 else None
    if kind == "time":
        return tuple(_minutes(match)) or None
    if kind == "handle":
        return match["handle"]
    text = match[0].rstrip(".,;:!?/")
    if kind == "phone":
        digits = "".join(filter(str.isdigit, text))
        return digits if 7 <= len(digits) <= 15 else None
    if kind == "url":
        return re.sub(r"^https?://|^www\.", "", re.sub(r"^https?://", "", text))
    return "".join(filter(str.isalnum, text)) if kind == "code" else text


def _minutes(match: re.Match[str]) -> Iterator[int]:
    for hour, minute, half in (
        ("h1", "min1", "ap1"),
        ("h2", "", "ap2"),
        ("h3", "min3", "ap3"),
        ("h5", "", ""),
        ("h6", "", ""),
        ("h7", "", ""),
        ("h8", "", ""),
        ("h9", "", ""),
    ):
        value = match.groupdict().get(hour)
        if value is None:
            continue
        number = _hour(value)
        said = match.groupdict().get(minute) if minute else None
        past = 30 if hour == "h3" and match["half"] else int(said or 0)
        if number <= 24:
            yield (number % 12) * 60 + past


def _hour(value: str) -> int:
    if value.isdigit():
        return int(value)
    if value in _EN_HOURS:
        return _EN_HOURS.index(value) + 1
    digits = {
        "零": 0,
        "一": 1,
        "二": 2,
        "两": 2,
        "三": 3,
        "四": 4,
        "五": 5,
        "六": 6,
        "七": 7,
        "八": 8,
        "九": 9,
    }
    tens, ten, ones = value.partition("十")
    return (digits.get(tens, 1) * 10 + digits.get(ones, 0)) if ten else digits.get(value, 99)
