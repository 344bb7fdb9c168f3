"""The glossary widens queries from one language to the other."""

from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from floorwalker.catalog import CatalogStore
from floorwalker.core import DEFAULT_SHOP, FixedClock
from floorwalker.search import ProductQuery, TantivyEngine
from floorwalker.search.blending import blended
from floorwalker.search.glossary import shipped_glossary
from floorwalker.storage import Database
from floorwalker.text import is_chinese
from tests.search.contract import product

LINES = [
    line.split("\t")
    for line in (files("floorwalker.search") / "glossary.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_each_line_has_chinese_and_english_and_no_phrase_has_two_lines() -> None:
    assert {len(line) for line in LINES} == {2}
    chinese = [phrase for said, _ in LINES for phrase in said.split("|")]
    assert len(chinese) == len(set(chinese))
    assert all(len(phrase) > 1 and any(map(is_chinese, phrase)) for phrase in chinese)
    english = [phrase for _, said in LINES for phrase in said.split("|")]
    assert not [phrase for phrase in english if any(map(is_chinese, phrase)) or phrase != phrase.lower()]


@pytest.mark.parametrize(
    ("said", "means"), [("有烟酰胺的", "niacinamide"), ("a non slip one", "防滑"), ("煙酰胺", "niacinamide")]
)
def test_phrases_are_found_in_either_language_and_script(said: str, means: str) -> None:
    (meant,) = shipped_glossary().find(said)
    assert means in meant.meanings[0].means


def test_goods_are_found_that_have_the_word_in_the_other_language(
    sqlite_database: Database, tmp_path: Path
) -> None:
    catalog = CatalogStore(sqlite_database, DEFAULT_SHOP, FixedClock())
    catalog.apply(
        [
            product("1", "10% Niacinamide Booster", "20"),
            product("2", "Squalane Booster", "20"),
            product("3", "浴室防滑垫", "20"),
        ]
    )
    engine = TantivyEngine(catalog, tmp_path, 30.0)
    assert [hit.id for hit in engine.search(ProductQuery(words=("烟酰胺",))).hits] == ["t:1"]
    assert engine.search(ProductQuery(words=("non-slip bath mat",))).hits[0].id == "t:3"


def test_goods_of_a_preferred_kind_come_first_and_others_stay() -> None:
    text, standing = np.array([10.0, 9.0, 0.0]), np.array([1.0, 1.0, np.nan])
    scores = blended(text, np.array([0.0, 1.0, 0.0]), standing)
    assert np.argsort(-scores).tolist() == [1, 0, 2]
    assert scores[2] == 0


def test_without_words_and_vectors_all_are_equal() -> None:
    nothing = np.zeros(3)
    assert blended(nothing, nothing, np.full(3, np.nan)).tolist() == [0, 0, 0]
