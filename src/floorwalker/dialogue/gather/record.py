"""What a product's record answers about an aspect: a field, or a sentence of its description."""

import re
from collections.abc import Iterable, Sequence

from floorwalker.catalog import Product, Variant, product_facts, product_source
from floorwalker.conversation import Wish
from floorwalker.core import Language
from floorwalker.dialogue.understand import aspects
from floorwalker.grounding import Fact, Source
from floorwalker.text import attributes, content_words, detect_language, find_prices, fold, query_terms

_SENTENCE = re.compile(r"[^。！？!?\n]*?(?:[。！？!?\n]|\.(?=\s|$)|$)")
_ENOUGH_OVERLAP = 0.5


def fields_for(product: Product, aspect_id: str) -> tuple[Source, ...]:
    """The fields of a product's record that answer an aspect; empty where it holds none of them."""
    wanted = aspects()[aspect_id].fields
    return tuple(
        fact.source
        for fact in product_facts(product)
        if any(_answers(fact.source.field, field) for field in wanted)
    )


def quote_for(product: Product, aspect_id: str | None, question: str, language: Language) -> Fact | None:
    """The sentence of a product's description that speaks of what is asked, word for word.

    It either says what the aspect is about, or shares most of the question's own content words, those of the
    product's name aside. A sentence that names a price is not quoted: only the price of this moment is told.
    """
    sentences = [match.group().strip() for match in _SENTENCE.finditer(product.description)]
    sentences = sorted(
        (s for s in sentences if s and not find_prices(s)),
        key=lambda s: detect_language(s, language) != language,
    )
    pattern = aspects()[aspect_id].pattern if aspect_id else None
    named = set(query_terms(product.title)) | set(query_terms(product.category))
    asked = {t for w in content_words(question, language) for t in query_terms(w.text)} - named
    for number, sentence in enumerate(sentences):
        about = pattern is not None and pattern.search(fold(sentence))
        shared = asked & set(query_terms(sentence))
        if about or (asked and len(shared) / len(asked) >= _ENOUGH_OVERLAP):
            return Fact(product_source(product.id, f"description.{number}"), sentence)
    return None


def mentions(product: Product, wish: Wish) -> Fact | None:
    """The sentence or field of a record that shows a quality ("waterproof", 防水), word for word."""
    for fact in product_facts(product):
        if not isinstance(fact.value, str) or fact.source.field.startswith("attribute_names."):
            continue  # an attribute named "waterproof" may have the value "no"
        for match in _SENTENCE.finditer(fact.value):
            sentence = match.group().strip()
            if sentence and _shows(sentence, wish) and not find_prices(sentence):
                return Fact(Source("product", product.id, f"{fact.source.field}.quote"), sentence)
    return None


def variant_for(product: Product, wishes: Sequence[Wish], words: Iterable[str]) -> Variant | None:
    """The variant whose options the shopper named; the one in stock where several fit."""
    said = [*words, *(wish.said for wish in wishes)]
    fitting = [variant for variant in product.variants if _is_variant(variant, wishes, said)]
    return max(fitting, key=lambda variant: variant.availability == "in_stock", default=None)


def _is_variant(variant: Variant, wishes: Sequence[Wish], said: Sequence[str]) -> bool:
    options = [value for value in (*variant.options.values(), variant.title) if value]
    facets = {f"{m.facet}:{m.value}" for value in options for m in attributes().find(value)}
    if any(facets.intersection(wish.facets) for wish in wishes):
        return True
    folded = {fold(option) for option in options}
    return any(fold(word) in folded for word in said)


def _shows(sentence: str, wish: Wish) -> bool:
    if wish.facets:
        return any(f"{m.facet}:{m.value}" in wish.facets for m in attributes().find(sentence))
    terms = set(query_terms(wish.said))
    return bool(terms) and terms <= set(query_terms(sentence))


def _answers(field: str, wanted: str) -> bool:
    if wanted.startswith("attributes."):
        return field.startswith("attributes.") and wanted.removeprefix("attributes.") in field.lower()
    if wanted.startswith("variants."):
        return field.startswith("variants.") and field.endswith(wanted.removeprefix("variants"))
    return field == wanted
