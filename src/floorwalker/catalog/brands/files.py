"""Brands as delimited text or JSON Lines: one brand a row, whatever its columns are called."""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from floorwalker.catalog.brands.keys import brand_key
from floorwalker.catalog.brands.models import LANGUAGES, Brand, cleaned
from floorwalker.catalog.feeds import open_feed
from floorwalker.catalog.importers.base import Reject, RowError
from floorwalker.catalog.importers.cells import is_blank
from floorwalker.catalog.importers.columns import name_columns
from floorwalker.catalog.importers.delimited import Table
from floorwalker.catalog.text_clean import clean_line
from floorwalker.core import Language, UnusableInput
from floorwalker.text import detect_language, squash

_WORDS: Final[dict[str, dict[str, list[str]]]] = tomllib.loads(
    files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
)
_FIELD_OF = {squash(name): field for field, names in _WORDS["columns"].items() for name in names}
_NICHE = {squash(word): said == "yes" for said, words in _WORDS["niche"].items() for word in words}
_COMMAS = re.compile(r"[,，、;；\n]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_STORY: Final[Mapping[str, Language]] = {"story_zh": "zh", "story_en": "en"}


@dataclass(frozen=True, slots=True)
class BrandRow:
    """A row of a list of brands. What is ``None``, or a story not there, the file does not speak of.

    An empty story or URL says that there is none. ``niche`` is a tuple of one value where the file says it,
    ``None`` in it where popularity is to tell.
    """

    line: int
    raw: str
    name: str
    key: str = ""
    aliases: tuple[str, ...] | None = None
    story: Mapping[Language, str] = field(default_factory=dict)
    niche: tuple[bool | None] | None = None
    url: str | None = None

    def applied_to(self, brand: Brand) -> Brand:
        """The brand as the row has it; what the row does not speak of stays, a former name as an alias.

        Raises:
            UnusableInput: it cannot be stored so.
        """
        return cleaned(
            Brand(
                brand.key,
                self.name,
                (*brand.aliases, brand.name) if self.aliases is None else self.aliases,
                {**brand.story, **self.story},
                brand.niche if self.niche is None else self.niche[0],
                brand.url if self.url is None else self.url,
            )
        )


@dataclass(frozen=True, slots=True)
class ColumnsRead:
    """How a file's columns or keys were understood: the field of each, and those that were not used."""

    used: Mapping[str, str]
    ignored: tuple[str, ...]


def read_brands(path: Path, tell: Callable[[ColumnsRead], None] | None = None) -> Iterator[BrandRow | Reject]:
    """Read a list of brands row by row; every row becomes a :class:`BrandRow` or a reject.

    Columns of CSV and keys of JSON Lines: ``name`` (or ``brand``) is required; ``aliases``, ``story_zh``,
    ``story_en``, ``story`` (in the language it is written in), ``niche``, ``url`` and ``key`` are not. Their
    names in both languages are in ``words.toml``. Aliases in a cell stand between ``|`` or,
    where there is none, between commas.

    Args:
        path: the file, in any encoding, plain or packed.
        tell: told how the columns of CSV were understood, before the first row.

    Raises:
        UnusableInput: the file cannot be read, is no text, or has no column of names.
    """
    with open_feed(path) as feed:
        if not feed.is_text:
            raise UnusableInput(f"{feed.name} is a spreadsheet", "save the sheet as CSV in UTF-8")
        start = feed.head().lstrip("\ufeff \t\r\n")[:1]
        if start == "[":
            raise UnusableInput(
                "the file is one JSON list", "write one object a line, for example with jq -c '.[]'"
            )
        with feed.lines() as lines:
            yield from _objects(lines) if start == "{" else _records(lines, tell)


def _records(lines: Iterable[str], tell: Callable[[ColumnsRead], None] | None) -> Iterator[BrandRow | Reject]:
    table = Table(lines)
    fields = [_FIELD_OF.get(squash(cell), "") for cell in table.header]
    if "name" not in fields:
        raise UnusableInput(
            f"no column is known to be the name; the columns are {name_columns(table.header)}",
            "name it for example brand, name or 品牌",
        )
    if tell:
        used = {cell: name for cell, name in zip(table.header, fields, strict=True) if name}
        ignored = tuple(cell for cell, name in zip(table.header, fields, strict=True) if cell and not name)
        tell(ColumnsRead(used, ignored))
    for record in table.records():
        if isinstance(record, Reject):
            yield record
            continue
        pairs = zip(fields, ("" if is_blank(cell) else cell for cell in record.cells), strict=True)
        yield _read(record.line, record.raw, [pair for pair in pairs if pair[0]])


def _objects(lines: Iterable[str]) -> Iterator[BrandRow | Reject]:
    for number, line in enumerate(lines, start=1):
        text = line.strip().lstrip("\ufeff")
        if not text:
            continue
        try:
            said = json.loads(text)
        except (ValueError, RecursionError):
            said = None
        if isinstance(said, dict):
            yield _read(number, line, list(_pairs(said)))
        else:
            yield Reject(number, "it is no JSON object", "write one JSON object on each line", line)


def _pairs(said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields of an object; its stories may be an object of their own."""
    for name, value in said.items():
        match _FIELD_OF.get(squash(name), ""), value:
            case "story", dict():
                yield from ((f"story_{language}", text) for language, text in value.items())
            case "", _:
                continue
            case known, _:
                yield known, value


def _read(line: int, raw: str, pairs: Sequence[tuple[str, Any]]) -> BrandRow | Reject:
    try:
        if _SURROGATE.search(raw):
            raise RowError(
                "it has characters that the file's encoding cannot explain", "save the file in UTF-8"
            )
        return _row(line, raw, pairs)
    except RowError as problem:
        return Reject(line, problem.reason, problem.remedy, raw)
    except UnusableInput as problem:
        return Reject(line, problem.message, problem.remedy, raw)


def _row(line: int, raw: str, pairs: Sequence[tuple[str, Any]]) -> BrandRow:
    said: dict[str, Any] = {}
    aliases: list[str] | None = None
    story: dict[Language, str] = {}
    for name, value in pairs:
        if name == "aliases":
            aliases = [*(aliases or ()), *_aliases(value)]
        elif name.startswith("story"):
            text = _text(value, "story")
            if text or name != "story":
                story[_language(name, text)] = text
        elif not said.get(name):
            said[name] = value
    row = BrandRow(
        line=line,
        raw=raw,
        name=clean_line(_text(said.get("name"), "name")),
        key=brand_key(clean_line(_text(said.get("key"), "key"))),
        aliases=None if aliases is None else tuple(aliases),
        story=story,
        niche=(_niche(said["niche"]),) if "niche" in said else None,
        url=_text(said["url"], "url") if "url" in said else None,
    )
    row.applied_to(Brand(row.key, row.name))
    return row


def _aliases(value: Any) -> list[str]:
    if isinstance(value, list):
        return [_text(one, "alias") for one in value]
    text = _text(value, "aliases")
    return text.split("|") if "|" in text else _COMMAS.split(text)


def _language(name: str, text: str) -> Language:
    if name == "story":
        return detect_language(text)
    language = _STORY.get(name)
    if language is None:
        raise RowError(
            f"{name.removeprefix('story_')[:20]!r} is no language of a story", f"use {' or '.join(LANGUAGES)}"
        )
    return language


def _niche(value: Any) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    text = _text(value, "niche")
    if not text.strip():
        return None
    if squash(text) not in _NICHE:
        raise RowError(
            f"{text[:40]!r} does not say whether the brand is niche",
            "write yes or no, 是 or 否, or nothing to have popularity tell",
        )
    return _NICHE[squash(text)]


def _text(value: Any, what: str) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool() | list() | dict():
            raise RowError(f"its {what} is no text", "write it in quotation marks")
        case _:
            return str(value)
