"""Product JSON Lines: one object a line, its keys the fields of a product."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from floorwalker.catalog.feeds import Feed
from floorwalker.catalog.importers.base import (
    ATTRIBUTE,
    FIELDS,
    Guess,
    Listing,
    Note,
    Progress,
    ReadOptions,
    Reject,
    RowError,
    Sample,
)
from floorwalker.catalog.importers.cells import parse_gtin
from floorwalker.catalog.importers.fields import Cells, build_product, on_hand, read_prices, web_address
from floorwalker.catalog.models import Product, Variant
from floorwalker.catalog.text_clean import clean_line
from floorwalker.core import UnusableInput

_NESTED = ("attributes", "variants")
_LONGEST_NUMBER = 30  # digits
_VARIANT_FIELDS = (
    *("price", "sale_price", "sale_from", "sale_until", "compare_at_price"),
    *("currency", "availability", "stock"),
)


class JsonLines:
    """Objects whose keys are the names of fields (``FIELDS``), ``attributes`` and ``variants``.

    Only ``id`` and ``title`` are required. Numbers may be strings, and a price may be
    ``{"amount", "currency"}``. A variant has ``id``, ``title``, ``sku``, ``price``, ``compare_at_price``,
    ``currency``, ``availability``, ``stock``, ``options`` and ``image``. Keys not named here become
    attributes.
    """

    name = "jsonl"

    def sniff(self, sample: Sample) -> Guess:
        """Sure where the first line is an object."""
        if re.match(r"\ufeff?\s*\[\s*\{", sample.text):
            return Guess(0.6, "it begins with a list of objects")
        line = sample.first_line().strip().lstrip("\ufeff")
        if not line.startswith("{"):
            return Guess(0.0, "its first line is no object")
        return Guess(0.9 if '"' in line else 0.3, "its first line is an object")

    def mapping(self, sample: Sample, options: ReadOptions) -> Mapping[str, str]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`."""
        del sample
        return dict(options.mapping)

    def read(
        self, feed: Feed, options: ReadOptions, after: int = 0, progress: Progress | None = None
    ) -> Iterator[Listing | Reject]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`."""
        with feed.lines(progress) as lines:
            yield from self._read(lines, options, after)

    @staticmethod
    def _read(lines: Iterable[str], options: ReadOptions, after: int) -> Iterator[Listing | Reject]:
        for number, line in enumerate(lines, start=1):
            text = line.strip().lstrip("\ufeff")
            if not text or number < after:
                continue
            if number == 1 and text.startswith("["):
                raise UnusableInput(
                    "the file is one JSON list", "write one object a line, for example with jq -c '.[]'"
                )
            source_id = ""
            try:
                row = _object(text)
                source_id = clean_line(_text(row.get(options.mapping.get("id", "id"))))
                product, notes = _product(row, source_id, number, options)
                yield Listing(product, number, after=number + 1, notes=notes)
            except RowError as problem:
                yield Reject(
                    number, problem.reason, problem.remedy, line, source_id=source_id, after=number + 1
                )


def _product(
    row: Mapping[str, Any], source_id: str, line: int, options: ReadOptions
) -> tuple[Product, tuple[Note, ...]]:
    cells = _cells(row, line, options.mapping)
    variants = row.get("variants") or []
    if not isinstance(variants, list):
        raise RowError("its variants are no list", 'write "variants": [{"id": …, "price": …}]')
    built = [_variant(variant, place, cells, options) for place, variant in enumerate(variants, start=1)]
    return build_product(cells, source_id, options, built)


def _cells(row: Mapping[str, Any], line: int, mapping: Mapping[str, str]) -> Cells:
    keys = {name: mapping.get(name, name) for name in FIELDS}
    mapped = {
        name.removeprefix(ATTRIBUTE): key for name, key in mapping.items() if name.startswith(ATTRIBUTE)
    }
    given = row.get("attributes") or {}
    if not isinstance(given, dict):
        raise RowError("its attributes are no object", 'write "attributes": {"name": "value"}')
    further = {key: row[key] for key in row if key not in {*keys.values(), *mapped.values(), *_NESTED}}
    attributes = given | further | {name: row.get(key) for name, key in mapped.items()}
    return Cells(
        line,
        {name: _text(row.get(key)) for name, key in keys.items()},
        {name: [_text(one) for one in _list(value)] for name, value in attributes.items()},
        keys,
    )


def _variant(row: Any, place: int, product: Cells, options: ReadOptions) -> Variant:
    if not isinstance(row, dict):
        raise RowError("one of its variants is no object", 'write {"id": …, "price": …}')
    fields = {name: _text(row.get(name)) for name in _VARIANT_FIELDS}
    fields["currency"] = fields["currency"] or product.get("currency")
    cells = Cells(product.line, fields)
    prices = read_prices(cells, options.currency)
    stock, availability = on_hand(cells)
    choices = row.get("options") or {}
    if not isinstance(choices, dict):
        raise RowError("the options of a variant are no object", 'write "options": {"Color": "Blue"}')
    sku = clean_line(_text(row.get("sku")))
    return Variant(
        id=clean_line(_text(row.get("id"))) or sku or str(place),
        title=clean_line(_text(row.get("title"))),
        sku=sku,
        price=prices.price,
        compare_at_price=prices.compare_at_price,
        sale=prices.sale,
        availability=availability,
        stock=stock,
        options={clean_line(name): clean_line(_text(value)) for name, value in choices.items()},
        image=web_address(_text(row.get("image"))) or "",
        gtin=parse_gtin(_text(row.get("gtin"))) or "",
    )


def _object(text: str) -> dict[str, Any]:
    try:
        row = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise RowError("it is not valid JSON", "write one JSON object on each line") from error
    if not isinstance(row, dict):
        raise RowError("it is no JSON object", "write one JSON object on each line")
    return row


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    """A JSON value as the cell of a table would hold it."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}" if abs(value.adjusted()) < _LONGEST_NUMBER else str(value)
        case {"amount": amount, "currency": currency, **others} if not others:
            return f"{_text(amount)} {_text(currency)}"
        case list() if not any(isinstance(one, list | dict) for one in value):
            return ", ".join(_text(one) for one in value)
        case list() | dict():
            return json.dumps(value, ensure_ascii=False, default=str)
        case _:
            return str(value)
