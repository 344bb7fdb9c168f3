"""Which spellings are one brand: those that the shop or the lexicon says, and no others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.catalog import Brand, BrandBook, brand_key
from floorwalker.text import brand_names


def brand(name: str, *aliases: str, key: str = "") -> Brand:
    return Brand(key or brand_key(name), name, aliases)


@pytest.mark.parametrize(
    "spellings",
    [
        ("CHANDO", "自然堂", "Chando 自然堂", "自然堂/CHANDO", "自然堂（Chando）", "CHANDO自然堂"),
        ("SK-II", "SKII", "sk2", "SK2", "sk-ⅱ", "SK-II/SK2"),
        ("资生堂", "資生堂", "SHISEIDO 資生堂", "Shiseido"),
    ],
)
def test_the_lexicon_knows_names_in_several_scripts(spellings: tuple[str, ...]) -> None:
    assert len({BrandBook().key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("CHANDO", "CHANDA"), ("自然堂", "自然唐"), ("SK-II", "SK-III"), ("Chando 自然堂", "Chando 自然唐")],
)
def test_look_alikes_are_never_merged(one: str, other: str) -> None:
    assert BrandBook().key(one) != BrandBook().key(other)


def test_a_name_beside_an_unknown_one_is_not_that_brand() -> None:
    book = BrandBook()
    assert book.key("自然堂 Lab") == brand_key("自然堂 Lab")
    assert book.key("CHANDO 兰蔻") == brand_key("CHANDO 兰蔻")


def test_the_shop_says_which_of_its_own_names_are_one_brand() -> None:
    book = BrandBook([brand("素里", "Suli", "SULI Studio")])
    assert {book.key(name) for name in ("素里", "suli", "Suli 素里", "Suli Studio")} == {"素里"}
    assert BrandBook().key("Suli") != BrandBook().key("素里")


def test_a_brand_of_the_table_has_the_names_that_the_lexicon_knows() -> None:
    book = BrandBook([brand("自然堂官方", "CHANDO")])
    assert {book.key(name) for name in ("自然堂", "chando", "自然堂官方")} == {"自然堂官方"}
    assert book.names("自然堂官方") == ("自然堂官方", "CHANDO", "自然堂")


def test_an_alias_of_two_brands_merges_neither_and_it_is_said() -> None:
    book = BrandBook([brand("Fern & Co", "Fern"), brand("Fern Atelier", "FERN")])
    assert len({book.key(name) for name in ("Fern & Co", "Fern Atelier", "fern")}) == 3
    (shared,) = book.shared
    assert (shared.name, shared.brands, shared.owner) == ("FERN", ("Fern & Co", "Fern Atelier"), None)
    assert "merged with none" in str(shared)
    assert "Fern" not in book.names("fernco")


def test_a_brands_own_name_stays_its_own() -> None:
    book = BrandBook([brand("Fern"), brand("Fern Atelier", "Fern")])
    assert book.key("Fern") == "fern"
    (shared,) = book.shared
    assert shared.owner == "Fern"
    assert "no alias of 'Fern Atelier'" in str(shared)


def test_a_name_of_the_lexicon_that_two_brands_claim_stays_unmerged() -> None:
    book = BrandBook([brand("Nova", "兰蔻"), brand("Vela", "兰蔻")])
    assert book.key("兰蔻") == "兰蔻"
    assert book.key("Lancôme") not in {"nova", "vela"}


def test_the_shop_may_part_what_the_lexicon_joins() -> None:
    assert BrandBook().key("SK-II") == BrandBook().key("SK2")
    book = BrandBook([brand("SK-II"), brand("SK2")])
    assert book.key("SK-II") != book.key("SK2")
    parted = BrandBook([brand("欧莱雅"), brand("L'Oréal Paris")])
    assert len({parted.key(name) for name in ("欧莱雅", "L'Oréal Paris", "L'Oréal")}) == 3
    assert {shared.name for shared in parted.shared} == {"巴黎欧莱雅", "L'Oréal"}


def test_keys_of_old_names_still_lead_to_the_brand() -> None:
    book = BrandBook([brand("New Name", key="oldname")])
    assert book.key("Old Name") == book.key("oldname") == book.key("new name") == "oldname"


def test_the_lexicon_gives_every_brand_a_key_of_its_own() -> None:
    book = BrandBook()
    keys = {entry.brand_id: {book.key(name) for name in entry.names} for entry in brand_names()}
    assert all(len(found) == 1 for found in keys.values())
    assert len(set().union(*keys.values())) == len(keys)


NAMES = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        (
            "CHANDO",
            "自然堂",
            "Chando 自然堂",
            "SK-II",
            "sk2",
            "兰蔻",
            "Lancôme",
            "Fern",
            "fern",
            "素里",
            "Suli 素里",
        )
    ),
)


@st.composite
def tables(draw: st.DrawFn) -> list[Brand]:
    made = draw(st.lists(st.tuples(NAMES.filter(str.strip), st.lists(NAMES, max_size=3)), max_size=4))
    return list({brand_key(name): brand(name, *aliases) for name, aliases in made}.values())


@given(tables(), NAMES)
def test_a_key_is_its_own_key(made: list[Brand], name: str) -> None:
    book = BrandBook(made)
    assert book.key(book.key(name)) == book.key(name)


@given(tables())
def test_every_name_of_a_brand_leads_to_it(made: list[Brand]) -> None:
    book = BrandBook(made)
    for one in made:
        assert book.key(one.key) == one.key
        assert all(book.key(name) == one.key for name in book.names(one.key))


@given(tables(), st.randoms(use_true_random=False), NAMES)
def test_the_order_of_the_table_does_not_matter(made: list[Brand], random: object, name: str) -> None:
    mixed = list(made)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert BrandBook(made).key(name) == BrandBook(mixed).key(name)
    assert {(s.brands, s.owner) for s in BrandBook(made).shared} == {
        (s.brands, s.owner) for s in BrandBook(mixed).shared
    }


@given(tables(), NAMES, NAMES)
def test_nothing_but_table_and_lexicon_merges(made: list[Brand], one: str, other: str) -> None:
    """Two spellings that are one brand have one key anyhow, or are names (or made of names) of that brand."""
    book = BrandBook(made)
    if book.key(one) == book.key(other) and brand_key(one) != brand_key(other):
        assert book.names(book.key(one))
