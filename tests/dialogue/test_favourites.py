"""Asking for what others like best, in many words."""

import pytest

from floorwalker.dialogue.understand import ShopVocabulary
from floorwalker.dialogue.understand.patterns import acts
from floorwalker.dialogue.understand.slots import find_slots
from floorwalker.text import Folded, detect_language


@pytest.mark.parametrize(
    "text",
    [
        "which did buyers score higher?",
        "which one do customers rate better",
        "the better customer rating goes to which?",
        "who wins on stars then, of that pair",
        "which scores best with shoppers",
        "the one with the best score from that lot",
        "the highest scoring of those",
        "which gets more stars",
    ],
)
def test_a_choice_by_rating(text: str) -> None:
    """One of those shown is asked for, by what buyers think of it."""
    folded = Folded.of(text).text
    assert acts()["sort_rating"].search(folded)
    assert acts()["pick"].search(folded)


@pytest.mark.parametrize(
    "text",
    ["put the best scored at the top", "sort em by stars, highest up top", "rank by how well they're rated"],
)
def test_an_order_by_rating(text: str, vocabulary: ShopVocabulary) -> None:
    """Its words name no goods: no tops are looked for."""
    folded = Folded.of(text)
    assert acts()["sort_rating"].search(folded.text)
    assert acts()["sort_list"].search(folded.text)
    assert not find_slots(folded, "en", vocabulary).types


@pytest.mark.parametrize(
    "text", ["the ones with most hearts first", "which do people like more", "what's the crowd's darling?"]
)
def test_a_choice_by_popularity(text: str) -> None:
    """Hearts and darlings are what sells."""
    assert acts()["sort_popularity"].search(Folded.of(text).text)


@pytest.mark.parametrize(
    "text",
    ["a blush, a friend raves about them", "my sister swears by it", "customers rate it", "闺蜜安利的口红"],
)
def test_who_praises_goods_is_not_given_them(text: str, vocabulary: ShopVocabulary) -> None:
    """They are no recipient."""
    assert find_slots(Folded.of(text), detect_language(text), vocabulary).recipient is None
