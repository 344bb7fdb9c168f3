"""Quotes for a shopper, from the database: what is read, what is kept, and when it is read anew."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from pricing_values import DAY, NOW, cny, listed, offer, percent, threshold

from floorwalker.catalog.pricing import Basket, Offer, PriceList, Pricer, Quote, Shopper
from floorwalker.core import UnusableInput

if TYPE_CHECKING:
    from tests.catalog.pricing.tills import Till

GOLD = Shopper("CN", frozenset(["gold"]))


def ask(till: "Till", pricer: Pricer, *offers: Offer, reload: bool = True) -> list[Quote]:
    with till.database.read() as connection:
        if reload:
            pricer.reload(connection)
        return pricer.quotes(offers, connection, till.clock.now())


def statements(till: "Till", pricer: Pricer, offers: list[Offer]) -> int:
    """How many queries quoting takes."""
    count = 0

    def one_more(*_: object) -> None:
        nonlocal count
        count += 1

    with till.database.read() as connection:
        sa.event.listen(connection, "before_cursor_execute", one_more)
        pricer.quotes(offers, connection, till.clock.now())
    return count


def test_without_lists_and_promotions_the_record_is_quoted_and_nothing_is_read(desk: "Till") -> None:
    pricer = Pricer(desk.database, "default", GOLD)
    offers = [offer(compare_at=cny(20000)), offer(None), offer(compare_at=cny(1))]
    found = ask(desk, pricer, *offers)
    assert [one.price for one in found] == [cny(10000), None, cny(10000)]
    assert [one.compare_at for one in found] == [cny(20000), None, None]
    assert all(one.fresh and one.until is None and one.list_id == "" for one in found)
    assert statements(desk, pricer, offers) == 0


def test_lists_and_promotions_for_others_cost_no_query_either(desk: "Till") -> None:
    desk.store.put_list(PriceList("vip", "CNY", member_group="vip"))
    desk.store.put_prices([listed("vip", cny(1))])
    desk.store.put_promotions([percent("old", 10, ends_at=NOW), percent("vip", 10, member_group="vip")])
    pricer = Pricer(desk.database, "default", GOLD)
    assert ask(desk, pricer, offer())[0] == Quote(cny(10000), None, None, "", (), NOW, True, None, cny(10000))
    assert statements(desk, pricer, [offer()]) == 0


def test_list_prices_and_promotions_meet_in_a_quote(till: "Till") -> None:
    till.store.put_list(PriceList("gold", "CNY", member_group="gold", tax_included=True))
    till.store.put_prices([listed("gold", cny(9000)), listed("gold", cny(8000), "red")])
    till.store.put_promotions([percent("ten", 10, ends_at=NOW + DAY)])
    pricer = Pricer(till.database, "default", GOLD)
    offers = [offer(), offer(variant_id="red"), offer(product_id="s:2")]
    found = ask(till, pricer, *offers)
    assert [one.price for one in found] == [cny(8100), cny(7200), cny(9000)]
    assert [one.list_id for one in found] == ["gold", "gold", ""]
    assert found[0] == Quote(cny(8100), cny(9000), True, "gold", ("ten",), NOW, True, NOW + DAY, cny(9000))
    assert ask(till, Pricer(till.database, "default", Shopper()), *offers)[0].price == cny(9000)


def test_thousands_of_offers_are_read_in_few_queries(desk: "Till") -> None:
    desk.store.put_list(PriceList("all", "CNY"))
    desk.store.put_prices([listed("all", cny(1))])
    pricer = Pricer(desk.database, "default", GOLD)
    assert statements(desk, pricer, [offer(product_id=f"s:{number}") for number in range(2000)]) <= 4


def test_what_is_kept_in_memory_is_read_anew_on_demand(desk: "Till") -> None:
    pricer = Pricer(desk.database, "default", GOLD)
    desk.store.put_promotions([percent("ten", 10)])
    assert ask(desk, pricer, offer(), reload=False)[0].price == cny(10000)
    assert ask(desk, pricer, offer())[0].price == cny(9000)


def test_an_old_price_is_not_quoted(desk: "Till") -> None:
    pricer = Pricer(desk.database, "default", GOLD, timedelta(hours=24))
    assert ask(desk, pricer, offer())[0].until == NOW + DAY
    desk.clock.advance(DAY.total_seconds())
    (found,) = ask(desk, pricer, offer())
    assert (found.price, found.fresh) == (None, False)


def test_the_next_change_is_that_of_the_shoppers_own_terms(till: "Till") -> None:
    pricer = Pricer(till.database, "default", GOLD)
    assert pricer.next_change(NOW) is None
    till.store.put_list(PriceList("gold", "CNY", member_group="gold"))
    till.store.put_list(PriceList("vip", "CNY", member_group="vip"))
    till.store.put_prices(
        [listed("gold", cny(1), valid_from=NOW + 3 * DAY), listed("vip", cny(1), valid_from=NOW + DAY)]
    )
    till.store.put_promotions(
        [
            threshold("t", cny(1), cny(1), starts_at=NOW + 4 * DAY, ends_at=NOW + 5 * DAY),
            percent("vip", 1, member_group="vip", starts_at=NOW + 2 * DAY),
        ]
    )
    pricer = Pricer(till.database, "default", GOLD)
    found = [pricer.next_change(NOW + days * DAY) for days in (0, 3, 4, 5)]
    assert found == [NOW + 3 * DAY, NOW + 4 * DAY, NOW + 5 * DAY, None]


def test_a_basket_is_priced_with_what_is_in_force(till: "Till") -> None:
    till.store.put_promotions(
        [
            percent("ten", 10),
            threshold("now", cny(18000), cny(1000), ends_at=NOW + DAY),
            threshold("later", cny(1), cny(18000), starts_at=NOW + DAY),
        ]
    )
    pricer = Pricer(till.database, "default", GOLD)

    def priced(quantity: int) -> Basket:
        with till.database.read() as connection:
            return pricer.basket([(offer(), quantity)], connection, till.clock.now())

    assert priced(1).total == cny(9000)
    assert priced(2).total == cny(17000)
    till.clock.advance(DAY.total_seconds())
    assert priced(2).total == cny(0)
    with pytest.raises(UnusableInput):
        priced(0)
