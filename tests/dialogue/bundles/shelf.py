"""Two small catalogues to choose bundles from: one made up, one a sample of a real shop, and random needs."""

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from floorwalker.catalog import CatalogStore, Product
from floorwalker.conversation import BundlePart, BundleWish, ShoppingNeed
from floorwalker.core import Money, SystemClock
from floorwalker.dialogue.gather.listing import Lister
from floorwalker.search import TantivyEngine, kinds_in
from floorwalker.storage import Database, ShopStore

KINDS = ("lipstick", "mascara", "fragrance", "face_cream", "serum", "candle", "hand_cream")


@dataclass(frozen=True)
class Shelf:
    """A shop with its search, and all it sells by id."""

    lister: Lister
    products: dict[str, Product]
    currency: str

    @property
    def brands(self) -> list[str]:
        """Every brand, in order."""
        return sorted({product.brand for product in self.products.values() if product.brand})


def open_shelf(folder: Path, products: Sequence[Product], currency: str) -> tuple[Shelf, Database]:
    """Store and index products; the database is the caller's to dispose of."""
    database = Database(f"sqlite:///{folder / 'shelf.db'}")
    database.migrate()
    ShopStore(database).ensure_default()
    catalog = CatalogStore(database, "default", SystemClock())
    catalog.apply(products)
    engine = TantivyEngine(catalog, folder / "index")
    engine.index_now()
    shelf = Shelf(Lister(catalog, engine, currency), {product.id: product for product in products}, currency)
    return shelf, database


def made_up(seed: int = 7) -> list[Product]:
    """A department store: few products of each kind, some dear, some out of stock, some without a price."""
    chance = random.Random(seed)
    nouns = {
        "lipstick": "Lipstick",
        "mascara": "Mascara",
        "fragrance": "Eau de Parfum",
        "face_cream": "Face Cream",
        "serum": "Serum",
        "candle": "Scented Candle",
        "hand_cream": "Hand Cream",
    }
    names = ("Aster", "Birch", "Clover", "Dune", "Ember", "Fjord", "Glade", "Heath", "Isle", "Juniper")
    brands = ("Nordlys", "Fenwick", "Maison Claire", "Studio Ode", "")
    products: list[Product] = []
    for kind in KINDS:
        for name in chance.sample(names, chance.randint(2, 8)):
            number = str(len(products) + 1)
            currency = "USD" if chance.random() < 0.95 else "EUR"
            price = None if chance.random() < 0.05 else Money(chance.randint(4, 160) * 50, currency)
            products.append(
                Product(
                    id=f"shop:{number}",
                    source="shop",
                    source_id=number,
                    title=f"{name} {nouns[kind]}",
                    brand=chance.choice(brands),
                    category=nouns[kind],
                    price=price,
                    availability=chance.choice(
                        ["in_stock", "in_stock", "in_stock", "unknown", "out_of_stock"]
                    ),
                    rating=chance.choice([None, 3.5, 4.0, 4.4, 4.8]),
                )
            )
    return products


def sampled(file: Path, seed: int = 11) -> list[Product]:
    """Up to ten products of each of a few kinds from the beauty catalogue of the reference data."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    random.Random(seed).shuffle(rows)
    taken = dict.fromkeys(KINDS, 0)
    products: list[Product] = []
    for row in rows:
        kinds = {match.type_id for match in kinds_in(row["product_name"])}
        kind = next((kind for kind in KINDS if kind in kinds and taken[kind] < 10), None)
        if kind is None:
            continue
        taken[kind] += 1
        products.append(
            Product(
                id=f"beauty:{row['product_id']}",
                source="beauty",
                source_id=row["product_id"],
                title=row["product_name"],
                brand=row["brand_name"],
                category=row["primary_category"],
                price=Money.of(row["price_usd"], "USD"),
                rating=float(row["rating"]) if row["rating"] else None,
                popularity=float(row["loves_count"] or 0),
            )
        )
    return products


def random_need(chance: random.Random, brands: Sequence[str]) -> ShoppingNeed:
    """A wish for a bundle with some hard constraints; many cannot be met, or only just."""
    kinds = chance.sample(KINDS, chance.randint(1, 3))
    people = chance.choice([1, 1, 2, 3]) if len(kinds) < 3 else 1
    several = people == 1 and len(kinds) < 3
    parts = tuple(
        BundlePart(
            types=(kind,),
            said=kind,
            quantity=(quantity := chance.randint(1, 2) if several else 1),
            alike=quantity > 1 and chance.random() < 0.4,
        )
        for kind in kinds
    )
    pieces = people * sum(part.quantity for part in parts)
    each = Decimal(chance.randint(8, 60))
    wish = BundleWish(
        parts=parts,
        people=people,
        budget=None if chance.random() < 0.1 else each * pieces,
        per_person=each * len(parts) if people > 1 and chance.random() < 0.4 else None,
        per_piece=Decimal(chance.randint(15, 80)) if chance.random() < 0.2 else None,
        alike=people > 1 and chance.random() < 0.3,
    )
    return ShoppingNeed(
        bundle=wish,
        excluded_brands=_keys(chance.sample(list(brands), 2)) if chance.random() < 0.3 else (),
        price_max=Decimal(chance.randint(20, 90)) if chance.random() < 0.2 else None,
        rating_min=Decimal(4) if chance.random() < 0.2 else None,
        in_stock=chance.random() < 0.15,
        words=("birch",) if chance.random() < 0.1 else (),
    )


def _keys(brands: Sequence[str]) -> tuple[str, ...]:
    from floorwalker.catalog import brand_key

    return tuple(brand_key(brand) for brand in brands)
