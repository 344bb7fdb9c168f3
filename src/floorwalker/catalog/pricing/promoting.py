"""What promotions make of the price of one piece."""

from collections.abc import Iterable
from dataclasses import dataclass

from floorwalker.catalog.pricing.arithmetic import less_percent
from floorwalker.catalog.pricing.models import Promotion
from floorwalker.core import Money


@dataclass(frozen=True, slots=True)
class Reduced:
    """A price, and the promotions that made it so, in the order in which they were applied."""

    price: Money
    promotions: tuple[Promotion, ...] = ()

    @property
    def is_exclusive(self) -> bool:
        """Whether an exclusive promotion is in it, beside which no other applies."""
        return any(promotion.is_exclusive for promotion in self.promotions)


def application_order(promotion: Promotion) -> tuple[int, str]:
    """Sort key: promotions are applied from the highest priority down, equal ones by id."""
    return -promotion.priority, promotion.id


def reduce_price(price: Money, promotions: Iterable[Promotion]) -> Reduced:
    """A price after all of ``promotions`` have been applied to it, one after the other.

    Each works on what the one before it has left: a percentage is taken off the running price and rounded
    half up, an amount is subtracted down to zero. An amount in another currency does not apply, and what
    lowers nothing is not named.
    """
    minor, applied = price.minor, []
    for promotion in sorted(promotions, key=application_order):
        lower = _lower(minor, price.currency, promotion)
        if lower < minor:
            minor = lower
            applied.append(promotion)
    return Reduced(Money(minor, price.currency), tuple(applied)) if applied else Reduced(price)


def best_price(price: Money, promotions: Iterable[Promotion]) -> Reduced:
    """The lowest price that item promotions allow.

    An exclusive promotion applies alone. The best of them is compared with the stack of all that stack, and
    the customer gets the lower price; of equal ones the one with fewer promotions.
    """
    ordered = sorted(promotions, key=application_order)
    stack = reduce_price(price, (one for one in ordered if not one.is_exclusive))
    alone = (reduce_price(price, (one,)) for one in ordered if one.is_exclusive)
    return min((stack, *alone), key=lambda way: (way.price.minor, len(way.promotions)))


def _lower(minor: int, currency: str, promotion: Promotion) -> int:
    if promotion.kind == "percent" and promotion.percent is not None:
        return less_percent(minor, promotion.percent)
    if promotion.kind == "amount" and promotion.amount is not None and promotion.amount.currency == currency:
        return max(0, minor - promotion.amount.minor)
    return minor
