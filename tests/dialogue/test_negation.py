"""Which words of a message are denied."""

import pytest

from floorwalker.dialogue.understand import ShopVocabulary
from floorwalker.dialogue.understand.negation import Negation
from floorwalker.dialogue.understand.slots import find_slots
from floorwalker.text import Folded, detect_language


@pytest.mark.parametrize(
    ("text", "denied", "kept"),
    [
        ("不要红色", "红色", None),
        ("要口红，不要红色", "红色", "口红"),
        ("红色的不要", "红色", None),
        ("红色用腻了，要裸色", "红色", "裸色"),
        ("除了迪奥，兰蔻也行", "迪奥", "兰蔻"),
        ("anything but Dior", "Dior", None),
        ("no gold, please show silver", "gold", "silver"),
        ("not red, but pink", "red", "pink"),
        ("a lipstick without parabens", "parabens", "lipstick"),
        ("I don't want leather", "leather", None),
        ("a choker with zero leather in it", "leather", "choker"),
        ("wool makes me itch like mad. socks?", "wool", "socks"),
        ("a hammock, but purple really isnt our colour", "purple", "hammock"),
        ("he refuses anything spicy", "spicy", None),
        ("my mate and i own no tent", None, "tent"),
        ("we've got no stove", None, "stove"),
        ("my dry skin makes me itch", None, "dry"),
        ("有没有口红", None, "口红"),
        ("不贵的口红", None, "口红"),
        ("好不好用的面霜", None, "面霜"),
        ("no more than 30 dollars for lipstick", None, "lipstick"),
        ("is it not too expensive, that perfume", None, "perfume"),
    ],
)
def test_what_a_cue_denies(text: str, denied: str | None, kept: str | None) -> None:
    """A cue reaches to the end of its clause; praise, questions and bounds are no cues."""
    negation = Negation(Folded.of(text))
    for word, expected in ((denied, True), (kept, False)):
        if word is not None:
            at = text.index(word)
            assert negation.covers((at, at + len(word))) is expected, word


@pytest.mark.parametrize(
    ("text", "excluded", "wanted"),
    [
        ("口红，不要迪奥", {"dior"}, set()),
        ("不要兰蔻，要迪奥", {"兰蔻"}, {"dior"}),
        ("perfume, anything but Dior", {"dior"}, set()),
        ("Dior's fine, just no Fenwick", {"fenwick"}, {"dior"}),
        ("兰蔻除外的面霜", {"兰蔻"}, set()),
        ("except Nordlys", {"nordlys"}, set()),
    ],
)
def test_denied_brands_are_excluded(
    text: str, excluded: set[str], wanted: set[str], vocabulary: ShopVocabulary
) -> None:
    found = find_slots(Folded.of(text), detect_language(text), vocabulary)
    assert (set(found.excluded_brands), set(found.brands)) == (excluded, wanted)
