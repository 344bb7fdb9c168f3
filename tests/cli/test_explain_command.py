"""`explain` and `lexicon check` as they are typed, and the page on lexicons word for word."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Run

from floorwalker.core import load_settings
from floorwalker.dialogue import House
from floorwalker.text import current_overlay, use_overlay

PAGE = Path(__file__).parents[2] / "docs" / "lexicons.md"
BLOCK = re.compile(r"```toml\n# lexicons/(\S+)\n(.*?)```", re.DOTALL)
CATALOGUE = [
    {"id": "1", "title": "Velvet Matte Lipstick", "brand": "Nordlys", "price": "26", "currency": "USD"},
    {"id": "2", "title": "紫砂茶宠", "brand": "宜兴阁", "price": "20", "currency": "USD"},
    {"id": "3", "title": "紫砂茶壶", "brand": "宜兴阁", "price": "90", "currency": "USD"},
    {"id": "4", "title": "澄泥蛐蛐罐", "brand": "宜兴阁", "price": "40", "currency": "USD"},
]


@pytest.fixture(autouse=True)
def no_words_stay() -> Iterator[None]:
    """What a command lays over the lexicons is gone for the next test."""
    yield
    use_overlay(None)
    assert not current_overlay().files


@pytest.fixture
def catalogue(tmp_path: Path) -> str:
    file = tmp_path / "spring.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in CATALOGUE), "utf-8")
    return str(file)


def write_lexicons(tmp_path: Path, files: dict[str, str]) -> None:
    folder = tmp_path / "data" / "lexicons"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def page_files() -> dict[str, str]:
    """The files that the page shows, each put together from its blocks."""
    files: dict[str, str] = {}
    for name, block in BLOCK.findall(PAGE.read_text("utf-8")):
        files[name] = files.get(name, "") + block
    return files


def test_a_message_is_explained_for_programs_and_for_people(run: Run, catalogue: str) -> None:
    run("import", catalogue)
    text = "a matte lipstick under $30, and zorgle"
    said = run("explain", text, "--json")
    assert said.code == 0
    assert {
        "text",
        "language",
        "read_as",
        "mended",
        "understood",
        "intents",
        "need",
        "not_understood",
    } <= set(said.json)
    kinds = {m["value"]: m["words"] for m in said.json["understood"] if m["kind"] == "kind"}
    assert kinds == {"lipstick": [{"text": "matte lipstick", "span": [2, 16]}]}
    assert said.json["need"]["price_max"] == "30"
    shown = run("explain", text)
    assert shown.code == 0
    for words in ("matte lipstick", "≤ 30 USD", "asked for: find", "need after", "not understood"):
        assert words in shown.out


def test_a_conversation_goes_on_unmoved(run: Run, catalogue: str) -> None:
    run("import", catalogue)
    conversation = run("ask", "lipsticks please", "--json").json["conversation_id"]
    said = run("explain", "under $30", "--conversation", conversation, "--json").json
    assert said["need_before"]["types"] == ["lipstick"]
    assert said["need"]["types"] == ["lipstick"]
    again = run("explain", "under $30", "--conversation", conversation, "--json").json
    assert again == said
    unknown = run("explain", "hello", "--conversation", "nobody")
    assert unknown.code == 2


def test_markup_in_a_message_is_text(run: Run) -> None:
    shown = run("explain", "[bold]lipstick[/bold] [/red]")
    assert shown.code == 0
    assert "[/red]" in shown.out


def test_without_files_the_check_says_so(run: Run) -> None:
    checked = run("lexicon", "check")
    assert (checked.code, "as they come" in checked.out) == (0, True)
    assert run("lexicon", "check", "--json").json["files"] == []


def test_the_check_lists_every_error_and_every_other_command_stops(run: Run, tmp_path: Path) -> None:
    write_lexicons(
        tmp_path,
        {
            "acts.toml": '[haggel]\nzh = ["砍价"]\n[cheaper]\nzh = ["("]\n',
            "brand.toml": "",
            "product_types.toml": '[types.kite]\nparent = "wind"\n',
            "brands.toml": '[brands.yixing_ge]\nnames = ["宜兴阁"]\n',
        },
    )
    checked = run("lexicon", "check", "--json")
    assert checked.code == 2
    assert "brands.toml" in checked.json["errors"][0]["remedy"]
    errors = {file["file"]: [e["error"] for e in file["errors"]] for file in checked.json["files"]}
    assert [("haggel" in errors["acts.toml"][0]), ("[cheaper] zh" in errors["acts.toml"][1])] == [True, True]
    assert "wind" in errors["product_types.toml"][0]
    assert errors["brands.toml"] == []
    assert "haggle" in run("lexicon", "check").out
    stopped = run("explain", "hello")
    assert stopped.code == 2
    assert stopped.err.startswith("error: ")
    assert len(stopped.err.strip().splitlines()) == 1


def test_a_folder_that_is_set_must_be_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLOORWALKER_LEXICONS", str(tmp_path / "none"))
    stopped = run("lexicon", "check")
    assert (stopped.code, "none" in stopped.err) == (2, True)
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "brands.toml").write_text('[brands.yixing_ge]\nnames = ["宜兴阁"]\n', "utf-8")
    monkeypatch.setenv("FLOORWALKER_LEXICONS", str(tmp_path / "ours"))
    [file] = run("lexicon", "check", "--json").json["files"]
    assert file["entries"][0]["entry"] == "brands.yixing_ge"


def test_the_page_is_true_word_for_word(run: Run, tmp_path: Path) -> None:
    """Its files pass the check, and change what is understood as it says."""

    def understood(*texts: str) -> dict[str, set[tuple[str, str]]]:
        house = House(load_settings(tmp_path / "data"))
        try:
            found = [house.assistant("default").explain(text) for text in texts]
        finally:
            house.close()
        return {one.text: {(meaning.kind, meaning.value) for meaning in one.meanings} for one in found}

    said = {
        "想买个蛐蛐罐": ("kind", "cricket_jar"),
        "do you have cricket jars?": ("kind", "cricket_jar"),
        "a tea figurine, please": ("kind", "tea_pet"),
        "有没有白菜价的": ("act", "cheaper"),
        "that's a bit spenny": ("act", "cheaper"),
        "给毛孩子买个礼物": ("recipient", "pet"),
        "something for my fur baby": ("recipient", "pet"),
        "有没有多巴胺色的": ("wish", "多巴胺色"),
        "摇铃": ("act", "person"),
        "please ring the bell": ("act", "person"),
    }
    before = understood(*said)
    assert not [text for text, meaning in said.items() if meaning in before[text]]
    files = page_files()
    assert {
        "product_types.toml",
        "acts.toml",
        "people.toml",
        "attributes.toml",
        "brands.toml",
        "en/courtesy.toml",
        "zh/measure_words.toml",
    } == set(files)
    write_lexicons(tmp_path, files)
    checked = run("lexicon", "check", "--json")
    assert (checked.code, checked.json["errors"]) == (0, [])
    assert not [e for file in checked.json["files"] for e in file["entries"] if e["removes_nothing"]]
    after = understood(*said)
    assert not [text for text, meaning in said.items() if meaning not in after[text]]
    assert ("kind", "storage_jar") not in after["do you have cricket jars?"]
    assert ("recipient", "child") not in after["something for my fur baby"]
    assert "大棕瓶家" in run("lexicon", "check").out


def test_a_changed_kind_is_found_among_products_indexed_before(
    run: Run, catalogue: str, tmp_path: Path
) -> None:
    """The index was built with our kinds; with the shop's it is built anew, and back again without them."""

    def lead(query: str) -> float:
        """By how much the pot outranks the figurine, which shares a character of the query and no more."""
        scores = {hit["title"]: hit["score"] for hit in run("search", query, "--json").json["results"]}
        return float(scores["紫砂茶壶"] - scores.get("紫砂茶宠", 0.0))

    def found(query: str) -> list[str]:
        return [hit["title"] for hit in run("search", query, "--json").json["results"]]

    run("import", catalogue)
    both_of_the_kind = lead("茶具")
    assert "紫砂茶宠" not in found("tea figurines")
    write_lexicons(tmp_path, page_files())
    assert found("cricket pots") == ["澄泥蛐蛐罐"]
    assert found("tea figurines") == ["紫砂茶宠"]
    assert lead("茶具") > both_of_the_kind + 1
    (tmp_path / "data" / "lexicons" / "product_types.toml").unlink()
    assert lead("茶具") == both_of_the_kind
    assert "紫砂茶宠" not in found("tea figurines")
