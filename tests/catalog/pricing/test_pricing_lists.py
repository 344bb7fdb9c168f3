"""Which price list's price a shopper gets."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pricing_values import DAY, NOW, cny, listed, offer, quoted

from floorwalker.catalog.pricing import ListPrice, PriceList, Shopper
from floorwalker.core import Money, UnusableInput

GENERAL = PriceList("general", "CNY")
MARKET = PriceList("market", "CNY", market="CN")
GROUP = PriceList("group", "CNY", member_group="gold")
BOTH = PriceList("both", "CNY", market="CN", member_group="gold")
ALL = [GENERAL, MARKET, GROUP, BOTH]
PRICES = [listed(one.id, cny(9000 + place)) for place, one in enumerate(ALL)]

GOLD_IN_CHINA = Shopper("cn", frozenset(["Gold", "staff"]))


@pytest.mark.parametrize(
    ("shopper", "expected"),
    [
        (GOLD_IN_CHINA, "both"),
        (Shopper("HK", frozenset(["gold"])), "group"),
        (Shopper("CN"), "market"),
        (Shopper("HK"), "general"),
        (Shopper(), "general"),
    ],
)
def test_market_and_group_must_match_and_the_more_specific_wins(shopper: Shopper, expected: str) -> None:
    assert quoted(offer(), PRICES, ALL, shopper=shopper).list_id == expected


def test_without_a_price_in_a_specific_list_the_next_counts_and_at_last_the_record() -> None:
    assert quoted(offer(), PRICES[:1], ALL, shopper=GOLD_IN_CHINA).list_id == "general"
    plain = quoted(offer(), [], ALL, shopper=GOLD_IN_CHINA)
    assert (plain.list_id, plain.price) == ("", cny(10000))


def test_a_list_may_be_dearer_than_the_record() -> None:
    assert quoted(offer(), [listed("general", cny(12000))], ALL).price == cny(12000)


def test_of_equally_specific_lists_priority_counts_then_the_lower_price_then_the_id() -> None:
    a, b = PriceList("a", "CNY"), PriceList("b", "CNY", priority=1)
    prices = [listed("a", cny(100)), listed("b", cny(200))]
    assert quoted(offer(), prices, [a, b]).list_id == "b"
    assert quoted(offer(), prices, [a, PriceList("b", "CNY")]).list_id == "a"
    same = [listed("b", cny(100)), listed("a", cny(100))]
    assert quoted(offer(), same, [a, PriceList("b", "CNY")]).list_id == "a"


def test_prices_in_two_currencies_are_not_compared() -> None:
    lists = [PriceList("a", "JPY"), PriceList("b", "CNY")]
    prices = [listed("a", Money(1, "JPY")), listed("b", cny(10**6))]
    assert quoted(offer(), prices, lists).list_id == "b"
    assert quoted(offer(Money(5, "JPY")), prices, lists).list_id == "a"


def test_a_variants_own_price_beats_the_one_for_every_variant() -> None:
    prices = [listed("general", cny(1)), listed("general", cny(2), "red")]
    assert quoted(offer(variant_id="red"), prices, [GENERAL]).price == cny(2)
    assert quoted(offer(variant_id="blue"), prices, [GENERAL]).price == cny(1)
    assert quoted(offer(), prices, [GENERAL]).price == cny(1)


def test_of_overlapping_periods_the_one_that_began_last_counts_then_the_shorter() -> None:
    always = listed("general", cny(100))
    sale = listed("general", cny(300), valid_from=NOW - DAY, valid_to=NOW + 9 * DAY)
    short = listed("general", cny(400), valid_from=NOW - DAY, valid_to=NOW + DAY)
    assert quoted(offer(), [always, sale], [GENERAL]).price == cny(300)
    assert quoted(offer(), [always, sale, short], [GENERAL]).price == cny(400)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (NOW - DAY / 24, cny(10000)),
        (NOW, cny(8000)),
        (NOW + DAY - DAY.resolution, cny(8000)),
        (NOW + DAY, cny(10000)),
    ],
)
def test_a_period_includes_its_start_and_excludes_its_end(now: datetime, expected: Money) -> None:
    sale = listed("general", cny(8000), valid_from=NOW, valid_to=NOW + DAY)
    assert quoted(offer(), [sale], [GENERAL], now=now).price == expected


def test_a_quote_says_when_it_may_change() -> None:
    sale = listed("general", cny(8000), valid_from=NOW, valid_to=NOW + DAY)
    assert quoted(offer(), [sale], [GENERAL], now=NOW - DAY).until == NOW
    assert quoted(offer(), [sale], [GENERAL]).until == NOW + DAY
    assert quoted(offer(), [sale], [GENERAL], now=NOW + DAY).until is None
    other = listed("general", cny(1), "red", valid_from=NOW + DAY / 2)
    assert quoted(offer(), [sale, other], [GENERAL]).until == NOW + DAY
    assert quoted(offer(variant_id="red"), [sale, other], [GENERAL]).until == NOW + DAY / 2


def test_the_lists_own_former_price_and_tax_come_along() -> None:
    net = PriceList("net", "CNY", tax_included=False)
    found = quoted(offer(compare_at=cny(99999)), [listed("net", cny(80), compare_at=cny(100))], [net])
    assert (found.compare_at, found.tax_included, found.before) == (cny(100), False, cny(80))
    found = quoted(offer(compare_at=cny(99999)), [listed("net", cny(80))], [net])
    assert found.compare_at is None
    assert quoted(offer()).tax_included is None


def test_a_price_is_quoted_until_it_is_as_old_as_the_shop_allows() -> None:
    one = offer(stated_at=NOW)
    young = quoted(one, now=NOW + DAY - DAY.resolution, max_age=DAY)
    assert (young.price, young.fresh, young.until) == (cny(10000), True, NOW + DAY)
    old = quoted(one, now=NOW + DAY, max_age=DAY)
    assert (old.price, old.compare_at, old.fresh, old.until, old.before) == (None, None, False, None, None)
    assert quoted(one, now=NOW + 999 * DAY).fresh


def test_a_list_price_that_is_too_old_is_not_replaced_by_another() -> None:
    prices = [listed("group", cny(1), stated_at=NOW - 2 * DAY), listed("general", cny(2))]
    found = quoted(offer(), prices, ALL, shopper=GOLD_IN_CHINA, max_age=DAY)
    assert (found.price, found.fresh, found.list_id) == (None, False, "group")


def test_what_has_no_price_has_none_but_is_not_old() -> None:
    found = quoted(offer(None, stated_at=NOW - 9 * DAY), max_age=DAY)
    assert (found.price, found.fresh, found.until) == (None, True, None)


moments = st.none() | st.integers(-5, 5).map(lambda days: NOW + days * DAY)


@st.composite
def many_prices(draw: st.DrawFn) -> list[ListPrice]:
    found = []
    for _ in range(draw(st.integers(0, 6))):
        start, end = draw(moments), draw(moments)
        if start and end and end <= start:
            start = None
        one = listed(
            draw(st.sampled_from([each.id for each in ALL])),
            cny(draw(st.integers(0, 10))),
            draw(st.sampled_from(["", "red"])),
            valid_from=start,
            valid_to=end,
        )
        found.append(one)
    return found


@given(many_prices(), st.permutations(range(6)))
def test_the_choice_does_not_depend_on_the_order_of_the_prices(
    prices: list[ListPrice], order: list[int]
) -> None:
    shuffled = [prices[place] for place in order if place < len(prices)]
    one = offer(variant_id="red")
    assert quoted(one, prices, ALL, shopper=GOLD_IN_CHINA) == quoted(
        one, shuffled, ALL, shopper=GOLD_IN_CHINA
    )


@given(many_prices(), st.integers(-6, 6), st.data())
def test_a_quote_stays_as_it_is_until_the_moment_it_names(
    prices: list[ListPrice], day: int, data: st.DataObject
) -> None:
    now = NOW + day * DAY
    first = quoted(offer(), prices, ALL, shopper=GOLD_IN_CHINA, now=now)
    instant = DAY.resolution
    last = (first.until or now + 30 * DAY) - instant
    later = data.draw(
        st.just(last) | st.integers(0, (last - now) // instant).map(lambda n: now + n * instant)
    )
    assert quoted(offer(), prices, ALL, shopper=GOLD_IN_CHINA, now=later) == first


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: PriceList("", "CNY"),
        lambda: PriceList("x" * 65, "CNY"),
        lambda: PriceList("x", "RMB"),
        lambda: PriceList("x", "CNY", market="x" * 17),
        lambda: listed("x", cny(-1)),
        lambda: listed("x", cny(1), compare_at=Money(2, "USD")),
        lambda: listed("x", cny(1), valid_from=NOW, valid_to=NOW),
        lambda: listed("x", cny(1), valid_from=NOW.replace(tzinfo=None)),
    ],
)
def test_what_cannot_be_is_refused(wrong: object) -> None:
    with pytest.raises(UnusableInput):
        wrong()  # type: ignore[operator]
