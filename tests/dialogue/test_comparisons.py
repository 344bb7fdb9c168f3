"""What a comparison is of: places, names, brands, what is in view, kinds shown before, and the dearest."""

import pytest
from shop_floor import Shopper, titles


@pytest.mark.parametrize(
    ("turns", "compared"),
    [
        (("lipsticks", "compare the first and the last"), (0, 3)),
        (("lipsticks", "the second one", "compare it with the third"), (1, 2)),
        (("lipsticks", "the NARS one", "is it cheaper than the Dior one?"), "NARS Dior"),
        (("lipsticks", "compare the two most expensive"), "Dior Clinique"),
        (("lipsticks", "the Dior one", "the NARS one", "which of those two is cheaper?"), "Dior NARS"),
        (("lipsticks", "what's the difference between the velvet one and the sheer one?"), "NARS Fenwick"),
    ],
)
def test_what_a_comparison_is_of(turns: tuple[str, ...], compared, shopper) -> None:
    ann: Shopper = shopper()
    listed = [card["brand"] for card in ann.ask(turns[0])["products"]]
    for turn in turns[1:]:
        answer = ann.ask(turn)
    expected = compared.split() if isinstance(compared, str) else [listed[place] for place in compared]
    assert [card["brand"] for card in answer["products"]] == expected
    assert answer["comparison"]


@pytest.mark.parametrize(
    ("turns", "brands"),
    [
        (("看看口红", "贵的那支", "跟花西子的比呢"), ["兰蔻", "花西子"]),
        (("看看口红", "兰蔻的和百雀羚的哪个便宜"), ["兰蔻", "百雀羚"]),
        (("兰蔻和花西子的面霜哪个贵",), ["兰蔻", "花西子"]),
        (("看看口红", "花西子那支", "魅可那支呢", "这俩有什么区别"), ["花西子", "魅可"]),
        (("看看口红", "看看香水", "口红第一支和第二支哪个便宜"), None),
    ],
)
def test_brands_and_those_two_in_chinese(turns: tuple[str, ...], brands, shopper) -> None:
    bei: Shopper = shopper("yuan")
    answers = [bei.ask(turn) for turn in turns]
    if brands is None:
        assert titles(answers[-1]) == titles(answers[0])[:2]
    else:
        assert [card["brand"] for card in answers[-1]["products"]] == brands


def test_a_kind_shown_before_is_set_against_another(shopper) -> None:
    """The tote and the teapot were shown; a comparison of kinds is no search for them."""
    ann: Shopper = shopper()
    ann.ask("teapots")
    ann.ask("a tote bag")
    answer = ann.ask("the teapot: is it pricier than the tote?")
    assert titles(answer) == ["Willow Porcelain Teapot", "Harbour Canvas Tote"]
    assert "Willow Porcelain Teapot is more expensive, by $24.00" in answer["reply"]


def test_what_no_record_tells_is_owned_up_to(shopper) -> None:
    ann: Shopper = shopper()
    ann.ask("lipsticks")
    ann.ask("compare the first and second")
    assert "can't tell" in ann.ask("which is lighter?")["reply"]
