"""A shop with a few products, and its prices, on both databases."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from pricing_values import NOW

from floorwalker.catalog.journal import Journal
from floorwalker.catalog.pricing import ImportedPrices, PriceStore, import_price_lists, import_promotions
from floorwalker.catalog.tables import product, variant
from floorwalker.core import FixedClock
from floorwalker.storage import Database

PRODUCTS = (("s:1", False), ("s:2", False), ("t:2", False), ("s:3", True), ("t:3", False))
VARIANTS = (("s:2", "red", "SKU-R"), ("s:2", "blue", "SKU-B"))


class Till:
    """What the tests of prices work with."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.clock = FixedClock(NOW)
        self.store = PriceStore(database, "default", self.clock)
        self.journal = Journal(database, "default", self.clock)
        self._folder = folder
        self._seen = 0

    def noted(self) -> list[str]:
        """The products in the journal since the last call, each once, in order."""
        changes = self.journal.since(self._seen)
        self._seen = changes.last_seq
        return sorted(changes.product_ids)

    def prices(self, text: str, name: str = "prices.csv", **options: Any) -> ImportedPrices:
        """Import a text as a file of price lists, written a second after the one before."""
        return self._import(import_price_lists, text, name, options)

    def promotions(self, text: str, name: str = "promotions.toml", **options: Any) -> ImportedPrices:
        """Import a text as a file of promotions."""
        return self._import(import_promotions, text, name, options)

    def _import(self, use: Any, text: str, name: str, options: dict[str, Any]) -> ImportedPrices:
        path = self._folder / name
        path.write_text(text, encoding="utf-8")
        self.clock.advance(1)
        report = use(self.database, "default", self.clock, path, **options)
        assert isinstance(report, ImportedPrices)
        return report


def stock_up(database: Database) -> None:
    """Put the products of these tests on the shelf."""
    with database.write() as connection:
        for id_, withdrawn in PRODUCTS:
            source, source_id = id_.split(":")
            texts = {
                column.name: ""
                for column in product.columns
                if isinstance(column.type, sa.Text | sa.String) and not column.nullable
            }
            row = {"shop_id": "default", "id": id_, "source": source, "source_id": source_id, "title": id_}
            lists = {"tags": [], "images": [], "attributes": {}}
            known = {"stated_at": NOW, "withdrawn_at": NOW if withdrawn else None}
            connection.execute(
                sa.insert(product), {**texts, **lists, **row, **known, "availability": "in_stock"}
            )
        for place, (product_id, id_, sku) in enumerate(VARIANTS):
            row = {"shop_id": "default", "product_id": product_id, "position": place, "id": id_, "sku": sku}
            texts = {"title": id_.title(), "image": "", "gtin": "", "availability": "in_stock", "options": {}}
            connection.execute(sa.insert(variant), row | texts)


@pytest.fixture
def till(database: Database, tmp_path: Path) -> Till:
    """A stocked shop, once on SQLite and once on PostgreSQL."""
    stock_up(database)
    return Till(database, tmp_path)


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> Till:
    """A stocked shop, where the kind of database does not matter."""
    stock_up(sqlite_database)
    return Till(sqlite_database, tmp_path)
