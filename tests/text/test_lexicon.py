"""The word lists of goods, properties and brands: their format and how they are matched."""

from pathlib import Path

import pytest

from floorwalker.text import Lexicon, attributes, brand_names, product_types
from floorwalker.text._required import required_characters
from floorwalker.text._vocabulary import read_entries
from floorwalker.text.lexicon import PRODUCT_TYPES, Attributes, ProductTypes, stop_words

TYPES = """
[types.skincare]
zh = ["护肤品"]
en = ["skincare"]
[types.cream]
parent = "skincare"
zh = ["面霜", "乳霜"]
en = ["face cream", "cream"]
en_plural = "face creams"
zh_patterns = ['霜(?!淇淋|糖)']
not_zh = ["糖霜"]
not_en = ["ice cream", "cream cheese"]
[types.eye_cream]
parent = "cream"
zh = ["眼霜"]
en = ["eye cream"]
zh_patterns = ['眼[^\\s]{1,3}霜']
[types.ice_cream]
zh = ["冰淇淋"]
en = ["ice cream"]
[types.powder_brush]
en = ["powder brush"]
"""


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> ProductTypes:
    path = tmp_path_factory.mktemp("lexicon") / "types.toml"
    path.write_text(TYPES, encoding="utf-8")
    return ProductTypes(read_entries(Lexicon(path)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("想买眼霜", [("eye_cream", "眼霜")]),
        ("想買眼霜", [("eye_cream", "眼霜")]),
        ("保湿霜", [("cream", "霜")]),
        ("眼部精华霜", [("eye_cream", "眼部精华霜")]),
        ("面霜和眼霜", [("cream", "面霜"), ("eye_cream", "眼霜")]),
        ("糖霜", []),
        ("two Eye-Creams", [("eye_cream", "Eye-Creams")]),
        ("ice creams", [("ice_cream", "ice creams")]),
        ("cream cheese", []),
        ("cream", [("cream", "cream")]),
        ("creamy", []),
        ("", []),
    ],
)
def test_finds_the_longest_word_that_means_the_kind(
    types: ProductTypes, text: str, found: list[tuple[str, str]]
) -> None:
    matches = types.find(text)
    assert [(match.type_id, match.text) for match in matches] == found
    assert all(text[slice(*match.span)] == match.text for match in matches)


def test_knows_wider_and_narrower_kinds(types: ProductTypes) -> None:
    assert types.ancestors("eye_cream") == ("cream", "skincare")
    assert types.ancestors("skincare") == types.ancestors("unheard_of") == ()
    assert types.descendants("skincare") == {"cream", "eye_cream"}
    assert "cream" in types
    assert "unheard_of" not in types


def test_names_kinds_for_people(types: ProductTypes) -> None:
    assert types.label("cream", "zh") == "面霜"
    assert types.label("cream", "en") == "face cream"
    assert types.label("cream", "en", plural=True) == "face creams"
    assert types.label("powder_brush", "en", plural=True) == "powder brushes"
    assert types.label("powder_brush", "zh") == "powder brush"
    with pytest.raises(KeyError):
        types.label("unheard_of", "en")


def test_a_later_file_adds_words_and_kinds(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.toml", tmp_path / "theirs.toml"
    ours.write_text('[colour.gold]\nzh = ["金色"]\nen = ["gold"]\n', encoding="utf-8")
    theirs.write_text(
        '[colour.gold]\nen = ["champagne"]\n[colour.rose_gold]\nparent = "gold"\nen = ["rose gold"]\n'
        '[scent.rose]\nen = ["rose"]\n',
        encoding="utf-8",
    )
    properties = Attributes(read_entries(Lexicon(ours), theirs))
    assert [(m.facet, m.value) for m in properties.find("Champagne and rose gold, rose")] == [
        ("colour", "gold"),
        ("colour", "rose_gold"),
        ("scent", "rose"),
    ]
    assert properties.facets() == ("colour", "scent")
    assert properties.values("colour") == ("gold", "rose_gold")
    assert properties.ancestors("colour", "rose_gold") == ("gold",)
    assert properties.descendants("colour", "gold") == {"rose_gold"}
    assert properties.label("colour", "gold", "en") == "gold"


def test_our_own_files_can_be_read() -> None:
    assert "eye_cream" in product_types()
    assert attributes().facets()
    assert list(brand_names())
    assert stop_words("zh").words
    assert stop_words("en").words


def test_our_own_words_find_their_kind() -> None:
    kinds = product_types()
    unfound = [
        (entry.key[1], word)
        for entry in read_entries(PRODUCT_TYPES)
        for word in (*entry.zh, *entry.en)
        if entry.key[1] not in {match.type_id for match in kinds.find(word)}
    ]
    assert unfound == []


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("霜(?!糖)", {"霜"}),
        ("(?:保湿|补水)?凝露", {"凝"}),
        ("[膏霜]体?", {"膏", "霜"}),
        ("(?:甲|乙)", {"甲", "乙"}),
        ("(?:甲|.)", None),
        ("甲?乙*", None),
        ("(?<=甲)[^乙]", None),
        ("(?i:BB)霜{2}", {"b"}),
    ],
)
def test_knows_what_a_pattern_cannot_do_without(pattern: str, needed: set[str] | None) -> None:
    assert required_characters(pattern) == needed


@pytest.mark.parametrize("word", ["men", "women", "kids", "boys", "girls"])
def test_whom_goods_are_for_is_told_by_the_bare_word(word: str) -> None:
    """As records tag them."""
    assert [(match.facet, match.value) for match in attributes().find(word)] == [("gender", word)]
