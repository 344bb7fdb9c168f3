"""The goods a shopper looks for, as a phrase: 小众品牌的香水, "lipsticks from niche brands up to $30"."""

from floorwalker.agents.builtin import nouns
from floorwalker.agents.builtin.figures import Parts, field
from floorwalker.agents.builtin.wording import Wording
from floorwalker.catalog import brand_source
from floorwalker.conversation import Listing
from floorwalker.grounding import Figure
from floorwalker.text import attributes, product_types

_MOST_KINDS = 2
_MOST_QUALITIES = 2
_TELLING = 5
_ORDER = {"colour": 1, "material": 2}  # vintage red silk scarves
_SAID_AFTER = frozenset({"gender", "skin_type", "ingredient"})
_SAID_BEFORE = frozenset(
    {"benefit", "colour", "diet", "finish", "fit_or_cut", "material", "pattern", "scent", "season", "style"}
    | {"texture"}
)


def goods(wording: Wording, finding: Listing, kind: str = "", *, bounds: bool = True) -> Parts:
    """The goods as such, in the plural. ``kind`` is a rule that says how they are to those before."""
    return _phrase(wording, finding, _label(wording, finding), kind, bounds)


def bare_kind(wording: Wording, finding: Listing) -> Parts:
    """The kind of goods alone, in the plural, without what they should be like."""
    return (_label(wording, finding),)


def one(wording: Wording, finding: Listing, kind: str = "", *, bounds: bool = True) -> Parts:
    """One of the goods, in English with its article: an eye cream, a pair of earrings, tea."""
    types = finding.need.types[:_MOST_KINDS]
    if wording.language == "zh" or not all(map(nouns.is_countable, types)):
        return goods(wording, finding, kind, bounds=bounds)
    label = " or ".join(nouns.noun(type_id, plural=False) for type_id in types) or "product"
    phrase = _phrase(wording, finding, label, kind, bounds)
    first = phrase[0]
    fact = None if isinstance(first, str) else wording.evidence.get(first.source)
    beginning = first if isinstance(first, str) else str(fact.value) if fact else ""
    return (f"{nouns.article(beginning)} ", *phrase)


def _label(wording: Wording, finding: Listing) -> str:
    types = finding.need.types[:_MOST_KINDS]
    if wording.language == "zh":
        return "或".join(product_types().label(type_id, "zh") for type_id in types) or "商品"
    return " or ".join(map(nouns.goods, types)) or "products"


def _phrase(wording: Wording, finding: Listing, label: str, kind: str, bounds: bool) -> Parts:
    need = finding.need
    brand = _brand(wording, finding)
    before, after = _qualities(wording, finding, label) if bounds else ((), ())
    parts = wording.words(
        "goods.phrase",
        kind=wording.words(kind) if kind else (),
        brand=brand,
        niche=wording.words("goods.niche") if need.niche and not brand else (),
        before=before,
        label=label,
        after=after,
        price=_bounds(wording, finding) if bounds else (),
    )
    return tuple(part for part in parts if part != "")


def _brand(wording: Wording, finding: Listing) -> Parts:
    """The one brand asked for, where every product listed has it, or where none has and others are shown."""
    names = {product.brand for product in finding.products}
    rule = "goods.brand" if finding.need.types else "goods.brand_of"
    if len(finding.need.brands) != 1:
        return ()
    if "brand" in finding.relaxed:
        asked = brand_source(finding.need.brands[0], "name")
        return wording.words(rule, brand=Figure(asked)) if wording.evidence.get(asked) else ()
    if len(names) != 1 or "" in names:
        return ()
    return wording.words(rule, brand=field(finding.products[0], "brand"))


def _qualities(wording: Wording, finding: Listing, label: str) -> tuple[Parts, Parts]:
    """The qualities that every product listed has, since the search kept to them.

    Those said before the noun (waterproof, 红色), and those after it in English (for women, with retinol).
    """
    said: dict[str, str] = {}
    for wish in finding.need.wishes:
        facet, _, value = wish.facets[0].partition(":") if len(wish.facets) == 1 else ("", "", "")
        if wish.soft or facet not in _SAID_BEFORE | _SAID_AFTER:
            continue
        name = attributes().label(facet, value, wording.language)
        if name.casefold()[:_TELLING] not in label.casefold():
            said.setdefault(name, facet)
    kept = sorted(list(said.items())[:_MOST_QUALITIES], key=lambda one: _ORDER.get(one[1], 0))
    before = [name for name, facet in kept if facet in _SAID_BEFORE]
    after = [(name, facet) for name, facet in kept if facet in _SAID_AFTER]
    return (
        tuple(part for name in before for part in wording.words("goods.quality", quality=name)),
        tuple(part for name, facet in after for part in wording.words(f"goods.{facet}", quality=name)),
    )


def _bounds(wording: Wording, finding: Listing) -> Parts:
    match finding.need.price_min is not None, finding.need.price_max is not None:
        case True, True:
            return wording.words("goods.within")
        case False, True:
            return wording.words("goods.up_to", price=Figure(finding.bound("price_max")))
        case True, False:
            return wording.words("goods.from", price=Figure(finding.bound("price_min")))
        case _:
            return ()
