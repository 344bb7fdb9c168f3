"""Whether the words around a quality deny it: 无酒精, without parabens, alcohol-free."""

import re

_BEFORE = re.compile(
    r"(?:(?:无|不含|不添加|零|0)(?:添加)?|(?<!差)不太?|并非|没有"
    r"|\b(?:no|without|non|free (?:of|from)|zero)[\s-]+(?:any\s+)?"
    r"|\b(?:not|never|isn't|aren't)\s+(?:(?:too|very|overly|at all|the least bit)\s+)?)\s*$",
    re.I,
)
_AFTER = re.compile(r"^[\s-]*free\b", re.I)
_REACH = 20


def is_denied(text: str, span: tuple[int, int]) -> bool:
    """Whether what stands in ``span`` (code points, end exclusive) is said to be absent."""
    start, end = span
    return bool(
        _BEFORE.search(text[max(0, start - _REACH) : start]) or _AFTER.search(text[end : end + _REACH])
    )
