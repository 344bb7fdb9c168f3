"""The catalogue's repository, the same on SQLite and PostgreSQL: products, journal, isolation of shops."""

import threading
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from floorwalker.catalog import Applied, CatalogStore, LiveProduct, Product, Variant
from floorwalker.catalog.rows import record_of
from floorwalker.core import FixedClock, Money
from floorwalker.storage import Database, ShopStore

DAY = datetime(2016, 11, 9, tzinfo=UTC)

LIPSTICK = Product(
    id="shop:1",
    source="shop",
    source_id="1",
    title="口红 Rouge “No. 5”",
    description="Two lines.\n第二行",
    brand="Estée Lauder",
    category="Makeup",
    tags=("red", "礼物"),
    url="https://example.com/1",
    image="https://example.com/1.jpg",
    price=Money(19500, "USD"),
    compare_at_price=Money(25000, "USD"),
    availability="in_stock",
    stock=3,
    popularity=26719.0,
    rating=4.25,
    rating_count=11,
    attributes={"color": ("red", "pink"), "材质": ("棉",)},
    variants=(
        Variant("a", "Red", "SKU-1", Money(19500, "USD"), None, "in_stock", 3, {"Color": "Red"}),
        Variant("b", "Pink", availability="unknown", options={"Color": "Pink"}, image="https://e.com/b.jpg"),
    ),
    updated_at=DAY,
)


def product(number: int, **fields: Any) -> Product:
    return replace(Product(f"shop:{number}", "shop", str(number), f"Product {number}"), **fields)


def ids(products: Iterable[Product]) -> list[str]:
    return [one.id for one in products]


def test_a_product_comes_back_as_it_was_stored(store: CatalogStore) -> None:
    assert store.apply([LIPSTICK]) == Applied(added=1)
    assert store.get(["shop:1"]) == {"shop:1": LIPSTICK}


texts = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)
moneys = st.none() | st.builds(Money, st.integers(0, 2**62), st.sampled_from(["CNY", "JPY", "KWD"]))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.builds(
        Product,
        *(st.just("x:1"), st.just("x"), st.just("1")),
        *(texts, texts, texts, texts, st.tuples(texts), texts, texts, moneys),
        stock=st.none() | st.integers(0, 2**40),
        popularity=st.none() | st.floats(0, 1e12),
        attributes=st.dictionaries(texts, st.tuples(texts)),
        variants=st.tuples(st.builds(Variant, texts, price=moneys, options=st.dictionaries(texts, texts))),
    )
)
def test_any_product_comes_back_as_it_was_stored(store: CatalogStore, given: Product) -> None:
    store.apply([given])
    assert store.get(["x:1"])["x:1"] == given


def test_applying_again_changes_nothing(store: CatalogStore) -> None:
    store.apply([LIPSTICK, product(2)])
    head = store.head()
    assert store.apply([LIPSTICK, product(2)]) == Applied(unchanged=2)
    assert store.head() == head


def test_what_changed_is_told_from_what_did_not(store: CatalogStore) -> None:
    store.apply([LIPSTICK, product(2)])
    cheaper = replace(LIPSTICK, price=Money(100, "USD"), variants=LIPSTICK.variants[:1])
    assert store.apply([cheaper, product(2), product(3)]) == Applied(added=1, changed=1, unchanged=1)
    assert store.get(["shop:1"])["shop:1"] == cheaper


def test_the_newest_snapshot_wins_whatever_the_order(store: CatalogStore) -> None:
    old, new = product(1, updated_at=DAY, title="old"), product(1, updated_at=DAY + timedelta(1), title="new")
    assert store.apply([new, old]) == Applied(added=1, superseded=1)
    assert store.apply([old]) == Applied(superseded=1)
    assert store.get(["shop:1"])["shop:1"].title == "new"


def test_of_equal_or_missing_dates_the_later_arrival_wins(store: CatalogStore) -> None:
    assert store.apply([product(1, title="a"), product(1, title="b")]) == Applied(added=1, superseded=1)
    assert store.get(["shop:1"])["shop:1"].title == "b"
    store.apply([product(1, title="c", updated_at=DAY)])
    store.apply([product(1, title="d", updated_at=DAY)])
    assert store.get(["shop:1"])["shop:1"].title == "d"
    store.apply([product(1, title="e")])
    assert store.get(["shop:1"])["shop:1"].title == "e"


def test_products_come_in_the_order_asked_for(store: CatalogStore) -> None:
    store.apply([product(n) for n in range(10)])
    wanted = ["shop:7", "shop:1", "absent", "shop:7", "shop:3"]
    assert list(store.get(wanted)) == ["shop:7", "shop:1", "shop:3"]


def test_a_withdrawn_product_is_gone_but_not_lost(store: CatalogStore) -> None:
    store.apply([LIPSTICK, product(2)])
    assert store.withdraw(["shop:1", "absent"]) == 1
    assert store.withdraw(["shop:1"]) == 0
    assert store.get(["shop:1", "shop:2"]).keys() == {"shop:2"}
    assert store.records(["shop:1"]) == {"shop:1": LIPSTICK}
    assert ids(store.iterate()) == ["shop:2"]
    assert [live.id for live in store.live()] == ["shop:2"]
    assert store.count() == 1
    assert store.brands() == []


def test_a_withdrawn_product_that_comes_back_is_added(store: CatalogStore) -> None:
    store.apply([LIPSTICK])
    store.withdraw(["shop:1"])
    assert store.apply([LIPSTICK]) == Applied(added=1)
    assert store.count() == 1


def test_withdrawing_what_is_missing_spares_other_sources(store: CatalogStore) -> None:
    store.apply([product(1), product(2), replace(product(3), id="other:3", source="other")])
    assert store.withdraw_missing("shop", {"shop:2"}) == 1
    assert ids(store.iterate()) == ["other:3", "shop:2"]


def test_walking_goes_through_all_products_in_bounded_batches(store: CatalogStore) -> None:
    store.apply([product(n, variants=LIPSTICK.variants) for n in range(25)])
    everything = sorted(f"shop:{n}" for n in range(25))
    assert ids(store.iterate(batch=7)) == everything
    assert ids(store.iterate(batch=5)) == everything
    assert ids(store.iterate(after_id=everything[3], limit=4, batch=3)) == everything[4:8]
    assert all(one.variants == LIPSTICK.variants for one in store.iterate(batch=10))


def test_live_columns_are_those_of_the_record(store: CatalogStore) -> None:
    store.apply([LIPSTICK, product(2)])
    assert set(store.live()) == {
        LiveProduct(
            *("shop:1", "USD", 19500, "in_stock", 3, 26719.0, 4.25, "Estée Lauder", "Makeup", DAY),
            *(None, None, DAY),
        ),
        LiveProduct(
            *("shop:2", None, None, "unknown", None, None, None, "", "", None),
            *(None, None, store.clock.now()),
        ),
    }
    assert [live.id for live in store.live(["shop:2", "absent"])] == ["shop:2"]
    assert list(store.live([])) == []


def test_brands_count_all_spellings_together(store: CatalogStore) -> None:
    store.apply(
        [
            product(1, brand="Estée Lauder", popularity=5.0),
            product(2, brand="Estée Lauder"),
            product(3, brand="ESTEE LAUDER", popularity=2.0),
            product(4, brand="兰蔻"),
            product(5),
        ]
    )
    lauder, lancome = store.brands()
    assert (lauder.name, lauder.key, lauder.products, lauder.popularity) == (
        "Estée Lauder",
        "esteelauder",
        3,
        7.0,
    )
    assert (lancome.name, lancome.products, lancome.popularity) == ("兰蔻", 1, None)


def test_categories_and_the_prevailing_currency(store: CatalogStore) -> None:
    assert store.currency() is None
    store.apply(
        [
            product(1, category="A", price=Money(1, "USD")),
            product(2, category="B", price=Money(1, "CNY")),
            product(3, category="B", price=Money(1, "CNY")),
            product(4),
            product(5),
            product(6),
        ]
    )
    assert [(category.name, category.products) for category in store.categories()] == [("B", 2), ("A", 1)]
    assert store.currency() == "CNY"


def test_the_journal_tells_each_change_once_and_in_order(store: CatalogStore) -> None:
    assert store.head() == 0
    assert store.changes_since(0).product_ids == ()
    store.apply([product(1), product(2)])
    store.apply([product(2, title="new"), product(3)])
    store.withdraw(["shop:1"])
    changes = store.changes_since(0)
    assert changes.product_ids == ("shop:1", "shop:2", "shop:3")
    assert changes.last_seq == store.head()
    assert store.changes_since(store.head()).last_seq == store.head()


def test_the_journal_can_be_read_in_pieces(store: CatalogStore) -> None:
    store.apply([product(n) for n in range(10)])
    seq, seen = 0, list[str]()
    while (changes := store.changes_since(seq, limit=3)).product_ids:
        seen += changes.product_ids
        seq = changes.last_seq
    assert sorted(seen) == sorted(f"shop:{n}" for n in range(10))


def test_the_newest_seq_is_one_step_in_an_index(sqlite_database: Database) -> None:
    store = CatalogStore(sqlite_database, "default", FixedClock())
    with sqlite_database.read() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {store.journal._newest}").all()
    steps = [row[-1] for row in plan if "product_change" in row[-1]]
    assert len(steps) == 4
    assert all(step.startswith("SEARCH product_change USING COVERING INDEX") for step in steps)


def test_shops_see_nothing_of_each_other(database: Database, clock: FixedClock) -> None:
    ShopStore(database).create("other")
    one, other = (CatalogStore(database, shop, clock) for shop in ("default", "other"))
    one.apply([LIPSTICK])
    other.apply([product(1, title="theirs"), product(2)])
    assert one.get(["shop:1", "shop:2"]) == {"shop:1": LIPSTICK}
    assert [live.id for live in one.live()] == ["shop:1"]
    assert one.changes_since(0).product_ids == ("shop:1",)
    assert other.withdraw_missing("shop", set()) == 2
    assert one.count() == 1


def test_a_reader_of_the_journal_misses_nothing_while_many_write(
    database: Database, clock: FixedClock
) -> None:
    """Writers commit in any order; a reader that has seen a seq must never find a smaller one later."""
    writers, rounds = 4, 8
    done = threading.Event()
    followed: list[str] = []

    def write(writer: int) -> None:
        store = CatalogStore(database, "default", clock)
        for turn in range(rounds):
            store.apply([product(1000 * writer + turn), product(9000 + turn, title=f"{writer} {turn}")])

    def follow() -> None:
        store, seq = CatalogStore(database, "default", clock), 0
        while True:
            last = done.is_set()
            while (changes := store.changes_since(seq, limit=5)).product_ids:
                followed.extend(changes.product_ids)
                seq = changes.last_seq
            if last:
                return

    reader = threading.Thread(target=follow)
    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(writers)]
    reader.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    reader.join()
    written = {f"shop:{1000 * writer + turn}" for writer in range(writers) for turn in range(rounds)}
    assert written <= set(followed)


def test_a_number_drawn_first_is_never_committed_last(store: CatalogStore, clock: FixedClock) -> None:
    """While one writer of the journal has not committed, no other gets a number on PostgreSQL."""
    if store.database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    rival = CatalogStore(store.database, "default", clock)
    started = threading.Event()

    def write() -> None:
        started.set()
        rival.apply([product(2)])

    thread = threading.Thread(target=write)
    with store.database.write() as connection:
        store.apply_records([record_of(product(1))], clock.now(), "", connection)
        thread.start()
        started.wait()
        waiting = sa.text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        while not connection.execute(waiting).scalar_one():
            assert thread.is_alive()
        assert store.head() == 0
    thread.join()
    assert store.changes_since(0).product_ids == ("shop:1", "shop:2")
