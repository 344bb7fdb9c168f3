"""Forms of a product, names that several share, and what a message tells around them."""

from collections.abc import Callable

import pytest
from shop_floor import Shopper, titles

from floorwalker.dialogue.understand import ShopVocabulary
from floorwalker.dialogue.understand.patterns import acts
from floorwalker.dialogue.understand.slots import find_slots
from floorwalker.text import Folded


@pytest.mark.parametrize(
    "text",
    [
        "a perfume from a house nobody at my office will be wearing",
        "a scent you never smell on other people",
        "a perfume that none of my friends own",
        "something that doesn't smell like everyone else",
        "a bag from some brand no one has heard of",
    ],
)
def test_what_few_have_is_niche(text: str) -> None:
    """In whichever words it is said that others have it not."""
    assert acts()["niche"].search(Folded.of(text).text)


@pytest.mark.parametrize(
    "text", ["nobody answers me", "do you have it, nobody knows my size", "you don't have it"]
)
def test_others_who_do_not_know_are_no_wish(text: str) -> None:
    """A complaint, and a question, ask for nothing niche."""
    assert not acts()["niche"].search(Folded.of(text).text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("my boyfriends beard is a crime scene. something for it, 30 or less", ("beard",)),
        ("my cuticles are a mess, got anything for them", ("cuticles",)),
        ("his claws are razor sharp. anything for them?", ("claws",)),
    ],
)
def test_something_for_what_was_told_of(
    text: str, words: tuple[str, ...], vocabulary: ShopVocabulary
) -> None:
    """The thing is sought by its name; the rest is a story."""
    assert find_slots(Folded.of(text), "en", vocabulary).words == words


@pytest.mark.parametrize(
    "text", ["was it pricier before?", "were they ever more expensive?", "has this been pricier?"]
)
def test_a_former_price_is_no_wish_to_pay_more(text: str) -> None:
    """It is asked for."""
    assert not acts()["dearer"].search(Folded.of(text).text)


def test_what_goods_should_not_do_is_denied(vocabulary: ShopVocabulary) -> None:
    """The colour that hair should not turn is not wished for."""
    found = find_slots(Folded.of("a dry shampoo that doesn't turn my hair grey"), "en", vocabulary)
    assert [wish.said for wish in found.unwanted] == ["grey"]
    assert not found.wishes


def test_a_product_asked_for_in_a_form(shopper: Callable[..., Shopper]) -> None:
    """Its stock is told; and what there is not of it."""
    one = shopper()
    assert "Harbour Canvas Tote (Red)" in one.ask("Harbour Canvas Tote, is there a red one?")["reply"]


def test_a_product_of_another_brand_is_not_meant(shopper: Callable[..., Shopper]) -> None:
    """The brand that is named has the goods, whatever is called so elsewhere."""
    answer = shopper().ask("doesn't Dior have an eau de parfum like midnight or salt marsh")
    assert all("Salt Marsh" not in title for title in titles(answer))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("and the glue too", {"lash_glue"}), ("some salts for my tub", {"bath_soak"}), ("a saw", {"saw"})],
)
def test_a_short_name_means_what_the_shop_has_of_it(text: str, kinds: set[str]) -> None:
    """Where it has no glue of the general sort, it is the lashes' glue; what it has none of stays so."""
    shop = ShopVocabulary({}, kinds=("lash_glue", "bath_soak", "mascara"))
    assert {kind.type_id for kind in shop.kinds(text)} == kinds


def test_what_is_not_to_be_shown_is_denied(vocabulary: ShopVocabulary) -> None:
    """ "Don't show me" is one word of denial."""
    found = find_slots(Folded.of("a lipstick, but please don't show me Dior"), "en", vocabulary)
    assert (found.brands, found.excluded_brands) == ((), ("dior",))


@pytest.mark.parametrize("text", ["how much would three leather backpacks and a teapot come to?"])
def test_pieces_counted_before_a_quality(text: str, shopper: Callable[..., Shopper]) -> None:
    """Three leather backpacks are three."""
    assert "$623" in shopper().ask(text)["reply"]


def test_words_that_say_nothing_name_no_product(shopper: Callable[..., Shopper]) -> None:
    """A budget changed after a comma counts, and what is sold for less is a search."""
    one = shopper()
    one.ask("a lipstick under 20")
    assert "Velvet Matte Lipstick" in titles(one.ask("ok say 30, what then?"))
