"""Which price list's price counts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from floorwalker.catalog.pricing.models import ListPrice, PriceList
from floorwalker.catalog.pricing.periods import in_force

_EVER = datetime.max.replace(tzinfo=UTC)
_EARLIEST = datetime.min.replace(tzinfo=UTC)


def choose_price(
    prices: Iterable[ListPrice],
    lists: Mapping[str, PriceList],
    variant_id: str,
    currency: str | None,
    now: datetime,
) -> ListPrice | None:
    """The list price that counts for a product or variant; ``None``: its own record's price does.

    Of the lists that are for the shopper and have a price in force, the more specific wins: for a group in a
    market, before for a group, before for a market, before for everybody; then the one of higher priority;
    then the lower price (prices in different currencies are not compared: one in the record's currency comes
    first); at last the list's id decides. A list of any kind beats the record.

    Within a list a price for the variant beats one for every variant. Of overlapping periods the one that
    began last counts, then the one that ends first, then the lower price.

    Args:
        prices: of the product, in any list.
        lists: those that are for the shopper, by id.
        variant_id: which variant; empty: the product itself.
        currency: of the record's price, where it has one.
        now: the moment of asking.
    """
    by_list: defaultdict[str, list[ListPrice]] = defaultdict(list)
    for price in prices:
        if (
            price.list_id in lists
            and price.variant_id in {"", variant_id}
            and in_force(price.valid_from, price.valid_to, now)
        ):
            by_list[price.list_id].append(price)
    if not by_list:
        return None
    own = [_best_of_list(some) for some in by_list.values()]
    return min(own, key=lambda price: _rank(price, lists[price.list_id], currency))


def _best_of_list(prices: Sequence[ListPrice]) -> ListPrice:
    return min(
        prices,
        key=lambda price: (
            not price.variant_id,
            _EVER - (price.valid_from or _EARLIEST),
            price.valid_to or _EVER,
            price.price.minor,
        ),
    )


def _rank(
    price: ListPrice, price_list: PriceList, currency: str | None
) -> tuple[int, int, bool, str, int, str]:
    money = price.price
    return (
        -price_list.specificity,
        -price_list.priority,
        money.currency != currency,
        money.currency,
        money.minor,
        price_list.id,
    )
