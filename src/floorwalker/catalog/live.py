"""Live updates: prices and stock stated outside the feeds, by a till, a webhook or a person."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

import sqlalchemy as sa

from floorwalker.catalog.chunks import chunks
from floorwalker.catalog.journal import Journal
from floorwalker.catalog.models import Availability
from floorwalker.catalog.rows import Row
from floorwalker.catalog.selling import BEST_FIRST
from floorwalker.catalog.tables import product as product_table
from floorwalker.catalog.tables import variant as variant_table
from floorwalker.catalog.writing import LIVE_COLUMNS
from floorwalker.core import Clock, Money, UnusableInput, is_currency
from floorwalker.storage import Database, Write

KEEP: Literal["keep"] = "keep"
"""Says that an update leaves a value as it is; ``None`` says that there is none any more."""

_ON_ORDER = frozenset(("preorder", "backorder"))


@dataclass(frozen=True, slots=True)
class LiveUpdate:
    """What is stated of one product, or of one of its variants.

    Args:
        product_id: the product; may be empty where ``sku`` finds the variant.
        variant: a variant's id or SKU; empty: the product itself.
        sku: a SKU of the whole shop, in place of ``product_id`` and ``variant``.
        price: the new price, in major units.
        compare_at_price: the former price; one that is not higher than the price is none.
        currency: of both, which must be the product's own; empty: that one.
        stock: pieces; without ``availability`` it also tells whether there are any.
        availability: as stated.
        at: when it was stated; ``None``: now. What is older than what is stored has no effect.
    """

    product_id: str = ""
    variant: str = ""
    sku: str = ""
    price: Decimal | Literal["keep"] | None = KEEP
    compare_at_price: Decimal | Literal["keep"] | None = KEEP
    currency: str = ""
    stock: int | Literal["keep"] | None = KEEP
    availability: Availability | Literal["keep"] = KEEP
    at: datetime | None = None

    @property
    def name(self) -> str:
        """What the update calls its target, for reports."""
        return f"{self.product_id} / {self.variant}" if self.variant else self.product_id or self.sku


@dataclass(frozen=True, slots=True)
class Refusal:
    """An update that had no effect: its place in the list, what it named, and why."""

    position: int
    name: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class LiveReport:
    """What a list of updates did. ``older`` were overtaken by what is stored."""

    changed: int = 0
    unchanged: int = 0
    older: int = 0
    refused: tuple[Refusal, ...] = ()

    def __add__(self, other: "LiveReport") -> "LiveReport":
        return LiveReport(
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.older + other.older,
            self.refused + other.refused,
        )


@dataclass(slots=True)
class _Shelf:
    """The stored rows of the products concerned, changed in memory."""

    products: dict[str, Row]
    variants: dict[str, list[Row]]
    dirty: set[str] = field(default_factory=set)
    stated: list[Row] = field(default_factory=list)


class LiveWriter:
    """Writes live updates of one shop inside the caller's transaction."""

    def __init__(self, database: Database, shop_id: str, clock: Clock, journal: Journal) -> None:
        self._database = database
        self._shop_id = shop_id
        self._clock = clock
        self._journal = journal

    def apply(self, updates: Sequence[LiveUpdate], cause: str, connection: Write) -> LiveReport:
        """Apply updates in order; each is applied whole or refused with its reason, whatever the others do.

        An update that names a product with variants, but none of them, states its price for all of them if
        they cost the same; its stock is refused, since nobody can tell where the pieces are.
        """
        now = self._clock.now()
        by_sku = self._by_sku([update.sku for update in updates if update.sku], connection)
        named = [_named(update, by_sku) for update in updates]
        shelf = self._load(list(dict.fromkeys(update.product_id for update in named)), connection)
        refused: list[Refusal] = []
        counts = {"changed": 0, "unchanged": 0, "older": 0}
        for position, update in enumerate(named):
            try:
                counts[_apply(update, shelf, update.at or now)] += 1
            except UnusableInput as problem:
                refused.append(Refusal(position, updates[position].name, problem.message, problem.remedy))
        self._save(shelf, cause, connection)
        return LiveReport(refused=tuple(refused), **counts)

    def _by_sku(self, skus: Sequence[str], connection: Write) -> Mapping[str, list[tuple[str, str]]]:
        found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        table = variant_table.c
        for some in chunks(skus):
            query = (
                sa.select(table.sku, table.product_id, table.id)
                .join(
                    product_table,
                    (product_table.c.shop_id == table.shop_id) & (product_table.c.id == table.product_id),
                )
                .where(
                    table.shop_id == self._shop_id,
                    table.sku.in_(some),
                    product_table.c.withdrawn_at.is_(None),
                )
            )
            for sku, product_id, variant_id in connection.execute(query):
                found[sku].append((product_id, variant_id))
        return found

    def _load(self, ids: Sequence[str], connection: Write) -> _Shelf:
        products: dict[str, Row] = {}
        variants: defaultdict[str, list[Row]] = defaultdict(list)
        for some in chunks(ids):
            names = ("id", *LIVE_COLUMNS, "stated_at", "withdrawn_at")
            query = sa.select(*(product_table.c[name] for name in names)).where(
                product_table.c.shop_id == self._shop_id, product_table.c.id.in_(some)
            )
            products |= {row["id"]: dict(row) for row in connection.execute(query).mappings()}
            of_variants = ("product_id", "position", "id", "sku", *LIVE_COLUMNS)
            query = (
                sa.select(*(variant_table.c[name] for name in of_variants))
                .where(variant_table.c.shop_id == self._shop_id, variant_table.c.product_id.in_(some))
                .order_by(variant_table.c.product_id, variant_table.c.position)
            )
            for row in connection.execute(query).mappings():
                variants[row["product_id"]].append(dict(row))
        return _Shelf(products, variants)

    def _save(self, shelf: _Shelf, cause: str, connection: Write) -> None:
        if not shelf.dirty:
            return
        table = product_table.c
        connection.execute(
            sa.update(product_table)
            .where(table.shop_id == self._shop_id, table.id == sa.bindparam("key"))
            .values({name: sa.bindparam(f"new_{name}") for name in (*LIVE_COLUMNS, "stated_at", "live_at")}),
            [
                {"key": id_, "new_live_at": shelf.products[id_]["stated_at"]}
                | {f"new_{name}": shelf.products[id_][name] for name in (*LIVE_COLUMNS, "stated_at")}
                for id_ in sorted(shelf.dirty)
            ],
        )
        rows = [row for id_ in sorted(shelf.dirty) for row in shelf.variants.get(id_, ())]
        if rows:
            table = variant_table.c
            connection.execute(
                sa.update(variant_table)
                .where(
                    table.shop_id == self._shop_id,
                    table.product_id == sa.bindparam("key"),
                    table.position == sa.bindparam("place"),
                )
                .values({name: sa.bindparam(f"new_{name}") for name in LIVE_COLUMNS}),
                [
                    {"key": row["product_id"], "place": row["position"]}
                    | {f"new_{name}": row[name] for name in LIVE_COLUMNS}
                    for row in rows
                ],
            )
        self._journal.state(connection, shelf.stated, "live", cause)


def _named(update: LiveUpdate, by_sku: Mapping[str, list[tuple[str, str]]]) -> LiveUpdate:
    """The update with its product and variant named, where a SKU finds exactly one."""
    found = by_sku.get(update.sku, []) if update.sku and not update.product_id else []
    if len(found) != 1:
        return update
    return replace(update, product_id=found[0][0], variant=found[0][1])


def _apply(update: LiveUpdate, shelf: _Shelf, at: datetime) -> str:
    product = shelf.products.get(update.product_id)
    if product is None or product["withdrawn_at"]:
        raise UnusableInput(
            f"{update.name or 'nothing'} is no product or SKU for sale, or not the only one", "check the id"
        )
    if at < product["stated_at"]:
        return "older"
    variants = shelf.variants.get(update.product_id, [])
    targets = _targets(update, product, variants)
    before = [{name: row[name] for name in LIVE_COLUMNS} for row in (*targets, product)]
    after = [_stated(update, row, product) for row in targets]
    for row, new in zip(targets, after, strict=True):
        row.update(new)
    if variants:
        product |= _aggregate(variants)
    product["stated_at"] = at
    shelf.dirty.add(update.product_id)
    changed = [
        row
        for row, old in zip((*targets, product), before, strict=True)
        if {name: row[name] for name in LIVE_COLUMNS} != old
    ]
    for row in {id(row): row for row in changed}.values():
        shelf.stated.append(
            {"product_id": update.product_id, "variant_id": row["id"] if row is not product else ""}
            | {name: row[name] for name in LIVE_COLUMNS}
        )
    return "changed" if changed else "unchanged"


def _targets(update: LiveUpdate, product: Row, variants: Sequence[Row]) -> list[Row]:
    if update.variant:
        found = [row for row in variants if update.variant in (row["id"], row["sku"])]
        if len(found) != 1:
            raise UnusableInput(
                f"{update.product_id} has no single variant {update.variant!r}", "name a variant by id or SKU"
            )
        return found
    if not variants:
        return [product]
    if len(variants) > 1:
        if update.stock != KEEP:
            raise UnusableInput(f"{update.product_id} has variants", "state the stock of each variant")
        if update.price != KEEP and len({row["price_minor"] for row in variants}) > 1:
            raise UnusableInput(
                f"the variants of {update.product_id} differ in price", "state the price of each variant"
            )
    return list(variants)


def _stated(update: LiveUpdate, row: Row, product: Row) -> Row:
    """The live columns of a row after an update."""
    new: dict[str, Any] = {name: row[name] for name in LIVE_COLUMNS}
    currency = row["currency"] or product["currency"]
    for name, amount in (("price_minor", update.price), ("compare_at_minor", update.compare_at_price)):
        if amount == KEEP:
            continue
        money = None if amount is None else _money(amount, update, currency)
        new[name] = money.minor if money else None
        if money:
            new["currency"] = money.currency
    price, compare_at = new["price_minor"], new["compare_at_minor"]
    if price is None or (compare_at is not None and compare_at <= price):
        new["compare_at_minor"] = None
    if update.stock != KEEP:
        new["stock"] = update.stock
        if update.stock is not None and not (update.stock == 0 and row["availability"] in _ON_ORDER):
            new["availability"] = "in_stock" if update.stock else "out_of_stock"
    if update.availability != KEEP:
        new["availability"] = update.availability
    return new


def _money(amount: Decimal, update: LiveUpdate, currency: str | None) -> Money:
    if currency and update.currency and update.currency != currency:
        raise UnusableInput(
            f"{update.name} is priced in {currency}, not {update.currency}",
            "state the price in the product's currency; nothing is converted",
        )
    known = currency or update.currency
    if not known or not is_currency(known):
        raise UnusableInput(
            f"the currency of {update.name} is {f'unknown: {known!r}' if known else 'unknown'}",
            "name an ISO 4217 code such as CNY",
        )
    try:
        money = Money.exact(amount, known)
    except ValueError as error:
        raise UnusableInput(f"{update.name}: {error}", "write one amount, for example 1299.00") from error
    if money.minor < 0:
        raise UnusableInput(f"{update.name}: the price {amount} is negative", "prices are 0 or more")
    return money


def _aggregate(variants: Sequence[Row]) -> Row:
    """A product's live columns from its variants': the lowest price, the best availability, all the stock."""
    priced = [row for row in variants if row["price_minor"] is not None]
    cheapest = min(priced, key=lambda row: row["price_minor"], default=None)
    states = {row["availability"] for row in variants}
    stocks = [row["stock"] for row in variants]
    return {
        "currency": cheapest["currency"] if cheapest else None,
        "price_minor": cheapest["price_minor"] if cheapest else None,
        "compare_at_minor": cheapest["compare_at_minor"] if cheapest else None,
        "availability": next(state for state in BEST_FIRST if state in states),
        "stock": None if None in stocks else sum(stocks),
    }
