"""What a free text states about a product: its title, its description, a tag."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from floorwalker.catalog.attributes.context import (
    brand_spans,
    contains,
    denies,
    imitates,
    is_removed,
    is_replaced,
    is_treated,
    may_deny,
    names_a_series,
    purposes,
)
from floorwalker.catalog.attributes.kinds import Kind, nouns_of
from floorwalker.catalog.attributes.measures import measures
from floorwalker.catalog.attributes.origins import origins_in
from floorwalker.catalog.attributes.senses import COSMETIC, Place, Sense, sense_of
from floorwalker.catalog.attributes.values import Attribute, Value
from floorwalker.catalog.attributes.words import each_season, kind_rules, vocabulary
from floorwalker.text import AttributeMatch, fold

_DENIABLE = frozenset(("ingredient", "material", "plant", "scent", "flavour"))
_DESCRIBING = frozenset(
    ("colour", "material", "finish", "pattern", "texture", "style", "ingredient", "scent", "flavour")
)
_CONTENTS = frozenset(("ingredient", "plant"))
_NAMED_AFTER = frozenset(("colour", "material", "scent", "flavour", "ingredient", "style"))
_LISTED = re.compile(r"\s?(?:,(?=\s)|、|/|&|和|及|或|与|以及)\s?(?:and|or)?\s?|\s(?:and|or|nor)\s")
_CLOSED = re.compile(r"[\s-]free\b")
_REMOVABLE = frozenset(("waterproof", "long_lasting", "sun_protection", "concealing"))
_PACKAGE = re.compile(r"[瓶罐盒管]")
_BOTTLE = re.compile(r"瓶(?!装)")
_AROMATIC = frozenset("水氛薰皂精体膏")
_HOURS = re.compile(
    r"(?<![a-z0-9.])(?:8|1[0-9]|2[0-4]|36|48|72)[\s-]?(?:h|hrs?|hours?|小时)(?![a-z]|保湿|补水|滋润)"
)


class Found(NamedTuple):
    """Something stated at a place of a text."""

    name: str
    value: Value
    span: tuple[int, int]


def read_text(text: str, kind: Kind, brand: str, field: str) -> list[Attribute]:
    """The attributes that a text states, each value once and where it is said first."""
    if not text:
        return []
    folded = aligned(text)
    return _once([*_words(text, folded, kind, brand), *_figures(folded, kind)], text, field)


def read_words(text: str, kind: Kind, brand: str, field: str) -> list[Attribute]:
    """As :func:`read_text`, of words alone: for texts whose figures may measure anything."""
    return _once(list(_words(text, aligned(text), kind, brand)), text, field)


def _once(stated: list[Found], text: str, field: str) -> list[Attribute]:
    first: dict[tuple[str, Value], Found] = {}
    for one in sorted(stated, key=lambda one: one.span):
        key = (one.name, one.value)
        before = first.setdefault(key, one)
        if before.span[1] == one.span[0]:
            first[key] = before._replace(span=(before.span[0], one.span[1]))
    if sum(name == "concentration" for name, _ in first) > 1:
        first.pop(("concentration", "eau_fraiche"), None)  # a name for lightness beside the true strength
    return [Attribute(name, value, span, field, text[slice(*span)]) for name, value, span in first.values()]


def aligned(text: str) -> str:
    """A text folded as far as every character keeps its place."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join(one if len(one := fold(char)) == 1 else char for char in text)


def _words(text: str, folded: str, kind: Kind, brand: str) -> Iterator[Found]:
    matches = vocabulary().find(text)
    if kind.name == "unknown" and any(map(_is_cosmetic, matches)):
        kind = kind._replace(name="skincare")
    nouns = [noun.span for noun in nouns_of(kind, text)] if matches else []
    brands = brand_spans(text, brand) if matches else []
    deniable, meant = may_deny(folded), purposes(folded)
    denied_to = -1
    for span, group in groupby(matches, key=lambda match: match.span):
        if _inside(span, brands) or _crosses(span, brands):
            continue
        readings = sorted(group, key=lambda match: match.facet != "plant")
        denied = next((one for one in readings if one.facet in _DENIABLE), None)
        listed = (
            denied is not None and 0 < denied_to <= span[0] and _LISTED.fullmatch(folded, denied_to, span[0])
        )
        if deniable and (listed or denies(folded, *span)):
            denied_to = _open_to(folded, span)
            if denied is not None:
                yield Found("free_from", denied.value, span)
            continue
        if readings[0].facet == "free_from":
            denied_to = _open_to(folded, span)
        place = _place(folded, span, nouns)
        senses = [sense for match in readings if (sense := sense_of(match, kind, place)) is not None]
        best = _best(senses, kind)
        if best is not None and best[0] == "scent" and kind.name == "scented" and contains(folded, *span):
            best = ("ingredient", best[1])
        if best is not None and _is_stated(best, folded, span, meant):
            name, value = best
            for each in each_season(value) if name == "season" else (value,):
                yield Found(name, each, _without_head(folded, span))
    contents = [match.span for match in matches if match.facet in _CONTENTS and kind.name in COSMETIC]
    heads = nouns + [match.span for match in matches if match.facet == "material"]
    before_noun = None if kind.name in COSMETIC else lambda end: _starts_at(heads, folded, end)
    for country, span in origins_in(folded, before_noun):
        of_contents = not folded.isascii() and any(start == span[1] for start, _ in contents)
        if not _inside(span, brands) and not of_contents:
            yield Found("origin", country, span)


def _open_to(folded: str, span: tuple[int, int]) -> int:
    """Where a denial may go on to the next of a list; "alcohol-free" is closed, "no alcohol" is not."""
    return -1 if _CLOSED.search(folded[span[0] : span[1] + 5]) else span[1]


def _figures(folded: str, kind: Kind) -> Iterator[Found]:
    values = kind_rules().values
    is_long = not values["long_things"].isdisjoint(kind.types)
    for one in measures(folded):
        name, value = one.name, one.value
        if name == "length" and not is_long:
            name, value = "size", f"{getattr(value, 'amount', value):f} cm"
        yield Found(name, value, (one.start, one.end))
    if kind.name in ("makeup", "scented"):
        for match in _HOURS.finditer(folded):
            yield Found("benefit", "long_lasting", match.span())


def _without_head(folded: str, span: tuple[int, int]) -> tuple[int, int]:
    """玫瑰香 of 玫瑰香水 without its last character, which belongs to 香水."""
    start, end = span
    crosses = folded[end - 1] == "香" and folded[end : end + 1] in _AROMATIC
    return (start, end - 1) if crosses else span


def _is_cosmetic(match: AttributeMatch) -> bool:
    rules = kind_rules()
    return match.facet == "skin_type" or (
        match.facet == "benefit"
        and match.value in rules.values["cosmetic_benefits"]
        and match.text.casefold() not in rules.only_of
    )


def _inside(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def _crosses(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    """Whether a span begins or ends in the middle of another: 加净白 is no 净白 after the brand 美加净."""
    return any(span[0] < start < span[1] < end or start < span[0] < end < span[1] for start, end in others)


def _place(folded: str, span: tuple[int, int], nouns: list[tuple[int, int]]) -> Place:
    for start, end in nouns:
        if start <= span[0] and span[1] <= end:
            return "in_noun" if span[1] == end else "before_noun"
    return "before_noun" if _starts_at(nouns, folded, span[1]) else "elsewhere"


def _starts_at(spans: list[tuple[int, int]], folded: str, at: int) -> bool:
    """Whether one of the spans begins at a place, but for spaces."""
    while at < len(folded) and folded[at] in " -":
        at += 1
    return any(start == at for start, _ in spans)


def _best(senses: list[Sense], kind: Kind) -> Sense | None:
    """Of several senses of the same words the likeliest in goods of the kind, and its narrowest value."""
    if len(senses) < 2:
        return senses[0] if senses else None
    ranks = kind_rules().allowed[kind.name]
    name = min((facet for facet, _ in senses), key=ranks.__getitem__)
    values = [value for facet, value in senses if facet == name]
    wider = {one for value in values for one in vocabulary().ancestors(name, value)}
    return name, next((value for value in values if value not in wider), values[0])


def _is_stated(sense: Sense, folded: str, span: tuple[int, int], meant: list[tuple[int, int]]) -> bool:
    """Whether the words around say it of the product itself."""
    name, value = sense
    if name == "material" and (imitates(folded, *span) or is_treated(folded, span[1])):
        return False
    if name == "ingredient" and is_replaced(folded, span[1]):
        return False
    if name == "colour" and _PACKAGE.match(folded, span[1]):
        return False
    if name == "ingredient" and _BOTTLE.match(folded, span[1]):
        return False
    if name in _NAMED_AFTER and names_a_series(folded, span[1]):
        return False
    if name == "benefit" and value in _REMOVABLE and is_removed(folded, span[0]):
        return False
    if _inside(span, meant):
        return name not in _DESCRIBING and (name != "benefit" or value in kind_rules().values["conditions"])
    return True
