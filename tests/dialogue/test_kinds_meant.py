"""Goods that a shopper describes and does not name are guessed by meaning, and only where nothing else is read."""

from collections.abc import Callable, Collection

import pytest
from shop_floor import Shopper, read, titles

from floorwalker.conversation import ConversationState
from floorwalker.core import Language
from floorwalker.dialogue.understand import Intent, ShopVocabulary
from floorwalker.search import Embedder, KindsByMeaning

SOLD = frozenset(("lip_balm", "hand_cream", "candle", "watering_can", "bedside_table", "planter"))


class Counting(KindsByMeaning):
    """Counts how often it is asked."""

    asked = 0

    def nearest(
        self, said: str, language: Language, sold: Collection[str], rather_than: Collection[str] = ()
    ) -> tuple[str, ...]:
        self.asked += 1
        return super().nearest(said, language, sold, rather_than)


@pytest.fixture
def by_meaning(model: Embedder) -> Counting:
    return Counting(model)


@pytest.fixture
def shop(by_meaning: Counting) -> ShopVocabulary:
    return ShopVocabulary({"suli": "Suli"}, kinds=SOLD, by_meaning=by_meaning)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("天一冷嘴巴就裂口脱皮", "lip_balm"),
        ("my lips are peeling, under 30 please", "lip_balm"),
        ("睡觉前手机眼镜没地方搁，床边想放个东西", "bedside_table"),
        ("somewhere to rest my phone and book by the bed", "bedside_table"),
    ],
)
def test_what_is_described_is_looked_for_and_said_to_be_a_guess(
    shop: ShopVocabulary, said: str, kind: str
) -> None:
    reading = read(said, shop, ConversationState(), by_meaning=True)
    assert (reading.intents, reading.need.types[0], reading.by_meaning) == ((Intent.FIND,), kind, True)


@pytest.mark.parametrize(
    "said",
    [
        "a hand cream for my mother",
        "有没有润唇膏，便宜点的",
        "hello",
        "谢谢啦",
        "anything by Suli?",
        "转人工",
    ],
)
def test_the_model_is_not_asked_where_words_will_do(
    shop: ShopVocabulary, by_meaning: Counting, said: str
) -> None:
    assert not read(said, shop, ConversationState(), by_meaning=True).by_meaning
    assert by_meaning.asked == 0


@pytest.mark.parametrize(
    "said",
    [
        "not too strong a smell please",
        "要清爽一点的",
        "under 20",
        "cheaper",
        "第二个多少钱",
        "my lips get dry in winter",
    ],
)
def test_a_refinement_asks_no_model_and_changes_no_kind(
    shop: ShopVocabulary, by_meaning: Counting, said: str
) -> None:
    need = read("a candle", shop, ConversationState(), by_meaning=True).need
    state = ConversationState(need=need, focus=("shop:1",))
    assert read(said, shop, state, by_meaning=True).need.types == ("candle",)
    assert by_meaning.asked == 0


def test_without_a_model_a_shop_reads_as_before() -> None:
    reading = read(
        "my lips are peeling", ShopVocabulary({}, kinds=SOLD), ConversationState(), by_meaning=True
    )
    assert not reading.by_meaning
    assert reading.need.types == ()


def test_a_word_for_what_the_shop_has_not_is_looked_at_again(shop: ShopVocabulary) -> None:
    assert read("水壶有吗", shop, ConversationState(), by_meaning=True).need.types == ("watering_can",)
    assert read("a tent for two", shop, ConversationState(), by_meaning=True).need.types == ("tent",)


def test_the_reply_offers_a_guess(shopper: Callable[..., Shopper], model: Embedder) -> None:
    answer = shopper().ask("my brother needs to carry his stuff on his back")
    assert "Cobblestone Leather Backpack" in titles(answer)
    assert any(word in answer["reply"] for word in ("perhaps", "might", "guess", "maybe", "would", "mean"))
