"""What holds for every request: headers, limits, errors, logs and health."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from door_fixtures import JSON, Chat, open_doors, shop_settings
from floorwalker.catalog import ImportOptions, import_file
from floorwalker.server.middleware import MAX_BODY_BYTES


@pytest.mark.parametrize("path", ["/", "/healthz", "/static/chat.js", "/v1/models", "/nowhere"])
def test_every_response_bears_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"]


def test_no_other_origin_may_call(client: TestClient) -> None:
    response = client.get("/v1/models", headers={"Origin": "https://elsewhere.example"})
    assert not [name for name in response.headers if name.startswith("access-control")]


def test_conversations_stay_out_of_caches(client: TestClient) -> None:
    chat = Chat.open(client)
    assert client.get(chat.path, headers=chat.auth).headers["cache-control"] == "no-store"
    assert chat.post("hello").headers["cache-control"] == "no-store"


def test_a_body_above_the_limit_is_413_whether_its_length_is_declared_or_not(client: TestClient) -> None:
    path = f"{Chat.open(client).path}/messages"

    def pieces() -> Iterator[bytes]:
        for _ in range(MAX_BODY_BYTES // 1000 + 1):
            yield b" " * 1000

    for content in (b" " * (MAX_BODY_BYTES + 1), pieces()):
        response = client.post(path, content=content, headers=JSON)
        assert response.status_code == 413
        assert response.json()["error"]["remedy"]
        assert "content-security-policy" in response.headers


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nowhere", 404), ("PUT", "/api/search", 405)]
)
def test_unknown_routes_and_methods_are_told_like_other_errors(
    client: TestClient, method: str, path: str, status: int
) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    assert response.json()["error"]["remedy"]


def test_errors_do_not_repeat_what_was_sent(client: TestClient) -> None:
    response = client.post("/api/conversations", json={"language": "my-secret"})
    assert response.status_code == 422
    assert "my-secret" not in response.text


def test_the_process_lives_and_is_ready(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"ready": True, "problems": []})


def test_without_its_database_the_process_lives_but_is_not_ready(tmp_path: Path) -> None:
    with open_doors(shop_settings(tmp_path)) as client:
        client.app.state.service.house.database.dispose()  # type: ignore[attr-defined]
        for file in tmp_path.glob("floorwalker.db*"):
            file.unlink()
        ready = client.get("/readyz")
        assert ready.status_code == 503
        assert ready.json()["problems"]
        assert client.get("/healthz").status_code == 200


def test_metrics_count_turns_with_few_labels(tmp_path: Path) -> None:
    with open_doors(shop_settings(tmp_path)) as client:
        chat = Chat.open(client)
        answer = chat.ask("a scarf please")
        chat.ask("I want to talk to a human please")
        chat.post("x" * 4001)
        client.request("BREW", "/a/b/c")
        text = client.get("/metrics").text
    outcome = "clarified" if answer["clarify"] else "answered"
    assert f'floorwalker_turns_total{{agent="builtin",outcome="{outcome}"}} 1.0' in text
    assert 'floorwalker_turns_total{agent="builtin",outcome="handed_over"} 1.0' in text
    assert 'floorwalker_turns_total{agent="none",outcome="refused"} 1.0' in text
    assert "floorwalker_handovers_total 1.0" in text
    assert "floorwalker_turn_seconds_count 2.0" in text
    assert 'route="/api/conversations/{conversation_id}/messages",status="200"' in text
    assert 'method="other",route="unmatched"' in text
    assert chat.id not in text


def test_the_access_log_holds_nothing_personal(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        chat = Chat.open(client)
        chat.post("my secret wish")
        client.get(chat.path, headers=chat.auth)
        client.get("/api/search", params={"q": "my secret wish"})
    lines = [record.getMessage() for record in caplog.records if record.name == "floorwalker.access"]
    assert any(line.startswith("GET /api/search 200 ") for line in lines)
    ours = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("floorwalker"))
    for secret in ("secret", chat.token, chat.id, "fw_"):
        assert secret not in ours


def test_pictures_that_came_with_a_feed_are_served(client: TestClient, tmp_path: Path) -> None:
    house = client.app.state.house  # type: ignore[attr-defined]
    (tmp_path / "cup.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
    (tmp_path / "notes.png").write_bytes(b"no picture")
    feed = tmp_path / "cups.csv"
    feed.write_text("id,title,image\n1,Cup,cup.png\n2,Mug,../../secret.png\n3,Jug,notes.png\n")
    catalog = house.assistant("default").catalog
    report = import_file(catalog, feed, ImportOptions(pictures=house.settings.data / "media"))
    found = catalog.get(["cups:1", "cups:2", "cups:3"])
    response = client.get(found["cups:1"].image)
    assert (response.status_code, response.headers["content-type"]) == (200, "image/png")
    assert [found["cups:2"].image, found["cups:3"].image] == ["", ""]
    assert report.run.counts.noted == 2
    assert client.get("/media/absent.png").status_code == 404
    assert client.get("/media/../floorwalker.db").status_code == 404
