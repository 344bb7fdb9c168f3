"""The engine on PostgreSQL keeps the contract, and many nodes share what it keeps."""

import multiprocessing
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.catalog import CatalogStore
from floorwalker.core import DEFAULT_SHOP, FixedClock, Settings, SystemClock, UnusableInput, new_public_id
from floorwalker.dialogue import House
from floorwalker.search import (
    Embedder,
    PostgresEngine,
    ProductQuery,
    VectorKeeper,
    VectorStore,
)
from floorwalker.search.embedding import pack
from floorwalker.search.rows import RowTable
from floorwalker.search.vectors import PgVectors, has_pgvector, pgvector
from floorwalker.search.vectors.store import Made, Mark
from floorwalker.search.words import Change
from floorwalker.search.words.postgres import PostgresWords, index
from floorwalker.search.words.postgres.conditions import All, Any, Condition, Has, Not, holds, tsquery
from floorwalker.search.words.postgres.lexemes import lexeme, quoted
from floorwalker.storage import Database, ShopStore
from tests.conftest import new_postgres_database
from tests.search.contract import SHELF, SearchEngineContract, product

WAIT_S = 30.0
DIM = 8


@pytest.fixture
def database_url(postgres_url: str) -> str:
    """The URL of an empty database on PostgreSQL."""
    return new_postgres_database(postgres_url)


class TestPostgresEngine(SearchEngineContract):
    """The contract."""

    @pytest.fixture(autouse=True)
    def _engine(self, database: Database) -> None:
        self.clock = FixedClock()
        self.catalog = CatalogStore(database, DEFAULT_SHOP, self.clock)
        self.engine = PostgresEngine(self.catalog, WAIT_S)

    def test_frequencies_follow_what_products_say(self) -> None:
        self.stock()
        self.catalog.apply([product("5", "Plain Canvas Belt", "300")])
        self.engine.refresh()
        assert [self.engine.frequency(word) for word in ("norr", "leather", "canva")] == [1, 0, 1]

    def test_kinds_follow_what_is_there(self) -> None:
        self.stock()
        assert {"eye_cream", "belt"} <= self.engine.kinds()
        self.catalog.apply([product("5", "Tin Whistle", "300"), product("1", "Lumen Palette")])
        self.catalog.apply([product("3", "白菊 口红")])
        self.engine.refresh()
        assert not {"eye_cream", "belt"} & self.engine.kinds()


@pytest.fixture
def catalog(database: Database) -> CatalogStore:
    """A catalogue with the shelf's products."""
    store = CatalogStore(database, DEFAULT_SHOP, SystemClock())
    store.apply(SHELF)
    return store


@pytest.fixture
def elsewhere(database_url: str, database: Database) -> Iterator[CatalogStore]:
    """The same catalogue, as another node has it."""
    other = Database(database_url)
    yield CatalogStore(other, DEFAULT_SHOP, SystemClock())
    other.dispose()


def total(engine: PostgresEngine, word: str = "") -> int:
    """How many products an engine finds, for one required word or in all."""
    return engine.search(ProductQuery(required=(word,) if word else ())).total


def tables(database: Database) -> set[str]:
    """The tables of words."""
    names = sa.inspect(database.engine).get_table_names()
    return {name for name in names if name.startswith(("search_document", "search_lexeme"))}


def execute(database: Database, statement: str, **parameters: object) -> sa.CursorResult[tuple[object]]:
    """Run a statement."""
    with database.write() as connection:
        return connection.execute(sa.text(statement), parameters)


def test_sqlite_is_refused_with_a_remedy(sqlite_database: Database) -> None:
    with pytest.raises(UnusableInput) as error:
        PostgresEngine(CatalogStore(sqlite_database, DEFAULT_SHOP, SystemClock()))
    assert "database_url" in error.value.remedy


def test_the_setting_chooses_the_engine(database_url: str, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database_url=database_url, search_engine="postgres", embedder="none")
    house = House(settings)
    assert isinstance(house.assistant(DEFAULT_SHOP).search, PostgresEngine)
    house.close()
    house = House(Settings(data=tmp_path, search_engine="postgres", embedder="none"))
    with pytest.raises(UnusableInput):
        house.assistant(DEFAULT_SHOP)
    house.close()


def test_a_role_that_may_not_set_up_pgvector_does_without(
    database_url: str, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    name = f"clerk_{new_public_id()}"
    execute(database, f'CREATE ROLE "{name}" LOGIN')
    clerk = Database(sa.make_url(database_url).set(username=name).render_as_string(hide_password=False))
    assert not has_pgvector(clerk)
    assert "CREATE EXTENSION vector" in caplog.text
    assert has_pgvector(database)
    assert has_pgvector(clerk)
    clerk.dispose()


def test_two_nodes_see_each_others_imports(catalog: CatalogStore, elsewhere: CatalogStore) -> None:
    one, two = PostgresEngine(catalog, WAIT_S), PostgresEngine(elsewhere, WAIT_S)
    assert (total(one), total(two)) == (len(SHELF), len(SHELF))
    elsewhere.apply([product("9", "Tin Whistle", "8")])
    two.index_now()
    assert (total(one, "whistle"), total(two, "whistle")) == (1, 1)
    catalog.withdraw(["t:9"])
    assert (total(one, "whistle"), total(two, "whistle")) == (0, 0)
    assert len(tables(catalog.database)) == 2


def test_a_start_builds_nothing_that_is_there(catalog: CatalogStore, elsewhere: CatalogStore) -> None:
    PostgresEngine(catalog, WAIT_S).index_now()
    words = PostgresWords(elsewhere.database, DEFAULT_SHOP)
    words.reopen()
    assert (words.ready, words.applied, len(words)) == (True, catalog.heads().text, len(SHELF))


def test_of_two_nodes_that_start_one_builds(catalog: CatalogStore, elsewhere: CatalogStore) -> None:
    builds = list[str]()

    def everything() -> Iterator[Change]:
        builds.append("begun")
        yield Change(SHELF, (), 5)

    nodes = [PostgresWords(store.database, DEFAULT_SHOP) for store in (catalog, elsewhere)]
    threads = [
        threading.Thread(target=node.catch_up, args=(lambda _seq: (), everything, 0.0)) for node in nodes
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert builds == ["begun"]
    assert [(node.applied, len(node)) for node in nodes] == [(5, len(SHELF))] * 2


def test_while_one_node_writes_others_read_what_was_there(
    catalog: CatalogStore, elsewhere: CatalogStore
) -> None:
    writer = PostgresWords(catalog.database, DEFAULT_SHOP)
    assert writer.catch_up(lambda _seq: (), lambda: [Change(SHELF[:3], (), 1)], WAIT_S)
    reader = PostgresWords(elsewhere.database, DEFAULT_SHOP)
    reader.reopen()
    seen = list[tuple[bool, int, int]]()

    def slowly(_seq: int) -> Iterator[Change]:
        yield Change(SHELF[3:], ("t:1",), 2)
        could = reader.catch_up(lambda _seq: (), tuple, 0.0)
        seen.append((could, reader.applied, len(reader.having(ProductQuery(), "primary"))))

    assert writer.catch_up(slowly, tuple, WAIT_S)
    assert seen == [(False, 1, 3)]
    reader.reopen()
    assert (reader.applied, len(reader), reader.frequency("lumen")) == (2, len(SHELF) - 1, 1)


def test_a_writer_that_fails_leaves_nothing(catalog: CatalogStore) -> None:
    words = PostgresWords(catalog.database, DEFAULT_SHOP)

    def broken() -> Iterator[Change]:
        yield Change(SHELF, (), 1)
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        words.catch_up(lambda _seq: (), broken, WAIT_S)
    assert (words.ready, tables(catalog.database)) == (False, set())


def _index_until_killed(url: str) -> None:
    catalog = CatalogStore(Database(url), DEFAULT_SHOP, SystemClock())
    engine = PostgresEngine(catalog, WAIT_S)
    number = 0
    while True:
        number += 1
        catalog.apply([product(f"k{number}", f"Killable Kettle {number}", "5")])
        engine.index_now()


def test_kill_9_while_indexing_loses_nothing(database_url: str, catalog: CatalogStore) -> None:
    context = multiprocessing.get_context("spawn")
    for pause in (1.5, 2.0, 2.6):
        process = context.Process(target=_index_until_killed, args=(database_url,))
        process.start()
        process.join(pause)
        process.kill()
        process.join()
    engine = PostgresEngine(catalog, WAIT_S)
    engine.index_now()
    assert total(engine) == catalog.count()
    kettles = catalog.count() - len(SHELF)
    assert (total(engine, "kettle"), engine.frequency("kettl")) == (kettles, kettles)


def test_another_analyser_has_an_index_of_its_own_and_the_old_one_goes_when_nobody_uses_it(
    catalog: CatalogStore, elsewhere: CatalogStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = catalog.database
    old = PostgresEngine(catalog, WAIT_S)
    old.index_now()
    of_old = tables(database)
    monkeypatch.setattr(index, "analysis_fingerprint", lambda *_files: "of another analyser")
    new = PostgresEngine(elsewhere, WAIT_S)
    assert (total(new), total(old)) == (len(SHELF), len(SHELF))
    catalog.apply([product("9", "Tin Whistle", "8")])
    assert (total(new, "whistle"), total(old, "whistle")) == (1, 1)
    assert len(tables(database)) == 4

    execute(database, "UPDATE search_build SET used_at = now() - interval '2 hours'")
    assert total(new) == len(SHELF) + 1
    assert len(tables(database)) == 4
    execute(database, "UPDATE search_build SET used_at = now() - interval '25 hours'")
    assert total(new) == len(SHELF) + 1
    assert tables(database).isdisjoint(of_old)
    assert total(old) == len(SHELF) + 1
    assert len(tables(database)) == 4


def test_shops_do_not_see_each_other(database: Database, catalog: CatalogStore) -> None:
    ShopStore(database).create("other")
    other = CatalogStore(database, "other", SystemClock())
    other.apply([product("1", "Only Here", "1")])
    assert total(PostgresEngine(other, WAIT_S)) == 1
    assert total(PostgresEngine(catalog, WAIT_S)) == len(SHELF)


def test_a_product_with_very_many_words_is_found(catalog: CatalogStore) -> None:
    long = " ".join(f"word{number}x{'y' * (number % 200)}" for number in range(30_000))
    catalog.apply([product("long", "Endless Scroll", "1", description=long)])
    engine = PostgresEngine(catalog, WAIT_S)
    assert total(engine, "scroll") == 1
    assert total(engine, f"word150x{'y' * 150}") == 1


@pytest.fixture(scope="module")
def server(postgres_url: str) -> Iterator[sa.Connection]:
    """A connection for statements that need no tables."""
    engine = sa.create_engine(new_postgres_database(postgres_url))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


ODD = st.one_of(
    st.text(max_size=12), st.text("'\\:&|!()<>* \t\n\0a眼A1,\ud800", max_size=6), st.text("é", min_size=90)
)


@given(st.lists(ODD, min_size=1, max_size=4, unique_by=lambda text: lexeme("word", text)))
def test_any_text_is_a_lexeme(server: sa.Connection, texts: Sequence[str]) -> None:
    vector = " ".join(quoted(lexeme("word", text)) + ":1A,4D" for text in texts)
    assert server.scalar(sa.text("SELECT length(CAST(:v AS tsvector))"), {"v": vector}) == len(texts)


def conditions(texts: Sequence[str]) -> st.SearchStrategy[Condition]:
    """Conditions on some texts."""
    leaves = st.builds(Has, st.sampled_from([lexeme("word", text) for text in texts]), st.booleans())

    def wider(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        some = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.one_of(st.builds(Not, inner), st.builds(All, some), st.builds(Any, some))

    return st.recursive(leaves, wider, max_leaves=8)


@given(st.data())
def test_conditions_mean_the_same_to_postgresql(server: sa.Connection, data: st.DataObject) -> None:
    texts = data.draw(st.lists(ODD, min_size=1, max_size=4, unique_by=lambda text: lexeme("word", text)))
    condition = data.draw(conditions(texts))
    stands = {lexeme("word", text): data.draw(st.sampled_from(["", "1A", "4D", "1A,4D"])) for text in texts}
    vector = " ".join(f"{quoted(text)}:{places}" for text, places in stands.items() if places)

    def has(asked: Has) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        places = stands[asked.lexeme]
        return np.array(["A" in places if asked.in_title else bool(places)])

    query = sa.text("SELECT CAST(:v AS tsvector) @@ CAST(:q AS tsquery)")
    assert server.scalar(query, {"v": vector, "q": tsquery(condition)}) == holds(condition, has)[0]


def vectors_of(database: Database, count: int, seed: int) -> tuple[PgVectors, VectorStore, np.ndarray]:
    """Random vectors of products ``0`` and on, in the store, and an index of them."""
    store = VectorStore(database, DEFAULT_SHOP)
    vectors = np.random.default_rng(seed).normal(size=(count, DIM)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    store.put([Made(str(n), Mark("m", "1"), one) for n, one in enumerate(pack(vectors))])
    assert has_pgvector(database)
    return PgVectors(database, DEFAULT_SHOP, store, ("m",), DIM), store, vectors


@pytest.mark.parametrize("few", [0, 10_000])
def test_the_nearest_rows_are_those_of_the_greatest_cosines(
    database: Database, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pgvector, "_FEW", few)
    found, _store, vectors = vectors_of(database, 400, 1)
    table = RowTable()
    table.add([str(n) for n in range(500)])
    found.refresh(table)
    found.wait()
    assert len(found) == 400
    chance = np.random.default_rng(2)
    for count in (1, 7, 40, 500):
        query, mask = vectors[count % 400], chance.random(500) < 0.3
        exact = vectors @ query
        allowed = np.flatnonzero(mask[:400])
        best = allowed[np.argsort(-exact[allowed], kind="stable")][:count]
        rows = found.nearest(query, mask, count)
        assert mask[rows].all()
        assert len(rows) == len({*rows.tolist()}) == len(best)
        assert exact[rows] == pytest.approx(exact[best], abs=0.02)
        assert found.cosines(query, allowed) == pytest.approx(exact[allowed], abs=0.02)
        mean, deviation = found.spread(query)
        assert (mean, deviation) == (
            pytest.approx(exact.mean(), abs=0.01),
            pytest.approx(exact.std(), abs=0.01),
        )
    assert np.isnan(found.cosines(query, np.array([450, -1]))).all()


def test_vectors_of_one_node_are_seen_by_another(database: Database, elsewhere: CatalogStore) -> None:
    one, store, vectors = vectors_of(database, 50, 1)
    two = PgVectors(
        elsewhere.database, DEFAULT_SHOP, VectorStore(elsewhere.database, DEFAULT_SHOP), ("m",), DIM
    )
    table = RowTable()
    table.add([str(n) for n in range(60)])
    one.refresh(table)
    one.wait()
    two.refresh(table)
    assert (len(one), len(two)) == (50, 50)
    moved = [Made(str(n), Mark("m", "2"), pack(-vectors[:1])[0]) for n in (3, 55)]
    store.put([*moved, Made("4", Mark("of another model", "1"), moved[0].vector)])
    two.refresh(table)
    two.wait()
    one.refresh(table)
    assert len(one) == 51
    assert one.cosines(-vectors[0], np.array([3, 55])) == pytest.approx([1, 1], abs=0.01)


def test_without_pgvector_words_serve_and_the_log_says_so(
    catalog: CatalogStore, model: Embedder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(pgvector, "_AVAILABLE", "SELECT 0")
    engine = PostgresEngine(catalog, WAIT_S, model)
    assert "pgvector" in caplog.text
    asked = ProductQuery(words=("silk scarf",), meaning="silk scarf")
    assert engine.search(asked).hits[0].id == "t:6"


def test_a_search_by_meaning_finds_what_has_none_of_the_words_and_keeps_every_filter(
    database: Database, tmp_path: Path, model: Embedder
) -> None:
    catalog = CatalogStore(database, DEFAULT_SHOP, FixedClock())
    plain = [product(f"p{n}", f"Steel bolt M{n} zinc plated", "3", brand="Bolt & Co") for n in range(60)]
    catalog.apply([*plain, product("umbrella", "Automatic umbrella, windproof", "200", brand="Norr")])
    VectorKeeper(catalog, VectorStore(database, DEFAULT_SHOP), model, tmp_path).run()
    engine = PostgresEngine(catalog, WAIT_S, model)
    said = "something to keep me dry in the rain"
    asked = ProductQuery(words=(said,), meaning=said)
    assert engine.search(asked).hits[0].id == "t:umbrella"
    assert engine.search(replace(asked, price_max=10_000, currency="CNY")).hits == ()
    assert engine.search(replace(asked, excluded_brands=("norr",))).hits == ()
    assert engine.search(replace(asked, excluded_words=("windproof",))).hits == ()
