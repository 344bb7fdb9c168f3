"""Promotions in words: as Chinese and English shops say them, and never more than they give."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pricing_values import amount, basket_promotions, cny, item_promotions, nth, percent, threshold

from floorwalker.catalog.pricing import Promotion, Scope, describe
from floorwalker.core import Money

SHANGHAI = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("promotion", "zh", "en"),
    [
        (percent("a", 20), "8折", "20% off"),
        (percent("a", 15), "8.5折", "15% off"),
        (percent("a", "12.5"), "8.75折", "12.5% off"),
        (percent("a", 50), "5折", "50% off"),
        (percent("a", 95), "0.5折", "95% off"),
        (percent("a", 100), "免费", "100% off"),
        (amount("a", cny(500)), "每件立减5元", "CN¥5.00 off each item"),
        (amount("a", Money(500, "USD")), "每件立减US$5", "$5.00 off each item"),
        (
            threshold("a", cny(30000), cny(5000)),
            "满300减50",
            "CN¥50.00 off when you spend CN¥300.00 or more",
        ),
        (threshold("a", cny(1250), cny(50)), "满12.5减0.5", "CN¥0.50 off when you spend CN¥12.50 or more"),
        (
            threshold("a", cny(100000), cny(10000), repeats=True),
            "每满1000减100",
            "CN¥100.00 off for every CN¥1,000.00 spent",
        ),
        (
            threshold("a", Money(5000, "JPY"), Money(500, "JPY")),
            "满JP¥5,000减JP¥500",
            "JP¥500 off when you spend JP¥5,000 or more",
        ),
        (nth("a", 2, 50), "第二件半价", "second item half price"),
        (nth("a", 2, 30), "第二件7折", "30% off the second item"),
        (nth("a", 3, 100), "第三件免费", "third item free"),
        (
            nth("a", 2, 50, repeats=True),
            "第二件半价，每两件享一次",
            "second item half price, once for every two items",
        ),
        (nth("a", 12, 50), "第12件半价", "item no. 12 half price"),
    ],
)
def test_what_a_promotion_gives(promotion: Promotion, zh: str, en: str) -> None:
    assert describe(promotion, "zh") == zh
    assert describe(promotion, "en") == en


def test_its_conditions() -> None:
    one = percent(
        "a",
        20,
        scope=Scope(
            brands=frozenset(["CHANDO", "自然堂"]),
            categories=frozenset(["Makeup"]),
            but_tags=frozenset(["new"]),
            but_products=frozenset(["s:1"]),
        ),
        market="CN",
        member_group="gold",
        stacking="exclusive",
    )
    assert describe(one, "zh") == (
        "8折，限品牌CHANDO、自然堂，限分类Makeup，new除外，部分商品除外，限CN市场，限gold会员，不与其他优惠同享"
    )
    assert describe(one, "en") == (
        "20% off, on CHANDO or 自然堂, in Makeup, not on new, some products excluded, in the market CN, "
        "for gold members, not combinable with other offers"
    )
    chosen = percent("a", 20, scope=Scope(products=frozenset(["s:1"])))
    assert describe(chosen, "zh") == "8折，限指定商品"
    assert describe(chosen, "en") == "20% off, on selected products"


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        (None, datetime(2026, 11, 12, tzinfo=SHANGHAI), "至2026年11月11日", "until November 11, 2026"),
        (
            None,
            datetime(2026, 11, 11, 23, 59, 59, tzinfo=SHANGHAI),
            "至2026年11月11日",
            "until November 11, 2026",
        ),
        (
            None,
            datetime(2026, 11, 11, 20, tzinfo=SHANGHAI),
            "至2026年11月11日 20:00",
            "until November 11, 2026 20:00",
        ),
        (datetime(2026, 11, 1, tzinfo=SHANGHAI), None, "2026年11月1日起", "from November 1, 2026"),
        (
            datetime(2026, 11, 1, 8, tzinfo=SHANGHAI),
            datetime(2026, 12, 1, tzinfo=SHANGHAI),
            "2026年11月1日 08:00至2026年11月30日",
            "from November 1, 2026 08:00 until November 30, 2026",
        ),
    ],
)
def test_its_dates_name_the_last_day(start: datetime | None, end: datetime | None, zh: str, en: str) -> None:
    one = percent("a", 20, starts_at=start, ends_at=end)
    assert describe(one, "zh", zone=SHANGHAI) == f"8折，{zh}"
    assert describe(one, "en", zone=SHANGHAI) == f"20% off, {en}"


def test_dates_are_told_in_utc_unless_a_zone_is_given() -> None:
    one = percent("a", 20, ends_at=datetime(2026, 11, 12, tzinfo=UTC))
    assert describe(one, "zh") == "8折，至2026年11月11日"
    assert describe(one, "zh", zone=SHANGHAI) == "8折，至2026年11月12日 08:00"


@given(item_promotions() | basket_promotions())
def test_every_promotion_has_words_in_both_languages(promotions: list[Promotion]) -> None:
    for one in promotions:
        assert describe(one, "zh")
        assert describe(one, "en").isascii() or "¥" in describe(one, "en")


@given(st.integers(1, 99))
def test_a_percentage_and_its_fold_add_up(off: int) -> None:
    told = describe(percent("a", off), "zh").removesuffix("折")
    assert round(float(told) * 10 + off, 6) == 100
