"""A product that has been taken off the shelf is said to be no longer sold, and nothing else is said of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from shop_floor import Shopper, titles

from floorwalker.catalog import Product
from floorwalker.core import Money, load_settings
from floorwalker.dialogue import Assistant, House
from floorwalker.search import TantivyEngine


def goods(number: int, title: str, price: int, **more: str) -> Product:
    return Product(
        f"s:{number}", "s", str(number), title, price=Money(price, "USD"), availability="in_stock", **more
    )


SHELF = (
    goods(1, "Marlowe Harbour Umbrella", 4500, brand="Marlowe", category="Umbrellas"),
    goods(2, "Marlowe Tweed Cap", 3900, brand="Marlowe", category="Caps"),
    goods(3, "Ashdown Travel Umbrella", 2900, brand="Ashdown", category="Umbrellas"),
    goods(4, "青梧 山水真丝方巾", 28000, brand="青梧", category="丝巾"),
    goods(5, "Ashdown Umbrella Mini", 2100, brand="Ashdown", category="Umbrellas"),
    goods(6, "Red Umbrella", 1900, category="Umbrellas"),
)


@pytest.fixture
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    house = House(load_settings(tmp_path_factory.mktemp("house")))
    assistant = house.assistant("default")
    assistant.catalog.apply(SHELF)
    assistant.search.index_now()
    yield assistant
    house.close()


@pytest.mark.parametrize(
    ("gone", "text", "said"),
    [
        ("s:1", "do you still have the Marlowe Harbour Umbrella?", "no longer sell Marlowe Harbour Umbrella"),
        ("s:1", "how much is the marlowe harbour umbrella", "no longer sell Marlowe Harbour Umbrella"),
        ("s:4", "青梧山水真丝方巾多少钱？", "已经下架"),
        ("s:4", "还有青梧的山水真丝方巾吗", "已经下架"),
    ],
)
def test_a_product_named_is_said_to_be_no_longer_sold(
    assistant: Assistant, gone: str, text: str, said: str
) -> None:
    assistant.catalog.withdraw([gone])
    answer = Shopper(assistant).ask(text)
    assert said in answer["reply"]
    assert gone not in [product["id"] for product in answer["products"]]
    assert not any(figure in answer["reply"] for figure in ("45.00", "280.00"))
    assert all(claim["status"] == "supported" for claim in answer["claims"])


def test_it_is_still_known_after_the_index_was_built_anew(assistant: Assistant, tmp_path: Path) -> None:
    assistant.catalog.withdraw(["s:1"])
    engine = TantivyEngine(assistant.catalog, tmp_path / "anew")
    engine.index_now()
    assert engine.find_withdrawn("the Marlowe Harbour Umbrella", 5) == ("s:1",)


def test_the_second_of_a_list_stays_the_second(assistant: Assistant) -> None:
    ann = Shopper(assistant)
    listed = ann.ask("show me umbrellas")
    first, second = listed["products"][:2]
    assistant.catalog.withdraw([first["id"]])
    assert f"no longer sell {first['title']}" in ann.ask("how much is the first one?")["reply"]
    assert second["title"] in ann.ask("and the second one?")["reply"]


def test_what_is_asked_about_next_may_be_gone(assistant: Assistant) -> None:
    ann = Shopper(assistant)
    ann.ask("how much is the Marlowe Tweed Cap?")
    assistant.catalog.withdraw(["s:2"])
    assert "no longer sell Marlowe Tweed Cap" in ann.ask("is it in stock?")["reply"]


def test_a_general_wish_is_not_taken_for_a_name(assistant: Assistant) -> None:
    assistant.catalog.withdraw(["s:6"])
    answer = Shopper(assistant).ask("I'd like a red umbrella")
    assert "no longer" not in answer["reply"]
    assert titles(answer)
