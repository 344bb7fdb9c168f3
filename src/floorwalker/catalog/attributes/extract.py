"""The attributes of a product, from everything its record says."""

from collections.abc import Iterable, Iterator

from floorwalker.catalog.attributes.columns import attribute_of_column, read_column
from floorwalker.catalog.attributes.kinds import Kind, kind_of
from floorwalker.catalog.attributes.reading import read_text, read_words
from floorwalker.catalog.attributes.values import SINGLE_VALUED, Attribute, Value
from floorwalker.catalog.models import Product, Variant

_OF_CATEGORIES = frozenset(("gender", "material", "season", "skin_type", "fit_or_cut", "style", "origin"))


def attributes_of(product: Product) -> tuple[Attribute, ...]:
    """What a product's record states, each value once, with the most trusted words that state it.

    The sources in order of trust: columns whose name says what they state, variants' options, tags, category,
    title, other columns (their words, for what their figures measure is not known), description. Of an
    attribute that has one value (:data:`SINGLE_VALUED`) the most trusted source that states it is believed
    alone; that source may still state several (the bottles of a set, the sizes of the variants). The other
    attributes keep the values of every source. Pure, and the same for the same record.
    """
    kind = kind_of(product.title, product.category)
    return settle(list(source) for source in _sources(product, kind))


def settle(sources: Iterable[list[Attribute]]) -> tuple[Attribute, ...]:
    """Join what sources state, the most trusted first: see :func:`attributes_of`."""
    kept: dict[tuple[str, Value], Attribute] = {}
    settled: set[str] = set()
    for source in sources:
        for one in source:
            if one.name not in settled:
                kept.setdefault((one.name, one.value), one)
        settled.update(one.name for one in source if one.name in SINGLE_VALUED)
    return tuple(kept.values())


def _sources(product: Product, kind: Kind) -> Iterator[Iterable[Attribute]]:
    brand = product.brand
    known: list[Attribute] = []
    others: list[tuple[str, str]] = []
    for name, values in product.attributes.items():
        field, text = f"attributes.{name}", ", ".join(values)
        if attribute := attribute_of_column(name):
            known += read_column(attribute, name, text, field)
        else:
            others.append((text, field))
    yield known
    yield [one for variant in product.variants for one in _options(variant, kind, brand)]
    yield read_text(", ".join(product.tags), kind, brand, "tags")
    shelf = read_text(product.category, kind, brand, "category")
    yield [one for one in shelf if one.name in _OF_CATEGORIES]
    yield read_text(product.title, kind, brand, "title")
    yield [one for text, field in others for one in read_words(text, kind, brand, field)]
    yield read_text(product.description, kind, brand, "description")


def _options(variant: Variant, kind: Kind, brand: str) -> Iterator[Attribute]:
    for name, text in variant.options.items():
        field = f"variants.{variant.id}.options.{name}"
        if attribute := attribute_of_column(name):
            yield from read_column(attribute, name, text, field)
        else:
            yield from read_text(text, kind, brand, field)
