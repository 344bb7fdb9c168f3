"""Whether the words around a property deny it (不防水, "not waterproof", alcohol-free), and which do."""

import re

_SHORT_REACH = 14
_LONG_REACH = 40
_CLAUSE = re.compile(r"[,，。.;；!！?？:：、\n]|\bbut\b|但|而是")
_JUST_BEFORE = re.compile(
    r"(?:不|非|无|没有?|未|勿|免|零|(?<![\d.a-z])0|并不|不是|不能|不会|不具)(?:很|太|够|含|带|添加|加|具备?|能|会|可以?|是|算|用|使用|采用|含有|有)?(?:任何)?\s*$"
)
_SOMEWHERE_BEFORE = re.compile(
    r"(?:\b(?:not?|non|never|without|neither|nor|zero|lacks?|avoids?|excludes?|free (?:of|from)|"
    r"isn't|aren't|doesn't|don't|won't|can't|cannot|rather than|instead of|as opposed to)\b"
    r"|不含|不添加|未添加|无添加|不使用|并非|不是|拒绝|杜绝)"
)
_FOR_SURE = re.compile(
    r"\bnot? only\b|\bno (?:less|other|need|more)\b|\bnon-?stop\b|不仅|不只|不但|无论|不论"
)
_AFTER = re.compile(r"^[\s-]*free\b")
_FALLS_AFTER = re.compile(
    r"^\s?(?:is |are )?(?:not|isn't|aren't) (?:included|suitable|recommended|advised)\b"
)


def is_denied_in(folded: str, span: tuple[int, int]) -> bool:
    """Whether what stands at ``span`` of a folded text is said to be absent or not so."""
    return denial(folded, span) != span


def denial(folded: str, span: tuple[int, int]) -> tuple[int, int]:
    """The span with the words that deny it: "without parabens or fragrance"; the same where none do.

    A denial reaches to the end of its clause; "not only" and 不仅 deny nothing.
    """
    start, end = span
    if match := _AFTER.search(folded[end : end + _SHORT_REACH]):
        return start, end + match.end()
    if match := _FALLS_AFTER.search(folded[end : end + _LONG_REACH]):
        return start, end + match.end()
    before = folded[max(0, start - _SHORT_REACH) : start]
    if (match := _JUST_BEFORE.search(before)) and not _FOR_SURE.search(before):
        return start - len(before) + match.start(), end
    clause = folded[max(0, start - _LONG_REACH) : start]
    clause = clause[max((found.end() for found in _CLAUSE.finditer(clause)), default=0) :]
    if _FOR_SURE.search(clause):
        return span
    cues = list(_SOMEWHERE_BEFORE.finditer(clause))
    return (start - len(clause) + cues[-1].start(), end) if cues else span
