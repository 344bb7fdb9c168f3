"""Customers may name a brand by any of its names."""

from floorwalker.dialogue.understand import ShopVocabulary


def keys(vocabulary: ShopVocabulary, text: str) -> set[str | None]:
    return {mention.key for mention in vocabulary.find(text)}


def test_a_brand_is_named_by_its_aliases() -> None:
    vocabulary = ShopVocabulary({"suli": "Suli"}, {"suli": ("Suli", "素里", "SULI Studio")})
    for text in ("有素里的面霜吗", "anything by suli?", "Suli Studio cream", "蘇里的"):
        assert keys(vocabulary, text) == ({"suli"} if "蘇" not in text else set())


def test_a_name_of_two_brands_means_either() -> None:
    vocabulary = ShopVocabulary(
        {"fernco": "Fern Co Home", "fernatelier": "Fern Atelier"},
        {"fernco": ("蕨",), "fernatelier": ("蕨",)},
    )
    assert keys(vocabulary, "不要蕨的") == {"fernco", "fernatelier"}


def test_the_name_a_brand_goes_by_is_not_anothers_short_form() -> None:
    vocabulary = ShopVocabulary({"fernbeauty": "Fern Beauty", "fern": "Fern"})
    assert keys(vocabulary, "the brand Fern") == {"fern"}
    assert keys(vocabulary, "a cream by Fern Beauty") == {"fernbeauty"}
    assert keys(ShopVocabulary({"fernbeauty": "Fern Beauty"}), "the brand Fern") == {"fernbeauty"}


def test_a_brand_named_like_goods_is_told_by_its_capital_in_chinese() -> None:
    vocabulary = ShopVocabulary({"moroccanoil": "Moroccanoil"})
    for text in ("Moroccanoil 这家的也看下", "Moroccanoil有什么", "想买Moroccanoil的"):
        assert keys(vocabulary, text) == {"moroccanoil"}


def test_the_claim_checker_takes_a_shared_name_for_neither_brand() -> None:
    vocabulary = ShopVocabulary({"a": "Fern Co Home", "b": "Fern Atelier"}, {"a": ("蕨",), "b": ("蕨",)})
    assert vocabulary.keys("蕨") == [("蕨", (0, 1))]
    assert vocabulary.keys("by Fern Atelier") == [("b", (3, 15))]


def test_a_well_known_brand_under_a_name_of_the_shops_is_carried() -> None:
    vocabulary = ShopVocabulary({"suli": "Suli"}, {"suli": ("CHANDO", "自然堂")})
    assert keys(vocabulary, "自然堂的面霜") == {"suli"}
    assert keys(ShopVocabulary({"suli": "Suli"}), "自然堂的面霜") == {None}
