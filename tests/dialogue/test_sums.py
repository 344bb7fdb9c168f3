"""What several goods cost together that are only named, in pieces and forms of their own."""

from collections.abc import Callable

import pytest
from shop_floor import Shopper


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("teapot + brooch + backpack makes?", None),
        ("a porcelain teapot and a leather backpack, what would that come to?", "$245"),
        ("the Willow teapot plus the leather backpack: total?", "$245"),
        ("price of a teapot and a canvas tote together", "$88"),
        ("two teapots and a leather backpack, what's the total?", "$301"),
        ("a canvas tote in blue plus two teapots: total?", "$144"),
    ],
)
def test_goods_named_by_kind_are_added_up(
    text: str, total: str | None, shopper: Callable[..., Shopper]
) -> None:
    """Each part means the only product it fits; where one has no price, or means none, nothing is added."""
    reply = shopper().ask(text)["reply"]
    assert (total in reply) if total else ("$245" not in reply)
