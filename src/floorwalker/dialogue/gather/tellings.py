"""Findings as such: which products they are about, what they add to the evidence, which of them to tell."""

from collections.abc import Iterator, Sequence

from floorwalker.catalog import Product, product_source
from floorwalker.conversation import (
    Answered,
    Chosen,
    Comparison,
    Finding,
    Listing,
    NoDiscount,
    NoLongerSold,
    Quoted,
    StockState,
    Unanswered,
)
from floorwalker.core import Money
from floorwalker.grounding import Fact, Source


def products_of(finding: Finding) -> tuple[Product, ...]:
    """The products that a finding is about."""
    match finding:
        case Listing() | Comparison() | NoDiscount():
            return finding.products
        case Chosen() | Answered() | StockState() | Quoted():
            return (finding.product,)
        case Unanswered():
            return (finding.product,) if finding.product else ()
        case _:
            return ()


def computed_facts(finding: Finding, currency: str | None) -> Iterator[Fact]:
    """Figures that no field holds: counts, places in a list, and bounds that "around" stands for."""
    match finding:
        case Listing():
            yield Fact(Source("computed", "listing", "shown"), len(finding.products), "products of this list")
            yield Fact(Source("computed", "listing", "total"), finding.total, "products that fit")
            for name in ("price_min", "price_max"):
                bound = getattr(finding.need, name)
                if bound is not None and currency:
                    yield Fact(
                        Source("computed", "need", name), Money.of(bound, currency), "the shopper's bound"
                    )
            if currency:
                yield Fact(Source("shop", "catalogue", "currency"), currency)
        case Chosen(position=int() as position):
            yield Fact(Source("computed", "position", str(position)), position, "the place asked for")
        case Comparison(aspect="price", winner=Product(), products=(first, second)) if (
            first.price and second.price
        ):
            yield Fact(
                Source("computed", "comparison", "difference"),
                Money(abs(first.price.minor - second.price.minor), first.price.currency),
                "the difference of the two prices",
            )
        case Quoted():
            yield finding.fact
        case NoLongerSold(product):
            yield Fact(product_source(product.id, "title"), product.title)
        case _:
            return


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
