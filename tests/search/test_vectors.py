"""Vectors of products: kept in the database, computed for what changed, compared row by row."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from floorwalker.catalog import CatalogStore
from floorwalker.core import DEFAULT_SHOP, FixedClock
from floorwalker.search import Embedder, ProductQuery, TantivyEngine, VectorKeeper, VectorStore
from floorwalker.search.embedding import Matrix, Packed, Vector, pack
from floorwalker.search.rows import RowTable
from floorwalker.search.vectors import Student, VectorRows, keeper, models_of, quantised
from floorwalker.search.vectors import rows as rows_module
from floorwalker.search.vectors.store import Made, Mark
from floorwalker.storage import Database
from tests.search.contract import SHELF, product

DIM = 64


class Letters:
    """An embedder of the plainest kind: texts are near that share letters. Counts what it was asked."""

    name = "letters"
    dim = DIM

    def __init__(self) -> None:
        self.read: list[str] = []

    def query(self, text: str) -> Vector:
        """The vector of a text."""
        return self._of(text)

    def passages(self, texts: Sequence[str]) -> Matrix:
        """The vectors of texts."""
        self.read += texts
        return np.array([self._of(text) for text in texts])

    @staticmethod
    def _of(text: str) -> Vector:
        counts = np.full(DIM, 0.1, np.float32)
        for letter in text.casefold():
            counts[ord(letter) % DIM] += 1
        return counts / np.float32(np.linalg.norm(counts))


@pytest.fixture
def catalog(database: Database) -> CatalogStore:
    """The shelf's products."""
    catalog = CatalogStore(database, DEFAULT_SHOP, FixedClock())
    catalog.apply(SHELF)
    return catalog


@pytest.fixture
def store(catalog: CatalogStore) -> VectorStore:
    """The vectors of the catalogue's shop: none as yet."""
    return VectorStore(catalog.database, DEFAULT_SHOP)


def standing(store: VectorStore, catalog: CatalogStore) -> dict[str, str]:
    """The model of each product's vector."""
    ids = [id_ for page in catalog.text_marks() for id_ in page]
    return {id_: mark.model for id_, mark in store.marks(ids).items()}


def test_what_is_kept_is_read_with_its_version_and_replaced_by_what_comes_later(store: VectorStore) -> None:
    assert store.version() == 0
    vectors = pack(np.eye(2, DIM, dtype=np.float32))
    store.put([Made("a", Mark("m", "1"), vectors[0]), Made("b", Mark("m", "1"), vectors[1])])
    store.put([Made("a", Mark("m", "2"), vectors[1])])
    assert store.version() == 2
    assert store.marks(["a", "b", "c"]) == {"a": Mark("m", "2"), "b": Mark("m", "1")}
    ((ids, packed, version),) = store.since(1, ["m"])
    assert (ids, version) == (["a"], 2)
    assert np.array_equal(packed, vectors[1:])
    assert not [*store.since(0, ["another"])]


def test_every_product_gets_a_vector_and_none_is_computed_twice(
    catalog: CatalogStore, store: VectorStore, tmp_path: Path
) -> None:
    model, seen = Letters(), list[tuple[int, int]]()
    kept = VectorKeeper(catalog, store, model, tmp_path)
    assert kept.run(lambda done, total: seen.append((done, total)))
    assert set(standing(store, catalog).values()) == {"letters"}
    assert seen[-1] == (len(SHELF), len(SHELF))
    assert VectorKeeper(catalog, store, model, tmp_path).run()
    assert len(model.read) == len(SHELF)


def test_only_what_changed_in_words_is_computed_again(
    catalog: CatalogStore, store: VectorStore, tmp_path: Path
) -> None:
    model = Letters()
    kept = VectorKeeper(catalog, store, model, tmp_path)
    kept.run()
    model.read.clear()
    catalog.apply([replace(SHELF[0], title="Lumen Night Cream"), replace(SHELF[1], popularity=7)])
    assert kept.run()
    assert [text.split(".")[0] for text in model.read] == ["Lumen Night Cream"]


def test_a_student_serves_what_the_teacher_has_not_read(
    catalog: CatalogStore, store: VectorStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "_SAMPLE", 20)
    monkeypatch.setattr(keeper, "_FEW", 5)
    catalog.apply([product(f"x{n}", f"Scarf number {n} in colour {n % 7}", "10") for n in range(80)])
    model = Letters()
    kept = VectorKeeper(catalog, store, model, tmp_path)
    assert kept.run(teacher=False)
    made = list(standing(store, catalog).values())
    assert len(made) == 80 + len(SHELF)
    assert {name: made.count(name) for name in models_of(model)} == {
        "letters": 20,
        "letters#student": 60 + len(SHELF),
    }
    assert kept.run()
    assert set(standing(store, catalog).values()) == {"letters"}


def test_one_process_at_a_time_works_on_a_shop(
    catalog: CatalogStore, store: VectorStore, tmp_path: Path
) -> None:
    with FileLock(tmp_path / "vectors.lock"):
        assert not VectorKeeper(catalog, store, Letters(), tmp_path).run()
    assert store.version() == 0


def test_stopped_work_goes_on_where_it_was(catalog: CatalogStore, store: VectorStore, tmp_path: Path) -> None:
    model = Letters()
    kept = VectorKeeper(catalog, store, model, tmp_path)
    assert not kept.run(lambda done, _total: kept.stop() if done >= 4 else None)
    before = len(model.read)
    assert 0 < before < len(SHELF)
    assert VectorKeeper(catalog, store, model, tmp_path).run()
    assert len(model.read) == len(SHELF)


def test_a_vector_waits_for_a_product_that_comes_back(store: VectorStore) -> None:
    store.put([Made("a", Mark("m", "1"), pack(np.eye(1, DIM, dtype=np.float32))[0])])
    rows = VectorRows(store, ("m",), DIM)
    table = RowTable()
    rows.refresh(table)
    query = np.eye(1, DIM, dtype=np.float32)[0]
    assert rows.nearest(query, np.ones(0, np.bool_), 1).tolist() == []
    assert table.add(["b", "a"]).tolist() == [0, 1]
    rows.refresh(table)
    assert np.isnan(rows.cosines(query, np.array([0]))[0])
    assert rows.cosines(query, np.array([1]))[0] == pytest.approx(1)


@settings(deadline=None)
@given(st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_the_nearest_rows_are_those_of_the_greatest_cosines(count: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    vectors = chance.normal(size=(40, DIM)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    packed = pack(vectors)

    class Kept:
        """A store of one batch."""

        def version(self) -> int:
            return 1

        def count(self, *_: object) -> int:
            return 40

        def since(self, *_: object) -> list[tuple[list[str], object, int]]:
            return [([str(n) for n in range(40)], packed, 1)]

    rows = VectorRows(Kept(), ("m",), DIM)  # type: ignore[arg-type]
    table = RowTable()
    table.add([str(n) for n in range(40)])
    rows.refresh(table)
    query = vectors[int(chance.integers(40))]
    mask = chance.random(40) < 0.7
    exact = (
        packed.astype(np.float32) / np.linalg.norm(packed.astype(np.float32), axis=1, keepdims=True) @ query
    )
    allowed = np.flatnonzero(mask)
    best = allowed[np.argsort(-exact[allowed], kind="stable")][:count]
    found = rows.nearest(query, mask, count)
    assert len({*found.tolist()}) == len(best)
    assert mask[found].all()
    assert exact[found] == pytest.approx(exact[best], abs=0.01)
    mean, deviation = rows.spread(query)
    assert (mean, deviation) == (pytest.approx(exact.mean(), abs=1e-3), pytest.approx(exact.std(), abs=1e-3))


def of_many(count: int, seed: int = 0) -> Packed:
    """Vectors in bunches, as those of products lie."""
    chance = np.random.default_rng(seed)
    middles = chance.normal(size=(12, DIM))
    return pack(
        (middles[chance.integers(12, size=count)] + 0.4 * chance.normal(size=(count, DIM))).astype("f4")
    )


@pytest.fixture
def few_make_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few hundred vectors are treated as many thousands would be."""
    monkeypatch.setattr(quantised, "_ONE_LIST", 100)
    monkeypatch.setattr(quantised, "_A_LIST", 20)
    monkeypatch.setattr(quantised, "_LOOKED_AT", 200)
    monkeypatch.setattr(rows_module, "_UNSAVED", 100)


def put(store: VectorStore, packed: Packed, first: int = 0) -> None:
    """Keep vectors of products called by their numbers."""
    store.put([Made(str(first + n), Mark("m", "1"), one) for n, one in enumerate(packed)])


@pytest.mark.usefixtures("few_make_lists")
def test_many_vectors_are_put_in_lists_and_the_nearest_are_found_under_any_filter(store: VectorStore) -> None:
    packed = of_many(1000)
    table = RowTable()
    table.add([str(n) for n in range(1000)])
    rows = VectorRows(store, ("m",), DIM)
    for start in range(0, 1000, 100):
        put(store, packed[start : start + 100], start)
        rows.refresh(table)
        rows.wait()
    rows.refresh(table)
    assert len(rows) == 1000
    exact = packed / np.linalg.norm(packed, axis=1, keepdims=True)
    for number in (3, 500, 999):
        for share in (1.0, 0.2, 0.02):
            mask = np.random.default_rng(number).random(1000) < share
            mask[number] = True
            found = rows.nearest(exact[number].astype(np.float32), mask, 10)
            best = np.flatnonzero(mask)[np.argsort(-(exact[mask] @ exact[number]), kind="stable")][:10]
            assert found[0] == number
            assert mask[found].all()
            assert len({*found.tolist()} & {*best.tolist()}) >= 0.8 * len(best)


@pytest.mark.usefixtures("few_make_lists")
def test_saved_vectors_are_found_again_by_another_process_with_other_rows_and_what_came_later(
    store: VectorStore, tmp_path: Path
) -> None:
    packed = of_many(400)
    put(store, packed)
    table = RowTable()
    table.add([str(n) for n in range(400)])
    first = VectorRows(store, ("m",), DIM, tmp_path / "vectors")
    first.refresh(table)
    first.wait()
    (kept,) = (tmp_path / "vectors").iterdir()
    put(store, of_many(20, seed=1), first=390)
    other = RowTable()
    other.add([str(n) for n in reversed(range(410))])
    asked = list[int]()

    class Watched(VectorStore):
        """Says from which version on it was read."""

        def since(self, version: int, *rest: Any, **named: Any) -> Any:
            asked.append(version)
            return super().since(version, *rest, **named)

    again = VectorRows(Watched(store._database, DEFAULT_SHOP), ("m",), DIM, tmp_path / "vectors")
    again.refresh(other)
    assert asked == [int(kept.name)]
    assert len(again) == 410
    new = of_many(20, seed=1)
    for vector, row in ((packed[5], 409 - 5), (new[0], 409 - 390), (new[19], 0)):
        query = vector.astype(np.float32) / np.float32(np.linalg.norm(vector))
        assert again.nearest(query, np.ones(410, np.bool_), 1).tolist() == [row]


@pytest.mark.usefixtures("few_make_lists")
@pytest.mark.parametrize("damage", ["vectors.faiss", "keys.npy", "state.json"])
def test_a_damaged_file_of_vectors_is_read_from_the_database_instead(
    store: VectorStore, tmp_path: Path, damage: str
) -> None:
    packed = of_many(400)
    put(store, packed)
    table = RowTable()
    table.add([str(n) for n in range(400)])
    first = VectorRows(store, ("m",), DIM, tmp_path / "vectors")
    first.refresh(table)
    first.wait()
    (kept,) = (tmp_path / "vectors").iterdir()
    whole = (kept / damage).read_bytes()
    (kept / damage).write_bytes(whole[: len(whole) // 3])
    again = VectorRows(store, ("m",), DIM, tmp_path / "vectors")
    again.refresh(table)
    query = packed[7].astype(np.float32) / np.float32(np.linalg.norm(packed[7]))
    assert again.nearest(query, np.ones(400, np.bool_), 1).tolist() == [7]


def test_a_student_comes_close_to_its_teacher_on_texts_it_has_not_seen(model: Embedder) -> None:
    things, kinds = ("rose", "lemon", "cedar", "amber", "linen", "sea"), ("soap", "candle", "perfume", "tea")
    texts = [f"{brand} {thing} {kind}" for brand in ("Norr", "Lumen") for thing in things for kind in kinds]
    vectors = model.passages(texts)
    taught = [number for number in range(len(texts)) if number % 4]
    unseen = [number for number in range(len(texts)) if not number % 4]
    student = Student.fit([texts[number] for number in taught], vectors[taught])
    guessed = student.vectors(texts[number] for number in unseen)
    middle = vectors[taught].mean(axis=0)
    cosines = [
        np.dot(one, two) / np.linalg.norm(one) / np.linalg.norm(two)
        for one, two in zip(guessed - middle, vectors[unseen] - middle, strict=True)
    ]
    assert np.mean(cosines) > 0.5
    assert np.allclose(np.linalg.norm(guessed, axis=1), 1, atol=1e-5)


def test_a_search_by_meaning_finds_what_has_none_of_the_words_and_keeps_every_filter(
    sqlite_database: Database, tmp_path: Path, model: Embedder
) -> None:
    catalog = CatalogStore(sqlite_database, DEFAULT_SHOP, FixedClock())
    plain = [product(f"p{n}", f"Steel bolt M{n} zinc plated", "3", brand="Bolt & Co") for n in range(60)]
    catalog.apply([*plain, product("umbrella", "Automatic umbrella, windproof", "200", brand="Norr")])
    VectorKeeper(catalog, VectorStore(sqlite_database, DEFAULT_SHOP), model, tmp_path).run()
    engine = TantivyEngine(catalog, tmp_path / "index", 30.0, model)
    said = "something to keep me dry in the rain"
    asked = ProductQuery(words=(said,), meaning=said)
    assert engine.search(asked).hits[0].id == "t:umbrella"
    assert engine.search(replace(asked, price_max=10_000, currency="CNY")).hits == ()
    assert engine.search(replace(asked, excluded_brands=("norr",))).hits == ()
    assert engine.search(replace(asked, excluded_words=("windproof",))).hits == ()
