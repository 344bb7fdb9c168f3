"""What words, kinds and facets products have: one protocol, whatever keeps them."""

from floorwalker.search.words.fields import TEXT_WEIGHTS, Document, document_of
from floorwalker.search.words.protocol import Best, Bits, Change, Keys, TypeField, WordIndex, product_key

__all__ = [
    "TEXT_WEIGHTS",
    "Best",
    "Bits",
    "Change",
    "Document",
    "Keys",
    "TypeField",
    "WordIndex",
    "document_of",
    "product_key",
]
