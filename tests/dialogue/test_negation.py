"""Which words of a message are denied."""

import pytest

from floorwalker.dialogue.understand import ShopVocabulary
from floorwalker.dialogue.understand.negation import Negation
from floorwalker.dialogue.understand.slots import find_slots
from floorwalker.text import Folded, detect_language


def assert_denied(text: str, denied: str | None, kept: str | None) -> None:
    """One word of a message is denied, or does somebody harm, and another one is neither."""
    negation = Negation(Folded.of(text))
    for word, expected in ((denied, True), (kept, False)):
        if word is not None:
            at = text.index(word)
            span = (at, at + len(word))
            assert (negation.covers(span) or negation.is_troubling(span)) is expected, word


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
    assert_denied(text, denied, kept)


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


@pytest.mark.parametrize(
    ("text", "denied", "kept"),
    [
        ("concealer please, Dior isn't for me", "Dior", "concealer"),
        ("concealer please, dior isnt for my sister", "dior", "concealer"),
        ("keep Dior away from me, I want a lipstick", "Dior", "lipstick"),
        ("lipstick. Dior is a no from me", "Dior", "lipstick"),
        ("not a big fan of Dior", "Dior", None),
        ("never again Dior. face cream?", "Dior", "face cream"),
        ("no thanks to Dior", "Dior", None),
        ("Dior? no thank you", "Dior", None),
        ("a cream, Dior doesn't agree with my skin", "Dior", "cream"),
        ("I need a serum but Dior breaks me out", "Dior", "serum"),
        ("a scent, vanilla makes her gag", "vanilla", "scent"),
        ("Dior and I don't get along", "Dior", None),
        ("a foundation, Dior can stay on the shelf", "Dior", "foundation"),
        ("retinol burns my face", "retinol", None),
        ("a mascara that doesn't irritate my eyes", None, "mascara"),
        ("shoes that aren't for running", None, "shoes"),
        ("the sun burns my face", None, "sun"),
    ],
)
def test_what_is_spoken_ill_of_is_denied(text: str, denied: str | None, kept: str | None) -> None:
    """Whoever says that a thing is not for them, or does them harm, does not want it."""
    assert_denied(text, denied, kept)


def test_harm_denies_no_thing_that_goods_may_help_against(vocabulary: ShopVocabulary) -> None:
    """A face mist is wanted against dust, so that no product is left out that speaks of it."""
    assert not find_slots(Folded.of("dust irritates my nose, a face mist?"), "en", vocabulary).unwanted


@pytest.mark.parametrize(
    ("text", "excluded", "wanted"),
    [
        ("Dior always crumbles, so any other brand please", {"dior"}, set()),
        ("迪奥的用着不行，换个牌子吧", {"dior"}, set()),
        ("a lipstick by Dior or another brand", set(), {"dior"}),
        ("有迪奥吗，或者别的牌子", set(), {"dior"}),
    ],
)
def test_a_brand_left_for_others_is_excluded(
    text: str, excluded: set[str], wanted: set[str], vocabulary: ShopVocabulary
) -> None:
    """Unless the others would only do as well."""
    found = find_slots(Folded.of(text), detect_language(text), vocabulary)
    assert (set(found.excluded_brands), set(found.brands)) == (excluded, wanted)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("a perfume. Vanilla makes her gag.", "Vanilla"),
        ("a perfume, vanilla turns my stomach", "vanilla"),
        ("a perfume, rose gives my wife migraines", "rose"),
        ("a necklace, silver turns her neck green", "silver"),
        ("a scarf, wool itches like hell", "wool"),
        ("香水，香草味她一闻就反胃", "香草味"),
        ("围巾，羊毛穿着痒", "羊毛"),
    ],
)
def test_what_does_somebody_harm_is_denied(text: str, denied: str, vocabulary: ShopVocabulary) -> None:
    slots = find_slots(Folded.of(text), detect_language(text), vocabulary)
    assert [wish.said for wish in slots.unwanted] == [denied]
    assert slots.types, "the goods themselves stay wanted"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("dry skin makes my face itch, a face cream please", "dry skin"),
        ("敏感肌容易泛红，求个面霜", "敏感肌"),
        ("a matte lipstick that doesn't dry my lips out", "matte"),
    ],
)
def test_a_trouble_to_be_mended_is_not_denied(text: str, wanted: str, vocabulary: ShopVocabulary) -> None:
    slots = find_slots(Folded.of(text), detect_language(text), vocabulary)
    assert wanted in [wish.said for wish in slots.wishes]
    assert not slots.unwanted


@pytest.mark.parametrize(
    "text",
    [
        "a lipstick, NARS never lasts on me",
        "a lipstick; NARS smudged both times",
        "a lipstick; tried NARS, hated it",
        "a lipstick, NARS can stay on the shelf",
        "a lipstick from anyone but NARS",
        "a lipstick, just keep NARS away from me",
        "a lipstick, NARS and I don't get along",
        "口红，NARS用着拔干",
        "口红，只要不是NARS",
        "口红，离NARS远点",
    ],
)
def test_a_brand_that_let_somebody_down_is_excluded(text: str, vocabulary: ShopVocabulary) -> None:
    slots = find_slots(Folded.of(text), detect_language(text), vocabulary)
    assert slots.excluded_brands == ("nars",)
    assert slots.types == ("lipstick",)


def test_a_brand_whose_goods_do_no_harm_is_wanted(vocabulary: ShopVocabulary) -> None:
    slots = find_slots(Folded.of("a NARS lipstick that never smudges"), "en", vocabulary)
    assert slots.brands == ("nars",)


@pytest.mark.parametrize(
    "text",
    [
        "if NARS irritates my skin can I send it back?",
        "what if NARS doesn't suit me",
        "will the NARS lipstick make me itch",
        "is NARS a no-go for dry lips?",
        "NARS用了会不会闷痘",
        "如果NARS用着难受能退吗",
    ],
)
def test_harm_that_is_asked_about_or_supposed_denies_nothing(text: str, vocabulary: ShopVocabulary) -> None:
    assert find_slots(Folded.of(text), detect_language(text), vocabulary).excluded_brands == ()
