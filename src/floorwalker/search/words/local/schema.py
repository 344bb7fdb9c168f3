"""What tantivy keeps of a product."""

import tantivy

from floorwalker.search.words.fields import TEXT_WEIGHTS, Document
from floorwalker.search.words.protocol import product_key

ANYWHERE = "anywhere"
"""The field with every term of a product once, whichever text it stands in."""


def schema() -> tantivy.Schema:
    """The fields, and how they are indexed."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("key", fast=True)
    for name in TEXT_WEIGHTS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in (ANYWHERE, "denied"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in ("primary", "held", "named", "facet", "brand_key"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    return builder.build()


def stored(document: Document) -> tantivy.Document:
    """A document of :func:`schema`."""
    found = tantivy.Document()
    found.add_text("id", document.id)
    found.add_unsigned("key", product_key(document.id))
    for name, terms in document.texts.items():
        found.add_text(name, " ".join(terms))
    found.add_text(ANYWHERE, " ".join(dict.fromkeys(t for terms in document.texts.values() for t in terms)))
    found.add_text("denied", " ".join(document.denied))
    for name, kinds in document.kinds.items():
        for kind in kinds:
            found.add_text(name, kind)
    for facet in document.facets:
        found.add_text("facet", facet)
    found.add_text("brand_key", document.brand_key)
    return found
