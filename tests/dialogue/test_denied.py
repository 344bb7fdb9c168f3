"""What a shopper denied stays denied, in every later search; what a product denies of itself is not held against it."""

from collections.abc import Callable

import pytest
from shop_floor import Shopper, amounts

from floorwalker.conversation import ShoppingNeed
from floorwalker.dialogue.understand import ShopVocabulary
from floorwalker.dialogue.understand.merge import next_need
from floorwalker.dialogue.understand.slots import Slots, find_slots
from floorwalker.text import Folded, denied_stretches, detect_language


def slots(text: str, vocabulary: ShopVocabulary) -> Slots:
    return find_slots(Folded.of(text), detect_language(text), vocabulary)


def after(*turns: str, vocabulary: ShopVocabulary) -> ShoppingNeed:
    need = ShoppingNeed()
    for turn in turns:
        need = next_need(need, slots(turn, vocabulary), set(), in_shop_currency=True, generic=False)
    return need


def test_a_denial_outlives_the_kind_it_was_said_of(vocabulary: ShopVocabulary) -> None:
    """Things, materials and brands; a colour was denied of one kind only."""
    need = after("a necklace, no crosses or angels, no leather, not red", "earrings", vocabulary=vocabulary)
    assert need.types == ("earrings",)
    assert [wish.said for wish in need.unwanted] == ["leather", "crosses", "angels"]


@pytest.mark.parametrize(
    "text", ["he has a lipstick already", "she already got a lipstick", "my sister's already got a lipstick"]
)
def test_what_somebody_has_is_not_wanted(text: str, vocabulary: ShopVocabulary) -> None:
    """It names a kind that is to be left out, and begins no search for it."""
    found = slots(text, vocabulary)
    assert (found.types, found.unwanted_types) == ((), ("lipstick",))


def test_for_whom_it_is_not_is_no_recipient(vocabulary: ShopVocabulary) -> None:
    """Not for kids: nobody gives it to a child."""
    assert slots("a necklace, not for kids", vocabulary).recipient is None


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Warm. No feathers at all.", ["feathers at all"]),
        ("It is water resistant, not waterproof.", ["waterproof"]),
        ("A nut-free bar", ["nut"]),
        ("不含坚果，微苦", ["坚果"]),
        ("No more than 3 kg", []),
    ],
)
def test_what_a_product_denies_of_itself(text: str, denied: list[str]) -> None:
    """The words after a denial, to the end of the clause."""
    assert denied_stretches(text) == denied


def test_a_colour_goes_before_the_price(shopper: Callable[..., Shopper]) -> None:
    """Who wants a matte lipstick under 20 is shown others under 20 before matte ones above."""
    found = amounts(shopper().ask("a matte lipstick under $20"))
    assert found
    assert max(found) <= 20


def test_another_brand_is_none_that_was_excluded(vocabulary: ShopVocabulary) -> None:
    """ "Any other brand" lets nothing back in."""
    before = ShoppingNeed(types=("lipstick",), excluded_brands=("dior",))
    spoken = slots("any other brand then", vocabulary)
    acts = {"any_brand", "other_brands"}
    need = next_need(before, spoken, acts, in_shop_currency=True, generic=False)
    assert need.excluded_brands == ("dior",)


def test_a_new_budget_is_the_most_to_be_spent(vocabulary: ShopVocabulary) -> None:
    """ "Call it 40" names no price to be near to."""
    price = slots("call it 40 US dollars then", vocabulary).price
    assert price is not None
    assert (price.min, price.max) == (None, 40)
