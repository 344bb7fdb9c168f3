"""What a product is, by its title and its category; what a set holds; what is only a name."""

import pytest

from floorwalker.search.kinds import kinds_in, kinds_of


@pytest.mark.parametrize(
    ("title", "category", "kind"),
    [
        ("Intense Hydrating Mask", "Hair", "hair_mask"),
        ("Epic Moisture Nourishing Oil", "Bath & Body", "body_oil"),
        ("Smart Grinder Pro", "Coffee Grinders", "coffee_grinder"),
        ("Summerlight Blanket Bag", "Camping > Sleeping Bags", "sleeping_bag"),
        ("Mild Coconut Curry Pouch", "Camp Food", "food"),
        ("Miss Dior Blooming Bouquet", "Fragrance", "fragrance"),
        ("Silicone Muffin Mold 12 Cup", "Bakeware", "bakeware"),
        ("Jazz Club Travel Spray", "Fragrance", "fragrance"),
        ("Bubble Bath Travel Spray", "Fragrance", "fragrance"),
        ("The Eye Concentrate Cream", "Skincare", "eye_cream"),
        ("Mini Nude Eyeshadow Palette", "Makeup", "eyeshadow_palette"),
        ("Grapefruit Candle", "Fragrance", "candle"),
        ("Tempest Shell Rain Jacket", "Jackets", "rainwear"),
        ("无花果小众香水", "香水", "fragrance"),
        ("威士忌古典杯", "酒杯", "wine_glass"),
        ("仙人掌皮托特包", "", "tote_bag"),
        ("缠枝青花茶具 青瓷", "", "tea_set"),
        ("安克 能量棒移动电源 20000mAh", "", "power_bank"),
    ],
)
def test_the_head_of_a_title_is_read_with_its_category(title: str, category: str, kind: str) -> None:
    assert kind in kinds_of(title, category).primary


@pytest.mark.parametrize(
    ("title", "category", "kind"),
    [
        ("The Multiple Cream Blush, Lip and Eye Stick", "Makeup", "eye_cream"),
        ("Bubble Bath Travel Spray", "Fragrance", "bath_soak"),
        ("The Eye Concentrate Cream", "Skincare", "face_cream"),
        ("Brightening Concealer and Daytime Eye Cream", "Makeup", "eye_cream"),
        ("Red Carpet Skin and Hair Health Supplement", "Hair", "hair_care"),
        ("Self-Tanning Mitt", "Skincare", "self_tanner"),
        ("High & Dry Super Quick-Drying Top Coat", "Makeup", "nail_polish"),
        ("Dry Shampoo Light Tones", "Hair", "shampoo"),
        ("Wool Sleeping Bag Liner", "Sleeping Bags", "sleeping_bag"),
        ("Pour-Over Camp Coffee Kit", "Stoves & Cookware", "drink"),
        ("男士干爽魄力爽身气雾持久淡香氛止汗喷雾", "", "fragrance"),
        ("长款钱包", "", "bags"),
        ("USB-C 连接线 1米", "", "rice"),
        ("Loose Setting Powder - Honey", "", "honey"),
    ],
)
def test_what_a_title_only_names_is_not_what_a_product_is(title: str, category: str, kind: str) -> None:
    assert kind not in kinds_of(title, category).primary


def test_a_word_cut_out_of_two_others_is_no_kind() -> None:
    assert [match.type_id for match in kinds_in("体面点的礼物")] == []
    assert kinds_in("买条真丝巾")


def test_a_head_of_one_character_is_said_in_full_later() -> None:
    """卓韵霜 is the name of a series of 染发霜; a cream whose title goes on with other goods is a cream."""
    assert "hair_dye" in kinds_of("卓韵霜时尚酷黑染发霜染发膏 遮白发", "").primary
    assert "face_cream" in kinds_of("时光修护霜50g 保湿补水 精华乳液套用", "").primary


def test_an_outfit_holds_what_its_name_joins() -> None:
    assert "skirt" in kinds_of("Striped Skirt and Top", "").held


def test_a_set_holds_what_its_shelf_can_hold() -> None:
    kit = kinds_of("Pour-Over Camp Coffee Kit", "Stoves & Cookware")
    assert "cookware" in kit.held
    assert "coffee" not in kit.held
    assert "coffee" in kit.named
    assert "bb_cream" in kinds_of("洗面奶爽肤水BB套装", "").held


@pytest.mark.parametrize(
    ("title", "category", "kind"),
    [
        ("Birch Hand Cream 75ml 白桦 护手霜", "Skincare 护肤", "hand_cream"),
        ("Duetto Long Zip Wallet 二重奏 长款钱包", "Leather Goods & Bags 皮具箱包", "wallet"),
        ("Field 38 Watch 田野38 手动机械表", "Watches 腕表", "mechanical_watch"),
    ],
)
def test_a_name_in_both_scripts_is_read_in_both(title: str, category: str, kind: str) -> None:
    """The first name ends where the other script begins, and the second may say it more closely."""
    assert kind in kinds_of(title, category).primary
