"""Tenants: many shops on one server."""

import re
from dataclasses import dataclass

import sqlalchemy as sa

from floorwalker.core import DEFAULT_SHOP, Conflict, NotFound, UnusableInput, new_secret
from floorwalker.storage.database import Database
from floorwalker.storage.schema import metadata

shop_table = sa.Table(
    "shop",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("host", sa.String(253), unique=True),
    sa.Column("publishable_key", sa.String(64), nullable=False, unique=True),
    sa.Column("currency", sa.String(3), nullable=False),
)

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")


@dataclass(frozen=True, slots=True)
class Shop:
    """One tenant. ``publishable_key`` tells shops apart in a browser; it grants nothing else.

    ``currency`` is assumed for imported rows that name none; empty: importing asks for it.
    """

    id: str
    title: str
    host: str | None
    publishable_key: str
    currency: str


class ShopStore:
    """The tenants of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, shop_id: str, *, title: str = "", host: str | None = None, currency: str = "") -> Shop:
        """Add a shop.

        Raises:
            UnusableInput: the name is not 1 to 63 of ``a-z 0-9 _ -``.
            Conflict: the name or the host is taken.
        """
        if not _NAME.fullmatch(shop_id):
            raise UnusableInput(
                f"{shop_id!r} is no shop name", "use up to 63 lower-case letters, digits, - and _"
            )
        shop = Shop(shop_id, title or shop_id, host, f"fw_{new_secret()}", currency)
        with self._database.write() as connection:
            if not self._database.insert_new(shop_table, _row(shop), connection):
                raise Conflict(f"shop {shop_id!r} or its host exists already", "choose another name or host")
        return shop

    def ensure_default(self) -> Shop:
        """The shop ``default``, created when absent."""
        try:
            return self.get(DEFAULT_SHOP)
        except NotFound:
            with self._database.write() as connection:
                shop = Shop(DEFAULT_SHOP, "Floorwalker", None, f"fw_{new_secret()}", "")
                self._database.insert_new(shop_table, _row(shop), connection)
            return self.get(DEFAULT_SHOP)

    def get(self, shop_id: str) -> Shop:
        """One shop by name.

        Raises:
            NotFound: there is none.
        """
        shop = self._first(shop_table.c.id == shop_id)
        if shop is None:
            raise NotFound(f"there is no shop {shop_id!r}", "`floorwalker shops` lists them")
        return shop

    def find(self, *, key: str | None = None, host: str | None = None) -> Shop | None:
        """The shop of a publishable key or, without a key, of a host name; ``None`` where neither fits."""
        if key:
            return self._first(shop_table.c.publishable_key == key)
        return self._first(shop_table.c.host == host) if host else None

    def all(self) -> list[Shop]:
        """Every shop, by name."""
        with self._database.read() as connection:
            rows = connection.execute(sa.select(shop_table).order_by(shop_table.c.id))
            return [Shop(**row) for row in rows.mappings()]

    def _first(self, condition: sa.ColumnElement[bool]) -> Shop | None:
        with self._database.read() as connection:
            row = connection.execute(sa.select(shop_table).where(condition)).mappings().first()
        return Shop(**row) if row else None


def _row(shop: Shop) -> dict[str, str | None]:
    return {name: getattr(shop, name) for name in Shop.__slots__}
