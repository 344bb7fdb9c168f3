"""Numbers in Chinese and English text: digits, spelled out, spoken and vague."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from floorwalker.text import _numerals_en, _numerals_zh
from floorwalker.text._numerals_zh import Reading
from floorwalker.text._regex import regex
from floorwalker.text._slips import mended_text
from floorwalker.text._units import CHINESE_COUNTER, LATIN_UNIT
from floorwalker.text.normalise import Folded

CURRENCY_CODES = "rmb|cny|usd|eur|gbp|jpy|hkd|krw|twd|ntd|aud|cad|sgd|chf|inr|thb"
_MAX_DIGITS = 15
_DIGITS = regex(
    r"(?P<whole>[0-9](?<![0-9][0-9])(?<![0-9]\.[0-9])(?:[0-9]{0,2}(?:,[0-9]{3}){1,4}(?![0-9])|[0-9]*+))"
    r"(?P<decimals>\.[0-9]++)?"
    r"(?![0-9])(?!\.[0-9])(?:\s?(?P<fraction>[½¼¾⅓⅔]))?"
)
_CONTINENTAL = regex(
    r"(?<![0-9.,])(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,4})(?:,(?P<cents>[0-9]{2}))?(?![0-9.]|,[0-9])"
)
_EUROS = ("€", "eur", "欧")
_EURO_BEFORE = regex(r"(?:€|eur)\s?$")
_EURO_AFTER = regex(r"\s?(?:€|eur|欧)")
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.33", "⅔": "0.67"}
_MAY_JOIN = regex("[a-z_-]")
_WORD_BEFORE = regex(r"(?P<word>[a-z]++)(?P<joint>[-_]?)$")
_MAY_STAND_BEFORE = regex(
    rf"{CURRENCY_CODES}|us|under|over|below|above|max|about|around|to|min|least|than|between|budget|from"
)
_MAY_STAND_BETWEEN_DIGITS = frozenset(["x", "k", "w", "ml", "l", "g", "kg", "mg", "oz", "cm", "mm"])
_CURRENCY_CODE = regex(CURRENCY_CODES)
_MAY_BE_JOINED_BEFORE = frozenset(
    ["low", "mid", "high", "upper", "under", "over", "sub", "pre", "about", "around", "to"]
)
_LETTERS_AFTER = regex(
    rf"(?:{CURRENCY_CODES}|yuan|kuai|dollars?|bucks?|euros?|quid|yen|s|ish|x|k|w|r|odd|off|of)(?![a-z0-9])|(?:to|and|or|n)(?=\s?[$£€¥]?[0-9])|{LATIN_UNIT.pattern}"
)
_ENGLISH_SCALE = regex(r"\s?(?P<name>hundred|thousand|grand|million)s?(?![a-z0-9])|(?P<k>k)(?![a-z0-9])")
_CHINESE_SCALE = regex(
    r"\s?(?P<unit>[百千万亿])(?![克米瓦卡分搭能用])(?P<rest>[0-9]{2,4}(?![0-9.])|[0-9零一二两三四五六七八九百千万]{0,5})"
)
_K_OR_W_AND = regex(r"(?P<unit>[kw])(?P<tenth>[1-9])(?![0-9a-z.%]|帧)")
_TEN_THOUSAND = regex(
    r"w(?=以[内下上]|之内|左右|上下|块|元|起|多|出头|封顶|[+~-]|到|至|的?预算|吧|的|$|[,。;!?、\s])"
)
_MONEY_BEFORE = regex(
    r"(?:预算|大概|大约|最多|顶多|超过|至少|花|价格|价位|[到至~-]|准备|差不多|控制在|约)[^0-9]{0,4}$"
)
_SAYS_MONEY = regex(r"w(?:以[内下上]|之内|左右|上下|块|元|起|多|出头|封顶|[+~-]|到|至|的?预算)")
_WATTS = regex(r"w\S{0,3}(?:功率|充电|快充|灯|瓦|led|充|适配|吹风|电源|音箱|喇叭|电机|大功率)")
_CHINESE = regex(r"[\u4e00-\u9fff]")
_CARATS = frozenset({8, 9, 10, 14, 18, 21, 22, 23, 24})
_GOLD = regex(r"金|gold")
_SCREEN = regex(
    r"k\s?\S{0,4}(?:tv|monitor|uhd|hdr|video|camera|display|resol|电视|显示|屏|高清|摄像|视频|投影|超清|分辨)"
)
_JOINED_PAIR = regex(
    r"(?<![0-9a-z.$¥€£-])(?P<one>[0-9]{2})-(?P<two>[0-9]{2})(?![0-9.%-]|,[0-9])"
    rf"(?!\s?(?:[a-z]*s\b|[$€£元块]|{CHINESE_COUNTER.pattern}|{LATIN_UNIT.pattern}))"
)
_PART = regex(r"(?<![a-z0-9])(?P<word>low|mid|high|upper)[\s-]$")


class Number(NamedTuple):
    """A number as someone wrote it.

    ``span`` is where it stands in the original text (code points, end exclusive). Where ``approximate``,
    ``value`` is the figure named or the low end, and ``high`` the top of the range the words allow: 两三百 is
    200 to 300, 一千多 1000 to 2000, 几百 200 to 900, "a few hundred" 200 to 500; ``high`` is ``None`` for a
    single rough figure (百来块, "a couple hundred"). ``scale`` is the multiplier it ends in (三百 → 100,
    2k → 1000), 1 where there is none: it is what "two to three hundred" leaves out the first time.
    """

    value: Decimal
    span: tuple[int, int]
    text: str
    approximate: bool = False
    high: Decimal | None = None
    scale: int = 1


def find_numbers(text: str, but: Iterable[tuple[int, int]] = ()) -> list[Number]:
    """The numbers of a text, in order, save those that overlap one of some spans.

    Read are digits with separators and suffixes (1,299 · 1.5k · 2w · 3万), Chinese numerals (三百五 is 350)
    and English ones. Digits glued to Latin letters that are no unit (A18164, SK2, 3ce), ordinals, versions,
    clock times and numerals that are part of a word (万一, 百搭, 三星) are not numbers.
    """
    folded = mended_text(text)
    taken = tuple(but)
    found: list[Number] = []
    for r in read_numbers(folded):
        first, last = span = folded.span(r.start, r.end)
        if not any(first < end and start < last for start, end in taken):
            found.append(Number(r.value, span, text[first:last], r.approximate, r.high, r.scale))
    return found


def read_numbers(folded: Folded) -> tuple[Reading, ...]:
    """As :func:`find_numbers`, with positions in the folded text."""
    return _numbers_of(folded.original)


@lru_cache(maxsize=16)
def _numbers_of(text: str) -> tuple[Reading, ...]:
    """The readings of an original text, remembered because every finder of figures begins with them."""
    folded = mended_text(text)
    readings = sorted(
        (
            *_read_digits(folded),
            *_numerals_zh.read_numerals(folded.text),
            *_numerals_en.read_numerals(folded.text),
        ),
        key=lambda reading: (reading.start, -reading.end),
    )
    found: list[Reading] = []
    for reading in readings:
        if not found or reading.start >= found[-1].end:
            found.append(reading)
    return tuple(found)


def _read_digits(folded: Folded) -> Iterator[Reading]:
    text = folded.text
    chinese = not text.isascii() and _CHINESE.search(text) is not None
    euros = any(sign in text for sign in _EUROS)
    position = 0
    while match := _DIGITS.search(text, position):
        position = match.end()
        whole = match["whole"]
        if len(whole) > _MAX_DIGITS + 4 or not _stands_free(text, match):
            continue
        if euros and (continental := _continental(text, match.start())):
            position = continental.end
            yield continental
            continue
        if "," in whole and not _commas_group(folded, match):
            whole = whole[: whole.index(",")]
            position = match.start() + len(whole)
            match = _DIGITS.match(text, match.start(), position)
            if match is None:
                continue
        value = Decimal(whole.replace(",", "") + (match["decimals"] or ""))
        if match["fraction"]:
            value += Decimal(_FRACTIONS[match["fraction"]])
        reading = _scaled(text, match.start(), position, value, chinese=chinese)
        if reading is not None:
            position = max(position, reading.end)
            yield reading


def _continental(text: str, start: int) -> Reading | None:
    """€1.200,00 and 19,99 €: with euros, a full stop may part thousands and a comma the cents."""
    match = _CONTINENTAL.match(text, start)
    if match is None or not ("." in match["whole"] or match["cents"]):
        return None
    if not (_EURO_BEFORE.search(text, max(0, start - 4), start) or _EURO_AFTER.match(text, match.end())):
        return None
    return Reading(start, match.end(), Decimal(f"{match['whole'].replace('.', '')}.{match['cents'] or 0}"))


def _commas_group(folded: Folded, match: re.Match[str]) -> bool:
    """Whether the commas separate thousands: a full-width one does only among full-width digits."""
    written = folded.source(*match.span("whole"))
    return "，" not in written or not written[0].isascii()


def _stands_free(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    if (
        start
        and text[start - 1] in "#:"
        and (text[start - 1] == "#" or text[start - 2 : start - 1].isdigit())
    ):
        return False
    if text[end : end + 1] == ":" and text[end + 1 : end + 2].isdigit():
        return False
    before = _WORD_BEFORE.search(text, max(0, start - 8), start) if _MAY_JOIN.match(text, start - 1) else None
    if before and before["joint"]:
        unit = before["word"] in _MAY_STAND_BETWEEN_DIGITS or _CURRENCY_CODE.fullmatch(before["word"])
        of_a_range = unit and text[max(0, before.start() - 1)].isdigit()
        if not of_a_range and before["word"] not in _MAY_BE_JOINED_BEFORE:
            return False
    elif before and not _MAY_STAND_BEFORE.fullmatch(before["word"]):
        first = before.start()
        return before["word"] in _MAY_STAND_BETWEEN_DIGITS and text[first - 1 : first].isdigit()
    is_a_code = match["whole"][0] == "0" and len(match["whole"]) > 2
    return not (is_a_code or _is_a_name(text, match))


def _is_a_name(text: str, match: re.Match[str]) -> bool:
    """19-69: two hyphened figures that are not round and have no unit are a name rather than a range."""
    start = match.start()
    if "-" not in text[max(0, start - 1) : start + 3]:
        return False
    for at in (start, start - 3):
        pair = _JOINED_PAIR.match(text, at) if at >= 0 else None
        if pair:
            return all(int(pair[part]) % 5 for part in ("one", "two"))
    return False


def _scaled(text: str, start: int, end: int, value: Decimal, *, chinese: bool) -> Reading | None:
    if not text[end : end + 2].lstrip()[:1].isalpha():
        return Reading(start, end, value)  # nothing stands behind it that could alter it
    english = _ENGLISH_SCALE.match(text, end)
    if english and not (english["k"] and _k_is_no_thousand(text, end, value)):
        scale = 1000 if english["k"] else {"hundred": 100, **_numerals_en.SCALES}[english["name"]]
        return _numerals_zh.more_or_less(
            text, Reading(start, english.end(), value * scale, scale=scale), scale
        )
    if chinese and value < 100 and (tenth := _K_OR_W_AND.match(text, end)):
        unit = 1000 if tenth["unit"] == "k" else 10_000
        return Reading(start, tenth.end(), value * unit + int(tenth["tenth"]) * unit // 10)  # 1w5 is 15,000
    if chinese and _w_is_ten_thousand(text, start, end):
        return _numerals_zh.more_or_less(text, Reading(start, end + 1, value * 10_000, scale=10_000), 10_000)
    scaled = _chinese_scale(text, start, end, value)
    if scaled is not None:
        return scaled
    if end < len(text) and "a" <= text[end] <= "z" and not _LETTERS_AFTER.match(text, end):
        return None
    if text[end : end + 1] == "s" and value >= 10 and value % 10 == 0:
        return _plural(text, start, end, value)
    return _numerals_zh.more_or_less(text, Reading(start, end, value), _lowest_place(value))


def _plural(text: str, start: int, end: int, value: Decimal) -> Reading:
    part = _PART.search(text, max(0, start - 6), start)
    first = part.start() if part else start
    return _numerals_en.plural_range(part["word"] if part else "", Reading(first, end + 1, value))


def _chinese_scale(text: str, start: int, end: int, value: Decimal) -> Reading | None:
    match = _CHINESE_SCALE.match(text, end)
    if match is None:
        return None
    unit, rest = match["unit"], match["rest"]
    if len(rest) > 1 and rest.isdigit():
        total = value * _numerals_zh.UNITS[unit] + int(rest)
        return Reading(start, match.end(), total)
    while True:
        found = _numerals_zh.evaluate(unit + rest, lead=value)
        if found is not None:
            length = match.start("unit") + 1 + len(rest)
            scale = _numerals_zh.UNITS.get((unit + rest)[-1], 1)
            return _numerals_zh.more_or_less(text, Reading(start, length, found[0], scale=scale), found[1])
        rest = rest[:-1]


def _k_is_no_thousand(text: str, end: int, value: Decimal) -> bool:
    if value in _CARATS and _GOLD.search(text, max(0, end - 10), end + 16):
        return True
    return value in (2, 4, 8) and _SCREEN.match(text, end) is not None


def _w_is_ten_thousand(text: str, start: int, end: int) -> bool:
    """2w is 20,000 in Chinese chat, but 20w on a charger is watts: something must say money."""
    if not _TEN_THOUSAND.match(text, end) or _WATTS.match(text, end):
        return False
    return bool(_SAYS_MONEY.match(text, end) or _MONEY_BEFORE.search(text, max(0, start - 10), start))


def _lowest_place(value: Decimal) -> int:
    if value != value.to_integral_value() or not value:
        return 1
    whole, place = int(value), 1
    while whole % 10 == 0:
        whole, place = whole // 10, place * 10
    return place
