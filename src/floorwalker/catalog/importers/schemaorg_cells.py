"""What schema.org's properties say, as cells: of a product, of its offers and of a variant.

Properties: https://schema.org/Product, https://schema.org/ProductGroup and
https://developers.google.com/search/docs/appearance/structured-data/product.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from floorwalker.catalog.importers.base import ATTRIBUTE
from floorwalker.catalog.importers.fields import Cells, said
from floorwalker.catalog.importers.jsonld import Graph, Node, bare
from floorwalker.catalog.text_clean import clean_line

GTINS = ("gtin", "gtin13", "gtin14", "gtin12", "gtin8", "isbn")
CHOICES = ("color", "size", "pattern", "material")
"""What variants differ in where the page does not say."""

# Prices that nobody pays now, and those that are none of the shopper's business.
_FORMER = frozenset(("ListPrice", "StrikethroughPrice", "RegularPrice", "MSRP", "SRP", "RRP"))
_OTHERS = frozenset(("InvoicePrice", "MinimumAdvertisedPrice"))
_MEMBERS_ONLY = "validForMemberTier"
_SOLD_OUT = frozenset(("OutOfStock", "SoldOut", "Discontinued"))
_BEST_RATING = Decimal(5)

# Properties that are fields, lead to other things, or are for search engines only.
_NO_ATTRIBUTES = frozenset(
    (
        *("name", "description", "brand", "category", "image", "offers", "aggregateRating", "review"),
        *("reviews", "additionalProperty", "audience", "keywords", "url", "sku", "productID", *GTINS),
        *("productGroupID", "hasVariant", "variesBy", "isVariantOf", "inProductGroupWithID"),
        *("isRelatedTo", "isSimilarTo", "isAccessoryOrSparePartFor", "isConsumableFor"),
        *("mainEntityOfPage", "subjectOf", "sameAs", "potentialAction", "identifier", "logo"),
        *("hasMerchantReturnPolicy", "shippingDetails", "hasCertification", "positiveNotes", "negativeNotes"),
        *("dateCreated", "dateModified", "datePublished"),
    )
)
PROPERTIES = {
    "stock": "inventoryLevel",
    "rating": "ratingValue",
    "rating_count": "ratingCount",
    "sell_from": "availabilityStarts",
    "sell_until": "availabilityEnds",
    "compare_at_price": "priceSpecification",
}
"""The properties that fields are read from, where their names differ."""


@dataclass(frozen=True, slots=True)
class NodeCells:
    """Reads nodes of a page; ``mapping`` goes from a field or ``attribute.NAME`` to a property."""

    graph: Graph
    mapping: Mapping[str, str]

    def text(self, node: Node, *names: str) -> str:
        """The first of these properties that says something, in words."""
        return next((text for name in names if (text := said(self.graph.text(node.get(name))))), "")

    def product(self, node: Node, line: int, *, with_offers: bool) -> Cells:
        """A product's cells; without those of its offers where variants have them."""
        text = self.text
        categories = self.graph.texts(node.get("category"))
        pictures = list(self.pictures(node))
        offers = self.offers(node)
        rating = next(iter(self.graph.nodes(node.get("aggregateRating"))), {})
        fields = {
            "title": text(node, "name"),
            "description": self.graph.text(node.get("description")),
            "brand": text(node, "brand"),
            "category": next(iter(categories), ""),
            "tags": ", ".join(self.graph.texts(node.get("keywords"))),
            "url": text(node, "url") or next((url for offer in offers if (url := text(offer, "url"))), ""),
            "image": next(iter(pictures), ""),
            "images": " | ".join(pictures[1:]),
            "rating": self._rating(rating),
            "rating_count": text(rating, "ratingCount", "reviewCount"),
        }
        if with_offers:
            fields |= self.offer(offers) | {"gtin": text(node, *GTINS)}
        attributes = self.attributes(node)
        if len(categories) > 1:
            attributes["category"] = categories
        if conditions := list(dict.fromkeys(bare(text(offer, "itemCondition")) for offer in offers)):
            attributes["itemCondition"] = conditions
        for name, prop in self.mapping.items():
            if name.startswith(ATTRIBUTE):
                attributes[name.removeprefix(ATTRIBUTE)] = self.graph.texts(node.get(prop))
            elif prop in node:
                fields[name] = self.graph.text(node[prop])
        return Cells(line, fields, attributes, PROPERTIES)

    def attributes(self, node: Node) -> dict[str, list[str]]:
        """Everything that is said in words and is no field."""
        mapped = set(self.mapping.values())
        attributes = {
            name: [bare(text) if "schema.org/" in text else text for text in texts]
            for name, value in node.items()
            if not (name.startswith("@") or name in _NO_ATTRIBUTES or name in mapped)
            and (texts := self.graph.texts(value))
        }
        for audience in self.graph.nodes(node.get("audience")):
            attributes |= {
                name: texts
                for name, value in audience.items()
                if not name.startswith("@") and (texts := self.graph.texts(value))
            }
        for prop in self.graph.nodes(node.get("additionalProperty")):
            name = self.text(prop, "name", "propertyID")
            values = prop.get("value")
            for value in values if isinstance(values, list) else [values]:
                attributes.setdefault(name, []).append(self.graph.text({**prop, "value": value}))
        return attributes

    def pictures(self, node: Node) -> Iterator[str]:
        """The addresses of a product's pictures, whether they are text or things."""
        values = node.get("image")
        for value in values if isinstance(values, list) else [values]:
            picture = self.graph.resolve(value)
            if isinstance(picture, dict):
                yield from filter(None, [self.text(picture, "contentUrl", "url", "@id")])
            else:
                yield from filter(None, [said(self.graph.text(picture))])

    def offers(self, node: Node) -> list[Node]:
        """The offers of a product; those that another sums up stand for it where they are priced."""
        offers: list[Node] = []
        for offer in self.graph.nodes(node.get("offers")):
            single = [one for one in self.graph.nodes(offer.get("offers")) if self._price(one)[0]]
            offers += single or [offer]
        return offers

    def offer(self, offers: Sequence[Node]) -> dict[str, str]:
        """The cells of the offer that counts: the cheapest that is not sold out.

        Those in another currency than the first are left aside.
        """
        if not offers:
            return {}
        first = self._price(offers[0])[2]
        offer = min((one for one in offers if self._price(one)[2] == first), key=self._rank)
        price, former, currency = self._price(offer)
        return {
            "price": price,
            "compare_at_price": former,
            "currency": currency,
            "availability": self.text(offer, "availability"),
            "stock": self.text(offer, "inventoryLevel"),
            "sell_from": self.text(offer, "availabilityStarts"),
            "sell_until": self.text(offer, "availabilityEnds"),
        }

    def options(self, node: Node, group: Node) -> dict[str, str]:
        """What a variant is, by the properties that its group varies by."""
        names = [bare(name) for name in self.graph.texts(group.get("variesBy"))] or CHOICES
        further = self.attributes(node)
        found = {name: self.text(node, name) or next(iter(further.get(name, ())), "") for name in names}
        return {name: clean_line(value) for name, value in found.items() if value}

    def _rating(self, rating: Node) -> str:
        value, best = self.text(rating, "ratingValue"), self.text(rating, "bestRating")
        return f"{value}/{best}" if best and _number(best) != _BEST_RATING else value

    def _rank(self, offer: Node) -> tuple[bool, Decimal]:
        amount = _number(self._price(offer)[0])
        return bare(self.text(offer, "availability")) in _SOLD_OUT, amount

    def _price(self, offer: Node) -> tuple[str, str, str]:
        """Price, former price and currency of an offer."""
        kinds = [
            (bare(self.graph.text(one.get("priceType"))), one)
            for one in self.graph.nodes(offer.get("priceSpecification"))
            if _MEMBERS_ONLY not in one
        ]
        paid = [one for kind, one in kinds if kind not in _FORMER | _OTHERS]
        former = [one for kind, one in kinds if kind in _FORMER]
        price = self.text(offer, "price", "lowPrice") or self._first(paid) or self._first(former)
        currency = next(
            (code for one in (offer, *paid, *former) if (code := self.text(one, "priceCurrency"))), ""
        )
        return price, self._first(former), currency

    def _first(self, specifications: Iterable[Node]) -> str:
        return next((price for one in specifications if (price := self.text(one, "price", "minPrice"))), "")


def _number(text: str) -> Decimal:
    """A number for comparing; what is none counts as more than any."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Decimal("Infinity")
    return number if number.is_finite() else Decimal("Infinity")
