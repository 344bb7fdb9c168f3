"""Volumes, weights, lengths, counts and ratings in free text, each in one unit."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple, cast

from floorwalker.catalog.attributes.values import Quantity, Unit, Value
from floorwalker.text import fold

_NUMBER = r"\d{1,3}(?:,\d{3})+(?!\d)|\d{1,6}(?:\.\d{1,4}|,\d{1,2}(?!\d))?"

_UNITS: dict[str, tuple[str, str, Unit, str]] = {  # name → attribute, factor, unit, how it is written
    "ml": ("volume", "1", "ml", r"ml|㎖|mls|millilit(?:er|re)s?|cc|毫升"),
    "cl": ("volume", "10", "ml", r"cl"),
    "l": ("volume", "1000", "ml", r"l|lt|ltr|lit(?:er|re)s?|升(?![级降])"),
    "floz": ("volume", "29.5735", "ml", r"fl\.?\s?oz|fluid\sounces?|液体?盎司"),
    "mg": ("weight", "0.001", "g", r"mg|㎎|毫克"),
    "kg": ("weight", "1000", "g", r"kgs?|㎏|kilos?|kilograms?|公斤|千克"),
    "g": ("weight", "1", "g", r"g|gr|gm|gms|grams?|grammes?|克(?!拉)"),
    "oz": ("weight", "28.3495", "g", r"oz|ounces?|盎司"),
    "lb": ("weight", "453.592", "g", r"lbs?|pounds?|磅"),
    "jin": ("weight", "500", "g", r"斤"),
    "mm": ("length", "0.1", "cm", r"mm|㎜|millimet(?:er|re)s?|毫米"),
    "cm": ("length", "1", "cm", r"cms?|㎝|centimet(?:er|re)s?|厘米|公分"),
    "m": ("length", "100", "cm", r"m|met(?:er|re)s?|米(?![色白黄粉饭老糠其奇])"),
    "inch": ("length", "2.54", "cm", r"inch(?:es)?|in(?=\.|\s(?:wide|long|tall|high)\b)|英寸|吋|寸|\"|''"),
    "ft": ("length", "30.48", "cm", r"ft|feet|foot|英尺"),
    "kw": ("power", "1000", "W", r"kw|千瓦"),
    "w": ("power", "1", "W", r"w|watts?|瓦(?![楞片])"),
    "v": ("voltage", "1", "V", r"v|volts?|伏"),
    "mah": ("battery", "1", "mAh", r"mah|毫安时?"),
    "gb": ("storage", "1", "GB", r"gb"),
    "tb": ("storage", "1000", "GB", r"tb"),
    "carat": ("carat", "1", "ct", r"carats?|ctw?|克拉"),
}
_OWN_UNITS: dict[str, Unit] = {
    **{"count": "pieces", "spf": "spf", "power": "W", "voltage": "V", "battery": "mAh", "storage": "GB"},
    "carat": "ct",
}
_IMPERIAL = frozenset(("floz", "oz", "lb", "inch", "ft"))
_UNIT = "|".join(f"(?P<{name}>{written})" for name, (_, _, _, written) in _UNITS.items())
_MEASURE = re.compile(
    rf"(?<![a-z0-9.,])(?P<number>{_NUMBER})[\s-]?(?:{_UNIT})(?:(?![a-z0-9])|(?=x\s?\d|spf|spa)|(?=\d{{1,2}}[支瓶盒只片袋包]))(?!\s?%)"
)
_FIRST_OF_RANGE = re.compile(r"(?<![a-z0-9.,])(\d{1,4}(?:\.\d{1,3})?)\s?[-~/至到]\s?$")
_TIMES_AFTER = re.compile(
    r"\s?(?:/?[支瓶盒袋片包只罐块条])?\s?[x*×]\s?(\d{1,3})(?![\d.%]|\s?(?:ml|g|cm|mm|l|oz)\b)"
)
_TIMES_BEFORE = re.compile(r"(?<![a-z0-9.,])(\d{1,3})\s?[x*×]\s?$")
_DIMENSIONS = re.compile(
    r"(?<![a-z0-9.,])(\d{1,4}(?:\.\d{1,2})?)\s?(?P<u1>cm|mm|m|in|inch(?:es)?|\"|厘米|毫米|米|英寸)?\s?[x*×]\s?"
    r"(\d{1,4}(?:\.\d{1,2})?)(?:\s?(?:cm|mm|m|in|inch(?:es)?|\"|厘米|毫米|米|英寸)?\s?[x*×]\s?(\d{1,4}(?:\.\d{1,2})?))?"
    r"\s?(?P<unit>cm|mm|m|inch(?:es)?|in|\"|厘米|毫米|米|英寸)(?![a-z0-9])"
)
_MOBILE_NETWORK = re.compile(r"[2-6]g(?=\s?(?:网|手机|全网|版|路由|phone|enabled))")
_NUMERALS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_PIECES = r"(?:件套|部曲|步曲|[支片粒颗只件盒瓶罐袋包块枚贴]|套(?!装)|[条双对个张抽卷根](?=装|入))"
_COUNT = re.compile(
    rf"(?:(?<![第满买送每赠加减a-z0-9.\-*x×一二两三四五六七八九十])(?<!任选)|(?<=\dg)|(?<=\dml))(?P<n>\d{{1,3}}|[两二三四五六七八九十])\s?"
    rf"(?:{_PIECES}(?:套?装|入)?)(?!半价|\d?\.?\d?折|包邮|起|以上|免|[0-9a-z])"
)
_ONE_PAIR = re.compile(r"(?<![第0-9a-z.一二三四五六七八九十])[1一]对(?!\s?[x*×一0-9])")
_SINGLE = re.compile(r"单[支片粒颗只件瓶罐袋包块枚条](?=装)")
_TIMES_ALONE = re.compile(r"(?<=[\u4e00-\u9fff)）])\s?[x*×]\s?(\d{1,2})(?![\d.])")
_ENGLISH_NUMBERS = {
    word: number
    for number, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 2
    )
}
_WORD_NUMBER = "|".join(_ENGLISH_NUMBERS)
_GROUPS = {"duo": 2, "trio": 3, "quad": 4, "quartet": 4, "quintet": 5, "twin pack": 2, "double": 2, "pair": 2}
_ENGLISH_COUNT = re.compile(
    rf"\b(?:(?:set|pack|box|bundle|case)\sof\s(?P<of>\d{{1,3}}|{_WORD_NUMBER})\b"
    rf"|(?<![.$])(?P<n>\d{{1,3}}|{_WORD_NUMBER})[\s-]?(?:pack|pk|piece|pcs?|count|pairs?|sachets?|sheets|wipes"
    rf"|capsules|tablets|tea\sbags|pods)s?\b"
    rf"|(?P<group>duo|trio|quad|quartet|quintet|twin\spack|double(?=\s(?:rollerball|pack))|pair(?=\sof))\b)"
)
_HAS_ENGLISH = re.compile(r"[a-z]{3}")
_SPF = re.compile(
    r"(?:(?<![a-z])|(?<=\dml)|(?<=\dg))spf\s?:?\s?(?P<en>\d{1,3})\+?(?!\d)|防晒(?:指数|系数)\s?(?P<zh>\d{1,3})"
)
_PA = re.compile(r"(?<![a-z])pa\s?(?P<pa>\+{1,4})")
_SIZE = re.compile(
    r"(?<![a-z0-9])(?P<zh>\d{2,3}(?:\.5)?|[2-6]?x{0,3}[sml])码|均码"
    r"|\bsize\s(?P<en>\d{1,2}(?:\.5)?|x{0,3}[sml])\b|\bone\ssize\b"
)


class Measured(NamedTuple):
    """A measure at its place in a folded text; ``along`` is a length that may be a size."""

    name: str
    value: Value
    start: int
    end: int


class _Measure(NamedTuple):
    found: Measured
    unit: str


def measures(text: str) -> list[Measured]:
    """What a folded text measures and counts, in the order of the text.

    A number of pieces beside an amount (30ml*2) is a count; the first figure of a range or list (30-50ml,
    30/50ml) has the unit of the second. An imperial amount beside the same metric one (1.7 fl oz / 50 ml) is
    not repeated; ounces count as fluid ounces where that makes them the same.
    """
    found: list[Measured] = []
    if any(char.isdigit() for char in text):
        sizes = [_dimensions(match) for match in _DIMENSIONS.finditer(text)]
        found += sizes
        amounts = [
            one
            for one in _amounts(text)
            if not any(size.start <= one.found.start < size.end for size in sizes)
        ]
        found += [one.found for one in _without_repeats(amounts)]
        found += _multiples(text, amounts)
        found += [
            Measured("spf", Quantity(Decimal(match["en"] or match["zh"]), "spf"), *match.span())
            for match in _SPF.finditer(text)
        ]
    if "+" in text:
        found += [Measured("pa", match["pa"], *match.span()) for match in _PA.finditer(text)]
    found += _counts(text)
    if "码" in text or "size" in text:
        found += [_size(match) for match in _SIZE.finditer(text)]
    return sorted(found, key=lambda one: (one.start, one.end))


def bare_amount(text: str, unit: str, name: str) -> tuple[str, Quantity] | None:
    """A column's bare number in the unit that its header names, or in the attribute's own where that is sure.

    A header's unit also says what a net content is. Volumes, weights and lengths without any unit are not
    guessed at.
    """
    number = re.fullmatch(_NUMBER, fold(text).strip())
    if number is None:
        return None
    amount = _decimal(number[0])
    wanted = ("volume", "weight") if name == "net_content" else (name,)
    for attribute, factor, canonical, written in _UNITS.values():
        if unit and attribute in wanted and re.fullmatch(written, unit):
            return attribute, Quantity(_tidy(amount * Decimal(factor)), canonical)
    own = _OWN_UNITS.get(name)
    return (name, Quantity(_tidy(amount), own)) if own and not unit else None


def _amounts(text: str) -> Iterator[_Measure]:
    for match in _MEASURE.finditer(text):
        unit = cast("str", match.lastgroup)
        if unit == "g" and _MOBILE_NETWORK.match(text, match.start()):
            continue
        name, factor, canonical, _ = _UNITS[unit]
        first = _FIRST_OF_RANGE.search(text, max(0, match.start() - 10), match.start())
        if first and unit in _IMPERIAL and (part := _fraction(first[0], match["number"])):
            yield _Measure(
                Measured(
                    name, Quantity(_tidy(part * Decimal(factor)), canonical), first.start(), match.end()
                ),
                unit,
            )
            continue
        while first and _decimal(first[1]):
            amount = Quantity(_tidy(_decimal(first[1]) * Decimal(factor)), canonical)
            yield _Measure(Measured(name, amount, first.start(), first.end(1)), unit)
            first = _FIRST_OF_RANGE.search(text, max(0, first.start() - 10), first.start())
        amount = Quantity(_tidy(_decimal(match["number"]) * Decimal(factor)), canonical)
        if amount.amount:
            yield _Measure(Measured(name, amount, match.start(), match.end()), unit)


def _fraction(first: str, second: str) -> Decimal | None:
    """1/2 and 3/8 before an imperial unit."""
    top, bar, _ = first.partition("/")
    if not bar or not (top.strip().isdecimal() and second in ("2", "3", "4", "8", "16")):
        return None
    return Decimal(top) / Decimal(second) if int(top) < int(second) else None


def _without_repeats(amounts: list[_Measure]) -> list[_Measure]:
    return [
        one for one in amounts if one.unit not in _IMPERIAL or not any(_same(one, other) for other in amounts)
    ]


def _same(imperial: _Measure, metric: _Measure) -> bool:
    if metric.unit in _IMPERIAL:
        return False
    one, other = cast("Quantity", imperial.found.value), cast("Quantity", metric.found.value)
    gap = max(imperial.found.start - metric.found.end, metric.found.start - imperial.found.end)
    as_fluid = imperial.unit == "oz" and other.unit == "ml"
    amount = one.amount * Decimal("1.0432") if as_fluid else one.amount
    return (
        gap <= 4
        and (as_fluid or one.unit == other.unit)
        and abs(amount - other.amount) <= other.amount * Decimal("0.06")
    )


def _multiples(text: str, amounts: list[_Measure]) -> Iterator[Measured]:
    for one in amounts:
        if one.found.name not in ("volume", "weight"):
            continue
        if (after := _TIMES_AFTER.match(text, one.found.end)) and int(after[1]) > 1:
            yield _pieces(int(after[1]), after.end(1) - len(after[0].strip()), after.end(1))
        elif before := _TIMES_BEFORE.search(text, max(0, one.found.start - 6), one.found.start):
            yield _pieces(int(before[1]), before.start(), before.end())


def _dimensions(match: re.Match[str]) -> Measured:
    unit = {"厘米": "cm", "毫米": "mm", "米": "m", "英寸": "in", '"': "in", "inch": "in", "inches": "in"}
    sides = "×".join(side for side in (match[1], match[3], match[4]) if side)
    return Measured("size", f"{sides} {unit.get(match['unit'], match['unit'])}", *match.span())


def _size(match: re.Match[str]) -> Measured:
    return Measured("size", (match["zh"] or match["en"] or "").upper() or "one_size", *match.span())


def _counts(text: str) -> Iterator[Measured]:
    if not text.isascii():
        for match in _COUNT.finditer(text):
            number = int(match["n"]) if match["n"].isdecimal() else _NUMERALS[match["n"]]
            if number > 1 or match[0].endswith(("装", "入", "套")):
                yield _pieces(number, *match.span())
        for pattern, number in ((_ONE_PAIR, 2), (_SINGLE, 1)):
            for match in pattern.finditer(text):
                yield _pieces(number, *match.span())
        for match in _TIMES_ALONE.finditer(text):
            if int(match[1]) > 1 and text[match.start() - 1] not in "支瓶盒袋片包只罐块条毫升克":
                yield _pieces(int(match[1]), *match.span())
    if _HAS_ENGLISH.search(text) is None:
        return
    for match in _ENGLISH_COUNT.finditer(text):
        written = match["of"] or match["n"]
        number = (
            _GROUPS[match["group"]] if written is None else _ENGLISH_NUMBERS.get(written, 0) or int(written)
        )
        if number:
            yield _pieces(number, *match.span())


def _pieces(number: int, start: int, end: int) -> Measured:
    return Measured("count", Quantity(Decimal(number), "pieces"), start, end)


def _decimal(written: str) -> Decimal:
    thousands = re.fullmatch(r"\d{1,3}(?:,\d{3})+", written)
    return Decimal(written.replace(",", "" if thousands else "."))


def _tidy(amount: Decimal) -> Decimal:
    """Three places at most and no trailing zeros, which conversions leave."""
    rounded = amount.quantize(Decimal("0.001")).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded
