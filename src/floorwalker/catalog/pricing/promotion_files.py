"""Promotions as TOML or JSON, in the shape that ``docs/pricing.md`` describes."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from floorwalker.catalog.feeds import open_feed
from floorwalker.catalog.importers.base import CurrencyUnknown, Reject, RowError
from floorwalker.catalog.importers.prices import PriceContext, currency_code, read_price
from floorwalker.catalog.pricing.cells import read_audience, read_moment, read_whole
from floorwalker.catalog.pricing.models import Promotion, Scope
from floorwalker.catalog.text_clean import clean_line, storable
from floorwalker.core import Money, UnusableInput

_LARGEST = 10_000_000  # characters
_KEYS = (
    *("id", "name", "kind", "percent", "amount", "threshold", "currency", "nth", "repeats", "scope"),
    *("market", "group", "starts_at", "ends_at", "stacking", "priority"),
)
_SCOPE_KEYS = ("products", "brands", "categories", "tags")
_LANGUAGES = ("zh", "en")
_SHAPE = "docs/pricing.md describes the shape of the file"
_JSON_LIST = re.compile(r'\s*(?:\{\s*"promotions?"\s*:\s*)?\[')
_TOML_HEAD = re.compile(r"^[ \t]*\[\[[ \t]*promotions?[ \t]*\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PromotionRow:
    """A promotion of a file, its line and its text; its scope names products as the file does."""

    promotion: Promotion
    line: int
    raw: str


def read_promotions(path: Path, currency: str = "") -> Iterator[PromotionRow | Reject]:
    """Read a file of promotions; every entry becomes a :class:`PromotionRow` or a reject.

    TOML has ``[[promotion]]`` tables; JSON a list of objects, alone or as ``{"promotions": […]}``.

    Args:
        path: the file; what begins with ``{`` or a list of objects is JSON.
        currency: ISO code of amounts that name none.

    Raises:
        UnusableInput: the file cannot be read, or holds no list of promotions.
    """
    with open_feed(path) as feed:
        if not feed.is_text:
            raise UnusableInput(f"{feed.name} is a spreadsheet", "write promotions in TOML or JSON")
        text = feed.read(_LARGEST).lstrip("\ufeff")
    seen: dict[str, int] = {}
    for line, entry in _json_entries(text) if _is_json(text) else _toml_entries(text):
        said = json.dumps(entry, ensure_ascii=False, default=str)
        raw = storable(said)
        try:
            if raw != said:
                raise RowError("it has characters that cannot be stored", "save the file in UTF-8")
            promotion = _promotion(entry, line, currency)
            if promotion.id in seen:
                raise RowError(
                    f"the id {promotion.id!r} is used on line {seen[promotion.id]}", "give each its own id"
                )
        except CurrencyUnknown as problem:
            yield Reject(
                line, "the currency of its amount is unknown", f"say it there; or {problem.remedy}", raw
            )
        except RowError as problem:
            yield Reject(line, problem.reason, problem.remedy, raw)
        except UnusableInput as problem:
            yield Reject(line, problem.message, problem.remedy, raw)
        else:
            seen[promotion.id] = line
            yield PromotionRow(promotion, line, raw)


def _is_json(text: str) -> bool:
    return text.lstrip().startswith("{") or bool(re.match(r"\s*\[\s*[{\]]", text))


def _json_entries(text: str) -> Iterator[tuple[int, Any]]:
    """The entries of a JSON list with their lines, once the whole of it is known to be JSON."""
    try:
        whole = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise UnusableInput(f"line {line}: it is not valid JSON ({error})", "mend the file") from error
    entries = _listed(whole)
    decoder = json.JSONDecoder(parse_float=Decimal)
    start = _JSON_LIST.match(text)
    place = start.end() if start else 0
    for entry in entries:
        if start:
            place += len(text[place:]) - len(text[place:].lstrip(" \t\r\n,"))
        yield text.count("\n", 0, place) + 1, entry
        if start:
            place = decoder.raw_decode(text, place)[1]


def _toml_entries(text: str) -> Iterator[tuple[int, Any]]:
    try:
        whole = tomllib.loads(text.replace("\r\n", "\n"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnusableInput(f"it is not valid TOML ({error})", "mend the file") from error
    entries = _listed(whole)
    heads = [text.count("\n", 0, head.end()) + 1 for head in _TOML_HEAD.finditer(text)]
    return zip(heads if len(heads) == len(entries) else [1] * len(entries), entries, strict=True)


def _listed(whole: Any) -> list[Any]:
    if isinstance(whole, dict):
        if len(whole) != 1 or not whole.keys() <= {"promotion", "promotions"}:
            raise UnusableInput("the file is no list of promotions", _SHAPE)
        (whole,) = whole.values()
    if not isinstance(whole, list):
        raise UnusableInput("the promotions are no list", _SHAPE)
    return whole


def _promotion(entry: Any, line: int, currency: str) -> Promotion:
    if not isinstance(entry, dict):
        raise RowError("it is no table of keys and values", _SHAPE)
    _only(entry, _KEYS, "key")
    stated = currency_code(_text(entry, "currency"))
    context = PriceContext(line, stated, assumed=currency)
    kind: Any = _text(entry, "kind")
    stacking: Any = _text(entry, "stacking") or "stacks"
    return Promotion(
        id=clean_line(_text(entry, "id")),
        kind=kind,
        percent=_percent(entry),
        amount=_money(entry, "amount", context),
        threshold=_money(entry, "threshold", context),
        nth=read_whole(_text(entry, "nth")),
        repeats=_flag(entry, "repeats"),
        name=_name(entry.get("name")),
        scope=_scope(entry.get("scope")),
        market=read_audience(_text(entry, "market")) or "",
        member_group=read_audience(_text(entry, "group")) or "",
        starts_at=read_moment(_text(entry, "starts_at")),
        ends_at=read_moment(_text(entry, "ends_at"), last=True),
        stacking=stacking,
        priority=read_whole(_text(entry, "priority")) or 0,
    )


def _text(entry: Mapping[str, Any], key: str) -> str:
    match entry.get(key):
        case None:
            return ""
        case str() as text:
            return text
        case bool() | list() | dict():
            raise RowError(f"its {key} is no number or text", _SHAPE)
        case Decimal() as number if number.is_finite() and abs(number.adjusted()) < 30:
            return f"{number:f}"
        case datetime() | date() as moment:
            return moment.isoformat(" ") if isinstance(moment, datetime) else moment.isoformat()
        case value:
            return str(value)


def _percent(entry: Mapping[str, Any]) -> Decimal | None:
    text = _text(entry, "percent").strip().removesuffix("%").strip()
    try:
        return Decimal(text) if text else None
    except InvalidOperation as error:
        raise RowError(f"{text[:40]!r} is no percentage", "write 20 for 20 % off (8 折)") from error


def _money(entry: Mapping[str, Any], key: str, context: PriceContext) -> Money | None:
    return read_price(_text(entry, key), context)


def _flag(entry: Mapping[str, Any], key: str) -> bool:
    value = entry.get(key, False)
    if not isinstance(value, bool):
        raise RowError(f"its {key} is neither true nor false", f"write {key} = true, or leave it out")
    return value


def _name(value: Any) -> dict[Any, str]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise RowError("its name is in no language", 'write name = { zh = "…", en = "…" }')
    _only(value, _LANGUAGES, "language")
    return {language: name for language in value if (name := clean_line(_text(value, language)))}


def _scope(value: Any) -> Scope:
    if value is None:
        return Scope()
    if not isinstance(value, dict):
        raise RowError("its scope is no table", 'write scope = { brands = ["…"] }')
    _only(value, (*_SCOPE_KEYS, "all_but"), "part of a scope")
    but = value.get("all_but", {})
    if not isinstance(but, dict):
        raise RowError("all_but is no table", 'write all_but = { products = ["…"] }')
    _only(but, _SCOPE_KEYS, "part of all_but")
    named = {key: _words(value, key) for key in _SCOPE_KEYS}
    return Scope(**named, **{f"but_{key}": _words(but, key) for key in _SCOPE_KEYS})


def _words(table: Mapping[str, Any], key: str) -> frozenset[str]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str | int) for value in values):
        raise RowError(f"its {key} are no list of texts", f'write {key} = ["…", "…"]')
    words = frozenset(clean_line(str(value)) for value in values)
    if key in table and (not words or "" in words):
        raise RowError(f"its {key} name nothing", f"name one, or leave {key} out")
    return words


def _only(table: Mapping[str, Any], keys: tuple[str, ...], what: str) -> None:
    for key in table:
        if key not in keys:
            raise RowError(f"{key!r} is no {what}", f"use {', '.join(keys)}")
