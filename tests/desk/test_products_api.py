"""A shop's systems state prices and stock over HTTP; the very next answer has them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from door_fixtures import ADMIN, Chat, open_doors, shop_settings


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """An application of its own: these tests change prices."""
    with open_doors(shop_settings(tmp_path)) as opened:
        yield opened


def test_the_next_answer_has_the_new_price(client: TestClient) -> None:
    chat = Chat.open(client)
    assert "$56.00" in chat.ask("how much is the porcelain teapot?")["reply"]
    response = client.patch("/api/products/test:8", json={"price": "48.50"}, headers=ADMIN)
    assert response.json() == {"changed": 1, "unchanged": 0, "older": 0, "refused": []}
    answer = chat.ask("how much is it?")
    assert "$48.50" in answer["reply"]
    assert "56" not in answer["reply"]
    history = client.get("/api/products/test:8/history", headers=ADMIN).json()
    assert [row["price"]["amount"] for row in history] == ["48.50", "56.00"]
    assert (history[0]["cause"], history[0]["kind"]) == ("api", "live")


def test_stock_and_absence(client: TestClient) -> None:
    def found() -> dict[str, object]:
        return client.get("/api/search", params={"q": "porcelain teapot"}).json()["results"][0]

    assert client.patch("/api/products/test:8", json={"price": None}, headers=ADMIN).json()["changed"] == 1
    assert found()["price"] is None
    body = {"stock": 0, "at": "2126-11-22T18:00:00+08:00"}
    assert client.patch("/api/products/test:8", json=body, headers=ADMIN).status_code == 200
    assert found()["availability"] == "out_of_stock"
    assert client.patch("/api/products/test:8", json={"stock": 5}, headers=ADMIN).json()["older"] == 1


def test_many_at_once_are_applied_or_refused_one_by_one(client: TestClient) -> None:
    updates = [
        {"id": "test:1", "price": 120},
        {"id": "test:none", "price": 1},
        {"id": "test:2", "price": "49.005"},
        {"sku": "nobody", "stock": 1},
        {"id": "test:4", "stock": 2, "availability": "preorder"},
    ]
    outcome = client.post("/api/products/updates", json={"updates": updates}, headers=ADMIN).json()
    assert outcome["changed"] == 2
    assert [one["position"] for one in outcome["refused"]] == [1, 2, 3]
    assert all(one["reason"] and one["remedy"] for one in outcome["refused"])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"price": -1}, 422),
        ({"price": "words"}, 422),
        ({"price": "NaN"}, 422),
        ({"stock": 1.5}, 422),
        ({"colour": "red"}, 422),
        ({"price": 1, "currency": "EUR"}, 422),
        ({"at": "2026-11-22T18:00:00"}, 422),
        ({"at": "0001-01-01T00:00:00+14:00"}, 422),
        ({"variant": "XL", "stock": 1}, 422),
    ],
)
def test_what_cannot_be_stated_is_refused(client: TestClient, body: dict[str, object], status: int) -> None:
    response = client.patch("/api/products/test:8", json=body, headers=ADMIN)
    assert response.status_code == status
    assert response.json()["error"]["message"]


def test_there_must_be_such_a_product(client: TestClient) -> None:
    for path in ("/api/products/test:none", "/api/products/test:none/history"):
        method = "GET" if path.endswith("history") else "PATCH"
        assert client.request(method, path, json={"stock": 1}, headers=ADMIN).status_code == 404


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
def test_only_the_admin_may(client: TestClient, headers: dict[str, str]) -> None:
    assert client.patch("/api/products/test:8", json={"price": 1}, headers=headers).status_code == 403
    assert client.post("/api/products/updates", json={"updates": []}, headers=headers).status_code == 403
    assert client.get("/api/products/test:8/history", headers=headers).status_code == 403
