"""Staff decide over HTTP about what customers find, and see why a product is where it is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from door_fixtures import ADMIN, open_doors, shop_settings

RULES, SYNONYMS, SEARCH = "/api/staff/merchandising", "/api/staff/synonyms", "/api/staff/search"
PIN = {
    "name": "Lin",
    "action": "pin",
    "target": "product",
    "value": "test:2",
    "query": "scarf",
    "position": 1,
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestClient]:
    """An application of its own, as staff use it."""
    with open_doors(shop_settings(tmp_path)) as client:
        client.headers.update(ADMIN)
        yield client


def found(client: TestClient, query: str) -> list[str]:
    """Ids of what a customer finds."""
    answer = client.get("/api/search", params={"q": query}).json()
    return [result["id"] for result in answer["results"]]


def posted(client: TestClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """What a route made of a body."""
    response = client.post(path, json=body)
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


def test_a_rule_is_made_counts_at_once_and_is_taken_back(desk: TestClient) -> None:
    before = found(desk, "scarf")
    assert before[0] != "test:2"
    rule = posted(desk, RULES, PIN)
    assert (rule["state"], rule["position"], rule["strength"], rule["created_by"]) == (
        "in force",
        1,
        None,
        "Lin",
    )
    assert posted(desk, RULES, PIN) == rule
    assert desk.get(RULES).json() == [rule]
    assert found(desk, "scarf")[0] == "test:2"
    assert "test:2" not in found(desk, "scarf above $100")
    assert desk.delete(f"{RULES}/{rule['id']}").status_code == 204
    assert desk.delete(f"{RULES}/{rule['id']}").status_code == 404
    assert found(desk, "scarf") == before


def test_synonyms_are_heard_by_search_and_by_the_assistant(desk: TestClient) -> None:
    assert found(desk, "zibeline") == []
    synonym = posted(desk, SYNONYMS, {"name": "Lin", "words": ["zibeline"], "means": ["cashmere scarf"]})
    assert found(desk, "zibeline") == ["test:1"]
    conversation = desk.app.state.house.assistant("default")  # type: ignore[attr-defined]
    answer = conversation.answer(conversation.open().id, "do you have a zibeline?")
    assert [product["id"] for product in answer["products"]] == ["test:1"]
    assert desk.get(SYNONYMS).json() == [synonym]
    assert desk.delete(f"{SYNONYMS}/{synonym['id']}").status_code == 204
    assert found(desk, "zibeline") == []


def test_explanations_are_for_staff_and_only_when_asked_for(desk: TestClient) -> None:
    posted(desk, RULES, PIN)
    never = posted(
        desk, RULES, {"name": "Lin", "action": "never", "target": "brand", "value": "maison claire"}
    )
    posted(desk, SYNONYMS, {"name": "Lin", "words": ["scarf", "muffler"]})
    plain = desk.get(SEARCH, params={"q": "scarf"}).json()
    assert plain == desk.get("/api/search", params={"q": "scarf", "explain": "true"}).json()
    told = desk.get(SEARCH, params={"q": "scarf", "explain": True}).json()
    assert [set(result) - {"explain"} for result in told["results"]] == [set(r) for r in plain["results"]]
    first = told["results"][0]
    assert [(reason["action"], reason["position"]) for reason in first["explain"]["why"]] == [("pin", 1)]
    assert set(first["explain"]) == {"text", "prior", "why"}
    whole = {next(iter(reason)): reason for reason in told["explain"]}
    assert whole["rule"] == {"rule": never["id"], "action": "never", "hidden": 1}
    assert whole["synonym"]["means"] == ["muffler"]


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (PIN | {"value": "test:22"}, "test:22"),
        (PIN | {"position": None}, "position"),
        (PIN | {"action": "praise"}, "action"),
        (PIN | {"name": ""}, "name"),
        (PIN | {"starts_at": "2026-01-01T00:00:00"}, "timezone"),
        (PIN | {"starts_at": "0001-01-01T00:00:00+14:00"}, "calendar"),
        (PIN | {"note": "x" * 2000}, "2,000"),
    ],
)
def test_what_cannot_be_a_rule_is_422(client: TestClient, body: dict[str, Any], word: str) -> None:
    response = client.post(RULES, json=body, headers=ADMIN)
    assert response.status_code == 422
    assert word in str(response.json()["error"]).lower()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", RULES),
        ("POST", RULES),
        ("DELETE", f"{RULES}/0"),
        ("GET", SYNONYMS),
        ("POST", SYNONYMS),
        ("DELETE", f"{SYNONYMS}/0"),
        ("GET", f"{SEARCH}?q=x"),
    ],
)
def test_every_route_needs_the_admin_token(client: TestClient, method: str, path: str) -> None:
    assert client.request(method, path).status_code == 403
    assert client.request(method, path, headers={"Authorization": "Bearer wrong"}).status_code == 403


def test_an_unknown_shop_is_404(client: TestClient) -> None:
    for path in (RULES, SYNONYMS, f"{SEARCH}?q=x"):
        assert client.get(path, params={"shop": "unknown"}, headers=ADMIN).status_code == 404
