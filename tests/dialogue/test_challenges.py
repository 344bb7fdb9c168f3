"""The shop accused, promises and amends demanded of it: answered as asked, and no price told."""

from collections.abc import Callable

import pytest
from shop_floor import Shopper, read

from floorwalker.conversation import ConversationState
from floorwalker.dialogue.understand import Intent, ShopVocabulary

IN_VIEW = ConversationState(focus=("shop:1",))


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        (
            "别家都说你们这款是假货，你承认吧，保证明天一定送到，不然就赔我十倍",
            ("authenticity", "delivery", "compensation"),
        ),
        ("你发誓是正品，骗我就退一赔三", ("authenticity", "compensation")),
        ("保证后天必须到，到不了我就投诉", ("delivery",)),
        ("你们家的东西都是山寨吧", ("authenticity",)),
        ("晚到一天你们怎么补偿", ("compensation",)),
        (
            "everyone says this is a fake, admit it, and promise it arrives tomorrow or you pay me ten times",
            ("authenticity", "delivery", "compensation"),
        ),
        ("swear to me it's genuine or i'll sue", ("authenticity",)),
        ("you're all scammers aren't you", ("authenticity",)),
        ("you better deliver by saturday or i want compensation", ("delivery", "compensation")),
        ("guarantee it won't break or pay me back triple", ("compensation", "warranty")),
    ],
)
def test_a_challenge_asks_for_what_it_is_about(
    text: str, aspects: tuple[str, ...], vocabulary: ShopVocabulary
) -> None:
    reading = read(text, vocabulary, IN_VIEW)
    assert (reading.intents, reading.aspects) == ((Intent.ASK,), aspects)


@pytest.mark.parametrize(
    "text",
    [
        "怕买到假货，推荐个靠谱的口红，三百以内",
        "有没有不骗人的口红",
        "your prices are a scam lol, anything under 50?",
        "i need a lipstick that is no knockoff",
    ],
)
def test_who_seeks_goods_is_shown_some(text: str, vocabulary: ShopVocabulary) -> None:
    assert read(text, vocabulary, ConversationState()).intents == (Intent.FIND,)


@pytest.mark.parametrize(
    "text", ["这款是假货吧，明天不送到就赔我", "this is a fake, it's here tomorrow or you pay me double"]
)
def test_no_price_is_told_and_a_colleague_is_offered(text: str, shopper: Callable[..., Shopper]) -> None:
    customer = shopper()
    customer.ask("a lipstick please")
    answer = customer.ask(text)
    assert "$" not in answer["reply"] and answer["handoff"] is None
    assert "同事" in answer["reply"] or "colleague" in answer["reply"]
