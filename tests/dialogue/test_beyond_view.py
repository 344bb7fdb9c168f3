"""What is asked of the shop though goods are in view, and what is asked of these though goods are named."""

import pytest
from shop_floor import Shopper, read, titles

from floorwalker.conversation import (
    BundlePart,
    BundleWish,
    ConversationState,
    ShoppingNeed,
    ShownList,
    Wish,
)
from floorwalker.dialogue.understand import Intent, ShopVocabulary

NEED = ShoppingNeed(types=("lipstick",), types_said=("lipstick",), price_max=30)
VIEW = ConversationState(
    need=NEED, focus=("shop:1", "shop:2"), lists=(ShownList(turn=1, products=("shop:1", "shop:2")),)
)


@pytest.mark.parametrize(
    "text",
    [
        "which of your lipsticks is the priciest, out of curiosity?",
        "too dear, honestly. lowest priced one you carry?",
        "what's the dearest lipstick you do",
        "and your cheapest one overall?",
        "你们最贵的口红是哪款",
    ],
)
def test_the_extreme_of_the_whole_shop_lets_the_budget_go(text: str, vocabulary: ShopVocabulary) -> None:
    reading = read(text, vocabulary, VIEW)
    assert reading.intents == (Intent.FIND,)
    assert (reading.need.types, reading.need.price_max) == (("lipstick",), None)
    assert reading.need.sort in {"price_asc", "price_desc"}


@pytest.mark.parametrize(
    "text",
    [
        "what have you got that does say vegan on it?",
        "what do you stock that says vegan then",
        "ok, what's a heat spray from them, too",
        "do they make a hair serum?",
    ],
)
def test_what_the_shop_or_the_brand_has_is_searched_for(text: str, vocabulary: ShopVocabulary) -> None:
    assert read(text, vocabulary, VIEW).intents == (Intent.FIND,)


@pytest.mark.parametrize(
    "text", ["Got it. Dior only, same cap?", "right, same ceiling, but Dior", "同样的上限，迪奥的"]
)
def test_the_same_limit_is_no_hat_and_asks_nothing_again(text: str, vocabulary: ShopVocabulary) -> None:
    reading = read(text, vocabulary, VIEW)
    assert Intent.ASK not in reading.intents
    assert (reading.need.types, reading.need.price_max) == (("lipstick",), 30)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("drop the scarf. Only the lipstick, under 50", "lipstick"),
        ("forget the scarf, just the lipstick, nothing in red", "lipstick"),
        ("围巾不要了，只要口红，100以内", "lipstick"),
    ],
)
def test_the_one_part_left_of_a_bundle_is_looked_for_by_itself(
    text: str, left: str, vocabulary: ShopVocabulary
) -> None:
    white = Wish(said="white", facets=("colour:white",))
    parts = (
        BundlePart(types=("scarf",), said="scarf", wishes=(white,), shown=("shop:3",), prices=(20,)),
        BundlePart(types=("lipstick",), said="lipstick", shown=("shop:1",), prices=(20,)),
    )
    need = ShoppingNeed(types=("scarf", "lipstick"), wishes=(white,), bundle=BundleWish(parts=parts))
    reading = read(text, vocabulary, ConversationState(need=need, focus=("shop:1", "shop:3")))
    assert reading.intents == (Intent.FIND,)
    assert (reading.need.types, reading.need.wishes, reading.need.bundle) == ((left,), (), None)


@pytest.mark.parametrize(
    "text", ["can I take it home today?", "could i grab it this afternoon", "今天能拿走吗", "现在就能带走吗"]
)
def test_taking_it_today_is_a_question_of_stock(text: str, vocabulary: ShopVocabulary) -> None:
    assert "stock" in read(text, vocabulary, VIEW).aspects


@pytest.mark.parametrize(
    "text", ["the dearer one, can it go in the dishwasher?", "the cheaper one, does it fit an oven"]
)
def test_what_the_one_picked_goes_into_is_not_sought(text: str, shopper) -> None:
    ann: Shopper = shopper()
    before = titles(ann.ask("lipsticks"))
    after = titles(ann.ask(text))
    assert len(after) == 1
    assert set(after) <= set(before)


@pytest.mark.parametrize(
    "text", ["who's got the higher rating?", "who wins on stars?", "what's the priciest one here?"]
)
def test_who_is_ahead_is_one_of_those_shown(text: str, vocabulary: ShopVocabulary) -> None:
    assert read(text, vocabulary, VIEW).intents[0] == Intent.PICK


@pytest.mark.parametrize("text", ["ok say 70, what then?", "nah, make it 70, sorry"])
def test_another_sum_beside_other_words_is_the_new_budget(text: str, vocabulary: ShopVocabulary) -> None:
    assert read(text, vocabulary, VIEW).need.price_max == 70


@pytest.mark.parametrize("text", ["who's the maker of number two?", "number 2, who is it by?"])
def test_the_maker_of_one_at_a_place_is_asked_of_it(text: str, vocabulary: ShopVocabulary) -> None:
    reading = read(text, vocabulary, VIEW)
    assert (reading.intents[0], "brand" in reading.aspects) == (Intent.PICK, True)


@pytest.mark.parametrize(
    "text", ["how far apart in price are they?", "what's the price difference of those two"]
)
def test_the_difference_in_price_compares(text: str, vocabulary: ShopVocabulary) -> None:
    assert read(text, vocabulary, VIEW).intents[0] == Intent.COMPARE


@pytest.mark.parametrize("text", ["scrap lipsticks, find me a perfume", "forget lipsticks, a perfume please"])
def test_goods_given_up_are_sought_no_more(text: str, vocabulary: ShopVocabulary) -> None:
    assert read(text, vocabulary, VIEW).need.types == ("fragrance",)
