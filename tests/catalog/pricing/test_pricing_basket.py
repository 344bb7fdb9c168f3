"""What a basket costs: thresholds, second items, stacking, and discounts that add up."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pricing_values import (
    CURRENCIES,
    amount,
    basket_promotions,
    cny,
    item_promotions,
    line,
    nth,
    offer,
    percent,
    threshold,
)

from floorwalker.catalog.pricing import BasketLine, Promotion, Scope, basket
from floorwalker.catalog.pricing.quoting import plain_quote
from floorwalker.core import Money, UnusableInput

DRESSES = Scope(categories=frozenset(["Clothing > Dresses"]))


def total(lines: list[BasketLine], *promotions: Promotion) -> int:
    found = basket(lines, promotions).total
    assert found
    return found.minor


def test_a_threshold_counts_from_its_sum_on() -> None:
    full = threshold("满300减50", cny(30000), cny(5000))
    assert total([line(cny(29999))], full) == 29999
    assert total([line(cny(30000))], full) == 25000
    assert total([line(cny(10000), 3)], full) == 25000
    assert total([line(cny(65000))], full) == 60000


def test_a_threshold_that_repeats_counts_every_full_sum() -> None:
    full = threshold("t", cny(30000), cny(5000), repeats=True)
    assert total([line(cny(65000))], full) == 55000
    assert total([line(cny(90000))], full) == 75000


def test_only_lines_in_scope_count_and_bear_the_discount() -> None:
    found = basket(
        [line(cny(20000)), line(cny(20000), category="Shoes"), line(cny(10000))],
        [threshold("t", cny(30000), cny(5000), scope=DRESSES)],
    )
    (discount,) = found.discounts
    assert discount.by_line == (cny(3333), cny(0), cny(1667))
    assert discount.amount == cny(5000)
    assert [one.total for one in found.lines] == [cny(16667), cny(20000), cny(8333)]
    assert found.total == cny(45000)


def test_the_second_item_is_the_cheapest() -> None:
    second = nth("第二件半价", 2, 50)
    assert total([line(cny(9900))], second) == 9900
    assert total([line(cny(9900)), line(cny(5000))], second) == 12400
    assert total([line(cny(9900), 2)], second) == 14850
    assert total([line(cny(9900)), line(cny(5000)), line(cny(3000)), line(cny(1000))], second) == 18400


def test_a_second_item_that_repeats_takes_as_many_of_the_cheapest_as_there_are_pairs() -> None:
    second = nth("n", 2, 50, repeats=True)
    assert total([line(cny(9900)), line(cny(5000)), line(cny(3000)), line(cny(1000))], second) == 16900
    assert total([line(cny(99), 4)], second) == 99 * 2 + 50 * 2
    assert total([line(cny(99), 5)], second) == 99 * 3 + 50 * 2


def test_the_third_item_free() -> None:
    assert total([line(cny(100), 2)], nth("n", 3, 100)) == 200
    assert total([line(cny(100), 3)], nth("n", 3, 100)) == 200


def test_rounding_follows_the_currency() -> None:
    second = nth("n", 2, 50)
    assert total([line(Money(99, "JPY"), 2)], second) == 149
    assert total([line(Money(1005, "KWD"), 2)], second) == 1508


def test_a_discount_is_capped_by_what_it_is_taken_from() -> None:
    assert total([line(cny(100))], threshold("t", cny(100), cny(500))) == 0


def test_basket_promotions_stack_by_priority_on_the_running_subtotal() -> None:
    first = threshold("a", cny(30000), cny(5000), priority=2)
    second = threshold("b", cny(25000), cny(2000), priority=1)
    assert total([line(cny(30000))], second, first) == 23000


def test_a_promotion_that_would_cost_a_better_one_is_left_out() -> None:
    small = threshold("a", cny(30000), cny(100), priority=2)
    large = threshold("b", cny(30000), cny(9000), priority=1)
    found = basket([line(cny(30000))], [small, large])
    assert (found.total, [one.promotion_id for one in found.discounts]) == (cny(21000), ["b"])


def test_an_exclusive_one_is_compared_with_the_stack() -> None:
    stack = [threshold("a", cny(1000), cny(100)), threshold("b", cny(500), cny(100))]
    alone = threshold("c", cny(1000), cny(150), stacking="exclusive")
    better = threshold("d", cny(1000), cny(250), stacking="exclusive")
    assert total([line(cny(1000))], *stack, alone) == 800
    assert total([line(cny(1000))], *stack, alone, better) == 750


def test_an_exclusive_item_promotion_keeps_basket_promotions_away() -> None:
    half = percent("half", 50, stacking="exclusive", scope=DRESSES)
    full = threshold("full", cny(10000), cny(1000))
    found = basket([line(cny(10000)), line(cny(10000), category="Shoes")], [half, full])
    assert [one.total for one in found.lines] == [cny(5000), cny(9000)]


def test_a_basket_may_be_cheaper_without_an_exclusive_item_promotion() -> None:
    tiny = percent("tiny", 1, stacking="exclusive")
    full = threshold("full", cny(10000), cny(5000))
    found = basket([line(cny(10000))], [tiny, full])
    assert (found.total, found.lines[0].promotions) == (cny(5000), ())


def test_an_exclusive_basket_promotion_applies_to_prices_without_promotions() -> None:
    ten = percent("ten", 10)
    large = threshold("large", cny(20000), cny(15000), stacking="exclusive", scope=DRESSES)
    lines = [line(cny(20000)), line(cny(10000), category="Shoes")]
    found = basket(lines, [ten, large])
    assert [one.total for one in found.lines] == [cny(5000), cny(9000)]
    assert [one.promotions for one in found.lines] == [(), ("ten",)]


def test_amounts_in_another_currency_do_not_apply() -> None:
    assert total([line(cny(10000))], threshold("t", Money(1, "USD"), Money(1, "USD"))) == 10000


def test_what_has_no_price_or_two_currencies_is_not_added_up() -> None:
    bare = offer(None)
    for lines in ([BasketLine(bare, plain_quote(bare))], [line(cny(1)), line(Money(1, "JPY"))], []):
        found = basket(lines, [threshold("t", cny(1), cny(1))])
        assert (found.total, found.discounts, len(found.lines)) == (None, (), len(lines))
    with pytest.raises(UnusableInput):
        line(cny(1), 0)


scopes = st.sampled_from([Scope(), DRESSES, Scope(but_categories=frozenset(["Shoes"]))])


@st.composite
def baskets(draw: st.DrawFn, items: bool = True) -> tuple[list[BasketLine], list[Promotion]]:
    currency = draw(st.sampled_from(CURRENCIES))
    lines = draw(
        st.lists(
            st.builds(
                line,
                st.builds(Money, st.integers(0, 2000), st.just(currency)),
                st.integers(1, 5),
                category=st.sampled_from(["Clothing > Dresses", "Shoes", "Bags"]),
            ),
            min_size=1,
            max_size=4,
        )
    )
    found = draw(basket_promotions(currency)) + (draw(item_promotions(currency)) if items else [])
    return lines, [replace(one, scope=draw(scopes)) for one in found]


@settings(max_examples=60, deadline=None)
@given(baskets())
def test_every_sum_adds_up_to_the_last_unit(case: tuple[list[BasketLine], list[Promotion]]) -> None:
    lines, promotions = case
    found = basket(lines, promotions)
    assert found.total
    assert found.total.minor == sum(one.total.minor for one in found.lines if one.total)
    for discount in found.discounts:
        assert discount.amount.minor == sum(share.minor for share in discount.by_line) > 0
    for place, one in enumerate(found.lines):
        assert one.price
        assert one.total
        assert one.discount
        assert one.discount.minor == sum(discount.by_line[place].minor for discount in found.discounts)
        assert one.total.minor == one.price.minor * one.quantity - one.discount.minor
        assert one.total.minor >= 0
        assert one.quote.before
        assert one.price <= one.quote.before


@settings(max_examples=60, deadline=None)
@given(baskets())
def test_another_basket_promotion_never_makes_a_basket_dearer(
    case: tuple[list[BasketLine], list[Promotion]],
) -> None:
    lines, promotions = case
    of_items = [one for one in promotions if one.is_for_items]
    of_baskets = [one for one in promotions if not one.is_for_items]
    paid = [total(lines, *of_items, *of_baskets[:count]) for count in range(len(of_baskets) + 1)]
    assert paid == sorted(paid, reverse=True)


@settings(max_examples=60, deadline=None)
@given(baskets())
def test_nobody_takes_part_beside_an_exclusive_promotion(
    case: tuple[list[BasketLine], list[Promotion]],
) -> None:
    lines, promotions = case
    by_id = {one.id: one for one in promotions}
    found = basket(lines, promotions)
    for place, one in enumerate(found.lines):
        taken = [*one.promotions, *(d.promotion_id for d in found.discounts if d.by_line[place].minor)]
        assert len(taken) == 1 or not any(by_id[id_].is_exclusive for id_ in taken)


def test_more_promotions_than_can_be_tried_in_every_way_still_end_soon() -> None:
    many = [threshold(f"t{n}", cny(1000 + n), cny(7 + n), priority=n) for n in range(20)]
    assert 0 < total([line(cny(1500), 3), line(cny(900))], *many, amount("a", cny(1))) < 5400
