"""What promotions make of the price of one piece, and for which products they are."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pricing_values import (
    CURRENCIES,
    DAY,
    NOW,
    amount,
    cny,
    item_promotions,
    listed,
    minors,
    nth,
    offer,
    percent,
    quoted,
    threshold,
)

from floorwalker.catalog.pricing import PriceList, Promotion, Scope, Shopper
from floorwalker.catalog.pricing.promoting import best_price, reduce_price
from floorwalker.catalog.pricing.scope import matcher
from floorwalker.core import Money, UnusableInput


def test_stacking_promotions_work_on_what_the_one_before_has_left() -> None:
    first, second = percent("a", 20, priority=2), amount("b", cny(1000), priority=1)
    assert quoted(offer(), promotions=[second, first]).price == cny(7000)
    swapped = [percent("a", 20, priority=1), amount("b", cny(1000), priority=2)]
    found = quoted(offer(), promotions=swapped)
    assert (found.price, found.promotions) == (cny(7200), ("b", "a"))


def test_the_best_exclusive_one_is_compared_with_the_stack() -> None:
    stack = [percent("a", 10), percent("b", 10)]  # 81.00
    assert quoted(offer(), promotions=[*stack, percent("c", 15, stacking="exclusive")]).promotions == (
        "a",
        "b",
    )
    found = quoted(
        offer(),
        promotions=[*stack, percent("c", 15, stacking="exclusive"), percent("d", 20, stacking="exclusive")],
    )
    assert (found.price, found.promotions) == (cny(8000), ("d",))
    equal = quoted(offer(), promotions=[*stack, percent("e", 19, stacking="exclusive")])
    assert (equal.price, equal.promotions) == (cny(8100), ("e",))


def test_a_price_never_falls_below_zero() -> None:
    found = quoted(offer(), promotions=[amount("a", cny(99999)), percent("b", 10)])
    assert (found.price, found.promotions) == (cny(0), ("a",))


def test_an_amount_in_another_currency_does_not_apply() -> None:
    found = quoted(offer(), promotions=[amount("a", Money(100, "USD"))])
    assert (found.price, found.promotions) == (cny(10000), ())


def test_the_former_price_is_the_one_before_promotions_or_the_records_own() -> None:
    assert quoted(offer(), promotions=[percent("a", 20)]).compare_at == cny(10000)
    own = offer(compare_at=cny(15000))
    assert quoted(own, promotions=[percent("a", 20)]).compare_at == cny(15000)
    assert quoted(own).compare_at == cny(15000)
    assert quoted(offer(compare_at=cny(10000))).compare_at is None
    assert quoted(offer(compare_at=Money(99999, "USD"))).compare_at is None


def test_promotions_apply_to_the_chosen_lists_price() -> None:
    found = quoted(offer(), [listed("a", cny(5000))], [PriceList("a", "CNY")], [percent("p", 10)])
    assert (found.price, found.before, found.compare_at) == (cny(4500), cny(5000), cny(5000))


def test_market_and_group_of_a_promotion_must_match() -> None:
    promotions = [percent("cn", 10, market="CN"), percent("gold", 20, member_group="gold")]
    assert quoted(offer(), promotions=promotions).promotions == ()
    assert quoted(offer(), promotions=promotions, shopper=Shopper("CN")).promotions == ("cn",)
    both = Shopper("CN", frozenset(["GOLD"]))
    assert quoted(offer(), promotions=promotions, shopper=both).promotions == ("cn", "gold")


def test_a_promotion_includes_its_start_and_excludes_its_end() -> None:
    one = [percent("a", 20, starts_at=NOW, ends_at=NOW + DAY)]
    before = quoted(offer(), promotions=one, now=NOW - DAY.resolution)
    assert (before.price, before.until) == (cny(10000), NOW)
    during = quoted(offer(), promotions=one)
    assert (during.price, during.until) == (cny(8000), NOW + DAY)
    after = quoted(offer(), promotions=one, now=NOW + DAY)
    assert (after.price, after.until) == (cny(10000), None)


def test_promotions_of_baskets_and_other_products_do_not_concern_a_quote() -> None:
    found = quoted(
        offer(),
        promotions=[
            threshold("t", cny(1), cny(1), ends_at=NOW + DAY),
            nth("n", 2, 50, ends_at=NOW + DAY),
            percent("x", 50, scope=Scope(products=frozenset(["s:2"])), ends_at=NOW + DAY),
        ],
    )
    assert (found.price, found.promotions, found.until) == (cny(10000), (), None)


@given(
    st.sampled_from(CURRENCIES).flatmap(
        lambda code: st.tuples(st.builds(Money, minors, st.just(code)), item_promotions(code))
    )
)
def test_more_promotions_never_raise_the_price(case: tuple[Money, list[Promotion]]) -> None:
    price, promotions = case
    paid = [best_price(price, promotions[:count]).price for count in range(len(promotions) + 1)]
    assert paid[0] == price
    assert all(later <= earlier for earlier, later in pairwise(paid))
    assert all(one.minor >= 0 and one.currency == price.currency for one in paid)


@given(minors, item_promotions())
def test_what_is_named_is_what_makes_the_price_and_exclusive_ones_stand_alone(
    minor: int, promotions: list[Promotion]
) -> None:
    best = best_price(cny(minor), promotions)
    assert reduce_price(cny(minor), best.promotions) == best
    assert len(best.promotions) == 1 or not best.is_exclusive
    assert all(best.price <= reduce_price(cny(minor), [one]).price for one in promotions if one.is_exclusive)
    stack = [one for one in promotions if not one.is_exclusive]
    assert best.price <= reduce_price(cny(minor), stack).price


@given(minors, minors, item_promotions())
def test_what_was_cheaper_stays_cheaper_under_the_same_promotions(
    one: int, other: int, promotions: list[Promotion]
) -> None:
    low, high = sorted((one, other))
    assert best_price(cny(low), promotions).price <= best_price(cny(high), promotions).price


@given(minors, item_promotions(), st.randoms())
def test_the_order_in_which_promotions_are_given_does_not_matter(
    minor: int, promotions: list[Promotion], random: Any
) -> None:
    shuffled = promotions[:]
    random.shuffle(shuffled)
    assert best_price(cny(minor), shuffled) == best_price(cny(minor), promotions)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(), True),
        (Scope(products=frozenset(["s:1"])), True),
        (Scope(products=frozenset(["s:2"])), False),
        (Scope(brands=frozenset(["estee-lauder"])), True),
        (Scope(brands=frozenset(["CHANDO"])), False),
        (Scope(categories=frozenset(["clothing"])), True),
        (Scope(categories=frozenset(["Clothing>Dresses"])), True),
        (Scope(categories=frozenset(["Cloth"])), False),
        (Scope(categories=frozenset(["Clothing > Dresses > Long"])), False),
        (Scope(tags=frozenset(["NEW", "old"])), True),
        (Scope(tags=frozenset(["old"])), False),
        (Scope(brands=frozenset(["Estée Lauder"]), categories=frozenset(["Shoes"])), False),
        (Scope(but_products=frozenset(["s:1"])), False),
        (Scope(but_brands=frozenset(["Estée Lauder"])), False),
        (Scope(but_categories=frozenset(["Clothing"])), False),
        (Scope(but_tags=frozenset(["new"])), False),
        (Scope(categories=frozenset(["Clothing"]), but_products=frozenset(["s:2"])), True),
    ],
)
def test_a_scope_fits_by_product_brand_category_and_tag(scope: Scope, expected: bool) -> None:
    one = offer(brand="ESTÉE LAUDER", category="Clothing > Dresses", tags=("New",))
    assert matcher(scope).fits(one) is expected


def test_a_product_without_brand_and_category_fits_only_what_names_neither() -> None:
    bare = offer(brand="", category="")
    assert matcher(Scope()).fits(bare)
    assert not matcher(Scope(brands=frozenset(["A"]))).fits(bare)
    assert not matcher(Scope(categories=frozenset(["A"]))).fits(bare)
    assert matcher(Scope(but_brands=frozenset(["A"]), but_categories=frozenset(["B"]))).fits(bare)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "percent"},
        {"kind": "percent", "percent": Decimal(0)},
        {"kind": "percent", "percent": Decimal("100.1")},
        {"kind": "percent", "percent": Decimal("NaN")},
        {"kind": "percent", "percent": Decimal("0.00001")},
        {"kind": "percent", "percent": Decimal(5), "amount": cny(1)},
        {"kind": "percent", "percent": Decimal(5), "repeats": True},
        {"kind": "amount", "amount": cny(0)},
        {"kind": "threshold", "amount": cny(5)},
        {"kind": "threshold", "amount": cny(5), "threshold": Money(5, "USD")},
        {"kind": "nth_item", "percent": Decimal(5), "nth": 1},
        {"kind": "gift"},
        {"kind": "percent", "percent": Decimal(5), "stacking": "maybe"},
        {"kind": "percent", "percent": Decimal(5), "starts_at": NOW, "ends_at": NOW},
        {"kind": "percent", "percent": Decimal(5), "priority": 2**40},
    ],
)
def test_a_promotion_that_cannot_be_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(UnusableInput):
        Promotion("a", **fields)
