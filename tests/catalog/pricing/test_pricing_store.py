"""The repository of prices, the same on SQLite and PostgreSQL: idempotent, journalled, one shop at a time."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pricing_values import DAY, NOW, amount, cny, listed, nth, percent, threshold

from floorwalker.catalog.pricing import Book, ListPrice, PriceList, PriceStore, Scope, Tally
from floorwalker.catalog.pricing.stating import merge_prices
from floorwalker.core import Conflict, Money, NotFound, UnusableInput
from floorwalker.storage import ShopStore

if TYPE_CHECKING:
    from tests.catalog.pricing.tills import Till

GOLD = PriceList("gold", "CNY", "Gold", "CN", "gold", True, 5)
LATER = NOW + timedelta(hours=1)

PROMOTIONS = (
    percent("a", "33.3333", name={"zh": "大促", "en": "Sale"}, starts_at=NOW - DAY, ends_at=NOW + DAY),
    amount("b", Money(5000, "KWD"), market="KW", member_group="gold", stacking="exclusive", priority=-3),
    nth("c", 2, 100, repeats=True, scope=Scope(brands=frozenset(["A", "B"]), but_tags=frozenset(["x"]))),
    threshold("d", cny(30000), cny(5000), starts_at=NOW + 3 * DAY),
)


def stored(till: "Till", *ids: str) -> dict[str, list[ListPrice]]:
    with till.database.read() as connection:
        return till.store.prices_of(ids, connection)


def test_what_is_stored_comes_back_as_it_was(till: "Till") -> None:
    till.store.put_list(GOLD)
    price = listed("gold", cny(12345), "red", compare_at=cny(20000), valid_from=NOW, valid_to=NOW + DAY)
    assert till.store.put_prices([price]) == Tally(added=1)
    assert till.store.put_promotions(PROMOTIONS) == Tally(added=4)
    assert stored(till, "s:1", "s:2") == {"s:1": [price]}
    assert till.store.book() == Book((GOLD,), PROMOTIONS)
    assert till.store.prices_in("gold") == [price]
    (summary,) = till.store.lists()
    assert (summary.price_list, summary.prices, summary.oldest) == (GOLD, 1, NOW)


def test_the_book_holds_what_is_in_force_or_to_come(till: "Till") -> None:
    till.store.put_promotions(PROMOTIONS)
    till.clock.advance(DAY.total_seconds())
    assert [one.id for one in till.store.book().promotions] == ["b", "c", "d"]
    assert [one.id for one in till.store.promotions()] == ["a", "b", "c", "d"]


def test_writing_the_same_again_changes_nothing_and_tells_nobody(till: "Till") -> None:
    assert till.store.put_list(GOLD)
    till.store.put_prices([listed("gold", cny(1)), listed("gold", cny(2), "red")])
    till.store.put_promotions(PROMOTIONS)
    assert till.noted() == ["", "s:1"]
    assert not till.store.put_list(GOLD)
    again = till.store.put_prices([listed("gold", cny(1)), listed("gold", cny(2), "red")])
    assert again == Tally(unchanged=2)
    assert till.store.put_promotions(PROMOTIONS) == Tally(unchanged=4)
    assert till.noted() == []


def test_a_changed_price_is_journalled_under_its_product(till: "Till") -> None:
    till.store.put_list(GOLD)
    till.store.put_prices([listed("gold", cny(1))])
    till.noted()
    assert till.store.put_prices([listed("gold", cny(2), stated_at=LATER)]) == Tally(changed=1)
    assert till.noted() == ["s:1"]


def test_a_price_stated_again_gets_young_and_any_product_is_told(till: "Till") -> None:
    till.store.put_list(GOLD)
    till.store.put_prices([listed("gold", cny(1))])
    till.noted()
    tally = till.store.put_prices([listed("gold", cny(1), stated_at=LATER)])
    assert tally == Tally(unchanged=1, restated=1)
    assert stored(till, "s:1")["s:1"][0].stated_at == LATER
    assert till.noted() == [""]


def test_a_statement_replaces_all_periods_that_were_stated_before(till: "Till") -> None:
    till.store.put_list(GOLD)
    periods = [
        listed("gold", cny(n), valid_from=NOW + n * DAY, valid_to=NOW + (n + 1) * DAY) for n in range(3)
    ]
    till.store.put_prices(periods[:2])
    assert till.store.put_prices(periods[2:]) == Tally(added=1)
    assert stored(till, "s:1")["s:1"] == periods
    new = listed("gold", cny(9), stated_at=LATER)
    assert till.store.put_prices([new]) == Tally(added=1, removed=3)
    assert stored(till, "s:1")["s:1"] == [new]
    assert till.store.put_prices(periods) == Tally(superseded=3)
    assert stored(till, "s:1")["s:1"] == [new]


def test_replacing_a_list_removes_the_rest_of_it_only(till: "Till") -> None:
    till.store.put_list(GOLD)
    till.store.put_list(PriceList("other", "CNY"))
    till.store.put_prices(
        [
            listed("gold", cny(1)),
            replace(listed("gold", cny(2)), product_id="s:2"),
            listed("gold", cny(3), "red"),
            listed("other", cny(4)),
        ]
    )
    till.noted()
    tally = till.store.replace_prices("gold", [listed("gold", cny(1))])
    assert tally == Tally(unchanged=1, removed=2)
    assert till.noted() == ["s:1", "s:2"]
    assert [price.price.minor for price in stored(till, "s:1", "s:2")["s:1"]] == [1, 4]
    assert till.store.replace_prices("gold", []) == Tally(removed=1)
    with pytest.raises(UnusableInput, match="another list"):
        till.store.replace_prices("gold", [listed("other", cny(1))])


def test_removing_a_list_takes_its_prices_along(till: "Till") -> None:
    till.store.put_list(GOLD)
    till.store.put_prices([listed("gold", cny(1))])
    till.noted()
    assert till.store.remove_list("gold") == 1
    assert till.noted() == [""]
    assert stored(till, "s:1") == {}
    for gone in (
        lambda: till.store.remove_list("gold"),
        lambda: till.store.put_prices([listed("gold", cny(1))]),
        lambda: till.store.prices_in("gold"),
        lambda: till.store.drop_prices("gold", NOW),
        lambda: till.store.remove_promotion("a"),
    ):
        with pytest.raises(NotFound):
            gone()


def test_a_list_with_prices_keeps_its_currency(till: "Till") -> None:
    till.store.put_list(GOLD)
    assert till.store.put_list(replace(GOLD, currency="USD"))
    till.store.put_prices([listed("gold", Money(1, "USD"))])
    with pytest.raises(Conflict, match="prices in USD"):
        till.store.put_list(GOLD)
    with pytest.raises(UnusableInput, match="is in USD"):
        till.store.put_prices([listed("gold", cny(1))])
    assert till.store.put_list(replace(GOLD, currency="USD", market="HK"))


def test_promotions_are_changed_replaced_and_removed(till: "Till") -> None:
    till.store.put_promotions(PROMOTIONS)
    till.noted()
    changed = replace(PROMOTIONS[0], percent=Decimal(20))
    assert till.store.replace_promotions([changed, PROMOTIONS[1]]) == Tally(changed=1, unchanged=1, removed=2)
    assert till.store.promotions() == (changed, PROMOTIONS[1])
    till.store.remove_promotion("a")
    assert till.store.promotions() == (PROMOTIONS[1],)
    assert till.noted() == [""]


def test_the_next_change_is_the_next_beginning_or_end(till: "Till") -> None:
    assert till.store.next_change(NOW) is None
    till.store.put_list(GOLD)
    till.store.put_prices([listed("gold", cny(1), valid_from=NOW + DAY / 2, valid_to=NOW + 2 * DAY)])
    till.store.put_promotions(PROMOTIONS)
    moments, after = [], NOW - 9 * DAY
    while (found := till.store.next_change(after)) is not None:
        moments.append((found - NOW) / DAY)
        after = found
    assert moments == [-1, 0.5, 1, 2, 3]


def test_shops_do_not_see_each_other(till: "Till") -> None:
    ShopStore(till.database).create("paris")
    paris = PriceStore(till.database, "paris", till.clock)
    till.store.put_list(GOLD)
    till.store.put_prices([listed("gold", cny(1), valid_to=NOW + DAY)])
    till.store.put_promotions(PROMOTIONS)
    assert paris.book() == Book()
    assert paris.lists() == []
    assert paris.next_change(NOW) is None
    with till.database.read() as connection:
        assert paris.prices_of(["s:1"], connection) == {}
    paris.replace_promotions([])
    assert len(till.store.promotions()) == 4


periods = st.sampled_from([(None, None), (NOW, None), (None, NOW), (NOW, NOW + DAY)])
statements = st.lists(
    st.builds(
        lambda minor, period, hour: listed(
            "gold",
            cny(minor),
            valid_from=period[0],
            valid_to=period[1],
            stated_at=NOW + timedelta(hours=hour),
        ),
        st.integers(0, 3),
        periods,
        st.integers(0, 2),
    ),
    max_size=6,
)


@given(statements, statements)
def test_of_all_that_is_stated_the_newest_statement_stands(
    first: list[ListPrice], second: list[ListPrice]
) -> None:
    before = merge_prices([], first).prices
    merged = merge_prices(before, second)
    assert merge_prices(merged.prices, second).prices == merged.prices
    newest = max((price.stated_at for price in (*first, *second)), default=None)
    assert all(price.stated_at == newest for price in merged.prices)
    assert bool(merged.prices) == bool(first or second)
    tally = merged.tally
    assert tally.added + tally.changed + tally.unchanged + tally.superseded == len(second)
    assert len(merged.prices) == len(before) + tally.added - tally.removed
