"""Lists for random needs against brute force: what is shown as fitting fits, and what there is, is found."""

import csv
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from floorwalker.catalog import CatalogStore, Product, brand_key
from floorwalker.conversation import Listing, ShoppingNeed, Size, Wish
from floorwalker.core import Money, SystemClock
from floorwalker.dialogue.gather.listing import Lister
from floorwalker.search import TantivyEngine
from floorwalker.search.profile import profile_of
from floorwalker.storage import Database, ShopStore

NEEDS_PER_SEED = 20
COLOURS = ("red", "blue", "green", "black", "white")
KINDS = {
    "lipstick": "Lipstick",
    "scarf": "Scarf",
    "candle": "Candle",
    "serum": "Serum",
    "hand_cream": "Hand Cream",
}
VOLUMES = (30, 50, 100, 250)


@dataclass(frozen=True)
class Truth:
    """What a product is, told without the code under test."""

    kinds: frozenset[str]
    facets: frozenset[str]
    volume_ml: int | None


@dataclass(frozen=True)
class Stock:
    """A shop, what it sells by id, and the truth about each."""

    lister: Lister
    products: dict[str, Product]
    truths: dict[str, Truth]

    @property
    def brands(self) -> list[str]:
        return sorted({brand_key(product.brand) for product in self.products.values() if product.brand})

    @property
    def colours(self) -> list[str]:
        said = {facet for truth in self.truths.values() for facet in truth.facets}
        return sorted(facet for facet in said if facet.startswith("colour:"))

    @property
    def kinds(self) -> list[str]:
        return sorted({kind for truth in self.truths.values() for kind in truth.kinds})


def opened(folder: Path, goods: Sequence[tuple[Product, Truth]]) -> Iterator[Stock]:
    database = Database(f"sqlite:///{folder / 'stock.db'}")
    database.migrate()
    ShopStore(database).ensure_default()
    catalog = CatalogStore(database, "default", SystemClock())
    catalog.apply([product for product, _truth in goods])
    engine = TantivyEngine(catalog, folder / "index")
    engine.index_now()
    yield Stock(
        Lister(catalog, engine, "USD"),
        {product.id: product for product, _truth in goods},
        {product.id: truth for product, truth in goods},
    )
    database.dispose()


def made_up() -> list[tuple[Product, Truth]]:
    """Three hundred products whose kind, colour and volume are known from how they were made."""
    chance = random.Random(5)
    goods = []
    for number in range(1, 301):
        kind, noun = chance.choice(list(KINDS.items()))
        colour = chance.choice([*COLOURS, None])
        volume = chance.choice([*VOLUMES, None])
        price = (
            None
            if chance.random() < 0.03
            else Money(chance.randint(4, 120) * 100 - 1, chance.choice(["USD"] * 19 + ["EUR"]))
        )
        title = " ".join(part for part in (colour and colour.title(), noun, volume and f"{volume}ml") if part)
        product = thing(
            number, title, price,
            brand=chance.choice(["Nordlys", "Fenwick", "Maison Claire", "Studio Ode", ""]),
            category=noun,
            availability=chance.choice(["in_stock", "in_stock", "out_of_stock", "unknown", "preorder"]),
            rating=chance.choice([None, 3.4, 4.0, 4.3, 4.9]),
            popularity=chance.choice([None, 10.0, 500.0]),
            compare_at_price=None if price is None or chance.random() < 0.7
            else Money(price.minor + chance.choice([-100, 0, 500]), price.currency),
        )  # fmt: skip
        facets = frozenset({f"colour:{colour}"} if colour else ())
        goods.append((product, Truth(frozenset({kind}), facets, volume)))
    return goods


def sampled(file: Path) -> list[tuple[Product, Truth]]:
    """Every twelfth product of a real shop; its kinds and facets are as the index tags them."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))[::12]
    goods = []
    for number, row in enumerate(rows, 1):
        product = thing(
            number, row["product_name"], Money.of(row["price_usd"], "USD"),
            brand=row["brand_name"],
            category=row["primary_category"],
            rating=float(row["rating"]) if row["rating"] else None,
            popularity=float(row["loves_count"] or 0),
        )  # fmt: skip
        profile = profile_of(product)
        goods.append((product, Truth(profile.kinds.held, profile.facets, None)))
    return goods


def thing(number: int, title: str, price: Money | None, **more: Any) -> Product:
    return Product(
        id=f"shop:{number}", source="shop", source_id=str(number), title=title, price=price, **more
    )


@pytest.fixture(scope="module")
def made_up_stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stock]:
    yield from opened(tmp_path_factory.mktemp("made_up"), made_up())


@pytest.fixture(scope="module")
def real_stock(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stock]:
    yield from opened(tmp_path_factory.mktemp("real"), sampled(shared_data / "catalogs" / "beauty_usd.csv"))


@pytest.mark.parametrize("seed", range(10))
def test_two_hundred_needs_over_a_made_up_shop(seed: int, made_up_stock: Stock) -> None:
    """Twenty random needs a seed; nothing that fits is left out of the count either."""
    chance = random.Random(seed)
    for _ in range(NEEDS_PER_SEED):
        need = random_need(chance, made_up_stock)
        listing, fitting = check(need, made_up_stock)
        if fitting and not any(wish.soft for wish in (*need.wishes, *need.unwanted)):
            assert listing.total == len(fitting), need


@pytest.mark.parametrize("seed", range(100, 110))
def test_two_hundred_needs_over_a_real_shop(seed: int, real_stock: Stock) -> None:
    chance = random.Random(seed)
    for _ in range(NEEDS_PER_SEED):
        check(random_need(chance, real_stock), real_stock)


def test_random_needs_are_neither_all_easy_nor_all_impossible(made_up_stock: Stock) -> None:
    """What the tests above rest on: needs that are met, needs that are not, and ones met by few."""
    chance = random.Random(1)
    found = [check(random_need(chance, made_up_stock), made_up_stock) for _ in range(100)]
    counts = [len(fitting) for _listing, fitting in found]
    assert sum(count == 0 for count in counts) > 20
    assert sum(0 < count <= 3 for count in counts) > 10
    assert sum(count > 3 for count in counts) > 20
    assert sum(bool(listing.relaxed) for listing, _fitting in found) > 20


def test_what_was_shown_is_not_listed_again(made_up_stock: Stock) -> None:
    """Others of the same need fit it as well, and are others, until there are none left."""
    need = ShoppingNeed(types=("candle",), price_max=Decimal(60))
    fitting = fitting_of(need, made_up_stock)
    seen: list[str] = []
    while products := made_up_stock.lister.list(need, step="others", exclude=seen, count=10).products:
        assert not set(seen) & {product.id for product in products}
        seen += [product.id for product in products]
    assert set(seen) == fitting


@pytest.mark.parametrize(
    ("need", "relaxed"),
    [
        (ShoppingNeed(types=("candle",), price_max=Decimal("0.50")), ("price",)),
        (ShoppingNeed(types=("candle",), rating_min=Decimal(5)), ("rating",)),
        (ShoppingNeed(types=("candle",), size=Size(value=Decimal(77), unit="ml")), ("size",)),
        (ShoppingNeed(types=("candle",), wishes=(Wish(said="purple", facets=("colour:purple",)),)), ("wishes",)),
        (ShoppingNeed(types=("candle",), absent_brands=("Chanel",)), ("brand",)),
    ],
)  # fmt: skip
def test_what_is_let_go_is_named_and_the_rest_is_kept(
    need: ShoppingNeed, relaxed: tuple[str, ...], made_up_stock: Stock
) -> None:
    listing = made_up_stock.lister.list(need)
    assert listing.relaxed == relaxed
    assert listing.products
    assert all("candle" in made_up_stock.truths[product.id].kinds for product in listing.products)


def check(need: ShoppingNeed, stock: Stock) -> tuple[Listing, set[str]]:
    """A list shown as fitting holds only what fits; where something fits, such a list is shown.

    A size that no record among them states is owned up to: such a list fits but for the size.
    """
    listing = stock.lister.list(need, count=10)
    shown = {product.id for product in listing.products}
    if need.size is not None and any(wish.said == need.size.said for wish in listing.unmet):
        assert all(stock.truths[i].volume_ml is None for i in shown), need
        need = need.model_copy(update={"size": None})
    fitting = fitting_of(need, stock)
    if not listing.relaxed and not listing.absent:
        assert shown <= fitting, (need, [stock.products[i].title for i in shown - fitting])
    assert bool(fitting) == bool(shown and not listing.relaxed), (need, listing.relaxed)
    if not fitting and shown:
        assert listing.relaxed, need
    assert len(shown) == len(listing.products) <= max(listing.total, 10)
    return listing, fitting


def fitting_of(need: ShoppingNeed, stock: Stock) -> set[str]:
    """Ids of all products that keep every hard constraint, found by looking at each."""
    return {i for i, product in stock.products.items() if all(keeps(product, stock.truths[i], need))}


def keeps(product: Product, truth: Truth, need: ShoppingNeed) -> Iterator[bool]:
    """Each hard constraint, and whether the product keeps it."""
    price, key = product.price, brand_key(product.brand) if product.brand else None
    yield not need.types or bool(truth.kinds.intersection(need.types))
    yield not need.brands or key in need.brands
    yield key not in need.excluded_brands
    if need.price_max is not None or need.price_min is not None:
        yield price is not None and price.currency == "USD"
        yield need.price_max is None or (price is not None and price.amount <= need.price_max)
        yield need.price_min is None or (price is not None and price.amount >= need.price_min)
    yield need.rating_min is None or (product.rating is not None and product.rating >= float(need.rating_min))
    yield not need.in_stock or product.availability == "in_stock"
    former = product.compare_at_price
    yield not need.on_sale or (former is not None and price is not None and price.minor < former.minor)
    yield need.size is None or truth.volume_ml == need.size.value
    for wish in need.wishes:
        yield wish.soft or bool(truth.facets.intersection(wish.facets))
    for wish in need.unwanted:
        yield wish.soft or not truth.facets.intersection(wish.facets)


def random_need(chance: random.Random, stock: Stock) -> ShoppingNeed:
    """One to three kinds or brands, and each other constraint with some chance."""

    def perhaps(share: float, make: Callable[[], Any], otherwise: Any = None) -> Any:
        return make() if chance.random() < share else otherwise

    colours = chance.sample(stock.colours, 2)
    types = tuple(chance.sample(stock.kinds, chance.randint(1, 2)))
    low = Decimal(chance.randint(2, 60))
    has_volumes = any(truth.volume_ml for truth in stock.truths.values())
    has_sales = any(product.compare_at_price for product in stock.products.values())
    return ShoppingNeed(
        types=types,
        types_said=types,
        brands=perhaps(0.3, lambda: tuple(chance.sample(stock.brands, min(3, len(stock.brands)))), ()),
        excluded_brands=perhaps(0.2, lambda: tuple(chance.sample(stock.brands, 1)), ()),
        price_min=perhaps(0.4, lambda: low),
        price_max=perhaps(0.6, lambda: low + chance.randint(0, 20)),
        rating_min=perhaps(0.2, lambda: Decimal(chance.choice(["4", "4.5"]))),
        in_stock=perhaps(0.15, lambda: any(p.availability != "unknown" for p in stock.products.values()), False),
        on_sale=perhaps(0.25, lambda: has_sales, False),
        size=perhaps(0.3, lambda: Size(value=Decimal(chance.choice(VOLUMES)), unit="ml")) if has_volumes else None,
        wishes=perhaps(0.45, lambda: (wish(colours[0], soft=chance.random() < 0.3),), ()),
        unwanted=perhaps(0.3, lambda: (wish(colours[1], soft=chance.random() < 0.3),), ()),
        sort=chance.choice(["relevance", "relevance", "price_asc", "rating"]),
    )  # fmt: skip


def wish(facet: str, *, soft: bool) -> Wish:
    return Wish(said=facet.split(":")[1], facets=(facet,), soft=soft)
