"""Shop systems tell of changes by signed webhooks: applied once, in order of date, by nobody else."""

import base64
import hashlib
import hmac
import itertools
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from door_fixtures import shop_settings
from floorwalker.catalog import CatalogStore, ImportOptions, Product, import_file
from floorwalker.core import Money
from floorwalker.server import create_app

SECRETS = {"shopify": "shpss_1", "woocommerce": "ck<2>"}
NAMES = {
    "shopify": ("X-Shopify-Hmac-Sha256", "X-Shopify-Webhook-Id", "X-Shopify-Topic"),
    "woocommerce": ("X-WC-Webhook-Signature", "X-WC-Webhook-Delivery-ID", "X-WC-Webhook-Topic"),
}
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
numbers = itertools.count(1)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    settings = shop_settings(
        tmp_path,
        currency="EUR",
        feed_schedule=False,
        shopify_webhook_secrets={"default": SECRETS["shopify"]},
        woocommerce_webhook_secrets={"default": SECRETS["woocommerce"]},
    )
    app = create_app(settings)
    with TestClient(app, raise_server_exceptions=False) as opened:
        app.state.house.shops.create("other", currency="EUR")
        yield opened


@pytest.fixture
def catalog(client: TestClient) -> CatalogStore:
    store: CatalogStore = client.app.state.house.assistant("default").catalog  # type: ignore[attr-defined]
    return store


def sign(body: bytes, secret: str) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def send(
    client: TestClient,
    topic: str,
    payload: Any,
    *,
    provider: str = "woocommerce",
    delivery: str = "",
    signature: str | None = None,
    shop: str = "default",
    **headers: str,
) -> Any:
    """Send a webhook as the provider does."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    signed, identified, named = NAMES[provider]
    return client.post(
        f"/webhooks/{provider}?shop={shop}",
        content=body,
        headers={
            "Content-Type": "application/json",
            signed: sign(body, SECRETS[provider]) if signature is None else signature,
            identified: delivery or f"delivery-{next(numbers)}",
            named: topic,
        }
        | headers,
    )


def told(client: TestClient, topic: str, payload: Any, **given: Any) -> str:
    """What became of a webhook."""
    response = send(client, topic, payload, **given)
    assert response.status_code == 200, response.text
    outcome: str = response.json()["outcome"]
    return outcome


def shopify(client: TestClient, topic: str, payload: Any, **given: Any) -> str:
    return told(client, topic, payload, provider="shopify", **given)


def woo_product(number: int = 14, **fields: Any) -> dict[str, Any]:
    """A product as WooCommerce's REST API sends it."""
    return {
        "id": number,
        "name": "Matcha &amp; Whisk",
        "slug": "matcha",
        "permalink": "https://teehaus.example/produkt/matcha/",
        "date_created_gmt": "2026-01-01T09:00:00",
        "date_modified": "2026-03-01T13:00:00",
        "date_modified_gmt": "2026-03-01T12:00:00",
        "type": "simple",
        "status": "publish",
        "description": "<p>Stone-ground.</p>",
        "short_description": "<p>Green.</p>",
        "sku": "TEE-2",
        "global_unique_id": "4056789000140",
        "price": "22.00",
        "regular_price": "29.00",
        "sale_price": "22.00",
        "date_on_sale_from_gmt": None,
        "date_on_sale_to_gmt": None,
        "on_sale": True,
        "total_sales": 7,
        "manage_stock": True,
        "stock_quantity": 8,
        "backorders": "no",
        "stock_status": "instock",
        "average_rating": "4.50",
        "rating_count": 2,
        "parent_id": 0,
        "categories": [{"id": 3, "name": "Matcha", "slug": "matcha"}],
        "brands": [{"id": 9, "name": "Teehaus Eck", "slug": "teehaus-eck"}],
        "tags": [{"id": 5, "name": "Japan", "slug": "japan"}],
        "images": [{"id": 1, "src": "https://teehaus.example/hagi.jpg"}],
        "attributes": [
            {
                "id": 1,
                "name": "Herkunft",
                "position": 0,
                "visible": True,
                "variation": False,
                "options": ["Japan"],
            }
        ],
        "variations": [],
        "meta_data": [],
    } | fields


def woo_variable(**fields: Any) -> dict[str, Any]:
    """A product with two variations, whose prices and stock have events of their own."""
    return woo_product(
        11,
        **{
            "type": "variable",
            "sku": "TEE-1",
            "price": "7.90",
            "regular_price": "",
            "sale_price": "",
            "manage_stock": False,
            "stock_quantity": None,
            "variations": [12, 13],
            "attributes": [{"name": "Gewicht", "variation": True, "options": ["50 g", "100 g"]}],
        }
        | fields,
    )


def woo_variation(number: int = 12, **fields: Any) -> dict[str, Any]:
    return woo_product(
        number,
        **{
            "type": "variation",
            "parent_id": 11,
            "sku": "TEE-1-50",
            "regular_price": "7.90",
            "sale_price": "",
            "stock_quantity": 12,
            "global_unique_id": "",
            "attributes": [{"id": 0, "name": "Gewicht", "option": "50 g"}],
        }
        | fields,
    )


def shopify_product(**fields: Any) -> dict[str, Any]:
    """A product as Shopify's webhooks send it."""
    return {
        "id": 7001,
        "title": "Bike bell Ding",
        "body_html": "<p>Brass.</p>",
        "vendor": "Pedalo",
        "product_type": "Bells",
        "created_at": "2026-01-10T09:00:00+01:00",
        "handle": "bike-bell-ding",
        "updated_at": "2026-03-01T13:00:00+01:00",
        "published_at": "2026-01-10T10:00:00+01:00",
        "template_suffix": None,
        "published_scope": "web",
        "tags": "brass, classic",
        "status": "active",
        "admin_graphql_api_id": "gid://shopify/Product/7001",
        "variants": [
            shopify_variant(70011, "Gold", "24.00", 12),
            shopify_variant(70013, "Black", "22.00", 5),
        ],
        "options": [
            {"id": 7003, "product_id": 7001, "name": "Finish", "position": 1, "values": ["Gold", "Black"]}
        ],
        "images": [],
        "image": None,
        "media": [],
        "variant_gids": [
            {
                "admin_graphql_api_id": "gid://shopify/ProductVariant/70011",
                "updated_at": "2026-03-01T12:00:00.000Z",
            },
            {
                "admin_graphql_api_id": "gid://shopify/ProductVariant/70013",
                "updated_at": "2026-03-01T12:00:00.000Z",
            },
        ],
        "has_variants_that_requires_components": False,
        "category": None,
    } | fields


def shopify_variant(number: int, finish: str, price: str, stock: int) -> dict[str, Any]:
    return {
        "id": number,
        "product_id": 7001,
        "title": finish,
        "price": price,
        "position": 1,
        "inventory_policy": "deny",
        "compare_at_price": None,
        "option1": finish,
        "option2": None,
        "option3": None,
        "taxable": True,
        "barcode": "",
        "inventory_management": "shopify",
        "sku": f"BB-{finish[0]}",
        "inventory_item_id": number + 7,
        "inventory_quantity": stock,
        "old_inventory_quantity": stock,
    }


def at(moment: datetime) -> dict[str, str]:
    return {"date_modified_gmt": moment.strftime("%Y-%m-%dT%H:%M:%S"), "updated_at": moment.isoformat()}


def one(catalog: CatalogStore, id_: str) -> Product:
    return catalog.records([id_])[id_]


def on_shelf(catalog: CatalogStore) -> list[str]:
    return [product.id for product in catalog.iterate()]


# Who may speak


def test_the_signature_is_the_base64_hmac_sha256_of_the_raw_body() -> None:
    from floorwalker.catalog.sources import is_signed

    body = b'{"id":788032119674292922}'
    digest = hmac.new(b"hush", body, hashlib.sha256).digest()
    assert is_signed(body, base64.b64encode(digest).decode(), "hush")
    assert not is_signed(body + b" ", base64.b64encode(digest).decode(), "hush")
    assert not is_signed(body, digest.hex(), "hush")
    assert not is_signed(body, "", "hush")
    assert not is_signed(body, "é", "hush")
    # RFC 4231, test case 2
    vector = bytes.fromhex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    assert is_signed(b"what do ya want for nothing?", base64.b64encode(vector).decode(), "Jefe")


@pytest.mark.parametrize("provider", NAMES)
@pytest.mark.parametrize("signature", ["", "wrong", sign(b"{}", "other secret")])
def test_a_wrong_signature_is_refused_and_changes_nothing(
    client: TestClient, catalog: CatalogStore, provider: str, signature: str
) -> None:
    topic, payload = (
        ("products/create", shopify_product())
        if provider == "shopify"
        else ("product.created", woo_product())
    )
    response = send(client, topic, payload, provider=provider, signature=signature)
    assert response.status_code == 401
    assert on_shelf(catalog) == []


@pytest.mark.parametrize("provider", NAMES)
@pytest.mark.parametrize("shop", ["other", "nobody"])
def test_without_a_secret_there_is_no_door_and_only_the_log_says_why(
    client: TestClient, provider: str, shop: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        response = send(client, "product.created", woo_product(), provider=provider, shop=shop)
    assert response.status_code == 404
    assert "secret" not in response.text
    assert f"{provider}_webhook_secrets" in caplog.text


def test_one_shops_secret_opens_no_other_shops_door(client: TestClient) -> None:
    assert send(client, "product.created", woo_product(), shop="other").status_code == 404


def test_no_secret_and_no_signature_is_ever_logged(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        send(client, "product.created", woo_product())
        send(client, "product.created", woo_product(), signature="c2lnbmF0dXJl")
    assert SECRETS["woocommerce"] not in caplog.text
    assert "c2lnbmF0dXJl" not in caplog.text


def test_woocommerces_unsigned_ping_is_answered(client: TestClient, catalog: CatalogStore) -> None:
    response = client.post("/webhooks/woocommerce", data={"webhook_id": "3"})
    assert (response.status_code, response.json()) == (200, {"outcome": "ignored"})
    assert client.post("/webhooks/shopify", data={"webhook_id": "3"}).status_code == 401


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"x"', b"\xff", b"[" * 100_000, b"{}", b'{"id": "x"}'])
@pytest.mark.parametrize(
    ("provider", "topic"), [("shopify", "products/update"), ("woocommerce", "product.deleted")]
)
def test_a_signed_body_of_the_wrong_form_is_told_so(
    client: TestClient, provider: str, topic: str, body: bytes
) -> None:
    response = send(client, topic, body, provider=provider)
    assert response.status_code == 422
    assert response.json()["error"]["remedy"]


def test_a_delivery_needs_its_headers(client: TestClient) -> None:
    assert send(client, "", woo_product()).status_code == 422
    assert send(client, "product.created", woo_product(), **{NAMES["woocommerce"][1]: ""}).status_code == 422


def test_topics_that_are_none_of_our_business_are_ignored(client: TestClient) -> None:
    assert told(client, "order.created", {"id": 1}) == "ignored"
    assert shopify(client, "orders/create", {"id": 1}) == "ignored"


# Once, and in order


def test_a_delivery_that_comes_again_changes_nothing(client: TestClient, catalog: CatalogStore) -> None:
    assert told(client, "product.created", woo_product(), delivery="a") == "added"
    heads = catalog.heads()
    assert told(client, "product.created", woo_product(), delivery="a") == "duplicate"
    assert catalog.heads() == heads


def test_two_events_of_one_second_share_a_delivery_id_and_both_count(
    client: TestClient, catalog: CatalogStore
) -> None:
    told(client, "product.created", woo_product(), delivery="a")
    assert told(client, "product.updated", woo_product(stock_quantity=3), delivery="a") == "changed"
    assert one(catalog, "woocommerce:TEE-2").stock == 3


@pytest.mark.parametrize("provider", NAMES)
def test_an_older_event_never_overwrites_a_newer_state(
    client: TestClient, catalog: CatalogStore, provider: str
) -> None:
    topic, payload, id_ = {
        "shopify": ("products/update", shopify_product, "shopify:bike-bell-ding"),
        "woocommerce": ("product.updated", woo_product, "woocommerce:TEE-2"),
    }[provider]
    names = {"shopify": "title", "woocommerce": "name"}
    newer = payload(**{names[provider]: "New"} | at(NOON + timedelta(seconds=2)))
    older = payload(**{names[provider]: "Old"} | at(NOON + timedelta(seconds=1)))
    assert told(client, topic, newer, provider=provider) == "added"
    assert told(client, topic, older, provider=provider) == "older"
    assert one(catalog, id_).title == "New"


def test_an_event_older_than_the_feed_leaves_what_the_feed_says(
    client: TestClient, catalog: CatalogStore, tmp_path: Path
) -> None:
    feed = tmp_path / "feed.csv"
    feed.write_text("id,title,price\nTEE-2,From the feed,10 EUR\n")
    import_file(catalog, feed, ImportOptions(source="woocommerce"))
    assert told(client, "product.updated", woo_product()) == "older"
    assert one(catalog, "woocommerce:TEE-2").title == "From the feed"


def test_a_feed_older_than_the_event_leaves_its_price(
    client: TestClient, catalog: CatalogStore, tmp_path: Path
) -> None:
    import os

    told(client, "product.updated", woo_product())
    feed = tmp_path / "feed.csv"
    feed.write_text("id,title,price\nTEE-2,From the feed,10 EUR\n")
    os.utime(feed, (NOON.timestamp() - 60, NOON.timestamp() - 60))
    import_file(catalog, feed, ImportOptions(source="woocommerce"))
    assert one(catalog, "woocommerce:TEE-2").price == Money(2200, "EUR")


def test_a_date_in_the_future_holds_up_nothing(client: TestClient, catalog: CatalogStore) -> None:
    told(client, "product.updated", woo_product(**at(NOON + timedelta(days=36500))))
    now = datetime.now(UTC) + timedelta(seconds=1)
    assert told(client, "product.updated", woo_product(name="Later", **at(now))) == "changed"


# Deletions


@pytest.mark.parametrize(
    ("provider", "created", "deleted"),
    [
        ("shopify", "products/create", "products/delete"),
        ("woocommerce", "product.created", "product.deleted"),
    ],
)
def test_a_deleted_product_is_withdrawn_and_no_older_event_brings_it_back(
    client: TestClient, catalog: CatalogStore, provider: str, created: str, deleted: str
) -> None:
    payload = shopify_product() if provider == "shopify" else woo_product()
    told(client, created, payload, provider=provider)
    gone = {"id": payload["id"]}
    assert told(client, deleted, gone, provider=provider) == "withdrawn"
    assert on_shelf(catalog) == []
    assert told(client, created, payload, provider=provider) == "older"
    assert told(client, deleted, gone, provider=provider) == "unchanged"
    assert on_shelf(catalog) == []


def test_a_deletion_that_overtakes_the_creation_counts(client: TestClient, catalog: CatalogStore) -> None:
    assert told(client, "product.deleted", {"id": 14}) == "unknown"
    assert told(client, "product.created", woo_product()) == "older"
    assert on_shelf(catalog) == []


def test_a_restored_product_is_back(client: TestClient, catalog: CatalogStore) -> None:
    told(client, "product.created", woo_product())
    told(client, "product.deleted", {"id": 14})
    assert told(client, "product.restored", woo_product()) == "added"
    assert on_shelf(catalog) == ["woocommerce:TEE-2"]


def test_a_product_of_a_feed_without_a_sku_is_found_by_its_number(
    client: TestClient, catalog: CatalogStore
) -> None:
    catalog.apply([Product("woocommerce:501", "woocommerce", "501", "Cups")])
    assert told(client, "product.deleted", {"id": 501}) == "withdrawn"


def test_a_number_that_is_another_products_sku_withdraws_nothing(
    client: TestClient, catalog: CatalogStore
) -> None:
    told(client, "product.created", woo_product(14, sku="501"))
    assert told(client, "product.deleted", {"id": 501}) == "unknown"
    assert on_shelf(catalog) == ["woocommerce:501"]


@pytest.mark.parametrize(
    ("provider", "hidden"),
    [
        ("shopify", {"status": "draft"}),
        ("shopify", {"published_at": None}),
        ("woocommerce", {"status": "private"}),
        ("woocommerce", {"catalog_visibility": "hidden"}),
    ],
)
def test_what_is_unpublished_is_withdrawn_and_comes_back(
    client: TestClient, catalog: CatalogStore, provider: str, hidden: dict[str, Any]
) -> None:
    topic, payload = {
        "shopify": ("products/update", shopify_product),
        "woocommerce": ("product.updated", woo_product),
    }[provider]
    told(client, topic, payload(), provider=provider)
    draft = payload(**hidden, **at(NOON + timedelta(seconds=1)))
    assert told(client, topic, draft, provider=provider) == "withdrawn"
    assert told(client, topic, payload(), provider=provider) == "older"
    assert told(client, topic, payload(**at(NOON + timedelta(seconds=2))), provider=provider) == "added"


@pytest.mark.parametrize(
    ("provider", "topic", "field", "new_id"),
    [
        ("shopify", "products/update", "handle", "shopify:new"),
        ("woocommerce", "product.updated", "sku", "woocommerce:new"),
    ],
)
def test_a_product_whose_id_changes_is_one_product(
    client: TestClient, catalog: CatalogStore, provider: str, topic: str, field: str, new_id: str
) -> None:
    payload = shopify_product if provider == "shopify" else woo_product
    told(client, topic, payload(), provider=provider)
    told(client, topic, payload(**{field: "new"} | at(NOON + timedelta(seconds=1))), provider=provider)
    assert on_shelf(catalog) == [new_id]


# What is in them


def test_a_woocommerce_product_is_what_its_export_would_make_it(
    client: TestClient, catalog: CatalogStore
) -> None:
    assert told(client, "product.created", woo_product()) == "added"
    product = one(catalog, "woocommerce:TEE-2")
    assert (product.title, product.description, product.brand) == (
        "Matcha & Whisk",
        "Stone-ground.",
        "Teehaus Eck",
    )
    assert (product.price, product.compare_at_price) == (Money(2200, "EUR"), Money(2900, "EUR"))
    assert (product.availability, product.stock) == ("in_stock", 8)
    assert (product.category, product.tags, product.gtin) == ("Matcha", ("Japan",), "4056789000140")
    assert product.attributes == {"Herkunft": ("Japan",)}
    assert product.url == "https://teehaus.example/produkt/matcha/"
    assert product.image == "https://teehaus.example/hagi.jpg"
    assert (product.rating, product.rating_count, product.popularity) == (4.5, 2, 7.0)
    assert product.updated_at == NOON
    assert product.variants == ()


def test_a_dated_sale_is_a_sale(client: TestClient, catalog: CatalogStore) -> None:
    told(
        client,
        "product.created",
        woo_product(date_on_sale_from_gmt="2026-11-27T00:00:00", date_on_sale_to_gmt="2026-11-30T23:59:59"),
    )
    product = one(catalog, "woocommerce:TEE-2")
    assert product.price == Money(2900, "EUR")
    assert product.sale is not None
    assert product.sale.price == Money(2200, "EUR")
    assert product.sale.starts_at == datetime(2026, 11, 27, tzinfo=UTC)


def test_what_an_event_does_not_state_stays(client: TestClient, catalog: CatalogStore) -> None:
    catalog.apply(
        [
            Product(
                "woocommerce:TEE-2",
                "woocommerce",
                "TEE-2",
                "Matcha",
                category="Tee > Matcha",
                brand="Teehaus",
                attributes={"Ernte": ("Mai",), "Herkunft": ("China",)},
                updated_at=NOON - timedelta(days=1),
            )
        ]
    )
    payload = woo_product(categories=[{"id": 1, "name": "New"}, {"id": 3, "name": "Matcha"}])
    del payload["brands"]
    assert told(client, "product.updated", payload) == "changed"
    product = one(catalog, "woocommerce:TEE-2")
    assert product.category == "Tee > Matcha"
    assert product.brand == "Teehaus"
    assert product.attributes == {"Ernte": ("Mai",), "Herkunft": ("Japan",)}


def test_variations_come_by_themselves_and_join_their_product(
    client: TestClient, catalog: CatalogStore
) -> None:
    assert told(client, "product.created", woo_variation()) == "unknown"
    told(client, "product.created", woo_variable())
    assert told(client, "product.created", woo_variation(**at(NOON + timedelta(seconds=1)))) == "changed"
    second = woo_variation(
        13,
        sku="",
        regular_price="14.90",
        sale_price="12.50",
        stock_quantity=3,
        attributes=[{"name": "Gewicht", "option": "100 g"}],
    )
    assert told(client, "product.created", second | at(NOON + timedelta(seconds=2))) == "changed"
    product = one(catalog, "woocommerce:TEE-1")
    assert [(one.id, one.sku, dict(one.options)) for one in product.variants] == [
        ("TEE-1-50", "TEE-1-50", {"Gewicht": "50 g"}),
        ("13", "", {"Gewicht": "100 g"}),
    ]
    assert (product.price, product.stock, product.availability) == (Money(790, "EUR"), 15, "in_stock")
    third = second | {"stock_quantity": 0, "stock_status": "outofstock"} | at(NOON + timedelta(seconds=3))
    assert told(client, "product.updated", third) == "changed"
    product = one(catalog, "woocommerce:TEE-1")
    assert [variant.stock for variant in product.variants] == [12, 0]
    assert told(client, "product.updated", second | at(NOON + timedelta(seconds=2))) == "older"


def test_the_order_of_a_products_and_its_variations_events_does_not_matter(
    client: TestClient, catalog: CatalogStore
) -> None:
    told(client, "product.created", woo_variable())
    told(client, "product.created", woo_variation(**at(NOON + timedelta(seconds=5))))
    parent = woo_variable(name="New name", **at(NOON + timedelta(seconds=4)))
    assert told(client, "product.updated", parent) == "changed"
    product = one(catalog, "woocommerce:TEE-1")
    assert (product.title, [variant.stock for variant in product.variants]) == ("New name", [12])


def test_a_variation_is_found_by_its_sku_where_only_a_feed_told_of_its_product(
    client: TestClient, catalog: CatalogStore
) -> None:
    from floorwalker.catalog import Variant

    catalog.apply(
        [
            Product(
                "woocommerce:TEE-1",
                "woocommerce",
                "TEE-1",
                "Sencha",
                variants=(
                    Variant("v1", sku="TEE-1-50", price=Money(500, "EUR")),
                    Variant("v2", sku="TEE-1-100"),
                ),
                updated_at=NOON - timedelta(days=1),
            )
        ]
    )
    assert told(client, "product.updated", woo_variation()) == "changed"
    product = one(catalog, "woocommerce:TEE-1")
    assert [(one.id, one.price) for one in product.variants] == [("v1", Money(790, "EUR")), ("v2", None)]


def test_a_variation_that_goes_leaves_the_others_and_without_any_nothing_can_be_bought(
    client: TestClient, catalog: CatalogStore
) -> None:
    told(client, "product.created", woo_variable())
    other = {"sku": "TEE-1-100", "attributes": [{"name": "Gewicht", "option": "100 g"}]}
    told(client, "product.created", woo_variation(12))
    told(client, "product.created", woo_variation(13, **other))
    assert told(client, "product.deleted", {"id": 12}) == "changed"
    assert [one.id for one in one(catalog, "woocommerce:TEE-1").variants] == ["TEE-1-100"]
    hidden = woo_variation(13, status="private", **other, **at(datetime.now(UTC)))
    assert told(client, "product.updated", hidden) == "changed"
    product = one(catalog, "woocommerce:TEE-1")
    assert (product.variants, product.price, product.availability) == ((), None, "out_of_stock")


def test_what_cannot_be_used_is_answered_and_leaves_the_product(
    client: TestClient, catalog: CatalogStore, caplog: pytest.LogCaptureFixture
) -> None:
    told(client, "product.created", woo_product())
    assert told(client, "product.updated", woo_product(name="")) == "rejected"
    assert told(client, "product.updated", woo_product(regular_price="on request")) == "rejected"
    assert "no title" in caplog.text
    assert one(catalog, "woocommerce:TEE-2").title == "Matcha & Whisk"


def test_a_shop_without_a_currency_asks_to_be_sent_it_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = shop_settings(
        tmp_path, feed_schedule=False, woocommerce_webhook_secrets={"default": SECRETS["woocommerce"]}
    )
    with TestClient(create_app(settings)) as client:
        assert send(client, "product.created", woo_product(), delivery="a").status_code == 503
        assert send(client, "product.created", woo_product(), delivery="a").status_code == 503
    assert "set the shop's currency" in caplog.text


def test_a_shopify_product_is_what_its_export_would_make_it(
    client: TestClient, catalog: CatalogStore
) -> None:
    assert shopify(client, "products/create", shopify_product()) == "added"
    product = one(catalog, "shopify:bike-bell-ding")
    assert (product.title, product.brand, product.category) == ("Bike bell Ding", "Pedalo", "Bells")
    assert (product.price, product.stock, product.availability) == (Money(2200, "EUR"), 17, "in_stock")
    assert [(variant.sku, variant.price) for variant in product.variants] == [
        ("BB-G", Money(2400, "EUR")),
        ("BB-B", Money(2200, "EUR")),
    ]
    assert product.updated_at == NOON


def test_a_product_with_more_variants_than_shopify_sends_keeps_the_others(
    client: TestClient, catalog: CatalogStore
) -> None:
    shopify(client, "products/create", shopify_product())
    part = shopify_product(
        variants=[shopify_variant(70011, "Gold", "30.00", 1)], **at(NOON + timedelta(seconds=1))
    )
    assert shopify(client, "products/update", part) == "changed"
    product = one(catalog, "shopify:bike-bell-ding")
    assert [(variant.sku, variant.price, variant.stock) for variant in product.variants] == [
        ("BB-G", Money(3000, "EUR"), 1),
        ("BB-B", Money(2200, "EUR"), 5),
    ]
    whole = part | {"variant_gids": part["variant_gids"][:1]} | at(NOON + timedelta(seconds=2))
    shopify(client, "products/update", whole)
    assert [variant.sku for variant in one(catalog, "shopify:bike-bell-ding").variants] == ["BB-G"]


def test_the_history_says_that_a_webhook_stated_it(client: TestClient, catalog: CatalogStore) -> None:
    told(client, "product.created", woo_product())
    assert [one.cause for one in catalog.journal.history("woocommerce:TEE-2")] == ["webhook:woocommerce"]
