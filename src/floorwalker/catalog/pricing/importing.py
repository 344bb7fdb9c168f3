"""The use cases: import files of price lists and of promotions into a shop."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from floorwalker.catalog.importers.base import Reject, RowError
from floorwalker.catalog.pricing.models import ListPrice, PriceList, Promotion
from floorwalker.catalog.pricing.price_files import ColumnsFound, PriceRow, read_price_lists
from floorwalker.catalog.pricing.promotion_files import PromotionRow, read_promotions
from floorwalker.catalog.pricing.resolving import Code, Resolver, Target
from floorwalker.catalog.pricing.stating import Tally
from floorwalker.catalog.pricing.store import PriceStore
from floorwalker.core import Clock, UnusableInput
from floorwalker.storage import Database

REJECTS_KEPT = 10_000
"""How many rejects a report holds; all of them are counted."""

_BATCH = 5000


@dataclass(slots=True)
class ImportedPrices:
    """What the import of a file of price lists or promotions did.

    Args:
        rows: rows or entries of the file.
        rejected: those that could not be used; ``rejects`` are the first of them.
        tally: what the others did.
        lists: the price lists that the file has usable rows for.
        columns: how its header was understood, of a file of price lists.
        kept_missing: with ``full``: whether what the file does not list was kept after all, since it could
            not be told what an unusable row is about.
    """

    rows: int = 0
    rejected: int = 0
    tally: Tally = field(default_factory=Tally)
    lists: list[str] = field(default_factory=list)
    columns: ColumnsFound | None = None
    kept_missing: bool = False
    rejects: list[Reject] = field(default_factory=list)

    def reject(self, reject: Reject) -> None:
        """Count a row that cannot be used."""
        self.rejected += 1
        if len(self.rejects) < REJECTS_KEPT:
            self.rejects.append(reject)

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        rejects = [
            {"line": one.line, "reason": one.reason, "remedy": one.remedy, "raw": one.raw.rstrip("\r\n")}
            for one in self.rejects
        ]
        counts = {"rows": self.rows, **asdict(self.tally), "rejected": self.rejected}
        found: dict[str, Any] = {}
        if self.columns:
            found = {
                "lists": self.lists,
                "columns": dict(self.columns.used),
                "ignored": list(self.columns.ignored),
            }
        return {**counts, **found, "kept_missing": self.kept_missing, "rejects": rejects}


def import_price_lists(
    database: Database,
    shop_id: str,
    clock: Clock,
    path: Path,
    *,
    currency: str = "",
    full: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ImportedPrices:
    """Import a file of price lists; importing it again changes nothing.

    The first row of a list says for whom it is; a later row that says otherwise is rejected, also one that
    says nothing where the list is a new one. What the file does not say of a known list stays as it is.
    Prices are as old as the file. Batches are written as they are read, so that memory stays bounded; after
    an interruption import the file again.

    Args:
        database: where to write.
        shop_id: the shop.
        clock: says what time it is.
        path: the file.
        currency: ISO code of prices that name none.
        full: whether to remove what the lists of the file had before and have no longer. A row that cannot be
            used leaves its product's prices as they were; where it does not even tell its product, nothing is
            removed.
        progress: told now and then how many bytes more have been read, and how many there are.

    Raises:
        UnusableInput: the file cannot be read, or no row can be used; nothing has changed then.
    """
    report = ImportedPrices()
    writer = _PriceWriter(database, shop_id, clock, path, report)
    batch: list[PriceRow] = []
    for item in read_price_lists(path, currency, writer.columns_found, progress):
        report.rows += 1
        if isinstance(item, Reject):
            writer.reject(item)
            continue
        if len(batch) >= _BATCH and (item.product, item.sku) != (batch[-1].product, batch[-1].sku):
            writer.write(batch)
            batch = []
        batch.append(item)
    writer.write(batch)
    _refuse_useless(path, report)
    if full:
        writer.remove_missing()
    return report


def import_promotions(
    database: Database,
    shop_id: str,
    clock: Clock,
    path: Path,
    *,
    currency: str = "",
    full: bool = False,
) -> ImportedPrices:
    """Import a file of promotions in one transaction; importing it again changes nothing.

    Products in a scope may be named by their source's id alone; a promotion that names an unknown one is
    rejected.

    Args:
        database: where to write.
        shop_id: the shop.
        clock: says what time it is.
        path: the file.
        currency: ISO code of amounts that name none.
        full: whether to remove the promotions that the file does not list; where an entry cannot be used,
            nothing is removed.

    Raises:
        UnusableInput: the file cannot be read, or no promotion can be used; nothing has changed then.
    """
    report = ImportedPrices()
    rows: list[PromotionRow] = []
    for item in read_promotions(path, currency):
        report.rows += 1
        if isinstance(item, Reject):
            report.reject(item)
        else:
            rows.append(item)
    promotions: list[Promotion] = []
    with database.read() as connection:
        resolver = Resolver(connection, shop_id)
        for row in rows:
            try:
                promotions.append(_with_ids(row.promotion, resolver))
            except RowError as problem:
                report.reject(Reject(row.line, problem.reason, problem.remedy, row.raw))
    report.rejects.sort(key=lambda reject: reject.line)
    if report.rows:
        _refuse_useless(path, report)
    store = PriceStore(database, shop_id, clock)
    if full and report.rejected:
        report.kept_missing = True
    put = store.replace_promotions if full and not report.rejected else store.put_promotions
    report.tally = put(promotions, cause=f"promotions:{path.name}")
    return report


class _PriceWriter:
    """Writes the rows of a file in batches."""

    def __init__(
        self, database: Database, shop_id: str, clock: Clock, path: Path, report: ImportedPrices
    ) -> None:
        self._database = database
        self._shop_id = shop_id
        self._store = PriceStore(database, shop_id, clock)
        self._cause = f"prices:{path.name}"
        self._path = path
        self._now = clock.now()
        self._stated_at = self._now
        self._report = report
        self._lists: dict[str, PriceList] = {}
        self._new: set[str] = set()
        self._spoiled: set[str] = set()

    def columns_found(self, columns: ColumnsFound) -> None:
        """Take note of the header; the file is known to be there by now, and so is its age."""
        self._report.columns = columns
        modified = datetime.fromtimestamp(self._path.stat().st_mtime, UTC)
        self._stated_at = min(modified, self._now)

    def reject(self, reject: Reject) -> None:
        self._report.reject(reject)
        self._spoiled.add(reject.source_id)

    def write(self, rows: Sequence[PriceRow]) -> None:
        if not rows:
            return
        with self._database.read() as connection:
            targets = Resolver(connection, self._shop_id).resolve(map(_code, rows))
        known = {one.id: one for one in self._store.book().lists}
        prices: defaultdict[str, list[ListPrice]] = defaultdict(list)
        for row in rows:
            try:
                self._describe_list(row, known)
                price = self._price(row, targets[_code(row)])
            except RowError as problem:
                self._reject_row(row, problem.reason, problem.remedy)
            except UnusableInput as problem:
                self._reject_row(row, problem.message, problem.remedy)
            else:
                prices[row.list_id].append(price)
        for list_id, some in prices.items():
            self._store.put_list(self._lists[list_id], cause=self._cause)
            self._report.tally += self._store.put_prices(some, cause=self._cause)
            if list_id not in self._report.lists:
                self._report.lists.append(list_id)

    def remove_missing(self) -> None:
        if "" in self._spoiled:
            self._report.kept_missing = True
            return
        with self._database.read() as connection:
            spoiled = Resolver(connection, self._shop_id).products_named(self._spoiled)
        removed = sum(
            self._store.drop_prices(list_id, self._stated_at, spoiled, cause=self._cause)
            for list_id in self._report.lists
        )
        self._report.tally += Tally(removed=removed)

    def _reject_row(self, row: PriceRow, reason: str, remedy: str) -> None:
        self.reject(Reject(row.line, reason, remedy, row.raw, source_id=row.product or row.sku))

    def _describe_list(self, row: PriceRow, stored: Mapping[str, PriceList]) -> None:
        """Learn from its first row what a list is; see that later rows agree."""
        if row.list_id not in self._lists:
            before = stored.get(row.list_id)
            if before is None:
                self._new.add(row.list_id)
                before = PriceList(row.list_id, row.price.currency, row.list_id)
            given = {name: value for name in _OF_LIST if (value := getattr(row, name)) is not None}
            self._lists[row.list_id] = replace(before, **given)
        known = self._lists[row.list_id]
        if known.currency != row.price.currency:
            raise RowError(
                f"the price list {known.id!r} is in {known.currency}, the price in {row.price.currency}",
                "use a list for each currency; nothing is converted",
            )
        for name in _OF_LIST:
            said = getattr(row, name)
            if said is None and name in _AUDIENCE and known.id in self._new:
                said = ""
            if said is not None and said != getattr(known, name):
                raise RowError(
                    f"it is for another {name.replace('_', ' ')} than the price list {known.id!r}: "
                    f"{said!r}, not {getattr(known, name)!r}",
                    "say the same on every row of a list, or use another list",
                )

    def _price(self, row: PriceRow, target: Target | RowError) -> ListPrice:
        if isinstance(target, RowError):
            raise target
        return ListPrice(
            list_id=row.list_id,
            product_id=target.product_id,
            variant_id=target.variant_id,
            price=row.price,
            stated_at=self._stated_at,
            compare_at=row.compare_at,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )


_AUDIENCE = ("market", "member_group")
_OF_LIST = (*_AUDIENCE, "tax_included", "priority")


def _code(row: PriceRow) -> Code:
    return Code(row.product, row.sku, row.variant)


def _with_ids(promotion: Promotion, resolver: Resolver) -> Promotion:
    scope = promotion.scope
    wanted = replace(
        scope, products=_ids(scope.products, resolver), but_products=_ids(scope.but_products, resolver)
    )
    return replace(promotion, scope=wanted)


def _ids(names: Iterable[str], resolver: Resolver) -> frozenset[str]:
    found = resolver.resolve(Code(name) for name in names).values()
    for target in found:
        if isinstance(target, RowError):
            raise target
    return frozenset(target.product_id for target in found if isinstance(target, Target))


def _refuse_useless(path: Path, report: ImportedPrices) -> None:
    if report.rejected < report.rows:
        return
    if not report.rejects:
        raise UnusableInput(f"{path.name} has no rows", "export it again")
    first = report.rejects[0]
    raise UnusableInput(
        f"no row of {path.name} can be used; the first, on line {first.line}: {first.reason}", first.remedy
    )
