"""What a message says beside its wish: likenesses, whose brand it is, and clauses that only deny."""

import pytest
from shop_floor import read

from floorwalker.conversation import ConversationState, ShoppingNeed
from floorwalker.dialogue.understand import ShopVocabulary
from floorwalker.dialogue.understand.asked import find_aspects
from floorwalker.dialogue.understand.hard import set_apart


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("眼睛肿成金鱼了，来支眼霜", ("eye_cream",)),
        ("脸红得像苹果，有修护面霜吗", ("face_cream",)),
        ("手糙得跟麻绳似的，护手霜推荐下", ("hand_cream",)),
        ("lips like old leather, a balm please", ("lip_balm",)),
        ("dad dresses like a lumberjack, a shirt for him", ("shirt",)),
        ("his skin is dry as toast, a face cream", ("face_cream",)),
    ],
)
def test_what_something_is_likened_to_is_not_sought(
    text: str, types: tuple[str, ...], vocabulary: ShopVocabulary
) -> None:
    """Neither the goods nor the quality of the likeness is asked for, and a verb names no goods."""
    found = read(text, vocabulary, ConversationState()).slots
    assert found.types == types
    assert not [wish for wish in found.wishes if any(f.startswith("material:") for f in wish.facets)]


@pytest.mark.parametrize(
    ("text", "excluded", "wanted"),
    [
        ("护手霜，最好不是她常用的迪奥", ("dior",), ()),
        ("不要我用了好几年的迪奥，推荐个精华", ("dior",), ()),
        ("香水，除了我妈一直在用的迪奥", ("dior",), ()),
        ("不要贵的迪奥，便宜的有吗", (), ("dior",)),
        ("口红要纪梵希的，没有就迪奥", (), ("dior",)),
        ("面霜，没有的话迪奥也行", (), ("dior",)),
    ],
)
def test_a_brand_may_be_denied_by_whose_it_is(
    text: str, excluded: tuple[str, ...], wanted: tuple[str, ...], vocabulary: ShopVocabulary
) -> None:
    """The brand that somebody uses is denied with the clause; what will do instead of another is not."""
    found = read(text, vocabulary, ConversationState()).slots
    assert (found.excluded_brands, found.brands) == (excluded, wanted)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("香水，玫瑰味她闻了头晕，避开", "scent:rose"),
        ("香水，玫瑰味的一闻就头疼，跳过", "scent:rose"),
        ("手链，皮的千万别", "material:leather"),
        ("手链，皮绳的我过敏", "material:leather"),
        ("手链，换没有皮的", "material:leather"),
        ("香水，最好别是玫瑰味的", "scent:rose"),
        ("perfume, rose gives her a headache so leave that out", "scent:rose"),
    ],
)
def test_what_harms_is_denied(text: str, denied: str, vocabulary: ShopVocabulary) -> None:
    """By what it does to somebody, or by a clause of its own that denies the one before."""
    found = read(text, vocabulary, ConversationState()).slots
    assert any(denied in wish.facets for wish in found.unwanted)
    assert not found.wishes


@pytest.mark.parametrize("text", ["之前那款面霜用了过敏，想换个温和的", "上次的面霜用了长痘，推荐一款控油的"])
def test_another_of_what_did_harm_is_sought(text: str, vocabulary: ShopVocabulary) -> None:
    """The kind is denied only as far as the one that did it."""
    assert read(text, vocabulary, ConversationState()).slots.types == ("face_cream",)


@pytest.mark.parametrize(
    "text",
    ["今晚拍，后天能到乌鲁木齐不", "周六前能拿到吗", "你们能发国外吗", "寄到内蒙古要几天", "三天内能到吗"],
)
def test_when_and_where_to_is_a_question_for_delivery(text: str) -> None:
    assert "delivery" in find_aspects(text)


def test_how_long_a_scent_lasts_is_asked_in_hours_of_any_name() -> None:
    assert "suitability" in find_aspects("那个能留香几个钟头你知道不")


def test_a_long_message_may_name_the_limit_of_a_rule(vocabulary: ShopVocabulary) -> None:
    """A figure of a rule is what may be spent, though no word of money stands beside it."""
    text = (
        "单位年底抽奖轮到我准备礼物，琢磨了好几天，大家都说护手霜最实在，规定是单件五十到一百，你看着给几个"
    )
    price = read(text, vocabulary, ConversationState()).slots.price
    assert price is not None
    assert (price.min, price.max) == (50, 100)


@pytest.mark.parametrize("text", ["衣柜里没一件正经的，八十刀能解决吗", "抽屉里全是旧的了，一百块够吗"])
def test_where_things_are_is_not_sought(text: str, vocabulary: ShopVocabulary) -> None:
    """Neither is a wardrobe; the sum that is asked to be enough is the most that may be spent."""
    found = read(text, vocabulary, ConversationState()).slots
    assert found.types == ()
    assert found.price is not None
    assert found.price.min is None


@pytest.mark.parametrize(
    "text", ["Dior 五号香水有哪些", "Dior No. 5", "Dior's number five perfume", "Dior N°5", "Dior的5号香水"]
)
def test_a_number_after_a_brand_is_a_name(text: str, vocabulary: ShopVocabulary) -> None:
    """It points at no place in a list and denies nothing."""
    found = read(text, vocabulary, ConversationState()).slots
    assert (found.brands, found.positions, found.unwanted) == (("dior",), (), ())
    assert "5" in found.words


@pytest.mark.parametrize(("text", "facet"), [("女装推荐", "gender:women"), ("有男鞋吗", "gender:men")])
def test_the_name_of_a_kind_may_say_for_whom(text: str, facet: str, vocabulary: ShopVocabulary) -> None:
    """As a soft wish, for a shop may say so of none of its goods."""
    wish = read(text, vocabulary, ConversationState()).slots.wishes[0]
    assert (wish.facets, wish.soft) == ((facet,), True)


def test_a_state_that_somebody_is_in_is_softly_wished_against(vocabulary: ShopVocabulary) -> None:
    """What helps comes first, and what costs too much does not come for its sake."""
    found = read("头发毛躁得像稻草，护发油之类的，25刀以下", vocabulary, ConversationState()).slots
    assert [wish.soft for wish in found.wishes] == [True]


def test_a_kind_that_is_a_quality_refines_what_is_looked_for(vocabulary: ShopVocabulary) -> None:
    """绿茶那种呢: cleansers with green tea, and no tea."""
    before = ConversationState(
        need=ShoppingNeed(types=("face_cleanser",), types_said=("洗面奶",)), focus=("shop:1", "shop:2")
    )
    need = read("绿茶那种呢", vocabulary, before).need
    assert (need.types, need.words) == (("face_cleanser",), ("绿茶",))


@pytest.mark.parametrize("text", ["卸妆的，oil 质地的就算了，要水状的", "卸妆产品，不要油类的，水剂的有吗"])
def test_a_form_is_a_quality(text: str, vocabulary: ShopVocabulary) -> None:
    found = read(text, vocabulary, ConversationState()).slots
    assert [wish.facets for wish in found.unwanted] == [("texture:oil",)]
    assert [wish.facets for wish in found.wishes] == [("texture:water",)]


def test_the_history_of_a_company_is_that_of_its_brand() -> None:
    assert set_apart("这公司什么来头，讲讲历史").topic is None
    assert set_apart("讲讲历史").topic == "off_topic"
