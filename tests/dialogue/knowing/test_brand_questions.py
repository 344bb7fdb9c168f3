"""Which messages ask about a brand, and what: labelled in both languages; the others are about goods."""

import pytest

from floorwalker.dialogue.understand import ShopVocabulary
from floorwalker.dialogue.understand.knowledge import asks_which_goods, brand_question
from floorwalker.dialogue.understand.slots import find_slots
from floorwalker.text import Folded, detect_language

NAMES = {"halden": "Halden", "素里": "素里", "vallon": "Vallon", "dior": "Dior", "belcastel": "Belcastel"}

ABOUT_BRANDS = [
    ("Tell me about this brand", "story", ()),
    ("tell me about Halden", "story", ("halden",)),
    ("What's the story behind Vallon?", "story", ("vallon",)),
    ("Who founded Halden?", "founder", ("halden",)),
    ("When was Vallon founded?", "year", ("vallon",)),
    ("How old is this brand?", "year", ()),
    ("Where is Halden from?", "origin", ("halden",)),
    ("which country is the brand from?", "origin", ()),
    ("Is Vallon an Italian brand?", "origin", ("vallon",)),
    ("Is Vallon a niche brand?", "niche", ("vallon",)),
    ("is this brand well known?", "niche", ()),
    ("What is Vallon known for?", "style", ("vallon",)),
    ("what's the history of the house?", "story", ()),
    ("Do you know anything about Dior?", "story", ("dior",)),
    ("Who is behind this label?", "founder", ()),
    ("where is this winery based?", "origin", ()),
    ("what else do they make?", "more", ()),
    ("What else do you have by Halden?", "more", ("halden",)),
    ("anything else from this brand?", "more", ()),
    ("show me more by them", "more", ()),
    ("any other pieces from the same label?", "more", ()),
    ("介绍一下这个牌子", "story", ()),
    ("介绍一下素里", "story", ("素里",)),
    ("素里是哪国的牌子？", "origin", ("素里",)),
    ("素里什么来头", "story", ("素里",)),
    ("这个品牌有什么故事吗", "story", ()),
    ("该品牌是哪年创立的", "year", ()),
    ("素里的创始人是谁", "founder", ("素里",)),
    ("这牌子小众吗", "niche", ()),
    ("Dior是小众品牌吗", "niche", ("dior",)),
    ("素里这个牌子怎么样", "story", ("素里",)),
    ("素里主打什么", "style", ("素里",)),
    ("该品牌还有什么", "more", ()),
    ("他们家还有什么", "more", ()),
    ("素里还有别的吗", "more", ("素里",)),
    ("同品牌的其他产品", "more", ()),
    ("这个牌子是什么风格的", "style", ()),
    ("這個品牌是哪國的", "origin", ()),
]  # fmt: skip

LATER = [  # written after the rules
    ("can you give me some background on Halden", "story"),
    ("So who makes these, and what's their story?", "story"),
    ("what's special about this brand?", "story"),
    ("Is Vallon Swiss?", "origin"),
    ("Is Halden from Norway?", "origin"),
    ("do they have anything else", "more"),
    ("What other things does this brand sell?", "more"),
    ("who's the designer behind it?", "founder"),
    ("is Dior a big name", "niche"),
    ("Are they a small brand?", "niche"),
    ("I like this brand, what else is there", "more"),
    ("素里这个品牌是国产的吗", "origin"),
    ("这牌子靠谱吗", "story"),
    ("没听过这个牌子，能介绍下吗", "story"),
    ("他家有没有别的香水", "more"),
    ("再看看这个牌子的其他款", "more"),
]

ABOUT_GOODS = [
    "this brand is too famous, something more niche please",
    "这个牌子太贵了，还有别的吗",
    "Dior太贵了，还有别的吗",
    "Dior这个牌子的口红多少钱",
    "有没有适合送妈妈的品牌",
    "which brands do you carry?",
    "not this brand",
    "换个牌子",
    "do you have this in another brand?",
    "Do you have niche brands?",
    "a niche-brand Valentine's gift for my girlfriend",
    "Show me lipsticks by Dior",
    "what other lipsticks do you have from Dior?",
    "tell me about the Dior red lipstick",
    "which brand is it?",
    "where is it made?",
    "Anything else?",
    "what else do you have under 50 dollars?",
    "show me something else",
    "I don't want Dior",
    "Dior perfume under 100",
    "tell me more about the second one",
    "is it waterproof?",
    "what is it made of?",
    "is this a popular lipstick?",
    "who is it for?",
    "推荐一个小众品牌的香水",
    "有没有Dior的口红",
    "这是什么牌子的",
    "产地是哪里",
    "还有别的吗",
    "不要素里",
    "素里的面霜多少钱",
    "介绍一下第二款",
    "这款面霜怎么样",
    "有小众一点的吗",
    "换一批",
    "素里面霜适合干皮吗",
]  # fmt: skip

SEARCHES = [
    "Which of your scarves are made of cashmere?",
    "Do any of your watches have a leather strap?",
    "which lipsticks are vegan?",
    "哪些围巾是羊绒的？",
    "你们的面霜里有不含酒精的吗",
    "有哪些口红是哑光的",
]
NO_SEARCHES = [
    "is the scarf made of cashmere?",
    "which of these is cashmere?",
    "what is the scarf made of?",
    "这条围巾是羊绒的吗",
    "第二款口红是哑光的吗",
]


@pytest.fixture(scope="module")
def vocabulary() -> ShopVocabulary:
    return ShopVocabulary(NAMES)


def read(text, vocabulary):
    language = detect_language(text, "en")
    message = Folded.of(text)
    return message, find_slots(message, language, vocabulary), language


@pytest.mark.parametrize(("text", "topic", "keys"), ABOUT_BRANDS)
def test_a_question_about_a_brand_is_recognised_with_what_it_asks(text, topic, keys, vocabulary):
    question = brand_question(*read(text, vocabulary))
    assert question is not None
    assert (question.topic, question.keys) == (topic, keys)


@pytest.mark.parametrize(("text", "topic"), LATER)
def test_questions_that_the_rules_were_not_written_for_are_recognised_too(text, topic, vocabulary):
    question = brand_question(*read(text, vocabulary))
    assert question is not None
    assert question.topic == topic


@pytest.mark.parametrize("text", ABOUT_GOODS)
def test_a_message_about_goods_asks_nothing_about_a_brand(text, vocabulary):
    assert brand_question(*read(text, vocabulary)) is None


def test_a_brand_that_the_shop_does_not_carry_is_asked_about_in_the_shoppers_words(vocabulary):
    question = brand_question(*read("What's the story behind Chanel?", vocabulary))
    assert question is not None
    assert (question.keys, question.absent) == ((), ("Chanel",))


@pytest.mark.parametrize("text", SEARCHES)
def test_a_question_for_goods_of_a_kind_is_a_search(text, vocabulary):
    message, slots, _ = read(text, vocabulary)
    assert asks_which_goods(message, slots)


@pytest.mark.parametrize("text", NO_SEARCHES)
def test_a_question_about_one_product_is_no_search(text, vocabulary):
    message, slots, _ = read(text, vocabulary)
    assert not asks_which_goods(message, slots)
