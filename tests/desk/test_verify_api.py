"""`POST /api/verify`: staff and their programs check texts, one or many."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from door_fixtures import ADMIN, JSON

SCARF = {
    "kind": "product",
    "id": "scarf",
    "fields": {"title": "Merino scarf", "price": {"amount": "49", "currency": "USD"}},
}


def post(client: TestClient, body: Any, **params: str) -> Any:
    return client.post("/api/verify", json=body, params=params, headers=ADMIN)


def statuses(verdicts: dict[str, Any]) -> dict[str, str]:
    return {claim["text"]: claim["status"] for claim in verdicts["claims"]}


def test_only_staff_may(client: TestClient) -> None:
    assert client.post("/api/verify", json={"text": "x"}).status_code == 403


def test_a_text_is_checked_against_records(client: TestClient) -> None:
    response = post(client, {"id": 7, "text": "The scarf costs $49, no, $59.", "evidence": [SCARF]})
    assert response.status_code == 200
    verdicts = response.json()
    assert (verdicts["id"], verdicts["notes"]) == ("7", [])
    assert statuses(verdicts).items() >= {"$49": "supported", "$59": "unsupported"}.items()
    first = next(claim for claim in verdicts["claims"] if claim["kind"] == "price")
    assert set(first) == {"text", "span", "kind", "status", "source", "derivation"}
    assert (first["span"], first["kind"]) == ([16, 19], "price")
    assert first["source"] == {"kind": "product", "id": "scarf", "field": "price"}


def test_products_of_the_shop_are_evidence(client: TestClient) -> None:
    product = {"product_ids": ["test:6"], "language": "zh", "author": "staff"}
    right = post(client, {"text": "这条羊绒围巾US$399。"} | product).json()
    assert statuses(right)["US$399"] == "supported"
    wrong = post(client, {"text": "这条羊绒围巾US$299。"} | product).json()
    assert statuses(wrong)["US$299"] == "unsupported"


def test_another_brand_of_the_shop_is_a_wrong_one(client: TestClient) -> None:
    verdicts = post(client, {"text": "A teapot by Maison Claire.", "product_ids": ["test:8"]}).json()
    assert statuses(verdicts)["Maison Claire"] == "unsupported"


def test_many_are_answered_in_order(client: TestClient) -> None:
    items = [
        {"id": str(number), "text": f"It costs ${number}.", "evidence": [SCARF]} for number in range(48, 51)
    ]
    answered = post(client, {"items": items}).json()["items"]
    assert [one["id"] for one in answered] == ["48", "49", "50"]
    assert [list(statuses(one).values()) for one in answered] == [
        ["unsupported"],
        ["supported"],
        ["unsupported"],
    ]
    assert post(client, {"items": []}).json() == {"items": []}


@pytest.mark.parametrize("product_id", ["test:99", "test:\0", ""])
def test_an_unknown_product_is_named(client: TestClient, product_id: str) -> None:
    for body in (
        {"text": "x", "product_ids": ["test:1", product_id]},
        {"items": [{"text": "x", "product_ids": [product_id]}]},
    ):
        response = post(client, body)
        assert response.status_code == 404
        assert repr(product_id) in response.json()["error"]["message"]


def test_an_unknown_shop_is_named(client: TestClient) -> None:
    assert "nowhere" in post(client, {"text": "x"}, shop="nowhere").json()["error"]["message"]


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "text or items"),
        ({"text": "x", "items": []}, "text or items"),
        ({"items": [{"text": "x"}, {}]}, "items.1.text"),
        ({"items": [{"text": "x"}] * 201}, "items"),
        ({"text": None}, "text"),
        ({"text": "x" * 1_000_001}, "text"),
        ({"text": "x", "evidence": {}}, "evidence"),
        ({"text": "x", "evidence": [SCARF, {"fields": 1}]}, "evidence.1.fields"),
        ({"text": "x", "language": "fr"}, "language"),
        ({"text": "x", "author": "me"}, "author"),
        ([], ""),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(client: TestClient, body: Any, where: str) -> None:
    response = post(client, body)
    assert response.status_code == 422
    told = response.json()["error"]
    assert where in told["message"]
    assert told["remedy"]
    assert len(response.content) < 300


def test_a_million_characters_may_be_sent_at_once(client: TestClient) -> None:
    text = "好" * 1_000_000
    assert len(post(client, {"text": text}).json()["notes"]) == 1
    for larger in (b" " * 8_000_001, json.dumps({"text": text * 2}).encode()):
        response = client.post("/api/verify", content=larger, headers=ADMIN | JSON)
        assert response.status_code == 413
        assert "8,000,000" in response.json()["error"]["message"]


@pytest.mark.parametrize("field", ["\\ud800", "\\u0000", "\\u202e"])
def test_odd_characters_do_no_harm(client: TestClient, field: str) -> None:
    record = f'{{"id": "a{field}", "fields": {{"price{field}": 5, "title": "5 {field}"}}}}'
    body = f'{{"text": "It costs 5.", "evidence": [{record}]}}'
    response = client.post("/api/verify", content=body, headers=ADMIN | JSON)
    assert response.status_code in (200, 422)
    assert client.post("/api/verify", content=f'{{"text": "{field}"}}', headers=ADMIN | JSON).status_code in (
        200,
        422,
    )
