"""The commands of prices: what they print, for people and for programs."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pricing_values import cny, listed

from floorwalker.catalog.pricing import PriceList, PriceStore
from floorwalker.cli.pricing import (
    run_prices_import,
    run_prices_list,
    run_promotions_import,
    run_promotions_list,
)
from floorwalker.core import NotFound, Settings, SystemClock, UnusableInput, load_settings
from floorwalker.storage import Database, ShopStore
from tests.catalog.pricing.tills import stock_up

Shown = pytest.CaptureFixture[str]


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("COLUMNS", "200")
    settings = load_settings(tmp_path / "data", currency="CNY")
    database = Database(settings.sqlalchemy_url)
    database.migrate()
    ShopStore(database).ensure_default()
    stock_up(database)
    database.dispose()
    return settings


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    path = tmp_path / "gold.csv"
    path.write_text("商品,价格,会员等级,备注\ns:1,80,金卡,x\n[b]9,5,金卡,\x1b[31m\n", encoding="utf-8")
    return path


@pytest.fixture
def promotions(tmp_path: Path) -> Path:
    path = tmp_path / "november.toml"
    path.write_text(
        '[[promotion]]\nid = "满减"\nkind = "threshold"\nthreshold = 300\namount = 50\n'
        '[[promotion]]\nid = "old"\nkind = "percent"\npercent = 20\nends_at = 2020-01-01\n'
        '[[promotion]]\nid = "bad"\nkind = "percent"\n',
        encoding="utf-8",
    )
    return path


def printed(shown: Shown) -> Any:
    return json.loads(shown.readouterr().out)


def test_people_see_what_an_import_of_prices_did(given: Settings, prices: Path, capsys: Shown) -> None:
    assert run_prices_import(given, "default", prices) == 0
    out = capsys.readouterr().out
    for part in ("gold.csv: gold", "2  rows", "1  prices added", "1  rejected", "no product '[b]9'", "备注"):
        assert part in out
    assert "\x1b" not in out
    assert run_prices_list(given, "default") == 0
    out = capsys.readouterr().out
    for part in ("gold", "CNY", "every", "金卡", "not said"):
        assert part in out
    assert run_prices_list(given, "default", "gold") == 0
    assert "80.00 CNY" in capsys.readouterr().out


def test_programs_get_one_object(given: Settings, prices: Path, capsys: Shown) -> None:
    run_prices_import(given, "default", prices, as_json=True)
    report = printed(capsys)
    assert (report["rows"], report["added"], report["rejected"], report["lists"]) == (2, 1, 1, ["gold"])
    assert report["columns"]["group"] == "会员等级"
    assert report["rejects"][0]["line"] == 3
    run_prices_list(given, "default", as_json=True)
    (one,) = printed(capsys)["lists"]
    assert (one["id"], one["group"], one["market"], one["prices"]) == ("gold", "金卡", "", 1)
    run_prices_list(given, "default", "gold", as_json=True)
    (price,) = printed(capsys)["prices"]
    assert (price["product_id"], price["price"]) == ("s:1", {"amount": "80.00", "currency": "CNY"})


def test_promotions_are_told_with_their_state(given: Settings, promotions: Path, capsys: Shown) -> None:
    assert run_promotions_import(given, "default", promotions) == 0
    out = capsys.readouterr().out
    for part in ("3  entries", "2  promotions added", "1  rejected", "lacks its percent"):
        assert part in out
    assert run_promotions_list(given, "default") == 0
    out = capsys.readouterr().out
    for part in ("满减", "in force", "over", "20% off"):
        assert part in out
    run_promotions_list(given, "default", as_json=True)
    first, second = printed(capsys)["promotions"]
    assert {first["id"]: first["state"], second["id"]: second["state"]} == {"满减": "in force", "old": "over"}
    told = {one["id"]: one["says"]["zh"] for one in (first, second)}
    assert told["满减"] == "满300减50"


def test_full_reaches_the_import(given: Settings, promotions: Path, capsys: Shown) -> None:
    run_promotions_import(given, "default", promotions)
    promotions.write_text('[[promotion]]\nid = "old"\nkind = "percent"\npercent = 20\n')
    capsys.readouterr()
    run_promotions_import(given, "default", promotions, full=True, as_json=True)
    assert printed(capsys)["removed"] == 1


def test_an_empty_shop_says_so(given: Settings, capsys: Shown) -> None:
    run_prices_list(given, "default")
    run_promotions_list(given, "default")
    assert capsys.readouterr().out.splitlines() == ["there are no price lists", "there are no promotions"]


def test_a_long_list_is_cut_for_people_and_whole_for_programs(given: Settings, capsys: Shown) -> None:
    database = Database(given.sqlalchemy_url)
    store = PriceStore(database, "default", SystemClock())
    store.put_list(PriceList("a", "CNY"))
    store.put_prices([replace(listed("a", cny(1)), product_id=f"p:{number:03}") for number in range(60)])
    database.dispose()
    run_prices_list(given, "default", "a")
    out = capsys.readouterr().out
    assert "the first 50 products" in out
    assert "p:049" in out
    assert "p:050" not in out
    run_prices_list(given, "default", "a", as_json=True)
    assert len(printed(capsys)["prices"]) == 60


def test_what_cannot_be_done_is_said_in_one_line(given: Settings, prices: Path) -> None:
    with pytest.raises(NotFound, match="no shop 'nowhere'"):
        run_prices_import(given, "nowhere", prices)
    with pytest.raises(NotFound, match="no price list 'x'"):
        run_prices_list(given, "default", "x")
    with pytest.raises(UnusableInput, match="ISO 4217"):
        run_prices_import(given, "default", prices, currency="coins")
    with pytest.raises(UnusableInput, match="no file"):
        run_promotions_import(given, "default", prices.with_name("none.toml"))
