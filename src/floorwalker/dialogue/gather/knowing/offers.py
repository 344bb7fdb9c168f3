"""Promotions that hold now, as a customer may be told of them."""

from collections.abc import Iterator
from datetime import datetime

from floorwalker.catalog import CatalogStore, Product
from floorwalker.catalog.pricing import Offer, PriceStore, Promotion, Shopper, describe
from floorwalker.catalog.pricing.scope import matcher
from floorwalker.conversation import OffersTold
from floorwalker.core import Language
from floorwalker.grounding import Fact, Source

_MOST = 4
_ANYBODY = Shopper()


def offers_now(
    catalog: CatalogStore, product: Product | None, language: Language, shopper: Shopper = _ANYBODY
) -> tuple[OffersTold | None, tuple[Fact, ...]]:
    """The promotions in force, at most four, each as a fact in words; ``None`` where there are none.

    Args:
        catalog: the shop's.
        product: the product asked about, whose promotions alone are told; ``None``: all of the shop's.
        language: of the words.
        shopper: who asks; promotions for other markets, and for members where they are none, are not told.
    """
    facts = tuple(
        Fact(
            Source("promotion", promotion.id, f"description.{language}"),
            describe(promotion, language),
            "a promotion in force, worded by the pricing rules",
        )
        for promotion in _in_force(catalog, product, shopper)
    )[:_MOST]
    return (OffersTold(tuple(fact.source for fact in facts), product) if facts else None), facts


def _in_force(catalog: CatalogStore, product: Product | None, shopper: Shopper) -> Iterator[Promotion]:
    now = catalog.clock.now()
    book = PriceStore(catalog.database, catalog.shop_id, catalog.clock).book()
    for promotion in book.terms(shopper, now).in_force(now):
        if product is None or matcher(promotion.scope).fits(_offer(product, now)):
            yield promotion


def _offer(product: Product, now: datetime) -> Offer:
    """What of a product decides whether it is in a promotion's scope."""
    price, compare_at = product.price, product.compare_at_price
    return Offer(product.id, "", product.brand, product.category, product.tags, price, compare_at, now)
