"""All lists and promotions of a shop, and those of them that concern one shopper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from floorwalker.catalog.pricing.models import PriceList, Promotion, Shopper
from floorwalker.catalog.pricing.periods import boundaries, in_force
from floorwalker.catalog.pricing.quotes import Offer
from floorwalker.catalog.pricing.scope import Matcher, matcher


@dataclass(frozen=True, slots=True)
class Terms:
    """What concerns one shopper: price lists by id, and promotions in force or to come.

    ``matchers`` are those of the scopes of ``for_items``, in the same order.
    """

    lists: Mapping[str, PriceList]
    for_items: tuple[Promotion, ...]
    for_baskets: tuple[Promotion, ...]
    matchers: tuple[Matcher, ...]

    def for_item(self, offer: Offer) -> list[Promotion]:
        """The item promotions that are for an offer."""
        return [one for one, scope in zip(self.for_items, self.matchers, strict=True) if scope.fits(offer)]

    def in_force(self, now: datetime) -> list[Promotion]:
        """The promotions of both kinds that are in force."""
        return [
            one for one in (*self.for_items, *self.for_baskets) if in_force(one.starts_at, one.ends_at, now)
        ]

    def next_change(self, now: datetime) -> datetime | None:
        """The next moment at which one of the promotions begins or ends."""
        return min(
            (
                moment
                for one in (*self.for_items, *self.for_baskets)
                for moment in boundaries(one.starts_at, one.ends_at, now)
            ),
            default=None,
        )


@dataclass(frozen=True, slots=True)
class Book:
    """The price lists and promotions of a shop."""

    lists: tuple[PriceList, ...] = ()
    promotions: tuple[Promotion, ...] = ()

    def current(self, now: datetime) -> "Book":
        """The book without the promotions that are over."""
        return Book(self.lists, tuple(one for one in self.promotions if not _is_over(one, now)))

    def terms(self, shopper: Shopper, now: datetime) -> Terms:
        """What of the book concerns a shopper, now or later."""
        meant = [
            one
            for one in self.promotions
            if shopper.is_meant(one.market, one.member_group) and not _is_over(one, now)
        ]
        for_items = tuple(one for one in meant if one.is_for_items)
        return Terms(
            {one.id: one for one in self.lists if shopper.is_meant(one.market, one.member_group)},
            for_items,
            tuple(one for one in meant if not one.is_for_items),
            tuple(matcher(one.scope) for one in for_items),
        )


def _is_over(promotion: Promotion, now: datetime) -> bool:
    return promotion.ends_at is not None and promotion.ends_at <= now
