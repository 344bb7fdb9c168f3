"""What the shop tells of brands: stored, cleaned, journalled, and no more than that as facts."""

import pytest

from floorwalker.catalog import Brand, BrandStore, CatalogStore, Product, brand_facts
from floorwalker.catalog.brands.models import LONGEST_STORY, MOST_ALIASES
from floorwalker.core import Conflict, FixedClock, FloorwalkerError, NotFound, UnusableInput
from floorwalker.storage import Database

CHANDO = Brand(
    "chando",
    "自然堂",
    ("CHANDO",),
    {"zh": "源自喜马拉雅。", "en": "Born at the Himalaya."},
    True,
    "https://c.cn",
)


@pytest.fixture
def table(sqlite_database: Database) -> BrandStore:
    """An empty table, where the kind of database does not matter."""
    return BrandStore(sqlite_database, "default", FixedClock())


def product(number: int, brand: str, popularity: float | None = None) -> Product:
    return Product(f"s:{number}", "s", str(number), f"Thing {number}", brand=brand, popularity=popularity)


def test_a_brand_comes_back_as_it_was_stored(database: Database) -> None:
    table = BrandStore(database, "default", FixedClock())
    assert table.all() == []
    put = table.put([CHANDO, Brand("fern", "Fern")])
    assert (put.added, put.changed, put.unchanged) == (2, 0, 0)
    assert table.all() == [CHANDO, Brand("fern", "Fern")]
    assert table.get("chando") == table.get("CHANDO") == CHANDO
    assert table.remove("chando") == CHANDO
    assert table.all() == [Brand("fern", "Fern")]


def test_putting_again_changes_nothing_and_leaves_no_trace(
    table: BrandStore, sqlite_database: Database
) -> None:
    catalog = CatalogStore(sqlite_database, "default", FixedClock())
    table.put([CHANDO])
    heads = catalog.heads()
    assert heads.prices > 0
    assert heads.text == 0
    assert table.put([CHANDO]).unchanged == 1
    assert catalog.heads() == heads
    assert table.put([Brand("chando", "Chando")]).changed == 1
    assert catalog.heads().prices > heads.prices
    heads = catalog.heads()
    table.remove("chando")
    assert catalog.heads().prices > heads.prices


def test_shops_have_tables_of_their_own(sqlite_database: Database) -> None:
    from floorwalker.storage import ShopStore

    ShopStore(sqlite_database).create("second")
    one, two = (BrandStore(sqlite_database, shop, FixedClock()) for shop in ("default", "second"))
    one.put([CHANDO])
    assert two.all() == []


def test_texts_are_cleaned_as_what_strangers_write(table: BrandStore) -> None:
    table.put(
        [
            Brand(
                "",
                " Fern\x00\u202e  &  Co ",
                ("FERN & CO", "蕨", "", "蕨 "),
                {"en": "<p>Since 2019.</p><script>alert(1)</script>", "zh": " "},
            )
        ]
    )
    assert table.all() == [Brand("fernco", "Fern & Co", ("蕨",), {"en": "Since 2019."})]


@pytest.mark.parametrize(
    ("brand", "what"),
    [
        (Brand("x", " "), "no name"),
        (Brand("x", "x" * 201), "name has 201 characters"),
        (Brand("x", "X", story={"en": "x" * (LONGEST_STORY + 1)}), "story"),
        (Brand("x", "X", story={"fr": "Bonjour"}), "language"),  # type: ignore[dict-item]
        (Brand("x", "X", url="javascript:alert(1)"), "web address"),
        (Brand("x", "X", tuple(f"a{n}" for n in range(MOST_ALIASES + 1))), "aliases"),
    ],
)
def test_what_cannot_be_stored_says_why_and_changes_nothing(
    table: BrandStore, brand: Brand, what: str
) -> None:
    with pytest.raises(UnusableInput, match=what) as caught:
        table.put([CHANDO, brand])
    assert caught.value.remedy
    assert table.all() == []


def test_the_same_key_twice_is_refused(table: BrandStore) -> None:
    with pytest.raises(UnusableInput, match="twice"):
        table.put([Brand("x", "X"), Brand("X", "Y")])


def test_what_is_not_there_cannot_be_had_or_removed(table: BrandStore) -> None:
    for act in (table.get, table.remove):
        with pytest.raises(NotFound, match="nobody"):
            act("nobody")


def test_merging_adds_aliases(table: BrandStore) -> None:
    assert table.merge("Suli", ["素里"]) == Brand("suli", "Suli", ("素里",))
    assert table.merge("素里", ["Suli Studio", "SULI"]).aliases == ("素里", "Suli Studio")
    assert [brand.key for brand in table.all()] == ["suli"]


@pytest.mark.parametrize(("name", "alias"), [("Norr", "Fern"), ("Norr", "蕨"), ("Norr", "FERN")])
def test_merging_what_is_another_brands_is_refused(table: BrandStore, name: str, alias: str) -> None:
    table.put([Brand("fern", "Fern", ("蕨",))])
    with pytest.raises(Conflict) as caught:
        table.merge(name, ["Norr Lab", alias])
    assert "Fern" in str(caught.value)
    assert "remove" in caught.value.remedy
    assert len(table.all()) == 1


def test_merging_nothing_is_refused(table: BrandStore) -> None:
    with pytest.raises(FloorwalkerError, match="no other name"):
        table.merge("Fern", ["FERN", " "])


def test_the_catalogue_counts_the_names_of_a_brand_together(store: CatalogStore) -> None:
    store.apply([product(1, "Suli", 3.0), product(2, "素里"), product(3, "素里"), product(4, "Norr", 1.0)])
    assert [brand.products for brand in store.brands()] == [2, 1, 1]
    store.brand_table.put([Brand("suli", "Suli", ("素里",))])
    suli, norr = store.brands()
    assert (suli.name, suli.key, suli.products, suli.popularity) == ("Suli", "suli", 3, 3.0)
    assert suli.spellings == ("素里", "Suli")
    assert norr.key == "norr"


def test_facts_are_what_the_shop_says_and_no_more() -> None:
    facts = {fact.source.field: fact.value for fact in brand_facts(CHANDO)}
    assert facts == {
        "name": "自然堂",
        "aliases": "CHANDO",
        "url": "https://c.cn",
        "story.zh": "源自喜马拉雅。",
        "story.en": "Born at the Himalaya.",
        "niche": "niche",
    }
    assert {(fact.source.kind, fact.source.id) for fact in brand_facts(CHANDO)} == {("brand", "chando")}
    assert [fact.source.field for fact in brand_facts(Brand("fern", "Fern"))] == ["name"]
