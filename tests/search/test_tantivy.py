"""The tantivy engine keeps the contract, and its index survives what may happen to files and processes."""

import json
import multiprocessing
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from floorwalker.catalog import CatalogStore, Product
from floorwalker.core import DEFAULT_SHOP, FixedClock, SystemClock
from floorwalker.search import ProductQuery, TantivyEngine
from floorwalker.storage import Database
from tests.search.contract import SHELF, SearchEngineContract, product

WAIT_S = 30.0


class TestTantivyEngine(SearchEngineContract):
    """The contract, on SQLite and PostgreSQL."""

    @pytest.fixture(autouse=True)
    def _engine(self, database: Database, tmp_path: Path) -> None:
        self.clock = FixedClock()
        self.catalog = CatalogStore(database, DEFAULT_SHOP, self.clock)
        self.engine = TantivyEngine(self.catalog, tmp_path / "index", WAIT_S)


@pytest.fixture
def catalog(sqlite_database: Database) -> CatalogStore:
    """A catalogue with the shelf's products."""
    store = CatalogStore(sqlite_database, DEFAULT_SHOP, SystemClock())
    store.apply(SHELF)
    return store


def total(engine: TantivyEngine, word: str = "") -> int:
    """How many products an engine finds, for one required word or in all."""
    return engine.search(ProductQuery(required=(word,) if word else ())).total


def test_starting_again_does_not_rebuild_what_is_intact(catalog: CatalogStore, tmp_path: Path) -> None:
    TantivyEngine(catalog, tmp_path, WAIT_S).index_now()
    before = (tmp_path / "state.json").stat().st_mtime_ns
    assert total(TantivyEngine(catalog, tmp_path, WAIT_S)) == len(SHELF)
    assert (tmp_path / "state.json").stat().st_mtime_ns == before


@pytest.mark.parametrize("damage", ["state", "fingerprint", "directory", "meta"])
def test_a_damaged_index_is_built_anew(catalog: CatalogStore, tmp_path: Path, damage: str) -> None:
    TantivyEngine(catalog, tmp_path, WAIT_S).index_now()
    state = json.loads((tmp_path / "state.json").read_text())
    folder = tmp_path / state["directory"]
    match damage:
        case "state":
            (tmp_path / "state.json").write_text('{"direc')
        case "fingerprint":
            (tmp_path / "state.json").write_text(json.dumps(state | {"fingerprint": "of another analyser"}))
        case "directory":
            folder.rename(tmp_path / "elsewhere")
        case "meta":
            (folder / "meta.json").unlink()
    engine = TantivyEngine(catalog, tmp_path, WAIT_S)
    assert total(engine) == len(SHELF)
    assert total(engine, "leather") == 1


@pytest.mark.parametrize("damage", ["missing", "empty", "torn"])
def test_whichever_file_is_damaged_the_index_is_built_anew(
    catalog: CatalogStore, tmp_path: Path, damage: str
) -> None:
    whole = tmp_path / "whole"
    engine = TantivyEngine(catalog, whole, WAIT_S)
    engine.index_now()
    catalog.apply([product("5", "Norr Canvas Belt", "300", brand="Norr")])  # so that some document is deleted
    engine.index_now()
    files = [file.relative_to(whole) for file in whole.rglob("*") if file.is_file()]
    for file in files:
        folder = tmp_path / f"{damage} {file.name}"
        shutil.copytree(whole, folder)
        content = (folder / file).read_bytes()
        match damage:
            case "missing":
                (folder / file).unlink()
            case "empty":
                (folder / file).write_bytes(b"")
            case "torn":
                (folder / file).write_bytes(content[: len(content) // 2])
        assert total(TantivyEngine(catalog, folder, WAIT_S), "canvas") == 1, file
    assert len(files) > 10


def test_an_index_that_is_damaged_under_a_running_engine_is_built_anew_with_the_next_change(
    catalog: CatalogStore, tmp_path: Path
) -> None:
    engine = TantivyEngine(catalog, tmp_path, WAIT_S)
    engine.index_now()
    for file in tmp_path.glob("g*/*.idx"):
        file.unlink()
    assert total(engine, "leather") == 1
    catalog.apply([product("8", "Norr Leather Purse", "80", brand="Norr")])
    assert total(engine, "leather") == 2
    assert total(TantivyEngine(catalog, tmp_path, WAIT_S), "leather") == 2


def test_a_search_waits_for_the_first_index_however_long_another_process_builds_it(
    catalog: CatalogStore, tmp_path: Path
) -> None:
    found: list[int] = []
    searching = threading.Thread(target=lambda: found.append(total(TantivyEngine(catalog, tmp_path, 0.0))))
    with FileLock(tmp_path / "lock"):
        searching.start()
        searching.join(0.5)
        assert not found
    searching.join()
    assert found == [len(SHELF)]


def test_equals_stand_in_the_same_order_however_they_came_into_the_index(
    catalog: CatalogStore, tmp_path: Path
) -> None:
    mugs = [product(f"m{i}", "Tin Mug", "5", brand=f"Maker {i % 3}") for i in range(9)]
    catalog.apply(mugs)
    engine = TantivyEngine(catalog, tmp_path / "old", WAIT_S)
    for mug in (mugs[4], mugs[0], mugs[7]):
        catalog.apply([replace(mug, title="Tin Cup")])
        engine.index_now()
        catalog.apply([mug])
        engine.index_now()
    fresh = TantivyEngine(catalog, tmp_path / "fresh", WAIT_S)
    for query in (ProductQuery(words=("mug",)), ProductQuery(sort="price_asc"), ProductQuery(limit=3)):
        one, two = engine.search(query), fresh.search(query)
        assert [hit.id for hit in one.hits] == [hit.id for hit in two.hits]
        assert (one.total, one.facets) == (two.total, two.facets)


def test_after_tidying_former_texts_count_no_more(catalog: CatalogStore, tmp_path: Path) -> None:
    engine = TantivyEngine(catalog, tmp_path / "old", WAIT_S)
    engine.index_now()
    for text in ("Norr Wool Wool Hat", "Norr Wool Coat", "Norr Leather Hat"):
        catalog.apply([product("5", text, "300", brand="Norr")])
        engine.index_now()
    fresh = TantivyEngine(catalog, tmp_path / "fresh", WAIT_S)
    queries = [ProductQuery(words=(word,)) for word in ("wool", "leather", "hat", "norr leather")]
    assert [engine.search(query) for query in queries] != [fresh.search(query) for query in queries]
    assert not engine.tidy(most=len(SHELF) - 1)
    assert engine.tidy()
    assert [engine.search(query) for query in queries] == [fresh.search(query) for query in queries]
    assert not engine.tidy()
    assert [path.name for path in (tmp_path / "old").glob("g*")] == ["g2"]


def test_a_change_breaks_tidying_off_and_searches_go_on(
    catalog: CatalogStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = TantivyEngine(catalog, tmp_path, WAIT_S)
    engine.index_now()
    catalog.apply([product("5", "Norr Wool Hat", "300", brand="Norr")])
    engine.index_now()
    iterate = catalog.iterate
    found_meanwhile = []

    def changing(*, withdrawn: bool) -> Iterator[Product]:
        found_meanwhile.append(total(engine, "wool"))
        catalog.apply([product("8", "Norr Wool Scarf", "200", brand="Norr")])
        return iterate(withdrawn=withdrawn)

    monkeypatch.setattr(catalog, "iterate", changing)
    assert not engine.tidy()
    assert total(engine, "wool") == found_meanwhile[0] + 1
    assert [path.name for path in tmp_path.glob("g*")] == ["g1"]


def test_a_kind_is_no_longer_sold_when_its_last_product_has_become_another(
    catalog: CatalogStore, tmp_path: Path
) -> None:
    engine = TantivyEngine(catalog, tmp_path, WAIT_S)
    engine.index_now()
    assert "belt" in engine.kinds()
    catalog.apply([product("5", "Norr Leather Wallet", "300", brand="Norr")])
    engine.index_now()
    assert "belt" not in engine.kinds()


def test_a_crash_between_commit_and_state_applies_entries_twice_without_harm(
    catalog: CatalogStore, tmp_path: Path
) -> None:
    engine = TantivyEngine(catalog, tmp_path, WAIT_S)
    engine.index_now()
    before = (tmp_path / "state.json").read_text()
    catalog.apply([product("8", "Norr Leather Purse", "80", brand="Norr")])
    engine.index_now()
    (tmp_path / "state.json").write_text(before)
    assert total(TantivyEngine(catalog, tmp_path, WAIT_S), "leather") == 2


def test_an_import_by_another_engine_is_seen_at_once(catalog: CatalogStore, tmp_path: Path) -> None:
    server = TantivyEngine(catalog, tmp_path, WAIT_S)
    assert total(server) == len(SHELF)
    catalog.apply([product("9", "Tin Whistle", "8")])
    TantivyEngine(catalog, tmp_path, WAIT_S).index_now()
    assert total(server, "whistle") == 1


def test_shops_do_not_see_each_other(
    sqlite_database: Database, catalog: CatalogStore, tmp_path: Path
) -> None:
    from floorwalker.storage import ShopStore

    ShopStore(sqlite_database).create("other")
    other = CatalogStore(sqlite_database, "other", SystemClock())
    other.apply([product("1", "Only Here", "1")])
    assert total(TantivyEngine(other, tmp_path / "other", WAIT_S)) == 1
    assert total(TantivyEngine(catalog, tmp_path / "default", WAIT_S)) == len(SHELF)


def test_many_threads_search_while_prices_change(catalog: CatalogStore, tmp_path: Path) -> None:
    engine = TantivyEngine(catalog, tmp_path, WAIT_S)
    engine.index_now()
    errors: list[BaseException] = []

    def search() -> None:
        try:
            for _ in range(40):
                assert total(engine) == len(SHELF)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for price in range(1, 25):
        catalog.apply([product("5", "Norr Leather Belt", str(price), brand="Norr")])
    for thread in threads:
        thread.join()
    assert not errors
    assert engine.search(ProductQuery(price_min=2400, price_max=2400, currency="CNY")).total == 1


def _index_until_killed(url: str, folder: str) -> None:
    database = Database(url)
    catalog = CatalogStore(database, DEFAULT_SHOP, SystemClock())
    engine = TantivyEngine(catalog, Path(folder), WAIT_S)
    number = 0
    while True:
        number += 1
        catalog.apply([product(f"k{number}", f"Killable Kettle {number}", "5")])
        engine.index_now()


def test_kill_9_while_indexing_loses_nothing(
    sqlite_database: Database, catalog: CatalogStore, tmp_path: Path
) -> None:
    url = sqlite_database.engine.url.render_as_string(hide_password=False)
    context = multiprocessing.get_context("spawn")
    for pause in (1.5, 2.0, 2.6):
        process = context.Process(target=_index_until_killed, args=(url, str(tmp_path)))
        process.start()
        process.join(pause)
        process.kill()
        process.join()
    engine = TantivyEngine(catalog, tmp_path, WAIT_S)
    engine.index_now()
    assert total(engine) == catalog.count()
    assert total(engine, "kettle") == catalog.count() - len(SHELF)
