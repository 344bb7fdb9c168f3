"""Webhooks: events that a shop system sends by itself, each signed, counted once and applied in one go."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from floorwalker.catalog.importers import ReadOptions
from floorwalker.catalog.sources.ledger import Ledger, Outcome
from floorwalker.catalog.sources.shopify_events import apply_shopify
from floorwalker.catalog.sources.tables import webhook_delivery as table
from floorwalker.catalog.sources.woocommerce_events import apply_woocommerce
from floorwalker.catalog.store import CatalogStore
from floorwalker.core import UnusableInput
from floorwalker.storage import Write

REMEMBERED = timedelta(days=30)
"""How long a delivery is known again; Shopify repeats one for four hours."""

_ID_LIMIT = 120
_DETAIL_LIMIT = 500

Apply = Callable[[Ledger, str, Mapping[str, Any], datetime | None, ReadOptions], Outcome]
_APPLY: dict[str, Apply] = {"shopify": apply_shopify, "woocommerce": apply_woocommerce}


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether ``signature`` is the base64 HMAC-SHA256 of the body under the secret; in constant time.

    Both Shopify and WooCommerce sign so: https://shopify.dev/docs/apps/build/webhooks/verify-deliveries and
    ``WC_Webhook::generate_signature``.
    """
    expected = base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256))
    return hmac.compare_digest(expected, signature.strip().encode(errors="replace"))


@dataclass(frozen=True, slots=True)
class Delivery:
    """One webhook as it came in, its signature checked.

    Args:
        provider: ``shopify`` or ``woocommerce``.
        id: what the provider calls the delivery.
        topic: what happened, such as ``products/update``.
        body: the payload as it was sent.
        at: when it happened, where a header says so.
    """

    provider: str
    id: str
    topic: str
    body: bytes
    at: datetime | None = None

    @property
    def key(self) -> str:
        """Tells deliveries apart.

        WooCommerce makes its ids of the webhook and the second, so that two events of one second share one:
        the body must be the same as well.
        """
        digest = hashlib.sha256(self.body).hexdigest()[:32]
        return f"{self.id[:_ID_LIMIT]} {digest}"

    def payload(self) -> Mapping[str, Any]:
        """The body as an object.

        Raises:
            UnusableInput: it is none.
        """
        try:
            payload = json.loads(self.body, parse_float=Decimal)
        except (ValueError, RecursionError) as error:
            raise UnusableInput("the body is not valid JSON", "send one JSON object") from error
        if not isinstance(payload, dict):
            raise UnusableInput("the body is no JSON object", "send one JSON object")
        return payload


def receive(catalog: CatalogStore, delivery: Delivery, options: ReadOptions) -> Outcome:
    """Apply a delivery to the catalogue, once, in one transaction.

    Args:
        catalog: the shop's catalogue.
        delivery: what came in.
        options: the source that it is for, and the currency of prices, since the payloads name none.

    Raises:
        UnusableInput: the payload has not the form that the provider documents.
        CurrencyUnknown: nothing tells the currency of its prices.
    """
    payload = delivery.payload()
    database, now = catalog.database, catalog.clock.now()
    cause = f"webhook:{delivery.provider}"
    at = min(delivery.at, now) if delivery.at else None
    with database.write() as connection:
        catalog.journal.lock(connection)
        _forget(catalog, now, connection)
        row = {
            "shop_id": catalog.shop_id,
            "provider": delivery.provider,
            "id": delivery.key,
            "topic": delivery.topic[:_ID_LIMIT],
            "received_at": now,
            "outcome": "",
        }
        if not database.insert_new(table, row, connection):
            return Outcome("duplicate")
        ledger = Ledger(catalog, options.source, cause, now, connection)
        outcome = _APPLY[delivery.provider](ledger, delivery.topic, payload, at, options)
        told = f"{outcome.result}: {outcome.detail}" if outcome.detail else outcome.result
        connection.execute(
            sa.update(table)
            .where(
                table.c.shop_id == catalog.shop_id,
                table.c.provider == delivery.provider,
                table.c.id == delivery.key,
            )
            .values(outcome=told[:_DETAIL_LIMIT])
        )
    return outcome


def _forget(catalog: CatalogStore, now: datetime, connection: Write) -> None:
    connection.execute(
        sa.delete(table).where(table.c.shop_id == catalog.shop_id, table.c.received_at < now - REMEMBERED)
    )
