"""A shop of several trades with brand stories, for the tests of what the records answer."""

from collections.abc import Iterator

import pytest
from knowing_goods import BRANDS, GOODS

from floorwalker.core import load_settings
from floorwalker.dialogue import Assistant, House


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The shop, indexed."""
    house = House(load_settings(tmp_path_factory.mktemp("knowing")))
    assistant = house.assistant("default")
    assistant.catalog.apply(GOODS)
    assistant.catalog.brand_table.put(BRANDS)
    assistant.search.index_now()
    yield assistant
    house.close()
