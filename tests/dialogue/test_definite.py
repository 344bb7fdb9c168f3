"""Definite descriptions mean products of the shop by the words of their titles."""

import pytest

from floorwalker.dialogue.gather.definite import described_by_name

NAMES = {
    "cub": ("Cub Kids Sleeping Bag", "Hallowridge"),
    "firefly": ("Firefly Kids Headlamp", "Yonderly"),
    "glow": ("Glowworm 200 Headlamp", "Lumenpeak"),
    "feather0": ("Featherfall 0 Down Sleeping Bag", "Skarvik"),
    "feather30": ("Featherfall 30 Down Sleeping Bag", "Skarvik"),
    "pop": ("Festival Pop Tent", "Yonderly"),
    "kettle": ("Gooseneck Electric Kettle 0.9 Liter", "Bodum"),
    "set": ("Simply Store Glass Containers Set of 9", "Pyrex"),
    "board": ("Acacia Wood Serving Board", "Marrow Creek"),
    "spoons": ("Olive Wood Spoon Set of 4", "Marrow Creek"),
    "pendant": ("Choker with Gold Pendant", "Company 123"),
    "bead": ("Choker with Bead", "Company 123"),
    "moon": ("Moon Charm Bracelet", "Company 123"),
    "gym": ("Gym Towel", "Company 123"),
}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("what do the Cub bag and the Firefly torch come to?", ["cub", "firefly"]),
        ("put the two Featherfall bags side by side", ["feather0", "feather30"]),
        ("will the pop up one survive that?", ["pop"]),
        ("does the bodum gooseneck let me set the temperature?", ["kettle"]),
        ("how much is the pyrex set of nine?", ["set"]),
        ("acacia board plus the olive spoons, together how much", ["board", "spoons"]),
        ("how long is the choker with the gold pendant", ["pendant"]),
        ("what's the colour of the Firefly headlamp?", ["firefly"]),
        ("whats the firefly headlamp made of exactly", ["firefly"]),
    ],
)
def test_a_description_means_the_product_that_has_its_words(said: str, meant: list[str]) -> None:
    assert sorted(described_by_name(said, NAMES)) == sorted(meant)


@pytest.mark.parametrize(
    "said",
    [
        "is the headlamp waterproof?",  # several
        "something for the gym",  # a place
        "can i wash the gold one?",  # a quality, of what is in view
        "what is the moon necklace made of?",  # of another kind
        "show me the cheapest choker",
        "a sleeping bag for my son",
    ],
)
def test_what_may_be_said_of_other_goods_names_no_product(said: str) -> None:
    assert described_by_name(said, NAMES) == ()
