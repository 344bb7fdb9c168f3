"""Saved web pages with schema.org products in JSON-LD, as shops write them for search engines."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from floorwalker.catalog.feeds import Feed
from floorwalker.catalog.importers.base import (
    Guess,
    Listing,
    Progress,
    ReadOptions,
    Reject,
    RowError,
    Sample,
)
from floorwalker.catalog.importers.cells import parse_gtin
from floorwalker.catalog.importers.fields import (
    Cells,
    build_product,
    check_readable,
    note_of,
    on_hand,
    picture_paths,
    read_prices,
    stable_id,
    web_address,
)
from floorwalker.catalog.importers.jsonld import Graph, Node, Thing, find_blocks
from floorwalker.catalog.importers.schemaorg_cells import CHOICES, GTINS, PROPERTIES, NodeCells
from floorwalker.catalog.models import Variant
from floorwalker.core import UnusableInput

PAGE_LIMIT = 50_000_000
"""Characters of a page; all of it is in memory at once."""

_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b|^\s*<script\b", re.IGNORECASE)
_START = 4000  # characters in which a page shows that it is one

_PRODUCTS = frozenset(
    (
        *("Product", "ProductGroup", "IndividualProduct", "ProductModel", "SomeProducts"),
        *("DietarySupplement", "Drug", "Vehicle", "Car", "Motorcycle", "MotorizedBicycle", "BusOrCoach"),
    )
)
_IDS = ("productGroupID", "sku", "productID", *GTINS, "mpn")
_TOLD = frozenset(("name", "sku", "offers", *GTINS))  # what a variant says that is more than a pointer to one


class SchemaOrg:
    """The products that a page describes in JSON-LD.

    A ``ProductGroup`` is a product with its variants; so is a product whose offers have SKUs that differ. Of
    several other offers the cheapest counts that is not sold out. A product's id is its SKU, else its
    productID, GTIN, part number or address. Properties that are no field become attributes. Blocks of JSON-LD
    that are damaged are rejects, and the others stand.
    """

    name = "schemaorg"

    def sniff(self, sample: Sample) -> Guess:
        """Sure of a page with JSON-LD near its top; of another page it is the only hope."""
        if not _PAGE.search(sample.text[:_START]):
            return Guess(0.0, "it is no web page")
        if "application/ld+json" in sample.text.lower():
            return Guess(0.95, "it is a web page with JSON-LD")
        return Guess(0.6, "it is a web page")

    def mapping(self, sample: Sample, options: ReadOptions) -> Mapping[str, str]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`; ``--map`` names properties."""
        del sample
        return dict(options.mapping)

    def read(
        self, feed: Feed, options: ReadOptions, after: int = 0, progress: Progress | None = None
    ) -> Iterator[Listing | Reject]:
        """See :class:`~floorwalker.catalog.importers.base.Importer`."""
        items = _items(feed.read(PAGE_LIMIT), feed.name, options)
        for count, item in islice(enumerate(items, start=1), after, None):
            yield replace(item, after=count)
        if progress:
            progress(feed.size)


def _items(page: str, name: str, options: ReadOptions) -> Iterator[Listing | Reject]:
    graph, damaged = Graph(), 0
    for block in find_blocks(page):
        try:
            graph.add(block.parse(), block.line)
        except ValueError as error:
            damaged += 1
            yield Reject(block.line, f"it is no valid JSON ({error})", "mend the page's JSON-LD", block.text)
    things = list(graph.things(_PRODUCTS))
    if not things and not damaged:
        raise UnusableInput(
            f"{name} is a page without products in JSON-LD", "save a product's page, or export from the shop"
        )
    yield from _Reader(graph, options).items(things)


@dataclass(slots=True)
class _Family:
    """A product, and its variants that stand elsewhere on the page."""

    head: Thing
    variants: list[Node] = field(default_factory=list)

    @property
    def node(self) -> Node:
        return self.head.node

    def learn(self, node: Node) -> None:
        """Take over what only another node of the same product says."""
        self.head = Thing({**node, **self.head.node}, self.head.line)


class _Reader:
    """Listings and rejects from the things of a page."""

    def __init__(self, graph: Graph, options: ReadOptions) -> None:
        self._graph = graph
        self._options = options
        self._cells = NodeCells(graph, options.mapping)

    def items(self, things: Sequence[Thing]) -> Iterator[Listing | Reject]:
        """One for each product, behind the rejects of those of its variants that cannot be used.

        Raises:
            UnusableInput: none of them has a mapped property.
            CurrencyUnknown: nothing tells the currency of a price.
        """
        for prop in self._options.mapping.values():
            if things and not any(prop in thing.node for thing in things):
                known = sorted({name for thing in things for name in thing.node if not name.startswith("@")})
                raise UnusableInput(f"no product has the property {prop!r}", f"they have {', '.join(known)}")
        for family in self._families(things):
            yield from self._product(family)

    def _families(self, things: Sequence[Thing]) -> list[_Family]:
        """Products with all that the page says of each, in its order.

        Nodes with the same id are one product. One that has neither an id nor an offer is the one that bears
        its name: reviews often stand apart from the product.
        """
        owned = {
            id(variant)
            for thing in things
            for variant in self._graph.nodes(thing.node.get("hasVariant"))
            if variant is not thing.node
        }
        groups = {self._cells.text(thing.node, "productGroupID"): thing.node for thing in things}
        families: dict[str | int, _Family] = {}
        for thing in things:
            if id(thing.node) in owned:
                continue
            parent = self._parent(thing.node, groups)
            head = thing.node if parent is None else parent
            key = self._id(head) or id(head)
            if key in families:
                families[key].learn(head)
            else:
                families[key] = _Family(Thing(head, thing.line))
            if parent is not None:
                families[key].variants.append(thing.node)
        named = {self._title(family.node): family for key, family in families.items() if isinstance(key, str)}
        for key, family in list(families.items()):
            whole = named.get(self._title(family.node))
            if whole and isinstance(key, int) and not self._cells.offers(family.node):
                whole.learn(family.node)
                del families[key]
        return list(families.values())

    def _parent(self, node: Node, groups: Mapping[str, Node]) -> Node | None:
        """The product of a variant that stands by itself; made up where only its id is told."""
        for parent in self._graph.nodes(node.get("isVariantOf")):
            if parent is not node and self._title(parent):
                return parent
        group = self._cells.text(node, "inProductGroupWithID")
        if not group:
            return None
        if group in groups:
            return groups[group]
        own = {"sku", "productID", "mpn", "offers", *CHOICES, *GTINS}
        return {name: value for name, value in node.items() if name not in own} | {"productGroupID": group}

    def _product(self, family: _Family) -> Iterator[Listing | Reject]:
        node, line = family.node, family.head.line
        given = self._id(node)
        source_id = given or stable_id(self._title(node), self._cells.text(node, "brand"))
        variants: list[Variant] = []
        unread: list[tuple[str, str]] = []
        parts = self._parts(family)
        for part in parts:
            try:
                variants.append(self._variant(part, node, line, unread))
            except RowError as problem:
                yield Reject(line, problem.reason, problem.remedy, _raw(part), source_id=source_id)
        if parts and not variants:
            return
        cells = self._cells.product(node, line, with_offers=not variants)
        attributes = {name: list(values) for name, values in cells.attributes.items()}
        for name, cell in unread:
            attributes.setdefault(name, []).append(cell)
        try:
            product, notes = build_product(
                replace(cells, attributes=attributes), source_id, self._options, variants
            )
        except RowError as problem:
            yield Reject(line, problem.reason, problem.remedy, _raw(node), source_id=given)
            return
        notes += tuple(note_of(name, cell) for name, cell in unread)
        yield Listing(product, line, notes=notes, numbered=not given)

    def _parts(self, family: _Family) -> list[Node]:
        """The variants of a product, as nodes with one offer; none of a product that has no variants."""
        listed = self._graph.nodes(family.node.get("hasVariant"))
        every = {id(node): node for node in (*listed, *family.variants)}.values()
        if parts := [node for node in every if not _TOLD.isdisjoint(node)]:
            return parts
        offers = self._cells.offers(family.node)
        numbers = [self._cells.text(offer, "sku") for offer in offers]
        return offers if len(offers) > 1 and all(numbers) and len(set(numbers)) == len(offers) else []

    def _variant(self, node: Node, product: Node, line: int, unread: list[tuple[str, str]]) -> Variant:
        offers = self._cells.offers(node) or [node]
        fields = self._cells.offer(offers)
        cells = Cells(line, fields | {"image": next(self._cells.pictures(node), "")}, names=PROPERTIES)
        left: dict[str, str] = {}
        prices = read_prices(cells, self._options.currency, left)
        stock, availability = on_hand(cells, left)
        code = self._cells.text(node, *GTINS) or self._cells.text(offers[0], *GTINS)
        gtin = parse_gtin(code) or ""
        if code and not gtin:
            left["gtin"] = code
        image = next(picture_paths(cells, left), "")
        unread += [(PROPERTIES.get(name, name), cell) for name, cell in left.items()]
        options = self._cells.options(node, product)
        title = " / ".join(options.values()) or self._title(node)
        check_readable((title, *fields.values()))
        return Variant(
            id="",
            title=title,
            sku=self._cells.text(node, "sku") or self._cells.text(offers[0], "sku"),
            price=prices.price,
            compare_at_price=prices.compare_at_price,
            sale=prices.sale,
            availability=availability,
            stock=stock,
            options=options,
            image=image,
            gtin=gtin,
        )

    def _id(self, node: Node) -> str:
        """A product's own id; its address where it has no other."""
        if mapped := self._options.mapping.get("id"):
            return self._cells.text(node, mapped)
        if own := self._cells.text(node, *_IDS):
            return own
        return web_address(self._cells.text(node, "url")) or web_address(self._cells.text(node, "@id")) or ""

    def _title(self, node: Node) -> str:
        return self._cells.text(node, "name")


def _raw(node: Node) -> str:
    return json.dumps(node, ensure_ascii=False, default=str)
