"""How many products state which attribute: counted by category, in bounded memory, printed by the command."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from floorwalker.catalog import CatalogStore
from floorwalker.catalog.attributes import coverage
from floorwalker.catalog.models import Product
from floorwalker.cli.coverage import run_coverage
from floorwalker.core import NotFound, SystemClock, load_settings
from floorwalker.storage import Database, ShopStore


def product(number: int, title: str, category: str = "") -> Product:
    return Product(id=f"t:{number}", source="t", source_id=str(number), title=title, category=category)


SHOP = (
    product(1, "Red silk scarf", "Women > Scarves"),
    product(2, "Blue silk scarf", "Sale / Scarves"),
    product(3, "Scarf", "Scarves"),
    product(4, "Mystery box"),
)


def test_shares_are_counted_by_the_leaf_of_the_category() -> None:
    found = coverage(SHOP)
    assert (found.products, [one.name for one in found.categories]) == (4, ["Scarves", ""])
    scarves = {one.name: one for one in found.categories[0].attributes}
    assert scarves["material"].share == pytest.approx(2 / 3)
    assert scarves["material"].values == (("silk", 2),)
    assert scarves["colour"].values == (("blue", 1), ("red", 1))
    assert found.categories[1].attributes == ()


def test_a_product_counts_once_however_often_it_states_an_attribute() -> None:
    (category,) = coverage([product(1, "Red and blue scarf")]).categories
    (colour,) = [one for one in category.attributes if one.name == "colour"]
    assert (colour.products, colour.share) == (1, 1.0)


def test_a_stream_is_read_once_and_its_rare_values_are_forgotten() -> None:
    def stream() -> Iterator[Product]:
        for number in range(3000):
            yield product(number, f"cord {number + 1} m" if number % 3 else "cord 5 m", "Yarn")

    (category,) = coverage(stream()).categories
    (length,) = category.attributes
    assert (length.products, category.products) == (3000, 3000)
    assert length.values[0] == ("500 cm", 1001)


def test_categories_beyond_the_limit_are_counted_together() -> None:
    shop = (product(number, "x", f"c{number}") for number in range(5))
    found = coverage(shop, most_categories=2)
    assert {one.name: one.products for one in found.categories} == {"c0": 1, "c1": 1, "…": 3}


def test_an_empty_catalogue_has_no_categories() -> None:
    assert coverage([]).categories == ()


def test_the_command_prints_a_table_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = load_settings(tmp_path)
    assert run_coverage(settings, "default", as_json=False) == 0
    assert "floorwalker import" in capsys.readouterr().out
    database = Database(settings.sqlalchemy_url)
    CatalogStore(database, ShopStore(database).ensure_default().id, SystemClock()).apply(SHOP)
    database.dispose()
    assert run_coverage(settings, "default", as_json=False) == 0
    printed = capsys.readouterr().out
    assert "Scarves" in printed
    assert "67%" in printed
    assert run_coverage(settings, "default", as_json=True) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["products"] == 4
    assert found["categories"][0]["attributes"][0]["values"]


def test_a_shop_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        run_coverage(load_settings(tmp_path), "nowhere", as_json=False)
