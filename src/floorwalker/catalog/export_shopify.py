"""The catalogue as Shopify's product CSV, in the current dialect."""

import csv
from collections.abc import Iterable, Iterator
from typing import TextIO

from floorwalker.catalog.models import Product, Variant
from floorwalker.core import Money, UnusableInput

_HEADER = (
    *("Title", "URL handle", "Description", "Vendor", "Type", "Tags", "Published on online store", "Status"),
    *("SKU", "Barcode", "Option1 name", "Option1 value", "Option2 name", "Option2 value"),
    *("Option3 name", "Option3 value", "Price", "Compare-at price", "Inventory tracker"),
    *("Inventory quantity", "Continue selling when out of stock", "Product image URL"),
    "Variant image URL",
)
_OPTIONS = 3  # as many as Shopify has
_NO_OPTION = ("Title", "Default Title")


def write_shopify(out: TextIO, products: Iterable[Product]) -> None:
    """Write products as rows, one for each variant and further picture.

    Handles are the products' own ids within their source. What Shopify's file has no column for is left out:
    ratings, popularity, dates, attributes, stated availabilities such as preorder, and the currency, which
    whoever imports the file must know.

    Raises:
        UnusableInput: a variant has more than three options, or the prices are in several currencies.
    """
    writer = csv.DictWriter(out, _HEADER, restval="")
    writer.writeheader()
    currencies: set[str] = set()
    for product in products:
        currencies |= {price.currency for price in _prices(product)}
        if len(currencies) > 1:
            raise UnusableInput(
                f"the prices are in {' and '.join(sorted(currencies))}, and Shopify's file names no currency",
                "export each source by itself with --source",
            )
        writer.writerows(_rows(product))


def _rows(product: Product) -> Iterator[dict[str, str]]:
    variants = product.variants or (_only_variant(product),)
    pictures = [picture for picture in (product.image, *product.images) if picture]
    names = list(dict.fromkeys(name for variant in variants for name in variant.options))
    if len(names) > _OPTIONS:
        raise UnusableInput(
            f"{product.id} has {len(names)} options, and Shopify's file has room for {_OPTIONS}",
            "export JSON Lines",
        )
    for place in range(max(len(variants), len(pictures))):
        row = {"URL handle": product.source_id}
        if place == 0:
            row |= {
                "Title": product.title,
                "Description": product.description,
                "Vendor": product.brand,
                "Type": product.category,
                "Tags": ", ".join(product.tags),
                "Published on online store": "TRUE",
                "Status": "Active",
            }
        if place < len(variants):
            row |= _variant(variants[place], names)
        if place < len(pictures):
            row["Product image URL"] = pictures[place]
        yield row


def _variant(variant: Variant, names: list[str]) -> dict[str, str]:
    row = {
        "SKU": variant.sku,
        "Barcode": variant.gtin,
        "Price": _amount(variant.price),
        "Compare-at price": _amount(variant.compare_at_price),
        "Variant image URL": variant.image,
        **_inventory(variant),
    }
    if not names:
        row |= {"Option1 name": _NO_OPTION[0], "Option1 value": _NO_OPTION[1]}
    for number, name in enumerate(names, start=1):
        row |= {f"Option{number} name": name, f"Option{number} value": variant.options.get(name, "")}
    return row


def _inventory(variant: Variant) -> dict[str, str]:
    if variant.availability == "in_stock" and not variant.stock:
        return {"Continue selling when out of stock": "CONTINUE"}
    return {
        "Inventory tracker": "shopify",
        "Inventory quantity": "" if variant.stock is None else str(variant.stock),
        "Continue selling when out of stock": "DENY",
    }


def _only_variant(product: Product) -> Variant:
    return Variant(
        id="",
        price=product.price,
        compare_at_price=product.compare_at_price,
        availability=product.availability,
        stock=product.stock,
        gtin=product.gtin,
    )


def _prices(product: Product) -> Iterator[Money]:
    yield from (price for price in (product.price, *(variant.price for variant in product.variants)) if price)


def _amount(money: Money | None) -> str:
    return str(money.amount) if money else ""
