"""Figures that a long message tells in passing: "we drove over 300 last week", 那天来了两三百."""

from __future__ import annotations

from floorwalker.text._price_rules import Bounds
from floorwalker.text._regex import regex
from floorwalker.text.lexicon import product_types

_LONG = 100
_LONG_CHINESE = 40
_CHINESE = regex(r"[\u4e00-\u9fff]")
_CLAUSE_END = regex(r"[,.。!?;:、\n](?![0-9])|\s[-—]+\s|(?<![a-z])(?:and|but|so)(?![a-z])")
_FURTHER = 160
_FEW_LETTERS = 8
_FEW_CHARACTERS = 3
_DONE = regex(r"[\u4e00-\u9fff][了过]\s?$")
_OF_A_PRICE_OR_WISH = regex(
    r"(?<![a-z])(?:pric(?:e|ed|ey|es|ing)|dollars?|bucks|quid|euros?|pounds|budget|costs?|costing|spend(?:ing)?|pay|paying"
    r"|afford|cheap(?:er)?|expensive|money|cash|worth|wants?|wanted|need|looking|like|love|i'm\safter|hoping|something|anything|nothing"
    r"|ones?|please|pls|show|find|recommend|suggest|gift|present|buy|get|going|go|would|should|could|can\s(?:i|you|we)|ideal(?:ly)?|prefer(?:ably)?|maybe"
    r"|thinking|range|each|apiece|total|limit|rules?|allowed|allowance|is\sfine|okay?|max|min|have\sgot|i\shave)(?![a-z])"
    r"|[价预钱贵花块元买送]|便宜|想|要|找|看|推荐|给我|可以|行|最好|希望|能|别|不|吧|的$|款|礼|规定|标准|上限|限额|范围|区间|控制|单件|每[件个份人]|人均|报销"
)

_TOLD = regex(
    r"(?<![a-z])(?:bought|paid|spent|was|were|had|got|drove|used|ago|yesterday|last|won|sold|took|came|went|did|after|since)(?![a-z])"
    r"|[了过]|上次|之前|以前|昨天"
)


def told_in_passing(text: str, bounds: Bounds) -> bool:
    """Whether a figure of a long folded text belongs to a story rather than to a wish.

    That is so where nothing but "about", "over" or the figure's own shape makes it a price, and the other
    words of its clause speak neither of a price nor of a wish. A clause of hardly more than the figure is a
    wish ("…, around 40, …"), and so is one that names goods and tells nothing ("A perfume at around 150.").
    """
    if bounds.currency or (bounds.explicit and bounds.kind not in ("about", "min")):
        return False
    is_chinese = _CHINESE.search(text, max(0, bounds.start - 8), bounds.end + 8) is not None
    if len(text) < (_LONG_CHINESE if is_chinese else _LONG):
        return False
    first = max(0, bounds.start - _FURTHER)
    before, after = text[first : bounds.start], text[bounds.end : bounds.end + _FURTHER]
    ends = [match.end() for match in _CLAUSE_END.finditer(before)]
    stop = _CLAUSE_END.search(after)
    lead = before[ends[-1] if ends else 0 :]
    rest = f"{lead.strip()} {after[: stop.start() if stop else None].strip()}".strip()
    if len(rest) <= (_FEW_CHARACTERS if is_chinese else _FEW_LETTERS) and not _DONE.search(lead):
        return False
    if _OF_A_PRICE_OR_WISH.search(rest):
        return False
    return _TOLD.search(rest) is not None or not product_types().find(rest)
