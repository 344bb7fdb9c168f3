"""Several products as one wish, and several as one brand's: bundles, and what is told of a brand."""

from floorwalker.agents.builtin.figures import Parts, computed, field, variant_field
from floorwalker.agents.builtin.listing import not_vouched_for
from floorwalker.agents.builtin.measure import measure_word_of
from floorwalker.agents.builtin.shelf import price, price_or_none, product_line, state
from floorwalker.agents.builtin.wording import Filling, Wording
from floorwalker.conversation import BrandTold, Bundle, BundleItem
from floorwalker.grounding import Figure, Sentence, Source

Line = list[Sentence]


def bundle(wording: Wording, finding: Bundle) -> list[Line]:
    """The items with quantity and price each and the total, or that no choice is within the budget.

    A bundle without a budget whose items were not asked for by kind only adds up what is in view.
    """
    if not finding.items:
        return [
            [
                *(_named_missing(wording, finding) or [wording.say("bundle.none")]),
                *wording.maybe("nothing.help"),
            ]
        ]
    if finding.about == "left":
        return [
            [
                wording.say(
                    "bundle.left" if finding.fits else "bundle.short",
                    **_amounts("total", "budget", "left" if finding.fits else "over"),
                )
            ]
        ]
    if finding.about == "total":
        return _added_up(wording, finding)
    asked_by_kind = finding.budget or finding.missing or any(item.part for item in finding.items)
    if finding.total and not asked_by_kind:
        return _added_up(wording, finding)
    bounded = finding.budget is not None and finding.total is not None
    if bounded and not finding.fits:
        heading = [wording.say("bundle.over", **_amounts("total", "budget"))]
    else:
        heading = wording.maybe("bundle.within" if bounded else "bundle.free")
    below = [*_sum(wording, finding), *_missing(wording, finding)]
    if finding.unmet:
        below.append(not_vouched_for(wording, finding.unmet))
    return [heading, *_items(wording, finding), below]


def brand_told(wording: Wording, finding: BrandTold) -> list[Line]:
    """The shop's own story of a brand in its own words, or that it has none; then what it sells of it."""
    name = _name(wording, finding)
    if finding.sources:
        told = _told(wording, finding, name)
    else:
        told = [wording.say("brand.unknown", name=name), *wording.offer("offer.ask")]
    if not finding.products:
        return [told]
    every = "brand.one" if finding.total == 1 else "brand.all"
    rule = every if finding.total == len(finding.products) else "brand.some"
    heading = wording.say(rule, name=name, total=computed("brand", "total"))
    return [told, [heading], *([product_line(wording, product)] for product in finding.products)]


def _told(wording: Wording, finding: BrandTold, name: Parts) -> Line:
    """Sentences of the story in quotes, but not what this program itself says of the brand's standing."""
    standing = [source for source in finding.sources if source.field == "standing"]
    story = [Figure(source) for source in finding.sources if source not in standing]
    line = [wording.say("brand.standing", name=name, standing=Figure(source)) for source in standing]
    if story:
        line.append(wording.say("brand.story", name=name, quote=story[0]))
    if story[1:]:
        quotes = [wording.words("brand.quote", quote=quote) for quote in story[1:]]
        further = wording.listed(quotes, "list.quotes", "list.quotes")
        line.append(wording.say("brand.further", quotes=further))
    return line


def _added_up(wording: Wording, finding: Bundle) -> list[Line]:
    """What some products cost together, or some pieces of one."""
    if len(finding.items) > 1 or finding.items[0].variant:
        return [[wording.say("bundle.sum", **_amounts("total"))], *_items(wording, finding)]
    (item,) = finding.items
    slots: dict[str, Filling] = {
        "title": field(item.product, "title"),
        "price": price(wording, item.product),
    }
    if item.quantity == 1:
        return [[wording.say("chosen.named", which=(), **slots)]]
    slots |= {"quantity": computed("bundle", "quantity.1"), "measure": measure_word_of(item.product)}
    return [[wording.say("bundle.pieces", **slots, **_amounts("total"))]]


def _missing(wording: Wording, finding: Bundle) -> Line:
    """The parts of which nothing fits; where the shopper gave them no name, that not all could be had."""
    named = _named_missing(wording, finding)
    return named or ([wording.say("bundle.incomplete")] if finding.missing else [])


def _named_missing(wording: Wording, finding: Bundle) -> Line:
    names = [name for name in finding.missing if name.strip()]
    return [wording.say("bundle.missing", parts=wording.listed(names))] if names else []


def _items(wording: Wording, finding: Bundle) -> list[Line]:
    return [[_item(wording, number, item)] for number, item in enumerate(finding.items, 1)]


def _item(wording: Wording, number: int, item: BundleItem) -> Sentence:
    variant = item.variant
    price = price_or_none(wording, item.product)
    if variant is not None and variant.price:
        price = (variant_field(item.product, variant, "price"),)
    if item.quantity > 1:
        price = wording.words(
            "bundle.each",
            price=price,
            quantity=computed("bundle", f"quantity.{number}"),
            measure=measure_word_of(item.product),
        )
    title: Parts = (field(item.product, "title"),)
    if variant is not None:
        named = variant_field(item.product, variant, "title")
        title = wording.words("stock.variant", title=title, variant=named)
    parts = [f"{wording.number(item.product)}. ", *title, *wording.words("line.price", price=price)]
    availability = variant.availability if variant else item.product.availability
    if availability == "out_of_stock":
        parts += wording.words("line.state", state=state(wording, availability))
    return wording.line(*parts)


def _sum(wording: Wording, finding: Bundle) -> Line:
    if finding.total is None:
        return [wording.say("bundle.no_total")]
    if finding.budget is None:
        return [wording.say("bundle.total", **_amounts("total"))]
    if not finding.fits or _is_changed_or_counted(finding):
        return []
    if finding.total == finding.budget:
        return [wording.say("bundle.spent", **_amounts("total"))]
    return [wording.say("bundle.total", **_amounts("total"))]


def _is_changed_or_counted(finding: Bundle) -> bool:
    """Whether to say no more than that a budget is kept: of a changed choice, or of pieces of a product.

    Their sum is no sum of prices in view; who wants it asks for it.
    """
    changed = finding.changed and len(finding.items) > 2
    return changed or any(item.quantity > 2 for item in finding.items)


def _amounts(*names: str) -> dict[str, Figure]:
    return {name: computed("bundle", name) for name in names}


def _name(wording: Wording, finding: BrandTold) -> Parts:
    """The brand's name as the shop's record has it, else as a product has it, else as the shopper said it."""
    figures = [Figure(Source("brand", finding.key, "name"))]
    figures += [field(product, "brand") for product in finding.products[:1] if product.brand]
    known = next((figure for figure in figures if wording.evidence.get(figure.source)), None)
    return (known,) if known else (finding.name,)
