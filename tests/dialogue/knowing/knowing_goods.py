"""Catalogues of several trades whose records state things in several ways, and brands with stories."""

from datetime import UTC, datetime
from typing import Any

from floorwalker.catalog import Brand, Product, Variant
from floorwalker.core import Money


def thing(number: int, title: str, brand: str = "", price: int | None = None, **more: Any) -> Product:
    """A product ``k:NUMBER`` with a price in cents of USD, or of ``currency``."""
    currency = more.pop("currency", "USD")
    return Product(
        id=f"k:{number}",
        source="k",
        source_id=str(number),
        title=title,
        brand=brand,
        price=None if price is None else Money(price, currency),
        **more,
    )


TONER = thing(
    1, "Alcohol-Free Rose Toner 150ml", "Halden", 2400, category="Skincare > Toner", rating=4.6, popularity=90.0,
    description="A calming toner for dry skin. Made without parabens or fragrance. Not waterproof. Save $5 today!",
)  # fmt: skip
CREAM = thing(
    2, "素里清爽保湿面霜50g", "素里", 12900, currency="CNY", category="面霜",
    description="质地清爽，不油腻。不含酒精，适合敏感肌。不防水。女士情人节礼盒装。", popularity=40.0,
)  # fmt: skip
SCARF = thing(
    3, "Fjord Scarf", "Halden", 8900, category="Scarves", rating=4.8, popularity=30.0,
    description="A scarf of merino wool, not cashmere. For women. The perfect gift for your mother.",
    updated_at=datetime(2026, 3, 1, tzinfo=UTC),
)  # fmt: skip
SHAWL = thing(
    4, "Heron Shawl", "Ashby", 12900, category="Scarves", rating=4.5, popularity=70.0,
    description="Pure cashmere, woven in Scotland. Hand-finished edges.",
    updated_at=datetime(2026, 5, 1, tzinfo=UTC),
)  # fmt: skip
DIVER = thing(
    5, "Diver 40", "Vallon", 89000, category="Watches", rating=4.7,
    description="An automatic diver's watch. Water resistant to 200 m. The dial is matte black.",
    attributes={"Movement": ("Automatic",), "Case material": ("Steel",), "Crystal": ("Sapphire",)},
)  # fmt: skip
DRESS_WATCH = thing(
    6, "Lune 36", "Vallon", 64000, category="Watches", rating=4.7,
    description="A thin dress watch on a leather strap.",
    attributes={"Movement": ("Quartz",), "Crystal": ("Sapphire",)},
)  # fmt: skip
WINE = thing(
    7, "Château Belcastel", "Belcastel", 3200, category="Red Wine",
    description="A dry red from the right bank. Notes of plum and cedar. Serve at 16 degrees.",
    attributes={"Vintage": ("2016",), "Region": ("Bordeaux",), "Grape": ("Merlot", "Cabernet Franc")},
)  # fmt: skip
TOTE = thing(
    8, "Harbour Tote", "Halden", 3200, category="Bags",
    variants=(
        Variant("r", "Red", options={"Color": "Red"}, price=Money(3200, "USD")),
        Variant("b", "Blue", options={"Color": "Blue"}, price=Money(3200, "USD")),
    ),
)  # fmt: skip
GOODS = [TONER, CREAM, SCARF, SHAWL, DIVER, DRESS_WATCH, WINE, TOTE]

BRANDS = [
    Brand(
        "halden", "Halden",
        story={
            "en": "Halden was founded in 1987 by the sisters Ida and Marit Holm. The workshop stands in Bergen, Norway. "
                  "Every piece is knitted by hand. Today eleven people work there. Scarves cost $40 in the first year.",
            "zh": "Halden 由霍尔姆姐妹于1987年创立。工坊位于挪威卑尔根。每一件都由手工编织。",
        },
        url="https://halden.example/story",
    ),
    Brand("素里", "素里", aliases=("Suli",), story={"zh": "素里成立于2019年，来自杭州。品牌主打东方花香。"}, niche=True),
    Brand("vallon", "Vallon", story={"en": "Vallon makes watches. Nobody hurries there."}),
]  # fmt: skip
