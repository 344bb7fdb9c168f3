"""Shopify's products as JSON: the answer of the Admin API's products endpoint, saved as a file.

Keys: https://shopify.dev/docs/api/admin-rest/latest/resources/product. ``{"products": […]}``,
``{"product": {…}}`` and a bare list are read; so is a shop's public ``/products.json``, which says of a
variant whether it is available, and not how many there are.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from floorwalker.catalog.feeds import Feed
from floorwalker.catalog.importers.base import ATTRIBUTE, Listing, Progress, ReadOptions, Reject, RowError
from floorwalker.catalog.importers.cells import parse_gtin
from floorwalker.catalog.importers.fields import Cells, check_readable, said
from floorwalker.catalog.importers.json_objects import value_at
from floorwalker.catalog.importers.json_stream import ITEM, Damaged, Path, objects
from floorwalker.catalog.importers.json_values import field_text, plain_text
from floorwalker.catalog.importers.shopify_rules import listed, stock_of, variant_of, withheld
from floorwalker.catalog.models import Variant

_BEGINNING = re.compile(r'\ufeff?\s*(?:\{\s*"product(?:s"\s*:\s*\[|"\s*:\s*\{)|\[\s*\{)')
_OWN = ("handle", "body_html", "vendor", "product_type", "variants", "options")
_ENOUGH = 4
_PATHS: frozenset[Path] = frozenset((("products", ITEM), ("product",), (ITEM,)))

_BROKEN_OFF = "what stands before has been read; export it again for the rest"
_NO_VARIANT = RowError("one of its variants is no object", "export it again")


def is_admin_json(text: str) -> bool:
    """Whether a text begins as Shopify's JSON does."""
    keys = sum(f'"{key}"' in text for key in _OWN)
    return keys >= _ENOUGH and _BEGINNING.match(text) is not None


def read_documents(
    feed: Feed, options: ReadOptions, after: int = 0, progress: Progress | None = None
) -> Iterator[Listing | Reject]:
    """The products of a document; ``after`` counts them."""
    count = 0
    with feed.lines(progress) as lines:
        try:
            for _, row in objects(lines, _PATHS.__contains__):
                count += 1
                if count > after:
                    yield from read_product(row, options, after=count)
        except Damaged as problem:
            reason = f"the JSON is damaged behind product {count}: {problem}"
            yield Reject(0, reason, _BROKEN_OFF, "", rest_unread=True)


def read_product(row: Mapping[str, Any], options: ReadOptions, *, after: int = 0) -> list[Listing | Reject]:
    """One product of the Admin API: its listing, behind the rejects of its variants, or why there is none.

    Raises:
        CurrencyUnknown: nothing tells the currency of its prices.
    """
    mapped = {name: field_text(name, value_at(row, path)) for name, path in options.mapping.items()}
    source_id = said(mapped.get("id") or plain_text(row.get("handle")) or plain_text(row.get("id")))
    raw = json.dumps(row, ensure_ascii=False, default=str)
    whole = Reject(0, "", "", raw, 1, source_id, after=after)
    published = row.get("published_at", True) is not None
    if why := withheld(plain_text(row.get("status")), published=published):
        return [Reject(0, *why, raw, 1, source_id, not_sold=True, after=after)]
    variants: list[Variant] = []
    spoiled: list[Reject] = []
    given = row.get("variants")
    for variant in given if isinstance(given, list) else []:
        try:
            variants.append(_variant(variant, row, options))
        except RowError as problem:
            name = plain_text(variant.get("title")) if isinstance(variant, dict) else ""
            reason = f"its variant {name}: {problem.reason}" if name else problem.reason
            spoiled.append(Reject(0, reason, problem.remedy, raw, 0, source_id))
    return listed(whole, _cells(row, mapped, given), variants, spoiled, options)


def _cells(row: Mapping[str, Any], mapped: Mapping[str, str], variants: Any) -> Cells:
    fields = {
        "title": plain_text(row.get("title")),
        "description": plain_text(row.get("body_html")),
        "brand": plain_text(row.get("vendor")),
        "category": plain_text(row.get("product_type")) or field_text("category", row.get("category")),
        "tags": field_text("tags", row.get("tags")),
        "image": field_text("image", row.get("image")),
        "images": field_text("images", row.get("images")),
        "updated_at": plain_text(row.get("updated_at")),
        "sell_from": plain_text(row.get("published_at")),
    }
    listed_variants = variants if isinstance(variants, list) else ()
    barcodes = [plain_text(one.get("barcode")) for one in listed_variants if isinstance(one, dict)]
    unread = [cell for cell in dict.fromkeys(barcodes) if cell and parse_gtin(cell) is None]
    attributes = {
        name.removeprefix(ATTRIBUTE): [cell] for name, cell in mapped.items() if name.startswith(ATTRIBUTE)
    }
    return Cells(0, {**fields, **mapped}, attributes | {"barcode": unread})


def _variant(row: Any, product: Mapping[str, Any], options: ReadOptions) -> Variant:
    if not isinstance(row, dict):
        raise _NO_VARIANT
    cells = Cells(
        0,
        {
            "price": plain_text(row.get("price")),
            "compare_at_price": plain_text(row.get("compare_at_price")),
            "availability": plain_text(row.get("available")),
            "stock": plain_text(row.get("inventory_quantity")),
            "sku": plain_text(row.get("sku")),
            "gtin": plain_text(row.get("barcode")),
            "image": _picture(row, product),
        },
    )
    check_readable(cells.texts())
    tracked = "inventory_management" not in row or bool(plain_text(row.get("inventory_management")))
    goes_on = plain_text(row.get("inventory_policy")).casefold() == "continue"
    return variant_of(
        cells, _chosen(row, product), stock_of(cells, tracked=tracked, goes_on=goes_on), options
    )


def _chosen(row: Mapping[str, Any], product: Mapping[str, Any]) -> dict[str, str]:
    """``option1`` to ``option3`` by the names of the product's options."""
    given = product.get("options")
    names = [
        plain_text(option.get("name")) if isinstance(option, dict) else ""
        for option in (given if isinstance(given, list) else [])
    ]
    named = zip([*names, "", "", ""], (f"option{n}" for n in (1, 2, 3)), strict=False)
    return {name or key.capitalize(): value for name, key in named if (value := plain_text(row.get(key)))}


def _picture(row: Mapping[str, Any], product: Mapping[str, Any]) -> str:
    if own := field_text("image", row.get("featured_image")):
        return own
    given = product.get("images")
    pictures = [one for one in (given if isinstance(given, list) else []) if isinstance(one, dict)]
    wanted = row.get("image_id")
    return next((plain_text(one.get("src")) for one in pictures if wanted and one.get("id") == wanted), "")
