"""`verify` as it is typed: one text, and texts by the line."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Ran, Run

SCARF = {
    "kind": "product",
    "id": "scarf",
    "fields": {"title": "Merino scarf", "brand": "Nordlys", "price": {"amount": "49", "currency": "USD"}},
}
CATALOGUE = [
    {"id": "1", "title": "Porcelain Teapot", "brand": "Studio Ode", "price": "56", "currency": "USD"},
    {"id": "2", "title": "紫砂茶壶", "brand": "宜兴阁", "price": "90", "currency": "USD"},
]

Verify = Callable[..., Ran]


@pytest.fixture
def records(tmp_path: Path) -> str:
    file = tmp_path / "records.json"
    file.write_text(json.dumps([SCARF]), "utf-8")
    return str(file)


@pytest.fixture
def verify(run: Run, monkeypatch: pytest.MonkeyPatch) -> Verify:
    """Types `verify` with something on standard input."""

    def verify(*arguments: str, given: bytes | str = b"") -> Ran:
        content = given.encode() if isinstance(given, str) else given
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
        return run("verify", *arguments)

    return verify


def lines(*items: Any) -> str:
    return "".join(item if isinstance(item, str) else json.dumps(item) + "\n" for item in items)


def answers(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.out.splitlines()]


def statuses(verdicts: dict[str, Any]) -> dict[str, str]:
    return {claim["text"]: claim["status"] for claim in verdicts["claims"]}


def test_a_text_is_checked_against_a_file_of_records(verify: Verify, records: str) -> None:
    right = verify("The scarf costs $49.", "--evidence", records, "--json")
    assert right.code == 0
    claim = next(claim for claim in right.json["claims"] if claim["text"] == "$49")
    assert (claim["span"], claim["kind"], claim["status"]) == ([16, 19], "price", "supported")
    assert claim["source"] == {"kind": "product", "id": "scarf", "field": "price"}
    assert isinstance(claim["derivation"], str)
    assert right.json["notes"] == []
    wrong = verify("The scarf costs $59.", "--evidence", records, "--json")
    assert (wrong.code, statuses(wrong.json)["$59"]) == (0, "unsupported")


def test_without_an_argument_standard_input_is_the_text(verify: Verify, records: str) -> None:
    piped = verify("--evidence", records, "--json", given="围巾49美元。\n")
    assert statuses(piped.json) == {"49美元": "supported"}


def test_for_people_it_prints_the_claims_and_the_facts_that_decide(verify: Verify, records: str) -> None:
    printed = verify("The scarf costs $49, no, $59.", "--evidence", records)
    assert printed.code == 0
    assert "The scarf costs $49, no, $59." in printed.out
    assert "product scarf · price: $49.00" in printed.out
    assert "unsupported: 1" in printed.out


def test_what_a_text_holds_cannot_steer_the_terminal(verify: Verify, tmp_path: Path) -> None:
    title = "Scarf \x1b[2Jx"
    file = tmp_path / "odd.json"
    file.write_text(json.dumps([{"id": "a", "fields": {"title": title}}]), "utf-8")
    printed = verify(f"Our {title} is $5\r", "--evidence", str(file)).out
    assert "\x1b" not in printed
    assert "\r" not in printed
    assert "$5" in printed


def test_products_of_the_shop_are_evidence(run: Run, verify: Verify, tmp_path: Path) -> None:
    file = tmp_path / "tea.jsonl"
    file.write_text(lines(*CATALOGUE), "utf-8")
    run("import", str(file))
    checked = verify("The Porcelain Teapot is $56.", "--product", "tea:1", "--json")
    assert checked.json["claims"][-1]["source"] == {"kind": "product", "id": "tea:1", "field": "price"}
    assert "unsupported" not in statuses(checked.json).values()
    other = verify("The Porcelain Teapot is $90.", "--product", "tea:1", "--json")
    assert statuses(other.json)["$90"] == "unsupported"
    assert "product tea:1 · price: $56.00" in verify("It is $56.", "--product", "tea:1").out
    items = (
        {"id": 7, "text": "紫砂茶壶90美元。", "product_ids": ["tea:2"]},
        {"text": "x", "product_ids": ["tea:3"]},
    )
    by_line = verify("--jsonl", given=lines(*items))
    assert by_line.code == 2
    (answer,) = answers(by_line)
    assert (answer["id"], set(statuses(answer).values())) == ("7", {"supported"})
    assert by_line.err == "error: line 2: there is no product 'tea:3' for sale: write its id as source:id\n"


def test_no_database_is_opened_for_a_text_that_names_no_product(verify: Verify, tmp_path: Path) -> None:
    verify("It costs $5.")
    verify("--jsonl", given=lines({"text": "It costs $5."}))
    assert not list((tmp_path / "data").glob("*.db"))


def test_lines_are_answered_in_order_and_bad_ones_told_by_their_number(verify: Verify) -> None:
    ran = verify(
        "--jsonl",
        given="\ufeff"
        + lines(
            {"id": "a", "text": "It costs $49.", "evidence": [SCARF], "language": "en"},
            "{not json}\n",
            "\n",
            {"id": "c"},
            [],
            {"id": "e", "text": "x", "author": "me"},
            {"id": "f", "text": "x", "evidence": {}},
            {"id": "g", "text": "只要59美元", "evidence": [SCARF], "genre": "live"},
        ),
    )
    assert ran.code == 2
    assert [(answer["id"], statuses(answer)) for answer in answers(ran)] == [
        ("a", {"$49": "supported"}),
        ("g", {"59美元": "unsupported"}),
    ]
    errors = ran.err.splitlines()
    assert [error.split(":")[1].strip() for error in errors] == [
        "line 2",
        "line 4",
        "line 5",
        "line 6",
        "line 7",
    ]
    for word, error in zip(("JSON", "text", "object", "author", "evidence"), errors, strict=True):
        assert word in error
    assert all(error.startswith("error: ") and 'write {"text"' in error for error in errors)


def test_lines_that_are_not_utf8_spare_the_others(verify: Verify) -> None:
    ran = verify("--jsonl", given=b'{"text": "\xff"}\n{"text": "\\ud800"}\n{"id": "b", "text": "fine"}')
    assert (ran.code, [answer["id"] for answer in answers(ran)]) == (2, ["b"])
    assert len(ran.err.splitlines()) == 2


def test_each_line_is_answered_before_the_next_is_read(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from floorwalker.cli import main; main()", "--data", str(tmp_path)]
    with subprocess.Popen(
        [*command, "verify", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            process.stdin.write(lines({"id": number, "text": "It costs $5."}))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == str(number)
        process.stdin.close()
        assert process.wait(10) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("x", "--author", "me"), ("author", "builtin")),
        (("x", "--evidence", "{folder}/none.json"), ("none.json",)),
        (("x", "--evidence", "{folder}/odd.json"), ("JSON", "list of records")),
        (("x", "--evidence", "{folder}/object.json"), ("list",)),
        (("x", "--product", "tea:9"), ("tea:9",)),
        (("x", "--product", "tea:9", "--shop", "nowhere"), ("nowhere",)),
        (("x", "--jsonl"), ("--jsonl",)),
        (("--jsonl", "--json"), ("--jsonl",)),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(
    verify: Verify, tmp_path: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    (tmp_path / "odd.json").write_text("[{", "utf-8")
    (tmp_path / "object.json").write_text('{"kind": "product"}', "utf-8")
    ran = verify(*(argument.format(folder=tmp_path) for argument in arguments))
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert all(word in ran.err for word in words), ran.err


def test_text_that_is_not_utf8_is_refused(verify: Verify) -> None:
    ran = verify(given=b"\xff\xfe")
    assert (ran.code, "UTF-8" in ran.err) == (2, True)


def test_with_a_genre_the_rules_of_advertising_are_applied_too(verify: Verify, records: str) -> None:
    said = verify("全网最低价，仅此一家！", "--genre", "copy", "--json").json
    assert {finding["text"] for finding in said["findings"]} >= {"全网最低价"}
    assert verify("The scarf costs $49.", "--evidence", records, "--json").json["findings"] is None
    shown = verify("全网最低价，仅此一家！", "--genre", "copy")
    assert "全网最低价" in shown.out
    assert "objections of the rules" in shown.out
    unknown = verify("全网最低价", "--genre", "poem")
    assert unknown.code == 2
    assert "genre" in unknown.err
