"""Chinese numerals as they are spoken: 三百五, 两三百, 百来块, 一千多, 几十."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from floorwalker.text._regex import rare, regex
from floorwalker.text._units import CHINESE_COUNTER

DIGITS = {char: value for value, chars in enumerate(
    ("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
) for char in chars}  # fmt: skip
SMALL_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG_UNITS = {"万": 10_000, "亿": 100_000_000}
UNITS = SMALL_UNITS | BIG_UNITS
MAX_LENGTH = 24

_NUMERAL = "".join(DIGITS) + "".join(UNITS) + "廿卅几数"
_RUN = rare(rf"(?P<body>[{_NUMERAL}]+)(?P<fraction>点[{''.join(DIGITS)}]+(?!十))?")
_MONEY_UNIT = r"块|元|圆|毛|角|美元|美金|欧元|英镑|日元|港币|港元|刀(?![片具架头])"
_FOLLOWED = regex(rf"\s?(?:{_MONEY_UNIT}|{CHINESE_COUNTER.pattern})")
_MONEY_FOLLOWS = regex(rf"(?:{_MONEY_UNIT})")
_MORE = regex(
    r"\s?[多余](?P<big>[万亿]?)(?=$|[^\u4e00-\u9fff]|[的左就能可以都了吧呢到至预之上不但也才]"
    rf"|{_MONEY_UNIT}|人民币|{CHINESE_COUNTER.pattern})"
)
_ROUGHLY = regex(rf"[来把](?={_MONEY_UNIT}|[个岁款件人])")
_NOT_A_NUMERAL_BEFORE = regex(r"(?:第|双|周|期|礼拜|初|(?<![百千万])分之)$")
_NOT_A_NUMERAL_AFTER = regex("分之|方百计|里挑|里之")
_PIECES = regex(rf"\s?(?:[件个瓶支盒双条张套份罐袋箱本把]|{_MONEY_UNIT})")
_RANGE_FOLLOWS = regex(rf"[到至~、-][{''.join(DIGITS)}]{{1,2}}[{''.join(UNITS)}]")
_WORD_AFTER = {
    "十": regex("分(?![钟期以])"),
    "一": regex("点(?!钟)|样(?!东)|[线成]"),
    "千万": regex("[别不要记得小]"),
}
_PER_CENT = regex(r"[百千万]分之$")
_KILO = regex(r"千(?=[克米瓦卡帕伏赫])")
_ROUND_FIGURES = {"百八十": 100, "千八百": 1000, "万八千": 10_000}  # a round figure, or not much less
_TENS_AND_SOME = rare(r"(?<![0-9.])(?P<tens>[1-9]0)几(?![0-9])")  # 20几块
_SOME = {"小": (2, 4), "大": (5, 9), "好": (3, 9), "": (2, 9)}  # what 几 stands for after each of these
_NEARLY = frozenset("上近成过破逾")
_UNIT_FOLLOWED = regex("[的就左以吧呢啊也都可能够才那这太我还,.!?]|$|[^\\w]")
_A_PIECE = regex(rf"一(?![块点])(?:{CHINESE_COUNTER.pattern})")
_LEADING_UNIT = regex("[百千万][二两三四五六七八九]")
_PRICED_AFTER = regex(rf"以[内下上]|之内|左右|上下|出头|封顶|起|打底|{_MONEY_UNIT}")


class Reading(NamedTuple):
    """A number read from folded text; ``scale`` is the last multiplier said (百 → 100), 1 if none."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None = None
    approximate: bool = False
    scale: int = 1


def read_numerals(text: str) -> Iterator[Reading]:
    """Every Chinese numeral of a folded text; a single one needs a counter or a unit of money after it."""
    if text.isascii():
        return
    for match in _RUN.finditer(text):
        if len(match["body"]) <= MAX_LENGTH:
            reading = _read(text, match)
            if reading is not None:
                yield reading
    for match in _TENS_AND_SOME.finditer(text):
        tens = Decimal(match["tens"])
        yield Reading(*match.span(), tens + 1, tens + 9, True)


def _read(text: str, match: re.Match[str]) -> Reading | None:
    start, end = match.span("body")
    kilo = _KILO.search(text, start, end + 1)
    if kilo:
        end = kilo.start()
    if end - start > 2 and text[end - 2] in "百千万" and _A_PIECE.match(text, end - 1):
        end -= 1  # 三百一瓶 is 300 apiece
    body = text[start:end]
    before = text[max(0, start - 3) : start]
    percentage = _PER_CENT.search(before)
    if not body or (_NOT_A_NUMERAL_BEFORE.search(before) and not percentage):
        return None
    if _NOT_A_NUMERAL_AFTER.match(text, end) or (body in _WORD_AFTER and _WORD_AFTER[body].match(text, end)):
        return None
    if match["fraction"] and not kilo:
        return _decimal(start, match)
    if "几" in body or "数" in body:
        return _some(text, start, end, body)
    return _vague(text, start, end, body) or _plain(text, start, end, body, certain=percentage is not None)


def _decimal(start: int, match: re.Match[str]) -> Reading | None:
    whole = evaluate(match["body"])
    if whole is None:
        return None
    digits = "".join(str(DIGITS[char]) for char in match["fraction"][1:])
    return Reading(start, match.end(), Decimal(f"{whole[0]}.{digits}"))


def _plain(text: str, start: int, end: int, body: str, *, certain: bool) -> Reading | None:
    if body in ("百", "千", "万"):
        return _round_figure(text, start, end, UNITS[body])
    if len(body) == 1 and not certain and (body in "〇零" or not _counts(text, end, body)):
        return None
    found = evaluate(body)
    if found is None and _LEADING_UNIT.fullmatch(body) and _PRICED_AFTER.match(text, end):
        found = evaluate(f"一{body}")  # 千五 for 1500
    if found is None and len(body) == 2 and text[end : end + 1] == "折" and body.strip("".join(DIGITS)) == "":
        found = Decimal(DIGITS[body[0]] * 10 + DIGITS[body[1]]), 1  # 八五折 is 85 per cent of the price
    if found is None:
        return None
    value, place = found
    scale = UNITS.get(body[-1], 1)
    if any(UNITS.get(char, 1) > scale for char in body):
        scale = 1  # of 四千六百 nothing is left out in a range
    return more_or_less(text, Reading(start, end, value, scale=scale), place)


def _counts(text: str, end: int, body: str) -> bool:
    """Whether what follows a single numeral shows that it counts something."""
    if body in "陆伍":
        return _PIECES.match(text, end) is not None  # also names: 陆家嘴, 伍小姐
    if body == "十" and (_MORE.match(text, end) or _ROUGHLY.match(text, end)):
        return True
    return bool(_FOLLOWED.match(text, end) or _RANGE_FOLLOWS.match(text, end))


def _round_figure(text: str, start: int, end: int, unit: int) -> Reading | None:
    """百元, 百来块, 上百, 近千: a unit alone is a number only in such company."""
    roughly = _ROUGHLY.match(text, end)
    nearly = start > 0 and text[start - 1] in _NEARLY and (start < 2 or text[start - 2] not in "以马晚早最不")
    if roughly:
        return Reading(start, roughly.end(), Decimal(unit), approximate=True, scale=unit)
    if nearly and (_FOLLOWED.match(text, end) or _UNIT_FOLLOWED.match(text, end)):
        return Reading(start, end, Decimal(unit), approximate=True, scale=unit)
    if _MONEY_FOLLOWS.match(text, end):
        return Reading(start, end, Decimal(unit), scale=unit)
    return None


def more_or_less(text: str, reading: Reading, place: int) -> Reading:
    """Take up a 多, 余, 来 or 把 after the number: 三百多 is 300 to 400, 十来 about ten.

    Args:
        text: the folded text.
        reading: the number as it stands so far.
        place: the value of the number's lowest place that is not zero.

    """
    more = _MORE.match(text, reading.end) if reading.value >= 10 else None
    if more:
        by = BIG_UNITS.get(more["big"], 1)
        low, high = reading.value * by, (reading.value + place) * by
        return Reading(reading.start, more.end(), low, high, True, max(reading.scale, by))
    roughly = _ROUGHLY.match(text, reading.end) if reading.value >= 10 else None
    if roughly:
        return reading._replace(end=roughly.end(), approximate=True)
    if text[max(0, reading.start - 1) : reading.start] == "小" and reading.scale >= 100:
        return reading._replace(start=reading.start - 1, approximate=True)
    return reading


def _vague(text: str, start: int, end: int, body: str) -> Reading | None:
    """两三百, 十七八, 百八十: two neighbouring digits stand for a range."""
    if body in _ROUND_FIGURES:
        return Reading(start, end, Decimal(_ROUND_FIGURES[body]), approximate=True)
    if body[0] in DIGITS and len(body) > 2 and all(char in DIGITS for char in body):
        return None
    for at, (one, two) in enumerate(pairwise(body)):
        if not _neighbours(one, two):
            continue
        head, tail = body[:at], body[at + 2 :]
        if (head and head[-1] not in UNITS) or any(char not in UNITS for char in tail):
            return None
        if not head and not tail and not _FOLLOWED.match(text, end):
            return None
        lowest, highest = evaluate(head + one + tail), evaluate(head + two + tail)
        if lowest is None or highest is None:
            return None
        first, last = sorted((lowest[0], highest[0]))
        return Reading(start, end, first, last, True, UNITS.get(body[-1], 1))
    return None


def _neighbours(one: str, two: str) -> bool:
    if one not in DIGITS or two not in DIGITS or not DIGITS[one]:
        return False
    return DIGITS[two] - DIGITS[one] == 1 or one + two in ("三五", "三两")


def _some(text: str, start: int, end: int, body: str) -> Reading | None:
    """几百, 数千, 十几, 三百几十; a bare 几 asks a question and is no number."""
    at = next(index for index, char in enumerate(body) if char in "几数")
    head, tail = body[:at], body[at + 1 :]
    if any(char not in UNITS for char in tail):
        return None
    step = 1
    for char in tail:
        step *= UNITS[char]
    if not head:
        if not tail:
            return None
        prefix = text[start - 1] if start and text[start - 1] in _SOME else ""
        low, high = _SOME[prefix]
        return Reading(
            start - len(prefix), end, Decimal(low * step), Decimal(high * step), True, UNITS[tail[-1]]
        )
    base = evaluate(head)
    if base is None or head[-1] not in UNITS:
        return None
    if not tail:
        step = UNITS[head[-1]] // 10
    return Reading(start, end, base[0] + step, base[0] + 9 * step, True)


def evaluate(body: str, lead: Decimal | None = None) -> tuple[Decimal, int] | None:
    """The value of a numeral, and of its lowest place that is not zero; ``None`` where it is not well formed.

    A last digit after 百, 千 or 万 counts tenths of that unit (三百五 is 350, 一万二 is 12000) unless 零
    comes before it; three digits or more without units are read one by one (一三九 is 139).

    Args:
        body: Chinese numerals, without 几 or 多; single Western digits may stand among them.
        lead: a number before the first unit (the 1.2 of 1.2万).

    """
    body = body.replace("廿", "二十").replace("卅", "三十")
    if lead is None and len(body) > 1 and all(char in DIGITS for char in body):
        one_by_one = len(body) > 2 and "两" not in body
        return (Decimal("".join(str(DIGITS[char]) for char in body)), 1) if one_by_one else None
    if lead is None and len(body) > 1 and body[0] in "百佰千仟万亿" and any(c in DIGITS for c in body):
        return None
    return _Evaluation(lead).run(body)


class _Evaluation:
    def __init__(self, lead: Decimal | None) -> None:
        self.total = self.section = Decimal(0)
        self.digit = lead
        self.unit: int | None = None
        self.small: int | None = None
        self.big: int | None = None
        self.after_zero = False

    def run(self, body: str) -> tuple[Decimal, int] | None:
        for char in body:
            if not (self._digit(char) if char in DIGITS or char.isdigit() else self._unit(UNITS[char])):
                return None
        place = self.unit or 1
        if self.digit is not None:
            tenths = self.unit is not None and self.unit >= 100 and not self.after_zero
            place = place // 10 if tenths else 1
            self.section += self.digit * place
        return self.total + self.section, place

    def _digit(self, char: str) -> bool:
        value = DIGITS[char] if char in DIGITS else int(char)
        if self.digit is not None:
            return False
        if value == 0:
            self.after_zero = True
            return True
        self.digit = Decimal(value)
        return True

    def _unit(self, unit: int) -> bool:
        started = self.unit is not None or self.section > 0
        if unit >= 10_000:
            section = self.section + (self.digit or 0)
            if not section:
                if started:
                    return False
                section = Decimal(1)
            if unit == BIG_UNITS["亿"]:
                self.total = (self.total + section) * unit
            elif self.big == unit:
                return False
            else:
                self.total += section * unit
            self.section, self.small, self.big = Decimal(0), None, unit
        else:
            if self.small is not None and unit >= self.small:
                return False
            if self.digit is None and started and unit != 10:
                return False
            self.section += (self.digit if self.digit is not None else 1) * unit
            self.small = unit
        self.digit, self.unit, self.after_zero = None, unit, False
        return True
