"""Which fields and sentences of a record answer a question."""

from collections.abc import Iterator, Sequence

from floorwalker.catalog import Product, product_facts
from floorwalker.core import Language
from floorwalker.dialogue.gather.knowing.texts import sentence_fact, sentences
from floorwalker.dialogue.gather.knowing.typed import FOUND, found_fact, stated
from floorwalker.dialogue.understand import aspects
from floorwalker.grounding import Fact, Source
from floorwalker.text import content_words, detect_language, find_numbers, find_prices, fold, query_terms

_ENOUGH_OVERLAP = 0.5
_COUNTED = {1: ("one", "single", "solo"), 2: ("two", "double"), 3: ("three",), 4: ("four",)}
_TELL_NOTHING = frozenset(
    term for word in ("made", "make", "come", "get", "good") for term in query_terms(word)
)


def fields_for(product: Product, aspect_id: str) -> tuple[Source, ...]:
    """The fields of a product's record that answer an aspect; empty where it holds none of them.

    Columns of the record come first. Typed attributes stand in where no column speaks of the aspect.
    """
    wanted = aspects()[aspect_id].fields
    return columns_of(product, wanted) or tuple(_typed(product, wanted))


def columns_of(product: Product, wanted: Sequence[str]) -> tuple[Source, ...]:
    """The columns of a record that a list of fields names."""
    return tuple(
        fact.source
        for fact in product_facts(product)
        if any(_answers(fact.source.field, field) for field in wanted)
    )


def quote_for(product: Product, aspect_id: str | None, question: str, language: Language) -> Fact | None:
    """The sentence of a product's description that speaks of what is asked, word for word.

    It either says what the aspect is about, or shares most of the question's own content words, those of the
    product's name aside; in a record of the other language it may share a number. A sentence
    that names a price is not quoted: only the price of this moment is told.
    """
    numbered = sorted(
        (
            (number, one.text)
            for number, one in enumerate(sentences(product.description))
            if not find_prices(one.text)
        ),
        key=lambda found: detect_language(found[1], language) != language,
    )
    pattern = aspects()[aspect_id].pattern if aspect_id else None
    named = set(query_terms(product.title)) | set(query_terms(product.category))
    asked = {t for w in content_words(question, language) for t in query_terms(w.text)}
    asked -= named | _TELL_NOTHING
    counted = {word for n in find_numbers(question) for word in _COUNTED.get(int(n.value), ())}
    for number, sentence in numbered:
        about = pattern is not None and pattern.search(fold(sentence))
        shared = asked & set(query_terms(sentence))
        foreign = detect_language(sentence, language) != detect_language(question, language)
        if foreign and counted.intersection(fold(sentence).replace("-", " ").split()):
            return sentence_fact(product, number)
        if about or (asked and len(shared) / len(asked) >= _ENOUGH_OVERLAP):
            return sentence_fact(product, number)
    return None


def _typed(product: Product, wanted: tuple[str, ...]) -> Iterator[Source]:
    names = [field.removeprefix(f"{FOUND}.") for field in wanted if field.startswith(f"{FOUND}.")]
    if names and any(one.name in names for one in stated(product)):
        for name in names:
            if fact := found_fact(product, name):
                yield fact.source


def _answers(field: str, wanted: str) -> bool:
    if wanted.startswith("attributes."):
        return field.startswith("attributes.") and wanted.removeprefix("attributes.") in field.lower()
    if wanted.startswith("variants."):
        return field.startswith("variants.") and field.endswith(wanted.removeprefix("variants"))
    return field == wanted
