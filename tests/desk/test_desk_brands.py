"""Staff tell of brands over HTTP, and the very next search knows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from door_fixtures import ADMIN, open_doors, shop_settings


@pytest.fixture
def doors(tmp_path: Path) -> Iterator[TestClient]:
    """A shop of its own: these tests change what its brands are."""
    with open_doors(shop_settings(tmp_path)) as client:
        yield client


def put(client: TestClient, key: str, **body: Any) -> Any:
    response = client.put(f"/api/staff/brands/{key}", json=body, headers=ADMIN)
    assert response.status_code == 200, response.text
    return response.json()


def brands(client: TestClient) -> dict[str, Any]:
    told = client.get("/api/staff/brands", headers=ADMIN).json()
    return {brand["key"]: brand for brand in told["brands"]}


@pytest.mark.parametrize(("method", "route"), [("GET", ""), ("PUT", "/suli"), ("DELETE", "/suli")])
def test_only_staff_may(client: TestClient, method: str, route: str) -> None:
    assert client.request(method, f"/api/staff/brands{route}").status_code == 403


def test_a_brand_told_of_is_one_brand_at_once(doors: TestClient) -> None:
    def found() -> set[str]:
        results = doors.get("/api/search", params={"q": "Suli"}).json()["results"]
        return {result["brand"] for result in results}

    assert found() == {"Suli"}
    told = put(
        doors, "suli", name="Suli", aliases=["素里"], story={"zh": "<b>成立于2019年。</b>"}, niche=True
    )
    assert (told["products"], told["why"], told["story"]) == (3, "the shop says so", {"zh": "成立于2019年。"})
    assert found() == {"Suli", "素里"}
    assert "素里" not in brands(doors)
    assert doors.delete("/api/staff/brands/suli", headers=ADMIN).status_code == 204
    assert found() == {"Suli"}
    assert doors.delete("/api/staff/brands/suli", headers=ADMIN).status_code == 404


def test_names_that_brands_share_are_told(doors: TestClient) -> None:
    put(doors, "suli", name="Suli", aliases=["Atelier"])
    told = put(doors, "nordlys", name="Nordlys", aliases=["Atelier"])
    assert "claimed by 'Nordlys' and 'Suli'" in told["shared"][0]
    assert doors.get("/api/staff/brands", headers=ADMIN).json()["shared"] == told["shared"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": "X", "url": "javascript:alert(1)"},
        {"name": "X", "story": {"fr": "x"}},
        {"name": "X", "story": {"en": "x" * 5000}},
        {"name": "X", "nich": True},
    ],
)
def test_what_cannot_be_stored_is_refused_with_a_remedy(doors: TestClient, body: dict[str, Any]) -> None:
    response = doors.put("/api/staff/brands/x", json=body, headers=ADMIN)
    assert response.status_code == 422
    assert response.json()["error"]["message"]
    assert "x" not in brands(doors)
