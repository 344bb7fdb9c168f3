"""What is sought and what is not, in wordings that used to be taken for something else."""

from collections.abc import Iterable

import pytest
from shop_floor import brands, dollar_shop, yuan_shop

from floorwalker.conversation import Wish
from floorwalker.dialogue.understand import ShopVocabulary, SpellingMender
from floorwalker.dialogue.understand.garments import garment_size
from floorwalker.dialogue.understand.slots import Slots, find_slots
from floorwalker.text import Folded, detect_language


def slots(text: str, vocabulary: ShopVocabulary) -> Slots:
    return find_slots(Folded.of(text), detect_language(text), vocabulary)


def facets(wishes: Iterable[Wish]) -> set[str]:
    return {facet for wish in wishes for facet in wish.facets}


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("送什么茶像样", {"tea"}),
        ("带啥酒去比较体面", {"alcohol"}),
        ("哪款包显得精神", {"bags"}),
        ("包和钱包都看看", {"bags", "wallet"}),
        ("什么包装好看", set()),
        ("求个去黑头的", set()),
    ],
)
def test_a_kind_of_one_character_is_known_by_what_asks_for_it(
    text: str, types: set[str], vocabulary: ShopVocabulary
) -> None:
    assert set(slots(text, vocabulary).types) == types


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("围巾哪条是不含动物毛的", "material:animal_hair"),
        ("有没有不是牛皮的钱包", "material:leather"),
        ("要个不是动物皮的包", "material:leather"),
        ("口红，迷你装不要", "pack:mini"),
        ("mascara, not the travel size ones", "pack:mini"),
        ("a scarf without any animal hair", "material:animal_hair"),
    ],
)
def test_a_denial_is_read_behind_words_that_ask(text: str, unwanted: str, vocabulary: ShopVocabulary) -> None:
    found = slots(text, vocabulary)
    assert unwanted in facets(found.unwanted)
    assert unwanted not in facets(found.wishes)


@pytest.mark.parametrize("text", ["是不是真皮的钱包", "有没有羊毛的围巾", "能不能推荐个真皮钱包"])
def test_a_question_with_a_negative_denies_nothing(text: str, vocabulary: ShopVocabulary) -> None:
    assert not slots(text, vocabulary).unwanted


def test_too_strong_a_smell_is_not_taken_for_a_slip(vocabulary: ShopVocabulary) -> None:
    """别太冲 has but one telling character, which is written as it is meant."""
    text = "香水，别太冲"
    assert SpellingMender(vocabulary, lambda term: False).mend(text, "zh").text == text
    assert facets(slots(text, vocabulary).unwanted) == {"scent:strong"}


@pytest.mark.parametrize(
    ("text", "soft"), [("她是素食者，想要个钱包", True), ("她是素食者，想要巧克力", False)]
)
def test_a_diet_is_asked_of_what_is_eaten(text: str, soft: bool, vocabulary: ShopVocabulary) -> None:
    assert [wish.soft for wish in slots(text, vocabulary).wishes] == [soft]


@pytest.mark.parametrize("text", ["骑电动车上班，想买件外套", "开电动汽车的爸爸，手套"])
def test_a_vehicle_lends_no_quality(text: str, vocabulary: ShopVocabulary) -> None:
    assert "benefit:electric" not in facets(slots(text, vocabulary).wishes)


def test_what_somebody_studies_is_no_wish(vocabulary: ShopVocabulary) -> None:
    found = slots("想找跟折纸有关的首饰，闺蜜学设计的", vocabulary)
    assert (found.words, found.hints) == ((), ("设计",))
    assert facets(found.wishes) == {"motif:origami"}


@pytest.mark.parametrize("text", ["压力大想拼点东西", "有没有喷一喷的"])
def test_what_only_looks_like_a_word_is_not_looked_for(text: str, vocabulary: ShopVocabulary) -> None:
    assert not {"大想", "喷一"} & set(slots(text, vocabulary).words)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("鼠标键盘", ["mouse", "keyboard_mouse"]), ("键盘鼠标套装", ["keyboard_mouse_set"])],
)
def test_a_joint_name_is_two_kinds_where_only_these_are_sold(text: str, kinds: list[str]) -> None:
    shop = ShopVocabulary(brands([*dollar_shop(), *yuan_shop()]), kinds={"mouse", "keyboard_mouse"})
    assert [kind.type_id for kind in shop.kinds(text)] == kinds


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("平板要容量256的", ("gb", 256)),
        ("a tablet with 128 storage", ("gb", 128)),
        ("玩具，一岁的宝宝", ("age", 1)),
    ],
)
def test_figures_without_their_unit(text: str, figure: tuple[str, int], vocabulary: ShopVocabulary) -> None:
    assert [(one.unit, one.value) for one in slots(text, vocabulary).figures] == [figure]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("40码有货不", "40"),
        ("有没有L号", "large"),
        ("is it available in medium", "m"),
        ("do you have it in a size 9", "9"),
        ("这款大吗", ""),
        ("how large is it", ""),
    ],
)
def test_the_size_of_a_garment(text: str, size: str) -> None:
    assert size in garment_size(text) if size else garment_size(text) == ()


@pytest.mark.parametrize(
    ("text", "slightly"),
    [("香水，她讨厌甜的", True), ("香水，别太甜", False), ("perfume, not too sweet", False)],
)
def test_who_hates_what_is_sweet_wants_it_not_slightly_so(
    text: str, slightly: bool, vocabulary: ShopVocabulary
) -> None:
    unwanted = facets(slots(text, vocabulary).unwanted)
    assert "scent:sweet" in unwanted
    assert ("scent:slightly_sweet" in unwanted) is slightly


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("外套，别用皮做的", set(), {"material:leather"}),
        ("要能丢洗衣机洗的玩具", {"benefit:machine_washable"}, set()),
        ("男的用的洗发水", {"gender:men"}, set()),
        ("爽肤水，得注明不含酒精", {"free_from:alcohol"}, set()),
        ("爽肤水，不含酒精", set(), {"ingredient:alcohol"}),
    ],
)
def test_qualities_in_many_words(
    text: str, wanted: set[str], unwanted: set[str], vocabulary: ShopVocabulary
) -> None:
    found = slots(text, vocabulary)
    assert facets(found.wishes) >= wanted
    assert facets(found.unwanted) >= unwanted
    assert "washing_machine" not in found.types


def test_figures_in_words_have_their_unit(vocabulary: ShopVocabulary) -> None:
    assert [one.value for one in slots("充电宝要两万毫安的", vocabulary).figures] == [20000]
