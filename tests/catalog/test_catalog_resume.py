"""An interrupted import goes on where it was: nothing twice, nothing lost, whenever it was interrupted."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from floorwalker.catalog import CatalogStore, ImportOptions, ImportReport, import_file
from floorwalker.catalog.importing import run as run_module
from floorwalker.catalog.importing import staging as staging_module
from floorwalker.core import Conflict, FixedClock, UnusableInput
from floorwalker.storage import Database, ShopStore


class Killed(BaseException):
    """Stands for the end of the process: nothing that cleans up may run after it."""


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "_BATCH", 7)
    monkeypatch.setattr(staging_module, "_COMMIT_EVERY", 5)


def shelf_in(folder: Path) -> CatalogStore:
    folder.mkdir(parents=True, exist_ok=True)
    database = Database(f"sqlite:///{folder / 'shop.db'}")
    database.migrate()
    ShopStore(database).ensure_default()
    return CatalogStore(database, "default", FixedClock())


def feed(folder: Path) -> Path:
    """Rows of every fate: good, twice, older, unusable, without an id that says the same."""
    rows = [f"{n},Pan {n},{n}.50,2026-01-{n % 28 + 1:02}" for n in range(60)]
    rows += [f"{n},Pan {n} again,{n}.75,2026-01-{(n + 9) % 28 + 1:02}" for n in range(0, 60, 7)]
    rows += ["x1,,5,2026-01-01", "x2,Pot,words,2026-01-01", 'x3,"Wok ""big""",9,2026-01-01']
    path = folder / "feed.csv"
    path.write_text("id,title,price,updated_at\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def interrupted_at(step: int) -> Callable[[str, int, int], None]:
    """A progress bar that ends the process when it is told something for the ``step``-th time."""
    told = 0

    def tell(what: str, done: int, total: int) -> None:
        nonlocal told
        told += 1
        if told == step:
            raise Killed

    return tell


def outcome(shelf: CatalogStore, report: ImportReport) -> tuple[object, ...]:
    with shelf.database.read() as connection:
        journal = connection.exec_driver_sql(
            "SELECT product_id, COUNT(*) FROM product_change GROUP BY product_id ORDER BY product_id"
        ).all()
    rejects = [(row.line, row.reason) for row in shelf.log.rejects()]
    return list(shelf.iterate()), journal, rejects, asdict(report.run.counts), report.currencies


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=6))
def test_whenever_it_is_interrupted_the_outcome_is_the_same(
    small_batches: None, tmp_path_factory: pytest.TempPathFactory, steps: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("resume")
    path = feed(folder)
    whole = shelf_in(folder / "whole")
    expected = outcome(whole, import_file(whole, path, ImportOptions(currency="CNY", full=True)))
    shelf = shelf_in(folder / "interrupted")
    options = ImportOptions(currency="CNY", full=True, workspace=folder / "work")
    for step in steps:
        try:
            import_file(shelf, path, options, interrupted_at(step))
        except Killed:
            continue
        break
    else:
        report = import_file(shelf, path, options)
        assert outcome(shelf, report) == expected
        assert len(shelf.log.imports()) == 1
    assert not list((folder / "work").glob("*.db"))


def test_an_import_that_was_interrupted_says_that_it_has_been_finished(
    small_batches: None, shelf: CatalogStore, tmp_path: Path
) -> None:
    options = ImportOptions(currency="CNY", workspace=tmp_path / "work")
    with pytest.raises(Killed):
        import_file(shelf, feed(tmp_path), options, interrupted_at(5))
    assert import_file(shelf, feed(tmp_path), options).resumed
    assert not import_file(shelf, feed(tmp_path), options).resumed


def test_another_file_of_the_source_begins_anew(
    small_batches: None, shelf: CatalogStore, tmp_path: Path
) -> None:
    options = ImportOptions(currency="CNY", workspace=tmp_path / "work", source="s")
    with pytest.raises(Killed):
        import_file(shelf, feed(tmp_path), options, interrupted_at(5))
    other = tmp_path / "other.csv"
    other.write_text("id,title\n1,Kettle\n")
    report = import_file(shelf, other, options)
    assert (report.resumed, report.run.counts.rows) == (False, 1)
    assert not list((tmp_path / "work").glob("*.db"))


def test_an_unusable_file_leaves_nothing_behind(shelf: CatalogStore, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("id,title,price\n1,Pan,5\n")
    with pytest.raises(UnusableInput, match="currency"):
        import_file(shelf, path, ImportOptions(workspace=tmp_path / "work"))
    assert not list((tmp_path / "work").glob("*.db"))


def test_one_source_is_imported_by_one_process_at_a_time(shelf: CatalogStore, tmp_path: Path) -> None:
    path = feed(tmp_path)
    options = ImportOptions(currency="CNY", workspace=tmp_path / "work")
    refused: list[str] = []

    def another(what: str, done: int, total: int) -> None:
        if what == "writing":
            with pytest.raises(Conflict) as refusal:
                import_file(shelf, path, options)
            refused.append(str(refusal.value))

    import_file(shelf, path, options, another)
    assert "another process" in refused[0]


def test_killed_for_real(tmp_path: Path) -> None:
    """SIGKILL at several moments; a full run of the benchmark kills a million rows twenty times."""
    path = tmp_path / "feed.csv"
    path.write_text("id,title,price\n" + "".join(f"{n},Pan {n},{n}.5\n" for n in range(12_000)))
    command = [str(Path(sys.executable).with_name("floorwalker")), "--data", str(tmp_path / "data")]
    command += ["import", str(path), "--currency", "CNY", "--no-index"]
    kills = 0
    for delay in (0.9, 1.2, 1.5, 1.8):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            kills += 1
        process.wait()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    connection = sqlite3.connect(tmp_path / "data" / "floorwalker.db")
    products, journal = (
        connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
        for table in ("product", "product_change")
    )
    connection.close()
    assert kills
    assert (products, journal) == (12_000, 12_000)
