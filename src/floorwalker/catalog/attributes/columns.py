"""Attributes that a column or a variant's option states by its name."""

import re
from collections.abc import Iterator

from floorwalker.catalog.attributes.context import denies
from floorwalker.catalog.attributes.measures import bare_amount, measures
from floorwalker.catalog.attributes.reading import aligned
from floorwalker.catalog.attributes.values import Attribute, Value
from floorwalker.catalog.attributes.words import (
    column_key,
    column_names,
    column_unit,
    each_season,
    kind_rules,
    origins,
    short_values,
    vocabulary,
)
from floorwalker.text import AttributeMatch

_PARTS = re.compile(r"[^/,、，;；|+&\n]+")
_SHARES = re.compile(
    r"\s+(?=\d{1,3}(?:\.\d+)?\s?[%％])|(?<=[%％])(?=\S)|(?<=[a-z\u4e00-\u9fff])(?=\d{1,3}\s?[%％])"
)
_SHARE = re.compile(r"\d{1,3}(?:\.\d+)?\s?[%％]|[%％]")
_SIZES = re.compile(r"[^,，、;；|\n]+")
_MEASURED = frozenset(
    ("volume", "weight", "length", "count", "spf", "pa", "power", "voltage", "battery", "storage")
)
_PLANTS_IN = frozenset(("ingredient", "scent", "flavour"))
_Known = tuple[str, str, tuple[int, int]]
NET_CONTENT = "net_content"
"""A column of contents, before their unit says whether they are a volume, a weight or a count."""
_NOTHING = frozenset(
    ("", "-", "n/a", "na", "none", "无", "其他", "other", "default title", "title", "default")
)


def attribute_of_column(name: str) -> str | None:
    """The attribute a column's name says, or ``None``; ``net_content`` is a volume, a weight or a count.

    The last part of a path counts (``Google Shopping / Gender``), and WooCommerce's ``pa_color`` is a colour.
    """
    names = column_names()
    key = column_key(re.split(r"\s/\s|[>›]", name)[-1])
    return names.get(key) or names.get(key.removeprefix("pa"))


def read_column(attribute: str, name: str, text: str, field: str) -> Iterator[Attribute]:
    """What a column states whose name says the attribute; words the lexicon lacks are kept as written."""
    if text.strip().casefold() in _NOTHING:
        return
    if attribute in _MEASURED or attribute == NET_CONTENT:
        yield from _measured(attribute, text, field, column_unit(name))
    elif attribute == "size":
        yield from _size(text, field)
    else:
        for start, end in _parts(text):
            yield from _named(attribute, text, start, end, field)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """The members of a list, also of one of shares: 65% cotton 35% linen."""
    for match in _PARTS.finditer(text):
        start = match.start()
        for cut in _SHARES.finditer(text, match.start(), match.end()):
            yield start, cut.start()
            start = cut.end()
        yield start, match.end()


def _measured(attribute: str, text: str, field: str, unit: str) -> Iterator[Attribute]:
    found = [one for one in measures(aligned(text)) if one.name in _MEASURED]
    for one in found:
        yield Attribute(one.name, one.value, (one.start, one.end), field, text[one.start : one.end])
    if not found and (bare := bare_amount(text, unit, attribute)) is not None:
        yield _whole(*bare, text, 0, len(text), field)


def _size(text: str, field: str) -> Iterator[Attribute]:
    """A size as it is written, or the amount it is: a bottle's size is its volume."""
    amounts = [one for one in measures(aligned(text)) if one.name in ("volume", "weight", "count")]
    for one in amounts:
        yield Attribute(one.name, one.value, (one.start, one.end), field, text[one.start : one.end])
    if not amounts:
        for part in _SIZES.finditer(text):
            if size := part[0].strip():
                yield _whole("size", size, text, *part.span(), field)


def _named(attribute: str, text: str, start: int, end: int, field: str) -> Iterator[Attribute]:
    """The values of one part of a list: those the lexicon knows, or else the words."""
    part = text[start:end]
    bare = _SHARE.sub("", part).strip()
    if not bare:
        return
    known = _known(attribute, part)
    for name, value, (at, to) in known:
        for each in each_season(value) if name == "season" else (value,):
            yield Attribute(name, each, (start + at, start + to), field, part[at:to])
    if not known:
        at = part.find(bare)
        span = (start + at, start + at + len(bare)) if at >= 0 else (start, end)
        yield _whole(attribute, bare, text, *span, field)


def _known(attribute: str, part: str) -> list[_Known]:
    if attribute == "origin":
        return [(attribute, country, span) for country, span in origins().every.find(part) if country]
    folded = aligned(part)
    bare = folded.strip()
    whole = (folded.find(bare), folded.find(bare) + len(bare))
    if short := short_values().get(attribute, {}).get(_SHARE.sub("", bare).strip()):
        return [(attribute, short, whole)]
    matches = vocabulary().find(part)
    found = [known for match in matches if (known := _as(attribute, match, folded)) is not None]
    if not found and attribute == "colour" and 0 < len(bare) < 3:
        spelt = [match for match in vocabulary().find(f"{bare}色") if match.facet == "colour"]
        return [(attribute, match.value, whole) for match in spelt[:1]]
    wider = {one for name, value, _ in found for one in vocabulary().ancestors(name, value)}
    by_span = {span: (name, value, span) for name, value, span in reversed(found) if value not in wider}
    return list(by_span.values())[::-1]


def _as(attribute: str, match: AttributeMatch, folded: str) -> _Known | None:
    """What a word of the lexicon states in a column; "alcohol-free" among ingredients is none of them."""
    if match.facet == "free_from":
        return "free_from", match.value, match.span
    if match.facet != attribute and not (match.facet == "plant" and attribute in _PLANTS_IN):
        return None
    if denies(folded, *match.span):
        return "free_from", match.value, match.span
    is_feature = attribute == "benefit" and match.value not in kind_rules().values["cosmetic_benefits"]
    return "feature" if is_feature else attribute, match.value, match.span


def _whole(attribute: str, value: Value, text: str, start: int, end: int, field: str) -> Attribute:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Attribute(attribute, value, (start, end), field, text[start:end])
