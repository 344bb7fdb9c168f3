"""`floorwalker import` and `floorwalker rejects`: what they print, for people and for programs."""

import json
from pathlib import Path

import pytest

from floorwalker.cli.importing import run_import, run_rejects
from floorwalker.core import NotFound, Settings, UnusableInput, load_settings
from floorwalker.storage import Database, ShopStore


@pytest.fixture
def given(tmp_path: Path) -> Settings:
    return load_settings(tmp_path / "data")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kitchen.csv"
    path.write_text("id,title,price\n1,[b]锅[/b],5\n2,\x1b[31m,6\n3,,7\n", encoding="utf-8")
    return path


def test_people_see_counts_and_the_first_rejects(
    given: Settings, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_import(given, "default", file, currency="USD") == 0
    shown = capsys.readouterr().out
    for part in (
        "kitchen.csv: csv",
        "utf-8",
        "3  rows",
        "2  products added",
        "1  rejected",
        "it has no title",
    ):
        assert part in shown
    assert "\x1b" not in shown


def test_programs_get_one_object(given: Settings, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_import(given, "default", file, currency="USD", source="pans", as_json=True) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["source"], report["rows"], report["added"], report["rejected"]) == ("pans", 3, 2, 1)
    assert run_rejects(given, "default", report["import_id"], as_json=True) == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed["import_id"] == report["import_id"]
    assert listed["rejects"] == report["first_rejects"]
    assert listed["rejects"][0] | {"raw": "3,,7", "line": 4} == listed["rejects"][0]


def test_rejects_of_the_newest_import(
    given: Settings, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_import(given, "default", file, currency="USD")
    capsys.readouterr()
    assert run_rejects(given, "default") == 0
    assert "1 rejected in kitchen.csv" in capsys.readouterr().out
    file.write_text("id,title\n1,Pan\n")
    run_import(given, "default", file)
    capsys.readouterr()
    run_rejects(given, "default")
    assert "every row was used" in capsys.readouterr().out


def test_pairs_of_map_and_the_currency_setting_reach_the_import(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = load_settings(tmp_path / "data", currency="JPY")
    run_import(settings, "default", file, mapping=["attribute.cost=price", "title=id"], as_json=True)
    assert json.loads(capsys.readouterr().out)["currencies"] == {}
    run_import(settings, "default", file, as_json=True)
    assert json.loads(capsys.readouterr().out)["currencies"] == {"JPY": 2}


def test_the_shops_own_currency_beats_the_setting(
    given: Settings, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(given.sqlalchemy_url)
    database.migrate()
    ShopStore(database).create("paris", currency="EUR")
    database.dispose()
    run_import(given, "paris", file, as_json=True)
    assert json.loads(capsys.readouterr().out)["currencies"] == {"EUR": 2}


def test_what_cannot_be_done_is_said_in_one_line(given: Settings, file: Path) -> None:
    with pytest.raises(NotFound, match="nothing has been imported"):
        run_rejects(given, "default")
    with pytest.raises(NotFound, match="no shop 'nowhere'"):
        run_import(given, "nowhere", file)
    with pytest.raises(UnusableInput, match="--currency"):
        run_import(given, "default", file)
    run_import(given, "default", file, currency="USD")
    with pytest.raises(NotFound, match="no import 'x'"):
        run_rejects(given, "default", "x")
