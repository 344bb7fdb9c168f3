"""Reading lists, prices and promotions inside the caller's transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from floorwalker.catalog.chunks import chunks
from floorwalker.catalog.pricing.book import Book
from floorwalker.catalog.pricing.models import ListPrice
from floorwalker.catalog.pricing.rows import list_of, price_of, promotion_of
from floorwalker.catalog.pricing.tables import list_price, price_list, promotion


def read_book(connection: sa.Connection, shop_id: str) -> Book:
    """The lists and promotions of a shop, also those that are over."""
    lists = connection.execute(
        sa.select(price_list).where(price_list.c.shop_id == shop_id).order_by(price_list.c.id)
    )
    promotions = connection.execute(
        sa.select(promotion).where(promotion.c.shop_id == shop_id).order_by(promotion.c.id)
    )
    return Book(tuple(map(list_of, lists.mappings())), tuple(map(promotion_of, promotions.mappings())))


def read_prices(
    connection: sa.Connection,
    shop_id: str,
    product_ids: Iterable[str],
    list_ids: Collection[str] | None = None,
    after: datetime | None = None,
) -> dict[str, list[ListPrice]]:
    """List prices by product, in a certain order; products without any are left out.

    Args:
        connection: to read through.
        shop_id: the shop.
        product_ids: the products asked for.
        list_ids: only of these lists; ``None``: of all.
        after: only prices that are in force at this moment or later; ``None``: all.
    """
    prices = list_price.c
    query = (
        sa.select(list_price, price_list.c.currency)
        .join(price_list, (price_list.c.shop_id == prices.shop_id) & (price_list.c.id == prices.list_id))
        .where(prices.shop_id == shop_id)
        .order_by(prices.product_id, prices.list_id, prices.variant_id, prices.position)
    )
    if list_ids is not None:
        query = query.where(prices.list_id.in_(list_ids))
    if after is not None:
        query = query.where(prices.valid_to.is_(None) | (prices.valid_to > after))
    found: defaultdict[str, list[ListPrice]] = defaultdict(list)
    for some in chunks(list(dict.fromkeys(product_ids))):
        for row in connection.execute(query.where(prices.product_id.in_(some))).mappings():
            found[row["product_id"]].append(price_of(row))
    return dict(found)


def next_price_change(
    connection: sa.Connection, shop_id: str, after: datetime, list_ids: Sequence[str] | None = None
) -> datetime | None:
    """The next moment after ``after`` at which a list price begins or ends.

    Args:
        connection: to read through.
        shop_id: the shop.
        after: the moment to start from.
        list_ids: only of these lists; ``None``: of all.
    """
    moments = []
    for column in (list_price.c.valid_from, list_price.c.valid_to):
        query = sa.select(sa.func.min(column)).where(list_price.c.shop_id == shop_id, column > after)
        if list_ids is not None:
            query = query.where(list_price.c.list_id.in_(list_ids))
        moments.append(connection.execute(query).scalar())
    return min((moment for moment in moments if moment is not None), default=None)
