"""Numbers that belong to a person: identity cards, bank cards, telephones; mailboxes and street addresses.

A number is told by its form: the check character of GB 11643 (ISO 7064, MOD 11-2) with a date of birth in
it, Luhn's digit (ISO/IEC 7812), the ranges of mobile networks. Whether a number that has no such form is
personal, the words around it tell: that is for the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

Span = tuple[int, int]

_DIGITS = re.compile(r"(?<![a-z0-9.#])(?:\+|\()?\d(?:[ .()-]{0,2}\d){4,29}x?(?![a-z0-9])")
_SSN = re.compile(r"\d{3}-\d{2}-\d{4}")
_PHONE = re.compile(
    r"\+?1?[ .-]?\(?[2-9]\d\d\)?[ .-]{1,2}\d{3}[ .-]\d{4}"  # North America
    r"|0(?:\d{2} \d{4} \d{4}|\d{3} \d{3} \d{4}|\d{4} \d{6}|\d{4} \d{3} \d{3}|7\d{9})"  # United Kingdom
    r"|\(?0\d{2,3}\)?[ -]\d{7,8}"  # landlines in China
)
_HOTLINE = re.compile(
    r"(?:\+?1[ .-]?)?\(?8(?:00|33|44|55|66|77|88)\)?[ .-]\d{3}[ .-]?\d{4}"
    r"|[48]00[ -]?\d{3}[ -]?\d{4}|[48]00[ -]\d{4}[ -]?\d{3}|0800[ \d]{6,9}|9\d{4,5}"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_EMAIL = re.compile(
    r"(?<![a-z0-9._%+-])([a-z0-9][a-z0-9._%+-]{0,63})@(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?![a-z0-9])"
)
_MAILBOX = re.compile(
    r"(?:info|services?|support|help|helpdesk|sales|orders?|returns?|contact|hello|hi|care|press|media|office"
    r"|customer[._-]?(?:care|service|support)?|shop|store|team|privacy|dpo|billing|kefu|shouhou|fuwu|no-?reply"
    r"|feedback|complaints?|wholesale|jobs|hr|b2b|admin)\d{0,3}"
)
_CN_COUNT = "[一二三四五六七八九十百]"
_PLACES = {
    "street": re.compile(
        rf"[\u4e00-\u9fff](?:路|街|大道|巷|弄|胡同)\s?(?:\d{{1,5}}|{_CN_COUNT}{{1,5}})\s?[号弄]"
        r"|\b\d{1,5}[a-z]? (?:[a-z][a-z'.]{0,20} ){1,4}?(?:streets?|st|avenue|ave|roads?|rd|lane|ln|drive|dr"
        r"|court|ct|way|blvd|boulevard|place|pl|terrace|close|crescent|gardens|grove|row|square|parkway|trail"
        r"|circle)\b"
    ),
    "dwelling": re.compile(
        rf"(?:\d{{1,3}}|{_CN_COUNT}{{1,3}}|[a-z])\s?(?:栋|幢|座|号楼|单元|楼)(?:\s?\d{{1,2}}\s?单元)?"
        r"\s?-?\d{2,4}\s?室?|(?<!\d)\d{3,4}\s?室|\d{1,4}\s?号[院楼]"
        r"|\b(?:apt|apartment|flat|unit)\.? ?#?\d{1,4}[a-z]?\b|\bapt\.? ?#?[a-z]\b"
    ),
    "village": re.compile(r"[\u4e00-\u9fff][镇乡][\u4e00-\u9fff]{2,6}?村(?:\s?\d{1,3}\s?[组队号])?"),
    "plate": re.compile(
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][·. ]?"
        r"(?=[a-z]{0,3}\d)[a-z\d]{5,6}(?![a-z\d])"
    ),
}
NUMBER_MARKS = frozenset(
    {"id-card", "bank-card", "mobile", "phone", "hotline", "ssn", "digits", "email", "mailbox", *_PLACES}
)


def number_marks(folded: str) -> dict[str, list[Span]]:
    """The personal numbers, mailboxes and addresses of a folded text, by the name of their mark."""
    found: dict[str, list[Span]] = {}
    for run in _DIGITS.finditer(folded):
        for name in _kinds(run[0]):
            found.setdefault(name, []).append(run.span())
    for email in _EMAIL.finditer(folded):
        name = "mailbox" if _MAILBOX.fullmatch(email[1]) else "email"
        found.setdefault(name, []).append(email.span())
    for name, pattern in _PLACES.items():
        if spans := [one.span() for one in pattern.finditer(folded)]:
            found[name] = spans
    return found


def _kinds(said: str) -> Iterator[str]:
    digits = "".join(char for char in said if char.isdigit() or char == "x")
    yield "digits"
    if _HOTLINE.fullmatch(said):
        yield "hotline"
    elif is_id_card(digits):
        yield "id-card"
    elif is_mobile(digits):
        yield "mobile"
    elif _SSN.fullmatch(said):
        yield "ssn"
    elif _PHONE.fullmatch(said) or (said.startswith("+") and 9 <= len(digits) <= 15):
        yield "phone"
    elif is_bank_card(digits):
        yield "bank-card"


def is_id_card(digits: str) -> bool:
    """Whether 18 characters are the number of a Chinese identity card: date of birth and check character."""
    if not re.fullmatch(r"[1-9]\d{16}[\dx]", digits):
        return False
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return born.year >= 1900 and "10x98765432"[total % 11] == digits[17]


def is_bank_card(digits: str) -> bool:
    """Whether digits can be the number of a payment card: its first digits, its length and Luhn's check."""
    return re.fullmatch(r"(?:3\d|4|5\d|2[2-7]|6)\d{11,17}", digits) is not None and passes_luhn(digits)


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the one that Luhn's algorithm asks for."""
    doubled = (2 * int(digit) for digit in digits[-2::-2])
    total = sum(map(int, digits[-1::-2])) + sum(digit - 9 if digit > 9 else digit for digit in doubled)
    return total % 10 == 0


def is_mobile(digits: str) -> bool:
    """Whether digits are a mobile number of mainland China, with the country's code or without."""
    return re.fullmatch(r"(?:86|0086)?1[3-9]\d{9}", digits) is not None
