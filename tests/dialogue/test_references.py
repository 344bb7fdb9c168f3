"""What a message points at: by place, brand, price, quality and figure, in this list and earlier ones."""

import pytest
from shop_floor import Shopper, titles

ENGLISH = {
    "the NARS one": "Velvet Matte Lipstick",
    "that one by Dior": "Grand Couture Lipstick",
    "the $18 one": "Dewdrop Sheer Lipstick",
    "the velvet one": "Velvet Matte Lipstick",
    "what about the sheer one?": "Dewdrop Sheer Lipstick",
    "the cheapest of those": "Dewdrop Sheer Lipstick",
    "which of them is the most expensive?": "Grand Couture Lipstick",
    "the best rated one": "Rosewater Lipstick",
    "the most popular one of these": "Velvet Matte Lipstick",
}
CHINESE = {
    "花西子那支": "水光唇釉口红",
    "69块的那支": "国色唇膏口红",
    "丝绒的那支": "雾光丝绒口红",
    "哑光那个": "小羊皮哑光口红",
    "其中最便宜的": "国色唇膏口红",
    "哪支最贵": "小羊皮哑光口红",
    "这几支里评分最高的": "小羊皮哑光口红",
    "这里面卖得最好的": "水光唇釉口红",
}


@pytest.mark.parametrize(("text", "meant"), ENGLISH.items())
def test_one_of_a_list_in_english(text: str, meant: str, shopper) -> None:
    ann: Shopper = shopper()
    ann.ask("show me your lipsticks")
    assert titles(ann.ask(text)) == [meant]


@pytest.mark.parametrize(("text", "meant"), CHINESE.items())
def test_one_of_a_list_in_chinese(text: str, meant: str, shopper) -> None:
    ann: Shopper = shopper("yuan")
    ann.ask("看看口红")
    assert titles(ann.ask(text)) == [meant]


@pytest.mark.parametrize(
    ("shop", "search", "place"),
    [("default", "perfumes", "the {} one"), ("yuan", "面霜有哪些", "第{}款")],
)
def test_every_place_of_a_list_is_its_product(shop: str, search: str, place: str, shopper) -> None:
    """In any order: what was picked out of a list does not become the list."""
    ann: Shopper = shopper(shop)
    listed = titles(ann.ask(search))
    words = ("first", "second", "third") if shop == "default" else ("一", "二", "三")
    for number in (2, 0, 1, 2, 0):
        assert titles(ann.ask(place.format(words[number]))) == [listed[number]]
    assert titles(ann.ask("the last one" if shop == "default" else "最后那款")) == [listed[-1]]


def test_a_reference_reaches_back_over_other_talk(shopper) -> None:
    """The list is remembered over questions, thanks and a look at something else."""
    ann: Shopper = shopper()
    ann.ask("lipsticks under $40")
    ann.ask("thanks!")
    ann.ask("how much is the Willow Porcelain Teapot?")
    assert titles(ann.ask("the Clinique one from before")) == ["Rosewater Lipstick"]


def test_a_reference_reaches_back_to_an_earlier_list(shopper) -> None:
    bei: Shopper = shopper("yuan")
    bei.ask("看看口红")
    bei.ask("再看看香水")
    assert titles(bei.ask("刚才兰蔻那支多少钱")) == ["小羊皮哑光口红"]


@pytest.mark.parametrize(
    ("shop", "search", "text"),
    [("default", "perfumes", "number 7 please"), ("yuan", "面霜", "第八款多少钱"), ("yuan", "护手霜", "第二款呢")],
)  # fmt: skip
def test_a_place_beyond_the_list_is_asked_back(shop: str, search: str, text: str, shopper) -> None:
    ann: Shopper = shopper(shop)
    ann.ask(search)
    answer = ann.ask(text)
    assert answer["clarify"]
    assert titles(answer) == []


def test_a_brand_that_is_not_in_the_list_is_no_reference_to_another(shopper) -> None:
    """What other brands have is marked as theirs."""
    ann: Shopper = shopper()
    ann.ask("perfumes")
    answer = ann.ask("the Nordlys one, how much?")
    assert all(card["brand"] == "Nordlys" for card in answer["products"]) or "other brands" in answer["reply"]


@pytest.mark.parametrize(
    ("shop", "turns", "told"),
    [
        ("default", ("teapots", "a tote bag", "is the teapot dishwasher safe?"), "Dishwasher safe"),
        ("default", ("lipsticks", "is the NARS one free of parabens?"), "Free of parabens"),
        ("default", ("lipsticks", "is the Dior one in stock?", "and the Clinique one?"), "out of stock"),
        ("yuan", ("面霜", "百雀羚那款适合敏感肌吗"), "敏感肌"),
        ("yuan", ("香水", "第一款产地是哪里", "第二款呢"), "产地"),
    ],
)
def test_a_question_with_a_reference_is_answered_of_that_product(
    shop: str, turns: tuple[str, ...], told: str, shopper
) -> None:
    """Also where it takes up the question before ("and the Clinique one?")."""
    ann: Shopper = shopper(shop)
    answers = [ann.ask(turn) for turn in turns]
    assert told in answers[-1]["reply"]
    assert len(titles(answers[-1])) == 1


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("the middle one", None),
        ("which one is by Fenwick?", "Dewdrop Sheer Lipstick"),
        ("how much is the Clinique lipstick?", "Rosewater Lipstick"),
        ("the one at the top", 0),
        ("the bottom one", -1),
    ],
)
def test_places_and_kinds_in_other_words(text: str, meant, shopper) -> None:
    ann: Shopper = shopper()
    listed = titles(ann.ask("show me your lipsticks"))
    found = titles(ann.ask(text))
    assert found == ([] if meant is None else [meant] if isinstance(meant, str) else [listed[meant]])


def test_a_place_among_goods_of_a_kind_shown_before(shopper) -> None:
    ann: Shopper = shopper()
    lipsticks = titles(ann.ask("lipsticks"))
    ann.ask("perfumes")
    assert titles(ann.ask("how much was the second lipstick?")) == [lipsticks[1]]


@pytest.mark.parametrize(
    ("shop", "turns", "meant"),
    [
        ("yuan", ("看看口红", "看看香水", "刚才口红里最便宜的那支"), ["国色唇膏口红"]),
        ("default", ("lipsticks", "which one would you pick?"), ["Rosewater Lipstick"]),
        ("default", ("lipsticks", "anything like the third but cheaper?"), None),
        ("yuan", ("看看口红", "有没有跟第一款差不多但便宜的"), None),
    ],
)
def test_one_is_picked_or_others_are_like_it(shop: str, turns: tuple[str, ...], meant, shopper) -> None:
    ann: Shopper = shopper(shop)
    answers = [ann.ask(turn) for turn in turns]
    if meant is not None:
        assert titles(answers[-1]) == meant
        return
    place = 2 if shop == "default" else 0
    bound = float(answers[0]["products"][place]["price"]["amount"])
    cheaper = [float(card["price"]["amount"]) for card in answers[-1]["products"]]
    assert cheaper
    assert all(amount < bound for amount in cheaper)


def test_an_unknown_name_after_by_is_a_brand_that_is_not_carried(shopper) -> None:
    """It is told once, and the next search is free of it."""
    ann: Shopper = shopper()
    assert "Zorblax" in ann.ask("lipstick by Zorblax")["reply"]
    assert "Zorblax" not in ann.ask("under $40")["reply"]
