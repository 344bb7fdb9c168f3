"""From an offer, list prices and promotions to the price that a shopper pays."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from floorwalker.catalog.pricing.book import Terms
from floorwalker.catalog.pricing.choosing import choose_price
from floorwalker.catalog.pricing.models import ListPrice, Promotion
from floorwalker.catalog.pricing.periods import boundaries, in_force
from floorwalker.catalog.pricing.promoting import best_price
from floorwalker.catalog.pricing.quotes import Offer, Quote, higher


def plain_quote(offer: Offer) -> Quote:
    """The quote of a shop without lists, promotions and limits of age: what the record says."""
    price = offer.price
    compare_at = None if price is None or offer.compare_at is None else higher(offer.compare_at, price)
    return Quote(price, compare_at, None, "", (), offer.stated_at, True, None, price)


def quote(
    offer: Offer, prices: Sequence[ListPrice], terms: Terms, now: datetime, max_age: timedelta | None
) -> Quote:
    """What one piece of ``offer`` costs now.

    The chosen list's price (:func:`choose_price`), or the record's own, less the item promotions
    (:func:`best_price`). A price is quoted until it is as old as ``max_age``; a list's price that is too old
    is not replaced by one from elsewhere, which would be a wrong one for this shopper.

    Args:
        offer: the product's own record.
        prices: the product's prices in the shopper's lists.
        terms: those lists, and the promotions for the shopper.
        now: the moment of asking.
        max_age: the greatest age of a price; ``None``: any.
    """
    chosen = choose_price(
        prices, terms.lists, offer.variant_id, offer.price.currency if offer.price else None, now
    )
    price, compare_at = (chosen.price, chosen.compare_at) if chosen else (offer.price, offer.compare_at)
    stated_at = chosen.stated_at if chosen else offer.stated_at
    list_id = chosen.list_id if chosen else ""
    tax_included = terms.lists[list_id].tax_included if chosen else None
    promotions = terms.for_item(offer)
    changes = list(_changes(offer, prices, promotions, now))
    if price is not None and max_age is not None:
        expires = stated_at + max_age
        if now >= expires:
            until = min(changes, default=None)
            return Quote(None, None, tax_included, list_id, (), stated_at, False, until, None)
        changes.append(expires)
    until = min(changes, default=None)
    if price is None:
        return Quote(None, None, tax_included, list_id, (), stated_at, True, until, None)
    best = best_price(price, (one for one in promotions if in_force(one.starts_at, one.ends_at, now)))
    return Quote(
        price=best.price,
        compare_at=(compare_at and higher(compare_at, price)) or higher(price, best.price),
        tax_included=tax_included,
        list_id=list_id,
        promotions=tuple(one.id for one in best.promotions),
        stated_at=stated_at,
        fresh=True,
        until=until,
        before=price,
    )


def _changes(
    offer: Offer, prices: Sequence[ListPrice], promotions: Sequence[Promotion], now: datetime
) -> Iterator[datetime]:
    for price in prices:
        if price.variant_id in {"", offer.variant_id}:
            yield from boundaries(price.valid_from, price.valid_to, now)
    for promotion in promotions:
        yield from boundaries(promotion.starts_at, promotion.ends_at, now)
