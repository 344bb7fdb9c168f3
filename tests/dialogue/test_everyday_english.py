"""Turns of everyday speech: answers that begin with no, sums that are budgets, and what a list is pointed at by."""

import pytest
from shop_floor import Shopper, amounts, titles

from floorwalker.dialogue.understand.negation import Negation
from floorwalker.dialogue.understand.patterns import acts
from floorwalker.dialogue.understand.slots import find_slots
from floorwalker.dialogue.understand.vocabulary import ShopVocabulary
from floorwalker.text import Folded

LIPSTICKS = "show me your lipsticks"


@pytest.mark.parametrize(
    "said", ["anyone but dior", "anybody except dior", "whoever makes it but dior", "every brand but Dior"]
)
def test_anyone_but_a_brand_denies_it(said: str, shopper) -> None:
    ann: Shopper = shopper()
    ann.ask(LIPSTICKS)
    left = titles(ann.ask(said))
    assert left
    assert "Grand Couture Lipstick" not in left


@pytest.mark.parametrize(
    "said", ["no i'd rather get the Dior one", "nope, give me the dior one", "no show me the Dior one"]
)
def test_a_no_that_answers_denies_nothing_that_follows(said: str, shopper) -> None:
    ann: Shopper = shopper()
    ann.ask(LIPSTICKS)
    assert titles(ann.ask(said)) == ["Grand Couture Lipstick"]


@pytest.mark.parametrize(
    "said", ["a lipstick, I can do 27 dollars", "lipstick, i'd pay 27", "lipstick. we can only afford 27"]
)
def test_a_sum_named_before_anything_was_shown_is_a_budget(said: str, shopper) -> None:
    answer = shopper().ask(said)
    assert answer["products"]
    assert max(amounts(answer)) <= 27


def test_a_sum_named_for_what_was_shown_is_haggling(shopper) -> None:
    ann: Shopper = shopper()
    ann.ask(LIPSTICKS)
    ann.ask("the Dior one")
    assert "52" in ann.ask("I'd pay 20 for it")["reply"]


@pytest.mark.parametrize(
    "said",
    [
        "price on the cheapest of that list?",
        "how much is the cheapest on this list",
        "the cheapest out of those, how much?",
    ],
)
def test_the_cheapest_of_a_list_is_picked(said: str, shopper) -> None:
    ann: Shopper = shopper()
    ann.ask("lipsticks, best rated first")
    assert titles(ann.ask(said)) == ["Dewdrop Sheer Lipstick"]


@pytest.mark.parametrize(
    ("said", "place"),
    [("how big is the second bottle?", 1), ("who makes the last tube", -1), ("the first box, how much", 0)],
)
def test_a_package_with_a_place_is_whatever_is_listed_there(said: str, place: int, shopper) -> None:
    ann: Shopper = shopper()
    listed = titles(ann.ask(LIPSTICKS))
    assert titles(ann.ask(said)) == [listed[place]]


def test_of_several_products_each_is_told(shopper) -> None:
    ann: Shopper = shopper()
    ann.ask("show me your perfumes")
    reply = ann.ask("what brand is each of them?")["reply"]
    assert all(brand in reply for brand in ("Dior", "Fenwick", "Maison Claire"))


def test_a_figure_like_a_rating_changes_the_rating_asked_for(shopper) -> None:
    ann: Shopper = shopper()
    ann.ask("lipstick rated 4.2 or more")
    better = ann.ask("can you find one on 4.7 or higher?")
    assert titles(better) == ["Rosewater Lipstick"]


@pytest.mark.parametrize("said", ["nothing with pumpkin", "a napkin ring", "the upkeep of it"])
def test_letters_inside_a_word_compare_nothing(said: str) -> None:
    assert not acts()["compare"].search(said)


@pytest.mark.parametrize("said", ["something for the piano", "i want a compass"])
def test_letters_inside_a_word_deny_nothing(said: str) -> None:
    assert not Negation(Folded.of(said)).cues


def test_an_insult_is_set_apart_from_what_is_asked_beside_it(shopper) -> None:
    assert titles(shopper().ask("you are THAT dumb. any teapots?")) == ["Willow Porcelain Teapot"]


@pytest.mark.parametrize(
    "said",
    [
        "a lipstick, NARS I'd rather skip",
        "NARS bores me. a lipstick",
        "a lipstick but NARS i could do without",
    ],
)
def test_what_one_would_rather_skip_is_denied(said: str, shopper) -> None:
    listed = titles(shopper().ask(said))
    assert listed
    assert "Velvet Matte Lipstick" not in listed


@pytest.mark.parametrize(
    "said", ["20 dollars is the limit", "$20 my absolute max", "20 bucks is the ceiling"]
)
def test_the_limit_is_the_most_that_may_be_spent(said: str, shopper) -> None:
    answer = shopper().ask(f"a lipstick, {said}")
    assert titles(answer) == ["Dewdrop Sheer Lipstick"]


@pytest.mark.parametrize(
    ("shop", "first", "then", "most"),
    [
        ("default", "lipsticks under 5 dollars", "typo!! fifty, not five", 50),
        ("default", "lipsticks under 20 dollars", "sorry, 50 not 20", 50),
        ("yuan", "口红，最多130块", "打错了，是150不是130", 150),
        ("yuan", "口红，最多50块", "不是50，是150", 150),
    ],
)
def test_a_sum_set_right_is_the_one_that_is_meant(
    shop: str, first: str, then: str, most: int, shopper
) -> None:
    ann: Shopper = shopper(shop)
    ann.ask(first)
    answer = ann.ask(then)
    assert answer["products"]
    assert most / 3 < max(amounts(answer)) <= most


@pytest.mark.parametrize(
    "said", ["put them in a table", "lay them next to each other", "all four in one chart please"]
)
def test_a_table_of_what_is_shown_is_no_furniture(said: str, shopper) -> None:
    ann: Shopper = shopper()
    listed = titles(ann.ask(LIPSTICKS))
    assert titles(ann.ask(said)) == listed


def test_it_is_no_brand() -> None:
    vocabulary = ShopVocabulary({"itcosmetics": "IT Cosmetics"})
    assert not vocabulary.find("it's all red")
    assert vocabulary.find("IT's mascara")
    assert vocabulary.find("mascara by it cosmetics")


@pytest.mark.parametrize(
    ("said", "whom"), [("she lives for her plants", 0), ("a scarf for her", 1), ("for her birthday", 1)]
)
def test_for_her_plants_is_for_nobody(said: str, whom: int) -> None:
    slots = find_slots(Folded.of(said), "en", ShopVocabulary({}))
    wished = any("gender:women" in wish.facets for wish in slots.wishes)
    assert (wished or (slots.given and slots.gender == "women")) == bool(whom)


def test_nothing_to_sit_on_asks_for_what_one_sits_on() -> None:
    slots = find_slots(Folded.of("nothing to sit on at home"), "en", ShopVocabulary({}, kinds=("chair",)))
    assert slots.types == ("chair",)
