"""What a product's record answers to a question about it."""

import re

from floorwalker.catalog import Product, product_source
from floorwalker.catalog.attributes import vocabulary
from floorwalker.conversation import Answered, Finding, Quoted
from floorwalker.core import Language
from floorwalker.dialogue.gather.knowing.fields import fields_for, quote_for
from floorwalker.dialogue.gather.knowing.texts import field_text, sentence_fact, sentences, words_fact
from floorwalker.dialogue.gather.knowing.typed import found_source, means, span_of, stated
from floorwalker.grounding import Fact, Source
from floorwalker.text import AttributeMatch, find_prices, fold, query_terms

_OPEN = re.compile(
    r"\b(?:what|which|how (?:much|many|big|large|long|tall|wide|heavy|short|small|deep|thick|high|low|far)"
    r"|where|who|when)\b"
    r"|什么|哪|多少|多[大长重高宽]|几"
)
_TOLD_BY_THE_OTHER = frozenset(
    ("material", "colour", "concentration", "gender", "origin", "flavour", "scent", "finish", "skin_type")
)
_ASPECT_OF = {
    "material": "material",
    "colour": "colours",
    "origin": "origin",
    "scent": "scent",
    "flavour": "scent",
}
_NO_ANSWER = frozenset(("price", "stock", "reason", "restock", "concession"))


def answers(product: Product, aspect_id: str | None, question: str, language: Language) -> Finding | None:
    """What a record answers to a question; ``None`` where it does not.

    In this order: a quality that the question names ("is it waterproof?") is answered by the sentence or
    words that state or deny it, or by what the record states instead ("is it cashmere?": wool); then the
    columns and typed attributes of the aspect; a column whose name the question holds; a sentence of the
    description. Every value is the record's own.

    Args:
        product: the product in question.
        aspect_id: the aspect that the question was found to ask about, if any.
        question: the message.
        language: of the reply.
    """
    if aspect_id in _NO_ANSWER:
        return None
    qualities = [] if _OPEN.search(fold(question)) else _qualities(product, question)
    for quality in qualities:
        if finding := _about_quality(product, quality):
            return finding
    named = _named_columns(product, question)
    if not qualities or aspect_id not in {None, "suitability", "ingredients"}:
        sources = (fields_for(product, aspect_id) if aspect_id else ()) or named
        if sources:
            return Answered(product, aspect_id or "quality", sources)
    quote = quote_for(product, None if qualities else aspect_id, question, language)
    return Quoted(product, quote) if quote else None


def _qualities(product: Product, question: str) -> list[AttributeMatch]:
    """The qualities that a question names, but for those of the product's own name."""
    named = {(match.facet, match.value) for match in vocabulary().find(product.title)}
    found = vocabulary().find(question)
    return [match for match in found if (match.facet, match.value) not in named] or found


def _about_quality(product: Product, asked: AttributeMatch) -> Finding | None:
    known = stated(product)
    for one in known:
        of_it = means(one, asked.facet, asked.value)
        if of_it or (one.name == "free_from" and one.value == asked.value):
            return Quoted(product, _quotation(product, one.field, span_of(product, one)))
    if told := _speaks_of(product, asked):
        return Quoted(product, told)
    if asked.facet in _TOLD_BY_THE_OTHER and any(one.name == asked.facet for one in known):
        return Answered(
            product, _ASPECT_OF.get(asked.facet, "quality"), (found_source(product.id, asked.facet),)
        )
    return None


def _quotation(product: Product, field: str, span: tuple[int, int]) -> Fact:
    """The sentence that words stand in, or the words alone where it would tell a price, or is a column."""
    for number, one in enumerate(sentences(product.description)):
        inside = one.span[0] <= span[0] and span[1] <= one.span[1]
        if field == "description" and inside and not find_prices(one.text):
            return sentence_fact(product, number)
    if field.startswith("attributes.") and not find_prices(text := field_text(product, field)):
        return words_fact(product, field, (0, len(text)))
    return words_fact(product, field, span)


def _speaks_of(product: Product, asked: AttributeMatch) -> Fact | None:
    """The sentence that names a quality which the record does not state of the product: "not waterproof"."""
    for number, one in enumerate(sentences(product.description)):
        named = {(match.facet, match.value) for match in vocabulary().find(one.text)}
        if (asked.facet, asked.value) in named and not find_prices(one.text):
            return sentence_fact(product, number)
    return None


def _named_columns(product: Product, question: str) -> tuple[Source, ...]:
    """Columns whose whole name the question holds: "what movement does it have?"."""
    said = set(query_terms(question))
    return tuple(
        product_source(product.id, f"attributes.{name}")
        for name in product.attributes
        if (terms := set(query_terms(name))) and terms <= said and field_text(product, f"attributes.{name}")
    )
