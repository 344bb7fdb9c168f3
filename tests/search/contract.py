"""What every search engine must do. An engine's own test class inherits :class:`SearchEngineContract`."""

from collections.abc import Iterable
from datetime import UTC, datetime

from floorwalker.catalog import Brand, CatalogStore, Product, Variant, brand_key
from floorwalker.core import Money
from floorwalker.search import ProductQuery, SearchEngine
from tests.search.merchandising_contract import MerchandisingContract


def product(source_id: str, title: str, price: str | None = "10", **fields: object) -> Product:
    """A product of the source ``t``; ``price`` in CNY."""
    money = None if price is None else Money.of(price, "CNY")
    return Product(id=f"t:{source_id}", source="t", source_id=source_id, title=title, price=money, **fields)  # type: ignore[arg-type]


SHELF = (
    product("1", "Lumen Eye Cream 15ml", "120", brand="Lumen", rating=4.8, popularity=10),
    product("2", "Lumen Eyeshadow Palette", "90", brand="Lumen", rating=3.9, popularity=500),
    product(
        "3", "白菊 保湿眼霜 20g", "88", brand="白菊", rating=4.1, popularity=900, availability="in_stock"
    ),
    product("4", "白菊 洗面奶 100g", "45", brand="白菊", popularity=1200, availability="out_of_stock"),
    product("5", "Norr Leather Belt", "300", brand="Norr", description="Black leather, silver buckle."),
    product("6", "Norr Silk Scarf", "260", brand="Norr", description="Pure silk. Contains no wool."),
    product("7", "Gift Card", None, brand=""),
)


class SearchEngineContract(MerchandisingContract):
    """Tests against ``catalog`` (a store), ``engine`` (of that store) and their ``clock``; empty at first."""

    catalog: CatalogStore
    engine: SearchEngine

    def found(self, **query: object) -> list[str]:
        """Ids, without the source, that a query finds, in order."""
        hits = self.engine.search(ProductQuery(**query)).hits  # type: ignore[arg-type]
        return [hit.id.removeprefix("t:") for hit in hits]

    def stock(self, products: Iterable[Product] = SHELF) -> None:
        """Put products on the shelf, and let the engine see them."""
        self.catalog.apply(list(products))
        self.engine.refresh()

    def test_an_empty_catalogue_finds_nothing(self) -> None:
        assert self.engine.search(ProductQuery(words=("anything",))).total == 0

    def test_without_any_condition_everything_is_found(self) -> None:
        self.stock()
        result = self.engine.search(ProductQuery(limit=3))
        assert (len(result.hits), result.total) == (3, len(SHELF))

    def test_words_find_in_both_languages(self) -> None:
        self.stock()
        assert self.found(words=("silk scarves",))[0] == "6"
        assert self.found(words=("眼霜",))[0] == "3"
        assert self.found(words=("潔面 洗面奶",))[0] == "4"

    def test_a_kind_of_goods_is_not_what_merely_sounds_like_it(self) -> None:
        self.stock()
        assert set(self.found(types=("eye_cream",))) == {"1", "3"}

    def test_price_bounds_are_inclusive_and_leave_out_what_has_no_price(self) -> None:
        self.stock()
        assert set(self.found(price_min=8800, price_max=12000, currency="CNY")) == {"1", "2", "3"}
        assert self.found(price_max=4499, currency="CNY") == []
        assert self.found(price_max=99999900, currency="USD") == []
        assert "7" not in self.found(price_min=0, currency="CNY")

    def test_brand_rating_and_stock_filter_exactly(self) -> None:
        self.stock()
        assert set(self.found(brands=("lumen",))) == {"1", "2"}
        assert set(self.found(excluded_brands=("lumen", "白菊"))) == {"5", "6", "7"}
        assert set(self.found(rating_min=4.1)) == {"1", "3"}
        assert self.found(in_stock=True) == ["3"]

    def test_of_what_passes_the_filters_those_with_the_most_telling_words_are_kept(self) -> None:
        self.stock()
        query = ProductQuery(brands=("norr",), covering=("silky", "hovering"), words=("silky",))
        hits = self.engine.search(query)
        assert ([hit.id for hit in hits.hits], hits.uncovered) == (["t:6"], ("hovering",))
        assert set(self.found(brands=("norr",), covering=("hovering",))) == {"5", "6"}

    def test_facets_and_words_can_be_required_or_excluded(self) -> None:
        self.stock()
        assert self.found(facets=(("material:leather", "colour:gold"),)) == ["5"]
        assert self.found(brands=("norr",), excluded_words=("leather",)) == ["6"]
        assert self.found(brands=("norr",), required=("buckle",)) == ["5"]
        assert "6" not in self.found(facets=(("material:wool",),))  # "no wool" is not wool

    def test_orders(self) -> None:
        self.stock()
        assert self.found(sort="price_asc", brands=("lumen", "白菊")) == ["4", "3", "2", "1"]
        assert self.found(sort="price_desc", brands=("lumen", "白菊")) == ["1", "2", "3", "4"]
        assert self.found(sort="popularity")[:3] == ["4", "3", "2"]
        assert self.found(sort="rating")[:2] == ["1", "3"]
        assert self.found(sort="price_asc")[-1] == "7"

    def test_what_was_seen_can_be_left_out(self) -> None:
        self.stock()
        assert self.found(brands=("norr",), exclude_ids=frozenset({"t:5"})) == ["6"]

    def test_niche_brands_are_the_less_popular_half(self) -> None:
        self.stock()
        assert set(self.found(niche=True)) == {"1", "2"}

    def test_one_brand_in_several_spellings_is_one_brand(self) -> None:
        spellings = ("CHANDO", "自然堂", "Chando 自然堂", "自然唐")
        self.stock([product(f"c{i}", f"Tin Mug {i}", brand=name) for i, name in enumerate(spellings)])
        for name in ("chando", "自然堂"):
            assert set(self.found(brands=(name,))) == {"c0", "c1", "c2"}
            assert self.found(excluded_brands=(name,)) == ["c3"]
            assert set(self.found(words=("mug",), required=("mug",), brands=(name,))) == {"c0", "c1", "c2"}
        facets = self.engine.search(ProductQuery(limit=1)).facets
        assert sorted(n for _, n in facets["brand"]) == [1, 3]

    def test_what_the_shop_says_of_brands_counts_in_the_very_next_search(self) -> None:
        self.stock()
        table = self.catalog.brand_table
        assert self.found(brands=("白菊",), sort="popularity") == ["4", "3"]
        table.put([Brand("lumen", "Lumen 白菊", ("白菊",))])
        for name in ("lumen", "白菊"):
            assert set(self.found(brands=(name,))) == {"1", "2", "3", "4"}
        facets = self.engine.search(ProductQuery(limit=1)).facets
        assert dict(facets["brand"]) == {"Lumen 白菊": 4, "Norr": 2}
        assert set(self.found(niche=True)) == {"1", "2", "3", "4"}  # rank 1 of 1
        table.put([Brand("lumen", "Lumen", niche=False), Brand("norr", "Norr", niche=True)])
        assert set(self.found(niche=True)) == {"5", "6"}
        table.remove("norr")
        assert self.found(niche=True) == []
        table.remove("lumen")
        assert set(self.found(niche=True)) == {"1", "2"}

    def test_a_brand_goes_by_the_spelling_that_most_products_use(self) -> None:
        names = ("NORR", "Norr", "Norr", "nórr")
        self.stock([product(str(i), f"Tin Mug {i}", brand=name) for i, name in enumerate(names)])
        assert self.engine.search(ProductQuery()).facets["brand"] == (("Norr", 4),)
        self.catalog.apply([product("1", "Tin Mug 1", brand="NORR")])
        self.catalog.withdraw(["t:2"])
        assert self.engine.search(ProductQuery()).facets["brand"] == (("NORR", 3),)

    def test_a_diverse_list_spreads_over_brands(self) -> None:
        many = [product(f"m{i}", f"Tin Mug {i}", "5", brand="Big", popularity=1000 - i) for i in range(6)]
        self.stock([*many, product("s", "Tin Mug small", "5", brand="Small", popularity=1)])
        assert "s" in self.found(words=("mug",), limit=3, diverse=True)
        assert len(self.found(words=("mug",), limit=7, diverse=True)) == 7

    def test_a_new_price_counts_in_the_very_next_search(self) -> None:
        self.stock()
        self.catalog.apply([product("4", "白菊 洗面奶 100g", "500", brand="白菊")])
        assert "4" not in self.found(price_max=10000, currency="CNY")
        assert "4" in self.found(price_min=50000, currency="CNY")

    def test_withdrawn_products_are_gone_and_come_back(self) -> None:
        self.stock()
        self.catalog.withdraw(["t:6"])
        assert "6" not in self.found(words=("silk scarf",))
        self.stock([SHELF[5]])
        assert self.found(words=("silk scarf",))[0] == "6"

    def test_a_product_that_changes_its_words_is_found_by_the_new_ones_only(self) -> None:
        self.stock()
        self.catalog.apply([product("5", "Norr Canvas Belt", "300", brand="Norr")])
        self.engine.refresh()
        assert self.found(required=("canvas",)) == ["5"]
        assert self.found(required=("leather",)) == []

    def test_counts_by_brand_are_of_all_that_fits(self) -> None:
        self.stock()
        facets = self.engine.search(ProductQuery(limit=1)).facets
        assert dict(facets["brand"]) == {"Lumen": 2, "白菊": 2, "Norr": 2}
        assert dict(facets["availability"])["unknown"] == 5

    def test_word_frequencies(self) -> None:
        self.stock()
        assert self.engine.frequency("norr") == 2
        assert self.engine.frequency("unheardof") == 0

    def test_preferred_kinds_and_facets_rank_and_leave_nothing_out(self) -> None:
        self.stock()
        assert self.found(words=("norr",), preferred_types=("scarf",))[0] == "6"
        assert set(self.found(words=("norr",), preferred_types=("scarf",))) == {"5", "6"}
        assert self.found(words=("norr",), preferred_facets=("material:leather",)) == ["5", "6"]
        assert len(self.found(preferred_words=("leather",))) == len(SHELF)

    def test_what_a_text_denies_is_neither_required_nor_excluded_by_it(self) -> None:
        self.stock()
        assert set(self.found(brands=("norr",), excluded_words=("wool",))) == {"5", "6"}
        assert self.found(facets=(("free_from:wool",),)) == ["6"]

    def test_what_was_withdrawn_is_found_by_its_name_and_nothing_else_is(self) -> None:
        self.stock()
        self.catalog.withdraw(["t:6"])
        self.engine.refresh()
        assert self.engine.find_withdrawn("silk scarf", 3) == ("t:6",)
        assert self.engine.find_withdrawn("leather belt", 3) == ()

    def test_any_text_may_stand_in_a_product(self) -> None:
        odd = ("it's", "a\\b", "a:b & !c | (d)", "<-> *:A", "眼' 霜\\", '"quoted"', "🙂 smile", "x" * 3000)
        self.stock(product(f"o{i}", f"Mug {text}", brand=text, tags=(text,)) for i, text in enumerate(odd))
        assert set(self.found(required=("mug",))) == {f"o{i}" for i in range(len(odd))}
        for i, text in enumerate(odd):
            assert f"o{i}" in self.found(words=(text,), brands=(brand_key(text),))

    def test_any_text_is_a_query(self) -> None:
        self.stock()
        for text in (
            '"',
            "AND OR NOT (",
            "a:b^2~",
            "\x00",
            "🙂",
            "'; DROP TABLE product;--",
            "a" * 4000,
            "眼" * 4000,
        ):
            self.found(words=(text,))
            self.found(required=(text,), excluded_words=(text,))

    def test_variants_are_found_by_their_options(self) -> None:
        blue = Variant("v1", title="Azure", options={"Color": "Azure"}, price=Money.of("9", "CNY"))
        self.stock(
            [product("v", "Plain Ring", "9", variants=(blue,), updated_at=datetime(2026, 1, 1, tzinfo=UTC))]
        )
        assert self.found(required=("azure",)) == ["v"]
