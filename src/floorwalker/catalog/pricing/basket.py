"""What a basket costs: the pieces' own prices, then the promotions that need a basket."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from floorwalker.catalog.pricing.models import Promotion
from floorwalker.catalog.pricing.pieces import Line, take_off, total
from floorwalker.catalog.pricing.promoting import Reduced, application_order, best_price, reduce_price
from floorwalker.catalog.pricing.quotes import Offer, Quote
from floorwalker.catalog.pricing.scope import matcher
from floorwalker.core import Money, UnusableInput

_WAYS = 256


@dataclass(frozen=True, slots=True)
class BasketLine:
    """So many pieces of an offer, and the quote of one.

    Raises:
        UnusableInput: there is less than one piece.
    """

    offer: Offer
    quote: Quote
    quantity: int = 1

    def __post_init__(self) -> None:
        if self.quantity < 1:
            raise UnusableInput(f"{self.quantity} pieces cannot be bought", "a quantity is 1 or more")


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line of a basket with its price.

    ``price`` is that of one piece before basket promotions and ``promotions`` what is in it; both may differ
    from the quote, since a basket may be cheaper without an item promotion. ``total`` is ``quantity`` times
    ``price`` less ``discount``. All are ``None`` or empty where the basket cannot be priced.
    """

    offer: Offer
    quote: Quote
    quantity: int
    price: Money | None
    promotions: tuple[str, ...]
    discount: Money | None
    total: Money | None


@dataclass(frozen=True, slots=True)
class Discount:
    """What one promotion takes off a basket; ``by_line`` adds up to ``amount``."""

    promotion_id: str
    amount: Money
    by_line: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class Basket:
    """A basket with its prices; ``total`` is ``None`` where it cannot be priced, as nothing is guessed."""

    lines: tuple[PricedLine, ...]
    discounts: tuple[Discount, ...]
    total: Money | None


def basket(lines: Sequence[BasketLine], promotions: Iterable[Promotion]) -> Basket:
    """Price a basket.

    An exclusive promotion applies alone on whatever it is for. So these ways are compared, and the customer
    gets the one with the lowest total (of equal ones, the one with the fewest promotions):

    1. every piece at its quoted price; lines with an exclusive item promotion take no basket promotion, the
       others take those that stack;
    2. every piece at the price that the stacking item promotions give it, and the stacking basket promotions;
    3. for every exclusive basket promotion: the lines it is for at their price without promotions and with
       this one alone, the other lines as in the first way.

    Stacking basket promotions are applied from the highest priority down, each to what the one before has
    left. One that would keep the customer below a later, better threshold is left out. The choice is exact
    for up to eight promotions that take something off; beyond that the best 256 ways are followed.

    So, up to that number, another basket promotion never makes a basket dearer. Another item promotion may,
    where a subtotal no longer reaches a threshold at any of the prices above.

    Args:
        lines: the pieces with their quotes, all made at one moment for one shopper.
        promotions: those of both kinds that are in force for this shopper at that moment.

    Returns:
        A basket without prices where a line has none, or where lines are in different currencies.
    """
    whole = [line.quote.before for line in lines if line.quote.before is not None]
    if len(whole) < len(lines) or len({price.currency for price in whole}) != 1:
        return Basket(tuple(_unpriced(line) for line in lines), (), None)
    plans = _Plans(lines, whole, list(promotions))
    best = min(plans.all(), key=lambda way: (way.total, way.promotions))
    return _priced(lines, best, whole[0].currency)


class _Steps(NamedTuple):
    """Lines after promotions, and what each of these took off each line."""

    lines: tuple[Line, ...]
    steps: tuple[tuple[Promotion, tuple[int, ...]], ...] = ()


class _Way(NamedTuple):
    items: tuple[Reduced, ...]
    result: _Steps

    @property
    def total(self) -> int:
        return total(self.result.lines)

    @property
    def promotions(self) -> int:
        return len(self.result.steps) + sum(len(item.promotions) for item in self.items)


class _Plans:
    """The ways in which a basket can be priced."""

    def __init__(
        self, lines: Sequence[BasketLine], prices: Sequence[Money], promotions: Sequence[Promotion]
    ) -> None:
        self._lines = lines
        self._prices = prices
        currency = prices[0].currency
        ordered = sorted(promotions, key=application_order)
        self._for_items = [one for one in ordered if one.is_for_items]
        self._for_basket = [
            one
            for one in ordered
            if not one.is_for_items and (one.threshold is None or one.threshold.currency == currency)
        ]
        self._scopes = {
            one.id: [matcher(one.scope).fits(line.offer) for line in lines] for one in (*ordered,)
        }

    def all(self) -> Iterable[_Way]:
        quoted = tuple(best_price(price, self._of_items(place)) for place, price in enumerate(self._prices))
        is_open = [not item.is_exclusive for item in quoted]
        yield self._way(quoted, is_open)
        if not all(is_open):
            stacked = tuple(
                reduce_price(price, (one for one in self._of_items(place) if not one.is_exclusive))
                for place, price in enumerate(self._prices)
            )
            yield self._way(stacked, [True] * len(stacked))
        for alone in self._for_basket:
            if alone.is_exclusive:
                scope = self._scopes[alone.id]
                items = tuple(
                    Reduced(price) if chosen else item
                    for price, item, chosen in zip(self._prices, quoted, scope, strict=True)
                )
                still_open = [one and not chosen for one, chosen in zip(is_open, scope, strict=True)]
                yield self._way(items, still_open, alone)

    def _of_items(self, place: int) -> list[Promotion]:
        return [one for one in self._for_items if self._scopes[one.id][place]]

    def _way(
        self, items: tuple[Reduced, ...], is_open: Sequence[bool], alone: Promotion | None = None
    ) -> _Way:
        start = _Steps(
            tuple(((item.price.minor, line.quantity),) for item, line in zip(items, self._lines, strict=True))
        )
        if alone is not None:
            start = self._applied(start, alone, [True] * len(items)) or start
        stacking = [one for one in self._for_basket if not one.is_exclusive]
        return _Way(items, self._best_stack(start, stacking, is_open))

    def _best_stack(self, start: _Steps, promotions: Sequence[Promotion], is_open: Sequence[bool]) -> _Steps:
        """The cheapest outcome of applying each of ``promotions`` in order, or leaving it out."""
        ways = [start]
        for promotion in promotions:
            taken = [after for way in ways if (after := self._applied(way, promotion, is_open))]
            known = {way.lines for way in ways}
            ways += [after for after in taken if after.lines not in known]
            if len(ways) > _WAYS:
                ways = sorted(ways, key=_cost)[:_WAYS]
        return min(ways, key=_cost)

    def _applied(self, way: _Steps, promotion: Promotion, is_open: Sequence[bool]) -> _Steps | None:
        scope = self._scopes[promotion.id]
        chosen = [one and other for one, other in zip(scope, is_open, strict=True)]
        taken = take_off(way.lines, chosen, promotion)
        return _Steps(taken.lines, (*way.steps, (promotion, taken.by_line))) if taken else None


def _cost(way: _Steps) -> tuple[int, int]:
    return total(way.lines), len(way.steps)


def _priced(lines: Sequence[BasketLine], way: _Way, currency: str) -> Basket:
    priced = tuple(
        PricedLine(
            offer=line.offer,
            quote=line.quote,
            quantity=line.quantity,
            price=item.price,
            promotions=tuple(one.id for one in item.promotions),
            discount=Money(item.price.minor * line.quantity - total((after,)), currency),
            total=Money(total((after,)), currency),
        )
        for line, item, after in zip(lines, way.items, way.result.lines, strict=True)
    )
    discounts = tuple(
        Discount(one.id, Money(sum(shares), currency), tuple(Money(share, currency) for share in shares))
        for one, shares in way.result.steps
    )
    return Basket(priced, discounts, Money(way.total, currency))


def _unpriced(line: BasketLine) -> PricedLine:
    return PricedLine(line.offer, line.quote, line.quantity, None, (), None, None)
