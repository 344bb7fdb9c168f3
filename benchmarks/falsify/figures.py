"""Figures made false: prices, measures, counts, ratings, dates, numbers of parcels."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .books import MEASURE, UNITS, Books
from .corruption import Corruption
from .numerals import Number, Span, numbers_in, written_like
from .texts import TrueText

_TRIES = 40
_BIGGER = ("1.37", "1.52", "1.8", "2.2", "3.1")
_SMALLER = ("0.83", "0.71", "0.58", "0.44", "0.29")
_UP = re.compile(
    r"(?i)(?:\bover|more than|above|at least|超过|不止|至少)[ $¥￥]*$|(?:^[ ]*(?:多|以上|出头|\+|or more))"
)
_DOWN = re.compile(
    r"(?i)(?:\bunder|less than|below|at most|up to|within|不到|不足|最多)[ $¥￥]*$"
    r"|(?:^[^ ，。]{0,3}(?:以内|以下|不到))"
)
_ABOUT = re.compile(
    r"(?i)(?:about|around|nearly|almost|roughly|some|大约|约|将近|近|小|差不多)[ $¥￥]*$|^[^ ，。]{0,2}左右"
)
_MONEY_BEFORE = r"(?:CN¥|US\$|RMB ?|[¥￥$£€]|人民币)"
_MONEY_AFTER = r"(?:元|块|美元|美金| ?dollars?| ?bucks| ?USD| ?CNY| ?yuan)"
_FORMER = re.compile(r"(?:原价|\(was |compare at price of |usual )[^\d]{0,4}$")


@dataclass(frozen=True)
class _Pattern:
    """Where the figures of a kind stand: ``before`` and ``after`` them, or in claims labelled ``labels``."""

    kind: str
    labels: tuple[str, ...]
    before: str = ""
    after: str = ""
    words: bool = True
    anywhere: bool = False  # in a claim so labelled, whatever stands around
    most: Decimal | None = None  # of greater figures it is another kind
    least: Decimal = Decimal(0)


_PATTERNS = (
    _Pattern("price", ("price", "comparison", "superlative", "discount"), before=_MONEY_BEFORE, words=False),
    _Pattern("price", ("price", "comparison", "superlative", "discount"), after=_MONEY_AFTER),
    _Pattern("rating", ("rating",), before=r"(?:评分(?:是)?|rated |rating(?: of|:)? )", words=False),
    _Pattern("rating", ("rating",), before=r"(?:评分：|Rating: )\d\. ", words=False),
    _Pattern("rating", ("rating",), anywhere=True, words=False, most=Decimal("5")),
    _Pattern("review count", ("rating",), anywhere=True, least=Decimal(6)),
    _Pattern("review count", ("rating",), before=r"(?:评价数是|number of reviews: )", words=False),
    _Pattern("popularity", ("popularity",), anywhere=True),
    _Pattern("stock number", ("stock",), anywhere=True),
    _Pattern("stock number", ("stock",), before="还剩", words=False),
    _Pattern("stock number", ("stock",), after=r" (?:left|in stock|remaining)", words=False),
    _Pattern("quantity", ("quantity",), anywhere=True),
    _Pattern("quantity", ("quantity", "comparison"), after=r"(?:款|件|片装?|支装|个)", words=False),
    _Pattern(
        "quantity", ("quantity",), after=r" (?:choices|matches|options|of them|products|pieces)", words=False
    ),
    _Pattern("policy", ("policy",), anywhere=True),
)


def figures(text: TrueText, books: Books, rng: random.Random) -> Iterator[Corruption]:
    """Corruptions of the figures of a text."""
    yield from _patterned(text, books, rng)
    yield from _measures(text, books, rng)
    yield from _units(text, books, rng)
    yield from _discounts(text, books, rng)
    yield from _dates(text, books, rng)
    yield from _long_numbers(text, books, rng)


def _patterned(text: TrueText, books: Books, rng: random.Random) -> Iterator[Corruption]:
    numbers = list(numbers_in(text.text, words=text.claims is not None))
    for pattern in _PATTERNS:
        for number in numbers:
            if _fits(pattern, number, text) and not books.is_customers(number.value):
                kind = pattern.kind
                if kind == "price" and _FORMER.search(text.text[: number.span[0]]):
                    kind = "discount"
                value = _false_value(number, text, books, rng, pattern.kind)
                if value is not None:
                    yield Corruption(kind, number.span, written_like(value, number))


def _fits(pattern: _Pattern, number: Number, text: TrueText) -> bool:
    start, end = number.span
    if number.style != "digits" and not pattern.words:
        return False
    if number.value < pattern.least or (pattern.most is not None and number.value > pattern.most):
        return False
    if pattern.anywhere:
        labelled = text.claims is not None and text.asserts(number.span, pattern.labels)
        return labelled and _is_bare(number, text)
    if pattern.kind == "stock number" and re.search(rf"{_MONEY_BEFORE}$", text.text[:start]):
        return False
    around = not pattern.before or re.search(rf"{pattern.before}$", text.text[:start])
    around = around and (not pattern.after or re.match(pattern.after, text.text[end:]))
    return bool(around) and text.text[start - 1 : start] != "第" and text.asserts(number.span, pattern.labels)


def _is_bare(number: Number, text: TrueText) -> bool:
    """Whether a number is neither a price nor a measure, nor 一 as an article or "one" as a pronoun."""
    before, after = text.text[: number.span[0]], text.text[number.span[1] :]
    if number.style != "digits" and number.value <= 1:
        return False
    if re.search(rf"(?:{_MONEY_BEFORE}|第|SPF|SPF |\d\*|/|out of |满分)$", before):
        return False
    return not MEASURE.match(text.text, number.span[0]) and not re.match(rf"[*×%x折]|{_MONEY_AFTER}", after)


def _false_value(
    number: Number, text: TrueText, books: Books, rng: random.Random, kind: str
) -> Decimal | None:
    """Another value that the evidence rules out, also with the hedge that the text puts to it."""
    before, after = text.text[: number.span[0]], text.text[number.span[1] :]
    up, down = (bool(hedge.search(before) or hedge.match(after)) for hedge in (_UP, _DOWN))
    hedged = up or down or bool(_ABOUT.search(before) or _ABOUT.match(after))
    may_be = books.may_be_amount if kind == "price" else books.may_be_number
    for _ in range(_TRIES):
        value = _another(number, rng, up=up, down=down, hedged=hedged, kind=kind)
        said = value * number.scale
        if value > 0 and value != number.value and not may_be(said, number.places, hedged=hedged):
            return value
    return None


def _another(number: Number, rng: random.Random, *, up: bool, down: bool, hedged: bool, kind: str) -> Decimal:
    value = number.value
    if kind == "rating" and value <= 5:
        away = ("-1.3", "-0.9", "-0.7", "-0.4", "0.3", "0.4") if number.places else ("-1", "-2")
        return min(Decimal(5), value + Decimal(rng.choice(away)))
    if value < 20 and not number.places:
        steps = [2, 3, 4, 5, 7, 11] * (not down) + [-1, -2, -3, -4] * (not up)
        return value + rng.choice(steps)
    if not hedged and number.style == "digits" and rng.random() < 0.4:
        return _digit_changed(number, rng)
    factors = (_BIGGER if not down else ()) + (_SMALLER if not up else ())
    last = -number.places
    if number.style == "digits" and not number.places:
        last = len(number.text) - len(number.text.rstrip("0"))  # round figures stay round
    return (value * Decimal(rng.choice(factors))).quantize(Decimal(1).scaleb(last))


def _digit_changed(number: Number, rng: random.Random) -> Decimal:
    """One digit misread, as happens when a figure is copied: 4,214 for 4,244."""
    digits = list(number.text.replace(",", ""))
    place = rng.choice([place for place, char in enumerate(digits) if char.isdigit()])
    digits[place] = rng.choice([char for char in "123456789" if char != digits[place]])
    return Decimal("".join(digits))


def _measures(text: TrueText, books: Books, rng: random.Random) -> Iterator[Corruption]:
    for match in MEASURE.finditer(text.text):
        span = match.span("number")
        if not text.asserts(match.span()) or books.is_customers(Decimal(match["number"].replace(",", ""))):
            continue
        number = next((one for one in numbers_in(text.text, words=False) if one.span == span), None)
        kind = "policy" if UNITS[match["unit"]][0] == "time" else "measure value"
        for _ in range(_TRIES if number else 0):
            value = _another(number, rng, up=False, down=False, hedged=True, kind=kind)
            if value > 0 and not (
                books.may_be_measure(value, match["unit"])
                or books.may_be_number(value, number.places, hedged=False)
            ):
                yield Corruption(kind, span, written_like(value, number))
                break


_OTHER_UNITS = {
    "ml": ("L", "g", "oz"),
    "mL": ("L", "g"),
    "毫升": ("升", "克"),
    "g": ("kg", "ml"),
    "克": ("公斤", "毫升"),
    "cm": ("mm", "m"),
    "厘米": ("毫米", "米"),
    "inch": ("cm", "feet"),
    "inches": ("cm", "feet"),
    "mm": ("cm",),
    "米": ("厘米",),
    "hours": ("days", "minutes"),
    "小时": ("天", "分钟"),
    "天": ("周", "小时"),
    "days": ("weeks", "hours"),
    "business days": ("weeks", "hours"),
    "个工作日": ("小时", "周"),
    "mAh": ("Ah",),
    "L": ("ml",),
    "lbs": ("kg",),
    "oz": ("kg",),
}


def _units(text: TrueText, books: Books, rng: random.Random) -> Iterator[Corruption]:
    for match in MEASURE.finditer(text.text):
        number = Decimal(match["number"].replace(",", ""))
        others = [
            unit for unit in _OTHER_UNITS.get(match["unit"], ()) if not books.may_be_measure(number, unit)
        ]
        if others and text.asserts(match.span()):
            yield Corruption(
                "measure unit", match.span(), match["number"] + match["gap"] + rng.choice(others)
            )


_OFF = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>% off|折)|满(?P<from>\d+)减(?P<number2>\d+)")


def _discounts(text: TrueText, books: Books, rng: random.Random) -> Iterator[Corruption]:
    for match in _OFF.finditer(text.text):
        group = "number" if match["number"] else "number2"
        span, old = match.span(group), Decimal(match[group])
        if not text.asserts(span):
            continue
        choices = (
            ("6.5", "7.5", "8.5") if match["unit"] == "折" else ("15", "35", "45", "55", "65", "170", "210")
        )
        fine = [Decimal(one) for one in choices if Decimal(one) != old]
        fine = [
            one for one in fine if not books.may_be_percent(100 - one * 10 if match["unit"] == "折" else one)
        ]
        if fine:
            yield Corruption("discount", span, str(rng.choice(fine)))


_DATE = re.compile(
    r"(?P<year>20\d\d)(?P<a>-|年)(?P<month>\d{1,2})(?P<b>-|月)(?P<day>\d{1,2})|\b(?P<only>20[012]\d)\b"
)


def _dates(text: TrueText, books: Books, rng: random.Random) -> Iterator[Corruption]:
    for match in _DATE.finditer(text.text):
        if not text.asserts(match.span()):
            continue
        if match["only"]:
            wrong = str(int(match["only"]) + rng.choice([-7, -4, -3, 3]))
            if not books.mentions(wrong):
                yield Corruption("date", match.span("only"), wrong)
            continue
        day = str((int(match["day"]) + rng.choice([3, 5, 9]) - 1) % 28 + 1).zfill(len(match["day"]))
        month = str((int(match["month"]) + rng.choice([0, 1, 4]) - 1) % 12 + 1).zfill(len(match["month"]))
        iso = f"{match['year']}-{int(month):02}-{int(day):02}"
        if not books.mentions(iso):
            yield Corruption("date", match.span(), f"{match['year']}{match['a']}{month}{match['b']}{day}")


_LONG = re.compile(r"(?<![\d.])(?P<order>#[A-Z])?\d{7,}(?!\d)|(?<!\d)\d{3}-\d{3,4}(?:-\d{4})?(?!\d)")


def _long_numbers(text: TrueText, books: Books, rng: random.Random) -> Iterator[Corruption]:
    """Numbers of parcels, orders and telephones, with two digits changed."""
    for match in _LONG.finditer(text.text):
        if not text.asserts(match.span()):
            continue
        chars = list(match[0])
        for place in rng.sample([place for place, char in enumerate(chars) if char.isdigit()][1:], 2):
            chars[place] = str((int(chars[place]) + rng.randint(1, 8)) % 10)
        wrong = "".join(chars)
        if not books.mentions(wrong) and wrong != match[0]:
            kind = "order state" if match["order"] else "contact" if "-" in wrong else "tracking number"
            yield Corruption(kind, match.span(), wrong)


_CURRENCIES = (
    (r"CN¥", "CNY", (("US$", "USD"), ("€", "EUR"))),
    (r"(?<![A-Z])[¥￥](?=\d)", "CNY", (("$", "USD"), ("€", "EUR"))),
    (r"(?<!US)\$(?=\d)", "USD", (("€", "EUR"), ("£", "GBP"))),
    (r"US\$(?=\d)", "USD", (("€", "EUR"), ("A$", "AUD"))),
    (r"(?:RMB ?|人民币)(?=\d)", "CNY", (("港币", "HKD"), ("US$", "USD"))),
    (r"(?<=[\d一二三四五六七八九十百千])(?:美元|美金)", "USD", (("欧元", "EUR"), ("英镑", "GBP"))),
    (r"(?<=[\d一二三四五六七八九十百千])(?:块钱|元|块)", "CNY", (("美元", "USD"), ("欧元", "EUR"))),
    (r"(?<=[\w]) dollars\b", "USD", ((" euros", "EUR"), (" pounds", "GBP"))),
    (r"(?<=\d) USD\b", "USD", ((" EUR", "EUR"), (" GBP", "GBP"))),
)


def currencies(text: TrueText, books: Books, rng: random.Random) -> Iterator[Corruption]:
    """Amounts of money in another currency than they are in; nothing is converted."""
    for pattern, code, others in _CURRENCIES:
        for match in re.finditer(pattern, text.text):
            near: Span = (max(0, match.start() - 1), match.end() + 1)
            wrong = [sign for sign, other in others if other not in books.currencies]
            doubled = re.search(r"\$[\d.,]+$", text.text[: match.start()]) or re.match(
                r"[\d.,]+ ?USD", text.text[match.end() :]
            )
            priced = text.asserts(near, ("price", "comparison", "superlative", "discount"))
            if wrong and priced and not doubled and books.currencies <= {code}:
                yield Corruption("currency", match.span(), rng.choice(wrong))
