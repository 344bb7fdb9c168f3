"""Money that somebody has collected, saved, been given or has left is the most that goods may cost."""

from decimal import Decimal

import pytest

from floorwalker.text import find_price_ranges


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("办公室凑了三百六，送他点什么", 360),
        ("婆婆塞给我一千让我买身衣服", 1000),
        ("班费还有四百，给老师买礼物", 400),
        ("领导批下来一千五", 1500),
        ("公司能报六百", 600),
        ("兜里就剩一百五了，能买啥", 150),
        ("省吃俭用省下来八百想买条丝巾", 800),
        ("咬咬牙拿两千买条项链", 2000),
        ("公司有四百的额度", 400),
        ("we chipped in 120 for a colleague", 120),
        ("the kitty is 90, need a gift", 90),
        ("there's 75 in the pot for a leaving present", 75),
        ("my boss signed off on 150 for client gifts", 150),
        ("my aunt slipped me 60 for something nice", 60),
        ("had a whip round, made 65", 65),
        ("i have 130 put by for a nice jacket", 130),
        ("work is covering 200 for this", 200),
        ("got a fifty from my nan, what can i buy", 50),
        ("我存了一千块给女朋友买礼物", 1000),
    ],
)
def test_money_in_hand_is_a_budget(text: str, most: int) -> None:
    (found,) = find_price_ranges(text)
    assert (found.kind, found.min, found.max) == ("max", None, Decimal(most))


@pytest.mark.parametrize(
    "text",
    [
        "她收集了三百张明信片，想要个相册",
        "我攒了两百个空瓶子",
        "你们收了我三百二，还没发货",
        "还剩五十个吗",
        "she collected 95 stamps, needs an album",
        "he gave me 40 roses last year",
        "only 20 left?",
        "a pot that holds 300 ml",
        "the jar is 30 cm tall",
    ],
)
def test_figures_that_count_goods_are_no_money(text: str) -> None:
    assert find_price_ranges(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("办公室凑了三百六，送他点什么", "办公室凑了三百六"),
        ("红包收了六百六，想买个礼物", "红包收了六百六"),
        ("my dad gave me 100 to buy mum something", "my dad gave me 100"),
        ("给妈妈买围巾，我攒了五百", "我攒了五百"),
        ("gift for dad we raised 90", "raised 90"),
    ],
)
def test_whose_money_it_is_belongs_to_the_sum_and_names_no_goods(text: str, said: str) -> None:
    assert [found.text for found in find_price_ranges(text)] == [said]
