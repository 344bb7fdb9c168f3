"""What a product's record says, as facts a sentence may rely on."""

from collections.abc import Iterator
from decimal import Decimal

from floorwalker.catalog.models import Product, Variant
from floorwalker.grounding import Fact, FactValue, Source


def product_source(product_id: str, field: str) -> Source:
    """Where a fact of a product stands; variants' fields are ``variants.ID.price`` and so on."""
    return Source("product", product_id, field)


def product_facts(product: Product) -> Iterator[Fact]:
    """Every fact of a product's record; fields that are absent give none: unknown is not zero."""
    fields: dict[str, FactValue | None] = {
        "title": product.title,
        "brand": product.brand,
        "category": product.category,
        "description": product.description,
        "tags": ", ".join(product.tags),
        "price": product.price,
        "compare_at_price": product.compare_at_price,
        "stock": product.stock,
        "popularity": _number(product.popularity),
        "rating": _number(product.rating),
        "rating_count": product.rating_count,
    }
    if product.availability != "unknown":
        fields["availability"] = product.availability
    for name, values in product.attributes.items():
        fields |= {f"attributes.{name}": ", ".join(values), f"attribute_names.{name}": name}
    for variant in product.variants:
        fields |= _variant_fields(variant)
    for name, value in fields.items():
        if value not in (None, ""):
            yield Fact(product_source(product.id, name), value)


def _variant_fields(variant: Variant) -> dict[str, FactValue | None]:
    prefix = f"variants.{variant.id}"
    return {
        f"{prefix}.title": variant.title,
        f"{prefix}.price": variant.price,
        f"{prefix}.compare_at_price": variant.compare_at_price,
        f"{prefix}.stock": variant.stock,
        f"{prefix}.availability": "" if variant.availability == "unknown" else variant.availability,
    }


def _number(value: float | None) -> Decimal | None:
    """Two places at most: ratings are averages with a tail that nobody reads."""
    return None if value is None else Decimal(str(round(value, 2))).normalize() + 0
