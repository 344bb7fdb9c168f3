"""WooCommerce's product CSV, in English or in the shop's own language.

Columns: https://github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema, and how cells are written:
``WC_Product_CSV_Exporter`` and ``WC_CSV_Exporter``. Every product is a row, and so is every variation, which
names its product under ``Parent``: by SKU, or as ``id:123`` where it has none.
"""

import html
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, timedelta
from importlib.resources import files

from floorwalker.catalog.feeds import Feed
from floorwalker.catalog.importers.base import (
    ATTRIBUTE,
    Guess,
    Listing,
    Note,
    Progress,
    ReadOptions,
    Reject,
    RowError,
    Sample,
)
from floorwalker.catalog.importers.cells import is_blank, parse_gtin, parse_moment, parse_stock
from floorwalker.catalog.importers.columns import find_column, header_key, name_columns
from floorwalker.catalog.importers.delimited import Record, Table, split_header
from floorwalker.catalog.importers.fields import (
    Cells,
    build_product,
    check_id,
    check_readable,
    note_of,
    on_hand,
    picture_paths,
    read_prices,
    said,
)
from floorwalker.catalog.models import Product, Variant
from floorwalker.catalog.text_clean import clean_line, clean_text
from floorwalker.core import UnusableInput

_WORDS: Mapping[str, Mapping[str, Sequence[str]]] = tomllib.loads(
    files(__package__).joinpath("woocommerce.toml").read_text(encoding="utf-8")
)
_FIELD_OF = {header_key(word): name for name, words in _WORDS["columns"].items() for word in words}
_PART_OF = {header_key(word): part for part, words in _WORDS["attributes"].items() for word in words}
_MEASURES = frozenset(map(header_key, _WORDS["measures"]["columns"]))
_MARKS = frozenset(_WORDS["marks"]["fields"])
_ENOUGH_MARKS = 2
_META = re.compile(r"(?:Meta|Méta|元数据)\s*[:：]\s*(?P<key>[^_\s].*)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+", re.ASCII)

_OF_OFFER = ("price", "sale_price", "sale_from", "sale_until", "currency", "availability", "stock", "gtin")
_REFERENCE = re.compile(r"id:\s*(?P<number>\d+)", re.IGNORECASE | re.ASCII)
_BETWEEN_VALUES = re.compile(r"(?<!\\)(?:(?<!\d),|,(?!\d))")  # not an escaped comma, nor that of 0,75
_ESCAPED = re.compile(r"'(?=[=+\-@])")  # what the export puts before cells that Excel would run
_PATH_MARK = ">"
_STATES = {"0": "private", "-1": "a draft", "2": "pending review"}
_YES = frozenset(("1", "yes", "notify", "true"))
_COUNTED_ELSEWHERE = "parent"
_HIDDEN = "hidden"

_NO_PARENT = (
    "it is a variation without a parent",
    "name its variable product under Parent: by its SKU, or as id: and its number",
)
_PUBLISH = "publish it in WooCommerce to offer it"


class WooCommerce:
    """See the module. The id is the SKU, else WooCommerce's number.

    ``In stock?`` is stated availability; ``Stock`` may say ``parent``, which is no figure. A sale without
    dates is the price, one with dates a sale that lasts through its last day. Of several categories the first
    counts, down to the deepest that the product is in; the others are an attribute. Attributes that the
    product page does not show, and metadata whose key begins with ``_``, are left out. What is not published
    or hidden from the catalogue is not sold. The file names no currency.
    """

    name = "woocommerce"

    def sniff(self, sample: Sample) -> Guess:
        """Sure where the header has WooCommerce's own column names in one of its languages."""
        found = set(_recognise(split_header(sample.first_line()), {}).places)
        if {"type", "title"} <= found and len(found & _MARKS) >= _ENOUGH_MARKS:
            return Guess(0.95, "its header has WooCommerce's columns")
        return Guess(0.0, "its header lacks WooCommerce's columns")

    def mapping(self, sample: Sample, options: ReadOptions) -> Mapping[str, str]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`."""
        header = split_header(sample.first_line())
        columns = _recognise(header, options.mapping)
        attributes = {f"{ATTRIBUTE}{name}": header[place] for name, place in columns.further.items()}
        return {name: header[place] for name, place in columns.places.items()} | attributes

    def read(
        self, feed: Feed, options: ReadOptions, after: int = 0, progress: Progress | None = None
    ) -> Iterator[Listing | Reject]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`."""
        with feed.lines(progress) as lines:
            table = Table(lines, after)
            columns = _recognise(table.header, options.mapping)
            if "title" not in columns.places:
                raise UnusableInput(
                    f"there is no column Name; the columns are {name_columns(table.header)}",
                    "choose another --format, or name the column with --map title=COLUMN",
                )
            for record in table.records():
                yield record if isinstance(record, Reject) else _Row(record, columns, options).listing()


@dataclass(frozen=True, slots=True)
class _Columns:
    """Columns by field, those of each attribute, and those that are attributes by themselves."""

    header: Sequence[str]
    places: Mapping[str, int]
    attributes: Sequence[Mapping[str, int]]
    further: Mapping[str, int]


def _recognise(header: Sequence[str], mapping: Mapping[str, str]) -> _Columns:
    keys = [header_key(cell) for cell in header]
    places: dict[str, int] = {}
    attributes: dict[str, dict[str, int]] = {}
    further: dict[str, int] = {}
    for place, (cell, key) in enumerate(zip(header, keys, strict=True)):
        number = _NUMBER.search(key)
        if key in _FIELD_OF:
            places.setdefault(_FIELD_OF[key], place)
        elif number and (part := _PART_OF.get(_NUMBER.sub("0", key))):
            attributes.setdefault(number[0], {})[part] = place
        elif key in _MEASURES:
            further[cell] = place
        elif meta := _META.fullmatch(cell):
            further[meta["key"]] = place
    for name, column in mapping.items():
        place = find_column(header, column)
        if name.startswith(ATTRIBUTE):
            further[name.removeprefix(ATTRIBUTE).strip()] = place
        else:
            places[name] = place
    numbered = [attributes[number] for number in sorted(attributes, key=int)]
    return _Columns(header, places, numbered, further)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: a product or a variation."""

    record: Record
    columns: _Columns
    options: ReadOptions

    def listing(self) -> Listing | Reject:
        """What the row amounts to.

        Raises:
            CurrencyUnknown: there is a price and nothing tells its currency.
        """
        types = {kind.casefold() for kind in split_values(self._cell("type"))}
        parent = self._parent()
        is_variation = any(kind.endswith("variation") for kind in types) or bool(parent and not types)
        source_id = parent if is_variation else self._own_id()
        if why := self._withheld():
            return self._reject(why, _PUBLISH, source_id, not_sold=not is_variation)
        try:
            if is_variation:
                return self._variation(parent)
            product, notes = build_product(self._cells(), source_id, self.options)
        except RowError as problem:
            return self._reject(problem.reason, problem.remedy, source_id)
        return Listing(product, self.record.line, after=self.record.after, notes=notes)

    def _reject(self, reason: str, remedy: str, source_id: str, *, not_sold: bool = False) -> Reject:
        record = self.record
        return Reject(record.line, reason, remedy, record.raw, 1, source_id, not_sold, record.after)

    def _withheld(self) -> str:
        published = self._cell("published")
        if state := _STATES.get(published):
            return f"it is not published ({state})"
        return (
            "it is not published (hidden from catalogue and search)"
            if self._cell("visibility").casefold() == _HIDDEN
            else ""
        )

    def _own_id(self) -> str:
        return said(self._cell("id")) or said(self._cell("sku")) or said(self._cell("number"))

    def _parent(self) -> str:
        cell = said(self._cell("parent"))
        reference = _REFERENCE.fullmatch(cell)
        return reference["number"] if reference else cell

    def _variation(self, parent: str) -> Listing:
        if not parent:
            raise RowError(*_NO_PARENT)
        source_id = check_id(parent)
        variant, notes = self._variant()
        owner = Product(
            f"{self.options.source}:{source_id}", self.options.source, source_id, "", variants=(variant,)
        )
        record = self.record
        return Listing(owner, record.line, role="variant", after=record.after, notes=notes)

    def _variant(self) -> tuple[Variant, tuple[Note, ...]]:
        cells = Cells(self.record.line, self._offer(), names=self._names())
        check_readable([*cells.texts(), *self.record.cells])
        unread: dict[str, str] = {}
        prices = read_prices(cells, self.options.currency, unread)
        stock, availability = on_hand(cells, unread)
        gtin = parse_gtin(cells.get("gtin"))
        if gtin is None and not is_blank(cells.get("gtin")):
            unread["gtin"] = cells.get("gtin")
        sku = said(self._cell("sku"))
        chosen = {name: values[0] for name, values in self._attributes(whole=True).items()}
        variant = Variant(
            id=check_id(sku or said(self._cell("number")) or " / ".join(chosen.values())),
            title=" / ".join(chosen.values()) or _line(self._cell("title")),
            sku=sku,
            price=prices.price,
            compare_at_price=prices.compare_at_price,
            sale=prices.sale,
            availability=availability,
            stock=stock,
            options=chosen,
            image=next(picture_paths(cells, unread), ""),
            gtin=gtin or "",
        )
        notes = tuple(note_of(cells.names.get(name, name), cell) for name, cell in unread.items())
        return variant, notes

    def _cells(self) -> Cells:
        categories = _deepest_first(split_values(self._cell("category")))
        brands = split_values(self._cell("brand"))
        fields = {name: self._cell(name) for name in self.columns.places} | self._offer()
        fields |= {
            "title": _line(self._cell("title")),
            "description": _lines(self._cell("description")) or _lines(self._cell("short_description")),
            "brand": brands[0].rpartition(_PATH_MARK)[2] if brands else "",
            "category": next(iter(categories), ""),
            "tags": ",".join(split_values(self._cell("tags"))),
        }
        attributes = {name: [self.record.cells[place]] for name, place in self.columns.further.items()}
        measured = {name: cells for name, cells in attributes.items() if cells != ["0"]}
        others = {self._names().get("category", ""): categories[1:]}
        return Cells(self.record.line, fields, measured | others | self._attributes(), self._names())

    def _offer(self) -> dict[str, str]:
        """The fields that products and variations have alike."""
        fields = {name: self._cell(name) for name in _OF_OFFER}
        if fields["stock"].casefold() == _COUNTED_ELSEWHERE:
            fields["stock"] = ""
        sold_out = parse_stock(fields["stock"]) == 0
        if is_blank(fields["availability"]) and sold_out and self._cell("backorders").casefold() in _YES:
            fields["availability"] = "backorder"
        fields["sale_until"] = _through(fields["sale_until"])
        pictures = split_values(self._cell("images"))
        fields["image"] = self._cell("image") or next(iter(pictures), "")
        fields["images"] = " | ".join(pictures if self._cell("image") else pictures[1:])
        return fields

    def _attributes(self, *, whole: bool = False) -> dict[str, list[str]]:
        """The row's attributes that customers see; with ``whole`` each is one value, as of a variation."""
        found: dict[str, list[str]] = {}
        for parts in self.columns.attributes:
            cells = {part: _unescaped(self.record.cells[place]) for part, place in parts.items()}
            name = clean_line(html.unescape(cells.get("name", "")))
            value = cells.get("value", "")
            values = [_plain(value)] if whole else split_values(value)
            if name and any(values) and (whole or cells.get("visible") != "0"):
                found[name] = values
        return found

    def _names(self) -> dict[str, str]:
        return {name: self.columns.header[place] for name, place in self.columns.places.items()}

    def _cell(self, name: str) -> str:
        places = self.columns.places
        return _unescaped(self.record.cells[places[name]]) if name in places else ""


def split_values(cell: str) -> list[str]:
    r"""The values of a cell: ``0\,75 l, 1\,5 l``. A comma between digits parts nothing either."""
    return [value for part in _BETWEEN_VALUES.split(cell) if (value := _plain(part))]


def _plain(value: str) -> str:
    return clean_line(html.unescape(value.replace("\\,", ",")))


def _unescaped(cell: str) -> str:
    return cell[1:] if _ESCAPED.match(cell) else cell


def _line(cell: str) -> str:
    return clean_line(clean_text(cell))


def _lines(cell: str) -> str:
    r"""A description, in which the export writes line breaks as ``\n``, and ``\n`` as ``\\n``."""
    return "" if is_blank(cell) else "\\n".join(part.replace("\\n", "\n") for part in cell.split("\\\\n"))


def _deepest_first(paths: Sequence[str]) -> list[str]:
    """Categories without those that only lead to others: ``Tea, Tea > Green`` is ``Tea > Green``."""
    trails = [" > ".join(step.strip() for step in path.split(_PATH_MARK)) for path in dict.fromkeys(paths)]
    return [trail for trail in trails if not any(other.startswith(f"{trail} >") for other in trails)]


def _through(cell: str) -> str:
    """The last day of a sale as the moment at which it is over; a cell with a time of day as it is."""
    moment = parse_moment(cell)
    if moment is None or moment.year == MAXYEAR or (moment.hour, moment.minute, moment.second) != (0, 0, 0):
        return cell
    return (moment + timedelta(days=1)).isoformat()
