"""A product as replies show it: its price, its state, and its line in a list."""

from floorwalker.agents.builtin.figures import Parts, field, is_reduced, prices_differ
from floorwalker.agents.builtin.wording import Wording
from floorwalker.catalog import Availability, Product
from floorwalker.grounding import Figure, Sentence, Source


def price(wording: Wording, product: Product) -> Parts:
    """The price, with "from" where variants differ, and the former price where it was higher."""
    figure = field(product, "price")
    parts = wording.words("price.from" if prices_differ(product) else "price.plain", price=figure)
    if is_reduced(product):
        parts += wording.words("price.was", was=field(product, "compare_at_price"))
    return parts


def price_or_none(wording: Wording, product: Product) -> Parts:
    """The price, or that the record names none."""
    return price(wording, product) if product.price else wording.words("price.none")


def state(wording: Wording, availability: Availability) -> Parts:
    """Whether it can be had, as a fragment: in stock, 有货."""
    return wording.words(f"state.{availability}")


def product_line(wording: Wording, number: int, product: Product, reason: Parts = ()) -> Sentence:
    """A line of a list: name, price, rating, state, and the one short reason where there is one."""
    parts: list[str | Figure] = [f"{number}. ", field(product, "title")]
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

    An attribute is called as its record calls it.
    """
    kind, _, name = source.field.partition(".")
    if kind == "attributes":
        return (field(product, f"attribute_names.{name}"),)
    rule = f"label.{name.partition('.')[0] if kind == 'attributes_found' else source.field}"
    return wording.words(rule) if wording.has(rule) else ()


def value(wording: Wording, product: Product, source: Source) -> Parts:
    """A field's value; a state of stock in words, as records keep a code for it."""
    if source.field == "availability":
        return state(wording, product.availability)
    return (Figure(source),)
