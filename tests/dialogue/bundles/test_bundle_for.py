"""What a bundle is made of: shares, copies, missing parts, and what is looked up for it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from shop_floor import goods

from floorwalker.catalog import Availability, Product
from floorwalker.conversation import Bundle, BundlePart, BundleWish, ShoppingNeed, Wish
from floorwalker.core import Money
from floorwalker.dialogue.gather.bundles import bundle_for

RED, BLUE = Wish(said="red", facets=("colour:red",)), Wish(said="blue", facets=("colour:blue",))


@dataclass
class Counter:
    """A counter on which each kind of goods lies in the order of relevance, the category naming its kind."""

    products: Sequence[Product]
    asked: list[ShoppingNeed] = field(default_factory=list)

    def candidates(self, need: ShoppingNeed, limit: int) -> Sequence[Product]:
        self.asked.append(need)
        found = [
            product
            for product in self.products
            if (not need.types or product.category in need.types)
            and (need.price_max is None or (product.price and product.price.amount <= need.price_max))
        ]
        if need.sort == "price_asc":
            found.sort(key=lambda product: product.price.minor if product.price else 10**9)
        return found[:limit]


def lot(kind: str, *prices: int, first: int = 1, availability: Availability = "in_stock") -> list[Product]:
    """Products of a kind at prices in whole dollars."""
    return [
        goods(number, f"{kind} {number}", f"brand {number}", kind, price * 100, "USD", availability)
        for number, price in enumerate(prices, first)
    ]


def chosen(products: Sequence[Product], wish: BundleWish) -> Bundle:
    return bundle_for(ShoppingNeed(bundle=wish), Counter(products), "USD")


def prices(bundle: Bundle) -> list[tuple[int, int]]:
    return [(int(i.product.price.amount), i.quantity) for i in bundle.items if i.product.price]


def test_the_cheapest_candidates_are_looked_up_too() -> None:
    """Three hundred dear lipsticks fit the words better; only the three last ones keep to the budget."""
    products = lot("lipstick", *(90,) * 300, 5, 4, 6)
    wish = BundleWish(parts=(BundlePart(types=("lipstick",)),), people=3, budget=Decimal(15))
    assert sorted(prices(chosen(products, wish))) == [(4, 1), (5, 1), (6, 1)]


def test_what_does_not_fit_is_the_cheapest_there_is() -> None:
    wish = BundleWish(parts=(BundlePart(types=("ring",)), BundlePart(types=("scarf",))), budget=Decimal(50))
    bundle = chosen([*lot("ring", 70, 40), *lot("scarf", 30, 90, first=10)], wish)
    assert (bundle.fits, bundle.total) == (False, Money(7000, "USD"))


def test_a_part_that_lacks_products_is_named_and_filled_as_far_as_they_go() -> None:
    parts = (BundlePart(types=("ring",), said="戒指"), BundlePart(types=("scarf",), said="围巾"))
    bundle = chosen(lot("ring", 10, 20, 30), BundleWish(parts=parts, people=2, budget=Decimal(100)))
    assert bundle.missing == ("围巾",)
    assert len(bundle.items) == 2
    assert bundle.fits


def test_nothing_at_all_does_not_fit() -> None:
    bundle = chosen([], BundleWish(parts=(BundlePart(types=("ring",), said="ring"),), people=2))
    assert (bundle.items, bundle.total, bundle.fits, bundle.missing) == ((), None, False, ("ring",))


def test_nobody_gets_more_than_their_share() -> None:
    """In all 60 would do for 5 and 50; but 30 are for each."""
    wish = BundleWish(
        parts=(BundlePart(types=("ring",)),), people=2, budget=Decimal(60), per_person=Decimal(30)
    )
    assert sorted(prices(chosen(lot("ring", 50, 28, 5, 25), wish))) in ([(25, 1), (28, 1)], [(5, 1), (28, 1)])


def test_a_share_is_of_all_parts_together() -> None:
    """Each of two people gets a ring and a scarf for 50: the dear ring goes with the cheap scarf."""
    parts = (BundlePart(types=("ring",)), BundlePart(types=("scarf",)))
    wish = BundleWish(parts=parts, people=2, budget=Decimal(100), per_person=Decimal(50))
    bundle = chosen([*lot("ring", 40, 10), *lot("scarf", 10, 40, first=10)], wish)
    assert bundle.fits
    assert not chosen([*lot("ring", 40, 20), *lot("scarf", 12, 28, first=10)], wish.model_copy(
        update={"per_person": Decimal(49)}
    )).fits  # fmt: skip


def test_alike_pieces_are_copies_of_one_product() -> None:
    wish = BundleWish(parts=(BundlePart(types=("cup",), quantity=4, alike=True),), budget=Decimal(50))
    assert prices(chosen(lot("cup", 20, 12, 9), wish))[0][1] == 4


def test_the_same_for_everybody() -> None:
    wish = BundleWish(parts=(BundlePart(types=("scarf",)),), people=3, budget=Decimal(90), alike=True)
    ((price, quantity),) = prices(chosen(lot("scarf", 40, 28, 10), wish))
    assert quantity == 3
    assert price * quantity <= 90


def test_more_people_than_a_list_can_name_get_the_same() -> None:
    wish = BundleWish(parts=(BundlePart(),), people=20, budget=Decimal(200))
    assert [quantity for _, quantity in prices(chosen(lot("candle", *range(5, 60)), wish))] == [20]


def test_what_is_out_of_stock_comes_last() -> None:
    """It is chosen only where the bundle could not be filled, or paid, without it."""
    shelf = [*lot("ring", 20, 21, availability="out_of_stock"), *lot("ring", 22, 60, first=10)]
    wish = BundleWish(parts=(BundlePart(types=("ring",)),), people=2, budget=Decimal(90))
    assert sorted(prices(chosen(shelf, wish))) == [(22, 1), (60, 1)]
    tight = chosen(shelf, wish.model_copy(update={"budget": Decimal(45)}))
    assert tight.fits


def test_a_wish_said_of_one_part_binds_that_part_alone() -> None:
    parts = (BundlePart(types=("lipstick",), wishes=(RED,)), BundlePart(types=("scarf",), wishes=(BLUE,)))
    common = Wish(said="silk", facets=("material:silk",))
    counter = Counter([])
    bundle_for(ShoppingNeed(bundle=BundleWish(parts=parts), wishes=(RED, BLUE, common)), counter, "USD")
    assert {need.types: need.wishes for need in counter.asked} == {
        ("lipstick",): (RED, common),
        ("scarf",): (BLUE, common),
    }


def test_prices_of_another_currency_are_left_out() -> None:
    foreign = goods(1, "ring", "a", "ring", 100, "EUR")
    assert chosen([foreign], BundleWish(parts=(BundlePart(types=("ring",), said="ring"),))).missing == (
        "ring",
    )


def test_a_need_without_a_bundle_is_refused() -> None:
    with pytest.raises(ValueError, match="no wish for a bundle"):
        bundle_for(ShoppingNeed(), Counter([]), "USD")
