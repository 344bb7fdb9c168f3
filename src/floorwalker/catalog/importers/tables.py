"""Products of a table whose columns go by many names: one a row, or with their variants in the rows below."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from floorwalker.catalog.importers.base import ATTRIBUTE, Listing, ReadOptions, Reject, RowError
from floorwalker.catalog.importers.cells import is_blank, parse_gtin, present
from floorwalker.catalog.importers.columns import Columns, VariantColumns, header_key, name_columns, recognise
from floorwalker.catalog.importers.delimited import Record
from floorwalker.catalog.importers.fields import (
    Cells,
    build_product,
    check_readable,
    note_of,
    on_hand,
    picture_paths,
    read_prices,
    said,
    stable_id,
)
from floorwalker.catalog.importers.words import WORDS
from floorwalker.catalog.models import Variant
from floorwalker.catalog.text_clean import clean_line
from floorwalker.core import UnusableInput

_OF_VARIANTS = frozenset(
    (
        *("price", "sale_price", "sale_from", "sale_until", "compare_at_price"),
        *("availability", "stock", "gtin"),
    )
)
_BETWEEN_CHOICES = "|"
_DIGIT = re.compile(r"\d")
_TOTALS = frozenset(map(header_key, WORDS["rows"]["total"]))

_NO_ID = ("it has no id", "fill in its id, or leave the whole column out")
_AGAIN = ("it repeats the header", "leave the header out where files are joined")
_TOTAL = ("it has no title, it is a total", "leave totals out; if it is a product, give it an id")
_ORPHAN = ("it is a variant, and the product above it cannot be used", "mend the row of its product")
_NO_VARIANT = ("none of its variants can be used", "mend the rows below it")


def table_mapping(header: Sequence[str], options: ReadOptions) -> dict[str, str]:
    """Which column of a table each field, and each attribute, is read from."""
    columns = recognise(header, options.mapping)
    fields = {name: header[place] for name, place in columns.fields.items()}
    attributes = {
        f"{ATTRIBUTE}{name}": header[place] for name, places in columns.attributes.items() for place in places
    }
    return fields | attributes


def read_table(
    header: Sequence[str], records: Iterable[Record | Reject], options: ReadOptions
) -> Iterator[Listing | Reject]:
    """The products of a table.

    One row is one product. Where a column says what a variant is (``规格``, ``optionValues``), rows that say
    it, and have neither a title nor an id, are further variants of the product above them. A header that is
    repeated and a row of totals are rejects.

    Raises:
        UnusableInput: no column is known to be the title, or a mapped column does not exist.
        CurrencyUnknown: a row has a price and nothing tells its currency.
    """
    columns = recognise(header, options.mapping)
    if "title" not in columns.fields:
        raise UnusableInput(
            f"no column is known to be the title; the columns are {name_columns(header)}",
            "add a header line, or name the column with --map title=COLUMN",
        )
    table = _Table(header, columns, options)
    group: list[Record] = []
    for record in records:
        if group and isinstance(record, Record) and table.is_variant(record):
            group.append(record)
            continue
        yield from table.products(group)
        group = []
        if isinstance(record, Reject):
            yield record
        elif problem := table.no_product(record):
            yield Reject(record.line, *problem, record.raw, after=record.after)
        else:
            group = [record]
    yield from table.products(group)


@dataclass(frozen=True, slots=True)
class _Below:
    """What the rows of one product say of its variants; ``unread`` are names of columns and their cells."""

    variants: list[Variant] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Table:
    header: Sequence[str]
    columns: Columns
    options: ReadOptions

    def is_variant(self, record: Record) -> bool:
        """Whether a row only makes sense below its product."""
        variants = self.columns.variants
        return bool(
            variants
            and said(record.cells[variants.choices])
            and not said(self._cell(record, "title"))
            and not said(self._cell(record, "id"))
            and not self._is_total(record)
        )

    def no_product(self, record: Record) -> tuple[str, str] | None:
        """Why a row is no product although it can be read, and what to do about it."""
        if self._is_header(record):
            return _AGAIN
        if self._is_total(record):
            return _TOTAL
        return _ORPHAN if self.is_variant(record) else None

    def products(self, group: Sequence[Record]) -> Iterator[Listing | Reject]:
        """The product of a row, or of a row and those of its variants below it, behind the rows left out."""
        if not group:
            return
        head, after = group[0], group[-1].after
        given = said(self._cell(head, "id"))
        source_id = given or stable_id(self._cell(head, "title"), self._cell(head, "brand"))
        below = self._below(group, source_id)
        rows = len(group) - len(below.rejects)
        if not rows:
            yield from below.rejects[:-1]
            yield replace(below.rejects[-1], after=after)
            return
        yield from below.rejects
        try:
            if not given and said(self._cell(head, "title")) and "id" in self.columns.fields:
                raise RowError(*_NO_ID)
            if below.rejects and not below.variants:
                raise RowError(*_NO_VARIANT)
            cells = self._together(group, below) if below.variants else self._cells(head)
            product, notes = build_product(cells, source_id, self.options, below.variants)
            notes += tuple(note_of(name, cell) for name, cell in below.unread)
            yield Listing(product, head.line, rows, after=after, notes=notes, numbered=not given)
        except RowError as problem:
            raw = "".join(record.raw for record in group)
            yield Reject(head.line, problem.reason, problem.remedy, raw, rows, given, after=after)

    def _is_header(self, record: Record) -> bool:
        title = self.columns.fields["title"]
        return clean_line(record.cells[title]) == self.header[title] and (
            list(map(clean_line, record.cells)) == list(self.header)
        )

    def _is_total(self, record: Record) -> bool:
        """Whether a total is all that a row names; ``Total`` with an id is a product of that name."""
        if _DIGIT.search(self._cell(record, "id")):
            return False
        words = [cell for cell in record.cells if not (_DIGIT.search(cell) or is_blank(cell))]
        return len(words) == 1 and header_key(words[0]) in _TOTALS

    def _cell(self, record: Record, name: str) -> str:
        return record.cells[self.columns.fields[name]] if name in self.columns.fields else ""

    def _cells(self, record: Record) -> Cells:
        cells = record.cells
        return Cells(
            record.line,
            {name: cells[place] for name, place in self.columns.fields.items()},
            {name: [cells[place] for place in places] for name, places in self.columns.attributes.items()},
            {name: self.header[place] for name, place in self.columns.fields.items()},
            self.columns.hints,
        )

    def _together(self, group: Sequence[Record], below: _Below) -> Cells:
        """The cells of a product with variants: what only they say is left to them, attributes are joined."""
        head = self._cells(group[0])
        owned = {
            self.header[place] for place in (self.columns.variants.places() if self.columns.variants else ())
        }
        attributes: dict[str, list[str]] = {}
        for record in group:
            for name, places in self.columns.attributes.items():
                if name not in owned:
                    attributes.setdefault(name, []).extend(record.cells[place] for place in places)
        for name, cell in below.unread:
            attributes.setdefault(name, []).append(cell)
        makes_a_choice = len(below.variants) + len(below.rejects) == len(group)
        fields = {
            name: "" if makes_a_choice and name in _OF_VARIANTS else cell
            for name, cell in head.fields.items()
        }
        return replace(
            head,
            fields=fields,
            attributes={name: list(dict.fromkeys(cells)) for name, cells in attributes.items()},
        )

    def _below(self, group: Sequence[Record], source_id: str) -> _Below:
        """The variants of a group: of its own row, where it makes a choice, and of those below it."""
        below = _Below()
        variants = self.columns.variants
        if variants is None or len(group) == 1:
            return below
        for record in group:
            if not said(record.cells[variants.choices]):
                continue
            try:
                check_readable(record.cells)
                below.variants.append(self._variant(record, group[0], variants, below.unread))
            except RowError as problem:
                reject = Reject(record.line, problem.reason, problem.remedy, record.raw, source_id=source_id)
                below.rejects.append(reject)
        return below

    def _variant(
        self, record: Record, head: Record, columns: VariantColumns, unread: list[tuple[str, str]]
    ) -> Variant:
        cells = self._cells(record)
        currency = cells.get("currency") if present(cells.get("currency")) else self._cell(head, "currency")
        cells = replace(cells, fields={**cells.fields, "currency": currency})
        left: dict[str, str] = {}
        prices = read_prices(cells, self.options.currency, left)
        stock, availability = on_hand(cells, left)
        gtin = parse_gtin(cells.get("gtin"))
        if gtin is None and present(cells.get("gtin")):
            left["gtin"] = cells.get("gtin")
        image = next(picture_paths(cells, left), "")
        unread += [(cells.names[name], cell) for name, cell in left.items()]
        options = self._options(record, head, columns)
        return Variant(
            id="",
            title=" / ".join(options.values()),
            sku=said(record.cells[columns.sku]) if columns.sku is not None else "",
            price=prices.price,
            compare_at_price=prices.compare_at_price,
            sale=prices.sale,
            availability=availability,
            stock=stock,
            options=options,
            image=image,
            gtin=gtin or "",
        )

    def _options(self, record: Record, head: Record, columns: VariantColumns) -> dict[str, str]:
        """What a row chooses, by the names in the product's own row, or by the column's name."""
        chosen = clean_line(record.cells[columns.choices])
        if columns.names is not None:
            names = head.cells[columns.names].split(_BETWEEN_CHOICES)
            values = chosen.split(_BETWEEN_CHOICES)
            if all(map(said, names)) and len(names) == len(values):
                return {said(name): said(value) for name, value in zip(names, values, strict=True)}
        return {self.header[columns.choices]: chosen}
