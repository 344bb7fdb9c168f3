"""From the rows of one product to the product: the newest snapshot, or its parts put together."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from floorwalker.catalog.importers import RowError
from floorwalker.catalog.importers.fields import with_variants
from floorwalker.catalog.importing.staging import Staged
from floorwalker.catalog.models import Product, Variant
from floorwalker.catalog.rows import Record, product_of, record_from, record_of, renamed

_NO_PARENT = RowError(
    "it is a variation, and its parent is not in the file or cannot be used", "export the parent with it"
)


@dataclass(slots=True)
class Merged:
    """What the rows of one id amount to.

    ``records`` are the products, ``renamed`` the ids of those that were told apart by a number;
    ``superseded`` counts the rows that newer ones replace; ``rejects`` rows that cannot be used after all.
    """

    records: list[Record] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    superseded: int = 0
    rejects: list[tuple[Staged, RowError]] = field(default_factory=list)


def merge(rows: Sequence[Staged]) -> Merged:
    """Put together the rows that share an id, in the order of the file.

    Of several whole products the one with the newest date counts, or the last without dates. Rows whose id
    was made from their words are different products, unless a date tells them to be snapshots or they agree
    in everything. Items and variants join the product's own row; items alone make up a product after the
    first of them; variants alone have no product.
    """
    if len(rows) == 1 and rows[0].role == "product":
        return Merged([_record(rows[0])])
    if all(row.numbered for row in rows) and not any(row.moment for row in rows):
        return _numbered(rows)
    wholes = [row for row in rows if row.role == "product"]
    parts = [row for row in rows if row.role != "product"]
    newest = _newest(wholes)
    superseded = sum(row.rows for row in wholes if row is not newest)
    if not parts and newest:
        return Merged([_record(newest)], superseded=superseded)
    merged = _joined(newest, parts)
    merged.superseded += superseded
    return merged


def _record(row: Staged) -> Record:
    return record_from(row.body, row.fingerprint, row.text_fingerprint)


def _newest(wholes: Sequence[Staged]) -> Staged | None:
    newest: Staged | None = None
    for row in wholes:
        if newest is None or not (row.moment and newest.moment and row.moment < newest.moment):
            newest = row
    return newest


def _numbered(rows: Sequence[Staged]) -> Merged:
    distinct = {row.fingerprint: row for row in reversed(rows)}
    ordered = sorted(distinct.values(), key=lambda row: row.place)
    merged = Merged(superseded=sum(row.rows for row in rows if row not in ordered))
    for number, row in enumerate(ordered, start=1):
        if number == 1:
            merged.records.append(_record(row))
        else:
            source_id = f"{row.key}-{number}"
            merged.records.append(renamed(row.body, source_id))
            merged.renamed.append(source_id)
    return merged


def _joined(whole: Staged | None, parts: Sequence[Staged]) -> Merged:
    """A product from its own row, if there is one, and its parts; the last of equal variants counts."""
    head = whole or next((part for part in parts if part.role == "item"), None)
    if head is None:
        return Merged(rejects=[(part, _NO_PARENT) for part in parts])
    variants: dict[str, Variant] = {}
    superseded = 0
    moments = []
    for part in parts:
        product = _product(part)
        moments.append(product.updated_at)
        for variant in product.variants:
            superseded += variant.id in variants
            variants[variant.id] = variant
    product = _product(head)
    dates = [moment for moment in (*moments, product.updated_at) if moment]
    own = product.variants if whole else ()
    try:
        product = with_variants(
            replace(product, variants=(), updated_at=max(dates, default=None)), (*own, *variants.values())
        )
    except RowError as problem:
        return Merged(rejects=[(head, problem)])
    return Merged([record_of(product)], superseded=superseded)


def _product(row: Staged) -> Product:
    record = _record(row)
    return product_of(record.row, record.variants)
