"""Prices told by how many figures they have: 三位数, "three figures", "double digits"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from floorwalker.text._numerals_zh import DIGITS
from floorwalker.text._price_rules import Bounds
from floorwalker.text._regex import regex

_WORDS = {"two": 2, "double": 2, "three": 3, "triple": 3, "four": 4, "five": 5, "six": 6}
_FIGURES = regex(
    r"(?P<zh_most>(?:不超过?|别超过?|不要超过?|别到)\s?)?(?P<zh>[一二两双三四五六1-6])位数"
    r"(?P<zh_within>\s?(?:以内|之内|以下|封顶))?"
    r"(?!的?(?:密码|号码?|电话|验证码|代码|编号))"
    r"|(?<![a-z])(?P<en>two|double|three|triple|four|five|six|[2-6])[\s-](?:figures?|digits?)"
    r"(?!\s(?:code|pin|number|zip|password))(?![a-z])"
)


def find_figure_counts(text: str) -> Iterator[Bounds]:
    """The ranges of a folded text that are told by a number of figures: three of them are 100 to 999."""
    for match in _FIGURES.finditer(text):
        figures = _count(match["zh"] or match["en"])
        within = match["zh_most"] or match["zh_within"]
        yield Bounds(
            low=None if within else Decimal(10) ** (figures - 1),
            high=Decimal(10) ** figures - 1,
            about=None,
            currency=None,
            ambiguous=False,
            start=match.start(),
            end=match.end(),
            explicit=True,
            kind="max" if within else "between",
            amounts=(),
        )


def _count(written: str) -> int:
    if written.isdigit():
        return int(written)
    return 2 if written == "双" else DIGITS.get(written) or _WORDS[written]
