"""One house with two shops for the tests of the dialogue room, and vocabularies for its readers."""

from collections.abc import Callable, Iterator

import pytest
from shop_floor import Shopper, brands, dollar_shop, read, yuan_shop

from floorwalker.conversation import ConversationState, ShoppingNeed
from floorwalker.core import load_settings
from floorwalker.dialogue import House
from floorwalker.dialogue.understand import ShopVocabulary


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The shops ``default`` (USD) and ``yuan`` (CNY), indexed; tests that change products use shops of their own."""
    house = House(load_settings(tmp_path_factory.mktemp("house")))
    house.shops.create("yuan", currency="CNY")
    for shop, products in (("default", dollar_shop()), ("yuan", yuan_shop())):
        assistant = house.assistant(shop)
        assistant.catalog.apply(products)
        assistant.search.index_now()
    yield house
    house.close()


@pytest.fixture
def shopper(house: House) -> Callable[..., Shopper]:
    """Begins a conversation in a shop."""
    return lambda shop="default": Shopper(house.assistant(shop))


@pytest.fixture(scope="session")
def vocabulary() -> ShopVocabulary:
    """The brands of both shops, and three that are ordinary words or kinds of goods as well."""
    return ShopVocabulary(
        brands([*dollar_shop(), *yuan_shop()])
        | {"benefit": "Benefit Cosmetics", "theordinary": "The Ordinary", "silk": "Silk", "mac": "M.A.C"}
    )


@pytest.fixture
def need_after(vocabulary: ShopVocabulary) -> Callable[..., ShoppingNeed]:
    """The need after messages said one after the other, with a list in view from the first on."""

    def need_after(*messages: str, currency: str = "USD") -> ShoppingNeed:
        state = ConversationState()
        for message in messages:
            need = read(message, vocabulary, state, currency).need
            state = ConversationState(need=need, focus=("shop:1", "shop:2"))
        return state.need

    return need_after
