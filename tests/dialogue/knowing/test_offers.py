"""Promotions in force, told with figures that pass the check."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from knowing_goods import GOODS, SCARF, TONER

from floorwalker.catalog import CatalogStore
from floorwalker.catalog.pricing import PriceStore, Promotion, Scope
from floorwalker.core import FixedClock, Money
from floorwalker.dialogue.check import check
from floorwalker.dialogue.gather.knowing import offers_now
from floorwalker.grounding import Evidence, Figure, Sentence

NOW = datetime(2026, 11, 11, tzinfo=UTC)


@pytest.fixture
def catalog(sqlite_database):
    store = CatalogStore(sqlite_database, "default", FixedClock(NOW))
    store.apply(GOODS)
    PriceStore(sqlite_database, "default", store.clock).put_promotions([
        Promotion("sum", "threshold", amount=Money(5000, "USD"), threshold=Money(30000, "USD")),
        Promotion("second", "nth_item", percent=Decimal(50), nth=2, scope=Scope(categories=frozenset({"Scarves"}))),
        Promotion("tenth", "percent", percent=Decimal(12), scope=Scope(brands=frozenset({"Halden"})), ends_at=NOW + timedelta(days=9)),
        Promotion("over", "percent", percent=Decimal(90), ends_at=NOW - timedelta(days=1)),
        Promotion("later", "percent", percent=Decimal(80), starts_at=NOW + timedelta(days=1)),
        Promotion("members", "percent", percent=Decimal(70), member_group="gold"),
        Promotion("abroad", "percent", percent=Decimal(60), market="JP"),
    ])  # fmt: skip
    return store


def ids(offers):
    return {source.id for source in offers.sources}


def test_the_promotions_in_force_for_everybody_are_told(catalog):
    offers, facts = offers_now(catalog, None, "en")
    assert ids(offers) == {"sum", "second", "tenth"}
    assert {fact.source for fact in facts} == set(offers.sources)


def test_of_a_product_only_those_for_it_are_told(catalog):
    assert ids(offers_now(catalog, TONER, "en")[0]) == {"sum", "tenth"}
    assert ids(offers_now(catalog, SCARF, "zh")[0]) == {"sum", "second", "tenth"}


def test_without_a_promotion_there_is_no_finding(sqlite_database):
    assert offers_now(CatalogStore(sqlite_database, "default", FixedClock(NOW)), None, "en") == (None, ())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_figures_of_an_offer_pass_the_check(catalog, language):
    offers, facts = offers_now(catalog, None, language)
    drafted = [Sentence(("· ", Figure(source), "\n")) for source in offers.sources]
    checked = list(check(drafted, Evidence().plus(facts), lambda _: (), language, "builtin"))
    assert all(one.text and not one.dropped for one in checked)
    assert any("50" in one.text for one in checked)
