"""What staff decide shows in what the assistant recommends, and never makes it say what is not so."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from shop_floor import Shopper, amounts, dollar_shop, titles, yuan_shop

from floorwalker.catalog.merchandising import MerchandisingStore
from floorwalker.core import load_settings
from floorwalker.dialogue import House

Open = Callable[[str], Shopper]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Both shops, in a house of this test's own."""
    house = House(load_settings(tmp_path))
    house.shops.create("yuan", currency="CNY")
    for shop, products in (("default", dollar_shop()), ("yuan", yuan_shop())):
        house.assistant(shop).catalog.apply(products)
    yield house
    house.close()


def staff(house: House, shop: str = "default") -> MerchandisingStore:
    """What the staff of a shop decide with."""
    catalog = house.assistant(shop).catalog
    return MerchandisingStore(catalog.database, shop, catalog.clock)


def test_a_pin_heads_the_list_but_not_against_the_budget(house: House, shopper: Open) -> None:
    staff(house).add_rule("pin", "product", "shop:4", query="lipsticks", position=1)
    customer = shopper("default")
    assert titles(customer.ask("I am looking for a lipstick"))[0] == "Grand Couture Lipstick"
    under = customer.ask("under $30 please")
    assert under["products"]
    assert max(amounts(under)) <= 30
    assert "Grand Couture Lipstick" not in titles(customer.ask("a lipstick, but nothing by Dior"))


def test_a_pin_holds_in_chinese(house: House, shopper: Open) -> None:
    staff(house, "yuan").add_rule("pin", "product", "shop:3", query="口红", position=1)
    assert titles(shopper("yuan").ask("想买一支口红"))[0] == "小羊皮哑光口红"


def test_a_boosted_brand_comes_first_where_nothing_else_is_said(house: House, shopper: Open) -> None:
    staff(house).add_rule("boost", "brand", "Fenwick", strength=4)
    assert titles(shopper("default").ask("show me some lipsticks"))[0] == "Dewdrop Sheer Lipstick"


def test_what_is_never_recommended_is_answered_about_when_named(house: House, shopper: Open) -> None:
    staff(house).add_rule("never", "product", "shop:1")
    customer = shopper("default")
    for text in ("lipsticks please", "other ones?", "the cheapest lipstick", "a matte lipstick"):
        assert "Velvet Matte Lipstick" not in titles(customer.ask(text)), text
    for text in ("How much is the Velvet Matte Lipstick?", "I want the Velvet Matte Lipstick"):
        assert titles(shopper("default").ask(text)) == ["Velvet Matte Lipstick"], text
    assert "$26.00" in shopper("default").ask("How much is the Velvet Matte Lipstick?")["reply"]


def test_who_asks_for_a_brand_is_told_what_there_is_of_it(house: House, shopper: Open) -> None:
    staff(house).add_rule("never", "brand", "Dior")
    assert "Grand Couture Lipstick" not in titles(shopper("default").ask("lipsticks please"))
    assert titles(shopper("default").ask("Do you have lipsticks by Dior?")) == ["Grand Couture Lipstick"]


def test_the_shops_own_words_are_understood(house: House, shopper: Open) -> None:
    staff(house).add_synonym(["lippie"], means=["lipstick"])
    staff(house, "yuan").add_synonym(["嘟嘟棒", "口红"])
    english = titles(shopper("default").ask("do you have a lippie?"))
    assert english
    assert all("Lipstick" in title for title in english)
    chinese = titles(shopper("yuan").ask("有嘟嘟棒吗"))
    assert chinese
    assert all("口红" in title for title in chinese)
