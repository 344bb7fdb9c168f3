"""What the words around a property make of it: denied, imitated, removed, part of a name, or meant for."""

import re
from functools import lru_cache

from floorwalker.text import Brand, Phrases, brand_names, is_denied, of_lexicons, squash

_MAY_DENY = re.compile(r"无|不|零|0|非|\b(?:no|non|without|free|zero)\b")
_FAUX_BEFORE = re.compile(
    r"(?:\b(?:faux|fake|imitation|simulated|synthetic|artificial|mock|vegan)[\s-]+|仿|人造|假|似|如|像)$"
)
_FAUX_AFTER = re.compile(
    r"[\s-]?(?:look|effect|style|like|inspired|imitation|print|printed|finish|tone|toned|feel|alternative)\b|[\s-]?(?:般|感|纹|风|似的|色|光泽)"
)
_TREATED_AFTER = re.compile(
    r"\s(?:cleaner|conditioner|polish|care|protector|balm|cream|wash|detergent|glue|paint|dye|stain)\b|(?:清洁|护理|洗涤|保养|专用|油漆|胶水)"
)
_REPLACED_AFTER = re.compile(r"[\s-](?:alternative|substitute|replacement|like|inspired)\b|[代替]")
_MADE_WITH = re.compile(r"\bwith\b[^|(]*$|(?:添加|富含|蕴含|含有?)[^\s，,]{0,6}$")
_ESSENCE_AFTER = re.compile(r"精华|提取|精萃|萃取|籽|油")
_SERIES_AFTER = re.compile(r"\s?(?:系列)|(?:[\s-]\w+)?[\s-](?:series|collection|line|edition)\b")
_REMOVED_BEFORE = re.compile(
    r"(?:卸(?!妆)[^\s，,】]{0,6}|去除|remov(?:e|es|ing)|against|erases?)\s?(?:\S+\s)?$"
)
_PURPOSE = re.compile(r"\bfor\b")
_PERSONS = re.compile(r"\s(?:men|women|him|her|boys|girls|kids|children|babies|teens)\b")
_PURPOSE_ENDS = re.compile(r"[,;|()\[\]+]|\s[-–—]\s|\bwith\b|$")


def may_deny(folded: str) -> bool:
    """Whether a folded text has a word that could deny something; without one nothing is denied."""
    return _MAY_DENY.search(folded) is not None


def denies(folded: str, start: int, end: int) -> bool:
    """Whether what stands in a folded text from ``start`` to ``end`` is said to be absent."""
    return is_denied(folded, (start, end))


def contains(folded: str, start: int, end: int) -> bool:
    """Whether the words say that the product is made with what stands there: "with oatmeal", 添加芦荟精华."""
    return bool(_MADE_WITH.search(folded[:start]) or _ESSENCE_AFTER.match(folded, end))


def imitates(folded: str, start: int, end: int) -> bool:
    """Whether a material is only looked like or felt like: faux leather, silk-like, marble effect."""
    before = folded[max(0, start - 14) : start]
    return bool(_FAUX_BEFORE.search(before) or _FAUX_AFTER.match(folded, end))


def is_treated(folded: str, end: int) -> bool:
    """Whether the material that ends here is what the product is used on: leather cleaner, 羊毛洗涤剂."""
    return _TREATED_AFTER.match(folded, end) is not None


def is_replaced(folded: str, end: int) -> bool:
    """Whether something stands in for the ingredient that ends here: retinol-alternative."""
    return _REPLACED_AFTER.match(folded, end) is not None


def names_a_series(folded: str, end: int) -> bool:
    """Whether the words that end here name a series: "Gold Series", 玫瑰系列."""
    return _SERIES_AFTER.match(folded, end) is not None


def is_removed(folded: str, start: int) -> bool:
    """Whether the thing is made to remove what follows: 卸防水睫毛膏, "removes waterproof mascara"."""
    return _REMOVED_BEFORE.search(folded[max(0, start - 24) : start]) is not None


def purposes(folded: str) -> list[tuple[int, int]]:
    """Where an English text says what the thing is for, rather than what it is.

    Those it is for end the phrase: "for men" says nothing of what follows.
    """
    spans = []
    for match in _PURPOSE.finditer(folded):
        if persons := _PERSONS.match(folded, match.end()):
            spans.append((match.start(), persons.end()))
            continue
        end = _PURPOSE_ENDS.search(folded, match.end())
        spans.append((match.start(), end.start() if end else len(folded)))
    return spans


def brand_spans(text: str, brand: str) -> list[tuple[int, int]]:
    """Where a text names its product's brand under any of its names.

    A brand of one word (Gold) counts only at the beginning. Where the brand is not known, the well-known ones
    count that are no common words (Fresh).
    """
    spans = [
        span for single, span in _names(brand).find(text) if not single or not text[: span[0]].strip(" 【[(*")
    ]
    if not brand:
        spans += [match.span for match in brand_names().find(text) if not match.ambiguous]
    return spans


@of_lexicons
@lru_cache(maxsize=4096)
def _names(brand: str) -> Phrases[bool]:
    """A brand's names with whether each is a single common Latin word."""
    names = {name for name in (brand, *re.split(r"[/|()（）]", brand)) if squash(name)}
    keys = {squash(name) for name in names}
    for known in brand_names():
        names |= set(known.names) if not keys.isdisjoint(_keys(known)) else set()
    return Phrases({name: name.isascii() and name.isalpha() for name in names})


@lru_cache(maxsize=65_536)
def _keys(brand: Brand) -> frozenset[str]:
    return frozenset(map(squash, brand.names))
