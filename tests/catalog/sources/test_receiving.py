"""Events of a shop system, in any order and at any pace, end in the newest state, on both databases."""

import itertools
import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from floorwalker.catalog import CatalogStore, ReadOptions
from floorwalker.catalog.sources import Delivery, Outcome, receive
from floorwalker.catalog.sources.tables import webhook_delivery
from floorwalker.core import FixedClock
from floorwalker.storage import ShopStore

NOON = datetime(2025, 12, 1, 12, tzinfo=UTC)
OPTIONS = ReadOptions("woocommerce", {}, "EUR")
ids = itertools.count(1)


def product(second: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": 14,
        "name": f"State {second}",
        "sku": "TEE",
        "type": "simple",
        "status": "publish",
        "regular_price": "5.00",
        "date_modified_gmt": (NOON + timedelta(seconds=second)).isoformat(),
    } | fields


def variation(number: int, stock: int = 1) -> dict[str, Any]:
    fields = {"id": number, "type": "variation", "parent_id": 14, "sku": f"V{number}", "manage_stock": True}
    return product(5, stock_quantity=stock, attributes=[{"name": "Size", "option": str(number)}], **fields)


def deliver(store: CatalogStore, topic: str, payload: dict[str, Any], delivery: str = "") -> Outcome:
    body = json.dumps(payload).encode()
    return receive(store, Delivery("woocommerce", delivery or f"d{next(ids)}", topic, body), OPTIONS)


def at_once(tasks: list[Callable[[], object]]) -> None:
    threads = [threading.Thread(target=task) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_whatever_order_events_arrive_in_the_newest_counts(store: CatalogStore) -> None:
    shops = ShopStore(store.database)
    for number, order in enumerate(itertools.permutations(range(4))):
        shops.create(f"shop{number}")
        catalog = CatalogStore(store.database, f"shop{number}", store.clock)
        for second in order:
            deliver(catalog, "product.updated", product(second))
        assert catalog.records(["woocommerce:TEE"])["woocommerce:TEE"].title == "State 3"


def test_one_delivery_at_many_doors_at_once_is_applied_once(store: CatalogStore) -> None:
    outcomes: list[str] = []
    task = lambda: outcomes.append(deliver(store, "product.created", product(0), "same").result)  # noqa: E731
    at_once([task] * 6)
    assert sorted(outcomes) == ["added", *["duplicate"] * 5]


def test_variations_that_arrive_at_once_are_all_there(store: CatalogStore) -> None:
    deliver(store, "product.created", product(0, type="variable", regular_price=""))
    at_once(
        [
            lambda number=number: deliver(store, "product.created", variation(number))  # type: ignore[misc]
            for number in range(20, 28)
        ]
    )
    found = store.records(["woocommerce:TEE"])["woocommerce:TEE"]
    assert sorted(variant.id for variant in found.variants) == [f"V{number}" for number in range(20, 28)]
    assert found.stock == 8


def test_a_delivery_that_cannot_be_applied_is_not_remembered(store: CatalogStore) -> None:
    body = json.dumps(product(0)).encode()
    once = Delivery("woocommerce", "a", "product.created", body)
    for _ in range(2):
        try:
            receive(store, once, ReadOptions("woocommerce", {}, ""))
        except Exception as problem:
            assert type(problem).__name__ == "CurrencyUnknown"
    assert receive(store, once, OPTIONS).result == "added"


def test_deliveries_are_forgotten_after_a_month(store: CatalogStore, clock: FixedClock) -> None:
    deliver(store, "product.created", product(0), "a")
    clock.advance(31 * 24 * 3600)
    deliver(store, "product.updated", product(1), "b")
    with store.database.read() as connection:
        kept = connection.execute(sa.select(webhook_delivery.c.id, webhook_delivery.c.outcome)).all()
    assert [(id_.split()[0], outcome) for id_, outcome in kept] == [("b", "changed")]


def test_shops_do_not_share_numbers(store: CatalogStore) -> None:
    ShopStore(store.database).create("other")
    other = CatalogStore(store.database, "other", store.clock)
    deliver(store, "product.created", product(0), "a")
    assert deliver(other, "product.deleted", {"id": 14}, "a").result == "unknown"
    assert store.count() == 1
    assert deliver(other, "product.created", product(0, id=15), "a").result == "added"
