"""Messages in languages that are not spoken here, and foreign names that are no such message."""

import csv
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.text import detect_language, foreign_language

ROWS = [
    json.loads(line) for line in Path(__file__).with_name("languages.jsonl").read_text("utf-8").splitlines()
]
SENTENCES = {
    code: [row["text"] for row in rows] for code, rows in groupby(ROWS, key=lambda row: row["language"])
}
DATA = Path("../shared/data")

NAMES = [
    "Lancôme Génifique", "Chanel No 5 parfum", "crème de la mer", "eau de toilette", "La vie est belle", "Ce soir ou jamais",
    "Un Jardin sur le Nil", "Acqua di Gioia pour homme", "Eau de Parfum Intense pour Femme", "Le Petit Marseillais", "Dolce & Gabbana Light Blue",
    "Carolina Herrera 212 VIP Rosé", "Terre d'Hermès", "Kiehl's Crème de Corps", "Jo Malone", "Die Besten", "Weleda Skin Food",
    "do you have crème de la mer?", "有 La Roche-Posay Cicaplast Baume B5 吗", "bonjour, do you have lipstick?", "Pho bo spice mix",
    "资生堂の红妍肌活", "肌研 ハダラボ 极润化妆水", "花の恋 护手霜", "雪花秀 설화수 润燥精华", "SK-II 神仙水", "日本製 化粧水", "口紅", "ok", "", "300",
]  # fmt: skip


@pytest.mark.parametrize("code", SENTENCES)
def test_sentences_of_a_language_are_told(code: str) -> None:
    found = [foreign_language(text) for text in SENTENCES[code]]
    assert len(found) >= 20
    assert sum(language == code for language in found) >= 0.9 * len(found), found


@pytest.mark.parametrize("text", NAMES)
def test_foreign_names_are_of_no_language(text: str) -> None:
    assert foreign_language(text) is None


@pytest.mark.parametrize(
    "text", ["je cherche un sac pour ma mère", "ワイヤレスイヤホンを探しています", "안녕하세요 립스틱 있나요"]
)
def test_a_third_language_leaves_the_default(text: str) -> None:
    assert detect_language(text, "zh") == "zh"
    assert detect_language(text, "en") == "en"


def shop_messages() -> Iterator[str]:
    with (DATA / "catalogs/tmall_cosmetics_gb18030.csv").open(encoding="gb18030") as file:
        yield from {row["title"] for row in csv.DictReader(file)}
    with (DATA / "catalogs/beauty_usd.csv").open(encoding="utf-8") as file:
        yield from (f"{row['brand_name']} {row['product_name']}" for row in csv.DictReader(file))
    for folder in ("search_en", "search_zh"):
        lines = (DATA / folder / "judgements_dev.jsonl").read_text("utf-8").splitlines()
        yield from {json.loads(line)["query"] for line in lines}
    with (DATA / "routing/banking77_train.csv").open(encoding="utf-8") as file:
        yield from (row["text"] for row in csv.DictReader(file))


def test_what_shoppers_and_shops_write_is_chinese_or_english() -> None:
    if not DATA.exists():
        pytest.skip("../shared/data is not here")
    texts = list(shop_messages())
    mistaken = [text for text in texts if foreign_language(text)]
    assert len(mistaken) <= 0.001 * len(texts), mistaken


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str) -> None:
    language = foreign_language(text)
    assert language is None or len(language) == 2
