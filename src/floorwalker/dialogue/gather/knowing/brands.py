"""What the shop's data says of a brand: its story sentence by sentence, its standing, its products."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from floorwalker.catalog import Brand, CatalogStore, Product, brand_facts, brand_source
from floorwalker.conversation import BrandTold, Finding, Unanswered
from floorwalker.core import Language
from floorwalker.dialogue.gather.knowing.texts import sentences
from floorwalker.dialogue.understand.knowledge import BrandQuestion, topics
from floorwalker.grounding import Fact
from floorwalker.search import ProductQuery, SearchEngine
from floorwalker.text import find_prices, fold

_MOST_SENTENCES = 3
_FEW_PRODUCTS = 3
_STANDING = {
    "zh": {
        ("shop", True): "本店把它列为小众品牌。",
        ("shop", False): "本店没有把它列为小众品牌。",
        ("popularity", True): "按热度，它在本店属于较小众的一半品牌。",
        ("popularity", False): "按热度，它在本店属于较受欢迎的一半品牌。",
    },
    "en": {
        ("shop", True): "This shop counts it among the niche brands.",
        ("shop", False): "This shop does not count it among the niche brands.",
        ("popularity", True): "By popularity it is in the less popular half of the brands here.",
        ("popularity", False): "By popularity it is in the more popular half of the brands here.",
    },
}


@dataclass(frozen=True, slots=True)
class Told:
    """Findings and the facts they rely on."""

    findings: tuple[Finding, ...]
    facts: tuple[Fact, ...] = ()


class BrandTeller:
    """Answers questions about the brands of one shop.

    Args:
        catalog: what the shop tells of its brands.
        engine: finds their products.
    """

    def __init__(self, catalog: CatalogStore, engine: SearchEngine) -> None:
        self._catalog = catalog
        self._engine = engine

    def tell(self, question: BrandQuestion, product: Product | None, language: Language) -> Told:
        """What is known of the brand that a question is about.

        It is the first brand named, or else that of ``product``. Nothing is found where there is neither.
        A story that is silent on what was asked gives an :class:`~floorwalker.conversation.Unanswered`.
        """
        book = self._catalog.brand_book()
        name = product.brand if product else ""
        if question.keys:
            key, name = question.keys[0], ""
        elif question.absent:
            name = question.absent[0]
            key = book.key(name)
        elif name:
            key = book.key(name)
        else:
            return Told(())
        brand = book.get(key)
        hits = self._engine.search(ProductQuery(brands=(key,), sort="popularity", limit=_FEW_PRODUCTS))
        sold = self._catalog.get([hit.id for hit in hits.hits])
        products = tuple(sold.values())
        name = brand.name if brand else (name or (products[0].brand if products else key))
        told = BrandTold(key, name, products=products, total=hits.total)
        facts = [Fact(brand_source(key, "name"), name), *(brand_facts(brand) if brand else ())]
        if question.topic == "niche":
            return self._standing(told, brand, facts, language)
        return _story(told, brand, facts, question, language)

    def names(self, keys: Sequence[str]) -> list[Fact]:
        """What brands of the shop are called."""
        book = self._catalog.brand_book()
        found: list[Fact] = []
        for key in keys:
            brand = book.get(key)
            hits = () if brand else self._engine.search(ProductQuery(brands=(key,), limit=1)).hits
            sold = self._catalog.get([hit.id for hit in hits])
            name = brand.name if brand else next((product.brand for product in sold.values()), "")
            found += [Fact(brand_source(key, "name"), name)] if name else []
        return found

    def _standing(self, told: BrandTold, brand: Brand | None, facts: list[Fact], language: Language) -> Told:
        by = "shop" if brand and brand.niche is not None else "popularity"
        found = self._engine.search(ProductQuery(brands=(told.key,), niche=True, limit=1)).total > 0
        niche = bool(brand.niche) if brand and brand.niche is not None else found
        ranked = any(product.popularity is not None for product in told.products)
        if by == "popularity" and not ranked:
            return Told((Unanswered("brand", topics()["niche"].label(language)),), tuple(facts))
        why = "the shop's word" if by == "shop" else "brands ranked by the sum of their products' popularity"
        fact = Fact(brand_source(told.key, "standing"), _STANDING[language][by, niche], why)
        return Told((replace(told, sources=(fact.source,)),), (*facts, fact))


def _story(
    told: BrandTold, brand: Brand | None, facts: list[Fact], question: BrandQuestion, language: Language
) -> Told:
    if question.topic == "more":
        return Told((told,), tuple(facts))
    story = list(_sentences(brand, language)) if brand else []
    if question.topic != "story" and (story or told.total):
        topic = topics()[question.topic]
        story = [fact for fact in story if topic.told.search(fold(str(fact.value)))]
        if not story:
            return Told((Unanswered("brand", topic.label(language)),), tuple(facts))
    chosen = story[:_MOST_SENTENCES]
    return Told((replace(told, sources=tuple(fact.source for fact in chosen)),), (*facts, *chosen))


def _sentences(brand: Brand, language: Language) -> Iterator[Fact]:
    """The sentences of the story in the reader's language, or in the other where there is none in it.

    A sentence that names a price is left out: only the price of this moment is told.
    """
    told_in = language if language in brand.story else next(iter(brand.story), language)
    for number, one in enumerate(sentences(brand.story.get(told_in, ""))):
        if not find_prices(one.text):
            yield Fact(brand_source(brand.key, f"story.{told_in}.{number}"), one.text)
