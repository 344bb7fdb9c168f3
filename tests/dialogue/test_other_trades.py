"""A shop of outdoor and kitchen goods: what shoppers of other trades than beauty say."""

from collections.abc import Callable, Iterator

import pytest
from shop_floor import Shopper, goods, titles

from floorwalker.core import load_settings
from floorwalker.dialogue import House

CHAIR, STOVE, KETTLE = "Perch Folding Camp Chair", "Cinder One Gas Stove", "Campfire Kettle"
PAN, KNIFE, TONGS = "Cast Iron Skillet", "Santoku Knife", "Stainless Steel Tongs"
BAG, KIDS_BAG = "Mossbed Synthetic Sleeping Bag", "Cub Kids Sleeping Bag"
FILTER, LAMP = "Pondlife Water Filter", "Glowworm Headlamp"


@pytest.fixture(scope="module")
def trail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Shopper]]:
    """Begins a conversation in the shop."""
    rows = [
        (CHAIR, "Camp Furniture", 7900, "A light folding chair."),
        (STOVE, "Stoves", 3900, "Boils half a litre in three minutes. Gas is not included."),
        (KETTLE, "Kettles", 4200, "Enamel, 1.5 litres."),
        (PAN, "Frying Pans", 2490, "Pre-seasoned. Hand wash only."),
        (KNIFE, "Knives", 7200, "A straight edge."),
        (TONGS, "Utensils", 1495, "Long handles."),
        (BAG, "Sleeping Bags", 12900, "Comfortable to 2 °C."),
        (KIDS_BAG, "Sleeping Bags", 4900, "For campers from five to ten."),
        (FILTER, "Hydration", 4200, "Removes bacteria, not viruses."),
        (LAMP, "Lights", 1990, "200 lumens."),
    ]
    house = House(load_settings(tmp_path_factory.mktemp("trail")))
    assistant = house.assistant("default")
    assistant.catalog.apply(
        goods(number, title, "Tarnfell", category, price, "USD", description=text)
        for number, (title, category, price, text) in enumerate(rows, 1)
    )
    assistant.search.index_now()
    yield lambda: Shopper(assistant)
    house.close()


@pytest.mark.parametrize(
    ("wish", "goods"),
    [
        ("Something to sit on round the fire, please.", {CHAIR}),
        ("need somewhere to rest my backside", {CHAIR}),
        ("a tool to flip sausages", {TONGS}),
        ("what do you have for reading in the dark", {LAMP}),
        ("got anything that makes river water safe?", {FILTER}),
        ("It's about tea. What gets water boiling quickest?", {STOVE, KETTLE}),
        ("i need a thing to slice onions", {KNIFE}),
    ],
)
def test_goods_are_sought_by_what_is_done_with_them(wish: str, goods: set[str], trail) -> None:
    assert set(titles(trail().ask(wish))) == goods


def test_several_deeds_are_parts_of_a_bundle(trail) -> None:
    answer = trail().ask("own one fork. need stuff to fry eggs and chop veg, 100 bucks for the lot")
    assert set(titles(answer)) == {PAN, KNIFE}


def test_a_deed_asked_of_what_is_in_view_seeks_nothing(trail) -> None:
    ann: Shopper = trail()
    ann.ask("show me the Cinder One stove")
    assert titles(ann.ask("can i fry eggs on it?")) == [STOVE]


@pytest.mark.parametrize("whom", ["my six-year-old", "my daughter, she's eight", "a 7 yr old"])
def test_a_childs_age_asks_for_what_is_made_for_children(whom: str, trail) -> None:
    assert titles(trail().ask(f"a sleeping bag for {whom}")) == [KIDS_BAG]
    assert titles(trail().ask(f"a stove, {whom} comes along")) == [STOVE]


@pytest.mark.parametrize(
    ("wish", "goods"),
    [
        ("something for people who love their pizza, with a straight edge", {KNIFE}),
        ("tea always goes cold on me, need a kettle", {KETTLE}),
        ("my coffee never gets hot out there. which stove would you suggest", {STOVE}),
        ("any skillets for a bacon addict?", {PAN}),
    ],
)
def test_goods_the_shop_has_none_of_are_told_in_passing(wish: str, goods: set[str], trail) -> None:
    answer = trail().ask(wish)
    assert set(titles(answer)) == goods
    assert "carry" not in answer["reply"]


@pytest.mark.parametrize("wish", ["any tea?", "do you sell dishwashers?", "what coffee do you have"])
def test_goods_asked_for_that_the_shop_has_none_of_are_owned_up_to(wish: str, trail) -> None:
    assert titles(trail().ask(wish)) == []


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("does gas come with it or is that extra?", "not included"),
        ("do i have to buy a canister on top?", "not included"),
        ("is fuel part of the deal?", "not included"),
    ],
)
def test_whether_something_is_included_is_asked_in_many_ways(question: str, told: str, trail) -> None:
    ann: Shopper = trail()
    ann.ask("show me the Cinder One stove")
    assert told in ann.ask(question)["reply"]


@pytest.mark.parametrize("question", ["what would I save with the kettle?", "how much cheaper is the stove?"])
def test_what_is_saved_is_the_difference_of_two(question: str, trail) -> None:
    ann: Shopper = trail()
    ann.ask("compare the Cinder One stove and the Campfire Kettle")
    assert "$3.00" in ann.ask(question)["reply"]


def test_what_somebody_has_is_not_sought_beside_others_of_its_maker(trail) -> None:
    answer = trail().ask("love my Tarnfell camp kettle, what else by them do you stock?")
    assert len(titles(answer)) > 1


def test_your_filter_is_the_only_one_there_is(trail) -> None:
    answer = trail().ask("can i drink straight out of a creek with your filter? viruses covered too?")
    assert "not viruses" in answer["reply"]


def test_goods_that_can_leave_today_are_in_stock(trail) -> None:
    ann: Shopper = trail()
    ann.ask("show me stoves")
    assert "in stock" in ann.ask("then any other kettle, as long as it ships today")["reply"]
