"""The commands of brands: what they print, for people and for programs."""

import json
from pathlib import Path
from typing import Any

import pytest

from floorwalker.catalog import CatalogStore, Product
from floorwalker.cli.brands import run_brands_import, run_brands_list, run_brands_merge, run_brands_remove
from floorwalker.core import Conflict, NotFound, Settings, SystemClock, load_settings
from floorwalker.storage import Database, ShopStore

Shown = pytest.CaptureFixture[str]


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A shop with two brands in three spellings."""
    monkeypatch.setenv("COLUMNS", "200")
    settings = load_settings(tmp_path / "data")
    database = Database(settings.sqlalchemy_url)
    database.migrate()
    ShopStore(database).ensure_default()
    brands = ("Suli", "素里", "[b]Norr", "SK-II")
    CatalogStore(database, "default", SystemClock()).apply(
        Product(f"s:{n}", "s", str(n), f"Thing {n}", brand=brand, popularity=float(n))
        for n, brand in enumerate(brands, 1)
    )
    database.dispose()
    return settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "brands.csv"
    path.write_text("品牌,别名,小众,备注\n素里,Suli,是,x\nSK-II,,maybe,\x1b[31m\n", encoding="utf-8")
    return path


def printed(shown: Shown) -> Any:
    return json.loads(shown.readouterr().out)


def test_people_see_what_an_import_did_and_the_brands_after_it(
    given: Settings, file: Path, capsys: Shown
) -> None:
    assert run_brands_import(given, "default", file) == 0
    out = capsys.readouterr().out
    for part in ("brands.csv", "2  rows", "1  brands added", "1  rejected", "'maybe'", "备注", "是 or 否"):
        assert part in out
    assert "\x1b" not in out
    assert run_brands_list(given, "default") == 0
    out = capsys.readouterr().out
    for part in ("素里", "Suli", "the shop says so", "[b]Norr", "by popularity, rank 1 of 3"):
        assert part in out


def test_programs_get_one_object(given: Settings, file: Path, capsys: Shown) -> None:
    run_brands_import(given, "default", file, as_json=True)
    told = printed(capsys)
    assert (told["added"], told["rejected"], told["rejects"][0]["line"]) == (1, 1, 3)
    run_brands_list(given, "default", as_json=True)
    suli, *others = printed(capsys)["brands"]
    assert (suli["name"], suli["aliases"], suli["products"], suli["popularity"]) == ("素里", ["Suli"], 2, 3.0)
    assert (suli["niche"], suli["niche_by"], suli["rank"], suli["ranked"]) == (True, "shop", 2, 3)
    assert {brand["niche_by"] for brand in others} == {"popularity"}


def test_names_are_merged_and_forgotten(given: Settings, capsys: Shown) -> None:
    run_brands_merge(given, "default", "Suli", ["素里"], as_json=True)
    assert printed(capsys)["products"] == 2
    run_brands_merge(given, "default", "Nobody", ["nemo"])
    assert "no product is of the brand Nobody" in capsys.readouterr().out
    with pytest.raises(Conflict):
        run_brands_merge(given, "default", "Norr", ["素里"])
    run_brands_remove(given, "default", "素里")
    assert "Suli (key suli)" in capsys.readouterr().out
    with pytest.raises(NotFound):
        run_brands_remove(given, "default", "素里")
    run_brands_list(given, "default", as_json=True)
    assert "素里" in {brand["key"] for brand in printed(capsys)["brands"]}


def test_a_shop_without_brands_says_so(tmp_path: Path, capsys: Shown) -> None:
    assert run_brands_list(load_settings(tmp_path / "empty"), "default") == 0
    assert "no brands" in capsys.readouterr().out
