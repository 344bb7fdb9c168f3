"""The running server computes the vectors of its products, and searches by them."""

import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from floorwalker.core import DEFAULT_SHOP, Settings
from floorwalker.dialogue import House
from floorwalker.search import Embedder, VectorStore
from floorwalker.server import create_app
from tests.door_fixtures import small_catalogue

PATIENCE_S = 60.0


def open_house(folder: Path, *, compute_vectors: bool = True) -> House:
    """A house whose shop has a small catalogue."""
    house = House(Settings(data=folder, compute_vectors=compute_vectors))
    house.assistant(DEFAULT_SHOP).catalog.apply(small_catalogue())
    return house


@pytest.mark.usefixtures("model")
def test_products_get_vectors_while_the_server_runs_and_are_found_by_them(tmp_path: Path) -> None:
    house = open_house(tmp_path)
    store = VectorStore(house.database, DEFAULT_SHOP)
    with TestClient(create_app(house.settings, house)) as client:
        deadline = time.monotonic() + PATIENCE_S
        ids = [product.id for product in small_catalogue()]
        while len(store.marks(ids)) < len(ids) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(store.marks(ids)) == len(ids)
        found = client.get("/api/search", params={"q": "silk for my neck"}).json()
    assert "scarf" in found["results"][0]["title"].lower()


def test_a_server_that_shall_not_compute_vectors_does_not(tmp_path: Path, model: Embedder) -> None:
    del model
    house = open_house(tmp_path, compute_vectors=False)
    store = VectorStore(house.database, DEFAULT_SHOP)
    with TestClient(create_app(house.settings, house)) as client:
        client.get("/api/search", params={"q": "scarf"})
        assert store.version() == 0
