"""What staff decide must show in every engine; :class:`SearchEngineContract` takes these tests in."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from floorwalker.catalog import CatalogStore, Product
from floorwalker.catalog.merchandising import MerchandisingStore, Rule
from floorwalker.core import FixedClock, Money
from floorwalker.search import Hits, ProductQuery, SearchEngine


def mug(number: int, **fields: Any) -> Product:
    """A mug ``t:mN`` among others; the words of all fit equally well, and the popular come first."""
    price = Money.of(10 + number, "CNY")
    fields = {"title": "Tin Mug", "brand": f"Brand {number}", "popularity": 1000 - 100 * number} | fields
    return Product(id=f"t:m{number}", source="t", source_id=f"m{number}", price=price, **fields)


MUGS = tuple(mug(number) for number in range(1, 7))
MUG = {"words": ("mug",)}


class MerchandisingContract:
    """Tests against the fixtures ``catalog``, ``engine`` and ``clock``, which the two ask for the time."""

    catalog: CatalogStore
    engine: SearchEngine
    clock: FixedClock

    @property
    def staff(self) -> MerchandisingStore:
        """What staff decide with."""
        return MerchandisingStore(self.catalog.database, self.catalog.shop_id, self.clock)

    def hits(self, **query: Any) -> Hits:
        """What a query finds."""
        return self.engine.search(ProductQuery(**query))

    def order(self, **query: Any) -> list[str]:
        """Ids, without the source, that a query finds, in order."""
        return [hit.id.removeprefix("t:") for hit in self.hits(**query).hits]

    def sell(self, products: Iterable[Product] = MUGS) -> None:
        """Put products on the shelf, and let the engine see them."""
        self.catalog.apply(list(products))
        self.engine.refresh()

    def why(self, source_id: str, **query: Any) -> list[tuple[str, str]]:
        """The rules that had an effect on a product's place: ids and actions."""
        (hit,) = (hit for hit in self.hits(**query).hits if hit.id == f"t:{source_id}")
        return [(reason["rule"], reason["action"]) for reason in hit.why]

    def test_without_rules_nothing_is_explained_by_them(self) -> None:
        self.sell()
        found = self.hits(**MUG)
        assert found.why == ()
        assert all(hit.why == () for hit in found.hits)
        assert all(abs(hit.score - hit.text - hit.prior) < 1e-6 for hit in found.hits)

    def test_a_pin_is_at_its_place_for_its_query_in_any_word_order(self) -> None:
        self.sell()
        pin = self.staff.add_rule("pin", "product", "t:m5", query="mugs tin", position=2)
        assert self.order(words=("tin mug",)) == ["m1", "m5", "m2", "m3", "m4", "m6"]
        assert self.order(words=("tin", "mug")) == ["m1", "m5", "m2", "m3", "m4", "m6"]
        assert self.order(words=("tin mug under ¥30",), price_max=3000, currency="CNY")[1] == "m5"
        assert self.order(words=("tin mug under ¥30",))[1] == "m2"  # nobody kept to that
        assert self.order(words=("mug",)) == ["m1", "m2", "m3", "m4", "m5", "m6"]
        assert self.why("m5", words=("tin mug",)) == [(pin.id, "pin")]

    def test_a_pin_for_a_kind_of_goods_holds_in_both_languages_and_for_the_kind_alone(self) -> None:
        titles = ("Rosewater Lipstick", "Velvet Lipstick", "丝绒口红")
        self.sell(mug(n, title=title, popularity=100 - n) for n, title in enumerate(titles, 1))
        self.staff.add_rule("pin", "product", "t:m3", query="lipsticks", position=1)
        assert self.order(types=("lipstick",))[0] == "m3"
        assert self.order(types=("lipstick",), words=("口红",))[0] == "m3"
        assert self.order(types=("lipstick",), words=("matte",))[0] != "m3"

    def test_a_pin_for_its_query_needs_none_of_its_words(self) -> None:
        self.sell([*MUGS, mug(9, title="Steel Flask")])
        self.staff.add_rule("pin", "product", "t:m9", query="mug", position=1)
        found = self.hits(**MUG, limit=3)
        assert [hit.id for hit in found.hits] == ["t:m9", "t:m1", "t:m2"]
        assert found.total == 7
        assert self.order(words=("tin",))[0] == "m1"

    def test_a_pin_for_every_query_moves_only_what_is_found(self) -> None:
        self.sell([*MUGS, mug(9, title="Steel Flask")])
        self.staff.add_rule("pin", "product", "t:m6", position=1)
        assert self.order(**MUG)[0] == "m6"
        assert self.order(words=("flask",)) == ["m9"]

    def test_a_pin_never_breaks_a_filter(self) -> None:
        self.sell([*MUGS, mug(8, availability="in_stock")])
        self.staff.add_rule("pin", "product", "t:m5", query="mug", position=1)
        assert self.order(**MUG)[0] == "m5"
        for broken in (
            {"price_max": 1400, "currency": "CNY"},
            {"excluded_brands": ("brand5",)},
            {"brands": ("brand1",)},
            {"in_stock": True},
            {"rating_min": 4.0},
            {"required": ("steel",)},
            {"excluded_words": ("tin",)},
            {"exclude_ids": frozenset({"t:m5"})},
        ):
            assert "m5" not in self.order(**MUG, **broken), broken
        self.catalog.withdraw(["t:m5"])
        assert "m5" not in self.order(**MUG)

    def test_a_pinned_product_under_embargo_waits(self) -> None:
        self.sell([*MUGS, mug(7, sell_from=self.clock.now() + timedelta(hours=1))])
        self.staff.add_rule("pin", "product", "t:m7", query="mug", position=1)
        assert self.order(**MUG)[0] == "m1"
        self.clock.advance(3600)
        assert self.order(**MUG)[0] == "m7"

    def test_pins_for_one_place_follow_each_other_and_the_last_stand_at_the_end(self) -> None:
        self.sell(MUGS[:4])
        for number, position in ((3, 1), (4, 1), (2, 50)):
            self.staff.add_rule("pin", "product", f"t:m{number}", query="mug", position=position)
        assert self.order(**MUG) == ["m3", "m4", "m1", "m2"]
        assert self.order(**MUG, diverse=True) == ["m3", "m4", "m1", "m2"]
        assert self.order(**MUG, limit=2) == ["m3", "m4"]

    def test_boost_and_bury_are_seen_and_relevance_still_counts(self) -> None:
        goods = [mug(1, title="Red Enamel Mug"), mug(2, title="Red Mug"), mug(3, title="Blue Mug")]
        self.sell(goods)
        before = self.order(words=("red enamel mug",))
        boost = self.staff.add_rule("boost", "brand", "Brand 2", strength=2)
        self.staff.add_rule("boost", "brand", "Brand 3", strength=2)
        assert before == ["m1", "m2", "m3"] == self.order(words=("red enamel mug",))
        assert self.order(**MUG)[0] == "m2"
        assert self.why("m2", **MUG) == [(boost.id, "boost")]
        self.staff.add_rule("bury", "product", "t:m2", strength=10)
        assert self.order(**MUG)[-1] == "m2"

    def test_a_score_is_the_sum_of_what_explains_it(self) -> None:
        self.sell()
        self.staff.add_rule("boost", "product", "t:m3", strength=2)
        self.staff.add_rule("bury", "brand", "Brand 3", strength=4)
        for hit in self.hits(**MUG).hits:
            shifts = [reason["shift"] for reason in hit.why]
            assert abs(hit.score - hit.text - hit.prior - sum(shifts)) < 1e-3
            assert len(shifts) == (2 if hit.id == "t:m3" else 0)

    def test_without_any_words_a_boost_still_counts(self) -> None:
        self.sell(mug(n, popularity=None) for n in range(1, 5))
        self.staff.add_rule("boost", "product", "t:m4")
        assert self.order()[0] == "m4"

    def test_targets_are_brands_categories_and_tags(self) -> None:
        self.sell(
            [
                mug(1, category="Kitchen > Cups", tags=("Gift Idea",)),
                mug(2, category="Kitchen", brand="BRAND-1"),
                mug(3, category="Kitchenette"),
            ]
        )
        for target, value, moved in (
            ("brand", "brand 1", {"m1", "m2"}),
            ("category", "kitchen", {"m1", "m2"}),
            ("category", "Kitchen>Cups", {"m1"}),
            ("tag", "gift  idea", {"m1"}),
        ):
            rule = self.staff.add_rule("bury", target, value, strength=3)
            found = self.hits(**MUG).hits
            assert {hit.id.removeprefix("t:") for hit in found if hit.why} == moved, (target, value)
            self.staff.remove_rule(rule.id)

    def test_tags_that_change_are_noticed(self) -> None:
        self.sell()
        self.staff.add_rule("never", "tag", "old")
        assert len(self.order(**MUG)) == 6
        self.sell([mug(2, tags=("Old",))])
        assert "m2" not in self.order(**MUG)
        self.sell([mug(2), mug(3, tags=("old", "new"))])
        assert self.order(**MUG)[:2] == ["m1", "m2"]
        assert "m3" not in self.order(**MUG)

    def test_never_keeps_out_of_every_list(self) -> None:
        self.sell()
        rule = self.staff.add_rule("never", "product", "t:m1")
        self.staff.add_rule("pin", "product", "t:m1", query="mug", position=1)
        for sort in ("relevance", "price_asc", "price_desc", "popularity", "rating", "newest"):
            found = self.hits(**MUG, sort=sort)
            assert "t:m1" not in [hit.id for hit in found.hits]
            assert found.total == 5
            assert dict(found.facets["brand"]).get("Brand 1") is None
            assert found.why == ({"rule": rule.id, "action": "never", "hidden": 1},)

    def test_what_is_never_recommended_is_found_by_its_name(self) -> None:
        self.sell([*MUGS, mug(7, title="Harbour Enamel Mug", brand="Norr")])
        rule = self.staff.add_rule("never", "brand", "Norr")
        for words in ("Harbour Enamel Mug", "harbour enamel mug", "Norr Harbour Enamel Mug"):
            assert self.order(words=(words,))[0] == "m7"
            assert self.why("m7", words=(words,)) == [(rule.id, "never")]
        for words in ("enamel mug", "harbour enamel mugs with lid", "norr"):
            assert "m7" not in self.order(words=(words,)), words
        assert "m7" not in self.order(**MUG)
        assert self.order(brands=("norr",)) == ["m7"]  # who asks for the brand is told the truth
        assert "m7" in self.order(words=("how much is the harbour mug",), naming=True)

    def test_explicit_sorts_know_no_favourites(self) -> None:
        self.sell()
        self.staff.add_rule("pin", "product", "t:m3", query="mug", position=1)
        self.staff.add_rule("boost", "brand", "Brand 4", strength=10)
        self.staff.add_rule("bury", "brand", "Brand 1", strength=10)
        for sort in ("price_asc", "popularity"):
            found = self.hits(**MUG, sort=sort).hits
            assert [hit.id for hit in found] == [f"t:m{n}" for n in range(1, 7)]
            assert all(not hit.why for hit in found)
        assert self.order(**MUG, sort="price_desc")[0] == "m6"

    def test_rules_begin_and_end_by_the_clock_without_any_write(self) -> None:
        self.sell()
        six = self.clock.now() + timedelta(hours=6)
        self.staff.add_rule("never", "product", "t:m1", starts_at=six, ends_at=six + timedelta(hours=2))
        head = self.catalog.heads()
        seen = []
        for seconds in (0, 6 * 3600 - 1, 1, 2 * 3600 - 1, 1):
            self.clock.advance(seconds)
            seen.append("m1" in self.order(**MUG))
        assert seen == [True, True, False, False, True]
        assert self.catalog.heads() == head

    def test_what_is_taken_back_counts_no_more(self) -> None:
        self.sell()
        rules: list[Rule] = [
            self.staff.add_rule("never", "product", "t:m1"),
            self.staff.add_rule("pin", "product", "t:m6", query="mug", position=1),
        ]
        assert self.order(**MUG)[0] == "m6"
        for rule in rules:
            self.staff.remove_rule(rule.id)
        assert self.order(**MUG)[0] == "m1"

    def test_synonyms_mean_one_another(self) -> None:
        self.sell([mug(1), mug(2, title="搪瓷杯 白色"), mug(3, title="Steel Flask")])
        assert self.order(words=("beaker",)) == []
        synonym = self.staff.add_synonym(["beaker", "mug", "搪瓷杯"])
        for word in ("beaker", "Beakers", "搪瓷杯", "搪瓷盃", "mugs"):
            assert set(self.order(words=(word,))) == {"m1", "m2"}, word
        (reason,) = self.hits(words=("beakers",)).why
        assert reason == {"synonym": synonym.id, "said": "beaker", "means": ["mug", "搪瓷杯"]}
        self.staff.remove_synonym(synonym.id)
        assert self.order(words=("beaker",)) == []

    def test_one_way_synonyms_go_one_way(self) -> None:
        self.sell([mug(1, title="Tin Mug"), mug(2, title="Silver Chalice")])
        self.staff.add_synonym(["chalice"], means=["mug"])
        assert set(self.order(words=("chalice",))) == {"m1", "m2"}
        assert self.order(words=("mug",)) == ["m1"]

    def test_phrases_have_synonyms_too(self) -> None:
        self.sell(
            [
                mug(1, title="Tin Mug"),
                mug(2, title="Canvas Sneakers"),
                mug(3, title="Canvas Bag"),
                mug(4, title="老爹鞋 厚底"),
            ]
        )
        self.staff.add_synonym(["dad shoes", "sneakers", "老爹鞋"])
        for query in (
            {"words": ("dad shoes",)},
            {"words": ("dad", "shoes")},
            {"words": ("dad-shoe",)},
            {"required": ("dad shoes",)},
            {"required": ("老爹鞋",)},
            {"required": ("老爹", "鞋")},
        ):
            assert set(self.order(**query)) == {"m2", "m4"}, query
        assert set(self.order(words=("canvas",), excluded_words=("dad shoes",))) == {"m3"}

    def test_the_words_themselves_are_still_found_as_before(self) -> None:
        self.sell([*MUGS, mug(8, title="Enamel Tin Mug")])
        before = self.hits(words=("enamel mug",))
        self.staff.add_synonym(["mug", "goblet"])
        after = self.hits(words=("enamel mug",))
        assert [(hit.id, round(hit.score, 4)) for hit in after.hits] == [
            (hit.id, round(hit.score, 4)) for hit in before.hits
        ]

    def test_synonyms_of_a_kind_of_goods_widen_the_kind(self) -> None:
        self.sell(
            [mug(1, title="Velvet Lipstick"), mug(2, title="Rosewater Lippie"), mug(3, title="Eye Cream")]
        )
        assert self.order(types=("lipstick",)) == ["m1"]
        self.staff.add_synonym(["lipstick", "lippie"])
        self.staff.add_synonym(["lipstick"], means=["eye cream"])
        assert set(self.order(types=("lipstick",))) == {"m1", "m2", "m3"}
        assert self.order(types=("eye_cream",)) == ["m3"]

    def test_words_known_by_their_synonyms_count_as_known(self) -> None:
        self.sell()
        assert self.engine.frequency("beaker") == 0
        self.staff.add_synonym(["beaker"], means=["tin mug"])
        self.engine.refresh()
        assert self.engine.frequency("beaker") == 6

    def test_another_process_takes_notice(self) -> None:
        """A search after another store's write sees it: nothing but the journal tells the engine."""
        self.sell()
        self.order(**MUG)
        other = MerchandisingStore(self.catalog.database, self.catalog.shop_id, self.clock)
        other.add_rule("pin", "product", "t:m4", query="mug", position=1)
        assert self.order(**MUG)[0] == "m4"
