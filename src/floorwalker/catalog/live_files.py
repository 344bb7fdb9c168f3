"""Files of prices and stock: one product or variant a row."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Literal

from floorwalker.catalog.feeds import open_feed
from floorwalker.catalog.importers import Reject, RowError
from floorwalker.catalog.importers.cells import parse_availability, parse_moment, parse_stock, present
from floorwalker.catalog.importers.columns import Columns, header_key, name_columns, recognise
from floorwalker.catalog.importers.delimited import Record, Table
from floorwalker.catalog.importers.prices import currency_code, parse_amount
from floorwalker.catalog.live import KEEP, LiveUpdate
from floorwalker.core import UnusableInput

_VARIANT = frozenset(("variant", "variantid", "规格", "变体"))
_SKU = frozenset(("sku", "variantsku", "货号", "商家编码"))
_AT = frozenset(("at", "statedat"))
_STATED = ("price", "compare_at_price", "stock", "availability")


def read_updates(path: Path) -> Iterator[tuple[int, LiveUpdate] | Reject]:
    """The updates of a table, with their lines, and the rows that cannot be used.

    A column ``id`` (a product, ``source:id``) or ``sku`` says what is meant, ``variant`` which variant of the
    product; ``price``, ``compare_at_price``, ``currency``, ``stock`` and ``availability`` are stated, and
    ``at`` is when. An empty cell leaves the value as it is. Column names are those of plain tables.

    Raises:
        UnusableInput: the file cannot be read, or has no column to name products or nothing to state.
    """
    with open_feed(path) as feed, feed.lines() as lines:
        table = Table(lines)
        columns = recognise(table.header, {})
        by_name = {header_key(cell): place for place, cell in enumerate(table.header)}
        named = "id" in columns.fields or _SKU & by_name.keys()
        if not named or not any(name in columns.fields for name in _STATED):
            raise UnusableInput(
                f"there is nothing to state in the columns {name_columns(table.header)}",
                "name them id or sku, and price, compare_at_price, stock or availability",
            )
        for record in table.records():
            if isinstance(record, Reject):
                yield record
                continue
            try:
                yield record.line, _update(record, columns, by_name)
            except RowError as problem:
                yield Reject(record.line, problem.reason, problem.remedy, record.raw)


def _update(record: Record, columns: Columns, by_name: dict[str, int]) -> LiveUpdate:
    def cell(name: str) -> str:
        place = columns.fields.get(name)
        return present(record.cells[place]) if place is not None else ""

    def named(names: frozenset[str]) -> str:
        return next((record.cells[by_name[name]] for name in names if name in by_name), "").strip()

    sku = named(_SKU)
    product_id = "" if sku and cell("id") == sku else cell("id")
    if not product_id and not sku:
        raise RowError("it names no product", "fill in its id or SKU")
    moment = named(_AT) or cell("updated_at")
    at = parse_moment(moment) if moment else None
    if moment and at is None:
        raise RowError(
            f"the date {moment[:40]!r} cannot be read", "write dates as 2016-11-09, the year first"
        )
    stock = parse_stock(cell("stock")) if cell("stock") else KEEP
    availability = parse_availability(cell("availability")) if cell("availability") else KEEP
    if stock is None or availability is None:
        raise RowError("its stock or availability cannot be read", "write a whole number, or in stock")
    return LiveUpdate(
        product_id=product_id,
        sku="" if product_id else sku,
        variant=named(_VARIANT) or (sku if product_id else ""),
        price=_amount(cell("price")),
        compare_at_price=_amount(cell("compare_at_price")),
        currency=currency_code(cell("currency")),
        stock=stock,
        availability=availability,
        at=at,
    )


def _amount(cell: str) -> Decimal | Literal["keep"]:
    return parse_amount(cell) if cell else KEEP
