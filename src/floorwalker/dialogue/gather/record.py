"""What a product's record answers about an aspect: a field, or a sentence of its description."""

from collections.abc import Iterable, Sequence

from floorwalker.catalog import Product, Variant, product_facts
from floorwalker.conversation import Wish
from floorwalker.dialogue.gather.knowing import fields_for, quote_for, sentences
from floorwalker.grounding import Fact, Source
from floorwalker.text import attributes, find_prices, fold, letter_size, query_terms

__all__ = ["fields_for", "mentions", "missing_size", "quote_for", "variant_for"]


def mentions(product: Product, wish: Wish) -> Fact | None:
    """The sentence or field of a record that shows a quality ("waterproof", 防水), word for word."""
    for fact in product_facts(product):
        if not isinstance(fact.value, str) or fact.source.field.startswith("attribute_names."):
            continue  # an attribute named "waterproof" may have the value "no"
        for one in sentences(fact.value):
            if _shows(one.text, wish) and not find_prices(one.text):
                return Fact(Source("product", product.id, f"{fact.source.field}.quote"), one.text)
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
    sizes = {size for option in options if (size := letter_size(option))}
    return any(fold(word) in folded or letter_size(word) in sizes for word in said)


def missing_size(product: Product, words: Iterable[str]) -> str | None:
    """The size by letters that a shopper names and a product does not come in, though it comes in others."""
    sizes = {letter_size(value) for variant in product.variants for value in variant.options.values()} - {
        None
    }
    asked = {word: size for word in words if (size := letter_size(word))}
    return next((word for word, size in asked.items() if sizes and size not in sizes), None)


def _shows(sentence: str, wish: Wish) -> bool:
    if wish.facets:
        return any(f"{m.facet}:{m.value}" in wish.facets for m in attributes().find(sentence))
    terms = set(query_terms(wish.said))
    return bool(terms) and terms <= set(query_terms(sentence))
