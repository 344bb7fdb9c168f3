"""Figures that are spoken in two units: 一米零二, 八斤二两, 七块九毛八."""

import re
from decimal import Decimal

from floorwalker.grounding.reading.amount import Amount

_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_CENTIMETRES = re.compile(r"零([一二三四五六七八九\d])(?![\d十百.])")
_LIANG = re.compile(r"([一二两三四五六七八九\d])两(?!种|款|个|件|支|瓶|条|双|只|套)")
_FEN = re.compile(r"([一二三四五六七八九\d])分?(?![\d.十百折])")
_HUNDREDTH = Decimal("0.01")
_GRAMS = Decimal(50)


def compounded(text: str, amounts: list[Amount]) -> list[Amount]:
    """Some figures of a sentence, in order, each with the smaller unit that is said right behind it."""
    joined: list[Amount] = []
    for amount in amounts:
        if joined and amount.span[0] < joined[-1].span[1]:
            continue
        joined.append(_joined(text, amount))
    return joined


def _joined(text: str, amount: Amount) -> Amount:
    words = text[slice(*amount.span)]
    if amount.unit == "m" and words.endswith("米"):
        return _with(text, amount, _CENTIMETRES, _HUNDREDTH)
    if amount.unit == "g" and words.endswith("斤"):
        return _with(text, amount, _LIANG, _GRAMS)
    if amount.unit == "money" and words.endswith(("毛", "角")):
        return _with(text, amount, _FEN, _HUNDREDTH)
    return amount


def _with(text: str, amount: Amount, said: re.Pattern[str], worth: Decimal) -> Amount:
    found = said.match(text, amount.span[1])
    if found is None:
        return amount
    number = _DIGITS[found[1]] if found[1] in _DIGITS else int(found[1])
    return amount._replace(value=amount.value + number * worth, span=(amount.span[0], found.end()))
