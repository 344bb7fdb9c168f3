"""Spreadsheets: which sheet and which row is the header, what cells become, and files that would break the reader."""

import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from floorwalker.catalog import CatalogStore, ImportOptions, ImportReport, import_file
from floorwalker.catalog.feeds import open_feed
from floorwalker.catalog.importers import Listing, ReadOptions, Reject, Sample
from floorwalker.catalog.importers.excel import Excel
from floorwalker.core import Money, UnusableInput
from tests.catalog.workbooks import Cell, write_workbook

FILES = Path(__file__).with_name("files")
Load = Callable[..., ImportReport]


@pytest.fixture
def load(shelf: CatalogStore, tmp_path: Path) -> Load:
    """Import sheets as a workbook into ``shelf``."""

    def load(
        rows: Sequence[Sequence[Cell]] | dict[str, Sequence[Sequence[Cell]]],
        hidden: Sequence[str] = (),
        **options: object,
    ) -> ImportReport:
        sheets = rows if isinstance(rows, dict) else {"Sheet1": rows}
        path = write_workbook(tmp_path / "shop.xlsx", sheets, hidden)
        return import_file(shelf, path, ImportOptions(**{"currency": "EUR", **options}))  # type: ignore[arg-type]

    return load


def read(path: Path, after: int = 0, **mapping: str) -> list[Listing | Reject]:
    with open_feed(path) as feed:
        return list(Excel().read(feed, ReadOptions("shop", mapping, "EUR"), after))


def titles(shelf: CatalogStore) -> list[str]:
    return sorted(product.title for product in shelf.iterate())


def test_detection_says_why() -> None:
    assert Excel().sniff(Sample("", "shop.xlsx", workbook=True)).why == "it is a spreadsheet"
    assert Excel().sniff(Sample("id,title\n", "shop.xlsx")).confidence == 0


@pytest.mark.parametrize("name", ["goods.xls", "goods.ods"])
def test_old_excel_and_opendocument(shelf: CatalogStore, name: str) -> None:
    """Both files hold a hidden sheet, a heading above the header, dates, a blank row and a total."""
    report = import_file(shelf, FILES / name, ImportOptions())
    lid, pan = sorted(shelf.iterate(), key=lambda product: product.source_id, reverse=True)
    assert report.run.format == "excel"
    assert (pan.source_id, pan.title, pan.price, pan.stock) == ("10234", "Pan", Money(2490, "EUR"), 3)
    assert (lid.title, lid.price, lid.availability) == ("锅", Money(129900, "EUR"), "out_of_stock")
    assert (pan.updated_at, lid.updated_at) == (
        datetime(2026, 1, 5, tzinfo=UTC),
        datetime(2026, 1, 5, 12, tzinfo=UTC),
    )
    assert pan.attributes == {"Dishwasher safe": ("true",)}
    assert [(reject.line, reject.reason) for reject in shelf.log.rejects()] == [
        (7, "'ask' is not one price"),
        (8, "it has no title, it is a total"),
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        *((12.0, "12"), (29.990000000000002, "29.99"), (0.1, "0.1"), (123456789012345.0, "123456789012345")),
        *((True, "true"), (False, "false"), (" x ", "x"), (1e-05, "0.00001"), (-3.5, "-3.5")),
        *((date(2026, 1, 5), "2026-01-05"), (datetime(2026, 1, 5, 9, 30), "2026-01-05 09:30:00")),
    ],
)
def test_cells_as_text(tmp_path: Path, cell: Cell, expected: str) -> None:
    (item,) = read(write_workbook(tmp_path / "shop.xlsx", {"A": [["id", "title", "x"], ["1", "Pan", cell]]}))
    assert isinstance(item, Listing)
    assert item.product.attributes == {"x": (expected,)}


def test_an_id_with_more_digits_than_excel_keeps_is_rejected(load: Load, shelf: CatalogStore) -> None:
    load([["id", "title"], [6921234567890128, "Pan"], [6921234567890, "Pot"]])
    assert [product.source_id for product in shelf.iterate()] == ["6921234567890"]
    assert "cut the digits" in shelf.log.rejects()[0].reason


def test_what_stands_above_the_header_is_a_heading(load: Load, shelf: CatalogStore) -> None:
    load(
        [
            ["产品"],
            ["联系人", "陈先生"],
            [],
            ["产品编号", None, "产品名称", "售价"],
            ["A1", None, "茶", 30],
            [],
            ["A2", None, "杯", "面议"],
        ]
    )
    assert titles(shelf) == ["茶"]
    assert [reject.line for reject in shelf.log.rejects()] == [7]


def test_cells_merged_over_several_rows_are_one_product(load: Load, shelf: CatalogStore) -> None:
    load([["商品编号", "商品名称", "规格", "价格"], ["A1", "茶", "100g", 30], [None, None, "250g", 68]])
    (product,) = shelf.iterate()
    assert [(variant.title, variant.price) for variant in product.variants] == [
        ("100g", Money(3000, "EUR")),
        ("250g", Money(6800, "EUR")),
    ]


def test_hidden_sheets_are_not_read(load: Load, shelf: CatalogStore) -> None:
    table = [["id", "title"], ["1", "Pan"]]
    load({"old": [["id", "title"], ["1", "Old pan"]], "new": table}, hidden=["old"])
    assert titles(shelf) == ["Pan"]
    assert shelf.log.rejects() == []


def test_a_sheet_that_only_might_be_products_gives_way(load: Load, shelf: CatalogStore) -> None:
    contacts = [["Name", "Phone"], ["Chen", "123"]]
    load({"Contacts": contacts, "Goods": [["id", "title"], ["1", "Pan"]]})
    assert titles(shelf) == ["Pan"]
    assert shelf.log.rejects() == []


def test_further_sheets_of_products_are_named(load: Load, shelf: CatalogStore) -> None:
    load({"Pans": [["id", "title"], ["1", "Pan"]], "Pots": [["id", "title"], ["2", "Pot"]]})
    assert titles(shelf) == ["Pan"]
    (reject,) = shelf.log.rejects()
    assert "'Pans' is read; there seem to be products in 'Pots' too" in reject.reason
    assert reject.remedy


def test_columns_can_be_mapped(load: Load, shelf: CatalogStore) -> None:
    load([["Liste"], ["Nr", "Was", "EK"], ["7", "Topf", 12]], mapping={"title": "Was", "price": "EK"})
    (product,) = shelf.iterate()
    assert (product.title, product.price, product.attributes) == (
        "Topf",
        Money(1200, "EUR"),
        {"Nr": ("7",)},
    )


@pytest.mark.parametrize(
    ("rows", "mapping", "message"),
    [
        ([["Nr", "Was"], ["7", "Topf"]], {}, r"the columns are 'Nr', 'Was'.*--map title=COLUMN"),
        ([["Nr", "title"], ["7", "Topf"]], {"price": "EK"}, "no column 'EK': the columns are 'Nr', 'title'"),
        ([], {}, "no visible sheet of shop.xlsx has any cell"),
    ],
)
def test_a_workbook_without_a_usable_header_is_refused(
    load: Load, rows: list[list[Cell]], mapping: dict[str, str], message: str
) -> None:
    with pytest.raises(UnusableInput, match=message):
        load(rows, mapping=mapping)


def test_a_sheet_that_spans_more_memory_than_there_is_is_refused(tmp_path: Path) -> None:
    """Two cells in opposite corners would take half a terabyte."""
    path = write_workbook(tmp_path / "shop.xlsx", {"A": [["id", "title"], ["1", "Pan"]]})
    parts = {}
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts["xl/worksheets/1.xml"] = parts["xl/worksheets/1.xml"].replace(b"</sheetData>", far)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(UnusableInput, match="damaged, or needs too much memory"):
        read(path)


@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"id,title\n1,Pan\n"])
def test_what_is_no_spreadsheet_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "shop.xls"
    path.write_bytes(data)
    with pytest.raises(UnusableInput, match=r"shop\.xls cannot be read"):
        read(path)


def test_a_spreadsheet_is_no_text(tmp_path: Path, shelf: CatalogStore) -> None:
    path = write_workbook(tmp_path / "shop.xlsx", {"A": [["id", "title"], ["1", "Pan"]]})
    with pytest.raises(UnusableInput, match="is a spreadsheet: import it with --format excel"):
        import_file(shelf, path, ImportOptions(format="csv"))


def test_reading_goes_on_behind_every_item(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["List"], ["id", "title", "variant", "price"], ["1", "Tea", "100 g", 30]]
    rows += [[None, None, "250 g", 68], [], ["2", "Cup", None, "ask"], ["3", "Pot", None, 9]]
    path = write_workbook(tmp_path / "shop.xlsx", {"A": rows, "B": [["id", "title"], ["4", "Lid"]]})
    whole = read(path)
    assert [item.line for item in whole] == [0, 3, 6, 7]
    assert all(item.after for item in whole)
    for place, item in enumerate(whole):
        assert read(path, item.after) == whole[place + 1 :]


GOOD = [(FILES / name).read_bytes() for name in ("goods.xls", "goods.ods")]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(GOOD), st.data())
def test_damaged_files_are_read_or_refused(tmp_path: Path, good: bytes, data: st.DataObject) -> None:
    damaged = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "shop.xls"
    path.write_bytes(damaged[: data.draw(st.integers(len(damaged) // 2, len(damaged)))])
    try:
        read(path)
    except UnusableInput as error:
        assert "\n" not in str(error)
