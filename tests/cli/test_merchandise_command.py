"""The commands `merchandise` and `synonyms`, and `search --explain`."""

import json
from pathlib import Path

import pytest
from command_line import Run

GOODS = [
    {"id": "1", "title": "Tin Mug", "brand": "Norr", "category": "Kitchen", "popularity": 90},
    {"id": "2", "title": "Tin Mug", "brand": "Suli", "category": "Kitchen", "popularity": 50},
    {"id": "3", "title": "Tin Mug", "brand": "白菊", "category": "Kitchen", "popularity": 10},
]


@pytest.fixture
def shop(run: Run, tmp_path: Path) -> Run:
    """A shop with three mugs."""
    file = tmp_path / "s.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in GOODS), "utf-8")
    assert run("import", str(file)).code == 0
    return run


def order(run: Run, query: str = "mug") -> list[str]:
    """Ids that a search prints, without the source."""
    return [result["id"].removeprefix("s:") for result in run("search", query, "--json").json["results"]]


def test_rules_are_added_listed_and_removed(shop: Run) -> None:
    assert order(shop) == ["1", "2", "3"]
    pin = shop("merchandise", "add", "pin", "product", "s:3", "--query", "mugs", "--position", "1", "--json")
    assert (pin.code, pin.json["state"]) == (0, "in force")
    until = shop(
        *("merchandise", "add", "boost", "brand", "suli", "--strength", "3"),
        *("--from", "2026-11-11 20:00 +08:00", "--until", "2999-11-11", "--note", "双十一", "--json"),
    ).json
    assert (until["value"], until["starts_at"], until["ends_at"]) == (
        "Suli",
        "2026-11-11T12:00:00+00:00",
        "2999-11-12T00:00:00+00:00",
    )
    assert order(shop)[0] == "3"
    listed = shop("merchandise", "list", "--json").json["rules"]
    assert [rule["id"] for rule in listed] == [pin.json["id"], until["id"]]
    table = shop("merchandise", "list").out
    assert all(word in table for word in ("pin at 1", "boost × 3", "双十一", "2026-11-11 12:00 UTC"))
    assert shop("merchandise", "remove", pin.json["id"], "--json").json == {"removed": pin.json["id"]}
    assert order(shop)[0] != "3"
    assert "removed" in shop("merchandise", "remove", until["id"]).out
    assert "no rules" in shop("merchandise", "list").out


def test_synonyms_are_added_listed_and_removed(shop: Run) -> None:
    assert order(shop, "宝贝缸") == []
    added = shop("synonyms", "add", "宝贝缸", "tin cup", "--means", "mug", "--means", "beaker", "--json")
    assert added.json["means"] == ["mug", "beaker"]
    assert set(order(shop, "宝贝缸")) == {"1", "2", "3"}
    assert set(order(shop, "tin cups")) == {"1", "2", "3"}
    assert shop("synonyms", "list", "--json").json["synonyms"] == [added.json]
    assert "mug, beaker" in shop("synonyms", "list").out
    assert shop("synonyms", "remove", added.json["id"]).code == 0
    assert "no synonyms" in shop("synonyms", "list").out
    assert "one another" in shop("synonyms", "add", "a cup", "mug").out


def test_a_search_is_explained(shop: Run) -> None:
    rule = shop("merchandise", "add", "bury", "brand", "Norr", "--json").json
    never = shop("merchandise", "add", "never", "product", "s:2", "--json").json
    synonym = shop("synonyms", "add", "cup", "--means", "mug", "--json").json
    told = shop("search", "cup", "--explain", "--json").json
    assert told["results"][0]["explain"]["why"] == []
    (reason,) = told["results"][1]["explain"]["why"]
    assert (reason["rule"], reason["action"], reason["strength"]) == (rule["id"], "bury", 2.0)
    assert reason["shift"] < 0
    assert {next(iter(one.values())) for one in told["explain"]} == {never["id"], synonym["id"]}
    table = shop("search", "cup", "--explain").out
    for words in (
        "text",
        "prior",
        f"bury × 2 ({reason['shift']:.2f})",
        "1 not recommended",
        "“cup” was looked for",
    ):
        assert words in table
    assert "explain" not in shop("search", "cup", "--json").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("merchandise", "add", "pin", "product", "s:9", "--position", "1"), ("s:9",)),
        (("merchandise", "add", "boost", "brand", "Nor"), ("did you mean Norr",)),
        (("merchandise", "add", "boost", "category", "kitchens"), ("Kitchen",)),
        (("merchandise", "add", "boost", "brand", "Norr", "--strength", "11"), ("11", "0.1 to 10")),
        (("merchandise", "add", "boost", "brand", "Norr", "--from", "soon"), ("soon", "2026-11-11")),
        (("merchandise", "add", "boost", "brand", "Norr", "--until", "9999-12-31"), ("9999-12-31",)),
        (("merchandise", "remove", "x"), ("'x'", "floorwalker merchandise list")),
        (("synonyms", "remove", "x"), ("'x'", "floorwalker synonyms list")),
        (("synonyms", "add", "mug"), ("two words",)),
        (("merchandise", "list", "--shop", "nowhere"), ("nowhere",)),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(
    shop: Run, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    ran = shop(*arguments)
    assert ran.code == 2, ran
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1
    assert all(word in ran.err for word in words), ran.err
