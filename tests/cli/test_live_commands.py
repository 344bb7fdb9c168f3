"""The commands that look before importing, state prices and stock, tell their history, and export."""

import json
from pathlib import Path

import pytest
from command_line import Run


@pytest.fixture
def feed(tmp_path: Path) -> str:
    file = tmp_path / "shop.csv"
    file.write_text("id,品名,price,stock,color\n1,Pan,5,2,red\n2,Pot,x,,\n3,Wok,7,,\n", encoding="utf-8")
    return str(file)


@pytest.fixture
def shop(run: Run, feed: str) -> Run:
    """Commands on a shop that has imported the feed."""
    assert run("import", feed, "--currency", "USD", "--no-index").code == 0
    return run


def test_a_dry_run_shows_the_mapping_and_products_and_writes_nothing(run: Run, feed: str) -> None:
    shown = run("import", feed, "--currency", "USD", "--dry-run")
    assert shown.code == 0
    for part in ("csv, since", "Nothing has been written", "品名", "attribute.color", "5.00 USD", "line 3"):
        assert part in shown.out
    told = run("import", feed, "--currency", "USD", "--dry-run", "--json").json
    assert told["mapping"] | {"title": "品名", "stock": "stock"} == told["mapping"]
    assert [product["title"] for product in told["products"]] == ["Pan", "Wok"]
    assert told["rejects"][0]["line"] == 3
    assert run("export").out == ""


def test_a_price_and_its_history(shop: Run) -> None:
    assert shop("price", "shop:1", "4.50", "--was", "5").code == 0
    assert shop("stock", "shop:1", "0").code == 0
    rows = shop("history", "shop:1", "--json").json
    assert [(row["price"], row["stock"]) for row in rows] == [
        ("4.50 USD", 0),
        ("4.50 USD", 2),
        ("5.00 USD", 2),
    ]
    assert rows[0]["compare_at_price"] == "5.00 USD"
    assert [row["cause"].split(":")[0] for row in rows] == ["command", "command", "import"]
    assert "4.50 USD" in shop("history", "shop:1").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("price", "shop:none", "1"), ("no product",)),
        (("price", "shop:1", "x"), ("not one price",)),
        (("price", "shop:1"), ("nothing is stated",)),
        (("price",), ("nothing is stated",)),
        (("stock", "shop:1", "2.5"), ("is no stock",)),
        (("stock", "SKU-9", "1"), ("no product",)),
        (("history", "shop:none"), ("no product",)),
        (("price", "--file", "absent.csv"), ("no file",)),
        (("export", "--format", "pdf"), ("jsonl or shopify",)),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    shop: Run, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    ran = shop(*arguments)
    assert ran.code in (1, 2)
    assert len(ran.err.strip().splitlines()) == 1
    assert all(word in ran.err for word in words)


def test_a_table_of_prices(shop: Run, tmp_path: Path) -> None:
    table = tmp_path / "tonight.csv"
    table.write_text("id,price\nshop:1,6\nshop:3,words\nshop:9,1\n")
    ran = shop("price", "--file", str(table), "--json")
    assert (ran.code, ran.json["changed"]) == (1, 1)
    assert sorted(one["line"] for one in ran.json["refused"]) == [3, 4]
    table.write_text("id,price\nshop:9,1\n")
    assert shop("stock", "--file", str(table)).code == 2


def test_an_export_is_imported_unchanged(shop: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    assert shop("export", str(target)).code == 0
    assert [json.loads(line)["title"] for line in target.read_text("utf-8").splitlines()] == ["Pan", "Wok"]
    again = shop("import", str(target), "--source", "shop", "--json", "--no-index").json
    assert (again["unchanged"], again["changed"], again["added"]) == (2, 0, 0)
    assert shop("export", str(tmp_path / "absent" / "out.jsonl")).code == 2
