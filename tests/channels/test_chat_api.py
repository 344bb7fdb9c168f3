"""The chat API keeps the contract of docs/api.md."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from door_fixtures import ADMIN, ANSWER_KEYS, JSON, Chat, open_doors, parse_events, shop_settings

UNKNOWN = "0" * 32


@pytest.fixture
def chat(client: TestClient) -> Chat:
    return Chat.open(client)


def test_a_conversation_has_a_public_id_and_a_token(client: TestClient) -> None:
    response = client.post("/api/conversations", json={"language": "zh"})
    assert response.status_code == 201
    assert re.fullmatch(r"[0-9a-f]{32}", response.json()["id"])
    assert len(response.json()["token"]) >= 43


def test_a_language_that_is_not_spoken_is_refused(client: TestClient) -> None:
    assert client.post("/api/conversations", json={"language": "xx"}).status_code == 422


def test_a_turn_is_streamed_in_the_documented_order(chat: Chat) -> None:
    response = chat.post("I am looking for a scarf under $100")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    events = parse_events(response.text)
    names = [event.name for event in events]
    assert re.fullmatch(r"accepted (sentence )+products done", " ".join(names)), names
    answer = events[-1].data["answer"]
    assert set(answer) == ANSWER_KEYS
    assert "".join(event.data["text"] for event in events if event.name == "sentence") == answer["reply"]
    assert events[-2].data["products"] == answer["products"] != []
    places = [event.data["seq"] for event in events if event.name in ("accepted", "sentence")]
    assert places == sorted(places)
    assert [event.id for event in events[:2]] == [str(place) for place in places[:2]]


def test_chinese_arrives_as_chinese(chat: Chat) -> None:
    response = chat.post("有没有围巾？")
    assert "围巾" in response.text
    assert "\\u" not in response.text


def test_the_same_client_message_id_gives_the_same_answer_once(chat: Chat) -> None:
    first = chat.ask("a scarf please", "m1")
    assert chat.ask("a scarf please", "m1") == first
    assert [said["author"] for said in chat.history()["messages"]] == ["customer", "assistant"]


def test_without_a_client_message_id_every_message_is_new(chat: Chat) -> None:
    chat.ask("hello")
    chat.ask("hello")
    assert [said["author"] for said in chat.history()["messages"]].count("customer") == 2


def test_a_client_message_id_serves_one_text_only(chat: Chat) -> None:
    chat.ask("a scarf please", "m1")
    response = chat.post("a teapot please", "m1")
    assert response.status_code == 409
    assert response.json()["error"]["remedy"]


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/messages"), ("GET", ""), ("GET", "/export"), ("GET", "/events"), ("DELETE", "")],
)
@pytest.mark.parametrize("unknown", [UNKNOWN, "nonsense", "%00", "é"])
def test_an_unknown_conversation_is_404_before_any_stream(
    client: TestClient, method: str, path: str, unknown: str
) -> None:
    body = {"text": "hello"} if method == "POST" else None
    response = client.request(method, f"/api/conversations/{unknown}{path}", json=body)
    assert response.status_code == 404
    assert set(response.json()["error"]) == {"message", "remedy"}


@pytest.mark.parametrize(
    ("method", "path"), [("GET", ""), ("GET", "/export"), ("GET", "/events"), ("DELETE", "")]
)
@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer wrong"}, {"X-Conversation-Token": "wrong"}]
)
def test_reading_and_erasing_need_the_token(
    chat: Chat, method: str, path: str, headers: dict[str, str]
) -> None:
    response = chat.client.request(method, chat.path + path, headers=headers)
    assert response.status_code == 403
    assert "token" in response.json()["error"]["remedy"]


def test_the_token_may_come_in_either_header(chat: Chat) -> None:
    assert chat.client.get(chat.path, headers=chat.auth).status_code == 200
    assert chat.client.get(chat.path, headers={"X-Conversation-Token": chat.token}).status_code == 200


def test_posting_with_a_wrong_token_is_refused_and_stores_nothing(chat: Chat) -> None:
    assert chat.post("hello", Authorization="Bearer wrong").status_code == 403
    assert chat.history()["messages"] == []


def test_posting_needs_the_token_where_the_settings_say_so(tmp_path: Path) -> None:
    with open_doors(shop_settings(tmp_path, chat_token_required=True)) as client:
        chat = Chat.open(client)
        assert chat.post("hello").status_code == 403
        assert chat.post("hello", **chat.auth).status_code == 200


def test_messages_up_to_the_limit_are_answered_and_longer_ones_refused(chat: Chat) -> None:
    assert set(chat.ask("围" * 4000)) == ANSWER_KEYS
    response = chat.post("围" * 4001)
    assert response.status_code == 422
    assert "4,000" in response.text or "4000" in response.text


@pytest.mark.parametrize(
    "body", ["{}", '{"text": 1}', '{"text": null}', "[]", '"text"', "", "{", "\xff", "[" * 9999]
)
def test_a_message_of_another_form_is_refused(chat: Chat, body: str) -> None:
    response = chat.client.post(f"{chat.path}/messages", content=body.encode("latin-1"), headers=JSON)
    assert response.status_code in (400, 422)
    assert response.json()["error"]["message"]


@pytest.mark.parametrize("message_id", ["x" * 201, "a\x00b"])
def test_a_client_message_id_that_cannot_be_stored_is_refused(chat: Chat, message_id: str) -> None:
    body = {"text": "hello", "client_message_id": message_id}
    assert chat.client.post(f"{chat.path}/messages", json=body).status_code == 422


@pytest.fixture(scope="module")
def any_text_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with open_doors(shop_settings(tmp_path_factory.mktemp("any"))) as opened:
        yield opened


@settings(max_examples=40, deadline=None)
@given(text=st.text(st.characters(), max_size=60))
def test_any_text_gets_a_valid_answer(any_text_client: TestClient, text: str) -> None:
    chat = Chat.open(any_text_client)
    answer = chat.ask(text)  # lone surrogates and NUL included
    assert set(answer) == ANSWER_KEYS
    assert answer["owner"] in ("assistant", "waiting")
    for claim in answer["claims"]:
        start, end = claim["span"]
        assert answer["reply"][start:end] == claim["text"]


def test_history_shows_what_both_sides_said(chat: Chat) -> None:
    answer = chat.ask("a scarf please")
    read = chat.history()
    asked, replied = read["messages"]
    assert (asked["author"], asked["text"]) == ("customer", "a scarf please")
    assert (replied["author"], replied["text"]) == ("assistant", answer["reply"])
    assert replied["products"] == answer["products"]
    assert replied["turn"] == asked["seq"]
    assert read["owner"] == "assistant"
    assert read["last_seq"] >= replied["seq"]


def test_export_holds_every_word(chat: Chat) -> None:
    answer = chat.ask("a scarf please")
    exported = chat.client.get(f"{chat.path}/export", headers=chat.auth).text
    assert "a scarf please" in exported
    assert json.dumps(answer["reply"], ensure_ascii=False)[1:-1] in exported


def test_erasing_leaves_nothing_to_read(chat: Chat) -> None:
    chat.ask("a scarf please", "m1")
    assert chat.client.delete(chat.path, headers=chat.auth).status_code == 204
    assert chat.client.get(chat.path, headers=chat.auth).status_code == 404
    assert chat.client.delete(chat.path, headers=chat.auth).status_code == 404
    assert chat.post("a scarf please", "m1").status_code == 404
    trace = chat.client.get(f"/api/staff/conversations/{chat.id}", headers=ADMIN)
    assert "scarf" not in trace.text


def test_listening_brings_a_persons_words_and_ends_with_the_conversation(chat: Chat) -> None:
    chat.ask("hello")
    after = chat.history()["last_seq"]
    staff = f"/api/staff/conversations/{chat.id}"
    epoch = chat.client.post(f"{staff}/takeover", json={"name": "Lin"}, headers=ADMIN).json()["epoch"]
    words = {"name": "Lin", "text": "您好，我是林。", "epoch": epoch}
    chat.client.post(f"{staff}/messages", json=words, headers=ADMIN)
    chat.client.post(f"{staff}/close", json={"name": "Lin"}, headers=ADMIN)

    response = chat.client.get(f"{chat.path}/events", params={"after": after}, headers=chat.auth)
    taken, said, closed = parse_events(response.text)
    assert (taken.name, taken.data["owner"]) == ("owner", "person")
    assert (said.name, said.data["author"], said.data["text"]) == ("message", "staff", "您好，我是林。")
    assert (closed.name, closed.data["owner"]) == ("owner", "closed")

    again = chat.client.get(f"{chat.path}/events", headers=chat.auth | {"Last-Event-ID": taken.id or ""})
    assert parse_events(again.text) == [said, closed]


def test_a_closed_conversation_takes_no_message(chat: Chat) -> None:
    chat.client.post(f"/api/staff/conversations/{chat.id}/close", json={"name": "Lin"}, headers=ADMIN)
    response = chat.post("hello")
    assert response.status_code == 409
    assert response.json()["error"]["remedy"] == "start a new conversation"


def test_search_keeps_the_contract(client: TestClient) -> None:
    found = client.get("/api/search", params={"q": "scarf", "limit": 2}).json()
    assert {"query", "total", "results", "facets"} <= set(found)
    assert found["query"] == "scarf"
    assert len(found["results"]) == 2 <= found["total"]
    for result in found["results"]:
        assert {"id", "title", "brand", "price", "availability", "score"} <= set(result)
    for values in found["facets"].values():
        assert all(set(value) == {"value", "count"} for value in values)


@pytest.mark.parametrize("query", [{}, {"q": "x", "limit": 0}, {"q": "x", "limit": 101}, {"q": "x" * 1001}])
def test_a_search_of_another_form_is_refused(client: TestClient, query: dict[str, Any]) -> None:
    assert client.get("/api/search", params=query).status_code == 422


@settings(max_examples=40, deadline=None)
@given(query=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_search_is_answered(any_text_client: TestClient, query: str) -> None:
    assert any_text_client.get("/api/search", params={"q": query}).status_code == 200
