"""Why a product is shown: only what its own record says."""

import csv
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from knowing_goods import CREAM, GOODS, SCARF, SHAWL, TONER, thing

from floorwalker.catalog import product_facts
from floorwalker.conversation import Listing, ShoppingNeed, Wish
from floorwalker.dialogue.gather.knowing import facts_behind, reasons_for, record_fact
from floorwalker.dialogue.gather.knowing.denial import denial, is_denied_in
from floorwalker.text import fold


def wish(said: str, *facets: str, soft: bool = False) -> Wish:
    return Wish(said=said, facets=facets, soft=soft)


def worded(products, need, language="en", relaxed=()):
    """Each product's reasons as (kind, words)."""
    reasons, facts = reasons_for(products, need, language, relaxed)
    values = {fact.source: str(fact.value) for fact in facts}
    return {id_: [(one.kind, values[one.source]) for one in of_it] for id_, of_it in reasons.items()}


def test_wishes_people_and_occasions_are_shown_in_the_shortest_words_of_the_record():
    need = ShoppingNeed(wishes=(wish("wool", "material:wool"),), recipient="mother")
    assert worded([SCARF, SHAWL], need)["k:3"][:3] == [
        ("wish", "merino wool"), ("recipient", "gift for your mother"), ("occasion", "perfect gift"),
    ]  # fmt: skip


def test_a_chinese_record_shows_them_too():
    need = ShoppingNeed(
        wishes=(wish("无酒精", "free_from:alcohol"),), recipient="girlfriend", occasion="valentine"
    )
    assert worded([CREAM], need, "zh")["k:2"] == [
        ("wish", "不含酒精"), ("recipient", "女士"), ("occasion", "情人节"),
    ]  # fmt: skip


def test_soft_wishes_follow_hard_ones_and_say_so():
    need = ShoppingNeed(wishes=(wish("calming", soft=True), wish("dry skin", "skin_type:dry")))
    assert worded([TONER], need)["k:1"] == [("wish", "dry skin"), ("soft_wish", "calming")]


def test_what_the_shopper_does_not_want_is_a_reason_where_the_record_says_it_is_absent():
    need = ShoppingNeed(unwanted=(wish("fragrance", "ingredient:fragrance"),))
    assert worded([TONER], need)["k:1"] == [("wish", "without parabens or fragrance")]


@pytest.mark.parametrize(
    "denied",
    [
        wish("waterproof", "benefit:waterproof"),
        wish("waterproof"),
        wish("alcohol", "ingredient:alcohol"),
        wish("parabens"),
        wish("cashmere", "material:cashmere"),
        wish("防水", "benefit:waterproof"),
        wish("酒精"),
        wish("油腻"),
    ],
    ids=str,
)
def test_words_that_are_denied_are_no_reason(denied):
    found = worded([TONER, CREAM, SCARF], ShoppingNeed(wishes=(denied,)))
    assert not any(kind == "wish" for of_it in found.values() for kind, _ in of_it)


@pytest.mark.parametrize(
    ("text", "word", "whole"),
    [
        ("it is not waterproof", "waterproof", "not waterproof"),
        ("made without parabens or fragrance", "fragrance", "without parabens or fragrance"),
        ("不含酒精和香精", "香精", "不含酒精和香精"),
        ("alcohol-free formula", "alcohol", "alcohol-free"),
        ("不是很甜", "甜", None),
        ("not only soft but warm", "warm", None),
        ("spf50 waterproof", "waterproof", None),
        ("no alcohol, moisturising", "moisturising", None),
        ("非常保湿", "保湿", None),
        ("不仅保湿", "保湿", None),
    ],
)
def test_a_denial_is_found_with_the_words_that_make_it(text, word, whole):
    start = text.index(word)
    span = (start, start + len(word))
    if whole is None:
        assert word == "甜" or not is_denied_in(text, span)
    else:
        assert text[slice(*denial(text, span))] == whole


def test_the_first_of_a_list_by_a_figure_is_told_only_where_all_figures_are_known():
    assert ("cheapest", "89.00 USD") in worded([SCARF, SHAWL], ShoppingNeed())["k:3"]
    assert ("best_rated", "4.8") in worded([SCARF, SHAWL], ShoppingNeed())["k:3"]
    unrated = thing(9, "Plain Scarf", price=100)
    assert not any(kind == "best_rated" for kind, _ in worded([SCARF, unrated], ShoppingNeed())["k:3"])
    same = thing(9, "Plain Scarf", price=8900)
    assert not any(kind == "cheapest" for kind, _ in worded([SCARF, same], ShoppingNeed())["k:3"])


def test_the_figure_that_orders_the_list_comes_before_the_others():
    found = worded([SCARF, SHAWL], ShoppingNeed(sort="newest"))
    assert found["k:4"][0] == ("newest", "2026-05-01")
    assert not any(
        kind == "newest" for of_it in worded([SCARF, SHAWL], ShoppingNeed()).values() for kind, _ in of_it
    )


def test_a_niche_brand_is_a_reason_unless_that_had_to_be_let_go():
    need = ShoppingNeed(niche=True)
    assert ("niche", "Halden") in worded([TONER, SHAWL], need)["k:1"]
    assert not any(kind == "niche" for kind, _ in worded([TONER, SHAWL], need, relaxed=("niche",))["k:1"])


def test_a_quality_that_no_other_product_states_sets_one_apart():
    assert ("quality", "cashmere") in worded([SCARF, SHAWL], ShoppingNeed())["k:4"]
    assert worded([SHAWL], ShoppingNeed())["k:4"] == []


NEEDS = st.builds(
    ShoppingNeed,
    wishes=st.lists(
        st.sampled_from([wish("wool", "material:wool"), wish("soft", soft=True), wish("for women", "gender:women"), wish("防水", "benefit:waterproof"), wish("dry")]),
        unique_by=lambda one: one.said,
    ).map(tuple),
    niche=st.booleans(),
    recipient=st.sampled_from([None, "mother", "girlfriend", "father", "friend"]),
    occasion=st.sampled_from([None, "birthday", "valentine"]),
    sort=st.sampled_from(["relevance", "newest", "price_asc", "price_desc"]),
    words=st.sampled_from([(), ("Bergen",), ("merino",)]),
)  # fmt: skip


@given(
    st.lists(st.sampled_from(GOODS), max_size=5, unique_by=lambda p: p.id),
    NEEDS,
    st.sampled_from(["zh", "en"]),
)
def test_every_reason_is_a_fact_that_the_record_holds(products, need, language):
    reasons, facts = reasons_for(products, need, language)
    known = {fact.source: fact for fact in facts}
    assert set(reasons) == {product.id for product in products}
    behind = {
        f.source: f for f in facts_behind(Listing(tuple(products), need, len(products), reasons=reasons))
    }
    for product in products:
        plain = {fact.source: fact for fact in product_facts(product)}
        assert len({one.source for one in reasons[product.id]}) == len(reasons[product.id])
        for one in reasons[product.id]:
            fact = known[one.source]
            assert plain.get(one.source) == fact or record_fact(product, one.source) == fact
            assert one.source in plain or behind[one.source] == fact


def test_reasons_from_a_real_catalogue_stand_in_the_titles(shared_data):
    file = shared_data / "catalogs" / "tmall_cosmetics_gb18030.csv"
    if not file.is_file():
        pytest.skip("the shared catalogue tmall_cosmetics_gb18030.csv is not here")
    with file.open(encoding="gb18030", errors="replace", newline="") as opened:
        rows = list(csv.DictReader(opened))
    chosen = random.Random(4).sample(rows, 60)
    products = [thing(n, row["title"], price=n + 1, category="护肤") for n, row in enumerate(chosen)]
    need = ShoppingNeed(
        wishes=(wish("保湿", "benefit:moisturising"),), recipient="girlfriend", occasion="birthday"
    )
    shown = 0
    for start in range(0, len(products), 5):
        some = products[start : start + 5]
        reasons, facts = reasons_for(some, need, "zh")
        values = {fact.source: str(fact.value) for fact in facts}
        for product in some:
            for one in reasons[product.id]:
                if one.kind in {"wish", "recipient", "occasion", "quality"}:
                    assert values[one.source] in product.title
                if one.kind == "wish":
                    shown += 1
                    assert fold(values[one.source])
    assert shown > 5
