"""Numbers as Chinese shoppers say and type them."""

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.text import find_numbers

EXACT = [
    ("300元", "300"),
    ("1,299元", "1299"),
    ("１２９９元", "1299"),
    ("１，２９９元", "1299"),
    ("12.5元", "12.5"),
    ("1k以内", "1000"),
    ("1.5k左右", "1500"),
    ("预算2w", "20000"),
    ("1.5w以内", "15000"),
    ("3万", "30000"),
    ("1.2万", "12000"),
    ("3千块", "3000"),
    ("5百块", "500"),
    ("3万5千", "35000"),
    ("2千5", "2500"),
    ("1万2", "12000"),
    ("3 万", "30000"),
    ("八百", "800"),
    ("三百五", "350"),
    ("三百零五", "305"),
    ("三百五十", "350"),
    ("三百五十六", "356"),
    ("两千", "2000"),
    ("两千五", "2500"),
    ("一万二", "12000"),
    ("一万二千", "12000"),
    ("一万零五百", "10500"),
    ("十五块", "15"),
    ("十块", "10"),
    ("二十块", "20"),
    ("廿五元", "25"),
    ("卅元", "30"),
    ("两百二", "220"),
    ("一千二百三十四", "1234"),
    ("一千零三十", "1030"),
    ("一百零一", "101"),
    ("两百块", "200"),
    ("一百", "100"),
    ("百元以内", "100"),
    ("千元左右", "1000"),
    ("一三九元", "139"),
    ("九九八", "998"),
    ("二零二四年", "2024"),
    ("三百块", "300"),
    ("兩百塊", "200"),
    ("貳佰元", "200"),
    ("叁仟伍佰元", "3500"),
    ("一亿两千万", "120000000"),
    ("百万粉丝", "1000000"),
    ("四点五星", "4.5"),
    ("两瓶", "2"),
    ("来三支", "3"),
    ("五块钱", "5"),
    ("50ml的", "50"),
    ("五十毫升", "50"),
    ("五千克", "5"),
    ("十万", "100000"),
    ("一百二十万", "1200000"),
    ("打85折", "85"),
    ("rmb139", "139"),
]

APPROXIMATE = [
    ("两三百", "200", "300"),
    ("三五百", "300", "500"),
    ("七八十块", "70", "80"),
    ("一两千", "1000", "2000"),
    ("四五千", "4000", "5000"),
    ("三四万", "30000", "40000"),
    ("二三十", "20", "30"),
    ("一百七八十", "170", "180"),
    ("一千二三百", "1200", "1300"),
    ("十七八块", "17", "18"),
    ("三五块", "3", "5"),
    ("百来块", "100", None),
    ("百把块", "100", None),
    ("千把块", "1000", None),
    ("三百来块", "300", None),
    ("300来块", "300", None),
    ("十来块", "10", None),
    ("百八十块", "100", None),
    ("一千多", "1000", "2000"),
    ("三百多块", "300", "400"),
    ("300多块", "300", "400"),
    ("120多", "120", "130"),
    ("二十多", "20", "30"),
    ("三百多万", "3000000", "4000000"),
    ("几百", "200", "900"),
    ("几百块", "200", "900"),
    ("小几百", "200", "400"),
    ("大几百", "500", "900"),
    ("好几百", "300", "900"),
    ("几十块", "20", "90"),
    ("几千", "2000", "9000"),
    ("十几块", "11", "19"),
    ("二十几", "21", "29"),
    ("三百几十", "310", "390"),
    ("上百块", "100", None),
    ("上千", "1000", None),
    ("一百余元", "100", "200"),
]

NOT_NUMBERS = [
    "A18164",
    "SK-II神仙水",
    "SK2",
    "3ce口红",
    "h2o",
    "19-69 香水",
    "万一不合适",
    "千万别",
    "百搭的包",
    "百雀羚",
    "十分喜欢",
    "一起买",
    "一般般",
    "一下",
    "一点点",
    "统一",
    "三星手机",
    "九阳豆浆机",
    "五一活动",
    "双十一",
    "七夕礼物",
    "乱七八糟",
    "三三两两",
    "百分百",
    "几款",
    "几个",
    "WH-1000XM4",
    "五粮液",
    "二手",
    "百草味",
    "万宝龙",
    "千纤草",
    "v1.2.3",
]


@pytest.mark.parametrize(("text", "value"), EXACT)
def test_reads_the_number(text: str, value: str) -> None:
    [number] = find_numbers(text)
    assert number.value == Decimal(value)
    assert not number.approximate
    assert text[slice(*number.span)] == number.text


@pytest.mark.parametrize(("text", "low", "high"), APPROXIMATE)
def test_reads_vague_numbers_as_a_value_or_a_range(text: str, low: str, high: str | None) -> None:
    [number] = find_numbers(text)
    assert number.value == Decimal(low)
    assert number.high == (None if high is None else Decimal(high))
    assert number.approximate


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_leaves_words_and_names_alone(text: str) -> None:
    assert find_numbers(text) == []


def test_reads_each_number_of_a_sentence_in_order() -> None:
    text = "给妈妈买两瓶眼霜，预算三百五，最多500，不要50ml的"
    assert [(n.text, n.value) for n in find_numbers(text)] == [
        ("两", 2),
        ("三百五", 350),
        ("500", 500),
        ("50", 50),
    ]


def test_a_full_width_comma_separates_two_numbers() -> None:
    assert [n.value for n in find_numbers("预算300，500也行")] == [300, 500]


@given(st.integers(min_value=11, max_value=99_999_999))
def test_reads_back_every_numeral_that_cn2an_writes(value: int) -> None:
    [number] = find_numbers(cn2an.an2cn(value))
    assert number.value == value


@given(st.integers(min_value=1, max_value=999_999))
def test_reads_back_formatted_digits(value: int) -> None:
    for text in (f"{value}元", f"¥{value:,}", f"预算 {value}.00 元"):
        [number] = find_numbers(text)
        assert number.value == value
