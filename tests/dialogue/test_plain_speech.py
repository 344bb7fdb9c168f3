"""Wishes as they are spoken: denials in passing, parts of the body for goods, a currency put right."""

from decimal import Decimal

import pytest

from floorwalker.dialogue.understand.slots import Slots, find_slots
from floorwalker.dialogue.understand.vocabulary import ShopVocabulary
from floorwalker.text import Folded, detect_language

_SOLD = ("bracelet", "earrings", "necklace", "ring")


def _slots(said: str) -> Slots:
    return find_slots(Folded.of(said), detect_language(said), ShopVocabulary({"nivea": "Nivea"}, kinds=_SOLD))


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("a body lotion, none of them over 25", {"price": (None, 25)}),
        ("body lotion and lip balm, neither more than 25", {"price": (None, 25)}),
        ("lipsticks, not one above 25", {"price": (None, 25)}),
        ("somewhere between forty and fifty quid, sorry, dollars", {"price": (40, 50), "currency": "USD"}),
        ("a cream under 30 pounds, I mean dollars", {"price": (None, 30), "currency": "USD"}),
        ("面霜100美元以内", {"price": (None, 100), "currency": "USD"}),
        ("sunscreen, not makeup with spf", {"types": ("sunscreen",), "denied": {"makeup"}}),
        ("chapped lips all winter :( balm for under 15", {"types": ("lip_balm",), "soft": {"winter"}}),
        ("winter coat", {"types": ("coat",), "soft": set()}),
        ("冬天穿的外套", {"soft": set()}),
        ("a cream for the hands", {"types": ("hand_cream",)}),
        ("a brush for my hair under 20", {"types": ("hair_brush",)}),
        ("oil for my beard", {"types": ("beard_oil",)}),
        ("my hair is so dry. mask under 40", {"types": ("hair_mask",)}),
        ("face cream, my hands are fine", {"types": ("face_cream",)}),
        ("cream, he's had enough of Nivea", {"brands": ("nivea",)}),
        ("fed up with Nivea. a cream", {"brands": ("nivea",)}),
        ("I'm over Nivea already, another cream", {"brands": ("nivea",)}),
        ("she has 20 necklaces so no more of those", {"types": (), "denied": {"necklaces"}}),
        ("she has 20 necklaces, no more of those", {"types": (), "denied": {"necklaces"}}),
        ("drop the top, just earrings then", {"types": ("earrings",), "denied": {"top"}}),
        ("I'm not the boho type. bracelet", {"types": ("bracelet",), "denied": {"boho"}}),
        ("new flat, no couch. something under 120", {"types": ("sofa",), "denied": set()}),
        ("no scarf. something under 50", {"types": (), "denied": {"scarf"}}),
        ("新家还没有沙发，120以内推荐一下", {"types": ("sofa",)}),
        ("she has plenty of rings already, something for her wrist", {"types": ("bracelet",)}),
        ("something gold for the wrist", {"types": ("bracelet",)}),
        ("something for her ears", {"types": ("earrings",)}),
        ("for round my neck", {"types": ("necklace",)}),
        ("a bit of silver on my finger", {"types": ("ring",)}),
    ],
)
def test_plain_speech_is_read_as_it_is_meant(said: str, read: dict[str, object]) -> None:
    slots = _slots(said)
    price = slots.price
    found = {
        "types": slots.types,
        "price": price
        and tuple(bound if bound is None else Decimal(bound) for bound in (price.min, price.max)),
        "currency": price and price.currency,
        "denied": {wish.said for wish in slots.unwanted},
        "soft": {wish.said for wish in slots.wishes if wish.soft},
        "brands": slots.excluded_brands,
    }
    assert {name: found[name] for name in read} == read
