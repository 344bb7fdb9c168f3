"""A request reaches the shop that its key or its host names, and no other."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from fastapi.testclient import TestClient

from door_fixtures import Chat, open_doors, shop_settings
from floorwalker.storage import Shop


@dataclass(frozen=True)
class TwoShops:
    client: TestClient
    default: Shop
    other: Shop


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoShops]:
    """The shop ``default`` with goods, and an empty one with a host of its own."""
    with open_doors(shop_settings(tmp_path_factory.mktemp("shops"))) as client:
        store = client.app.state.service.house.shops  # type: ignore[attr-defined]
        other = store.create("other", title="Other & Co", host="other.example")
        yield TwoShops(client, store.get("default"), other)


def total(shops: TwoShops, **headers: str | bytes) -> int:
    response = shops.client.get("/api/search", params={"q": "scarf"}, headers=headers)
    assert response.status_code == 200
    found: int = response.json()["total"]
    return found


def test_without_key_or_known_host_it_is_the_default_shop(shops: TwoShops) -> None:
    assert total(shops) > 0
    assert total(shops, host="unknown.example") > 0


@pytest.mark.parametrize("host", ["other.example", "OTHER.example:8000"])
def test_a_shop_has_its_host(shops: TwoShops, host: str) -> None:
    assert total(shops, host=host) == 0


def test_a_key_selects_the_shop_whatever_the_host(shops: TwoShops) -> None:
    other, default = shops.other.publishable_key, shops.default.publishable_key
    assert total(shops, **{"X-Floorwalker-Key": other}) == 0
    assert total(shops, Authorization=f"Bearer {other}") == 0
    assert total(shops, **{"X-Floorwalker-Key": default}, host="other.example") > 0


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Floorwalker-Key": "fw_unknown"},
        {"X-Floorwalker-Key": "unknown"},
        {"Authorization": "Bearer fw_unknown"},
    ],
)
def test_an_unknown_key_is_401(shops: TwoShops, headers: dict[str, str]) -> None:
    response = shops.client.get("/api/search", params={"q": "scarf"}, headers=headers)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.json()["error"]["remedy"]


@pytest.mark.parametrize("host", ["[::1", "a b", b"\xc3\xa9", "@", ""])
def test_an_odd_host_is_no_obstacle(shops: TwoShops, host: str | bytes) -> None:
    assert total(shops, host=host) > 0


def test_a_conversation_is_seen_in_its_own_shop_only(shops: TwoShops) -> None:
    chat = Chat.open(shops.client)
    key = {"X-Floorwalker-Key": shops.other.publishable_key}
    assert chat.client.get(chat.path, headers=chat.auth | key).status_code == 404
    assert chat.post("hello", **key).status_code == 404


def test_key_and_token_go_together(shops: TwoShops) -> None:
    key = {"X-Floorwalker-Key": shops.other.publishable_key}
    chat = Chat.open(shops.client, **key)
    assert chat.client.get(chat.path, headers=chat.auth | key).status_code == 200
    as_bearer = {"Authorization": f"Bearer {shops.other.publishable_key}", "X-Conversation-Token": chat.token}
    assert chat.client.get(chat.path, headers=as_bearer).status_code == 200


def test_the_page_bears_the_shops_title(shops: TwoShops) -> None:
    page = shops.client.get("/", headers={"host": "other.example"}).text
    assert "<h1>Other &amp; Co</h1>" in page
    assert shops.other.publishable_key in page
