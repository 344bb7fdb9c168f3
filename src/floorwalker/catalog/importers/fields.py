"""One row's cells as a product: the rules that all formats share."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple, TypeVar

from floorwalker.catalog.brands import brand_key
from floorwalker.catalog.importers.base import Note, ReadOptions, RowError
from floorwalker.catalog.importers.cells import (
    is_blank,
    parse_availability,
    parse_count,
    parse_gtin,
    parse_moment,
    parse_rating,
    parse_stock,
    present,
)
from floorwalker.catalog.importers.prices import CurrencyHint, PriceContext, currency_code, read_price
from floorwalker.catalog.models import Availability, Product, Sale, Variant
from floorwalker.catalog.selling import BEST_FIRST, cheapest
from floorwalker.catalog.text_clean import clean_line, clean_text
from floorwalker.core import Money

ID_LIMIT = 200
TITLE_LIMIT = 1000

LOCAL = "file:"
"""Marks a picture that lies beside the feed, until it is stored."""

PICTURE_SUFFIXES = frozenset((".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"))

_SHORTENED = re.compile(r"\d(?:\.\d+)?[eE]\+\d{2}")

_BETWEEN_PICTURES = re.compile(r"\s*[|;]\s*|\s*,\s*(?=https?:|//|[^,]*$)|\s+(?=https?:|//)")
_SHOWN = 60  # characters of a cell in a message
_SURROGATE = re.compile("[\ud800-\udfff]")

T = TypeVar("T")


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


def check_readable(texts: Iterable[str]) -> None:
    """See that cells hold no damaged characters.

    Raises:
        RowError: one of them does.
    """
    if _SURROGATE.search("\n".join(texts)):
        raise RowError("it has characters that the file's encoding cannot explain", "save the file in UTF-8")


def build_product(
    cells: Cells, source_id: str, options: ReadOptions, variants: Sequence[Variant] = ()
) -> tuple[Product, tuple[Note, ...]]:
    """A product from a row, and what of the row could not be read.

    An id, title, price, currency or date that cannot be read makes the row unusable. Any other cell that
    cannot be read is kept as an attribute, as the source wrote it, and noted. What the variants say beats the
    row: see :func:`with_variants`.

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
    check_readable(cells.texts())
    unread: dict[str, str] = {}
    prices = read_prices(cells, options.currency, unread)
    stock, availability = on_hand(cells, unread)
    ratings = _optional(parse_count, "rating_count", cells, unread)
    pictures = tuple(dict.fromkeys(picture_paths(cells, unread)))
    product = Product(
        id=f"{options.source}:{source_id}",
        source=options.source,
        source_id=source_id,
        title=title,
        description="" if is_blank(cells.get("description")) else clean_text(cells.get("description")),
        brand=said(cells.get("brand")),
        category=said(cells.get("category")),
        tags=split_tags(cells.get("tags")),
        url=_optional(web_address, "url", cells, unread) or "",
        image=pictures[0] if pictures else "",
        images=pictures[1:],
        gtin=_optional(parse_gtin, "gtin", cells, unread) or "",
        price=prices.price,
        compare_at_price=prices.compare_at_price,
        sale=prices.sale,
        availability=availability,
        stock=stock,
        popularity=_optional(parse_count, "popularity", cells, unread),
        rating=_optional(parse_rating, "rating", cells, unread),
        rating_count=None if ratings is None else int(ratings),
        updated_at=_moment(cells.get("updated_at")),
        sell_from=_optional(parse_moment, "sell_from", cells, unread),
        sell_until=_optional(parse_moment, "sell_until", cells, unread),
        attributes=_attributes(cells, unread),
    )
    notes = tuple(note_of(cells.names.get(name, name), cell) for name, cell in unread.items())
    return with_variants(product, variants), notes


def with_variants(product: Product, variants: Sequence[Variant]) -> Product:
    """A product with its variants, each with an id of its own.

    They decide its price (the lowest), its availability (the best) and its stock (the sum, where all of it is
    known), as far as they say anything.

    Raises:
        RowError: they are priced in several currencies.
    """
    if not variants:
        return product
    if len({variant.price.currency for variant in variants if variant.price}) > 1:
        raise RowError("its variants are priced in several currencies", "list one product for each currency")
    price, compare_at = cheapest(variants) or (product.price, product.compare_at_price)
    states = {variant.availability for variant in variants}
    stock, availability = product.stock, product.availability
    if not states <= {"unknown"}:
        stocks = [variant.stock for variant in variants]
        known = [stock for stock in stocks if stock is not None]
        stock = sum(known) if len(known) == len(stocks) else None
        availability = next(state for state in BEST_FIRST if state in states)
    return replace(
        product,
        sale=_sale_among(variants),
        variants=told_apart(variants),
        price=price,
        compare_at_price=compare_at,
        stock=stock,
        availability=availability,
    )


def _sale_among(variants: Sequence[Variant]) -> Sale | None:
    """That some variants have sales, for those who read the product alone: the lowest, as long as any."""
    sales = [variant.sale for variant in variants if variant.sale]
    if not sales:
        return None
    starts = [sale.starts_at for sale in sales]
    ends = [sale.ends_at for sale in sales]
    return Sale(
        min((sale.price for sale in sales), key=lambda price: price.minor),
        None if None in starts else min(start for start in starts if start),
        None if None in ends else max(end for end in ends if end),
    )


def told_apart(variants: Sequence[Variant]) -> tuple[Variant, ...]:
    """Variants with ids: their own, else the SKU, else the title, numbered where that is not enough."""
    names = [variant.id or variant.sku or variant.title or "default" for variant in variants]
    counts = Counter(names)
    return tuple(
        replace(variant, id=name if counts[name] == 1 else f"{name}#{place}")
        for place, (variant, name) in enumerate(zip(variants, names, strict=True), start=1)
    )


class Prices(NamedTuple):
    """What a row says of its price."""

    price: Money | None = None
    compare_at_price: Money | None = None
    sale: Sale | None = None


def read_prices(cells: Cells, assumed_currency: str, unread: dict[str, str] | None = None) -> Prices:
    """The price of a row, its former price, and the sale that it dates.

    A sale price without dates beats the regular one, which is then the former price unless the row gives
    another. With dates (``sale_from``, ``sale_until``) it is a sale, and the regular price is the price. A
    former price that is not higher than the price is none, and so is a sale price.

    Args:
        cells: the row.
        assumed_currency: for prices that name no currency; may be empty.
        unread: takes a former price that cannot be read.

    Raises:
        RowError: the price or the currency cannot be read.
        CurrencyUnknown: nothing tells the currency.
    """
    stated = currency_code(cells.get("currency"))

    def read(name: str, known: str) -> Money | None:
        return read_price(
            cells.get(name), PriceContext(cells.line, known, cells.hints.get(name), assumed_currency)
        )

    regular, lower = read("price", stated), read("sale_price", stated)
    if regular and lower and regular.currency != lower.currency:
        raise RowError(
            f"its price is in {regular.currency} and its sale price in {lower.currency}",
            "give both in one currency; nothing is converted",
        )
    dated = any(present(cells.get(name)) for name in ("sale_from", "sale_until"))
    sale = None
    if lower and regular and dated:
        sale = _sale(lower, cells) if lower < regular else None
        lower = None
    if lower and regular and regular <= lower:
        lower = None
    price = lower or regular
    former = _former(cells, price, unread) or (regular if lower else None)
    return Prices(price, former if price and former and price < former else None, sale)


def _sale(price: Money, cells: Cells) -> Sale:
    return Sale(price, _moment(cells.get("sale_from")), _moment(cells.get("sale_until")))


def _former(cells: Cells, price: Money | None, unread: dict[str, str] | None) -> Money | None:
    if price is None:
        return None
    try:
        return read_price(cells.get("compare_at_price"), PriceContext(cells.line, price.currency))
    except RowError:
        if unread is not None:
            unread["compare_at_price"] = cells.get("compare_at_price")
        return None


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
    return stock, counted if stated in (None, "unknown") else stated


def said(cell: str) -> str:
    """A cell on one line as the source wrote it, or nothing where it only says that there is none."""
    return clean_line(cell) if present(cell) else ""


def split_tags(cell: str) -> tuple[str, ...]:
    """The tags of a cell, parted by commas, semicolons or bars of either width, each once."""
    tags = (clean_line(tag) for tag in re.split(r"[,，;；|、]", cell)) if cell else ()
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def picture_paths(cells: Cells, unread: dict[str, str]) -> Iterator[str]:
    """The pictures of a row: addresses, and relative paths marked by :data:`LOCAL`.

    A path that leads elsewhere than below the feed's own folder is none.
    """
    for name in ("image", "images"):
        cell = clean_line(cells.get(name))
        found = [picture for part in _pictures_of(cell) if (picture := _picture(part))]
        if present(cell) and not found:
            unread[name] = cell
        yield from found


def _pictures_of(cell: str) -> list[str]:
    return [
        part for part in re.split(r"\s*[|;]\s*|\s*,\s*(?=https?:|//|[^,]*$)|\s+(?=https?:|//)", cell) if part
    ]


def _picture(text: str) -> str:
    if address := web_address(text):
        return address
    path = PurePosixPath(text.replace("\\", "/"))
    inside = not path.is_absolute() and ".." not in path.parts and ":" not in text
    return f"{LOCAL}{path}" if inside and path.suffix.lower() in PICTURE_SUFFIXES else ""


def web_address(cell: str) -> str | None:
    """The first address of a cell; only those a browser opens as a page or a picture."""
    first = re.split(r"[\s,;|]+(?=https?:|//|$)", clean_line(cell), maxsplit=1)[0]
    if first.startswith("//"):
        first = f"https:{first}"
    return first if first.lower().startswith(("http://", "https://")) else None


def _optional(parse: Callable[[str], T | None], name: str, cells: Cells, unread: dict[str, str]) -> T | None:
    cell = cells.get(name)
    value = parse(cell) if cell else None
    if value is None and present(cell):
        unread[name] = cell
    return value


def note_of(name: str, cell: str) -> Note:
    """What is said of a cell that could not be read; ``name`` is what the source calls its column."""
    shown = cell if len(cell) <= _SHOWN else cell[: _SHOWN - 1] + "…"
    return Note(f"{name}: {shown!r} cannot be read", "it is kept as an attribute; mend the cell to use it")


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
