"""Live prices and stock over HTTP: single products, many at once, and their history."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from floorwalker.catalog import Availability, CatalogStore, LiveReport, LiveUpdate, Statement
from floorwalker.console import OpenHouse, require_admin
from floorwalker.core import DEFAULT_SHOP, Money, NotFound, UnusableInput

router = APIRouter(prefix="/api/products", tags=["products"], dependencies=[Depends(require_admin)])

MOST_AT_ONCE = 1000
"""Updates that one request may hold."""

_Amount = Annotated[Decimal, Field(ge=0, max_digits=18, allow_inf_nan=False)]
_Count = Annotated[int, Field(ge=0, le=2**53)]
_Id = Annotated[str, Field(min_length=1, max_length=400, pattern=r"^[^\x00]+$")]
_Name = Annotated[str, Field(max_length=400, pattern=r"^[^\x00]*$")]


class LiveValues(BaseModel):
    """What is stated; what is left out stays as it is, and ``null`` says that there is none.

    Amounts are in major units of the product's own currency. ``at`` is when it was stated, by default now; a
    statement older than the stored one has no effect.
    """

    model_config = ConfigDict(extra="forbid")

    variant: _Name = ""
    price: _Amount | None = None
    compare_at_price: _Amount | None = None
    currency: Annotated[str, Field(pattern=r"^([A-Z]{3})?$")] = ""
    stock: _Count | None = None
    availability: Availability = "unknown"
    at: AwareDatetime | None = None

    def update(self, product_id: str = "", sku: str = "") -> LiveUpdate:
        """As the catalogue takes it."""
        stated = ("price", "compare_at_price", "stock", "availability")
        given = {name: getattr(self, name) for name in stated if name in self.model_fields_set}
        return LiveUpdate(
            product_id=product_id,
            sku=sku,
            variant=self.variant,
            currency=self.currency,
            at=_possible(self.at),
            **given,
        )


class ProductUpdate(LiveValues):
    """What is stated of the product ``id``, or of the variant with this ``sku``."""

    id: _Name = ""
    sku: _Name = ""


class Updates(BaseModel):
    """Up to 1,000 updates; each is applied whole or refused, whatever the others do."""

    updates: Annotated[list[ProductUpdate], Field(max_length=MOST_AT_ONCE)]


class Refused(BaseModel):
    """An update without effect: its place in the list from 0, what it named, why, and what to do."""

    position: int
    name: str
    reason: str
    remedy: str


class Outcome(BaseModel):
    """What updates did. ``older`` were overtaken by what is stored."""

    changed: int
    unchanged: int
    older: int
    refused: list[Refused]


def _catalog(
    house: OpenHouse, shop: Annotated[str, Query(pattern=r"^[a-z0-9_-]{1,63}$")] = DEFAULT_SHOP
) -> CatalogStore:
    return house.assistant(shop).catalog


Catalog = Annotated[CatalogStore, Depends(_catalog)]


@router.post("/updates")
def update_products(body: Updates, catalog: Catalog) -> Outcome:
    """State prices and stock of many products in one transaction."""
    return _outcome(catalog.update_live([one.update(one.id, one.sku) for one in body.updates], cause="api"))


@router.patch("/{product_id}")
def update_product(product_id: _Id, body: LiveValues, catalog: Catalog) -> Outcome:
    """State price, stock or availability of one product; the very next answer knows."""
    if not catalog.records([product_id], withdrawn=False):
        raise NotFound(f"there is no product {product_id!r} for sale", "write its id as source:id")
    report = catalog.update_live([body.update(product_id)], cause="api")
    if report.refused:
        raise UnusableInput(report.refused[0].reason, report.refused[0].remedy)
    return _outcome(report)


@router.get("/{product_id}/history")
def history(
    product_id: _Id, catalog: Catalog, limit: Annotated[int, Query(ge=1, le=1000)] = 100
) -> list[dict[str, Any]]:
    """What was stated of a product and its variants: when, by whom, which price and stock; newest first."""
    if not catalog.records([product_id]):
        raise NotFound(f"there is no product {product_id!r}", "write its id as source:id")
    return [_statement(one) for one in catalog.journal.history(product_id, limit)]


def _outcome(report: LiveReport) -> Outcome:
    return Outcome.model_validate(asdict(report))


def _statement(one: Statement) -> dict[str, Any]:
    return {
        "at": one.at,
        "kind": one.kind,
        "cause": one.cause,
        "variant": one.variant_id or None,
        "price": _money(one.price),
        "compare_at_price": _money(one.compare_at_price),
        "availability": one.availability,
        "stock": one.stock,
    }


def _money(money: Money | None) -> dict[str, str] | None:
    return {"amount": str(money.amount), "currency": money.currency} if money else None


def _possible(moment: datetime | None) -> datetime | None:
    """A moment that fits into UTC; a zone may lead out of the calendar."""
    try:
        return moment and moment.astimezone(tz=None)
    except (OverflowError, ValueError) as error:
        raise UnusableInput(f"the moment {moment} is out of range", "leave `at` out for now") from error
