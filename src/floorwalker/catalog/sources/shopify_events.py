"""Shopify's product events: https://shopify.dev/docs/api/webhooks (products/create, update and delete)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from floorwalker.catalog.importers import ReadOptions, Reject
from floorwalker.catalog.importers.fields import with_variants
from floorwalker.catalog.importers.shopify_json import read_product
from floorwalker.catalog.models import Product
from floorwalker.catalog.sources.ledger import Ledger, Outcome
from floorwalker.catalog.sources.payloads import event_date, number_of, objects_of

_STATED = ("products/create", "products/update")


def apply_shopify(
    ledger: Ledger, topic: str, payload: Mapping[str, Any], at: datetime | None, options: ReadOptions
) -> Outcome:
    """Apply one event; see :data:`~floorwalker.catalog.sources.webhooks.Apply`.

    Raises:
        UnusableInput: the payload names no number.
        CurrencyUnknown: nothing tells the currency of its prices.
    """
    if topic == "products/delete":
        number = number_of(payload)
        known = ledger.known(number)
        return ledger.delete(number, known.product_id if known else "", at or ledger.now)
    if topic not in _STATED:
        return Outcome("ignored")
    number = number_of(payload)
    moment = event_date(payload, "updated_at", at, ledger.now)
    *spoiled, read = read_product(payload, options)
    if isinstance(read, Reject):
        if read.not_sold:
            return ledger.take_off(number, ledger.id_of(read.source_id), moment)
        return Outcome("rejected", f"{read.reason}: {read.remedy}")
    outcome = ledger.put(number, _completed(read.product, payload, ledger), moment)
    left_out = "; ".join(item.reason for item in spoiled if isinstance(item, Reject))
    return replace(outcome, detail=left_out)


def _completed(product: Product, payload: Mapping[str, Any], ledger: Ledger) -> Product:
    """A product with the variants that Shopify leaves out: it sends a hundred, and the numbers of all."""
    if len(objects_of(payload.get("variant_gids"))) <= len(objects_of(payload.get("variants"))):
        return product
    stored = ledger.stored(product.id)
    if stored is None:
        return product
    stated = {variant.id for variant in product.variants}
    others = [variant for variant in stored.product.variants if variant.id not in stated]
    return with_variants(replace(product, variants=()), [*product.variants, *others])
