"""WooCommerce's product events: https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from floorwalker.catalog.importers import ReadOptions, RowError
from floorwalker.catalog.importers.fields import with_variants
from floorwalker.catalog.models import Product, Variant
from floorwalker.catalog.sources.ledger import Known, Ledger, Outcome
from floorwalker.catalog.sources.payloads import event_date, number_of
from floorwalker.catalog.sources.woocommerce_products import (
    categories_of,
    is_sold,
    is_variation,
    read_product,
    read_variation,
    source_id_of,
)

_STATED = ("product.created", "product.updated", "product.restored")
_PATH = " > "


def apply_woocommerce(
    ledger: Ledger, topic: str, payload: Mapping[str, Any], at: datetime | None, options: ReadOptions
) -> Outcome:
    """Apply one event; see :data:`~floorwalker.catalog.sources.webhooks.Apply`.

    Raises:
        UnusableInput: the payload names no number.
        CurrencyUnknown: nothing tells the currency of its prices.
    """
    if topic == "product.deleted":
        return _deleted(ledger, number_of(payload), at or ledger.now)
    if topic not in _STATED:
        return Outcome("ignored")
    moment = event_date(payload, "date_modified_gmt", at, ledger.now)
    try:
        if is_variation(payload):
            return _variation(ledger, payload, moment, options)
        return _product(ledger, payload, moment, options, restored=topic == "product.restored")
    except RowError as problem:
        return Outcome("rejected", f"{problem.reason}: {problem.remedy}")


def _product(
    ledger: Ledger, payload: Mapping[str, Any], at: datetime, options: ReadOptions, *, restored: bool
) -> Outcome:
    number = number_of(payload)
    if not is_sold(payload):
        return ledger.take_off(number, ledger.id_of(source_id_of(payload)), at)
    product, _ = read_product(payload, options)
    stored = ledger.stored(product.id)
    has_variations = payload.get("type") == "variable"
    if stored:
        if stored.product.category.rsplit(_PATH, maxsplit=1)[-1] in categories_of(payload):
            product = replace(product, category=stored.product.category)  # which is the whole path
        if "brands" not in payload:
            product = replace(product, brand=stored.product.brand)
        if has_variations:
            product = with_variants(product, stored.product.variants)
    return ledger.put(number, product, at, restored=restored, parts=has_variations)


def _variation(ledger: Ledger, payload: Mapping[str, Any], at: datetime, options: ReadOptions) -> Outcome:
    number, parent = number_of(payload), number_of(payload, "parent_id")
    variant = read_variation(payload, options)
    known = ledger.known(number)
    if known and known.overtakes(at):
        return Outcome("older")
    product_id = _parent(ledger, parent, variant.sku)
    stored = ledger.stored(product_id) if product_id else None
    if stored is None or stored.withdrawn_at:
        return Outcome("unknown", f"nothing tells which product has the number {parent}")
    if stored.overtakes(at):
        return Outcome("older")
    mine = _mine(stored.product, variant, known, number)
    variant = replace(variant, id=mine.id if mine else variant.id)
    others = [one for one in stored.product.variants if one is not mine]
    place = stored.product.variants.index(mine) if mine else len(others)
    variants = [*others[:place], variant, *others[place:]] if is_sold(payload) else others
    outcome = ledger.write(_varied(stored.product, variants), at)
    ledger.remember(number, product_id, at, variant.id)
    return outcome


def _deleted(ledger: Ledger, number: str, at: datetime) -> Outcome:
    known = ledger.known(number)
    if known and known.variant_id:
        stored = ledger.stored(known.product_id)
        ledger.remember(number, known.product_id, known.updated_at, known.variant_id, deleted_at=at)
        if stored is None or stored.withdrawn_at:
            return Outcome("unchanged")
        left = [one for one in stored.product.variants if one.id != known.variant_id]
        return ledger.write(_varied(stored.product, left), at)
    return ledger.delete(number, known.product_id if known else _by_number(ledger, number), at)


def _parent(ledger: Ledger, number: str, sku: str) -> str:
    known = ledger.known(number)
    if known and known.product_id and known.deleted_at is None:
        return known.product_id
    return ledger.product_with_sku(sku) or _by_number(ledger, number)


def _by_number(ledger: Ledger, number: str) -> str:
    """The product whose id is the number, as products without a SKU have it."""
    product_id = ledger.id_of(number)
    return product_id if ledger.stored(product_id) and not ledger.is_taken(product_id) else ""


def _mine(product: Product, variant: Variant, known: Known | None, number: str) -> Variant | None:
    """The stored variant that a variation is: by what is known of its number, its SKU, or its options."""
    for same in (
        lambda one: known is not None and one.id == known.variant_id,
        lambda one: bool(variant.sku) and one.sku == variant.sku,
        lambda one: one.id == number,
        lambda one: bool(variant.options) and dict(one.options) == dict(variant.options),
    ):
        found = [one for one in product.variants if same(one)]
        if len(found) == 1:
            return found[0]
    return None


def _varied(product: Product, variants: list[Variant]) -> Product:
    """A product with other variants; without any it cannot be bought."""
    bare = replace(product, variants=(), price=None, compare_at_price=None, sale=None, stock=None)
    if not variants:
        return replace(bare, availability="out_of_stock")
    return with_variants(replace(bare, availability="unknown"), variants)
