"""The running server builds an index anew where former texts of its products count in it still."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from floorwalker.core import DEFAULT_SHOP, Settings
from floorwalker.dialogue import House
from floorwalker.server import create_app, tidying
from tests.door_fixtures import small_catalogue

PATIENCE_S = 60.0


def directories(folder: Path) -> set[str]:
    """The generations of the shop's index."""
    return {path.name for path in (folder / "index" / DEFAULT_SHOP).glob("g*")}


def test_an_index_is_tidied_once_all_is_quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidying, "LOOK_EVERY_S", 0.05)
    house = House(Settings(data=tmp_path, compute_vectors=False))
    catalog = house.assistant(DEFAULT_SHOP).catalog
    catalog.apply(small_catalogue())
    with TestClient(create_app(house.settings, house)) as client:
        assert directories(tmp_path) == {"g1"}
        scarf = next(product for product in small_catalogue() if "scarf" in product.title.lower())
        catalog.apply([replace(scarf, title=f"{scarf.title} again")])
        deadline = time.monotonic() + PATIENCE_S
        while directories(tmp_path) != {"g2"} and time.monotonic() < deadline:
            found = client.get("/api/search", params={"q": "scarf"}).json()
            assert any(one["title"].endswith("again") for one in found["results"])
            time.sleep(0.05)
    assert directories(tmp_path) == {"g2"}
