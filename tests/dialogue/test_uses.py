"""Goods that are named by what is done with them."""

import pytest

from floorwalker.dialogue.understand.patterns import uses
from floorwalker.dialogue.understand.slots import find_slots
from floorwalker.dialogue.understand.vocabulary import ShopVocabulary
from floorwalker.text import Folded, product_types


def _kinds(said: str) -> tuple[str, ...]:
    return find_slots(Folded.of(said), "zh", ShopVocabulary({})).types


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("洗头的有吗", "shampoo"),
        ("来瓶洗脸的呗", "face_cleanser"),
        ("擦手用的，三十以内", "hand_cream"),
        ("想染个头发", "hair_dye"),
        ("要盖白头发", "hair_dye"),
        ("顺便要个磨指甲的", "nail_file"),
        ("想学画眉", "brow_makeup"),
        ("给他买瓶养胡子的油", "beard_oil"),
        ("有没有喷一喷那种干洗的", "dry_shampoo"),
        ("戴手腕上的有哪些", "bracelet"),
    ],
)
def test_goods_are_named_by_their_use(said: str, kind: str) -> None:
    assert _kinds(said) == (kind,)


@pytest.mark.parametrize("said", ["不想洗头", "洗脸的刷子", "擦脸的面霜", "刮胡子好疼"])
def test_a_deed_alone_names_no_goods_and_other_goods_keep_theirs(said: str) -> None:
    assert not {"shampoo", "face_cleanser", "razor"}.intersection(_kinds(said))
    assert "擦脸" not in said or _kinds(said) == ("face_cream",)


def test_who_has_it_wants_none_of_it() -> None:
    slots = find_slots(Folded.of("洗脸的不用，推荐个面霜"), "zh", ShopVocabulary({}))
    assert slots.types == ("face_cream",)
    assert slots.unwanted_types == ("face_cleanser",)


def test_every_use_is_of_a_known_kind() -> None:
    assert all(kind in product_types() for kind in uses())
