"""Short ways to write offers, lists and promotions in the tests of prices, and strategies that make them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from floorwalker.catalog.pricing import BasketLine, ListPrice, Offer, PriceList, Promotion, Quote, Shopper
from floorwalker.catalog.pricing.book import Book
from floorwalker.catalog.pricing.quoting import plain_quote, quote
from floorwalker.core import Money

NOW = datetime(2026, 11, 11, 12, tzinfo=UTC)
DAY = timedelta(days=1)
CURRENCIES = ("CNY", "JPY", "KWD")


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


HUNDRED = cny(10000)
ANYBODY = Shopper()


def offer(price: Money | None = HUNDRED, **fields: Any) -> Offer:
    values: dict[str, Any] = {
        "product_id": "s:1",
        "variant_id": "",
        "brand": "CHANDO",
        "category": "Clothing > Dresses",
        "tags": (),
        "compare_at": None,
        "stated_at": NOW,
    }
    return Offer(price=price, **(values | fields))


def percent(id_: str, off: int | str, **fields: Any) -> Promotion:
    return Promotion(id_, "percent", percent=Decimal(off), **fields)


def amount(id_: str, off: Money, **fields: Any) -> Promotion:
    return Promotion(id_, "amount", amount=off, **fields)


def threshold(id_: str, full: Money, off: Money, **fields: Any) -> Promotion:
    return Promotion(id_, "threshold", threshold=full, amount=off, **fields)


def nth(id_: str, number: int, off: int | str, **fields: Any) -> Promotion:
    return Promotion(id_, "nth_item", nth=number, percent=Decimal(off), **fields)


def listed(list_id: str, price: Money, variant_id: str = "", **fields: Any) -> ListPrice:
    return ListPrice(list_id, "s:1", variant_id, price, **({"stated_at": NOW} | fields))


def quoted(
    one: Offer,
    prices: list[ListPrice] | None = None,
    lists: list[PriceList] | None = None,
    promotions: list[Promotion] | None = None,
    shopper: Shopper = ANYBODY,
    now: datetime = NOW,
    max_age: timedelta | None = None,
) -> Quote:
    terms = Book(tuple(lists or ()), tuple(promotions or ())).terms(shopper, now)
    return quote(one, prices or [], terms, now, max_age)


def line(price: Money, quantity: int = 1, **fields: Any) -> BasketLine:
    one = offer(price, **fields)
    return BasketLine(one, plain_quote(one), quantity)


percents = st.integers(1, 1_000_000).map(lambda parts: Decimal(parts) / 10_000)
minors = st.integers(0, 10**12)


def item_promotions(currency: str = "CNY") -> st.SearchStrategy[list[Promotion]]:
    common: dict[str, Any] = {
        "stacking": st.sampled_from(["exclusive", "stacks"]),
        "priority": st.integers(-2, 2),
    }
    one = st.builds(Promotion, st.just("p"), st.just("percent"), percent=percents, **common) | st.builds(
        Promotion,
        st.just("p"),
        st.just("amount"),
        amount=st.builds(Money, st.integers(1, 10**6), st.just(currency)),
        **common,
    )
    return _numbered(one, 6)


def basket_promotions(currency: str = "CNY", size: int = 5) -> st.SearchStrategy[list[Promotion]]:
    common: dict[str, Any] = {
        "stacking": st.sampled_from(["exclusive", "stacks"]),
        "priority": st.integers(-2, 2),
        "repeats": st.booleans(),
    }
    money = st.builds(Money, st.integers(1, 3000), st.just(currency))
    one = st.builds(
        Promotion, st.just("b"), st.just("threshold"), threshold=money, amount=money, **common
    ) | st.builds(
        Promotion, st.just("b"), st.just("nth_item"), nth=st.integers(2, 4), percent=percents, **common
    )
    return _numbered(one, size)


def _numbered(one: st.SearchStrategy[Promotion], size: int) -> st.SearchStrategy[list[Promotion]]:
    return st.lists(one, max_size=size).map(
        lambda found: [replace(each, id=f"{each.id}{place}") for place, each in enumerate(found)]
    )
