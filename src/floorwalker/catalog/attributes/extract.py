"""The attributes of a product, from everything its record says."""

from collections.abc import Iterable, Iterator

from floorwalker.catalog.attributes.columns import read_column
from floorwalker.catalog.attributes.kinds import Kind, kind_of
from floorwalker.catalog.attributes.reading import read_text
from floorwalker.catalog.attributes.values import SINGLE_VALUED, Attribute, Value
from floorwalker.catalog.models import Product


_OF_CATEGORIES = frozenset(("gender", "material", "season", "skin_type", "fit_or_cut", "style", "origin"))


def attributes_of(product: Product) -> tuple[Attribute, ...]:
    """What a product's record states, each value once, with the most trusted words that state it.

    The sources in order of trust: columns, variants' options, tags, category, title, description. Of an
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
    yield (
        one
        for name, values in product.attributes.items()
        for one in read_column(name, ", ".join(values), f"attributes.{name}", kind, brand)
    )
    yield (
        one
        for variant in product.variants
        for name, value in variant.options.items()
        for one in read_column(name, value, f"variants.{variant.id}.options.{name}", kind, brand)
    )
    for field, text in (
        ("tags", ", ".join(product.tags)),
        ("category", product.category),
        ("title", product.title),
        ("description", product.description),
    ):
        if text:
            stated = read_text(text, kind, brand, field)
            yield stated if field != "category" else (one for one in stated if one.name in _OF_CATEGORIES)
