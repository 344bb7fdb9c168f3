"""The commands as they are typed: import, look at what was refused, search, ask; and errors in one line."""

import json
from pathlib import Path

import pytest
from command_line import Ran, Run

CATALOGUE = [
    {
        "id": "1",
        "title": "Velvet Lipstick",
        "brand": "Nordlys",
        "price": "26.00",
        "currency": "USD",
        "stock": 3,
    },
    {"id": "2", "title": "Sheer Lipstick", "brand": "Suli", "price": "18.00", "currency": "USD"},
    {"id": "3", "title": "Porcelain Teapot", "brand": "Studio Ode", "price": "56.00", "currency": "USD"},
    {"id": "", "title": "No id"},
    {"id": "5"},
]
COMMANDS = ("demo", "import", "rejects", "ask", "search", "serve", "shops")


@pytest.fixture
def catalogue(tmp_path: Path) -> str:
    """A JSON Lines file with three products, and two rows that are none."""
    file = tmp_path / "spring.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in CATALOGUE), "utf-8")
    return str(file)


def is_one_line_of_error(ran: Ran, *words: str) -> bool:
    """Whether it says in one line what is wrong, and what would help."""
    lines = [line for line in ran.err.splitlines() if line.strip()]
    return len(lines) == 1 and lines[0].startswith("error: ") and all(word in lines[0] for word in words)


def test_from_a_file_to_an_answer(run: Run, catalogue: str) -> None:
    """Import, rejects, search, ask, and ask again in the same conversation."""
    imported = run("import", catalogue, "--json")
    assert imported.code == 0
    rejects = run("rejects", "--json")
    assert rejects.code == 0
    assert [(row["line"], bool(row["reason"]), bool(row["remedy"])) for row in rejects.json["rejects"]] == [
        (4, True, True),
        (5, True, True),
    ]
    found = run("search", "lipstick under $20", "--json").json
    assert set(found) == {"query", "total", "results", "facets"}
    assert [(hit["title"], hit["price"]) for hit in found["results"]] == [
        ("Sheer Lipstick", {"amount": "18.00", "currency": "USD"})
    ]
    first = run("ask", "lipsticks please", "--json").json
    assert {card["title"] for card in first["products"]} == {"Velvet Lipstick", "Sheer Lipstick"}
    assert first["products"][0]["id"].startswith("spring:")
    again = run("ask", "the second one", "--conversation", first["conversation_id"], "--json").json
    assert [card["id"] for card in again["products"]] == [first["products"][1]["id"]]
    assert again["conversation_id"] == first["conversation_id"]


def test_for_people_it_prints_text(run: Run, catalogue: str) -> None:
    """Without --json: tables, a reply, and how to go on with the conversation."""
    assert "3" in run("import", catalogue).out
    assert "rejected" in run("rejects").out
    assert "Porcelain Teapot" in run("search", "teapot").out
    said = run("ask", "how much is the Porcelain Teapot?").out
    assert "$56.00" in said
    assert "--conversation " in said


def test_a_limit_limits(run: Run, catalogue: str) -> None:
    run("import", catalogue)
    found = run("search", "lipstick", "--limit", "1", "--json").json
    assert len(found["results"]) == 1
    assert found["total"] == 2


def test_an_empty_shop_is_no_error(run: Run) -> None:
    assert run("search", "lipstick", "--json").json["results"] == []
    assert run("ask", "lipstick", "--json").json["reply"]


def test_columns_are_mapped(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("编号,品名,零售价\n1,桂雨淡香水,399\n", "utf-8")
    options = ("--map", "id=编号", "--map", "title=品名", "--map", "price=零售价", "--currency", "CNY")
    assert run("import", str(file), *options).code == 0
    (hit,) = run("search", "香水", "--json").json["results"]
    assert hit["price"] == {"amount": "399.00", "currency": "CNY"}


def test_shops_are_apart(run: Run, catalogue: str) -> None:
    """A shop is added once; what is imported into it is found there only."""
    assert run("shops", "--add", "paris", "--title", "Paris", "--currency", "eur").code == 0
    shops = {shop["id"]: shop for shop in run("shops", "--json").json}
    assert set(shops) == {"default", "paris"}
    assert (shops["paris"]["title"], shops["paris"]["currency"]) == ("Paris", "EUR")
    assert shops["paris"]["publishable_key"] != shops["default"]["publishable_key"]
    run("import", catalogue, "--shop", "paris")
    assert run("search", "teapot", "--shop", "paris", "--json").json["total"] == 1
    assert run("search", "teapot", "--json").json["total"] == 0
    again = run("shops", "--add", "paris")
    assert again.code == 1
    assert is_one_line_of_error(again, "paris", "choose another")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("search", "x", "--shop", "nowhere"), ("nowhere", "floorwalker shops")),
        (("ask", "x", "--shop", "nowhere"), ("nowhere",)),
        (("import", "{file}", "--shop", "nowhere"), ("nowhere",)),
        (("rejects", "--shop", "nowhere"), ("nowhere",)),
        (("ask", "x", "--conversation", "nobody"), ("nobody", "start a new conversation")),
        (("rejects", "--import", "none"), ("none",)),
        (("import", "{folder}/absent.csv"), ("absent.csv",)),
        (("import", "{folder}"), ()),
        (("import", "{folder}/noise.bin"), ()),
        (("import", "{file}", "--format", "pdf"), ("pdf",)),
        (("import", "{file}", "--map", "price"), ("price",)),
        (("import", "{file}", "--map", "colour=x"), ("colour",)),
        (("import", "{file}", "--currency", "ZZZ"), ("ZZZ",)),
        (("shops", "--add", "Bad Name"), ("Bad Name",)),
        (("ask", "x" * 4001), ("4001", "4000")),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(
    arguments: tuple[str, ...], words: tuple[str, ...], run: Run, catalogue: str, tmp_path: Path
) -> None:
    """Exit code 2, one line on standard error, nothing on standard output."""
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 8)
    filled = [a.replace("{file}", catalogue).replace("{folder}", str(tmp_path)) for a in arguments]
    ran = run(*filled)
    assert ran.code == 2, ran
    assert is_one_line_of_error(ran, *words), ran
    assert ran.out == ""


def test_a_file_without_a_usable_row_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "empty.jsonl"
    file.write_text('{"title": "no id"}\n', "utf-8")
    ran = run("import", str(file))
    assert ran.code == 2
    assert "error: " in ran.err


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('message_max_chars = "many"', ("message_max_chars", "docs/settings.md")),
        ("no_such_setting = 1", ("no_such_setting", "docs/settings.md")),
        ("message_max_chars = ", ("floorwalker.toml", "TOML")),
    ],
)
def test_a_setting_that_cannot_be_used(toml: str, words: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "floorwalker.toml").write_text(toml, "utf-8")
    ran = run("search", "x")
    assert ran.code == 2
    assert is_one_line_of_error(ran, *words), ran.err


def test_a_wrong_setting_in_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOORWALKER_THREADS", "several")
    ran = run("search", "x")
    assert ran.code == 2
    assert is_one_line_of_error(ran, "threads", "docs/settings.md"), ran.err


@pytest.mark.parametrize(
    "arguments", [("fly",), ("search",), ("search", "x", "--limit", "0"), ("search", "x", "--limit", "many")]
)
def test_a_command_typed_wrongly_is_unusable(arguments: tuple[str, ...], run: Run) -> None:
    assert run(*arguments).code == 2


def test_help_names_every_command(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    assert all(command in ran.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, run: Run) -> None:
    ran = run(command, "--help")
    assert ran.code == 0
    assert "Usage" in ran.out
