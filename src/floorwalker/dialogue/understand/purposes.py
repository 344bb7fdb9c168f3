"""Whether a kind of goods that a message names says what another one is for."""

import re
from collections.abc import Sequence

from floorwalker.dialogue.understand.patterns import asides, negations
from floorwalker.text import (
    TypeMatch,
    product_types,
)

_PURPOSE = re.compile(
    r"\b(?:to|can|could|for) (?:carry|hold|stor|protect|keep|clean|wash|put|transport|fit|match|wear with"
    r"|go with)(?:e|ing)? (?:in )?(?:my|the|your|his|her|our|their|a|an|some)?\s*(?:\w+\s+(?:n|and|&)\s+)?$"
    r"|(?:能|可以|用来|方便|拿来)?(?:装|收纳|存放|搭配|擦|清洗|放)(?:得?下)?(?:我的?|一台|个)?$",
    re.I,
)
_NEAR = 8
QUALITY_AFTER = re.compile(r"(?:效果|能力|力度?|程度)?(?:要|得|比较|特别)?(?:好|强|高|厉害)")
"""Praises what stands before it as a quality: 保湿效果好."""


def is_purpose(text: str, kind: TypeMatch, kinds: Sequence[TypeMatch]) -> bool:
    """Whether a kind says what another one is for: the tea of 喝茶用的杯子 and of 泡茶的壶."""
    start, end = kind.span
    if _PURPOSE.search(text[:start]) or asides()["somebodys"].search(text[:end]):
        return True
    clause_end = negations()["clause_end"]
    later = (one.span[0] for one in kinds if one.span[0] > end)
    if any(clause_end.search(text[end - 1 : start_of]) for start_of in later) and asides()["habit"].search(
        text[: start + 1].lower()
    ):
        return True
    follows = any(0 < other.span[0] - end <= _NEAR for other in kinds)
    done = asides()["done_with"].search(text[max(0, start - 2) : start + 1])
    of_use = asides()["used_for"].match(text, end) or (done and text.startswith("的", end))
    if follows and of_use:
        return True
    before = any(other.span[1] <= start for other in kinds)
    said = text[max(0, start - _NEAR) : start + 1]
    return bool(before and done and not follows and asides()["can_be_done_with"].search(said))


def is_done(text: str, kind: TypeMatch) -> bool:
    """Whether the name of a kind is a verb here ("can i drink from it"); a deed that names one is none."""
    said, before = asides(), text[: kind.span[0]].lower()
    named = any(one.text == kind.text for one in product_types().find(kind.text))
    if named and said["as_a_verb"].search(before):
        return True
    return bool(said["doer"].search(before) and said["done_so"].match(text.lower(), kind.span[1]))


def is_told_of(text: str, kind: TypeMatch, kinds: Sequence[TypeMatch]) -> bool:
    """Whether a kind's name says what the goods are like, hold or go with, and not what is sought."""
    return bool(QUALITY_AFTER.match(text, kind.span[1])) or is_purpose(text, kind, kinds)
