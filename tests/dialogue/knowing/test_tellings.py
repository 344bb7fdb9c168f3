"""Which products findings are about, and the computed facts they bring."""

import pytest
from knowing_goods import SCARF, SHAWL, TONER, WINE

from floorwalker.conversation import BrandTold, Bundle, BundleItem, Comparison, Explained, OffersTold
from floorwalker.core import Money
from floorwalker.dialogue.gather.tellings import computed_facts, products_of
from floorwalker.grounding import Source


def computed(finding, record):
    """The computed facts of one record by their names."""
    facts = computed_facts(finding, "USD")
    return {f.source.field: f.value for f in facts if (f.source.kind, f.source.id) == ("computed", record)}


@pytest.mark.parametrize(
    ("finding", "products"),
    [
        (Bundle((BundleItem(SCARF), BundleItem(WINE, 2)), None), (SCARF, WINE)),
        (BrandTold("halden", "Halden", products=(TONER,)), (TONER,)),
        (Explained(SHAWL, ()), (SHAWL,)),
        (OffersTold((), TONER), (TONER,)),
        (OffersTold(()), ()),
    ],
)
def test_a_finding_names_the_products_it_is_about(finding, products):
    assert products_of(finding) == products


def test_a_bundle_brings_its_sums_and_what_is_left():
    items = (BundleItem(SCARF), BundleItem(WINE, 2))
    finding = Bundle(items, Money(15300, "USD"), Money(20000, "USD"))
    assert computed(finding, "bundle") == {
        "total": Money(15300, "USD"),
        "budget": Money(20000, "USD"),
        "left": Money(4700, "USD"),
        "items": 2,
        "quantity.1": 1,
        "quantity.2": 2,
        "subtotal.1": Money(8900, "USD"),
        "subtotal.2": Money(6400, "USD"),
    }


def test_a_bundle_beyond_the_budget_says_by_how_much():
    finding = Bundle((BundleItem(SCARF),), Money(8900, "USD"), Money(5000, "USD"), fits=False)
    found = computed(finding, "bundle")
    assert found["over"] == Money(3900, "USD")
    assert "left" not in found


def test_a_comparison_brings_places_and_the_difference_of_two_prices():
    finding = Comparison((SCARF, SHAWL), "price", "lower", SCARF)
    assert computed(finding, "comparison") == {"place.1": 1, "place.2": 2, "difference": Money(4000, "USD")}


def test_a_brand_brings_the_number_of_its_products():
    finding = BrandTold("halden", "Halden", total=3)
    assert (
        next(
            f for f in computed_facts(finding, None) if f.source == Source("computed", "brand", "total")
        ).value
        == 3
    )
