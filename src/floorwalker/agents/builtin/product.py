"""One product: what it costs, what its record says, whether it can be had, and why it was shown."""

from floorwalker.agents.builtin.figures import Parts, computed, field, variant_field
from floorwalker.agents.builtin.measure import measure_word_of
from floorwalker.agents.builtin.reasons import worded
from floorwalker.agents.builtin.shelf import labelled, price, state, value
from floorwalker.agents.builtin.wording import Filling, Wording
from floorwalker.catalog import Product, product_source
from floorwalker.conversation import (
    Answered,
    Chosen,
    Explained,
    NoDiscount,
    NoLongerSold,
    OffersTold,
    Quoted,
    StockState,
    Unanswered,
)
from floorwalker.grounding import Figure, Sentence

Line = list[Sentence]

_MOST_FIELDS = 6
_MOST_REASONS = 3
_WHETHER = "是否"


def chosen(wording: Wording, finding: Chosen) -> list[Line]:
    """The product picked, and its price."""
    slots: dict[str, Filling] = {"title": wording.naming(finding.product), "which": _which(wording, finding)}
    if finding.product.price is None:
        return [[wording.say("chosen.unpriced", **slots)]]
    slots["price"] = price(wording, finding.product)
    named = finding.by == "named" or (finding.by == "position" and finding.position is None)
    line = [wording.say("chosen.named" if named else "chosen.picked", **slots)]
    if finding.saved:
        line.append(wording.say("chosen.saved", saved=computed("saving", "reduction")))
    return [line]


def answered(wording: Wording, finding: Answered) -> list[Line]:
    """What the record says, field by field."""
    product, sources = finding.product, finding.sources[:_MOST_FIELDS]
    title = wording.naming(product)
    fields = [source.field for source in sources]
    if all(name.startswith("variants.") and name.endswith(".title") for name in fields):
        options = wording.listed([Figure(source) for source in sources])
        return [[wording.say("answered.options", title=title, options=options)]]
    if fields == ["price"] and product.price:
        return [[wording.say("chosen.named", title=title, price=price(wording, product), which=())]]
    items = [
        wording.words("answered.item", label=label, value=value(wording, product, source))
        if (label := labelled(wording, product, source))
        else value(wording, product, source)
        for source in sources
    ]
    return [
        [
            wording.say(
                "answered.fields", title=title, fields=wording.listed(items, "list.fields", "list.fields")
            )
        ]
    ]


def quoted(wording: Wording, finding: Quoted) -> list[Line]:
    """A sentence of the record, word for word."""
    title = wording.naming(finding.product)
    return [[wording.say("quoted", title=title, quote=Figure(finding.fact.source))]]


def unanswered(wording: Wording, finding: Unanswered) -> list[Line]:
    """That the data does not say, and who might know."""
    if finding.product is None:
        first = wording.say("unanswered.shop", label=finding.label)
    else:
        of = () if finding.label.startswith(_WHETHER) else wording.words("unanswered.of")
        title = wording.naming(finding.product)
        first = wording.say("unanswered.product", title=title, of=of, label=finding.label)
    return [[first, *wording.offer("offer.ask")]]


def stock(wording: Wording, finding: StockState) -> list[Line]:
    """Whether it can be had."""
    product, variant = finding.product, finding.variant
    title = wording.naming(product)
    if finding.missing_option:
        return [[wording.say("stock.missing", title=title, option=finding.missing_option)]]
    availability, pieces, priced = (
        product.availability,
        None,
        price(wording, product) if product.price else (),
    )
    if variant is not None:
        title = wording.words("stock.variant", title=title, variant=variant_field(product, variant, "title"))
        availability = variant.availability
        pieces = variant_field(product, variant, "stock") if variant.stock else None
        priced = (variant_field(product, variant, "price"),) if variant.price else priced
    if availability == "unknown":
        return [[wording.say("stock.unknown", title=title), *wording.offer("offer.check")]]
    line = [wording.say("stock.known", title=title, state=state(wording, availability))]
    if availability == "in_stock" and pieces:
        line.append(wording.say("stock.pieces", pieces=pieces, measure=measure_word_of(product)))
    return [[*line, *([wording.say("stock.price", price=priced)] if priced else [])]]


def no_longer_sold(wording: Wording, finding: NoLongerSold) -> list[Line]:
    """That it has been taken off the shelf."""
    return [[wording.say("gone", title=field(finding.product, "title"))]]


def explained(wording: Wording, finding: Explained) -> list[Line]:
    """Why it was shown: what its record says for it, and a sentence of its own texts."""
    title = wording.naming(finding.product)
    clauses = [clause for reason in finding.reasons if (clause := worded(wording, reason, "because"))]
    quote = finding.quote if finding.quote and wording.evidence.get(finding.quote) else None
    if not clauses and quote is None:
        return [[wording.say("explained.none", title=title)]]
    if not clauses and quote:
        return [[wording.say("quoted", title=title, quote=Figure(quote))]]
    reasons = wording.listed(clauses[:_MOST_REASONS], "list.and_clause", "list.clauses")
    line = [wording.say("explained", title=title, reasons=reasons)]
    return [[*line, *([wording.say("explained.quote", quote=Figure(quote))] if quote else [])]]


def offers_told(wording: Wording, finding: OffersTold) -> list[Line]:
    """The promotions that hold now."""
    title: Parts = (field(finding.product, "title"),) if finding.product else ()
    whose = "product" if finding.product else "shop"
    if len(finding.sources) == 1:
        return [[wording.say(f"offer.one_{whose}", title=title, offer=Figure(finding.sources[0]))]]
    lines = [[wording.say(f"offer.some_{whose}", title=title)]]
    return lines + [
        [wording.line(f"{number}. ", Figure(source))] for number, source in enumerate(finding.sources, 1)
    ]


def no_discount(wording: Wording, finding: NoDiscount) -> list[Line]:
    """The price in the catalogue stands."""
    first = wording.say("no_discount")
    prices = [_listed_price(wording, product) for product in finding.products if product.price]
    return [[first, *prices, *wording.offer("offer.bargain")]]


def _listed_price(wording: Wording, product: Product) -> Sentence:
    title = Figure(product_source(product.id, "title"))
    return wording.say("no_discount.price", title=title, price=price(wording, product))


def _which(wording: Wording, finding: Chosen) -> Parts:
    if finding.by == "named":
        return ()
    if finding.by != "position":
        return wording.words(f"which.{finding.by}")
    if finding.position is None:
        return ()
    if finding.position < 0:
        return wording.words("which.last")
    return wording.words("which.position", position=computed("position", str(finding.position)))
