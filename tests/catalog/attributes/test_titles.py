"""What titles of many trades state, and what they only seem to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.catalog.attributes import NAMES, Quantity, attributes_of
from floorwalker.catalog.models import Product


def product(title: str, brand: str = "", category: str = "", description: str = "") -> Product:
    return Product(
        id="t:1",
        source="t",
        source_id="1",
        title=title,
        brand=brand,
        category=category,
        description=description,
    )


def stated(title: str, brand: str = "", category: str = "") -> set[str]:
    return {f"{one.name}={one.value}" for one in attributes_of(product(title, brand, category))}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Merino Wool Scarf in Navy, 180 x 30 cm", {"material=merino", "colour=navy", "size=180×30 cm"}),
        ("真丝丝巾 红色 波点", {"material=silk", "colour=red", "pattern=polka_dot"}),
        ("Sterling Silver Ring with Freshwater Pearl", {"material=sterling_silver", "material=freshwater_pearl"}),
        ("18K Gold Plated Chain Necklace 45cm", {"material=18k_gold", "material=gold_plated", "length=45 cm"}),
        ("纯银戒指 女", {"material=silver", "gender=women"}),
        ("Grey Velvet Sofa with Oak Legs", {"colour=grey", "material=velvet", "material=oak"}),
        ("北欧风沙发 灰色 可拆洗", {"style=scandinavian", "colour=grey", "feature=detachable"}),
        ("真皮女鞋 高跟 黑色 37码", {"material=leather", "gender=women", "fit_or_cut=high_heel", "colour=black", "size=37"}),
        ("Wireless Headphones, Over-Ear, Black", {"feature=wireless", "fit_or_cut=over_ear", "colour=black"}),
        ("无线蓝牙耳机 降噪 白色", {"feature=wireless", "feature=bluetooth", "feature=noise_cancelling", "colour=white"}),
        ("Jasmine Green Tea, 20 tea bags", {"flavour=jasmine", "count=20 pieces"}),
        ("无糖酸奶 原味 100g*12杯", {"diet=sugar_free", "flavour=original", "weight=100 g", "count=12 pieces"}),
        ("电热水壶 1.5L 1500W 不锈钢", {"volume=1500 ml", "power=1500 W", "material=stainless_steel"}),
        ("Power bank 20000mAh 65W", {"battery=20000 mAh", "power=65 W"}),
        ("儿童纯棉短袖T恤 条纹 夏季", {"gender=kids", "material=cotton", "fit_or_cut=short_sleeve", "pattern=striped", "season=summer"}),
        ("Women's High Waist Linen Pants", {"gender=women", "fit_or_cut=high_waist", "material=linen"}),
        ("Lavender scented candle, 200g", {"scent=lavender", "weight=200 g"}),
        ("氨基酸洁面乳 温和清洁 120g", {"ingredient=amino_acid", "benefit=gentle", "benefit=cleansing", "weight=120 g"}),
    ],
)  # fmt: skip
def test_titles_of_many_trades(title: str, expected: set[str]) -> None:
    assert stated(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("不含酒精 爽肤水", "free_from=alcohol"),
        ("无硅油洗发水", "free_from=silicone"),
        ("Fragrance-free moisturizer", "free_from=fragrance"),
        ("Shampoo without silicones", "free_from=silicone"),
        ("Serum free from retinol", "free_from=retinol"),
    ],
)
def test_what_is_denied_is_free_from_and_no_ingredient(title: str, expected: str) -> None:
    found = stated(title)
    assert expected in found
    assert not any(one.startswith(("ingredient=", "scent=")) for one in found)


def test_a_denial_holds_for_the_whole_list() -> None:
    assert stated("Cream without parabens or alcohol") == {"free_from=paraben", "free_from=alcohol"}
    assert stated("不含酒精、香精的面霜") == {"free_from=alcohol", "free_from=fragrance"}


def test_a_denial_that_is_complete_does_not_reach_the_next_word() -> None:
    assert stated("Alcohol-free, aloe face cream") == {"free_from=alcohol", "ingredient=aloe"}
    assert stated("无酒精，芦荟面霜") == {"free_from=alcohol", "ingredient=aloe"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("玫瑰香水 50ml", "scent=rose"),
        ("Rose Eau de Parfum", "scent=rose"),
        ("玫瑰面霜", "ingredient=rose"),
        ("Rose Day Cream", "ingredient=rose"),
        ("Rose lipstick", "colour=rose"),
        ("Rose Tea", "flavour=rose"),
        ("Gold Pendant", "material=gold"),
        ("Gold Table Lamp", "colour=gold"),
        ("Copper Saucepan", "material=copper"),
        ("Copper Blouse", "colour=copper"),
    ],
)
def test_the_kind_of_goods_decides_what_a_word_means(title: str, expected: str) -> None:
    found = stated(title)
    assert expected in found
    word = expected.split("=")[1]
    assert [one for one in found if one.endswith(f"={word}")] == [expected]


@pytest.mark.parametrize(
    ("title", "unstated"),
    [
        ("Makeup remover for waterproof mascara", "benefit=waterproof"),
        ("卸防水睫毛膏的卸妆水", "benefit=waterproof"),
        ("Concealer Brush", "benefit=concealing"),
        ("Leather cleaner for white sofas", "material=leather"),
        ("Leather cleaner for white sofas", "colour=white"),
        ("Marble effect phone case", "material=marble"),
        ("Silk-like satin pillowcase", "material=silk"),
        ("Faux leather tote bag", "material=leather"),
        ("仿皮沙发", "material=leather"),
        ("Gold Series Phone Case", "colour=gold"),
        ("红色系列 口红", "colour=red"),
        ("小红瓶精华", "colour=red"),
        ("Retinol-alternative serum", "ingredient=retinol"),
        ("Wine glass", "material=glass"),
        ("Lip gloss", "finish=glossy"),
        ("Cotton candy", "material=cotton"),
        ("玫瑰金手镯", "ingredient=rose"),
        ("少女心发夹", "gender=women"),
        ("French Pink Clay Mask", "origin=france"),
        ("5G网络手机", "weight=5 g"),
    ],
)
def test_what_a_title_only_seems_to_state(title: str, unstated: str) -> None:
    assert unstated not in stated(title)


def test_what_a_thing_is_for_counts_where_it_is_about_skin() -> None:
    assert stated("适合油性皮肤的面霜") == {"skin_type=oily"}
    assert stated("Cream for sensitive skin") == {"skin_type=sensitive"}


@pytest.mark.parametrize(
    ("title", "brand"),
    [
        ("Rose Inc Lip Balm", "Rose Inc"),
        ("Silk & Pearl Necklace Box", "Silk & Pearl"),
        ("CORAL Sofa", "Coral"),
        ("雪花秀/Sulwhasoo 套装", "雪花秀"),
        ("Green People Day Cream", "Green People"),
    ],
)
def test_a_brands_own_words_are_no_attributes(title: str, brand: str) -> None:
    assert stated(title, brand) == set()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Made in Italy leather belt", "origin=italy"),
        ("意大利进口皮带", "origin=italy"),
        ("Italian Leather Tote Bag", "origin=italy"),
        ("国货面霜", "origin=china"),
        ("咖啡豆 埃塞俄比亚", "origin=ethiopia"),
    ],
)
def test_origins(title: str, expected: str) -> None:
    assert expected in stated(title)


def test_the_evidence_is_the_words_at_their_place() -> None:
    (one,) = attributes_of(product("Ｓofa in ＮＡＶＹ"))
    assert (one.name, one.value, one.field, one.text) == ("colour", "navy", "title", "ＮＡＶＹ")


def test_the_same_value_said_twice_is_given_once_and_where_it_is_said_first() -> None:
    (one,) = attributes_of(product("保湿面霜 深层保湿"))
    assert one.span == (0, 2)


def test_neighbours_of_one_value_are_one_piece_of_evidence() -> None:
    (one,) = attributes_of(product("补水保湿面霜"))
    assert one.text == "补水保湿"


_TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            ["Rose", "玫瑰", "香水", " ", "50ml", "*2", "无", "free", "x3", "1/0 inch", "㎖", "Ⅷ", "٣片", "½ oz", "女", "cream", "İ", "PA++", "，", "1,000 g", "Gold", "0ml", "-", "for ", "/"]
        ),
        max_size=12,
    ).map("".join),
)  # fmt: skip


@given(title=_TEXTS, brand=_TEXTS, category=_TEXTS, description=_TEXTS)
def test_any_text_is_read_and_every_span_is_its_words(
    title: str, brand: str, category: str, description: str
) -> None:
    fields = {"title": title, "category": category, "description": description}
    for one in attributes_of(product(title, brand, category, description)):
        start, end = one.span
        assert 0 <= start < end
        assert fields[one.field][start:end] == one.text
        assert one.name in NAMES
        assert not isinstance(one.value, Quantity) or one.value.amount > 0
