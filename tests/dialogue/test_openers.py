"""No conversation hears the same opening twice, and a shop's tone is heard."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from shop_floor import Shopper, dollar_shop, yuan_shop

from floorwalker.core import load_settings
from floorwalker.dialogue import House

ENGLISH = (
    "hello", "lipsticks under $40", "something cheaper", "the first one", "is it in stock?", "what is it made of?",
    "perfumes then", "anything by Dior?", "compare them", "can I get 20% off?", "a gift for my mother", "thanks",
)  # fmt: skip
CHINESE = (
    "你好", "看看口红", "再便宜一点", "第一款", "有货吗", "什么成分", "香水呢", "兰蔻有什么", "哪个贵", "能打八折吗",
    "送妈妈的礼物", "谢谢",
)  # fmt: skip
SAME = ("lipstick", "perfume", "ring", "teapot", "tote", "lipstick", "perfume", "ring", "teapot", "tote", "lipstick", "perfume")  # fmt: skip


def first_sentence(reply: str) -> str:
    """The words up to the first full stop or list, without figures."""
    head = reply.strip().split("\n", 1)[0]
    for mark in ("。", "！", "？", ". ", "! ", "? "):
        head = head.split(mark, 1)[0]
    return "".join(char for char in head if not char.isdigit())


@pytest.mark.parametrize(
    ("shop", "messages"),
    [("default", ENGLISH), ("yuan", CHINESE), ("default", SAME)],
    ids=["english", "chinese", "one search after the other"],
)
def test_twelve_turns_open_twelve_ways(shop: str, messages: tuple[str, ...], shopper) -> None:
    ann: Shopper = shopper(shop)
    openings = [first_sentence(ann.ask(message)["reply"]) for message in messages]
    assert len(set(openings)) == len(messages) == 12


def test_the_same_message_twelve_times_is_worded_anew(shopper) -> None:
    ann: Shopper = shopper("yuan")
    openings = [first_sentence(ann.ask("护手霜")["reply"]) for _ in range(12)]
    assert len(set(openings)) == 12


@pytest.fixture(scope="module")
def replies_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """What the shops reply to the same messages in one tone."""
    houses: list[House] = []

    def replies_in(tone: Any) -> str:
        house = House(load_settings(tmp_path_factory.mktemp(tone), tone=tone))
        houses.append(house)
        house.shops.create("yuan", currency="CNY")
        told = ""
        for shop, products, messages in (("default", dollar_shop(), ENGLISH), ("yuan", yuan_shop(), CHINESE)):
            assistant = house.assistant(shop)
            assistant.catalog.apply(products)
            assistant.search.index_now()
            ann = Shopper(assistant)
            told += "".join(ann.ask(message)["reply"] for message in messages)
        return told

    yield replies_in
    for house in houses:
        house.close()


def test_tones_differ_in_words_and_not_in_facts(replies_in: Callable[[str], str]) -> None:
    """The brief one is the shortest; every tone states the same prices."""
    told = {tone: replies_in(tone) for tone in ("warm", "formal", "brief")}
    assert len(set(told.values())) == 3
    assert len(told["brief"]) < min(len(told["warm"]), len(told["formal"]))
    for price in ("$26.00", "$18.00", "¥129", "¥69"):
        assert all(price in reply for reply in told.values())
