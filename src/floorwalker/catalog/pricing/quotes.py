"""What a product's own record says, and what a shopper pays. Light values: thousands are made at a time."""

from datetime import datetime
from typing import NamedTuple

from floorwalker.core import Money


class Offer(NamedTuple):
    """A product or (``variant_id`` not empty) one of its variants, as its own record has it.

    ``stated_at`` is when the shop last stated the price. Where a product has variants with prices of their
    own, ask for each of them: an offer without a variant takes only list prices meant for every variant.
    """

    product_id: str
    variant_id: str
    brand: str
    category: str
    tags: tuple[str, ...]
    price: Money | None
    compare_at: Money | None
    stated_at: datetime


class Quote(NamedTuple):
    """What one piece costs this shopper now.

    Args:
        price: what is paid; ``None`` where nobody has stated a price, or it is too old to be quoted.
        compare_at: the former price that the record or the list gives, else the price before promotions where
            these lowered it; always higher than ``price``, or ``None``.
        tax_included: whether the price includes tax; ``None`` where the shop does not say.
        list_id: the price list it is from; empty: the product's own record.
        promotions: ids of the promotions in it, in the order in which they were applied.
        stated_at: when the shop last stated the price.
        fresh: ``False`` where there is a price, but older than the shop quotes.
        until: the next moment at which the quote may change by itself, as a period begins or ends or the
            price gets too old; ``None``: never.
        before: the price without promotions.
    """

    price: Money | None
    compare_at: Money | None
    tax_included: bool | None
    list_id: str
    promotions: tuple[str, ...]
    stated_at: datetime
    fresh: bool
    until: datetime | None
    before: Money | None


def higher(compare_at: Money | None, price: Money) -> Money | None:
    """A former price, where it is one: in the same currency as the price, and higher."""
    if compare_at is None or compare_at.currency != price.currency or compare_at.minor <= price.minor:
        return None
    return compare_at
