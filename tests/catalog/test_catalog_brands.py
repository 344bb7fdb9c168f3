"""Brands: spellings that meet in one key, and the rule for niche brands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.catalog import BrandStats, brand_key, niche_brands


@pytest.mark.parametrize(
    "spellings",
    [
        ("Estée Lauder", "ESTEE LAUDER", "Estee-Lauder", "estée  lauder", "Ｅｓｔéｅ Lauder"),
        ("L'Oréal", "L’OREAL", "loreal"),
        ("自然堂", " 自然堂 "),
        ("Dr. Jart+", "DR JART"),
        ("Weiß", "WEISS"),
    ],
)
def test_spellings_of_a_brand_share_one_key(spellings: tuple[str, ...]) -> None:
    assert len({brand_key(name) for name in spellings}) == 1


def test_different_brands_keep_different_keys() -> None:
    names = ["SK-II", "SKINFOOD", "兰蔻", "兰芝", "19-69", "&&", "++"]
    assert len({brand_key(name) for name in names}) == len(names)


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    assert brand_key(brand_key(name)) == brand_key(name)


def stats(name: str, popularity: float | None) -> BrandStats:
    return BrandStats(name, brand_key(name), 1, popularity)


def test_the_less_popular_half_is_niche() -> None:
    brands = [stats("a", 100), stats("b", 50), stats("c", 10), stats("d", 1)]
    assert niche_brands(brands) == {"c", "d"}


def test_the_middle_of_an_odd_number_is_niche() -> None:
    assert niche_brands([stats("a", 3), stats("b", 2), stats("c", 1)]) == {"b", "c"}


def test_brands_without_figures_are_neither_ranked_nor_niche() -> None:
    assert niche_brands([stats("a", 5), stats("b", 1), stats("c", None), stats("d", None)]) == {"b"}


def test_equal_sums_share_the_better_rank() -> None:
    assert niche_brands([stats("a", 5), stats("b", 5), stats("c", 5), stats("d", 1)]) == {"d"}
    assert niche_brands([stats("a", 5), stats("b", 5)]) == set()


@given(st.lists(st.one_of(st.none(), st.integers(0, 5)), max_size=12))
def test_the_rule_holds_for_any_figures(figures: list[int | None]) -> None:
    """Against the rule as it is written: rank = 1 + how many sums are greater, niche above n / 2."""
    brands = [stats(f"brand{i}", figure) for i, figure in enumerate(figures)]
    ranked = [figure for figure in figures if figure is not None]
    expected = {
        f"brand{i}"
        for i, figure in enumerate(figures)
        if figure is not None and 1 + sum(other > figure for other in ranked) > len(ranked) / 2
    }
    assert niche_brands(brands) == expected
