"""Amounts, counts and ratings in titles, in one unit each."""

import pytest

from floorwalker.catalog.attributes.measures import measures
from floorwalker.text import fold


def measured(text: str) -> list[str]:
    return [f"{one.name}={one.value}" for one in measures(fold(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("面霜50g", ["weight=50 g"]),
        ("爽肤水 200毫升", ["volume=200 ml"]),
        ("200ML toner", ["volume=200 ml"]),
        ("juice 1.5 L", ["volume=1500 ml"]),
        ("serum 1 fl. oz", ["volume=29.574 ml"]),
        ("balm 0.5 oz", ["weight=14.175 g"]),
        ("lotion 1.7 oz / 50 ml", ["volume=50 ml"]),
        ("lotion 3.4 fl oz (100 mL)", ["volume=100 ml"]),
        ("rice 5 lb", ["weight=2267.96 g"]),
        ("大米 10斤", ["weight=5000 g"]),
        ("chain 18 inch", ["length=45.72 cm"]),
        ('chain 18"', ["length=45.72 cm"]),
        ("1/2 inch drill", ["length=1.27 cm"]),
        ("香水30/50/100ml", ["volume=30 ml", "volume=50 ml", "volume=100 ml"]),
        ("cord 2-3 m", ["length=200 cm", "length=300 cm"]),
        ("25g*2", ["weight=25 g", "count=2 pieces"]),
        ("30ml×3", ["volume=30 ml", "count=3 pieces"]),
        ("2 x 30 ml", ["count=2 pieces", "volume=30 ml"]),
        ("80g3只装", ["weight=80 g", "count=3 pieces"]),
        ("面膜 5片装", ["count=5 pieces"]),
        ("两支装", ["count=2 pieces"]),
        ("单支装", ["count=1 pieces"]),
        ("耳环一对", ["count=2 pieces"]),
        ("浴盐75mlspa级", ["volume=75 ml"]),
        ("护肤三件套", ["count=3 pieces"]),
        ("Set of 3 bowls", ["count=3 pieces"]),
        ("socks, 3-pack", ["count=3 pieces"]),
        ("Lip Trio", ["count=3 pieces"]),
        ("防晒50mlSPF30/PA+++", ["volume=50 ml", "spf=30 spf", "pa=+++"]),
        ("SPF 50+ PA++++", ["spf=50 spf", "pa=++++"]),
        ("rug 120 x 180 cm", ["size=120×180 cm"]),
        ("1,000 g", ["weight=1000 g"]),
        ("1,7 fl oz", ["volume=50.275 ml"]),
        ("8GB+256GB", ["storage=8 GB", "storage=256 GB"]),
        ("2m cable", ["length=200 cm"]),
    ],
)
def test_measures(text: str, expected: list[str]) -> None:
    assert measured(text) == expected


@pytest.mark.parametrize(
    "text",
    ["第2件半价", "买2送1", "2件8折", "2支包邮", "双11", "【11-11套装】", "SK2精华", "iPhone 15", "24小时", "米色50米色", "5G网络", "一件风衣", "一对一辅导", "单支", "1:1", "0ml"],
)  # fmt: skip
def test_figures_that_measure_nothing(text: str) -> None:
    assert measured(text) == []
