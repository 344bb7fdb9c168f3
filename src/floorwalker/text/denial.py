"""Whether the words around a quality deny it: 无酒精, without parabens, alcohol-free."""

import re

from floorwalker.text._first import looking_ahead

_BEFORE = re.compile(
    looking_ahead(
        r"(?:(?:不含|不添加|未添加|不使用)[^，。；,.;！？!?\n]{1,10}[、与和及或]"
        r"|(?:无|不含|不添加|零|0)(?:添加|任何)?|(?<!差)不太?|并非|(?<!有)没有"
        r"|\b(?:no|without|non|free (?:of|from)|zero)[\s-]+(?:any\s+)?"
        r"|\b(?:not|never|isn't|aren't)\s+(?:(?:too|very|overly|at all|the least bit)\s+)?)\s*$"
    ),
    re.I,
)
_AFTER = re.compile(r"^[\s-]*free\b", re.I)
_REACH = 20
_STRETCH = re.compile(
    r"(?:不含|不添加|未添加|无添加|不使用|没有|不带|并非|不是)(?P<zh>[^，。；,.;！？!?\n]{1,12})"
    r"|\b(?:no(?! (?:more|less|other|need|longer|matter)\b)|not(?! only\b)|without|non|never|free (?:of|from)"
    r"|contains? no)\b"
    r"[\s-]+(?P<en>[^,.;:!?\n]{1,40})",
    re.I,
)
_FREE = re.compile(r"\b(?P<what>\w{3,})[\s-]free\b", re.I)


def is_denied(text: str, span: tuple[int, int]) -> bool:
    """Whether what stands in ``span`` (code points, end exclusive) is said to be absent."""
    start, end = span
    return bool(
        _BEFORE.search(text[max(0, start - _REACH) : start]) or _AFTER.search(text[end : end + _REACH])
    )


def denied_stretches(text: str) -> list[str]:
    """The parts of a product's text that say what it has not: "feathers at all" of "no feathers at all"."""
    before = (match["zh"] or match["en"] for match in _STRETCH.finditer(text))
    return [*before, *(match["what"] for match in _FREE.finditer(text))]
