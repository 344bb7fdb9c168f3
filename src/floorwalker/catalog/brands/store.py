"""The brands of one shop, as the shop tells of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from floorwalker.catalog.brands.book import BrandBook
from floorwalker.catalog.brands.keys import brand_key, folded_name
from floorwalker.catalog.brands.models import Brand, cleaned
from floorwalker.catalog.journal import ANY_PRODUCT, Journal
from floorwalker.catalog.tables import brand as table
from floorwalker.core import Clock, Conflict, NotFound, UnusableInput
from floorwalker.storage import Database, Write

_CAUSE = "command"


@dataclass(frozen=True, slots=True)
class BrandsPut:
    """What storing brands did."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


class BrandStore:
    """The table of brands of one shop.

    A write that changes anything leaves a row in the change journal, in the same transaction, that concerns
    any product: which brand a product is of, and whether that is niche, may have changed.
    """

    def __init__(self, database: Database, shop_id: str, clock: Clock) -> None:
        self._database = database
        self._shop_id = shop_id
        self._journal = Journal(database, shop_id, clock)

    def all(self) -> list[Brand]:
        """Every brand of the table, by key."""
        with self._database.read() as connection:
            return list(self._stored(connection).values())

    def get(self, key: str) -> Brand:
        """A brand by its key.

        Raises:
            NotFound: the table has no such brand.
        """
        with self._database.read() as connection:
            return _existing(self._stored(connection), key)

    def book(self) -> BrandBook:
        """The table together with the lexicon: which spellings are one brand."""
        return BrandBook(self.all())

    def put(self, brands: Iterable[Brand], cause: str = _CAUSE) -> BrandsPut:
        """Add brands or replace those of the same key, in one transaction; again, it changes nothing.

        Texts are cleaned first (:func:`~floorwalker.catalog.brands.models.cleaned`).

        Raises:
            UnusableInput: a brand cannot be stored, or two have one key; nothing has changed.
        """
        wanted: dict[str, Brand] = {}
        for brand in map(cleaned, brands):
            if wanted.setdefault(brand.key, brand) is not brand:
                raise UnusableInput(f"the brand {brand.key!r} is given twice", "give each brand once")
        with self._writing() as connection:
            return self._put(wanted, self._stored(connection), cause, connection)

    def merge(self, name: str, aliases: Sequence[str], cause: str = _CAUSE) -> Brand:
        """Have names be aliases of a brand, which is added to the table where it is not in it.

        Raises:
            UnusableInput: there is no name, or no other one; or one is too long.
            Conflict: an alias is the name of another brand of the table, or an alias of one.
        """
        given = cleaned(Brand("", name, tuple(aliases)))
        if not given.aliases:
            raise UnusableInput(
                f"there is no other name to merge with {given.name!r}",
                "spellings that differ in case, accents, spaces or marks are one name anyhow",
            )
        with self._writing() as connection:
            stored = self._stored(connection)
            brand = BrandBook(stored.values()).said(name) or replace(given, aliases=())
            merged = cleaned(replace(brand, aliases=(*brand.aliases, *given.aliases)))
            _check_free(merged, given.aliases, BrandBook({**stored, merged.key: merged}.values()))
            self._put({merged.key: merged}, stored, cause, connection)
        return merged

    def remove(self, key: str, cause: str = _CAUSE) -> Brand:
        """Forget what the shop said of a brand; its products stay. Returns what it was.

        Raises:
            NotFound: the table has no such brand.
        """
        with self._writing() as connection:
            brand = _existing(self._stored(connection), key)
            connection.execute(
                sa.delete(table).where(table.c.shop_id == self._shop_id, table.c.key == brand.key)
            )
            self._journal.record(connection, [ANY_PRODUCT], cause=cause)
        return brand

    @contextmanager
    def _writing(self) -> Iterator[Write]:
        with self._database.write() as connection:
            self._journal.lock(connection)
            yield connection

    def _put(
        self, wanted: Mapping[str, Brand], stored: Mapping[str, Brand], cause: str, connection: Write
    ) -> BrandsPut:
        fresh = [brand for key, brand in wanted.items() if stored.get(key) != brand]
        if fresh:
            self._database.upsert(table, [self._row(brand) for brand in fresh], connection)
            self._journal.record(connection, [ANY_PRODUCT], cause=cause)
        added = sum(brand.key not in stored for brand in fresh)
        return BrandsPut(added, len(fresh) - added, len(wanted) - len(fresh))

    def _stored(self, connection: sa.Connection) -> dict[str, Brand]:
        query = sa.select(table).where(table.c.shop_id == self._shop_id).order_by(table.c.key)
        return {row["key"]: _brand(row) for row in connection.execute(query).mappings()}

    def _row(self, brand: Brand) -> dict[str, Any]:
        return {
            "shop_id": self._shop_id,
            "key": brand.key,
            "name": brand.name,
            "aliases": list(brand.aliases),
            "story": dict(brand.story),
            "niche": brand.niche,
            "url": brand.url,
        }


def _brand(row: sa.RowMapping) -> Brand:
    return Brand(row["key"], row["name"], tuple(row["aliases"]), dict(row["story"]), row["niche"], row["url"])


def _existing(stored: Mapping[str, Brand], key: str) -> Brand:
    found = stored.get(brand_key(key))
    if found is None:
        raise NotFound(
            f"the table of brands has no {key[:80]!r}",
            "floorwalker brands list names the brands with their keys",
        )
    return found


def _check_free(brand: Brand, aliases: Sequence[str], book: BrandBook) -> None:
    """See that a brand gets the aliases that are asked for."""
    wanted = {folded_name(alias) for alias in aliases}
    for shared in book.shared:
        if brand.name in shared.brands and folded_name(shared.name) in wanted:
            others = [name for name in shared.brands if name != brand.name]
            raise Conflict(
                str(shared),
                f"to have it here, first take it from there: floorwalker brands remove {others[0]!r}",
            )
