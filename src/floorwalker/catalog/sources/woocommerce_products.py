"""Products and variations as WooCommerce's REST API describes them (``/wc/v3/products``).

https://woocommerce.github.io/woocommerce-rest-api-docs/#product-properties. The ids are those that the
importer of its CSV export gives: the SKU, else the number.
"""

from collections.abc import Mapping
from typing import Any

from floorwalker.catalog.importers import Note, ReadOptions
from floorwalker.catalog.importers.cells import parse_gtin
from floorwalker.catalog.importers.fields import Cells, build_product, on_hand, read_prices, web_address
from floorwalker.catalog.models import Product, Variant
from floorwalker.catalog.sources.payloads import number_of, objects_of, text_of
from floorwalker.catalog.text_clean import clean_line, html_to_text


def is_variation(payload: Mapping[str, Any]) -> bool:
    """Whether a payload is one variation and not a product."""
    return text_of(payload.get("type")) == "variation"


def is_sold(payload: Mapping[str, Any]) -> bool:
    """Whether it is published and not hidden from the catalogue; a payload that does not say so is."""
    hidden = text_of(payload.get("catalog_visibility")) == "hidden" and not is_variation(payload)
    return text_of(payload.get("status")) in ("", "publish") and not hidden


def source_id_of(payload: Mapping[str, Any]) -> str:
    """The SKU, else the number."""
    return clean_line(text_of(payload.get("sku"))) or number_of(payload)


def categories_of(payload: Mapping[str, Any]) -> list[str]:
    """The names of its categories, each without those above it."""
    return _names(payload.get("categories"))


def read_product(payload: Mapping[str, Any], options: ReadOptions) -> tuple[Product, tuple[Note, ...]]:
    """A product; one with variations comes without them, since the payload only holds their numbers.

    Raises:
        RowError: it cannot be used.
        CurrencyUnknown: nothing tells the currency of its prices.
    """
    pictures = [text_of(image.get("src")) for image in objects_of(payload.get("images"))]
    rated = text_of(payload.get("rating_count")) not in ("", "0")
    fields = _of_offer(payload) | {
        "title": html_to_text(text_of(payload.get("name"))),
        "description": html_to_text(
            text_of(payload.get("description")) or text_of(payload.get("short_description"))
        ),
        "brand": next(iter(_names(payload.get("brands"))), ""),
        "category": next(iter(categories_of(payload)), ""),
        "tags": ",".join(_names(payload.get("tags"))),
        "url": text_of(payload.get("permalink")),
        "image": pictures[0] if pictures else "",
        "images": " | ".join(pictures[1:]),
        "gtin": text_of(payload.get("global_unique_id")),
        "popularity": text_of(payload.get("total_sales")),
        "rating": text_of(payload.get("average_rating")) if rated else "",
        "rating_count": text_of(payload.get("rating_count")) if rated else "",
    }
    attributes = {
        text_of(one.get("name")): [text_of(value) for value in one.get("options") or ()]
        for one in objects_of(payload.get("attributes"))
        if one.get("visible") is not False and isinstance(one.get("options"), list)
    }
    return build_product(Cells(0, fields, attributes), source_id_of(payload), options)


def read_variation(payload: Mapping[str, Any], options: ReadOptions) -> Variant:
    """A variation.

    Raises:
        RowError: it cannot be used.
        CurrencyUnknown: nothing tells the currency of its prices.
    """
    cells = Cells(0, _of_offer(payload))
    prices = read_prices(cells, options.currency)
    stock, availability = on_hand(cells)
    chosen = {
        clean_line(text_of(one.get("name"))): clean_line(text_of(one.get("option")))
        for one in objects_of(payload.get("attributes"))
    }
    options_chosen = {name: value for name, value in chosen.items() if name and value}
    sku = clean_line(text_of(payload.get("sku")))
    pictures = objects_of(payload.get("images")) or objects_of([payload.get("image")])
    return Variant(
        id=sku or number_of(payload),
        title=" / ".join(options_chosen.values()),
        sku=sku,
        price=prices.price,
        compare_at_price=prices.compare_at_price,
        sale=prices.sale,
        availability=availability,
        stock=stock,
        options=options_chosen,
        image=web_address(text_of(pictures[0].get("src"))) or "" if pictures else "",
        gtin=parse_gtin(text_of(payload.get("global_unique_id"))) or "",
    )


def _of_offer(payload: Mapping[str, Any]) -> dict[str, str]:
    """Price and stock. A stock that is managed is counted; ``parent`` means that it is counted elsewhere."""
    counted = payload.get("manage_stock") is True
    return {
        "price": text_of(payload.get("regular_price")) or text_of(payload.get("price")),
        "sale_price": text_of(payload.get("sale_price")),
        "sale_from": text_of(payload.get("date_on_sale_from_gmt")),
        "sale_until": text_of(payload.get("date_on_sale_to_gmt")),
        "availability": text_of(payload.get("stock_status")),
        "stock": text_of(payload.get("stock_quantity")) if counted else "",
    }


def _names(value: Any) -> list[str]:
    """The names of categories, tags or brands, with WordPress's entities resolved."""
    return [name for one in objects_of(value) if (name := html_to_text(text_of(one.get("name"))))]
