"""Shopify's products: its CSV, in the older dialect and the current one, and the JSON of its Admin API.

Columns: https://help.shopify.com/en/manual/products/import-export/using-csv. A product takes several rows
with the same handle: the first describes it and its first variant, the others hold further variants and
pictures. The JSON is read by :mod:`~floorwalker.catalog.importers.shopify_json`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from floorwalker.catalog.feeds import Feed
from floorwalker.catalog.importers.base import (
    ATTRIBUTE,
    FIELDS,
    Guess,
    Listing,
    Progress,
    ReadOptions,
    Reject,
    RowError,
    Sample,
)
from floorwalker.catalog.importers.broken_lines import mended
from floorwalker.catalog.importers.cells import is_blank, parse_gtin
from floorwalker.catalog.importers.columns import find_column, header_key, name_columns
from floorwalker.catalog.importers.delimited import Record, Table, split_header
from floorwalker.catalog.importers.fields import Cells, said, stable_id
from floorwalker.catalog.importers.shopify_json import is_admin_json, read_documents
from floorwalker.catalog.importers.shopify_rules import listed, stock_of, variant_of, withheld
from floorwalker.catalog.models import Variant
from floorwalker.core import UnusableInput

# The current header, then the older one; both without case, spaces and marks.
_COLUMNS = {
    "id": ("urlhandle", "handle"),
    "title": ("title",),
    "description": ("description", "body"),
    "brand": ("vendor",),
    "type": ("type", "customproducttype"),
    "category": ("productcategory", "standardizedproducttype"),
    "tags": ("tags",),
    "published": ("publishedononlinestore", "published"),
    "status": ("status",),
    "sku": ("sku", "variantsku"),
    "barcode": ("barcode", "variantbarcode"),
    "price": ("price", "variantprice"),
    "compare_at_price": ("compareatprice", "variantcompareatprice"),
    "tracker": ("inventorytracker", "variantinventorytracker"),
    "stock": ("inventoryquantity", "variantinventoryqty"),
    "policy": ("continuesellingwhenoutofstock", "variantinventorypolicy"),
    "image": ("productimageurl", "imagesrc"),
    "variant_image": ("variantimageurl", "variantimage"),
    "seo_description": ("seodescription",),
} | {f"option{n}_{part}": (f"option{n}{part}",) for n in (1, 2, 3) for part in ("name", "value")}
_LONG_TEXTS = ("description", "seo_description")
_OF_VARIANTS = (
    *("price", "sale_price", "sale_from", "sale_until", "compare_at_price", "currency"),
    *("availability", "stock"),
)
_MARKS = frozenset(("option1name", "option1value", "variantprice", "variantsku", "variantinventoryqty"))
_ATTRIBUTES = {
    "googleshoppinggender": "gender",
    "googleshoppingagegroup": "age group",
    "googleshoppingcondition": "condition",
}
_METAFIELD = re.compile(r"(?P<name>.+?)\s*\(product\.metafields\.[\w.-]+\)")
_MARKUP = re.compile(r"[<>]")
_NO = frozenset(("false", "no", "0"))
_YES = frozenset(("continue", "true", "yes", "1"))

_TORN = (
    "it may be the rest of a row that a line break has torn",
    "put cells with line breaks in quotation marks",
)


class Shopify:
    """See the module. The handle is the product's id.

    Every row with a price or an option is a variant. A variant whose inventory nobody tracks, or that goes on
    being sold when it has run out, is in stock; in the first case its quantity is no stock figure, in the
    second only above 0. What is not published, or has the status draft, archived or unlisted, is not sold.
    Neither the CSV nor the JSON names a currency.
    """

    name = "shopify"

    def sniff(self, sample: Sample) -> Guess:
        """Sure where the header, or the keys, are Shopify's own."""
        if is_admin_json(sample.text):
            return Guess(0.97, "its objects have the keys of Shopify's Admin API")
        keys = {header_key(cell) for cell in split_header(sample.first_line())}
        if "title" in keys and ("urlhandle" in keys or ("handle" in keys and keys & _MARKS)):
            return Guess(0.95, "its header has Shopify's columns")
        return Guess(0.0, "its header lacks Shopify's columns")

    def mapping(self, sample: Sample, options: ReadOptions) -> Mapping[str, str]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`."""
        if is_admin_json(sample.text):
            return dict(options.mapping)
        header = split_header(sample.first_line())
        columns = _recognise(header, options)
        attributes = {f"{ATTRIBUTE}{name}": header[place] for name, place in columns.attributes.items()}
        return {name: header[place] for name, place in columns.places.items()} | attributes

    def read(
        self, feed: Feed, options: ReadOptions, after: int = 0, progress: Progress | None = None
    ) -> Iterator[Listing | Reject]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`."""
        if feed.head().lstrip("\ufeff \t\r\n").startswith(("{", "[")):
            yield from read_documents(feed, options, after, progress)
            return
        with feed.lines(progress) as lines:
            yield from _read(Table(lines, after), options)


@dataclass(frozen=True, slots=True)
class _Columns:
    places: dict[str, int]
    attributes: dict[str, int]

    def cell(self, record: Record, name: str) -> str:
        return record.cells[self.places[name]] if name in self.places else ""

    def continues(self, record: Record, first: Record) -> bool:
        handle = self.cell(record, "id")
        return handle == self.cell(first, "id") if handle else not self.cell(record, "title")


def _recognise(header: Sequence[str], options: ReadOptions) -> _Columns:
    keys = [header_key(cell) for cell in header]
    places = {
        name: keys.index(key)
        for name, candidates in _COLUMNS.items()
        if (key := next((key for key in candidates if key in keys), None))
    }
    attributes = {name: keys.index(key) for key, name in _ATTRIBUTES.items() if key in keys}
    attributes |= {
        match["name"]: place for place, cell in enumerate(header) if (match := _METAFIELD.fullmatch(cell))
    }
    for name, column in options.mapping.items():
        place = find_column(header, column)
        if name.startswith(ATTRIBUTE):
            attributes[name.removeprefix(ATTRIBUTE)] = place
        else:
            places[name] = place
    return _Columns(places, attributes)


def _read(table: Table, options: ReadOptions) -> Iterator[Listing | Reject]:
    columns = _recognise(table.header, options)
    if "title" not in columns.places:
        raise UnusableInput(
            f"there is no column Title; the columns are {name_columns(table.header)}",
            "choose another --format, or name the column with --map title=COLUMN",
        )
    texts = [columns.places[name] for name in _LONG_TEXTS if name in columns.places]
    records = mended(table.records(), len(table.header), columns.places.get("id", 0), texts)
    group: list[Record] = []
    behind = 0
    for record in records:
        if isinstance(record, Reject):
            yield replace(record, after=0)  # it may stand inside a product
        elif group and columns.continues(record, group[0]):
            group.append(record)
        else:
            yield from _listing(group, columns, options, behind)
            group = [record]
        behind = record.after
    yield from _listing(group, columns, options, behind)


def _listing(
    group: Sequence[Record], columns: _Columns, options: ReadOptions, after: int
) -> list[Listing | Reject]:
    """The product of a group of rows with one handle, after the rejects of variants that cannot be used."""
    if not group:
        return []
    head = next((record for record in group if columns.cell(record, "title")), group[0])
    source_id = said(columns.cell(head, "id"))
    source_id = source_id or stable_id(columns.cell(head, "title"), columns.cell(head, "brand"))
    raw = "".join(record.raw for record in group)
    whole = Reject(head.line, "", "", raw, len(group), source_id, after=after)
    if _MARKUP.search(columns.cell(head, "id")):
        return [replace(whole, reason=_TORN[0], remedy=_TORN[1], source_id="")]
    published = columns.cell(head, "published").casefold() not in _NO
    if why := withheld(columns.cell(head, "status"), published=published):
        return [replace(whole, reason=why[0], remedy=why[1], not_sold=True)]
    variants: list[Variant] = []
    spoiled: list[Reject] = []
    for record in group:
        try:
            variants += _variants(record, head, columns, options)
        except RowError as problem:
            reject = Reject(record.line, problem.reason, problem.remedy, record.raw, source_id=source_id)
            spoiled.append(reject)
    return listed(whole, _product_cells(group, head, columns), variants, spoiled, options)


def _product_cells(group: Sequence[Record], head: Record, columns: _Columns) -> Cells:
    fields = {name: columns.cell(head, name) for name in FIELDS if name not in _OF_VARIANTS}
    fields["category"] = columns.cell(head, "type") or fields["category"]
    attributes = {name: head.cells[place].split("; ") for name, place in columns.attributes.items()}
    pictures = dict.fromkeys(cell for record in group if (cell := columns.cell(record, "image")))
    fields |= {"image": next(iter(pictures), ""), "images": " | ".join(list(pictures)[1:])}
    barcodes = [cell for record in group if (cell := columns.cell(record, "barcode").lstrip("'"))]
    unread = [cell for cell in dict.fromkeys(barcodes) if parse_gtin(cell) is None]
    return Cells(head.line, fields, attributes | {"barcode": unread})


def _variants(record: Record, head: Record, columns: _Columns, options: ReadOptions) -> list[Variant]:
    """The variant of a row; none where the row only holds a picture."""
    chosen = {
        columns.cell(record, f"option{n}_name")
        or columns.cell(head, f"option{n}_name")
        or f"Option{n}": value
        for n in (1, 2, 3)
        if (value := columns.cell(record, f"option{n}_value"))
    }
    fields = {name: columns.cell(record, name) for name in _OF_VARIANTS}
    if not chosen and is_blank(fields["price"]):
        return []
    fields |= {
        "sku": columns.cell(record, "sku").lstrip("'"),
        "gtin": columns.cell(record, "barcode"),
        "image": columns.cell(record, "variant_image"),
    }
    cells = Cells(record.line, fields)
    tracked = "tracker" not in columns.places or bool(columns.cell(record, "tracker"))
    goes_on = columns.cell(record, "policy").casefold() in _YES
    return [variant_of(cells, chosen, stock_of(cells, tracked=tracked, goes_on=goes_on), options)]
