"""Several products as one wish, and several as one brand's: bundles, and what is told of a brand."""

from floorwalker.agents.builtin.figures import Parts, computed, field
from floorwalker.agents.builtin.measure import measure_word_of
from floorwalker.agents.builtin.shelf import price_or_none, product_line
from floorwalker.agents.builtin.wording import Wording
from floorwalker.conversation import BrandTold, Bundle, BundleItem
from floorwalker.grounding import Figure, Sentence, Source

Line = list[Sentence]


def bundle(wording: Wording, finding: Bundle) -> list[Line]:
    """The items with quantity and price each, the total and what is left, or that no choice is in budget."""
    if not finding.items:
        return [[_missing(wording, finding) or wording.say("bundle.none"), *wording.maybe("nothing.help")]]
    bounded = finding.budget is not None and finding.total is not None
    if bounded and not finding.fits:
        heading = [wording.say("bundle.over", **_amounts("total", "budget"))]
    else:
        heading = wording.maybe("bundle.within" if bounded else "bundle.free")
    lines = [[_item(wording, number, item)] for number, item in enumerate(finding.items, 1)]
    missing = _missing(wording, finding)
    return [heading, *lines, [*_sum(wording, finding), *([missing] if missing else [])]]


def brand_told(wording: Wording, finding: BrandTold) -> list[Line]:
    """The shop's own story of a brand in its own words, or that it has none; then what it sells of it."""
    name = _name(wording, finding)
    if finding.sources:
        quotes = [Figure(source) for source in finding.sources]
        told = [
            wording.say("brand.story", name=name, quote=quotes[0]),
            *(wording.say("brand.further", quote=quote) for quote in quotes[1:]),
        ]
    else:
        told = [wording.say("brand.unknown", name=name), *wording.maybe("offer.ask")]
    if not finding.products:
        return [told]
    every = "brand.one" if finding.total == 1 else "brand.all"
    rule = every if finding.total == len(finding.products) else "brand.some"
    heading = wording.say(rule, name=name, total=computed("brand", "total"))
    lines = [[product_line(wording, number, p)] for number, p in enumerate(finding.products, 1)]
    return [told, [heading], *lines]


def _missing(wording: Wording, finding: Bundle) -> Sentence | None:
    return wording.say("bundle.missing", parts=wording.listed(finding.missing)) if finding.missing else None


def _item(wording: Wording, number: int, item: BundleItem) -> Sentence:
    price = price_or_none(wording, item.product)
    if item.quantity > 1:
        price = wording.words(
            "bundle.each",
            price=price,
            quantity=computed("bundle", f"quantity.{number}"),
            measure=measure_word_of(item.product),
        )
    title = field(item.product, "title")
    return wording.line(f"{number}. ", title, *wording.words("line.price", price=price))


def _sum(wording: Wording, finding: Bundle) -> Line:
    if finding.total is None:
        return [wording.say("bundle.no_total")]
    if finding.budget is None:
        return [wording.say("bundle.total", **_amounts("total"))]
    if not finding.fits:
        return []
    if finding.total == finding.budget:
        return [wording.say("bundle.spent", **_amounts("total"))]
    return [wording.say("bundle.left", **_amounts("total", "left"))]


def _amounts(*names: str) -> dict[str, Figure]:
    return {name: computed("bundle", name) for name in names}


def _name(wording: Wording, finding: BrandTold) -> Parts:
    """The brand's name as the shop's record has it, else as a product has it, else as the shopper said it."""
    figures = [Figure(Source("brand", finding.key, "name"))]
    figures += [field(product, "brand") for product in finding.products[:1] if product.brand]
    known = next((figure for figure in figures if wording.evidence.get(figure.source)), None)
    return (known,) if known else (finding.name,)
