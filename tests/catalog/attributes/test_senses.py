"""Words whose meaning the neighbouring words or the kind of goods decide."""

import pytest

from tests.catalog.attributes.test_titles import stated


@pytest.mark.parametrize(
    ("title", "expected", "unstated"),
    [
        ("焕肤磨砂洁面乳", "benefit=exfoliating", "finish=matte"),
        ("超长超密睫毛膏", "benefit=lengthening", "fit_or_cut=maxi"),
        ("超长连衣裙", "fit_or_cut=maxi", "benefit=lengthening"),
        ("柔软身体乳", "benefit=softening", "feature=soft"),
        ("柔软毛毯", "feature=soft", "benefit=softening"),
        ("Plump & Shine Lip Gloss", "benefit=plumping_lips", "benefit=plumping"),
    ],
)
def test_some_words_state_a_benefit_only_of_certain_goods(title: str, expected: str, unstated: str) -> None:
    found = stated(title)
    assert expected in found
    assert unstated not in found


@pytest.mark.parametrize(
    ("title", "unstated"),
    [
        ("磨砂手机壳", "benefit=exfoliating"),
        ("防裂手机膜", "benefit=anti_cracking"),
        ("Plump Feather Cushion", "benefit=plumping"),
    ],
)
def test_of_other_goods_such_words_state_no_benefit(title: str, unstated: str) -> None:
    assert unstated not in stated(title)


def test_a_primer_is_named_and_shielding_is_none() -> None:
    assert "benefit=primer" in stated("轻盈隔离霜 30ml")
    assert "benefit=primer" not in stated("清爽隔离防晒喷雾")


def test_make_up_covers_blemishes_and_does_not_treat_them() -> None:
    assert stated("遮瑕膏 痘印 雀斑") == {"benefit=concealing"}
    assert "benefit=acne" in stated("淡化痘印精华")


@pytest.mark.parametrize(
    ("title", "unstated"),
    [
        ("纯棉床单 无色差", "colour=transparent"),
        ("无色素糖果", "colour=transparent"),
        ("金发色染发膏", "colour=blonde"),
        ("绒雾玫瑰限量口红", "colour=rose"),
        ("桃花瓶精华液", "ingredient=peach_blossom"),
        ("Emerald Ceramic Curling Iron", "material=emerald"),
        ("Milk Body Wash", "scent=milk"),
    ],
)
def test_what_is_part_of_another_word_or_of_a_name(title: str, unstated: str) -> None:
    assert unstated not in stated(title)


def test_a_plants_milk_or_oil_is_an_ingredient_of_its_own() -> None:
    assert stated("Soy Milk Hand Cream") == {"ingredient=soy_milk"}
    assert stated("胡萝卜油面霜") == {"ingredient=carrot_oil"}


def test_a_gem_is_a_rollers_material_and_a_hair_dryers_name() -> None:
    assert "material=jade" in stated("Jade Face Roller")
    assert "material=ruby" not in stated("Ruby Hair Dryer 1800W")


def test_gold_with_its_carats_is_what_it_is_made_of() -> None:
    assert stated("Gold 18K Ring") == {"material=18k_gold"}
    assert stated("Gold 24K Face Serum") == {"ingredient=gold"}


def test_where_a_contents_plant_grows_is_no_origin_of_a_cosmetic() -> None:
    assert stated("日本樱花面霜") == {"ingredient=cherry_blossom"}
    assert "origin=japan" in stated("日本面霜 樱花")


def test_a_word_that_begins_inside_the_brand_is_none() -> None:
    assert stated("美加净白嫩面霜", "美加净") == set()
    assert stated("净白面霜", "美加净") == {"benefit=brightening"}


def test_those_it_is_for_end_a_purpose() -> None:
    assert stated("Shave Gel for Men, Soothing") == {"gender=men", "benefit=soothing"}
    assert "benefit=moisturising" in stated("Balm for Men Hydrating 50 ml")


def test_two_seasons_in_one_word_are_two() -> None:
    assert stated("秋冬加厚围巾") >= {"season=autumn", "season=winter"}
    assert stated("Spring/Summer Linen Dress") >= {"season=spring", "season=summer"}


def test_purple_tones_hair_and_a_sunscreen_is_invisible() -> None:
    assert "colour=purple" in stated("Purple Toning Hair Mask")
    assert "finish=invisible" in stated("Invisible Daily Sunscreen SPF 30")


def test_on_a_shelf_of_cosmetics_a_food_or_a_device_does_not_decide_the_kind() -> None:
    assert "fit_or_cut=mini" not in stated("Mini Protein Smoothing Spray", category="Hair")
