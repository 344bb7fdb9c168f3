"""What both languages share: the protocol of a voice, and how figures get into a sentence."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from floorwalker.catalog import Product, Variant, product_source
from floorwalker.conversation import (
    Answered,
    AskNeed,
    Chosen,
    Comparison,
    HandedOver,
    Listing,
    NoDiscount,
    NoLongerSold,
    Quoted,
    SmallTalk,
    StockState,
    Unanswered,
)
from floorwalker.grounding import Figure, Sentence, Source

CURRENCY = Figure(Source("shop", "catalogue", "currency"))


class Voice(Protocol):  # one method for each kind of finding
    """Words each kind of finding in one language."""

    def small_talk(self, finding: SmallTalk) -> list[Sentence]: ...
    def unclear(self) -> list[Sentence]: ...
    def listing(self, finding: Listing) -> list[Sentence]: ...
    def chosen(self, finding: Chosen) -> list[Sentence]: ...
    def answered(self, finding: Answered) -> list[Sentence]: ...
    def quoted(self, finding: Quoted) -> list[Sentence]: ...
    def unanswered(self, finding: Unanswered) -> list[Sentence]: ...
    def stock(self, finding: StockState) -> list[Sentence]: ...
    def no_longer_sold(self, finding: NoLongerSold) -> list[Sentence]: ...
    def comparison(self, finding: Comparison) -> list[Sentence]: ...
    def no_discount(self, finding: NoDiscount) -> list[Sentence]: ...
    def handed_over(self, finding: HandedOver) -> list[Sentence]: ...
    def ask_need(self, finding: AskNeed) -> list[Sentence]: ...


def say(*parts: str | Figure) -> Sentence:
    """A sentence of words and figures; empty words are left out."""
    return Sentence(tuple(part for part in parts if part != ""))


def field(product: Product, name: str) -> Figure:
    """A field of a product: ``field(product, "price")``."""
    return Figure(product_source(product.id, name))


def variant_field(product: Product, variant: Variant, name: str) -> Figure:
    """A field of a variant."""
    return field(product, f"variants.{variant.id}.{name}")


def labelled(product: Product, source: Source, labels: Mapping[str, str]) -> tuple[str | Figure, ...]:
    """What a field is called before its value: an attribute as its record calls it; variants say it all."""
    if source.field.startswith("variants."):
        return ()
    if source.field.startswith("attributes."):
        return (field(product, source.field.replace("attributes.", "attribute_names.", 1)), " ")
    return (labels.get(source.field, source.field), " ")


def computed(record: str, name: str) -> Figure:
    """A computed figure, such as the number of products that fit."""
    return Figure(Source("computed", record, name))


def prices_differ(product: Product) -> bool:
    """Whether the product's price is only the lowest of several."""
    return len({variant.price for variant in product.variants if variant.price}) > 1


def is_reduced(product: Product) -> bool:
    """Whether the record holds a former price above the present one."""
    former, price = product.compare_at_price, product.price
    return former is not None and price is not None and former.currency == price.currency and price < former


def is_comparable(finding: Comparison) -> bool:
    """Whether every product has the figure compared, and prices are in one currency: none is converted."""
    currencies = {product.price.currency for product in finding.products if product.price}
    known = all(getattr(product, finding.aspect) is not None for product in finding.products)
    return known and (finding.aspect != "price" or len(currencies) == 1)


def pick(choices: Sequence[str], turn: int) -> str:
    """One of several wordings, another in each turn."""
    return choices[turn % len(choices)]
