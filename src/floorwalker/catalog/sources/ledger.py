"""What a shop system's events amount to: products put on the shelf, changed and taken off, by date."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from floorwalker.catalog.models import Product
from floorwalker.catalog.rows import product_of, record_of
from floorwalker.catalog.sources.tables import external_id as id_table
from floorwalker.catalog.store import CatalogStore
from floorwalker.catalog.tables import product as product_table
from floorwalker.catalog.tables import variant as variant_table
from floorwalker.storage import Write

Result = Literal[
    "added", "changed", "unchanged", "withdrawn", "older", "rejected", "unknown", "ignored", "duplicate"
]
"""``older``: something newer is stored; ``rejected``: it cannot be used; ``unknown``: it concerns a product
that nobody has told us of; ``ignored``: it is none of our business; ``duplicate``: it has come before."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an event did, and why where that needs saying."""

    result: Result
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a number of the shop system: which product or variant it is, and its newest event."""

    product_id: str
    variant_id: str
    updated_at: datetime | None
    deleted_at: datetime | None

    def overtakes(self, at: datetime, *, restored: bool = False) -> bool:
        """Whether an event of ``at`` is older than what is known; ``restored`` undoes a deletion."""
        if self.deleted_at is not None and at <= self.deleted_at and not restored:
            return True
        return self.updated_at is not None and at < self.updated_at


@dataclass(frozen=True, slots=True)
class Stored:
    """A product as it is stored, and when its price and stock were stated: by an event, or by a feed."""

    product: Product
    stated_at: datetime
    live_at: datetime | None
    withdrawn_at: datetime | None

    def overtakes(self, at: datetime) -> bool:
        """Whether a feed has stated something newer than ``at``."""
        return self.live_at is None and at < self.stated_at


class Ledger:
    """The products of one source, as the events of one shop system change them in the caller's transaction.

    Args:
        catalog: the shop's catalogue.
        source: where the products belong.
        cause: what the journal names as the cause.
        now: the present moment.
        connection: the transaction, which holds the journal's lock.
    """

    def __init__(
        self, catalog: CatalogStore, source: str, cause: str, now: datetime, connection: Write
    ) -> None:
        self.source = source
        self.now = now
        self._catalog = catalog
        self._cause = cause
        self._connection = connection

    def known(self, external_id: str) -> Known | None:
        """What is known of a number of the shop system."""
        row = self._connection.execute(sa.select(id_table).where(self._is(external_id))).mappings().first()
        names = Known.__slots__
        return Known(**{name: row[name] for name in names}) if row else None

    def stored(self, product_id: str) -> Stored | None:
        """A product as it is stored, on the shelf or not."""
        shop = product_table.c.shop_id == self._catalog.shop_id
        query = sa.select(product_table).where(shop, product_table.c.id == product_id)
        row = self._connection.execute(query).mappings().first()
        if row is None:
            return None
        query = (
            sa.select(variant_table)
            .where(variant_table.c.shop_id == self._catalog.shop_id, variant_table.c.product_id == product_id)
            .order_by(variant_table.c.position)
        )
        product = product_of(row, self._connection.execute(query).mappings().all())
        return Stored(product, row["stated_at"], row["live_at"], row["withdrawn_at"])

    def product_with_sku(self, sku: str) -> str:
        """The id of the one product of the source on the shelf with a variant of this SKU; else empty."""
        shop = self._catalog.shop_id
        query = (
            sa.select(variant_table.c.product_id)
            .join(
                product_table,
                (product_table.c.shop_id == variant_table.c.shop_id)
                & (product_table.c.id == variant_table.c.product_id),
            )
            .where(
                variant_table.c.shop_id == shop,
                variant_table.c.sku == sku,
                product_table.c.source == self.source,
                product_table.c.withdrawn_at.is_(None),
            )
            .distinct()
        )
        found = list(self._connection.execute(query).scalars()) if sku else []
        return found[0] if len(found) == 1 else ""

    def id_of(self, source_id: str) -> str:
        """The id of a product of the source."""
        return f"{self.source}:{source_id}"

    def put(
        self, external_id: str, product: Product, at: datetime, *, restored: bool = False, parts: bool = False
    ) -> Outcome:
        """State a product as a whole.

        What the event does not state (attributes of other names, address, figures of popularity) stays as it
        was. The number's former product, if it had another id, is withdrawn.

        Args:
            external_id: its number.
            product: as the event states it.
            at: when that was so.
            restored: whether the event undoes a deletion.
            parts: whether its variants have events of their own, which may be newer than this one.
        """
        known, stored = self.known(external_id), self.stored(product.id)
        if known and known.overtakes(at, restored=restored):
            return Outcome("older")
        if stored and self._is_behind(stored, at, parts=parts):
            return Outcome("older")
        if known and known.product_id not in ("", product.id):
            self._leave(external_id, known.product_id)
        product = _carried_over(product, stored.product) if stored else replace(product, updated_at=None)
        outcome = self.write(product, at)
        self.remember(external_id, product.id, at)
        return outcome

    def write(self, product: Product, at: datetime) -> Outcome:
        """Store a product whose event is known to be the newest."""
        dates = [moment for moment in (product.updated_at, at) if moment]
        record = record_of(replace(product, updated_at=max(dates)))
        applied = self._catalog.apply_records([record], at, self._cause, self._connection)
        self._connection.execute(
            sa.update(product_table)
            .where(
                product_table.c.shop_id == self._catalog.shop_id,
                product_table.c.id == product.id,
                product_table.c.live_at.is_(None) | (product_table.c.live_at < at),
            )
            .values(live_at=at)
        )
        if applied.superseded:
            return Outcome("older")
        if applied.added:
            return Outcome("added")
        return Outcome("changed" if applied.changed else "unchanged")

    def take_off(self, external_id: str, product_id: str, at: datetime) -> Outcome:
        """Withdraw a product that exists in the shop system but is not sold."""
        known = self.known(external_id)
        if known and known.overtakes(at):
            return Outcome("older")
        gone = self._withdraw([product_id])
        self.remember(external_id, product_id, at)
        return Outcome("withdrawn" if gone else "unchanged")

    def delete(self, external_id: str, product_id: str, at: datetime) -> Outcome:
        """Withdraw a product that is gone from the shop system; events from before that have no effect."""
        known = self.known(external_id)
        gone = self._withdraw([product_id]) if product_id else 0
        self.remember(
            external_id,
            product_id,
            known.updated_at if known else None,
            known.variant_id if known else "",
            deleted_at=at,
        )
        if not product_id:
            return Outcome("unknown", f"nothing tells which product has the number {external_id}")
        return Outcome("withdrawn" if gone else "unchanged")

    def remember(
        self,
        external_id: str,
        product_id: str,
        updated_at: datetime | None,
        variant_id: str = "",
        *,
        deleted_at: datetime | None = None,
    ) -> None:
        """Note what a number is, and the date of its newest event."""
        row = {
            "shop_id": self._catalog.shop_id,
            "source": self.source,
            "id": external_id,
            "product_id": product_id,
            "variant_id": variant_id,
            "updated_at": updated_at,
            "deleted_at": deleted_at,
        }
        self._catalog.database.upsert(id_table, [row], self._connection)

    def is_taken(self, product_id: str, *, but_for: str = "") -> bool:
        """Whether another number than ``but_for`` is known to be this product."""
        query = sa.select(id_table.c.id).where(
            id_table.c.shop_id == self._catalog.shop_id,
            id_table.c.source == self.source,
            id_table.c.product_id == product_id,
            id_table.c.id != but_for,
            id_table.c.deleted_at.is_(None),
        )
        return self._connection.execute(query.limit(1)).first() is not None

    def _is_behind(self, stored: Stored, at: datetime, *, parts: bool) -> bool:
        if stored.overtakes(at):
            return True
        updated_at = stored.product.updated_at
        return not parts and updated_at is not None and at < updated_at

    def _leave(self, external_id: str, product_id: str) -> None:
        if not self.is_taken(product_id, but_for=external_id):
            self._withdraw([product_id])

    def _withdraw(self, ids: Sequence[str]) -> int:
        return self._catalog.withdraw_records(ids, self._cause, self._connection)

    def _is(self, external_id: str) -> sa.ColumnElement[bool]:
        return (
            (id_table.c.shop_id == self._catalog.shop_id)
            & (id_table.c.source == self.source)
            & (id_table.c.id == external_id)
        )


def _carried_over(product: Product, stored: Product) -> Product:
    return replace(
        product,
        attributes={**stored.attributes, **product.attributes},
        url=product.url or stored.url,
        gtin=product.gtin or stored.gtin,
        popularity=stored.popularity if product.popularity is None else product.popularity,
        rating=stored.rating if product.rating is None else product.rating,
        rating_count=stored.rating_count if product.rating_count is None else product.rating_count,
        sell_from=product.sell_from or stored.sell_from,
        sell_until=product.sell_until or stored.sell_until,
        updated_at=stored.updated_at,
    )
