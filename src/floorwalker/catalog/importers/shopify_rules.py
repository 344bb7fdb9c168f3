"""What Shopify means by its words, in its CSV and in its JSON alike."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from floorwalker.catalog.importers.base import Listing, ReadOptions, Reject, RowError
from floorwalker.catalog.importers.cells import parse_gtin, parse_stock
from floorwalker.catalog.importers.fields import Cells, build_product, on_hand, read_prices, web_address
from floorwalker.catalog.models import Availability, Variant
from floorwalker.catalog.text_clean import clean_line

_NOT_LISTED = frozenset(("draft", "archived", "unlisted"))
_NO_OPTION = "default title"
_PUBLISH = "publish it in Shopify to offer it"


def withheld(status: str, *, published: bool) -> tuple[str, str] | None:
    """Why a product is not sold, and what to do about it; ``None`` where it is."""
    if status.casefold() in _NOT_LISTED:
        return f"it is not published (its status is {status.casefold()})", _PUBLISH
    return None if published else ("it is not published", _PUBLISH)


def stock_of(cells: Cells, *, tracked: bool, goes_on: bool) -> tuple[int | None, Availability]:
    """Stock and availability of a variant.

    Args:
        cells: its row. A stated availability wins.
        tracked: somebody counts its inventory; the quantity of one that nobody counts means nothing.
        goes_on: it is sold on when it has run out, so that a quantity of 0 or less means nothing.
    """
    if cells.get("availability"):
        return on_hand(cells)
    if goes_on or not tracked:
        stock = parse_stock(cells.get("stock")) if tracked else None
        return stock or None, "in_stock"
    return on_hand(cells)


def variant_of(
    cells: Cells, chosen: Mapping[str, str], on_shelf: tuple[int | None, Availability], options: ReadOptions
) -> Variant:
    """A variant, without an id: that is its SKU, else its title.

    Args:
        cells: its row, with ``sku``, ``gtin`` and ``image`` besides the prices.
        chosen: its values by the names of the options.
        on_shelf: see :func:`stock_of`.
        options: how to read prices.

    Raises:
        RowError: its price cannot be read.
        CurrencyUnknown: nothing tells the currency.
    """
    prices = read_prices(cells, options.currency)
    cleaned = {clean_line(name): clean_line(value) for name, value in chosen.items()}
    told = {name: value for name, value in cleaned.items() if value and value.casefold() != _NO_OPTION}
    stock, availability = on_shelf
    return Variant(
        id="",
        title=" / ".join(told.values()),
        sku=clean_line(cells.get("sku")),
        price=prices.price,
        compare_at_price=prices.compare_at_price,
        sale=prices.sale,
        availability=availability,
        stock=stock,
        options=told,
        image=web_address(cells.get("image")) or "",
        gtin=parse_gtin(cells.get("gtin")) or "",
    )


def listed(
    whole: Reject, cells: Cells, variants: Sequence[Variant], spoiled: Sequence[Reject], options: ReadOptions
) -> list[Listing | Reject]:
    """A product behind the rejects of its variants; of one without a usable variant they are all there is.

    Args:
        whole: all of the product's rows, as the reject that they are if the product cannot be used.
        cells: the product's row.
        variants: those that can be used.
        spoiled: those that cannot.
        options: how to read the row.

    Raises:
        CurrencyUnknown: nothing tells the currency.
    """
    rows = whole.rows - sum(reject.rows for reject in spoiled)
    if spoiled and not variants:
        first, *others = spoiled
        rejects = [replace(first, rows=first.rows + rows), *others]
        return [*rejects[:-1], replace(rejects[-1], after=whole.after)]
    try:
        product, notes = build_product(cells, whole.source_id, options, variants)
    except RowError as problem:
        reject = replace(whole, reason=problem.reason, remedy=problem.remedy, rows=rows)
        return [*spoiled, reject]
    return [*spoiled, Listing(product, whole.line, rows=rows, after=whole.after, notes=notes)]
