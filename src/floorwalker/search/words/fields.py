"""What is indexed of a product, as terms: the same for every word index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from floorwalker.catalog import Product, brand_key
from floorwalker.search.profile import profile_of
from floorwalker.text import denied_stretches, index_terms

TEXT_WEIGHTS = {"title": 3.0, "brand": 2.0, "category": 1.5, "body": 1.0}
"""Text fields and their weight in the score."""


@dataclass(frozen=True, slots=True)
class Document:
    """A product in the terms of the analyser.

    Args:
        id: of the product.
        texts: the terms of each field of :data:`TEXT_WEIGHTS`, in order.
        denied: the terms of what its texts deny.
        kinds: ids of kinds of goods, by where they are looked for: ``primary``, ``held``, ``named``.
        facets: as ``facet:value``.
        brand_key: of its brand as it spells it.
    """

    id: str
    texts: Mapping[str, Sequence[str]]
    denied: Sequence[str]
    kinds: Mapping[str, Sequence[str]]
    facets: Sequence[str]
    brand_key: str


def document_of(product: Product) -> Document:
    """Analyse a product."""
    profile = profile_of(product)
    body = [product.description, *product.tags]
    body += [value for values in product.attributes.values() for value in values]
    body += [value for variant in product.variants for value in variant.options.values()]
    texts = {
        "title": product.title,
        "brand": product.brand,
        "category": product.category,
        "body": "\n".join(body),
    }
    denied = (term for text in texts.values() for term in index_terms("\n".join(denied_stretches(text))))
    kinds = profile.kinds
    return Document(
        id=product.id,
        texts={name: index_terms(text) for name, text in texts.items()},
        denied=tuple(dict.fromkeys(denied)),
        kinds={
            "primary": sorted(kinds.primary),
            "held": sorted(kinds.held),
            "named": sorted(kinds.named),
        },
        facets=sorted(profile.facets),
        brand_key=brand_key(product.brand),
    )
