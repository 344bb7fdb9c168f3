"""A product as replies show it: its price, its state, and its line in a list."""

from floorwalker.agents.builtin.figures import Parts, field, prices_differ
from floorwalker.agents.builtin.wording import Wording
from floorwalker.catalog import Availability, Product
from floorwalker.catalog.attributes.columns import attribute_of_column
from floorwalker.core import Language
from floorwalker.grounding import Figure, Sentence, Source
from floorwalker.text import is_chinese


def price(wording: Wording, product: Product) -> Parts:
    """The price, with "from" where variants differ, and the former price where it was higher."""
    figure = field(product, "price")
    parts = wording.words("price.from" if prices_differ(product) else "price.plain", price=figure)
    if product.is_reduced:
        parts += wording.words("price.was", was=field(product, "compare_at_price"))
    return parts


def price_or_none(wording: Wording, product: Product) -> Parts:
    """The price, or that the record names none."""
    return price(wording, product) if product.price else wording.words("price.none")


def state(wording: Wording, availability: Availability) -> Parts:
    """Whether it can be had, as a fragment: in stock, 有货."""
    return wording.words(f"state.{availability}")


def product_line(wording: Wording, product: Product, reason: Parts = ()) -> Sentence:
    """A line of a list: name, price, rating, state, and the one short reason where there is one."""
    parts: list[str | Figure] = [f"{wording.number(product)}. ", field(product, "title")]
    if product.brand and product.brand.casefold() not in product.title.casefold():
        parts += wording.words("line.by", brand=field(product, "brand"))
    parts += wording.words("line.price", price=price_or_none(wording, product))
    if product.rating is not None:
        parts += wording.words("line.rating", rating=field(product, "rating"))
    if product.availability != "unknown":
        parts += wording.words("line.state", state=state(wording, product.availability))
    if reason:
        parts += wording.words("line.reason", reason=reason)
    return wording.line(*parts)


def labelled(wording: Wording, product: Product, source: Source) -> Parts:
    """What a field of the record is called; empty where its value says it all, as a variant's name does.

    A column is called as the record calls it, if that is in the reply's language; else, as what was found in
    the texts, by the attribute's label, where it is one of ours.
    """
    kind, _, name = source.field.partition(".")
    if kind == "attributes" and _is_sayable(name, wording.language):
        return (field(product, f"attribute_names.{name}"),)
    attribute = {"attributes": attribute_of_column(name), "attributes_found": name.partition(".")[0]}
    rule = f"label.{attribute.get(kind, source.field)}"
    if wording.has(rule):
        return wording.words(rule)
    return (field(product, f"attribute_names.{name}"),) if kind == "attributes" else ()


def _is_sayable(name: str, language: Language) -> bool:
    return "_" not in name and any(map(is_chinese, name)) == (language == "zh")


def value(wording: Wording, product: Product, source: Source) -> Parts:
    """A field's value; a state of stock in words, as records keep a code for it."""
    if source.field == "availability":
        return state(wording, product.availability)
    return (Figure(source),)
