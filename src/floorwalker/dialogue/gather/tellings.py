"""Findings as such: which products they are about, what they add to the evidence, which of them to tell."""

from collections.abc import Iterator, Sequence
from typing import get_args

from floorwalker.catalog import Product, product_source
from floorwalker.conversation import (
    Answered,
    BrandTold,
    Bundle,
    Chosen,
    Comparison,
    Explained,
    Finding,
    Listing,
    NoDiscount,
    NoLongerSold,
    OffersTold,
    Quoted,
    StockState,
    Unanswered,
)
from floorwalker.core import Language, Money
from floorwalker.dialogue.gather.knowing import facts_behind
from floorwalker.grounding import Fact, Source
from floorwalker.text import attributes


def products_of(finding: Finding) -> tuple[Product, ...]:
    """The products that a finding is about."""
    match finding:
        case Listing() | Comparison() | NoDiscount() | BrandTold():
            return finding.products
        case Bundle(items):
            return tuple(item.product for item in items)
        case Chosen() | Answered() | StockState() | Quoted() | Explained():
            return (finding.product,)
        case Unanswered() | OffersTold():
            return (finding.product,) if finding.product else ()
        case _:
            return ()


def computed_facts(finding: Finding, currency: str | None) -> Iterator[Fact]:
    """What a finding relies on and no plain field holds: its quotations, and figures computed from records.

    Such figures are counts, sums, places in a list, and bounds that "around" stands for.
    """
    yield from facts_behind(finding)
    match finding:
        case Listing():
            yield Fact(finding.figure("shown"), len(finding.products), "products of this list")
            if finding.counted:
                yield Fact(finding.figure("total"), finding.total, "products that fit")
            yield from _names_of_wishes(finding)
            for name in ("price_min", "price_max"):
                bound = getattr(finding.need, name)
                if bound is not None and currency:
                    yield Fact(finding.bound(name), Money.of(bound, currency), "the shopper's bound")
            if currency:
                yield Fact(Source("shop", "catalogue", "currency"), currency)
        case Chosen(position=int() as position):
            yield Fact(Source("computed", "position", str(position)), position, "the place asked for")
        case Chosen(Product(price=Money() as price, compare_at_price=Money() as before), saved=True):
            saved = Money(before.minor - price.minor, price.currency)
            yield Fact(Source("computed", "saving", "reduction"), saved, "the old price less this one")
        case Comparison():
            yield from _of_comparison(finding)
        case Bundle():
            yield from _of_bundle(finding)
        case BrandTold():
            yield Fact(Source("computed", "brand", "total"), finding.total, "products of the brand")
        case Quoted():
            yield finding.fact
        case NoLongerSold(product):
            yield Fact(product_source(product.id, "title"), product.title)
        case _:
            return


def _names_of_wishes(finding: Listing) -> Iterator[Fact]:
    """What the qualities wished for are called, in both languages: they may have been said otherwise."""
    facets = {facet for wish in (*finding.unmet, *finding.need.wishes) for facet in wish.facets}
    for facet, _, value in (one.partition(":") for one in sorted(facets)):
        if value in attributes().values(facet):
            labels = (attributes().label(facet, value, language) for language in get_args(Language))
            yield Fact(Source("customer", f"wish.{facet}.{value}", "text"), " ".join(labels))


def _of_comparison(comparison: Comparison) -> Iterator[Fact]:
    """The places of the products, and by how much two prices differ."""
    for number in range(1, len(comparison.products) + 1):
        yield Fact(Source("computed", "comparison", f"place.{number}"), number, "a place of the comparison")
    match comparison:
        case Comparison(aspect="price", winner=Product(), products=(first, second)) if (
            first.price and second.price
        ):
            yield Fact(
                Source("computed", "comparison", "difference"),
                Money(abs(first.price.minor - second.price.minor), first.price.currency),
                "the difference of the two prices",
            )


def _of_bundle(bundle: Bundle) -> Iterator[Fact]:
    """Sums and quantities of a bundle; ``quantity.N`` and ``subtotal.N`` are of its N-th item, from 1."""
    derived = {"total": bundle.total, "budget": bundle.budget}
    for name, amount in derived.items():
        if amount is not None:
            yield Fact(Source("computed", "bundle", name), amount, "of the bundle's items together")
    if bundle.total and bundle.budget and bundle.total.currency == bundle.budget.currency:
        apart = Money(abs(bundle.budget.minor - bundle.total.minor), bundle.total.currency)
        name = "left" if bundle.total <= bundle.budget else "over"
        yield Fact(Source("computed", "bundle", name), apart, "the difference of budget and total")
    yield Fact(Source("computed", "bundle", "items"), len(bundle.items), "items of the bundle")
    for number, item in enumerate(bundle.items, 1):
        yield Fact(Source("computed", "bundle", f"quantity.{number}"), item.quantity, "pieces of an item")
        if item.price:
            sum_ = Money(item.price.minor * item.quantity, item.price.currency)
            yield Fact(Source("computed", "bundle", f"subtotal.{number}"), sum_, "price times pieces")


def to_the_point(findings: Sequence[Finding]) -> list[Finding]:
    """Who asks whether the second one is in stock need not first be told which one that is."""
    states = {finding.product.id for finding in findings if isinstance(finding, StockState)}
    return [f for f in findings if not (isinstance(f, Chosen) and f.product.id in states)]


def without_repeats(findings: Sequence[Finding]) -> list[Finding]:
    """One answer an aspect; one word on what is unknown is enough for aspects that overlap."""
    unique = [finding for number, finding in enumerate(findings) if finding not in findings[:number]]
    answered = [f for f in unique if not isinstance(f, Unanswered)]
    unknown = [f for f in unique if isinstance(f, Unanswered)]
    return [*answered, *unknown[:2]]
