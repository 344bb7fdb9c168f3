"""A shop's files over the lexicons: what they add, take away and replace, and what is refused."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.core import UnusableInput
from floorwalker.text import (
    Lexicon,
    LexiconShape,
    attributes,
    brand_names,
    current_overlay,
    overlaid,
    product_types,
    use_overlay,
)
from floorwalker.text._merging import merged
from floorwalker.text.lexicon import ATTRIBUTES, BRANDS, PRODUCT_TYPES, STOP_WORDS, stop_words

Write = Callable[..., Path]

PACKAGE = """
[types.toy]
zh = ["玩具"]
en = ["toy"]
[types.doll]
parent = "toy"
zh = ["娃娃", "布偶"]
en = ["doll"]
zh_patterns = ['公仔']
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of the shop's folder and gives the folder."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / "shop" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path / "shop"

    return write


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    path = tmp_path / "toys.toml"
    path.write_text(PACKAGE, encoding="utf-8")
    shape = LexiconShape(open=("types",), optional={"not_en": list}, expressions={"zh_patterns": "{}"})
    return Lexicon(path, shape=shape)


@pytest.fixture(autouse=True)
def nothing_stays() -> Iterator[None]:
    """Whatever a test lays over the lexicons, the next one finds none of it."""
    before = current_overlay()
    yield
    assert current_overlay() is before


def read(lexicon: Lexicon, folder: Path) -> Any:
    with overlaid(folder):
        return lexicon.read()["types"]


def test_words_join_those_of_an_entry_and_entries_join_the_others(lexicon: Lexicon, write: Write) -> None:
    folder = write(
        "toys.toml", '[types.doll]\nen = ["dolly", "doll"]\n[types.kite]\nparent = "toy"\nzh = ["风筝"]\n'
    )
    types = read(lexicon, folder)
    assert types["doll"]["en"] == ["doll", "dolly"]
    assert types["kite"] == {"parent": "toy", "zh": ["风筝"]}
    assert lexicon.read()["types"]["doll"]["en"] == ["doll"]


def test_remove_takes_words_from_every_list_and_replace_the_whole_entry(
    lexicon: Lexicon, write: Write
) -> None:
    folder = write(
        "toys.toml", '[types.doll]\nremove = ["布偶", "公仔"]\n[types.toy]\nreplace = true\nzh = ["玩物"]\n'
    )
    types = read(lexicon, folder)
    assert types["doll"] == {"parent": "toy", "zh": ["娃娃"], "en": ["doll"], "zh_patterns": []}
    assert types["toy"] == {"zh": ["玩物"]}


def test_a_plain_value_takes_the_place_of_the_old_one(lexicon: Lexicon, write: Write) -> None:
    assert (
        read(lexicon, write("toys.toml", '[types.doll]\nparent = "doll_house"\n'))["doll"]["parent"]
        == "doll_house"
    )


def test_it_tells_what_a_file_changes(lexicon: Lexicon, write: Write) -> None:
    folder = write("toys.toml", '[types.doll]\nremove = ["布偶", "泥人"]\n[types.kite]\nzh = ["风筝"]\n')
    with overlaid(folder):
        doll, kite = lexicon.changes()
    assert (doll.entry, doll.is_new, doll.removes, doll.idle) == (
        ("types", "doll"),
        False,
        ("布偶", "泥人"),
        ("泥人",),
    )
    assert (kite.entry, kite.is_new, kite.adds) == (("types", "kite"), True, {"zh": ["风筝"]})


@pytest.mark.parametrize(
    ("toml", "says", "remedy"),
    [
        ("[types.doll\n", "cannot be read", "TOML"),
        ('[types.doll]\nzh = "娃娃"\n', "[types.doll] zh: wrong type", "a list of strings"),
        ("[types.doll]\nzh = [1]\n", "[types.doll] zh: wrong type", "a list of strings"),
        ('[types.doll]\nzhh = ["x"]\n', "[types.doll] zhh: unknown", "did you mean 'zh'"),
        ('[types.kite]\ncolour = "red"\n', "[types.kite] colour: unknown", "known are"),
        ('[kinds.kite]\nzh = ["x"]\n', "kinds: unknown", "known are types"),
        ("types = 3\n", "types: wrong type", "a table"),
        ("[types]\nkite = 3\n", "[types] kite: wrong type", "a table"),
        ('[types.doll]\nremove = "娃娃"\n', "[types.doll] remove: no list", 'remove = ["word"]'),
        ('[types.doll]\nreplace = "yes"\n', "[types.doll] replace: neither", "replace = true"),
        ("[types.doll]\nzh_patterns = ['(']\n", "'(' is no regular expression", "mend"),
        ("[types.doll]\nzh_patterns = ['娃?']\n", "'娃?' matches nothing at all", "match a word"),
    ],
)
def test_a_faulty_file_is_refused_with_its_name_the_entry_and_the_remedy(
    lexicon: Lexicon, write: Write, toml: str, says: str, remedy: str
) -> None:
    folder = write("toys.toml", toml)
    with overlaid(folder), pytest.raises(UnusableInput) as raised:
        lexicon.read()
    assert str(folder / "toys.toml") in raised.value.message
    assert says in raised.value.message
    assert remedy in raised.value.remedy


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ('[types.kite]\nparent = "wind"\n', "[types.kite] parent: 'wind' does not exist"),
        ('[types.beauty]\nparent = "lipstick"\n', "its own ancestor"),
    ],
)
def test_a_parent_must_exist_and_make_no_circle(write: Write, toml: str, says: str) -> None:
    folder = write("product_types.toml", toml)
    with overlaid(folder), pytest.raises(UnusableInput) as raised:
        product_types()
    assert says in raised.value.message
    assert str(folder / "product_types.toml") in raised.value.message


def test_a_new_brand_must_have_names(write: Write) -> None:
    with (
        overlaid(write("brands.toml", "[brands.nobody]\nambiguous = true\n")),
        pytest.raises(UnusableInput, match="no 'names'"),
    ):
        brand_names()


def test_every_list_of_this_room_can_be_extended_and_is_as_before_afterwards(write: Write) -> None:
    write("product_types.toml", '[types.zorgle]\nparent = "ornament"\nzh = ["佐格"]\nen = ["zorgle"]\n')
    write(
        "attributes.toml",
        '[mood.serene]\nzh = ["禅意十足"]\nen = ["serene mood"]\nnot_en = ["serene mood lamp"]\n',
    )
    write("brands.toml", '[brands.yixing_ge]\nnames = ["宜兴阁"]\n')
    folder = write("stopwords.toml", '[en]\nwords = ["prithee"]\nremove = ["budget"]\n')
    assert not [match for match in product_types().find("two zorgles") if match.type_id == "zorgle"]
    with overlaid(folder):
        [match] = product_types().find("two zorgles")
        assert (match.type_id, match.text) == ("zorgle", "zorgles")
        assert product_types().ancestors("zorgle")[0] == "ornament"
        [quality] = attributes().find("禅意十足")
        assert (quality.facet, quality.value) == ("mood", "serene")
        assert not attributes().find("a serene mood lamp")
        assert brand_names().names("yixing_ge") == ("宜兴阁",)
        assert "prithee" in stop_words("en").words
        assert "budget" not in stop_words("en").words
    assert "zorgle" not in product_types()
    assert "mood" not in attributes().facets()
    assert not brand_names().names("yixing_ge")
    assert "budget" in stop_words("en").words


def test_the_same_files_read_again_empty_no_cache(write: Write) -> None:
    folder = write("brands.toml", '[brands.yixing_ge]\nnames = ["宜兴阁"]\n')
    with overlaid(folder):
        known = brand_names()
        use_overlay(folder)
        assert brand_names() is known


def test_a_byte_order_mark_and_windows_lines_do_no_harm(write: Write, lexicon: Lexicon) -> None:
    folder = write("toys.toml", "\ufeff[types.doll]\r\nzh = ['洋娃娃']\r\n")
    assert "洋娃娃" in read(lexicon, folder)["doll"]["zh"]


def test_the_fingerprint_tells_the_named_files_alone(write: Write) -> None:
    names = (PRODUCT_TYPES.name, ATTRIBUTES.name)
    with overlaid(write("brands.toml", "")) as overlay:
        assert overlay.fingerprint(names) == ""
        assert overlay.fingerprint((BRANDS.name,))
    with overlaid(write("attributes.toml", '[colour.mud]\nen = ["mud"]\n')) as overlay:
        first = overlay.fingerprint(names)
    with overlaid(write("attributes.toml", '[colour.mud]\nen = ["muddy"]\n')) as overlay:
        assert first != overlay.fingerprint(names) != ""


def test_a_folder_that_is_not_there_is_no_overlay(tmp_path: Path) -> None:
    with overlaid(tmp_path / "none") as overlay:
        assert not overlay.files


def test_a_name_may_lie_in_a_folder(tmp_path: Path, write: Write) -> None:
    path = tmp_path / "phrases.toml"
    path.write_text('found = ["Here is"]\n[more]\nwarm = ["And"]\nbrief = []\n', "utf-8")
    phrases = Lexicon(path, name="en/phrases.toml")
    folder = write("en/phrases.toml", 'remove = ["Here is"]\nfound = ["Look:"]\n[more]\nbrief = ["+"]\n')
    with overlaid(folder):
        assert phrases.read() == {"found": ["Look:"], "more": {"warm": ["And"], "brief": ["+"]}}


WORDS = st.lists(st.sampled_from("abcde"), max_size=4, unique=True)
ENTRY = st.fixed_dictionaries({}, optional={"zh": WORDS, "en": WORDS})
TABLES = st.dictionaries(st.sampled_from(["x", "y", "z"]), ENTRY, max_size=3)


@given(TABLES, TABLES, WORDS)
def test_merging_keeps_what_is_not_spoken_of(base: Any, over: Any, gone: list[str]) -> None:
    """Every word of either stays, unless it is removed from below; nothing else appears; doing it twice is once."""
    over = {name: entry | {"remove": gone} for name, entry in over.items()}
    result = merged(base, over)
    assert result.keys() == base.keys() | over.keys()
    for name, entry in result.items():
        for field in ("zh", "en"):
            below, above = base.get(name, {}).get(field, []), over.get(name, {}).get(field, [])
            kept = [word for word in below if name not in over or word not in gone]
            assert entry.get(field, []) == [*kept, *(word for word in above if word not in kept)]
    assert merged(result, over) == result or gone


def test_our_own_files_have_the_form_they_ask_for() -> None:
    for lexicon in (PRODUCT_TYPES, ATTRIBUTES, BRANDS, STOP_WORDS):
        assert not lexicon.flaws()
        assert not lexicon.changes()
