"""What a message asks for, with and without goods in view."""

import pytest
from shop_floor import read

from floorwalker.conversation import ConversationState, ShoppingNeed
from floorwalker.dialogue.understand import Intent, ShopVocabulary

NEW = ConversationState()
BROWSING = ConversationState(
    need=ShoppingNeed(types=("lipstick",), types_said=("lipstick",)), focus=("shop:1", "shop:2", "shop:3")
)
ONE = ConversationState(need=BROWSING.need, focus=("shop:1",))


def intents(text: str, state: ConversationState, vocabulary: ShopVocabulary) -> tuple[Intent, ...]:
    return read(text, vocabulary, state).intents


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("I'd like to speak to a human", Intent.PERSON),
        ("can somebody from your team call me", Intent.PERSON),
        ("人工客服", Intent.PERSON),
        ("我要投诉", Intent.PERSON),
        ("叫你们店长来", Intent.PERSON),
        ("are you a bot?", Intent.COURTESY),
        ("你是真人吗", Intent.COURTESY),
        ("hello", Intent.COURTESY),
        ("晚上好", Intent.COURTESY),
        ("thanks a lot", Intent.COURTESY),
        ("a lipstick under $20", Intent.FIND),
        ("求推荐一支口红", Intent.FIND),
        ("anything from Dior?", Intent.FIND),
        ("小众香水有吗", Intent.FIND),
        ("a gift for my wife", Intent.NEED_MORE),
        ("送女朋友什么好", Intent.NEED_MORE),
        ("recommend me something", Intent.NEED_MORE),
        ("is there a discount code?", Intent.OFFERS),
        ("有什么优惠券吗", Intent.OFFERS),
        ("could you knock 20% off?", Intent.HAGGLE),
        ("老板便宜点吧", Intent.HAGGLE),
        ("do you deliver overnight?", Intent.ASK),
        ("可以七天无理由退货吗", Intent.ASK),
        ("?!", Intent.DECLINE),
        ("？？？", Intent.DECLINE),
        ("💄💄", Intent.FIND),
        ("12345", Intent.UNCLEAR),
    ],
)
def test_opening_messages(text: str, intent: Intent, vocabulary: ShopVocabulary) -> None:
    assert intents(text, NEW, vocabulary)[0] == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("anything cheaper?", Intent.CHEAPER),
        ("太贵了", Intent.CHEAPER),
        ("something more upscale", Intent.DEARER),
        ("show me other ones", Intent.OTHERS),
        ("换一批", Intent.OTHERS),
        ("还有吗", Intent.OTHERS),
        ("the second one", Intent.PICK),
        ("第三款", Intent.PICK),
        ("which one is the cheapest?", Intent.PICK),
        ("哪个评分更高", Intent.PICK),
        ("compare the first and the second", Intent.COMPARE),
        ("第一款和第二款哪个贵", Intent.COMPARE),
        ("what is it made of?", Intent.ASK),
        ("有什么成分", Intent.ASK),
        ("还有货吗", Intent.ASK),
        ("how much do they cost?", Intent.RESTATE),
        ("perfume instead", Intent.FIND),
        ("by Dior please", Intent.FIND),
        ("under $15 please", Intent.FIND),
        ("不要迪奥", Intent.FIND),
        ("in red?", Intent.VARIANT),
        ("give me half price", Intent.HAGGLE),
        ("get me a manager", Intent.PERSON),
    ],
)
def test_messages_about_what_is_shown(text: str, intent: Intent, vocabulary: ShopVocabulary) -> None:
    assert intents(text, BROWSING, vocabulary)[0] == intent


@pytest.mark.parametrize("text", ["is it in stock?", "where is it made?", "有货吗", "产地是哪"])
def test_questions_about_the_one_in_view(text: str, vocabulary: ShopVocabulary) -> None:
    assert intents(text, ONE, vocabulary) == (Intent.ASK,)


@pytest.mark.parametrize("text", ["hello", "thanks", "转人工", "give me 50% off", "is it in stock?"])
def test_what_seeks_nothing_leaves_the_need(text: str, vocabulary: ShopVocabulary) -> None:
    """A courtesy, a question or a plea changes nothing about what is looked for."""
    assert read(text, vocabulary, BROWSING).need == BROWSING.need


def test_the_reading_is_json_for_the_log(vocabulary: ShopVocabulary) -> None:
    reading = read("a lipstick by Dior under $30", vocabulary, NEW)
    logged = reading.as_json()
    assert logged["intents"] == ["find"]
    assert ShoppingNeed.model_validate(logged["need"]) == reading.need
