"""Terms for index and query."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.text import analyse, content_words, fold, index_terms, query_terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("T-shirts", ["tshirt", "t", "shirt"]),
        ("L'Oréal", ["loreal"]),
        ("women's", ["women"]),
        ("SK-II", ["skii", "sk", "ii"]),
        ("e.l.f.", ["elf"]),
        ("D&G", ["dg"]),
        ("50ml", ["50ml"]),
        ("50 ML", ["50ml"]),
        ("50毫升", ["50ml"]),
        ("1.7 fl. oz", ["1.7oz"]),
        ("SPF50", ["spf50", "spf", "50"]),
        ("3CE", ["3ce"]),
        ("colour grey moisturiser", ["color", "gray", "moistur"]),
        ("moisturizers", ["moistur"]),
        ("眼霜", ["眼霜", "眼", "霜"]),
        ("好", ["好"]),
        ("", []),
        ("😀 !!", []),
    ],
)
def test_cuts_into_terms(text: str, terms: list[str]) -> None:
    assert index_terms(text) == terms


def test_chinese_gives_words_bigrams_and_characters_each_once_per_place() -> None:
    tokens = analyse("雅诗兰黛小棕瓶")
    assert {(token.text, token.kind) for token in tokens if token.kind == "word"} == {
        ("雅诗兰黛", "word"),
        ("小棕瓶", "word"),
    }
    assert [token.text for token in tokens if token.kind == "bigram"] == [
        "雅诗",
        "诗兰",
        "兰黛",
        "黛小",
        "小棕",
        "棕瓶",
    ]
    assert len({token.span for token in tokens}) == len(tokens)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("50 ml", "Eau de Parfum 50ML"),
        ("50毫升", "香水50ml"),
        ("tshirt", "Cotton T-Shirt"),
        ("t shirt", "Cotton T-Shirt"),
        ("loreal", "L’Oréal Paris"),
        ("moisturizing creams", "Moisturising Cream"),
        ("蘭蔻", "LANCOME/兰蔻小黑瓶"),
        ("小黑瓶", "兰蔻小黑瓶精华"),
        ("ＳＫＩＩ", "SK-II 神仙水"),
        ("spf 50", "防晒霜SPF50+"),
    ],
)
def test_every_term_of_the_query_is_a_term_of_the_title(query: str, title: str) -> None:
    assert set(query_terms(query)) <= set(index_terms(title))


@given(st.text())
def test_a_text_finds_itself(text: str) -> None:
    assert set(query_terms(text)) <= set(index_terms(text))
    assert set(query_terms(fold(text))) == set(query_terms(text))


@given(st.text(alphabet=st.sampled_from("雅诗兰黛眼霜面膜的abc12 .'-é")))
def test_spans_lie_in_the_original(text: str) -> None:
    for token in analyse(text):
        start, end = token.span
        assert 0 <= start < end <= len(text)


def test_every_title_of_the_reference_catalogues_finds_its_own_terms(shared_data: Path) -> None:
    with (shared_data / "catalogs/tmall_cosmetics_gb18030.csv").open(encoding="gb18030", newline="") as file:
        titles = sorted({row["title"] for row in csv.DictReader(file)})[::7]
    with (shared_data / "search_en/products.jsonl").open(encoding="utf-8") as file:
        titles += [json.loads(line)["title"] for line in file][::20]
    for title in titles:
        terms = query_terms(title)
        assert terms
        assert set(terms) <= set(index_terms(title))


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("你好，帮我推荐一款适合干皮的保湿面霜，谢谢", "zh", ["干皮", "保湿", "面霜"]),
        ("有没有雅诗兰黛的眼霜", "zh", ["雅诗兰黛", "眼霜"]),
        ("想买一个 Dior 口红送女朋友", "zh", ["dior", "口红", "女朋友"]),
        ("Hi, do you have any vegan red lipstick?", "en", ["vegan", "red", "lipstick"]),
        ("I'm looking for La Roche-Posay's balm please", "en", ["la", "roche-posay", "balm"]),
        ("show me some 兰蔻 serum", "en", ["兰蔻", "serum"]),
        ("请问你们有没有", "zh", []),
        ("", "en", []),
    ],
)
def test_content_words_are_what_one_could_look_for(text: str, language: str, words: list[str]) -> None:
    tokens = content_words(text, language)  # type: ignore[arg-type]
    assert [token.text for token in tokens] == words
    assert all(fold(text[slice(*token.span)]).startswith(token.text) for token in tokens)
