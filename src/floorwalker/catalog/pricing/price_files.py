"""Price lists as delimited text: one price a row, whatever its columns are called."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from floorwalker.catalog.feeds import open_feed
from floorwalker.catalog.importers.base import CurrencyUnknown, Reject, RowError
from floorwalker.catalog.importers.columns import name_columns
from floorwalker.catalog.importers.delimited import Record, Table
from floorwalker.catalog.importers.prices import CurrencyHint, PriceContext, currency_code, read_price
from floorwalker.catalog.pricing.cells import (
    find_columns,
    read_audience,
    read_moment,
    read_tax,
    read_whole,
)
from floorwalker.catalog.pricing.quotes import higher
from floorwalker.catalog.text_clean import clean_line
from floorwalker.core import Money, UnusableInput


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A row of a price list, as the file says it.

    ``product`` is a product's id or its source's id, ``sku`` that of a product or variant, ``variant`` a
    variant's id, SKU or title. ``market``, ``member_group``, ``tax_included`` and ``priority`` describe the
    list and are ``None`` where the row does not say.
    """

    line: int
    raw: str
    list_id: str
    product: str
    sku: str
    variant: str
    price: Money
    compare_at: Money | None
    valid_from: datetime | None
    valid_to: datetime | None
    market: str | None
    member_group: str | None
    tax_included: bool | None
    priority: int | None


@dataclass(frozen=True, slots=True)
class ColumnsFound:
    """How a file's header was understood: the column of each field, and the columns that were not used."""

    used: Mapping[str, str]
    ignored: tuple[str, ...]


_SURROGATE = re.compile("[\ud800-\udfff]")


def read_price_lists(
    path: Path,
    currency: str = "",
    tell: Callable[[ColumnsFound], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[PriceRow | Reject]:
    """Read a file of price lists row by row; every row becomes a :class:`PriceRow` or a reject.

    Columns: ``product`` or ``sku`` and ``price`` are required; ``list`` (without it the file's stem names the
    list), ``variant``, ``compare_at``, ``currency``, ``market``, ``group``, ``tax_included``, ``valid_from``,
    ``valid_to``, ``priority`` and ``min_quantity`` are not. Their names in both languages are in
    ``words.toml``. A price for more than one piece is rejected, since a quote for one piece must not use it.

    Args:
        path: the file, in any encoding, plain or packed.
        currency: ISO code of prices that name none.
        tell: told how the header was understood, before the first row.
        progress: told now and then how many bytes more have been read, and how many there are.

    Raises:
        UnusableInput: the file cannot be read, is no text, or lacks a required column.
    """
    with open_feed(path) as feed:
        if not feed.is_text:
            raise UnusableInput(f"{feed.name} is a spreadsheet", "save the sheet as CSV in UTF-8")
        size = feed.size
        with feed.lines((lambda read: progress(read, size)) if progress else None) as lines:
            table = Table(lines)
            columns = _columns(table.header, path, currency)
            if tell:
                tell(columns.found(table.header))
            for record in table.records():
                yield record if isinstance(record, Reject) else columns.read(record)


@dataclass(frozen=True, slots=True)
class _Columns:
    places: Mapping[str, int]
    hints: Mapping[str, CurrencyHint]
    default_list: str
    currency: str

    def found(self, header: list[str]) -> ColumnsFound:
        used = {field: header[place] for field, place in self.places.items()}
        taken = set(self.places.values())
        return ColumnsFound(
            used, tuple(cell for place, cell in enumerate(header) if place not in taken and cell)
        )

    def read(self, record: Record) -> PriceRow | Reject:
        cells = {field: record.cells[place] for field, place in self.places.items()}
        code = clean_line(cells.get("product", "")) or clean_line(cells.get("sku", ""))
        if _SURROGATE.search(code):
            code = ""
        try:
            return self._row(record, cells)
        except (RowError, CurrencyUnknown) as problem:
            reason, remedy = (
                (f"the currency of the price {cells['price']!r} is unknown", problem.remedy)
                if isinstance(problem, CurrencyUnknown)
                else (problem.reason, problem.remedy)
            )
            return Reject(record.line, reason, remedy, record.raw, source_id=code)

    def _row(self, record: Record, cells: Mapping[str, str]) -> PriceRow:
        def cell(field: str) -> str:
            return cells.get(field, "")

        if _SURROGATE.search(record.raw):
            raise RowError(
                "it has characters that the file's encoding cannot explain", "save the file in UTF-8"
            )
        product, sku = clean_line(cell("product")), clean_line(cell("sku"))
        if not product and not sku:
            raise RowError("it names no product", "fill in the product's id or its SKU")
        list_id = clean_line(cell("list")) or ("" if "list" in cells else self.default_list)
        if not list_id:
            raise RowError("it names no price list", "fill in the list's name")
        if (read_whole(cell("min_quantity")) or 1) > 1:
            raise RowError(
                f"it is a price from {cell('min_quantity').strip()} pieces on", "list prices of one piece"
            )
        price = self._money("price", cells, record.line, currency_code(cell("currency")))
        if price is None:
            raise RowError("it has no price", "fill in the price, or leave the row out")
        compare_at = self._money("compare_at", cells, record.line, price.currency)
        return PriceRow(
            line=record.line,
            raw=record.raw,
            list_id=list_id,
            product=product,
            sku=sku,
            variant=clean_line(cell("variant")),
            price=price,
            compare_at=higher(compare_at, price),
            valid_from=read_moment(cell("valid_from")),
            valid_to=read_moment(cell("valid_to"), last=True),
            market=read_audience(cell("market")),
            member_group=read_audience(cell("group")),
            tax_included=read_tax(cell("tax_included")),
            priority=read_whole(cell("priority")),
        )

    def _money(self, field: str, cells: Mapping[str, str], line: int, stated: str) -> Money | None:
        context = PriceContext(line, stated, self.hints.get(field), self.currency)
        return read_price(cells.get(field, ""), context)


def _columns(header: list[str], path: Path, currency: str) -> _Columns:
    places, hints = find_columns(header)
    for wanted, names in (("price", "price, 价格"), ("product", "product, sku, 商品, 货号")):
        if wanted not in places and not (wanted == "product" and "sku" in places):
            raise UnusableInput(
                f"no column is known to be the {wanted}; the columns are {name_columns(header)}",
                f"name it for example {names}",
            )
    return _Columns(places, hints, clean_line(path.name.partition(".")[0]), currency)
