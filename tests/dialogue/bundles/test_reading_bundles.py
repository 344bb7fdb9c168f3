"""Which messages ask for a bundle, and for what: labelled sentences in both languages."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from floorwalker.conversation import BundleWish
from floorwalker.dialogue.understand import ShopVocabulary
from floorwalker.dialogue.understand.bundles import find_bundle
from floorwalker.dialogue.understand.slots import find_slots
from floorwalker.text import Folded, detect_language

LABELLED = tomllib.loads(Path(__file__).with_name("labelled.toml").read_text("utf-8"))["sentence"]


def read(text: str, vocabulary: ShopVocabulary) -> BundleWish | None:
    message, language = Folded.of(text), detect_language(text)
    return find_bundle(message, find_slots(message, language, vocabulary), language)


@pytest.mark.parametrize("label", LABELLED, ids=lambda label: label["text"])
def test_labelled_sentences(label: dict[str, Any], vocabulary: ShopVocabulary) -> None:
    """A bundle is read where one is meant, with its parts, people and bounds, and nowhere else."""
    wish = read(label["text"], vocabulary)
    if "parts" not in label:
        assert wish is None
        return
    assert wish is not None
    assert [f"{'|'.join(part.types) or '*'} x {part.quantity}" for part in wish.parts] == label["parts"]
    assert wish.people == label.get("people", 1)
    assert wish.budget == (Decimal(label["budget"]) if "budget" in label else None)
    assert wish.per_person == (Decimal(label["per_person"]) if "per_person" in label else None)


def test_a_wish_belongs_to_the_part_it_was_said_of(vocabulary: ShopVocabulary) -> None:
    """Each colour is of one part; what is said apart from them is of both."""
    wish = read("a red lipstick and a blue scarf, 60 in all", vocabulary)
    assert wish is not None
    assert [[w.said for w in part.wishes] for part in wish.parts] == [["red"], ["blue"]]
    wish = read("口红和围巾，总共500以内，都要红色的", vocabulary)
    assert wish is not None
    assert [part.wishes for part in wish.parts] == [(), ()]


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        ("四个马克杯，加一起150以内", True),
        ("six wine glasses, 60 in total", True),
        ("三件一样的T恤，一共300以内", True),
        ("三支口红一共400以内", False),
    ],
)
def test_pieces_of_a_part_that_are_alike(text: str, alike: bool, vocabulary: ShopVocabulary) -> None:
    """Ware for a table is bought alike, and so is what the shopper says shall be the same."""
    wish = read(text, vocabulary)
    assert wish is not None
    assert [part.alike for part in wish.parts] == [alike]


@pytest.mark.parametrize(
    ("text", "alike"),
    [("给三个同事各买一条同款围巾，一共300", True), ("a scarf for each of two friends, 80 in all", False)],
)
def test_the_same_for_everybody(text: str, alike: bool, vocabulary: ShopVocabulary) -> None:
    wish = read(text, vocabulary)
    assert wish is not None
    assert wish.alike is alike


@pytest.mark.parametrize(
    ("text", "budget", "per_piece"),
    [
        ("三支口红，每支不超过150，一共400以内", 400, 150),
        ("三支口红，每支不超过100，一共400以内", 300, 100),
    ],
)
def test_a_price_of_each_piece(text: str, budget: int, per_piece: int, vocabulary: ShopVocabulary) -> None:
    """It bounds every piece, and all of them together where that is less than the budget."""
    wish = read(text, vocabulary)
    assert wish is not None
    assert (wish.budget, wish.per_piece) == (budget, per_piece)
