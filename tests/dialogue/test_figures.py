"""Products are listed by the figures that were asked for; a figure that no record states is owned up to."""

import pytest
from shop_floor import goods

from floorwalker.conversation import FigureWish
from floorwalker.dialogue.gather.figures import with_figures

TENTS = [
    goods(number, title, "Tarn", "Tents", 10000, "USD", description=description)
    for number, (title, description) in enumerate(
        [
            ("Solo Tent", "A one-person tent."),
            ("Trio Tent", "Sleeps three."),
            ("Barn Tent", "Room for six, 9 kg."),
            ("Mystery Tent", "A fine tent."),
        ],
        1,
    )
]


def listed(value: str, unit: str, **more: object) -> list[str]:
    figure = FigureWish(value=value, unit=unit, said="said", **more)  # type: ignore[arg-type]
    return [product.title for product in with_figures(TENTS, [figure])[0]]


@pytest.mark.parametrize(("value", "expected"), [("3", ["Trio Tent"]), ("5", ["Barn Tent"]), ("9", [])])
def test_the_very_figure_comes_before_more_of_it(value: str, expected: list[str]) -> None:
    """A tent for three where there is one; for five people one for six will do."""
    assert listed(value, "person") == expected


def test_bounds_are_kept() -> None:
    """What has more than is needed fits where that was asked for, whatever the unit it is stated in."""
    assert listed("2", "person", bound="least") == ["Trio Tent", "Barn Tent"]
    assert listed("2", "person", bound="most") == ["Solo Tent"]
    assert listed("9500", "g", bound="most") == ["Barn Tent"]


def test_what_no_product_states_is_told() -> None:
    """Nothing is left out then; what was said in passing is not even missed."""
    for passing in (False, True):
        figure = FigureWish(value="50", unit="spf", said="SPF 50", passing=passing)
        products, silent = with_figures(TENTS, [figure])
        assert (len(products), [wish.said for wish in silent]) == (4, [] if passing else ["SPF 50"])


def test_a_range_takes_what_lies_in_it() -> None:
    """From five to ten kilograms, in any unit of weight."""
    assert listed("5", "kg", high="10") == ["Barn Tent"]
    assert listed("1", "kg", high="2") == []
