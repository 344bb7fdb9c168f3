"""Files of price lists: whatever their columns are called, every row is used or rejected with its reason."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pricing_values import DAY, cny

from floorwalker.catalog.importers.base import Reject
from floorwalker.catalog.pricing import PriceList, PriceRow, Tally, import_price_lists, read_price_lists
from floorwalker.core import Money, UnusableInput

if TYPE_CHECKING:
    from tests.catalog.pricing.tills import Till


def read(path: Path, text: str | bytes, currency: str = "") -> list[PriceRow | Reject]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_price_lists(path, currency))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "prices.csv"


def rows(found: list[PriceRow | Reject]) -> list[PriceRow]:
    assert all(isinstance(one, PriceRow) for one in found), found
    return [one for one in found if isinstance(one, PriceRow)]


def reasons(found: list[PriceRow | Reject]) -> list[str]:
    return [one.reason for one in found if isinstance(one, Reject)]


def test_english_headers(file: Path) -> None:
    (row,) = rows(
        read(
            file,
            "list,product,variant,price,compare_at,currency,market,group,tax_included,valid_from,valid_to\n"
            "gold,s:1,red,80.00,100,CNY,CN,gold,yes,2026-11-01,2026-11-11\n",
        )
    )
    assert (row.list_id, row.product, row.variant, row.line) == ("gold", "s:1", "red", 2)
    assert (row.price, row.compare_at) == (cny(8000), cny(10000))
    assert (row.market, row.member_group, row.tax_included, row.priority) == ("CN", "gold", True, None)
    assert row.valid_from == datetime(2026, 11, 1, tzinfo=UTC)


def test_chinese_headers_in_gb18030(file: Path) -> None:
    text = (
        "价格表,商品编号,规格,会员价(元),划线价,币种,市场,会员等级,含税,生效,失效,优先级,备注\n"
        "金卡,1001,红色,80,100,人民币,全部,金卡,否,2026年11月1日,2026/11/11 20:00,3,双十一\n"
    )
    (row,) = rows(read(file, text.encode("gb18030")))
    assert (row.list_id, row.product, row.variant) == ("金卡", "1001", "红色")
    assert (row.price, row.compare_at) == (cny(8000), cny(10000))
    assert (row.market, row.member_group, row.tax_included, row.priority) == ("", "金卡", False, 3)
    assert row.valid_to == datetime(2026, 11, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "end"),
    [
        ("2026-11-11", datetime(2026, 11, 12, tzinfo=UTC)),
        ("20261111", datetime(2026, 11, 12, tzinfo=UTC)),
        ("2026-11-11 +08:00", datetime(2026, 11, 11, 16, tzinfo=UTC)),
        ("2026-11-11 00:00", datetime(2026, 11, 11, tzinfo=UTC)),
        ("2026-11-11T23:59:59+08:00", datetime(2026, 11, 11, 15, 59, 59, tzinfo=UTC)),
        ("", None),
        ("-", None),
    ],
)
def test_a_date_alone_is_the_last_day_of_a_period(file: Path, cell: str, end: datetime | None) -> None:
    (row,) = rows(read(file, f"sku,price,until\nA,5 USD,{cell}\n"))
    assert row.valid_to == end


def test_the_file_names_the_list_where_no_column_does(file: Path) -> None:
    (row,) = rows(read(file, "sku;price\nA;12,50\n", "EUR"))
    assert (row.list_id, row.sku, row.price) == ("prices", "A", Money(1250, "EUR"))
    assert (row.market, row.member_group, row.tax_included) == (None, None, None)


def test_of_two_price_columns_the_surer_name_counts(file: Path) -> None:
    (row,) = rows(read(file, "商品,价格,会员价,原价\nA,100,80,120\n", "CNY"))
    assert (row.price, row.compare_at) == (cny(8000), cny(12000))
    (row,) = rows(read(file, "product,list_price,price_usd\nA,100,80\n"))
    assert (row.price, row.compare_at) == (Money(8000, "USD"), Money(10000, "USD"))


def test_currencies_have_their_own_exponents(file: Path) -> None:
    found = read(file, "product,price,currency\nA,1980,JPY\nB,1.5,JPY\nC,1.005,KWD\nD,1.0005,KWD\n")
    assert [one.price for one in found if isinstance(one, PriceRow)] == [
        Money(1980, "JPY"),
        Money(1005, "KWD"),
    ]
    assert all("finer than the smallest unit" in reason for reason in reasons(found))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",,5,,,,,", "names no product"),
        ("A,,,,,,,", "has no price"),
        ("A,,-5,,,,,", "negative"),
        ("A,,5-7,,,,,", "not one price"),
        ("A,,5,tomorrow,,,,", "date 'tomorrow' cannot be read"),
        ("A,,5,,,,maybe,", "whether tax is included"),
        ("A,,5,,,,,10", "price from 10 pieces on"),
        ("A,,5,,,,,many", "no whole number"),
        ("A,,5 USD,,,CNY,,", "not in CNY"),
        ("A,,5,,,,,,,x", "cells"),
        ('"A,,5,,,,,', "quotation marks"),
    ],
)
def test_rows_that_cannot_be_used_say_why(file: Path, line: str, reason: str) -> None:
    header = "product,sku,price,valid_from,valid_to,currency,tax,min_qty\n"
    found = read(file, header + line + "\n", "CNY")
    (one,) = found
    assert isinstance(one, Reject)
    assert reason in one.reason
    assert (one.line, bool(one.remedy)) == (2, True)


def test_without_any_currency_a_row_is_rejected_and_the_remedy_said(file: Path) -> None:
    (one,) = read(file, "product,price\nA,5\n")
    assert isinstance(one, Reject)
    assert "currency" in one.reason
    assert "--currency" in one.remedy


@pytest.mark.parametrize("text", ["price\n5\n", "product\nA\n", "", "\n\n"])
def test_a_file_without_the_columns_it_needs_is_refused(file: Path, text: str) -> None:
    with pytest.raises(UnusableInput):
        read(file, text)


def test_characters_that_the_encoding_cannot_explain_spoil_their_row_only(file: Path) -> None:
    good = "".join(f"商品{n},5\n" for n in range(50))
    found = read(file, f"product,price\n{good}".encode() + b"\xff\xfe,5\nB,5\n", "CNY")
    assert len(found) == 52
    assert len(reasons(found)) == 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6), min_size=4, max_size=4)
    )
)
def test_every_line_of_any_file_is_accounted_for(file: Path, cells: list[list[str]]) -> None:
    lines = [[cell.replace("\r", " ").replace("\n", " ").replace('"', "") for cell in row] for row in cells]
    text = "product,price,valid_to,tax\n" + "".join(
        ",".join(f'"{cell}"' for cell in row) + "\n" for row in lines
    )
    found = read(file, text, "CNY")
    blank = sum(not any(cell.strip() for cell in row) for row in lines)
    assert len(found) == len(lines) - blank


# --- importing


def test_codes_find_products_and_variants(till: "Till") -> None:
    report = till.prices(
        "list,product,sku,variant,price\n"
        "a,s:1,,,1\n"
        "a,1,,,2\n"
        "a,,SKU-R,,3\n"
        "a,s:2,,blue,4\n"
        "a,s:2,SKU-B,,5\n"
        "a,s:2,,Red,6\n"
        "a,3,,,7\n"
        "a,s:3,,,8\n"
        "a,,1,,9\n"
        "b,s:2,,,10\n",
        currency="CNY",
    )
    assert not report.rejects
    with till.database.read() as connection:
        found = till.store.prices_of(["s:1", "s:2", "s:3", "t:3"], connection)
    prices = [price for some in found.values() for price in some]
    named = {(one.list_id, one.product_id, one.variant_id): one.price.minor for one in prices}
    assert named == {
        ("a", "s:1", ""): 900,
        ("a", "s:2", "red"): 600,
        ("a", "s:2", "blue"): 500,
        ("a", "t:3", ""): 700,
        ("a", "s:3", ""): 800,
        ("b", "s:2", ""): 1000,
    }
    assert (report.rows, report.tally) == (10, Tally(added=6, superseded=4))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("9,,", "no product '9'"),
        ("2,,", "several of product '2': s:2, t:2"),
        (",NO,", "no SKU 'NO'"),
        ("s:1,,red", "s:1 has no variants"),
        ("s:2,,green", "no variant 'green'"),
        ("s:2,SKU-X,", "no variant 'SKU-X'"),
    ],
)
def test_codes_that_name_nothing_are_rejected(desk: "Till", row: str, reason: str) -> None:
    report = desk.prices(f"product,sku,variant,price\n{row},5\ns:1,,,5\n", currency="CNY")
    assert (report.rejected, report.tally.added) == (1, 1)
    assert reason in report.rejects[0].reason
    assert report.rejects[0].line == 2


def test_importing_again_changes_nothing(till: "Till") -> None:
    text = "list,product,price,group\ngold,s:1,5,gold\ngold,s:2,6,gold\n"
    assert till.prices(text, currency="CNY").tally == Tally(added=2)
    assert till.noted() == ["", "s:1", "s:2"]
    again = till.prices(text, currency="CNY").tally
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    (summary,) = till.store.lists()
    assert summary.price_list == PriceList("gold", "CNY", "gold", member_group="gold")


def test_several_periods_of_a_price_are_one_statement(desk: "Till") -> None:
    text = "product,price,from,to\ns:1,5,2026-01-01,2026-06-30\ns:1,6,2026-07-01,\n"
    assert desk.prices(text, currency="CNY").tally == Tally(added=2)
    assert desk.prices("product,price\ns:1,7\n", currency="CNY").tally == Tally(added=1, removed=2)


def test_an_older_file_does_not_overrule_a_newer_one(desk: "Till", tmp_path: Path) -> None:
    desk.prices("product,price\ns:1,7\n", currency="CNY")
    old = tmp_path / "prices.csv"
    old.write_text("product,price\ns:1,5\n")
    os.utime(old, (1_000_000, 1_000_000))
    report = import_price_lists(desk.database, "default", desk.clock, old, currency="CNY")
    assert report.tally == Tally(superseded=1)


def test_prices_are_as_old_as_the_file(desk: "Till", tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_text("product,price\ns:1,5\n")
    written = desk.clock.now() - 30 * DAY
    os.utime(file, (written.timestamp(), written.timestamp()))
    import_price_lists(desk.database, "default", desk.clock, file, currency="CNY")
    assert desk.store.lists()[0].oldest == written


def test_full_removes_what_the_lists_of_the_file_no_longer_have(till: "Till") -> None:
    till.prices("list,product,price\na,s:1,5\na,s:2,5\na,t:2,5\nb,s:1,5\n", currency="CNY")
    till.noted()
    report = till.prices("list,product,price\na,s:1,5\na,t:2,bad\n", currency="CNY", full=True)
    assert (report.tally.unchanged, report.tally.removed, report.kept_missing) == (1, 1, False)
    assert [one.product_id for one in till.store.prices_in("a")] == ["s:1", "t:2"]
    assert len(till.store.prices_in("b")) == 1
    assert "s:2" in till.noted()


def test_full_removes_nothing_where_a_row_does_not_tell_its_product(desk: "Till") -> None:
    desk.prices("product,price\ns:1,5\ns:2,5\n", currency="CNY")
    report = desk.prices("product,price\ns:1,5\n,6\n", currency="CNY", full=True)
    assert (report.tally.removed, report.kept_missing) == (0, True)
    assert len(desk.store.prices_in("prices")) == 2


def test_a_members_price_never_becomes_everybodys_by_an_empty_cell(desk: "Till") -> None:
    report = desk.prices(
        "list,product,price,group\ngold,9,5,gold\ngold,s:1,5,\ngold,s:2,6,silver\ngold,t:2,6,gold\n",
        currency="CNY",
    )
    assert (report.rejected, report.tally.added) == (3, 1)
    assert "another member group" in report.rejects[1].reason
    assert desk.store.lists()[0].price_list.member_group == "gold"
    report = desk.prices("list,product,price\ngold,s:1,4\n", currency="CNY")
    assert report.tally.added == 1
    assert desk.store.lists()[0].price_list.member_group == "gold"
    desk.prices("list,product,price,group\ngold,s:1,4,*\n", currency="CNY")
    assert desk.store.lists()[0].price_list.member_group == ""


def test_a_list_has_one_currency(desk: "Till") -> None:
    report = desk.prices("list,product,price,currency\na,s:1,5,CNY\na,s:2,5,USD\nb,s:2,5,USD\n")
    assert (report.rejected, report.lists) == (1, ["a", "b"])
    assert "'a' is in CNY" in report.rejects[0].reason
    report = desk.prices("list,product,price,currency\na,s:1,5,USD\nb,s:1,5,USD\n")
    assert (report.rejected, report.lists) == (1, ["b"])


def test_a_file_without_a_usable_row_changes_nothing(desk: "Till") -> None:
    for text, reason in (
        ("product,price\n9,5\n", "line 2: there is no product '9'"),
        ("product,price\n", "has no rows"),
    ):
        with pytest.raises(UnusableInput, match=reason):
            desk.prices(text, currency="CNY")
    assert desk.store.lists() == []
    assert desk.noted() == []


def test_columns_that_are_not_used_are_named(desk: "Till") -> None:
    report = desk.prices("product,price,remark\ns:1,5,x\n", currency="CNY")
    assert report.columns
    assert report.columns.ignored == ("remark",)
    assert report.as_json()["columns"] == {"product": "product", "price": "price"}
