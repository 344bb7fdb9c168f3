"""A reading told back: each meaning with its words, and the words that nothing was made of."""

from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shop_floor import Shopper, read

from floorwalker.conversation import ConversationState, ShoppingNeed
from floorwalker.core import NotFound, UnusableInput
from floorwalker.dialogue import House
from floorwalker.dialogue.understand import Explanation, ShopVocabulary, explain


class Slip(NamedTuple):
    """As the mender reports what it changed."""

    span: tuple[int, int]
    said: str
    meant: str


def explained(text: str, vocabulary: ShopVocabulary, currency: str = "USD") -> Explanation:
    return explain(text, read(text, vocabulary, ConversationState(), currency), vocabulary)


def words(found: Explanation, kind: str) -> dict[str, list[str]]:
    """The words of each meaning of a kind."""
    return {
        meaning.value: [found.text[slice(*span)] for span in meaning.spans]
        for meaning in found.meanings
        if meaning.kind == kind
    }


def detail(found: Explanation, kind: str, value: str, name: str) -> object:
    [meaning] = [m for m in found.meanings if (m.kind, m.value) == (kind, value)]
    return meaning.detail[name]


def test_an_english_wish_with_everything(vocabulary: ShopVocabulary) -> None:
    found = explained("a matte lipstick under $30 for my sister's birthday, no glitter, by NARS", vocabulary)
    assert words(found, "kind") == {"lipstick": ["matte lipstick"]}
    assert words(found, "wish")["matte"] == ["matte"]
    assert detail(found, "wish", "matte", "strength") == "hard"
    assert detail(found, "wish", "glitter", "strength") == "unwanted"
    assert words(found, "denial") == {"denies": ["no"]}
    assert words(found, "brand") == {"nars": ["NARS"]}
    assert detail(found, "brand", "nars", "standing") == "carried"
    assert words(found, "recipient") == {"sister": ["sister"]}
    assert words(found, "occasion") == {"birthday": ["birthday"]}
    [price] = [meaning for meaning in found.meanings if meaning.kind == "price"]
    assert [found.text[slice(*span)] for span in price.spans] == ["under $30"]
    assert (price.detail["min"], price.detail["max"], price.detail["applied"]) == (None, "30", True)
    assert not found.unused


def test_a_chinese_wish_with_everything(vocabulary: ShopVocabulary) -> None:
    found = explained("想给妈妈买一支哑光口红，不要兰蔻，预算200以内", vocabulary, "CNY")
    assert "lipstick" in words(found, "kind")
    assert words(found, "wish") == {"哑光": ["哑光"]}
    assert list(words(found, "brand").values()) == [["兰蔻"]]
    assert [m.detail["standing"] for m in found.meanings if m.kind == "brand"] == ["excluded"]
    assert words(found, "denial") == {"denies": ["不要"]}
    assert words(found, "recipient") == {"mother": ["妈妈"]}
    assert [m.detail["max"] for m in found.meanings if m.kind == "price"] == ["200"]


def test_brands_the_shop_does_not_carry(vocabulary: ShopVocabulary) -> None:
    assert detail(explained("a perfume by Byredo", vocabulary), "brand", "Byredo", "standing") == "absent"
    excluded = explained("a lipstick but nothing by Guerlain", vocabulary)
    assert "excluded" in str(detail(excluded, "brand", "Guerlain", "standing"))


def test_references_positions_and_questions(vocabulary: ShopVocabulary) -> None:
    found = explained("how much is the second one?", vocabulary)
    assert words(found, "position") == {"2": ["the second"]}
    assert words(found, "question") == {"price": ["how much"]}


def test_what_nothing_was_made_of_is_told(vocabulary: ShopVocabulary) -> None:
    found = explained("I was on the tram to Riga. I want a lipstick", vocabulary)
    unused = [found.text[slice(*span)] for span in found.unused]
    assert "lipstick" not in unused
    assert {"tram", "Riga"} <= set(unused)


def test_nothing_is_told_that_the_reading_does_not_hold(vocabulary: ShopVocabulary) -> None:
    """A kind said in passing is found by the lexicon, and is not what is wanted."""
    found = explained("I lost my umbrella. I want a lipstick", vocabulary)
    assert set(words(found, "kind")) == {"lipstick"} == set(found.reading.slots.types)


def test_places_are_those_of_the_message_as_it_was_typed(vocabulary: ShopVocabulary) -> None:
    """The reading is of the mended text; the words shown are the customer's."""
    typed, meant = "a lipsitck under $20 pls", "a lipstick under $20 pls"
    reading = read(meant, vocabulary, ConversationState())
    found = explain(typed, reading, vocabulary, changes=[Slip((2, 10), "lipsitck", "lipstick")])  # type: ignore[list-item]
    assert found.read_as == meant
    assert words(found, "kind") == {"lipstick": ["lipsitck"]}
    assert [m.spans for m in found.meanings if m.kind == "price"] == [((11, 20),)]
    longer = explain(
        "口宏200以内",
        read("口红口红200以内", vocabulary, ConversationState(), "CNY"),
        vocabulary,
        changes=[Slip((0, 2), "口宏", "口红口红")],  # type: ignore[list-item]
    )
    assert words(longer, "kind") == {"lipstick": ["口宏", "口宏"]}
    assert [m.spans for m in longer.meanings if m.kind == "price"] == [((2, 7),)]


@pytest.mark.parametrize("text", ["", " ", "???", "😀", "ＬＩＰＳＴＩＣＫ　under　＄２０", "①口紅"])
def test_odd_messages_are_explained_too(vocabulary: ShopVocabulary, text: str) -> None:
    said = explained(text, vocabulary).as_json()
    assert said["text"] == text
    assert said["intents"]


@settings(deadline=None)
@given(
    text=st.text(
        st.sampled_from("a lipstick口红 under $20不要NARS，. 第二the one香水maybe\u3000É"), max_size=40
    )
)
def test_every_place_is_in_the_message(vocabulary: ShopVocabulary, text: str) -> None:
    said = explained(text, vocabulary).as_json()
    for entry in [*(w for m in said["understood"] for w in m["words"]), *said["not_understood"]]:
        start, end = entry["span"]
        assert 0 <= start < end <= len(text)
        assert entry["text"] == text[start:end]


def test_the_need_before_and_after(vocabulary: ShopVocabulary) -> None:
    state = ConversationState(need=ShoppingNeed(types=("lipstick",), price_max=Decimal(30)))
    reading = read("in red please", vocabulary, state)
    said = explain("in red please", reading, vocabulary, before=state.need).as_json()
    assert said["need_before"] == {"types": ["lipstick"], "price_max": "30"}
    assert said["need"]["price_max"] == "30"
    assert explain("in red please", reading, vocabulary).as_json()["need_before"] is None


def test_an_assistant_explains_in_a_conversation_and_stores_nothing(house: House) -> None:
    shopper = Shopper(house.assistant("default"))
    shopper.ask("lipsticks please")
    events = len(shopper.events())
    found = shopper.assistant.explain("under $30, matte", shopper.id)
    assert found.before is not None
    assert found.before.types == ("lipstick",)
    assert found.reading.need.types == ("lipstick",)
    assert found.reading.need.price_max == Decimal(30)
    assert len(shopper.events()) == events
    assert shopper.assistant.explain("under $30").before is None


def test_it_refuses_what_a_turn_would_refuse(house: House) -> None:
    assistant = house.assistant("default")
    with pytest.raises(UnusableInput):
        assistant.explain("a" * 5000)
    with pytest.raises(NotFound):
        assistant.explain("hello", "no-such-conversation")
