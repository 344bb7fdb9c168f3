"""Words that no lexicon knows: what is said of the goods counts, what is told around the wish does not."""

import pytest

from floorwalker.dialogue.understand import ShopVocabulary
from floorwalker.dialogue.understand.slots import Slots, find_slots
from floorwalker.text import Folded, detect_language


def slots(text: str, vocabulary: ShopVocabulary) -> Slots:
    return find_slots(Folded.of(text), detect_language(text), vocabulary)


@pytest.mark.parametrize(
    ("text", "words", "deeds", "hints"),
    [
        ("a shampoo for curly hair", {"curly"}, set(), set()),
        ("watches I could swim in", {"swim"}, {"swim"}, set()),
        ("snorkelling next week, which lipstick glistens?", {"glistens"}, set(), {"snorkelling"}),
        ("any cream blush?", set(), set(), {"cream"}),
        ("a lantern I can leave out in the drizzle", {"leave", "drizzle"}, {"leave"}, set()),
    ],
)
def test_words_belong_to_the_goods_or_to_the_story(
    text: str, words: set[str], deeds: set[str], hints: set[str], vocabulary: ShopVocabulary
) -> None:
    """What leads up to the wish is a hint; what is done with the goods is told from what they are like."""
    found = slots(text, vocabulary)
    assert words <= set(found.words)
    assert (set(found.deeds), set(found.hints)) == (deeds, hints)


@pytest.mark.parametrize(
    "text", ["no hummingbirds or dragonflies", "nothing with hummingbirds or dragonflies"]
)
def test_a_denied_word_is_unwanted(text: str, vocabulary: ShopVocabulary) -> None:
    """What is denied is left out of every list, and is never looked for."""
    found = slots(f"a necklace, {text}", vocabulary)
    assert {wish.said for wish in found.unwanted} == {"hummingbirds", "dragonflies"}
    assert not set(found.words) & {"hummingbirds", "dragonflies"}


def test_a_remark_denies_no_thing(vocabulary: ShopVocabulary) -> None:
    """What a shopper does not want to happen names no word that products may not mention."""
    assert slots("a cream, nothing that makes my skin tingle", vocabulary).unwanted == ()


def test_a_kind_that_gives_the_reason_is_not_sought(vocabulary: ShopVocabulary) -> None:
    """A sentence after the one that asks may tell why, with another kind for its subject."""
    found = slots("any blush? powder clings to my face", vocabulary)
    assert found.types == ("blush",)


def test_a_kind_before_ones_says_what_they_are_like(vocabulary: ShopVocabulary) -> None:
    """After a list of blushes, "cream ones" are blushes."""
    found = slots("any cream ones?", vocabulary)
    assert (found.types, found.words) == ((), ("cream",))


@pytest.mark.parametrize(
    ("text", "colour"), [("red skin", False), ("dark dry hair", False), ("a red hat", True)]
)
def test_a_colour_of_the_shopper_is_none_of_the_goods(
    text: str, colour: bool, vocabulary: ShopVocabulary
) -> None:
    """Something for red skin need not be red."""
    found = slots(f"something for {text}", vocabulary)
    assert any(facet.startswith("colour:") for wish in found.wishes for facet in wish.facets) is colour


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("something warmer", "benefit:warm"),
        ("a softer blanket", "benefit:soft"),
        ("a hair dryer", None),
    ],
)
def test_more_of_a_quality_is_a_soft_wish(text: str, facet: str | None, vocabulary: ShopVocabulary) -> None:
    """Products that have the quality come first; a word that only ends alike wishes nothing."""
    softly = [f for wish in slots(text, vocabulary).wishes if wish.soft for f in wish.facets]
    assert softly == ([facet] if facet else [])


def test_what_one_has_is_not_sought(vocabulary: ShopVocabulary) -> None:
    """Something for my plants is no plant, a knife for bread no bread."""
    assert slots("something for my plants", vocabulary).types == ()
    assert slots("a knife for bread", vocabulary).types == ("knife",)
