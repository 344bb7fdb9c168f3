"""The texts of a record, their sentences, and sources that say where in them a stretch of words stands."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from floorwalker.catalog import Product, product_source
from floorwalker.grounding import Fact, Source

_END = re.compile(r"[。！？!?]+[”’」』）)\"']*|\.+[”\"')]*(?=\s|$)|\n+")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Mt|No|Vol|vs|approx|ca|est|e\.g|i\.e|[A-Z])$")
_GOES_ON = re.compile(r"\s*[a-z]")
_STRETCH = re.compile(r"(?P<field>.+)\.words\.(?P<start>\d+)-(?P<end>\d+)")
_NUMBERED = re.compile(r"(?P<field>.+)\.(?P<number>\d+)")


class Stretch(NamedTuple):
    """Words of a text and where they stand in it (code points, end exclusive)."""

    text: str
    span: tuple[int, int]


@lru_cache(maxsize=512)
def sentences(text: str) -> tuple[Stretch, ...]:
    """The sentences of a text in order, without the white space around them.

    A line break ends one too. A full stop does not after an abbreviation or an initial, nor before a small
    letter.
    """
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[Stretch]:
    start = 0
    for match in _END.finditer(text):
        stops = match[0].startswith(".") and match.end() < len(text)
        if stops and (_ABBREVIATED.search(text, start, match.start()) or _GOES_ON.match(text, match.end())):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Stretch]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if any(map(str.isalnum, text[start:end])):
        yield Stretch(text[start:end], (start, end))


def field_text(product: Product, field: str) -> str:
    """The text of a field of a record, as grounded facts name and join it; empty where there is none."""
    match field.split(".", 1):
        case ["title" | "description" | "category" | "brand"]:
            return str(getattr(product, field))
        case ["tags"]:
            return ", ".join(product.tags)
        case ["attributes", name]:
            return ", ".join(product.attributes.get(name, ()))
        case ["variants", _]:
            return next((text for name, text in option_texts(product) if name == field), "")
        case _:
            return ""


def option_texts(product: Product) -> Iterator[tuple[str, str]]:
    """The values of the variants' options by field."""
    for variant in product.variants:
        for name, text in variant.options.items():
            yield f"variants.{variant.id}.options.{name}", text


def words_fact(product: Product, field: str, span: tuple[int, int]) -> Fact:
    """Words of a field, by where they stand: ``description.words.14-29``."""
    start, end = span
    return Fact(
        product_source(product.id, f"{field}.words.{start}-{end}"), field_text(product, field)[start:end]
    )


def sentence_fact(product: Product, number: int) -> Fact:
    """A sentence of a product's description, counted from 0: ``description.2``."""
    found = sentences(product.description)[number]
    return Fact(product_source(product.id, f"description.{number}"), found.text)


def quoted_fact(product: Product, source: Source) -> Fact | None:
    """The words or the sentence of a record that a source of this module names; ``None`` for any other."""
    if match := _STRETCH.fullmatch(source.field):
        span = int(match["start"]), int(match["end"])
        fact = words_fact(product, match["field"], span)
        return fact if fact.value else None
    numbered = _NUMBERED.fullmatch(source.field)
    if numbered and numbered["field"] == "description":
        number = int(numbered["number"])
        return sentence_fact(product, number) if number < len(sentences(product.description)) else None
    return None


def text_field(field: str) -> str:
    """The field of a record that a quotation is part of: ``description.2`` → ``description``."""
    if match := _STRETCH.fullmatch(field) or _NUMBERED.fullmatch(field):
        return match["field"]
    return field.removesuffix(".quote")
