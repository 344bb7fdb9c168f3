"""How figures get into a sentence, and what a record tells about its own price."""

from floorwalker.catalog import Product, Variant, product_source
from floorwalker.grounding import Figure, Source

Parts = tuple[str | Figure, ...]

CURRENCY = Figure(Source("shop", "catalogue", "currency"))


def field(product: Product, name: str) -> Figure:
    """A field of a product: ``field(product, "price")``."""
    return Figure(product_source(product.id, name))


def variant_field(product: Product, variant: Variant, name: str) -> Figure:
    """A field of a variant."""
    return field(product, f"variants.{variant.id}.{name}")


def computed(record: str, name: str) -> Figure:
    """A computed figure, such as the number of products that fit."""
    return Figure(Source("computed", record, name))


def prices_differ(product: Product) -> bool:
    """Whether the product's price is only the lowest of several."""
    return len({variant.price for variant in product.variants if variant.price}) > 1
