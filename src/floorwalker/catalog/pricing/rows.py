"""Price lists, prices and promotions as rows of the database and back."""

from dataclasses import fields
from decimal import Decimal
from typing import Any

from sqlalchemy import RowMapping

from floorwalker.catalog.pricing.models import ListPrice, PriceList, Promotion, Scope
from floorwalker.core import Money

Row = dict[str, Any]


def list_row(price_list: PriceList) -> Row:
    """The row of a price list, without the shop."""
    return {field.name: getattr(price_list, field.name) for field in fields(PriceList)}


def list_of(row: RowMapping) -> PriceList:
    """The price list that was stored as ``row``."""
    return PriceList(**{field.name: row[field.name] for field in fields(PriceList)})


def price_row(price: ListPrice, position: int) -> Row:
    """The row of a list price, without the shop; ``position`` tells its periods apart."""
    return {
        "list_id": price.list_id,
        "product_id": price.product_id,
        "variant_id": price.variant_id,
        "position": position,
        "price_minor": price.price.minor,
        "compare_at_minor": price.compare_at.minor if price.compare_at else None,
        "valid_from": price.valid_from,
        "valid_to": price.valid_to,
        "stated_at": price.stated_at,
    }


def price_of(row: RowMapping) -> ListPrice:
    """The list price that was stored as ``row``, which has the currency of its list too."""
    currency, compare_at = row["currency"], row["compare_at_minor"]
    return ListPrice(
        list_id=row["list_id"],
        product_id=row["product_id"],
        variant_id=row["variant_id"],
        price=Money(row["price_minor"], currency),
        stated_at=row["stated_at"],
        compare_at=None if compare_at is None else Money(compare_at, currency),
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
    )


def promotion_row(promotion: Promotion) -> Row:
    """The row of a promotion, without the shop."""
    amount, threshold = promotion.amount, promotion.threshold
    return {
        "id": promotion.id,
        "name": dict(promotion.name),
        "kind": promotion.kind,
        "percent": promotion.percent,
        "currency": amount.currency if amount else None,
        "amount_minor": amount.minor if amount else None,
        "threshold_minor": threshold.minor if threshold else None,
        "nth": promotion.nth,
        "scope": scope_json(promotion.scope),
        "market": promotion.market,
        "member_group": promotion.member_group,
        "starts_at": promotion.starts_at,
        "ends_at": promotion.ends_at,
        "stacking": promotion.stacking,
        "priority": promotion.priority,
        "repeats": promotion.repeats,
    }


def promotion_of(row: RowMapping) -> Promotion:
    """The promotion that was stored as ``row``."""
    return Promotion(
        id=row["id"],
        kind=row["kind"],
        percent=None if row["percent"] is None else _plain(row["percent"]),
        amount=_money(row["amount_minor"], row["currency"]),
        threshold=_money(row["threshold_minor"], row["currency"]),
        nth=row["nth"],
        repeats=row["repeats"],
        name=row["name"],
        scope=Scope(**{name: frozenset(values) for name, values in row["scope"].items()}),
        market=row["market"],
        member_group=row["member_group"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        stacking=row["stacking"],
        priority=row["priority"],
    )


def scope_json(scope: Scope) -> dict[str, list[str]]:
    """A scope as JSON: its fields that name something."""
    return {field.name: sorted(values) for field in fields(Scope) if (values := getattr(scope, field.name))}


def _money(minor: int | None, currency: str | None) -> Money | None:
    return None if minor is None or currency is None else Money(minor, currency)


def _plain(percent: Decimal) -> Decimal:
    """20, not 20.0000."""
    whole = percent.to_integral_value()
    return whole if percent == whole else percent.normalize()
