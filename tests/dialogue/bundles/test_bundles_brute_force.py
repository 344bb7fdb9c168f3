"""Bundles over small catalogues against brute force: no constraint is broken, and none is missed."""

import random
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shelf import Shelf, made_up, open_shelf, random_need, sampled

from floorwalker.catalog import Product, brand_key
from floorwalker.conversation import Bundle, BundlePart, BundleWish, ShoppingNeed
from floorwalker.core import Money
from floorwalker.dialogue.gather.bundles import bundle_for

EVERYTHING = 1000


@pytest.fixture(scope="module")
def made_up_shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    shelf, database = open_shelf(tmp_path_factory.mktemp("made_up"), made_up(), "USD")
    yield shelf
    database.dispose()


@pytest.fixture(scope="module")
def real_shelf(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    products = sampled(shared_data / "catalogs" / "beauty_usd.csv")
    shelf, database = open_shelf(tmp_path_factory.mktemp("real"), products, "USD")
    yield shelf
    database.dispose()


@pytest.mark.parametrize("seed", range(10))
def test_two_hundred_needs_over_a_made_up_shop(seed: int, made_up_shelf: Shelf) -> None:
    """Twenty random needs a seed."""
    chance = random.Random(seed)
    for _ in range(20):
        check(random_need(chance, made_up_shelf.brands), made_up_shelf)


@pytest.mark.parametrize("seed", range(100, 110))
def test_two_hundred_needs_over_a_real_shop(seed: int, real_shelf: Shelf) -> None:
    chance = random.Random(seed)
    for _ in range(20):
        check(random_need(chance, real_shelf.brands), real_shelf)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_any_need_over_a_made_up_shop(seed: int, made_up_shelf: Shelf) -> None:
    check(random_need(random.Random(seed), made_up_shelf.brands), made_up_shelf)


def test_random_needs_are_neither_all_easy_nor_all_impossible(made_up_shelf: Shelf) -> None:
    """What the tests above rest on: bundles that fit, that do not, and that lack products."""
    chance = random.Random(1)
    found = [
        bundle_for(random_need(chance, made_up_shelf.brands), made_up_shelf.lister, "USD") for _ in range(100)
    ]
    assert sum(bundle.fits and not bundle.missing for bundle in found) > 20
    assert sum(not bundle.fits and not bundle.missing for bundle in found) > 10
    assert sum(bool(bundle.missing) for bundle in found) > 5


def check(need: ShoppingNeed, shelf: Shelf) -> None:
    """The bundle breaks nothing, and fits exactly where brute force finds a choice that does."""
    wish = need.bundle
    assert wish is not None
    bundle = bundle_for(need, shelf.lister, shelf.currency)
    each_item_is_allowed(bundle, need)
    totals = [total for total, fits in every_choice(need, wish, shelf) if fits]
    if bundle.fits and not bundle.missing:
        keeps_to_the_bounds(bundle, wish, shelf)
    assert (bundle.fits and not bundle.missing) == bool(totals)
    if not bundle.missing and not bundle.fits:
        cheapest = min(total for total, _ in every_choice(need, wish, shelf))
        assert bundle.total == Money(cheapest, shelf.currency)
    if bundle.missing:
        assert next(every_choice(need, wish, shelf), None) is None


def each_item_is_allowed(bundle: Bundle, need: ShoppingNeed) -> None:
    """Every product satisfies the need's hard constraints, none is there twice, and the sum is right."""
    wish = need.bundle
    assert wish is not None
    ids = [item.product.id for item in bundle.items]
    assert len(ids) == len(set(ids))
    for item in bundle.items:
        assert is_allowed(item.product, need, wish)
    prices = [(item.product.price, item.quantity) for item in bundle.items]
    total = sum(price.minor * quantity for price, quantity in prices if price)
    assert (bundle.total.minor if bundle.total else 0) == total
    if bundle.fits and bundle.budget:
        assert total <= bundle.budget.minor


def is_allowed(product: Product, need: ShoppingNeed, wish: BundleWish) -> bool:
    price = product.price
    if price is None or price.currency != "USD":
        return False
    bounds = [bound for bound in (need.price_max, wish.per_piece) if bound is not None]
    return (
        all(price.amount <= bound for bound in bounds)
        and (need.price_min is None or price.amount >= need.price_min)
        and (not product.brand or brand_key(product.brand) not in need.excluded_brands)
        and (need.rating_min is None or (product.rating or 0) >= need.rating_min)
        and (not need.in_stock or product.availability == "in_stock")
    )


def keeps_to_the_bounds(bundle: Bundle, wish: BundleWish, shelf: Shelf) -> None:
    """As many pieces of every part as are wanted; nobody gets more than a share that was named."""
    pieces = sum(item.quantity for item in bundle.items)
    assert pieces == wish.people * sum(part.quantity for part in wish.parts)
    assert {item.part for item in bundle.items} == {part.said for part in wish.parts}
    if wish.per_person is not None and len(wish.parts) == 1:
        for item in bundle.items:
            assert item.product.price
            shared_by = wish.people if wish.alike else 1
            assert item.product.price.amount * item.quantity <= wish.per_person * shared_by


def every_choice(need: ShoppingNeed, wish: BundleWish, shelf: Shelf) -> Iterator[tuple[int, bool]]:
    """The total of every choice of different products, and whether it keeps to all bounds of the wish.

    People are given sets in turn, so that each set is bought by its price: with a share for each of several
    people who get different products, every way of sharing them out is tried.
    """
    people = 1 if wish.alike else wish.people
    copies = wish.people if wish.alike else 1
    sets = list(sets_for_one(need, wish, shelf))
    share = None if wish.per_person is None else Money.of(wish.per_person, shelf.currency).minor
    budget = None if wish.budget is None else Money.of(wish.budget, shelf.currency).minor
    for given_out in combinations(sets, people):
        ids = [product_id for _, one in given_out for product_id in one]
        if len(ids) == len(set(ids)):
            total = copies * sum(price for price, _ in given_out)
            in_budget = budget is None or total <= budget
            yield total, in_budget and (share is None or all(price <= share for price, _ in given_out))


def sets_for_one(need: ShoppingNeed, wish: BundleWish, shelf: Shelf) -> Iterator[tuple[int, tuple[str, ...]]]:
    """What one person may get: the price of it all, and the products."""
    options = [list(of_part(part, need, wish, shelf)) for part in wish.parts]
    for chosen in product(*options):
        ids = tuple(product_id for _, one in chosen for product_id in one)
        if len(ids) == len(set(ids)):
            yield sum(price for price, _ in chosen), ids


def of_part(
    part: BundlePart, need: ShoppingNeed, wish: BundleWish, shelf: Shelf
) -> Iterator[tuple[int, tuple[str, ...]]]:
    bounds = [bound for bound in (need.price_max, wish.per_piece) if bound is not None]
    plain = need.model_copy(
        update={
            "bundle": None,
            "types": part.types,
            "words": (),
            "price_min": Decimal(0),
            "price_max": min(bounds, default=None),
        }
    )
    goods = [p for p in shelf.lister.candidates(plain, EVERYTHING) if is_allowed(p, need, wish)]
    picks, pieces = (1, part.quantity) if part.alike else (part.quantity, 1)
    for chosen in combinations(goods, picks):
        yield sum(p.price.minor for p in chosen if p.price) * pieces, tuple(p.id for p in chosen)
