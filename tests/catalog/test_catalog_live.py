"""Prices and stock stated outside the feeds: what they change, what they refuse, and what a feed says later."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from floorwalker.catalog import (
    CatalogStore,
    ImportOptions,
    LiveUpdate,
    Product,
    Sale,
    Shopper,
    Variant,
    import_file,
    read_updates,
)
from floorwalker.core import FixedClock, Money, UnusableInput
from floorwalker.storage import Database

PAN = Product(*("s:pan", "s", "pan", "Pan"), price=Money(2490, "USD"), availability="in_stock", stock=4)
SOCKS = Product(
    *("s:socks", "s", "socks", "Socks"),
    price=Money(900, "USD"),
    compare_at_price=Money(1200, "USD"),
    availability="in_stock",
    stock=5,
    variants=(
        Variant("S", "S", "SK-S", Money(900, "USD"), Money(1200, "USD"), "in_stock", 5, {"Size": "S"}),
        Variant("L", "L", "SK-L", Money(1000, "USD"), None, "out_of_stock", 0, {"Size": "L"}),
    ),
)


def test_a_price_is_known_at_once_and_its_history_kept(store: CatalogStore, clock: FixedClock) -> None:
    store.apply([PAN], "import:1")
    heads = store.heads()
    clock.advance(60)
    report = store.update_live([LiveUpdate("s:pan", price=Decimal("19.90"))], "api")
    assert (report.changed, report.unchanged, report.refused) == (1, 0, ())
    assert store.get(["s:pan"])["s:pan"].price == Money(1990, "USD")
    assert [live.price_minor for live in store.live(["s:pan"])] == [1990]
    assert store.heads().live > heads.live
    assert store.heads().text == heads.text
    newest, oldest = store.journal.history("s:pan")
    assert (newest.price, newest.cause, newest.stock) == (Money(1990, "USD"), "api", 4)
    assert (oldest.price, oldest.cause, newest.at - oldest.at) == (
        Money(2490, "USD"),
        "import:1",
        timedelta(seconds=60),
    )


def test_stating_the_same_again_is_no_change(store: CatalogStore) -> None:
    store.apply([PAN])
    head = store.head()
    assert store.update_live([LiveUpdate("s:pan", price=Decimal("24.9"), stock=4)], "api").unchanged == 1
    assert store.head() == head


def test_a_variant_decides_the_product(store: CatalogStore) -> None:
    store.apply([SOCKS])
    updates = [LiveUpdate("s:socks", "S", stock=0), LiveUpdate(sku="SK-L", price=Decimal(8), stock=3)]
    assert store.update_live(updates, "api").changed == 2
    socks = store.get(["s:socks"])["s:socks"]
    assert [(v.stock, v.availability) for v in socks.variants] == [(0, "out_of_stock"), (3, "in_stock")]
    assert (socks.price, socks.compare_at_price) == (Money(800, "USD"), None)
    assert (socks.stock, socks.availability) == (3, "in_stock")
    told = {(one.variant_id, one.price, one.stock) for one in store.journal.history("s:socks")}
    assert ("L", Money(800, "USD"), 3) in told
    assert ("", Money(800, "USD"), 3) in told


@pytest.mark.parametrize(
    ("update", "reason"),
    [
        (LiveUpdate("s:none", price=Decimal(1)), "no product or SKU"),
        (LiveUpdate(sku="none", price=Decimal(1)), "no product or SKU"),
        (LiveUpdate("s:pan", price=Decimal(1), currency="EUR"), "priced in USD"),
        (LiveUpdate("s:pan", price=Decimal("1.005")), "finer than"),
        (LiveUpdate("s:pan", price=Decimal(-1)), "negative"),
        (LiveUpdate("s:pan", "XL", stock=1), "no single variant"),
        (LiveUpdate("s:socks", stock=1), "has variants"),
        (LiveUpdate("s:socks", price=Decimal(5)), "differ in price"),
        (LiveUpdate("s:bare", price=Decimal(5)), "currency"),
    ],
)
def test_what_cannot_be_is_refused_and_the_rest_applied(
    shelf: CatalogStore, update: LiveUpdate, reason: str
) -> None:
    shelf.apply([PAN, SOCKS, Product("s:bare", "s", "bare", "Bare")])
    report = shelf.update_live([update, LiveUpdate("s:pan", stock=1)], "api")
    assert report.changed == 1
    assert [one.position for one in report.refused] == [0]
    assert reason in report.refused[0].reason
    assert shelf.get(["s:pan"])["s:pan"] == replace(PAN, stock=1)
    assert shelf.get(["s:socks"])["s:socks"] == SOCKS


def test_a_withdrawn_product_takes_no_prices(shelf: CatalogStore) -> None:
    shelf.apply([PAN])
    shelf.withdraw(["s:pan"])
    assert shelf.update_live([LiveUpdate("s:pan", price=Decimal(1))], "api").refused


def test_the_newest_statement_wins(shelf: CatalogStore, clock: FixedClock) -> None:
    shelf.apply([PAN])
    clock.advance(3600)
    at = clock.now()
    assert shelf.update_live([LiveUpdate("s:pan", price=Decimal(20), at=at)], "api").changed == 1
    late = LiveUpdate("s:pan", price=Decimal(30), at=at - timedelta(minutes=1))
    assert shelf.update_live([late], "api").older == 1
    assert shelf.get(["s:pan"])["s:pan"].price == Money(2000, "USD")


def test_a_feed_older_than_a_live_price_leaves_it_and_a_newer_one_does_not(
    shelf: CatalogStore, clock: FixedClock, tmp_path: Path
) -> None:
    """The file's own date says how old its prices are, not the moment of importing it."""
    path = tmp_path / "s.csv"

    def load(text: str, when: datetime) -> None:
        path.write_text(text)
        os.utime(path, (when.timestamp(), when.timestamp()))
        import_file(shelf, path, ImportOptions(currency="USD"))

    begun = clock.now()
    load("id,title,price,stock\npan,Pan,24.90,4\n", begun)
    clock.advance(3600)
    shelf.update_live([LiveUpdate("s:pan", price=Decimal(20), stock=2)], "api")
    load("id,title,price,stock\npan,Frying Pan,24.90,4\n", begun + timedelta(minutes=5))
    pan = shelf.get(["s:pan"])["s:pan"]
    assert (pan.title, pan.price, pan.stock) == ("Frying Pan", Money(2000, "USD"), 2)
    load("id,title,price,stock\npan,Frying Pan,24.90,4\n", begun + timedelta(hours=2))
    pan = shelf.get(["s:pan"])["s:pan"]
    assert (pan.price, pan.stock) == (Money(2490, "USD"), 4)


def test_variants_keep_their_live_prices_too(shelf: CatalogStore, clock: FixedClock) -> None:
    shelf.apply([SOCKS])
    stated = clock.now()
    clock.advance(60)
    shelf.update_live([LiveUpdate("s:socks", "L", stock=7)], "api")
    with shelf.database.write() as connection:
        from floorwalker.catalog.rows import record_of

        shelf.apply_records([record_of(replace(SOCKS, title="Wool Socks"))], stated, "", connection)
    socks = shelf.get(["s:socks"])["s:socks"]
    assert (socks.title, socks.variants[1].stock, socks.stock) == ("Wool Socks", 7, 12)


def test_a_product_on_order_stays_so_at_zero(shelf: CatalogStore) -> None:
    shelf.apply([replace(PAN, availability="preorder", stock=3)])
    shelf.update_live([LiveUpdate("s:pan", stock=0)], "api")
    assert shelf.get(["s:pan"])["s:pan"].availability == "preorder"


def test_currencies_keep_their_own_places(shelf: CatalogStore) -> None:
    yen = replace(PAN, id="s:yen", source_id="yen", price=Money(1500, "JPY"))
    dinar = replace(PAN, id="s:kwd", source_id="kwd", price=Money(1500, "KWD"))
    shelf.apply([yen, dinar])
    report = shelf.update_live(
        [
            LiveUpdate("s:yen", price=Decimal(1600)),
            LiveUpdate("s:kwd", price=Decimal("1.605")),
            LiveUpdate("s:yen", price=Decimal("1600.5")),
        ],
        "api",
    )
    assert [one.position for one in report.refused] == [2]
    found = shelf.get(["s:yen", "s:kwd"])
    assert [one.price for one in found.values()] == [Money(1600, "JPY"), Money(1605, "KWD")]


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str], list[Any]]:
    def read(text: str) -> list[Any]:
        path = tmp_path / "updates.csv"
        path.write_text(text, encoding="utf-8")
        return list(read_updates(path))

    return read


def test_a_table_of_updates(table: Callable[[str], list[Any]]) -> None:
    rows = table(
        "id,variant,price,compare_at_price,currency,stock,availability,at\n"
        "s:pan,,19.90,24.90,usd,3,,2026-01-05T08:00:00Z\n"
        "s:socks,L,,,,0,,\n"
        "s:pan,,words,,,,,\n"
        ",,5,,,,,\n"
        "s:pan,,,,,,sold out,\n"
    )
    assert rows[0] == (
        2,
        LiveUpdate(
            "s:pan",
            price=Decimal("19.90"),
            compare_at_price=Decimal("24.90"),
            currency="USD",
            stock=3,
            at=datetime(2026, 1, 5, 8, tzinfo=UTC),
        ),
    )
    assert rows[1] == (3, LiveUpdate("s:socks", "L", stock=0))
    assert [(row.line, row.reason) for row in rows[2:4]] == [
        (4, "'words' is not one price"),
        (5, "it names no product"),
    ]
    assert rows[4] == (6, LiveUpdate("s:pan", availability="out_of_stock"))


def test_a_table_by_sku(table: Callable[[str], list[Any]]) -> None:
    assert table("SKU\t库存\nSK-L\t12\n") == [(2, LiveUpdate(sku="SK-L", stock=12))]


@pytest.mark.parametrize("text", ["id,colour\n1,red\n", "price,stock\n1,2\n"])
def test_a_table_with_nothing_to_state(table: Callable[[str], list[Any]], text: str) -> None:
    with pytest.raises(UnusableInput, match="nothing to state"):
        table(text)


def test_a_sale_begins_and_ends_by_itself(store: CatalogStore, clock: FixedClock) -> None:
    start, end = clock.now() + timedelta(hours=1), clock.now() + timedelta(hours=2)
    large, small = SOCKS.variants[1], SOCKS.variants[0]
    sale = Sale(Money(1900, "USD"), start, end)
    on_sale = replace(large, sale=Sale(Money(700, "USD"), start, end))
    store.apply(
        [
            replace(PAN, sale=sale),
            replace(SOCKS, variants=(small, on_sale), sale=Sale(Money(700, "USD"), start, end)),
        ]
    )

    def prices() -> list[tuple[Money | None, Money | None]]:
        found = store.get(["s:pan", "s:socks"])
        by_live = {live.id: live.price_minor for live in store.live()}
        assert all(one.price and by_live[one.id] == one.price.minor for one in found.values())
        return [(one.price, one.compare_at_price) for one in found.values()]

    usual = [(Money(2490, "USD"), None), (Money(900, "USD"), Money(1200, "USD"))]
    assert prices() == usual
    assert store.next_change() == start
    clock.advance(3600)
    assert prices() == [
        (Money(1900, "USD"), Money(2490, "USD")),
        (Money(700, "USD"), Money(1000, "USD")),
    ]
    assert store.next_change() == end
    clock.advance(3600)
    assert prices() == usual
    assert store.next_change() is None
    assert store.records(["s:pan"])["s:pan"].sale == sale


def test_an_embargo_and_the_end_of_sale_hold_to_the_second(store: CatalogStore, clock: FixedClock) -> None:
    start = clock.now() + timedelta(seconds=10)
    store.apply([replace(PAN, sell_from=start, sell_until=start + timedelta(seconds=10))])
    assert store.get(["s:pan"]) == {}
    clock.advance(10)
    assert list(store.get(["s:pan"])) == ["s:pan"]
    clock.advance(10)
    assert store.get(["s:pan"]) == {}
    assert list(store.records(["s:pan"])) == ["s:pan"]


def test_a_price_too_old_is_not_quoted(database: Database, clock: FixedClock) -> None:
    store = CatalogStore(database, "default", clock, Shopper(), timedelta(hours=24))
    store.apply([PAN, SOCKS])
    clock.advance(23 * 3600)
    assert store.get(["s:pan"])["s:pan"].price == PAN.price
    store.update_live([LiveUpdate("s:pan", stock=1)], "api")
    clock.advance(2 * 3600)
    found = store.get(["s:pan", "s:socks"])
    assert found["s:pan"].price == PAN.price
    assert found["s:socks"].price is None
    assert all(variant.price is None for variant in found["s:socks"].variants)
    assert store.records(["s:socks"])["s:socks"] == SOCKS
