"""Staff see who waits and why, take over, speak and hand back; nobody else does."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from door_fixtures import ADMIN, Chat, open_doors, shop_settings
from floorwalker.conversation import EventKind, NewEvent

LIN = {"name": "Lin"}


@pytest.fixture
def chat(client: TestClient) -> Chat:
    return Chat.open(client)


def staff(chat: Chat, action: str, **body: object) -> dict[str, object]:
    path = f"/api/staff/conversations/{chat.id}/{action}"
    response = chat.client.post(path, json=LIN | body, headers=ADMIN)
    assert response.status_code in (200, 201), response.text
    told: dict[str, object] = response.json()
    return told


ROUTES = [
    ("GET", "shops"),
    ("GET", "inbox"),
    ("GET", "tickets"),
    ("GET", "ledger"),
    ("GET", f"conversations/{'0' * 32}"),
    ("POST", f"conversations/{'0' * 32}/takeover"),
    ("POST", f"conversations/{'0' * 32}/messages"),
    ("POST", f"conversations/{'0' * 32}/handback"),
    ("POST", f"conversations/{'0' * 32}/close"),
]


@pytest.mark.parametrize(("method", "route"), ROUTES)
@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer é".encode()}]
)
def test_every_staff_route_needs_the_admin_token(
    client: TestClient, method: str, route: str, headers: dict[str, str]
) -> None:
    response = client.request(method, f"/api/staff/{route}", headers=headers)
    assert response.status_code == 403
    assert response.json()["error"]["remedy"]


def test_without_a_configured_token_the_desk_is_closed(tmp_path: Path) -> None:
    with open_doors(shop_settings(tmp_path, admin_token="")) as client:
        for headers in ({}, {"Authorization": "Bearer "}, ADMIN):
            response = client.get("/api/staff/inbox", headers=headers)
            assert response.status_code == 403
            assert "FLOORWALKER_ADMIN_TOKEN" in response.json()["error"]["remedy"]


def test_asking_for_a_person_makes_a_ticket_that_staff_see(chat: Chat) -> None:
    answer = chat.ask("I want to talk to a human please")
    assert answer["owner"] == "waiting"
    ticket_id = answer["handoff"]["ticket_id"]
    tickets = chat.client.get("/api/staff/tickets", params={"status": "open"}, headers=ADMIN).json()
    assert (ticket_id, chat.id) in [(ticket["id"], ticket["conversation_id"]) for ticket in tickets]
    inbox = chat.client.get("/api/staff/inbox", params={"owner": "waiting"}, headers=ADMIN).json()
    assert chat.id in [summary["id"] for summary in inbox]


def test_while_a_person_owns_it_the_assistant_is_silent_and_hears_again_after(chat: Chat) -> None:
    chat.ask("a scarf please")
    epoch = staff(chat, "takeover")["epoch"]
    answer = chat.ask("are you there?")
    assert (answer["reply"], answer["agent"], answer["owner"]) == ("", None, "person")
    assert answer["products"] == []
    staff(chat, "messages", text="Yes, this is Lin.", epoch=epoch)
    staff(chat, "handback")
    answer = chat.ask("a scarf please")
    assert answer["reply"]
    assert answer["owner"] == "assistant"
    said = [(said["author"], said["text"]) for said in chat.history()["messages"]]
    assert ("staff", "Yes, this is Lin.") in said


def test_a_person_is_warned_of_what_no_record_of_the_products_shown_holds(chat: Chat) -> None:
    shown = chat.ask("a scarf please")["products"]
    epoch = staff(chat, "takeover")["epoch"]
    price = shown[0]["price"]["amount"]
    title = shown[0]["title"]
    right = staff(chat, "messages", text=f"The {title} is ${price}.", epoch=epoch)
    assert right["warnings"] == []
    wrong = staff(chat, "messages", text=f"The {title} is $1,234.50.", epoch=epoch)
    assert [warning["text"] for warning in wrong["warnings"]] == ["$1,234.50"]
    counts = chat.client.get("/api/staff/ledger", headers=ADMIN).json()["counts"]
    assert ("price", "warned") in [(c["kind"], c["outcome"]) for c in counts if c["author"] == "staff"]


def test_a_stale_desk_cannot_speak(chat: Chat) -> None:
    epoch = staff(chat, "takeover")["epoch"]
    staff(chat, "handback")
    body = LIN | {"text": "hello", "epoch": epoch}
    response = chat.client.post(f"/api/staff/conversations/{chat.id}/messages", json=body, headers=ADMIN)
    assert response.status_code == 409


def test_a_colleague_is_respected_unless_forced(chat: Chat) -> None:
    staff(chat, "takeover")
    path = f"/api/staff/conversations/{chat.id}/takeover"
    assert chat.client.post(path, json={"name": "Mei"}, headers=ADMIN).status_code == 409
    assert chat.client.post(path, json={"name": "Mei", "force": True}, headers=ADMIN).status_code == 200


def test_the_ledger_counts_what_was_caught(client: TestClient, chat: Chat) -> None:
    def told(**query: str) -> dict[str, Any]:
        response = client.get("/api/staff/ledger", params=query, headers=ADMIN)
        assert response.status_code == 200
        counted: dict[str, Any] = response.json()
        return counted

    before = told()["total"]
    conversations = client.app.state.house.assistant("default").conversations  # type: ignore[attr-defined]
    lease = conversations.accept(chat.id, "hello", "m1", "process 1").lease
    wrong = {"kind": "price", "status": "unsupported", "outcome": "repaired"}
    conversations.append(lease, [NewEvent(EventKind.VERDICTS, {"agent": "model:a", "claims": [wrong]})])
    ledger = told()
    assert ledger["total"] == before + 1
    (line,) = [line for line in ledger["counts"] if line["outcome"] == "repaired"]
    assert (line["kind"], line["author"], line["model"], line["count"]) == ("price", "model", "a", 1)
    assert told(since=line["day"])["total"] == ledger["total"]
    assert told(since="2999-01-01") == {"since": "2999-01-01", "total": 0, "counts": []}
    assert client.get("/api/staff/ledger?since=soon", headers=ADMIN).status_code == 422


def test_the_trace_shows_evidence_and_verdicts(chat: Chat) -> None:
    chat.ask("a scarf under $100")
    trace = chat.client.get(f"/api/staff/conversations/{chat.id}", headers=ADMIN).json()
    kinds = [event["kind"] for event in trace["events"]]
    assert kinds[0] == "message"
    assert {"understanding", "evidence", "verdicts", "sentence", "reply"} <= set(kinds)
    assert [event["seq"] for event in trace["events"]] == list(range(1, len(kinds) + 1))
    assert trace["owner"] == "assistant"


@pytest.mark.parametrize("name", ["", " ", "a\x00", "x" * 81, "\n"])
def test_a_person_needs_a_name(chat: Chat, name: str) -> None:
    path = f"/api/staff/conversations/{chat.id}/takeover"
    assert chat.client.post(path, json={"name": name}, headers=ADMIN).status_code == 422


def test_a_persons_message_has_the_same_limit(chat: Chat) -> None:
    epoch = staff(chat, "takeover")["epoch"]
    path = f"/api/staff/conversations/{chat.id}/messages"
    body = LIN | {"text": "x" * 4001, "epoch": epoch}
    assert chat.client.post(path, json=body, headers=ADMIN).status_code == 422


def test_shops_are_listed_with_their_keys(client: TestClient) -> None:
    (shop,) = client.get("/api/staff/shops", headers=ADMIN).json()
    assert shop["id"] == "default"
    assert shop["publishable_key"].startswith("fw_")


def test_an_unknown_shop_is_404(client: TestClient) -> None:
    assert client.get("/api/staff/inbox", params={"shop": "unknown"}, headers=ADMIN).status_code == 404
