"""From the codes that a file uses to the products and variants of the catalogue."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from floorwalker.catalog.chunks import chunks
from floorwalker.catalog.importers.base import RowError
from floorwalker.catalog.tables import product as product_table
from floorwalker.catalog.tables import variant as variant_table


class Code(NamedTuple):
    """How a file names what it prices: a product, a SKU or both, and a variant; each may be empty."""

    product: str
    sku: str = ""
    variant: str = ""


class Target(NamedTuple):
    """A product, and one of its variants or (``variant_id`` empty) all of them."""

    product_id: str
    variant_id: str = ""


_CHECK = "import the product first, or check the code"


class Resolver:
    """Finds products and variants of a shop.

    A product is named by its id (``source:id``) or by its source's id alone, where only one source has it;
    products for sale come before withdrawn ones. A SKU is that of a variant, or the id of a product. A
    variant is named by its id, its SKU or its title.
    """

    def __init__(self, connection: sa.Connection, shop_id: str) -> None:
        self._connection = connection
        self._shop_id = shop_id
        sources = sa.select(product_table.c.source).where(product_table.c.shop_id == shop_id).distinct()
        self._sources = list(connection.execute(sources).scalars())

    def resolve(self, codes: Iterable[Code]) -> dict[Code, Target | RowError]:
        """What each code names, or why it names nothing."""
        wanted = list(dict.fromkeys(codes))
        names = {code.product or code.sku for code in wanted}
        products = self._products(sorted(names))
        by_sku = self._by_sku(sorted({code.sku for code in wanted if not code.product}))
        found: dict[Code, Target | RowError] = {}
        for code in wanted:
            try:
                found[code] = _start(code, products, by_sku)
            except RowError as problem:
                found[code] = problem
        named = [
            (code, target)
            for code, target in found.items()
            if isinstance(target, Target) and (code.variant or (code.product and code.sku))
        ]
        variants = self._variants(sorted({target.product_id for _, target in named}))
        for code, target in named:
            try:
                found[code] = _variant(code, target, variants.get(target.product_id, ()))
            except RowError as problem:
                found[code] = problem
        return found

    def products_named(self, codes: Iterable[str]) -> set[str]:
        """Every product that any of ``codes`` may name, as an id or a SKU."""
        wanted = sorted(set(codes) - {""})
        return {id_ for ids in self._products(wanted).values() for id_ in ids} | {
            target.product_id for targets in self._by_sku(wanted).values() for target in targets
        }

    def _products(self, names: Sequence[str]) -> dict[str, list[str]]:
        """Ids of the products that a name fits: exactly one where it is an id, else one for each source."""
        table = product_table.c
        candidates = {name: [name, *(f"{source}:{name}" for source in self._sources)] for name in names}
        on_sale: dict[str, bool] = {}
        for some in chunks(list(dict.fromkeys(id_ for ids in candidates.values() for id_ in ids))):
            query = sa.select(table.id, table.withdrawn_at.is_(None)).where(
                table.shop_id == self._shop_id, table.id.in_(some)
            )
            on_sale |= {id_: bool(active) for id_, active in self._connection.execute(query)}
        found: dict[str, list[str]] = {}
        for name, ids in candidates.items():
            known = [name] if name in on_sale else [id_ for id_ in ids if id_ in on_sale]
            found[name] = [id_ for id_ in known if on_sale[id_]] or known
        return found

    def _by_sku(self, skus: Sequence[str]) -> Mapping[str, list[Target]]:
        table = variant_table.c
        of_product = (product_table.c.shop_id == table.shop_id) & (product_table.c.id == table.product_id)
        every: defaultdict[str, list[tuple[bool, Target]]] = defaultdict(list)
        for some in chunks(skus):
            query = (
                sa.select(table.sku, product_table.c.withdrawn_at.is_(None), table.product_id, table.id)
                .join(product_table, of_product)
                .where(table.shop_id == self._shop_id, table.sku.in_(some), table.sku != "")
            )
            for sku, active, product_id, variant_id in self._connection.execute(query):
                every[sku].append((bool(active), Target(product_id, variant_id)))
        return {
            sku: [target for active, target in targets if active] or [target for _, target in targets]
            for sku, targets in every.items()
        }

    def _variants(self, product_ids: Sequence[str]) -> Mapping[str, list[sa.RowMapping]]:
        table = variant_table.c
        found: defaultdict[str, list[sa.RowMapping]] = defaultdict(list)
        for some in chunks(product_ids):
            query = (
                sa.select(table.product_id, table.id, table.sku, table.title)
                .where(table.shop_id == self._shop_id, table.product_id.in_(some))
                .order_by(table.product_id, table.position)
            )
            for row in self._connection.execute(query).mappings():
                found[row["product_id"]].append(row)
        return found


def _start(
    code: Code, products: Mapping[str, Sequence[str]], by_sku: Mapping[str, Sequence[Target]]
) -> Target:
    if code.product:
        targets = [Target(id_) for id_ in products[code.product]]
        what = f"product {code.product!r}"
    else:
        targets = list(by_sku.get(code.sku, ())) or [Target(id_) for id_ in products[code.sku]]
        what = f"SKU {code.sku!r}"
    if not targets:
        raise RowError(f"there is no {what}", _CHECK)
    if len(targets) > 1:
        several = ", ".join(" / ".join(filter(None, target)) for target in targets[:3])
        raise RowError(f"there are several of {what}: {several}", "name the product by its id, source:id")
    return targets[0]


def _variant(code: Code, target: Target, variants: Sequence[sa.RowMapping]) -> Target:
    """The variant that is named; a SKU beside the id of a product without variants is the product's own."""
    if not variants:
        if code.variant:
            raise RowError(f"{target.product_id} has no variants", "leave the variant empty")
        return target
    name = code.variant or code.sku
    for key in ("id", "sku", "title"):
        fitting = [row["id"] for row in variants if row[key] == name]
        if len(fitting) == 1:
            if target.variant_id not in {"", fitting[0]}:
                break
            return Target(target.product_id, fitting[0])
    raise RowError(f"{target.product_id} has no variant {name!r}, or several", "name it by its id or its SKU")
