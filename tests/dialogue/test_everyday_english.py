"""Turns of everyday speech: answers that begin with no, sums that are budgets, and what a list is pointed at by."""

import pytest
from shop_floor import Shopper, amounts, titles

from floorwalker.dialogue.understand.negation import Negation
from floorwalker.dialogue.understand.patterns import acts
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
