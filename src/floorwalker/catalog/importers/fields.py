"""One row's cells as a product: the rules that all formats share."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from floorwalker.catalog.brands import brand_key
from floorwalker.catalog.importers.base import ReadOptions, RowError
from floorwalker.catalog.importers.cells import (
    is_blank,
    parse_availability,
    parse_count,
    parse_moment,
    parse_rating,
    parse_stock,
    present,
)
from floorwalker.catalog.importers.prices import CurrencyHint, PriceContext, currency_code, read_price
from floorwalker.catalog.models import Availability, Product, Variant
from floorwalker.catalog.text_clean import clean_line, clean_text
from floorwalker.core import Money

ID_LIMIT = 200
TITLE_LIMIT = 1000

_SHORTENED = re.compile(r"\d(?:\.\d+)?[eE]\+\d{2}")

_SURROGATE = re.compile("[\ud800-\udfff]")

T = TypeVar("T")

_BEST_FIRST: tuple[Availability, ...] = ("in_stock", "preorder", "backorder", "unknown", "out_of_stock")


@dataclass(frozen=True, slots=True)
class Cells:
    """A row: the cells of known fields, and attributes by name, all as the source wrote them.

    ``names`` gives the source's own names of fields whose cells may end up as attributes, ``hints`` what the
    headers of money columns say about the currency.
    """

    line: int
    fields: Mapping[str, str]
    attributes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, CurrencyHint] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """A field's cell, empty where there is none."""
        return self.fields.get(name, "")

    def texts(self) -> Iterator[str]:
        """Every cell."""
        yield from self.fields.values()
        for values in self.attributes.values():
            yield from values


def stable_id(title: str, brand: str) -> str:
    """An id for a product whose source gives none: the same title and brand always get the same."""
    text = f"{clean_line(title).casefold()}\n{brand_key(brand)}"
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def check_id(text: str) -> str:
    """A source's id, cleaned.

    Raises:
        RowError: it is empty or too long to be a key.
    """
    source_id = clean_line(text)
    if not source_id:
        raise RowError("it has no id", "give every product an id that stays the same")
    if len(source_id) > ID_LIMIT:
        raise RowError(f"its id is longer than {ID_LIMIT} characters", "use a shorter id")
    if _SHORTENED.fullmatch(source_id):
        raise RowError(f"a spreadsheet has cut the digits of its id to {source_id}", "format ids as text")
    return source_id


def build_product(
    cells: Cells, source_id: str, options: ReadOptions, variants: Sequence[Variant] = ()
) -> Product:
    """A product from a row.

    An id, title, price, currency or date that cannot be read makes the row unusable. Any other cell that
    cannot be read is kept as an attribute, as the source wrote it. What the variants say beats the row: the
    lowest price, the best availability, the sum of the stock where all of it is known.

    Raises:
        RowError: the row is unusable.
        CurrencyUnknown: there is a price and nothing tells its currency.
    """
    source_id = check_id(source_id)
    title = clean_line(cells.get("title"))
    if not title:
        raise RowError("it has no title", "fill in the title")
    if len(title) > TITLE_LIMIT:
        raise RowError(f"its title is longer than {TITLE_LIMIT} characters", "shorten it")
    if any(_SURROGATE.search(cell) for cell in cells.texts()):
        raise RowError("it has characters that the file's encoding cannot explain", "save the file in UTF-8")
    unread: dict[str, str] = {}
    price, compare_at = _cheapest(variants) or read_prices(cells, options.currency, unread)
    stock, availability = _on_hand(cells, variants, unread)
    ratings = _optional(parse_count, "rating_count", cells, unread)
    return Product(
        id=f"{options.source}:{source_id}",
        source=options.source,
        source_id=source_id,
        title=title,
        description=clean_text(cells.get("description")),
        brand=said(cells.get("brand")),
        category=said(cells.get("category")),
        tags=split_tags(cells.get("tags")),
        url=_optional(web_address, "url", cells, unread) or "",
        image=_optional(web_address, "image", cells, unread) or "",
        price=price,
        compare_at_price=compare_at,
        availability=availability,
        stock=stock,
        popularity=_optional(parse_count, "popularity", cells, unread),
        rating=_optional(parse_rating, "rating", cells, unread),
        rating_count=None if ratings is None else int(ratings),
        variants=tuple(variants),
        updated_at=_moment(cells.get("updated_at")),
        attributes=_attributes(cells, unread),
    )


def read_prices(
    cells: Cells, assumed_currency: str, unread: dict[str, str] | None = None
) -> tuple[Money | None, Money | None]:
    """The price of a row and its former price.

    A sale price beats the regular one, which is then the former price unless the row gives another. A former
    price that is not higher than the price is none.

    Args:
        cells: the row.
        assumed_currency: for prices that name no currency; may be empty.
        unread: takes a former price that cannot be read.

    Raises:
        RowError: the price or the currency cannot be read.
        CurrencyUnknown: nothing tells the currency.
    """
    name = "sale_price" if present(cells.get("sale_price")) else "price"
    stated = currency_code(cells.get("currency"))
    price = read_price(
        cells.get(name), PriceContext(cells.line, stated, cells.hints.get(name), assumed_currency)
    )
    former = "compare_at_price"
    if name == "sale_price" and not present(cells.get(former)):
        former = "price"
    try:
        known = price.currency if price else stated
        compare_at = read_price(cells.get(former), PriceContext(cells.line, known)) if known else None
    except RowError:
        compare_at = None
        if unread is not None:
            unread[former] = cells.get(former)
    if price is None or compare_at is None or compare_at <= price:
        compare_at = None
    return price, compare_at


def on_hand(cells: Cells, unread: dict[str, str] | None = None) -> tuple[int | None, Availability]:
    """Stock and availability of a row: what is stated wins, a stock figure counts, else it is unknown.

    Either column may hold the other's kind of cell: a figure under availability, words under stock.
    """
    cell, figure = cells.get("availability"), cells.get("stock")
    stated = parse_availability(cell) or parse_availability(figure if parse_stock(figure) is None else "")
    stock = parse_stock(figure)
    if stock is None and parse_availability(cell) is None:
        stock = parse_stock(cell)
    if unread is not None and stated is None and stock is None:
        unread |= {name: cells.get(name) for name in ("availability", "stock") if present(cells.get(name))}
    counted: Availability = "unknown" if stock is None else "in_stock" if stock else "out_of_stock"
    return stock, stated or counted


def said(cell: str) -> str:
    """A cell on one line as the source wrote it, or nothing where it only says that there is none."""
    return clean_line(cell) if present(cell) else ""


def split_tags(cell: str) -> tuple[str, ...]:
    """The tags of a cell, parted by commas, semicolons or bars of either width, each once."""
    tags = (clean_line(tag) for tag in re.split(r"[,，;；|、]", cell)) if cell else ()
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def web_address(cell: str) -> str | None:
    """The first address of a cell; only those a browser opens as a page or a picture."""
    first = re.split(r"[\s,;|]+(?=https?:|//|$)", clean_line(cell), maxsplit=1)[0]
    if first.startswith("//"):
        first = f"https:{first}"
    return first if first.lower().startswith(("http://", "https://")) else None


def _on_hand(
    cells: Cells, variants: Sequence[Variant], unread: dict[str, str]
) -> tuple[int | None, Availability]:
    states = {variant.availability for variant in variants}
    if states <= {"unknown"}:
        return on_hand(cells, unread)
    stocks = [variant.stock for variant in variants]
    known = [stock for stock in stocks if stock is not None]
    best = next(state for state in _BEST_FIRST if state in states)
    return sum(known) if len(known) == len(stocks) else None, best


def _cheapest(variants: Sequence[Variant]) -> tuple[Money | None, Money | None] | None:
    priced = [(variant.price, variant.compare_at_price) for variant in variants if variant.price]
    if not priced:
        return None
    if len({price.currency for price, _ in priced}) > 1:
        raise RowError("its variants are priced in several currencies", "list one product for each currency")
    return min(priced, key=lambda pair: pair[0].minor)


def _optional(parse: Callable[[str], T | None], name: str, cells: Cells, unread: dict[str, str]) -> T | None:
    cell = cells.get(name)
    value = parse(cell) if cell else None
    if value is None and present(cell):
        unread[name] = cell
    return value


def _moment(cell: str) -> datetime | None:
    moment = parse_moment(cell)
    if moment is None and present(cell):
        raise RowError(f"the date {cell[:40]!r} cannot be read", "write dates as 2016-11-09, the year first")
    return moment


def _attributes(cells: Cells, unread: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found = {**cells.attributes, **{cells.names.get(name, name): (cell,) for name, cell in unread.items()}}
    cleaned = {
        clean_line(name): tuple(
            text for value in values if not is_blank(value) and (text := clean_text(value))
        )
        for name, values in found.items()
    }
    return {name: values for name, values in cleaned.items() if name and values}
