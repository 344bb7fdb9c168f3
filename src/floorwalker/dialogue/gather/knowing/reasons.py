"""Why each product of a list is shown, by what its own record says."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from floorwalker.catalog import Product, product_facts, product_source
from floorwalker.catalog.attributes import Attribute, Value, vocabulary
from floorwalker.conversation import Reason, ReasonKind, Relaxation, ShoppingNeed, Wish
from floorwalker.core import Language
from floorwalker.dialogue.gather.knowing.denial import is_denied_in
from floorwalker.dialogue.gather.knowing.texts import field_text, option_texts, sentences, words_fact
from floorwalker.dialogue.gather.knowing.typed import (
    means,
    span_of,
    stated_briefly,
    stated_in_sentence,
    words_of,
)
from floorwalker.dialogue.understand import occasions, recipients
from floorwalker.dialogue.understand.knowledge import gift_words
from floorwalker.grounding import Fact, Source
from floorwalker.text import Folded, find_prices, fold, is_chinese, of_lexicons

Span = tuple[int, int]
_Found = tuple[Reason, Fact]

_SETS_APART = (
    *("material", "feature", "benefit", "scent", "flavour", "concentration", "finish", "ingredient"),
    *("free_from", "skin_type", "texture", "style", "pattern", "fit_or_cut"),
)
_GENDERS = {"women": ("women",), "men": ("men",), "kids": ("kids", "baby", "boys", "girls")}
_FOR_ZH, _FOR_EN = (
    r"(?:送给?|献给)",
    r"\b(?:for|give|gift for|treat) (?:(?:your|the|a|her|his|any|every|that) )?",
)
_FOR = re.compile(r"\b(?:for|fits) (?:\w+ and )?$")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure that a product may be the first of a list by."""

    kind: ReasonKind
    field: str
    value: Callable[[Product], float | None]
    highest: bool
    sort: str


_FIGURES = (
    _Figure("cheapest", "price", lambda p: p.price.minor if p.price else None, False, "price_asc"),
    _Figure("dearest", "price", lambda p: p.price.minor if p.price else None, True, "price_desc"),
    _Figure("best_rated", "rating", lambda p: p.rating, True, "rating"),
    _Figure("best_selling", "popularity", lambda p: p.popularity, True, "popularity"),
    _Figure(
        "newest", "updated_at", lambda p: p.updated_at.timestamp() if p.updated_at else None, True, "newest"
    ),
)
_ONLY_IF_ASKED = frozenset(("dearest", "newest"))


def reasons_for(
    products: Sequence[Product],
    need: ShoppingNeed,
    language: Language,
    relaxed: Collection[Relaxation] = (),
) -> tuple[Mapping[str, tuple[Reason, ...]], tuple[Fact, ...]]:
    """The reasons of each product by its id, the strongest first, and the facts that show them.

    In this order: wishes that the record meets in words, hard ones before soft ones; for whom and for which
    occasion, where the record says so; the figure that the list was ordered by; that the brand is niche;
    being the cheapest, best rated or best selling of the list, where all figures are known and one is the
    first; and a quality that no other product of the list states. A word that is denied is no reason.

    Args:
        products: the list, as it is shown.
        need: what the shopper looks for.
        language: of the reader; among several words those in it are preferred.
        relaxed: what of the need was let go to find the products: it is not claimed of them.
    """
    stated = {product.id: stated_briefly(product) for product in products}
    counts = Counter((one.name, one.value) for found in stated.values() for one in _distinct(found))
    firsts = list(_firsts(products, need))
    reasons: dict[str, tuple[Reason, ...]] = {}
    facts: dict[Source, Fact] = {}
    for product in products:
        known = _in_language(product, stated[product.id], language)
        found = [
            *_wishes(product, known, need),
            *_people(product, known, need, language),
            *_niche(product, need, relaxed),
            *(one for first, one in firsts if first == product.id),
            *(_apart(product, known, counts) if len(products) > 1 else ()),
        ]
        unique = {fact.source: (reason, fact) for reason, fact in reversed(found)}
        kept = list(reversed(unique.values()))
        kept.sort(key=lambda one: _rank(one[0], need))
        reasons[product.id] = tuple(reason for reason, _ in kept)
        facts |= {fact.source: fact for _, fact in kept}
    return reasons, tuple(facts.values())


def meets(product: Product, wish: Wish) -> Fact | None:
    """The shortest words of a record that show a wish; ``None`` where none do."""
    return _shown(product, stated_briefly(product), wish)


def _rank(reason: Reason, need: ShoppingNeed) -> int:
    order = ("wish", "soft_wish", "recipient", "occasion", "sorted", "niche")
    kind = "sorted" if any(f.kind == reason.kind and f.sort == need.sort for f in _FIGURES) else reason.kind
    return order.index(kind) if kind in order else len(order)


def _wishes(product: Product, known: Sequence[Attribute], need: ShoppingNeed) -> Iterator[_Found]:
    for wish in need.wishes:
        if fact := _shown(product, known, wish):
            kind: ReasonKind = "soft_wish" if wish.soft else "wish"
            yield Reason(kind, wish.said, fact.source, _plain_facet(wish)), fact
    for wish in need.unwanted:
        free = [facet.partition(":")[2] for facet in wish.facets]
        if fact := _first(product, (one for one in known if one.name == "free_from" and one.value in free)):
            yield Reason("wish", wish.said, fact.source), fact
    for word in need.words:
        if fact := _literal(product, word):
            yield Reason("wish", word, fact.source), fact


def _shown(product: Product, known: Sequence[Attribute], wish: Wish) -> Fact | None:
    if not wish.facets:
        return _literal(product, wish.said)
    wanted = [facet.partition(":")[::2] for facet in wish.facets]
    fitting = (one for one in known for name, value in wanted if means(one, name, value))
    return _first(product, fitting) or _further_on(product, wanted)


def _further_on(product: Product, wanted: Sequence[Sequence[str]]) -> Fact | None:
    """The words that show a value in a later sentence of a long description."""
    values = {value for _, value in wanted}
    if values.isdisjoint(_named(product.description)):
        return None
    for one in sentences(product.description):
        if values.isdisjoint(_named(one.text)):
            continue
        found = stated_in_sentence(product, one.span)
        if fact := _first(product, (a for a in found for name, value in wanted if means(a, name, value))):
            return fact
    return None


@of_lexicons
@lru_cache(maxsize=2048)
def _named(text: str) -> frozenset[str]:
    """The values of facets whose words stand in a text, with wider ones, whatever it says of them."""
    lexicon = vocabulary()
    return frozenset(
        value
        for match in lexicon.find(text)
        for value in (match.value, *lexicon.ancestors(match.facet, match.value))
    )


_folded = lru_cache(maxsize=2048)(Folded.of)


def _first(product: Product, found: Iterable[Attribute]) -> Fact | None:
    for one in found:
        if len(words_of(product, one)) > 1:  # 女 alone can hardly be quoted
            return words_fact(product, one.field, span_of(product, one))
    return None


def _literal(product: Product, word: str) -> Fact | None:
    """A word as it stands in one of the record's texts, not as part of another word and not denied."""
    plain = fold(word).strip()
    if len(plain) < 2:
        return None
    return _match(product, re.compile(_whole(plain)))


def _whole(plain: str) -> str:
    before = "" if is_chinese(plain[0]) else r"(?<![a-z0-9])"
    after = "" if is_chinese(plain[-1]) else r"(?![a-z0-9])"
    return f"{before}{re.escape(plain)}{after}"


def _match(product: Product, pattern: re.Pattern[str]) -> Fact | None:
    for field, text in _texts(product):
        folded = _folded(text)
        for match in pattern.finditer(folded.text):
            span = folded.span(*match.span())
            if not is_denied_in(folded.text, match.span()) and not find_prices(text[slice(*span)]):
                return words_fact(product, field, span)
    return None


def _texts(product: Product) -> Iterator[tuple[str, str]]:
    yield "title", product.title
    for name in product.attributes:
        yield f"attributes.{name}", field_text(product, f"attributes.{name}")
    yield from option_texts(product)
    yield "tags", ", ".join(product.tags)
    yield "category", product.category
    yield "description", product.description


def _people(
    product: Product, known: Sequence[Attribute], need: ShoppingNeed, language: Language
) -> Iterator[_Found]:
    """What the record says of those it is for, and of giving."""
    if person := recipients().get(need.recipient or ""):
        said = re.compile(f"(?:{_FOR_ZH}|{_FOR_EN})(?:{person.pattern.pattern})")
        wanted = _GENDERS.get(person.gender or "", ())
        gendered = [one for one in known if one.value in wanted and _addresses(product, one)]
        if fact := _match(product, said):
            yield Reason("recipient", person.label(language), fact.source), fact
        elif fact := _first(product, gendered):
            yield Reason("recipient", person.label(language), fact.source, _facet(gendered[0])), fact
    fact, label = None, ""
    if occasion := occasions().get(need.occasion or ""):
        fact = _match(product, re.compile(rf"(?<![\d.])(?:{occasion.pattern.pattern})(?![\d.a-z])"))
    if need.occasion or need.recipient:
        label = occasion.label(language) if occasion and fact else ""
        fact = fact or _match(product, gift_words())
    if fact:
        yield Reason("occasion", label, fact.source), fact


def _addresses(product: Product, one: Attribute) -> bool:
    """Whether words for men or women say whom it is for: an English description may only speak of a woman."""
    start, _ = one.span
    prose = one.field == "description" and one.text.isascii()
    return one.name == "gender" and (not prose or bool(_FOR.search(fold(product.description[:start]))))


def _niche(product: Product, need: ShoppingNeed, relaxed: Collection[Relaxation]) -> Iterator[_Found]:
    """Lists for a need that asks for niche brands hold no others."""
    if need.niche and "niche" not in relaxed and product.brand:
        fact = niche_fact(product)
        yield Reason("niche", "", fact.source), fact


def niche_fact(product: Product) -> Fact:
    """That a product's brand is niche: the search engine lists no other brands where that is asked for."""
    source = Source("computed", "niche", product.id)
    return Fact(source, product.brand, "one of the shop's niche brands, by its own word or by popularity")


def updated_fact(product: Product) -> Fact | None:
    """The day that the record is of."""
    if product.updated_at is None:
        return None
    return Fact(product_source(product.id, "updated_at"), product.updated_at.date().isoformat())


def _firsts(products: Sequence[Product], need: ShoppingNeed) -> Iterator[tuple[str, _Found]]:
    """The products that are first of the list by a figure; with one figure unknown nobody is."""
    currencies = {product.price.currency for product in products if product.price}
    for figure in _FIGURES:
        if figure.kind in _ONLY_IF_ASKED and need.sort != figure.sort:
            continue
        values = {p.id: value for p in products if (value := figure.value(p)) is not None}
        if len(values) < max(2, len(products)) or (figure.field == "price" and len(currencies) > 1):
            continue
        best = (max if figure.highest else min)(values.values())
        winners = [product for product in products if values[product.id] == best]
        if len(winners) == 1 and (fact := _figure_fact(winners[0], figure.field)):
            yield winners[0].id, (Reason(figure.kind, "", fact.source), fact)


def _figure_fact(product: Product, field: str) -> Fact | None:
    if field == "updated_at":
        return updated_fact(product)
    return next((fact for fact in product_facts(product) if fact.source.field == field), None)


def _apart(
    product: Product, known: Sequence[Attribute], counts: Counter[tuple[str, Value]]
) -> Iterator[_Found]:
    """The most telling quality that no other product of the list states."""
    alone = [one for one in known if one.name in _SETS_APART and counts[one.name, one.value] == 1]
    alone.sort(key=lambda one: _SETS_APART.index(one.name))
    for one in alone:
        if fact := _first(product, (one,)):
            yield Reason("quality", "", fact.source, _facet(one)), fact
            return


def _plain_facet(wish: Wish) -> str:
    """What a wish means, where that is one thing: silver is a colour and a material."""
    return wish.facets[0] if len(wish.facets) == 1 else ""


def _facet(one: Attribute) -> str:
    return f"{one.name}:{one.value}" if isinstance(one.value, str) else ""


def _distinct(found: Iterable[Attribute]) -> Iterable[Attribute]:
    return {(one.name, one.value): one for one in found}.values()


def _in_language(product: Product, found: Sequence[Attribute], language: Language) -> list[Attribute]:
    """Words in the reader's language first, and otherwise in the order of trust."""
    return sorted(found, key=lambda one: any(map(is_chinese, words_of(product, one))) != (language == "zh"))
