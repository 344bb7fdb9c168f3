"""Details that a record tells in whatever words: what a product weighs, its lid, the dishwasher."""

import re
from collections.abc import Iterator

from floorwalker.catalog import Product
from floorwalker.conversation import Answered, Finding, Quoted
from floorwalker.core import Language
from floorwalker.dialogue.gather.knowing.fields import columns_of
from floorwalker.dialogue.gather.knowing.texts import (
    field_text,
    option_texts,
    sentence_fact,
    sentences,
    words_fact,
)
from floorwalker.dialogue.gather.knowing.typed import FOUND, found_fact
from floorwalker.dialogue.understand.patterns import Detail
from floorwalker.grounding import Fact
from floorwalker.text import Folded, detect_language, find_prices, fold

_CLAUSE_END = re.compile(r"[，；;]|,(?!\d)")


def detail_told(product: Product, detail: Detail, language: Language) -> Finding | None:
    """What a record tells of a detail; ``None`` where it is silent.

    In this order: a column of that name; the sentence of the description that speaks of it; another column or
    an option; the words of the title; what was read as a typed attribute. Prices are never told this way.
    """
    if columns := columns_of(product, detail.fields):
        return Answered(product, detail.id, columns)
    ways = (_sentence(product, detail, language), _clause(product, detail), _column(product, detail))
    if fact := next(filter(None, ways), None) or _of_title(product, detail):
        return Quoted(product, fact)
    found = tuple(fact.source for fact in _typed(product, detail))
    return Answered(product, detail.id, found) if found else None


def _sentence(product: Product, detail: Detail, language: Language) -> Fact | None:
    numbered = [
        (detect_language(one.text, language) != language, number)
        for number, one in enumerate(sentences(product.description))
        if detail.told.found_in(fold(one.text)) and not find_prices(one.text)
    ]
    return sentence_fact(product, min(numbered)[1]) if numbered else None


def _clause(product: Product, detail: Detail) -> Fact | None:
    """The clause that speaks of it, where the whole sentence would tell what may be a price (每省一块)."""
    for one in sentences(product.description):
        folded = Folded.of(one.text)
        if match := detail.told.search(folded.text):
            start, end = folded.span(*match.span())
            start = max((m.end() for m in _CLAUSE_END.finditer(one.text, 0, start)), default=0)
            stop = _CLAUSE_END.search(one.text, end)
            end = stop.start() if stop else len(one.text.rstrip("。.!！"))
            if not find_prices(one.text[start:end]):
                return words_fact(product, "description", (one.span[0] + start, one.span[0] + end))
    return None


def _column(product: Product, detail: Detail) -> Fact | None:
    fields = [f"attributes.{name}" for name in product.attributes]
    for field in (*fields, *(name for name, _ in option_texts(product))):
        text = field_text(product, field)
        if detail.told.found_in(fold(text)) and not find_prices(text):
            return words_fact(product, field, (0, len(text)))
    return None


def _of_title(product: Product, detail: Detail) -> Fact | None:
    folded = Folded.of(product.title)
    match = detail.told.search(folded.text)
    return words_fact(product, "title", folded.span(*_whole(folded.text, match.span()))) if match else None


def _whole(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A stretch with all of the figures and letters that it begins and ends in: 20.5 kg, not 5 kg."""
    start, end = span
    while start and _goes_on(text[start - 1]) and _goes_on(text[start]):
        start -= 1
    while end < len(text) and _goes_on(text[end]) and _goes_on(text[end - 1]):
        end += 1
    return start, end


def _goes_on(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == ".")


def _typed(product: Product, detail: Detail) -> Iterator[Fact]:
    for field in detail.fields:
        if field.startswith(f"{FOUND}.") and (fact := found_fact(product, field.removeprefix(f"{FOUND}."))):
            yield fact
