"""Kinds of goods are found by what is meant, in both languages, and left open where it is not sure."""

import time
from importlib.resources import files

import numpy as np
import pytest

from floorwalker.core import Language
from floorwalker.search import Embedder, KindsByMeaning
from floorwalker.search.meaning.table import from_centres, raw_vectors, shipped_table
from floorwalker.search.meaning.texts import kind_texts, needs
from floorwalker.text import ProductTypes, product_types
from floorwalker.text._vocabulary import Entry

BEAUTY = frozenset(
    (
        "lip_balm",
        "hand_cream",
        "shampoo",
        "sunscreen",
        "lipstick",
        "eau_de_parfum",
        "head_massager",
        "face_cream",
    )
)
HOME = frozenset(
    ("bedside_table", "planter", "watering_can", "sofa", "candle", "bedding", "garden_tool", "rug")
)


@pytest.fixture(scope="module")
def kinds(model: Embedder) -> KindsByMeaning:
    return KindsByMeaning(model)


@pytest.mark.parametrize(
    ("said", "language", "sold", "meant"),
    [
        ("天气一干嘴巴就脱皮，有救吗", "zh", BEAUTY, "lip_balm"),
        ("my lips are peeling", "en", BEAUTY, "lip_balm"),
        ("洗洁精把手都弄糙了，裂口子", "zh", BEAUTY, "hand_cream"),
        ("thing to massage my head", "en", BEAUTY, "head_massager"),
        ("睡前放手机的小桌子，摆床边", "zh", HOME, "bedside_table"),
        ("something to water my flowers with", "en", HOME, "watering_can"),
    ],
)
def test_what_serves_is_found(
    kinds: KindsByMeaning, said: str, language: Language, sold: frozenset[str], meant: str
) -> None:
    assert kinds.nearest(said, language, sold)[0] == meant


@pytest.mark.parametrize(
    ("said", "language", "sold"),
    [
        ("天气一干嘴巴就脱皮，有救吗", "zh", HOME),
        ("something to water my flowers with", "en", BEAUTY),
        ("我要一顶双人帐篷", "zh", BEAUTY),
        ("a new graphics card", "en", HOME),
        ("随便看看", "zh", BEAUTY),
        ("surprise me", "en", HOME),
        ("再便宜点就好了", "zh", HOME),
        ("is it worth the money", "en", BEAUTY),
    ],
)
def test_what_the_shop_has_not_or_nobody_can_tell_is_left_open(
    kinds: KindsByMeaning, said: str, language: Language, sold: frozenset[str]
) -> None:
    assert kinds.nearest(said, language, sold) == ()


def test_a_kind_that_was_read_stays_where_none_is_nearer(kinds: KindsByMeaning) -> None:
    assert kinds.nearest("水壶", "zh", HOME, {"sofa"}) == ("watering_can",)
    assert kinds.nearest("电水壶", "zh", HOME, {"kettle"}) == ()


def test_a_shop_without_goods_has_no_kinds(kinds: KindsByMeaning) -> None:
    assert kinds.nearest("my lips are peeling", "en", frozenset()) == ()


def test_a_kind_that_a_shop_has_added_is_found_once_its_vectors_are_there(model: Embedder) -> None:
    entry = Entry(("types", "astrolabe"), zh=("星盘",), en=("astrolabe", "star disc"))
    kinds = KindsByMeaning(model, ProductTypes([entry]))
    deadline = time.monotonic() + 60
    while not (found := kinds.nearest("astrolabes", "en", {"astrolabe"})) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert found == ("astrolabe",)


def test_every_need_is_of_a_kind_there_is() -> None:
    assert [need.kind for need in needs() if need.kind not in product_types()] == []


def test_the_table_is_in_step_with_the_lexicon_and_the_needs() -> None:
    table, texts = shipped_table(), kind_texts(product_types())
    remedy = "run: python training/kinds_by_meaning.py"
    assert [text for text in texts if text.key not in table.vectors] == [], remedy
    assert len(table.vectors) == len({text.key for text in texts}), remedy


def test_the_table_is_what_the_model_makes(model: Embedder) -> None:
    table = shipped_table()
    some = kind_texts(product_types())[::250]
    made = from_centres(raw_vectors(model, some), table.centres)
    kept = np.stack([table.vectors[text.key] for text in some])
    assert table.model == model.name
    assert (made * kept).sum(axis=1).min() > 0.99


def test_the_table_is_small() -> None:
    with (files("floorwalker.search.meaning") / "kinds.npz").open("rb") as file:
        assert len(file.read()) < 2_000_000
