"""Webhooks in: Shopify and WooCommerce tell of changes to their products.

Who may speak is told by the signature alone. What is wrong on our side stands in the log, not in the answer.
"""

import logging
from datetime import datetime
from typing import Annotated, NamedTuple

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from floorwalker.catalog import CurrencyUnknown, ReadOptions
from floorwalker.catalog.importers.cells import parse_moment
from floorwalker.catalog.sources import Delivery, Outcome, is_signed, receive
from floorwalker.channels.problems import headers_of, problem
from floorwalker.channels.service import AnyService
from floorwalker.core import DEFAULT_SHOP, NotFound, Settings, UnusableInput
from floorwalker.dialogue import Assistant, House

log = logging.getLogger(__name__)

router = APIRouter(prefix="/webhooks", tags=["webhooks"])

ShopName = Annotated[str, Query(pattern=r"^[a-z0-9_-]{1,63}$", description="Which shop of this server.")]

_PING = b"webhook_id="
_RESPONSES: dict[int | str, dict[str, object]] = {
    401: {"description": "The signature is missing or wrong."},
    404: {"description": "The shop takes no such webhooks."},
    503: {"description": "The shop is not set up to take it; it may be sent again."},
}


class _Provider(NamedTuple):
    """How a shop system names what it sends."""

    name: str
    signature: str
    delivery: str
    topic: str
    triggered_at: str


_SHOPIFY = _Provider(
    *("shopify", "x-shopify-hmac-sha256", "x-shopify-webhook-id", "x-shopify-topic"),
    "x-shopify-triggered-at",
)
_WOOCOMMERCE = _Provider(
    *("woocommerce", "x-wc-webhook-signature", "x-wc-webhook-delivery-id", "x-wc-webhook-topic"), ""
)


@router.post("/shopify", responses=_RESPONSES)
async def shopify(request: Request, service: AnyService, shop: ShopName = DEFAULT_SHOP) -> JSONResponse:
    """A webhook of Shopify: products/create, products/update, products/delete."""
    return await _take(_SHOPIFY, request, service.house, shop)


@router.post("/woocommerce", responses=_RESPONSES)
async def woocommerce(request: Request, service: AnyService, shop: ShopName = DEFAULT_SHOP) -> JSONResponse:
    """A webhook of WooCommerce: product.created, product.updated, product.deleted, product.restored.

    The unsigned ping that WooCommerce sends when a webhook is saved is answered and has no effect.
    """
    return await _take(_WOOCOMMERCE, request, service.house, shop)


async def _take(provider: _Provider, request: Request, house: House, shop: str) -> JSONResponse:
    body = await request.body()
    return await run_sync(_answer, provider, request, body, house, shop)


def _answer(provider: _Provider, request: Request, body: bytes, house: House, shop: str) -> JSONResponse:
    assistant = _assistant(house, shop)
    secret = _secret(provider, house.settings, shop) if assistant else ""
    if assistant is None or not secret:
        log.warning(
            "a webhook of %s for shop %s was turned away: set %s_webhook_secrets to take them",
            *(provider.name, shop, provider.name),
        )
        return _told(404, "there is no such door")
    if provider is _WOOCOMMERCE and body.startswith(_PING):
        return JSONResponse({"outcome": "ignored"})
    headers = request.headers
    if not is_signed(body, headers.get(provider.signature, ""), secret):
        log.warning("a webhook of %s for shop %s has a wrong signature", provider.name, shop)
        return _told(401, "the signature is wrong")
    delivery = Delivery(
        provider.name,
        headers.get(provider.delivery, ""),
        headers.get(provider.topic, ""),
        body,
        _moment(headers.get(provider.triggered_at, "")) if provider.triggered_at else None,
    )
    if not delivery.id or not delivery.topic:
        raise UnusableInput(
            f"a header is missing: {provider.delivery} or {provider.topic}", "send both with every webhook"
        )
    return _receive(assistant, delivery, house.settings)


def _receive(assistant: Assistant, delivery: Delivery, settings: Settings) -> JSONResponse:
    shop = assistant.shop
    source = settings.shopify_source if delivery.provider == "shopify" else settings.woocommerce_source
    options = ReadOptions(source, {}, shop.currency or settings.currency)
    try:
        outcome = receive(assistant.catalog, delivery, options)
    except CurrencyUnknown:
        log.error(
            "a webhook of %s for shop %s was not taken: its prices name no currency; set the shop's currency",
            *(delivery.provider, shop.id),
        )
        return _told(503, "the shop is not set up to take it")
    _note(delivery, shop.id, outcome)
    return JSONResponse({"outcome": outcome.result})


def _note(delivery: Delivery, shop_id: str, outcome: Outcome) -> None:
    level = logging.WARNING if outcome.result in ("rejected", "unknown") else logging.INFO
    told = f"{outcome.result}: {outcome.detail}" if outcome.detail else outcome.result
    topic = delivery.topic[:60].encode("ascii", "backslashreplace").decode()
    log.log(level, "webhook of %s for shop %s, %s: %s", delivery.provider, shop_id, topic, told)


def _assistant(house: House, shop: str) -> Assistant | None:
    try:
        return house.assistant(shop)
    except NotFound:
        return None


def _secret(provider: _Provider, settings: Settings, shop: str) -> str:
    secrets = (
        settings.shopify_webhook_secrets if provider is _SHOPIFY else settings.woocommerce_webhook_secrets
    )
    return secrets[shop].get_secret_value() if shop in secrets else ""


def _moment(header: str) -> datetime | None:
    return parse_moment(header[:40])


def _told(status: int, message: str) -> JSONResponse:
    return JSONResponse({"error": problem(message)}, status, headers_of(status))
