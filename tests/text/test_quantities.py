"""Measures and counts, in the usual spellings of both languages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.text import find_quantities

ONE = [
    ("50ml", "50", "ml"),
    ("50 ML", "50", "ml"),
    ("50毫升", "50", "ml"),
    ("五十毫升", "50", "ml"),
    ("１５ｍｌ", "15", "ml"),
    ("15㎖", "15", "ml"),
    ("1.5L", "1.5", "l"),
    ("1.5升", "1.5", "l"),
    ("100g", "100", "g"),
    ("100 grams", "100", "g"),
    ("100克", "100", "g"),
    ("2公斤", "2", "kg"),
    ("2千克", "2", "kg"),
    ("五千克", "5", "kg"),
    ("2 kg", "2", "kg"),
    ("三斤", "1500", "g"),
    ("20mg", "20", "mg"),
    ("1.7 oz", "1.7", "oz"),
    ("1.7 oz.", "1.7", "oz"),
    ("1.7 fl oz", "1.7", "fl_oz"),
    ("1.7 FL. OZ.", "1.7", "fl_oz"),
    ("3.4 fluid ounces", "3.4", "fl_oz"),
    ("5 lbs", "5", "lb"),
    ("12cm", "12", "cm"),
    ("12厘米", "12", "cm"),
    ("12公分", "12", "cm"),
    ("5mm", "5", "mm"),
    ("2米", "2", "m"),
    ("14 inches", "14", "inch"),
    ('14"', "14", "inch"),
    ("14英寸", "14", "inch"),
    ("25寸", "25", "inch"),
    ("6 feet", "6", "ft"),
    ("20W", "20", "w"),
    ("65瓦", "65", "w"),
    ("5000mAh", "5000", "mah"),
    ("256GB", "256", "gb"),
    ("2 pieces", "2", "piece"),
    ("12-count", "12", "piece"),
    ("5片", "5", "piece"),
    ("两瓶", "2", "piece"),
    ("10 pcs", "10", "piece"),
    ("20%", "20", "percent"),
    ("20 percent", "20", "percent"),
    ("百分之八十", "80", "percent"),
    ("百分之20", "20", "percent"),
    ("4.5 stars", "4.5", "star"),
    ("4.5星以上", "4.5", "star"),
    ("5-star", "5", "star"),
    ("8折", "8", "zhe"),
    ("八五折", "8.5", "zhe"),
    ("85折", "8.5", "zhe"),
    ("八折", "8", "zhe"),
    ("7.5折", "7.5", "zhe"),
    ("7天", "7", "day"),
    ("24小时", "24", "hour"),
    ("30 days", "30", "day"),
    ("two weeks", "2", "week"),
    ("3个月", "3", "month"),
    ("2年", "2", "year"),
    ("10分钟", "10", "minute"),
    ("SPF50", "50", "spf"),
    ("SPF 30+", "30", "spf"),
    ("2½ inches", "2.5", "inch"),
]

NONE = [
    "300元",
    "$50",
    "A18164",
    "5 in 1",
    "10 in stock",
    "第二款",
    "iPhone 15",
    "一点点",
    "升级",
    "100米色",
    "3ce",
    "",
]


@pytest.mark.parametrize(("text", "value", "unit"), ONE)
def test_reads_the_quantity(text: str, value: str, unit: str) -> None:
    [quantity] = find_quantities(text)
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)
    assert text[slice(*quantity.span)] == quantity.text


@pytest.mark.parametrize("text", NONE)
def test_other_numbers_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == []


def test_reads_each_quantity_of_a_title() -> None:
    found = find_quantities("雅诗兰黛小棕瓶眼霜15ml*2 送面膜5片 (1.7 oz / 50 mL)")
    assert [(q.value, q.unit) for q in found] == [
        (15, "ml"),
        (5, "piece"),
        (Decimal("1.7"), "oz"),
        (50, "ml"),
    ]


def test_a_closing_quote_is_no_inch() -> None:
    assert find_quantities('she said "I am 18" and left') == []
    assert [q.unit for q in find_quantities('a 22" x 14" pillow')] == ["inch", "inch"]


@given(
    st.decimals(min_value=0, max_value=9999, places=1),
    st.sampled_from(["ml", "g", "kg", "cm", "毫升", "克", "厘米"]),
)
def test_reads_back_what_is_written(value: Decimal, unit: str) -> None:
    [quantity] = find_quantities(f"净含量 {value}{unit}，好用")
    assert quantity.value == value
