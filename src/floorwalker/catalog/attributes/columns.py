"""Attributes that a column or a variant's option states by its name."""

import re
from collections.abc import Iterator

from floorwalker.catalog.attributes.kinds import Kind
from floorwalker.catalog.attributes.measures import amount_in, measures
from floorwalker.catalog.attributes.reading import aligned, read_text
from floorwalker.catalog.attributes.values import Attribute
from floorwalker.catalog.attributes.words import column_key, column_names, column_unit, origins, vocabulary

_PARTS = re.compile(r"[^/,、，;；|+&\n]+")
_SHARE = re.compile(r"\d{1,3}(?:\.\d+)?\s?[%％]|[%％]|\d{1,3}(?:\.\d+)?(?=\s*$)")
_MEASURED = frozenset(("volume", "weight", "length", "count", "spf", "pa", "power", "voltage", "battery", "storage"))
_NOTHING = frozenset(("", "-", "n/a", "na", "none", "无", "其他", "other", "default title", "title", "default"))
_SHORT = {"男": "men", "女": "women", "m": "men", "f": "women", "adult": ""}
_SKIN = {"干": "dry", "油": "oily", "混合": "combination", "敏感": "sensitive", "中性": "normal", "所有": "all"}


def attribute_of_column(name: str) -> str | None:
    """The attribute a column's name says, or ``None``; ``net_content`` is a volume, a weight or a count.

    The last part of a path counts (``Google Shopping / Gender``), and WooCommerce's ``pa_color`` is a colour.
    """
    names = column_names()
    key = column_key(re.split(r"\s/\s|[>›]", name)[-1])
    return names.get(key) or names.get(key.removeprefix("pa"))


def read_column(name: str, text: str, field: str, kind: Kind, brand: str) -> Iterator[Attribute]:
    """What a column states; words that the lexicon lacks are kept as they are written.

    A column of another name is read as free text.
    """
    attribute = attribute_of_column(name)
    if text.strip().casefold() in _NOTHING:
        return
    if attribute is None:
        yield from read_text(text, kind, brand, field)
    elif attribute in _MEASURED or attribute == "net_content":
        yield from _measured(attribute, text, field, column_unit(name))
    elif attribute == "size":
        yield from _size(text, field)
    else:
        for match in _PARTS.finditer(text):
            yield from _named(attribute, text, match.start(), match.end(), field)


def _measured(attribute: str, text: str, field: str, unit: str) -> Iterator[Attribute]:
    found = [one for one in measures(aligned(text)) if one.name in _MEASURED]
    for one in found:
        yield Attribute(one.name, one.value, (one.start, one.end), field, text[one.start : one.end])
    if not found and (amount := amount_in(text, unit, attribute)) is not None:
        yield _whole(attribute, amount, text, 0, len(text), field)


def _size(text: str, field: str) -> Iterator[Attribute]:
    """A size as it is written, or the amount it is: a bottle's size is its volume."""
    amounts = [one for one in measures(aligned(text)) if one.name in ("volume", "weight", "count")]
    for one in amounts:
        yield Attribute(one.name, one.value, (one.start, one.end), field, text[one.start : one.end])
    if not amounts:
        yield _whole("size", text.strip(), text, 0, len(text), field)


def _named(attribute: str, text: str, start: int, end: int, field: str) -> Iterator[Attribute]:
    """The values of one part of a list: those the lexicon knows, or else the words."""
    part = text[start:end]
    bare = _SHARE.sub("", part).strip()
    if not bare:
        return
    known = [(value, (start + at, start + to)) for value, (at, to) in _known(attribute, part)]
    for value, span in known:
        yield Attribute(attribute, value, span, field, text[slice(*span)])
    if not known:
        at = start + part.find(bare) if bare in part else start
        words = bare if bare in part else part
        yield _whole(attribute, bare, text, at, at + len(words), field)


def _known(attribute: str, part: str) -> list[tuple[str, tuple[int, int]]]:
    if attribute == "origin":
        return [(country, span) for country, span in origins().every.find(part) if country]
    folded = aligned(part).strip()
    at = aligned(part).find(folded)
    whole = (at, at + len(folded))
    short = {"gender": _SHORT, "skin_type": _SKIN}.get(attribute, {}).get(folded)
    if short:
        return [(short, whole)]
    found = [(match.value, match.span) for match in vocabulary().find(part) if _is_of(attribute, match.facet)]
    if not found and attribute == "colour" and 0 < len(folded) < 3:
        return [(match.value, whole) for match in vocabulary().find(f"{folded}色") if match.facet == "colour"][:1]
    wider = {one for value, _ in found for one in vocabulary().ancestors(attribute, value)}
    narrow = [(value, span) for value, span in found if value not in wider]
    return list({span: (value, span) for value, span in reversed(narrow)}.values())[::-1]


def _is_of(attribute: str, facet: str) -> bool:
    return facet == attribute or (facet == "plant" and attribute in ("ingredient", "scent", "flavour"))


def _whole(attribute: str, value: object, text: str, start: int, end: int, field: str) -> Attribute:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Attribute(attribute, value, (start, end), field, text[start:end])  # type: ignore[arg-type]
