"""Which of the things shown before a shopper points at."""

import pytest

from floorwalker.text import find_ordinal

POINTS_AT = [
    ("第二款", (2,)),
    ("第2个怎么样", (2,)),
    ("第一个有货吗", (1,)),
    ("第三支多少钱", (3,)),
    ("我要第 2 款", (2,)),
    ("就第二吧", (2,)),
    ("第二呢", (2,)),
    ("二号", (2,)),
    ("2号有吗", (2,)),
    ("看看3号", (3,)),
    ("最后一个", (-1,)),
    ("最后那款", (-1,)),
    ("最后一款呢", (-1,)),
    ("倒数第二个", (-2,)),
    ("倒数第一", (-1,)),
    ("前两款", (1, 2)),
    ("前3个对比一下", (1, 2, 3)),
    ("后两个", (-2, -1)),
    ("第一个和第三个哪个好", (1, 3)),
    ("第一和第二款", (1, 2)),
    ("第1、3款", (1, 3)),
    ("第十款", (10,)),
    ("第兩款", (2,)),
    ("the second one", (2,)),
    ("second one please", (2,)),
    ("The first one", (1,)),
    ("tell me about the 2nd", (2,)),
    ("the 3rd option", (3,)),
    ("#2", (2,)),
    ("number two", (2,)),
    ("number 3 please", (3,)),
    ("option 3", (3,)),
    ("item 2", (2,)),
    ("I'll take the third", (3,)),
    ("the last one", (-1,)),
    ("last one", (-1,)),
    ("the second to last", (-2,)),
    ("the second-to-last one", (-2,)),
    ("first two", (1, 2)),
    ("the first three", (1, 2, 3)),
    ("the last two", (-2, -1)),
    ("compare the first and the third", (1, 3)),
    ("the first and third ones", (1, 3)),
    ("is the fourth perfume in stock?", (4,)),
    ("no. 2", (2,)),
    ("what about the first?", (1,)),
]

POINTS_NOWHERE = [
    "这两款",
    "两款都要",
    "那个",
    "第一次买",
    "第二天能到吗",
    "第三方",
    "第二杯半价",
    "第二件半价",
    "12月2号能到吗",
    "2号色",
    "一号线",
    "第一名",
    "最后几天",
    "前几天",
    "前两天买的",
    "the two",
    "both",
    "first of all",
    "it's my first time",
    "for the first time",
    "the second time",
    "last week",
    "the last time",
    "my last order",
    "second-hand",
    "a second opinion",
    "in seconds",
    "first aid kit",
    "order #1234567",
    "Chanel No. 5",
    "3rd party",
    "one of them",
    "the first day of school",
    "the red one",
    "first-class",
    "",
    "at first glance",
    "the 1st of May",
    "21st birthday",
    "her first birthday",
]


@pytest.mark.parametrize(("text", "positions"), POINTS_AT)
def test_reads_the_positions(text: str, positions: tuple[int, ...]) -> None:
    ordinal = find_ordinal(text)
    assert ordinal is not None
    assert ordinal.positions == positions
    assert text[slice(*ordinal.span)] == ordinal.text


@pytest.mark.parametrize("text", POINTS_NOWHERE)
def test_other_ordinals_point_at_nothing_shown(text: str) -> None:
    assert find_ordinal(text) is None
