"""Goods that are named by what is done with them."""

import pytest

from floorwalker.dialogue.understand.merge import sort_of
from floorwalker.dialogue.understand.patterns import acts, uses
from floorwalker.dialogue.understand.slots import find_slots
from floorwalker.dialogue.understand.vocabulary import ShopVocabulary
from floorwalker.dialogue.understand.wordless import in_words
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
        ("洗脸用的啥好", "face_cleanser"),
        ("夏天胳肢窝味道大，有能管的东西吗", "deodorant"),
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


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("她爱喝茶，送个杯子", "cup"),
        ("妈妈冬天老洗碗 手都裂口子了 想买支护手霜", "hand_cream"),
        ("女友喜欢看书，想送个台灯", "table_lamp"),
    ],
)
def test_a_habit_is_told_and_its_goods_are_not_sought(said: str, kind: str) -> None:
    slots = find_slots(Folded.of(said), "zh", ShopVocabulary({}))
    assert slots.types == (kind,)
    assert not slots.wishes


def test_what_is_done_with_goods_is_denied_with_their_quality() -> None:
    slots = find_slots(Folded.of("耳机，不要塞耳朵里的"), "zh", ShopVocabulary({}))
    assert slots.types == ("headphones",)
    assert {facet for wish in slots.unwanted for facet in wish.facets} == {"fit_or_cut:in_ear"}


def test_pictures_of_goods_name_them_where_no_word_does() -> None:
    assert in_words("💄", "zh") == "口红"
    assert in_words("有没有👜", "zh") == "有没有 手提包"
    assert in_words("口红💄💄", "zh") == "口红💄💄"
    assert in_words("生日快乐🎉", "zh") == "生日快乐🎉"


def test_what_a_story_names_and_the_shop_has_none_of_is_not_sought() -> None:
    shop = ShopVocabulary({}, kinds=("foot_cream",))
    slots = find_slots(Folded.of("脚后跟裂得袜子都勾丝，擦脚的有没有"), "zh", shop)
    assert slots.types == ("foot_cream",)
    assert set(find_slots(Folded.of("要袜子，还要足霜"), "zh", shop).types) == {"socks", "foot_cream"}


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ("从便宜排到贵", "price_asc"),
        ("由贵到便宜", "price_desc"),
        ("从最贵的开始排到最便宜", "price_desc"),
        ("按销量从高到低排", "popularity"),
        ("评分从高到低", "rating"),
    ],
)
def test_an_order_is_named_by_its_two_ends(said: str, order: str) -> None:
    assert sort_of({name for name, pattern in acts().items() if pattern.search(said)}) == order


def test_a_motif_is_no_kind_of_goods() -> None:
    slots = find_slots(Folded.of("想找跟折纸有关的首饰"), "zh", ShopVocabulary({}))
    assert slots.types == ("jewellery",)
    assert "折纸" in (*slots.words, *(wish.said for wish in slots.wishes))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("something to wash my hair with", "shampoo"),
        ("a gadget that massages your scalp", "head_massager"),
        ("anything for getting makeup off?", "makeup_remover"),
        ("that thing you use to curl your lashes", "eyelash_curler"),
        ("a tool that peels potatoes", "peeler"),
        ("i need something to boil water", "kettle"),
        ("stuff to keep my hands warm", "gloves"),
        ("something to water my plants", "watering_can"),
    ],
)
def test_goods_are_named_by_their_use_in_english(said: str, kind: str) -> None:
    slots = find_slots(Folded.of(said), "en", ShopVocabulary({}, kinds=(kind,)))
    assert slots.types == (kind,)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("a flat iron to straighten my hair", "hair_straightener"),
        ("a conditioner, I wash my hair daily", "conditioner"),
    ],
)
def test_what_goods_do_anyway_is_no_wish_of_its_own(said: str, kind: str) -> None:
    slots = find_slots(Folded.of(said), "en", ShopVocabulary({}))
    assert slots.types == (kind,)
    assert not slots.wishes


@pytest.mark.parametrize(("said", "word"), [("travel size shampoo", "mini"), ("洗发水小样", "小样")])
def test_a_small_size_of_goods_is_looked_for(said: str, word: str) -> None:
    slots = find_slots(Folded.of(said), "en" if said.isascii() else "zh", ShopVocabulary({}))
    assert slots.types == ("shampoo",)
    assert word in slots.words
