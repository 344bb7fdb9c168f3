"""The use case: what an import does to a catalogue, whatever file it is given."""

import csv
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from floorwalker.catalog import (
    CatalogStore,
    ImportOptions,
    ImportReport,
    Product,
    import_file,
    parse_mapping,
)
from floorwalker.catalog.importing import run
from floorwalker.core import FixedClock, Money, NotFound, UnusableInput
from floorwalker.storage import Database, ShopStore

Load = Callable[..., ImportReport]


def titles(shelf: CatalogStore) -> list[str]:
    return [product.title for product in shelf.iterate()]


def test_an_import_is_the_same_on_both_databases(store: CatalogStore, tmp_path: Path) -> None:
    path = tmp_path / "shop.csv"
    path.write_text("id,title,price,color\n1,锅 Pan,5,red\n2,Pot,x,blue\n3,Wok,7,\n", encoding="utf-8")
    report = import_file(store, path, ImportOptions(currency="CNY"))
    assert (report.run.counts.added, report.run.counts.rejected, report.currencies) == (2, 1, {"CNY": 2})
    assert store.get(["shop:1"])["shop:1"].attributes == {"color": ("red",)}
    assert [reject.line for reject in store.log.rejects()] == [3]
    assert store.log.imports() == [report.run]
    again = import_file(store, path, ImportOptions(currency="CNY"))
    assert (again.run.counts.added, again.run.counts.unchanged) == (0, 2)
    assert [run.id for run in store.log.imports()] == [again.run.id, report.run.id]


def test_a_second_import_leaves_no_trace_in_the_journal(load: Load, shelf: CatalogStore) -> None:
    load("id,title\n1,Pan\n2,Pot\n")
    head = shelf.head()
    assert load("id,title\n1,Pan\n2,Pot\n").run.counts.unchanged == 2
    assert shelf.head() == head


def test_importing_one_file_never_withdraws_rows_of_another(load: Load, shelf: CatalogStore) -> None:
    load("id,title\n1,Pan\n2,Pot\n", "kitchen.csv")
    load("id,title\n1,Rose\n", "garden.csv", full=True)
    assert [product.id for product in shelf.iterate()] == ["garden:1", "kitchen:1", "kitchen:2"]


def test_without_full_nothing_is_withdrawn_and_with_it_what_is_not_listed(
    load: Load, shelf: CatalogStore
) -> None:
    load("id,title\n1,Pan\n2,Pot\n3,Wok\n")
    assert load("id,title\n1,Pan\n").run.counts.withdrawn == 0
    assert load("id,title\n1,Pan\n", full=True).run.counts.withdrawn == 2
    assert titles(shelf) == ["Pan"]
    assert load("id,title\n1,Pan\n2,Pot\n", full=True).run.counts.added == 1


def test_full_spares_a_product_whose_row_was_rejected(load: Load, shelf: CatalogStore) -> None:
    load("id,title,price\n1,Pan,5\n2,Pot,6\n", currency="USD")
    report = load("id,title,price\n1,Pan,5\n2,Pot,oops\n", currency="USD", full=True)
    assert report.run.counts.withdrawn == 0
    assert shelf.get(["shop:2"])["shop:2"].price == Money(600, "USD")


def test_an_older_file_does_not_turn_prices_back(load: Load, shelf: CatalogStore) -> None:
    load("id,title,price,updated_at\n1,Pan,6,2026/1/10\n", currency="USD")
    report = load("id,title,price,updated_at\n1,Pan,5,2026/1/9\n", currency="USD")
    assert report.run.counts.superseded == 1
    assert shelf.get(["shop:1"])["shop:1"].price == Money(600, "USD")


def test_files_larger_than_a_batch(load: Load, shelf: CatalogStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_BATCH", 3)
    rows = [f"{n},{'' if n % 4 == 0 else 'Pan'}" for n in range(20)]
    report = load("id,title\n" + "\n".join(rows * 2))
    assert shelf.count() == report.run.counts.added == 15
    assert report.run.counts.superseded == 15
    assert report.run.counts.rejected == len(shelf.log.rejects()) == 10
    assert report.run.counts.rows == 40
    assert len(report.first_rejects) == 5


def test_when_no_row_is_usable_only_the_rejects_are_kept(load: Load, shelf: CatalogStore) -> None:
    load("id,title\n1,Pan\n")
    head = shelf.head()
    with pytest.raises(UnusableInput, match=r"no row of .*line 2: it has no title.*floorwalker rejects"):
        load("id,title\n1,\n2,\n", full=True)
    assert shelf.head() == head
    assert [reject.line for reject in shelf.log.rejects()] == [2, 3]
    assert shelf.log.imports()[0].counts.rejected == 2


def test_a_header_without_rows_is_unusable_and_withdraws_nothing(load: Load, shelf: CatalogStore) -> None:
    load("id,title\n1,Pan\n")
    with pytest.raises(UnusableInput, match="has no rows"):
        load("id,title\n", full=True)
    assert titles(shelf) == ["Pan"]


@pytest.mark.parametrize("content", ["", "\n\n", " ", "\ufeff"])
def test_an_empty_file_is_unusable(load: Load, content: str) -> None:
    with pytest.raises(UnusableInput):
        load(content)


def test_a_missing_file_a_folder_and_a_device_are_unusable(shelf: CatalogStore, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (tmp_path / "absent.csv", tmp_path, pipe):
        with pytest.raises(UnusableInput) as error:
            import_file(shelf, path, ImportOptions())
        assert "\n" not in str(error.value)
    assert shelf.log.imports() == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_unusable(shelf: CatalogStore, tmp_path: Path) -> None:
    path = tmp_path / "shop.csv"
    path.write_text("id,title\n1,Pan\n")
    path.chmod(0)
    with pytest.raises(UnusableInput, match="permissions"):
        import_file(shelf, path, ImportOptions())


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"format": "xml"}, "no format 'xml'.*auto, .*shopify, .*csv"),
        ({"currency": "nope"}, "--currency: 'nope' is not an ISO 4217 code"),
        ({"currency": "$"}, "ISO 4217"),
        ({"shop_currency": "?"}, "the shop's setting"),
        ({"source": "a:b"}, "no name for a source"),
        ({"source": "x" * 200}, "no name for a source"),
    ],
)
def test_options_that_cannot_be_used(
    load: Load, shelf: CatalogStore, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(UnusableInput, match=message):
        load("id,title\n1,Pan\n", **options)
    assert shelf.log.imports() == []


def test_the_source_is_the_files_stem_or_what_is_given(load: Load, shelf: CatalogStore) -> None:
    load("id,title\n1,Pan\n", "春 季:1.csv")
    load("id,title\n1,Pan\n", source="mine", currency="rmb")
    assert [product.id for product in shelf.iterate()] == ["mine:1", "春 季-1:1"]


def test_a_format_that_is_asked_for_is_used(load: Load, shelf: CatalogStore) -> None:
    load("Handle,Title,Option1 Name,Variant Price\npan,Pan,Size,5\n", format="csv")
    assert shelf.get(["shop:pan"])["shop:pan"].attributes == {
        "Option1 Name": ("Size",),
        "Variant Price": ("5",),
    }
    with pytest.raises(UnusableInput, match="no column Title"):
        load("a,b\n1,2\n", format="shopify")


def test_pairs_of_map_are_checked() -> None:
    assert parse_mapping(["title=品名", "attribute.材质 = Fabric=x"]) == {
        "title": "品名",
        "attribute.材质": "Fabric=x",
    }
    for pair in ("title", "=x", "title=", "colour=x", "attribute.=x"):
        with pytest.raises(UnusableInput, match="--map"):
            parse_mapping([pair])


def test_shops_and_their_imports_are_apart(
    sqlite_database: Database, shelf: CatalogStore, load: Load
) -> None:
    ShopStore(sqlite_database).create("other")
    other = CatalogStore(sqlite_database, "other", FixedClock())
    run = load("id,title\n1,Pan\n2,\n").run
    assert other.count() == 0
    assert other.log.imports() == []
    with pytest.raises(NotFound):
        other.log.rejects()
    with pytest.raises(NotFound):
        other.log.rejects(run.id)


def test_progress_reaches_the_end(shelf: CatalogStore, tmp_path: Path) -> None:
    path = tmp_path / "shop.csv"
    path.write_text("id,title\n" + "".join(f"{n},Pan\n" for n in range(3000)))
    told: dict[str, tuple[int, int]] = {}
    import_file(shelf, path, ImportOptions(), lambda what, done, total: told.update({what: (done, total)}))
    size = path.stat().st_size
    assert told == {"reading": (size, size), "writing": (3000, 3000)}


def test_the_report_for_programs(load: Load) -> None:
    report = load("id,title,price\n1,Pan,5\n2,,6\n", currency="USD").as_json()
    assert json.loads(json.dumps(report)) == report
    assert report["rows"] == 2
    assert report["currencies"] == {"USD": 1}
    assert report["first_rejects"][0]["line"] == 3


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CatalogStore]:
    """A catalogue that any number of examples may share."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('scratch') / 'test.db'}")
    database.migrate()
    ShopStore(database).ensure_default()
    yield CatalogStore(database, "default", FixedClock())
    database.dispose()


def imports_or_refuses(store: CatalogStore, data: bytes) -> None:
    """Any bytes give a report, or one line that says why not and leaves the catalogue alone."""
    before = store.head()
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        Path(file.name).write_bytes(data)
        try:
            report = import_file(store, Path(file.name), ImportOptions(currency="CNY", source="s"))
        except UnusableInput as error:
            assert "\n" not in str(error)
            assert store.head() == before
        else:
            assert report.run.counts.rejected == len(store.log.rejects())


fuzzing = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@fuzzing
@given(st.binary(max_size=300))
def test_arbitrary_bytes(scratch: CatalogStore, data: bytes) -> None:
    imports_or_refuses(scratch, data)


@fuzzing
@given(st.text(alphabet='idtlepr,;\t\n\r"{}[]: 1.￥元$\x00\ufeff\x85\u2028名称', max_size=120))
def test_arbitrary_text_below_a_good_header(scratch: CatalogStore, text: str) -> None:
    imports_or_refuses(scratch, ("id,title,price,updated_at\n" + text).encode())


GOOD = (
    "商品编号,商品名称,价格,库存,更新时间\r\nA1,漫步者“耳机”,￥129,3,2026/1/5\r\n".encode("gb18030"),
    b'Handle,Title,Option1 Name,Option1 Value,Variant Price\npan,"Pan ""big""",Size,S,5\npan,,,M,6\n',
    b'{"id": "1", "title": "Pan", "price": 5, "attributes": {"a": [1]}, "variants": [{"price": 5}]}\n' * 2,
    "id;title;price\n1;Pfanne;1.299,50 €\n".encode("utf-16"),
)


@fuzzing
@given(st.sampled_from(GOOD), st.data())
def test_mutated_files(scratch: CatalogStore, good: bytes, data: st.DataObject) -> None:
    """Bytes of good files replaced, removed, doubled."""
    mutated = bytearray(good)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(mutated) - 1))
        piece = data.draw(
            st.binary(max_size=4) | st.sampled_from([b'"', b",", b"\n", b"{", b"\\", b"\x00", b"\xff"])
        )
        mutated[place : place + data.draw(st.integers(0, 3))] = piece
        if not mutated:
            return
    imports_or_refuses(scratch, bytes(mutated))


def test_the_real_snapshots_of_tmall(load: Load, shelf: CatalogStore, shared_data: Path) -> None:
    """Each product has the price of its newest day, and all rows are accounted for."""
    data = (shared_data / "catalogs" / "tmall_cosmetics_gb18030.csv").read_bytes()
    newest: dict[str, tuple[tuple[int, ...], str]] = {}
    for row in csv.DictReader(data.decode("gb18030").splitlines()):
        day = tuple(int(part) for part in row["update_time"].split("/"))
        if row["id"] not in newest or day >= newest[row["id"]][0]:
            newest[row["id"]] = (day, row["price"])
    report = load(data, "tmall.csv", currency="CNY")
    counts = report.run.counts
    assert (report.run.encoding, counts.rows, counts.added, counts.rejected) == ("gb18030", 27_598, 3_497, 0)
    assert counts.superseded == counts.rows - counts.added
    prices = {product.source_id: product.price for product in shelf.iterate()}
    assert prices == {id_: Money.exact(price, "CNY") for id_, (_, price) in newest.items()}
    assert len(shelf.brands()) == 22


def test_the_real_beauty_catalogue(load: Load, shelf: CatalogStore, shared_data: Path) -> None:
    """Every row is a product, and its header's currency needs no option."""
    data = (shared_data / "catalogs" / "beauty_usd.csv").read_bytes()
    report = load(data, "beauty.csv")
    assert (report.run.counts.rows, report.run.counts.added, report.currencies) == (
        5_504,
        5_504,
        {"USD": 5_504},
    )
    rows = {row["product_id"]: row for row in csv.DictReader(data.decode("utf-8").splitlines())}
    for product in shelf.iterate():
        row = rows[product.source_id]
        assert (product.title, product.brand) == (
            " ".join(row["product_name"].split()),
            row["brand_name"].strip(),
        )
        assert product.price == Money.exact(row["price_usd"], "USD")
        assert product.popularity == float(row["loves_count"])
        assert product.rating == (float(row["rating"]) if row["rating"] else None)


def test_a_product_keeps_its_meaning_through_the_formats(load: Load, shelf: CatalogStore) -> None:
    """The same goods as CSV and as JSON Lines are the same product."""
    load("id,title,brand,price,currency,stock,color\n1,Pan,Lodge,24.90,USD,3,black\n", "a.csv", source="s")
    (from_csv,) = shelf.iterate()
    row = {
        "id": "1",
        "title": "Pan",
        "brand": "Lodge",
        "price": 24.9,
        "currency": "USD",
        "stock": 3,
        "color": "black",
    }
    assert load(json.dumps(row), "b.jsonl", source="s").run.counts.unchanged == 1
    assert isinstance(from_csv, Product)
