"""Search as a box on a page: one line of words, understood as far as it goes."""

from collections.abc import Mapping
from typing import Any

from floorwalker.catalog import CatalogStore
from floorwalker.core import Money
from floorwalker.dialogue.understand import ShopVocabulary
from floorwalker.dialogue.understand.slots import find_slots
from floorwalker.search import Hit, ProductQuery, SearchEngine
from floorwalker.text import Folded, detect_language

MAX_RESULTS = 100


class ProductSearch:
    """Ranks products by words, meaning and kinds; prices and brands that are named filter the results."""

    def __init__(
        self,
        catalog: CatalogStore,
        engine: SearchEngine,
        vocabulary: ShopVocabulary,
        currency: str | None,
    ) -> None:
        self._catalog = catalog
        self._engine = engine
        self._vocabulary = vocabulary
        self._currency = currency

    def run(self, query: str, limit: int, *, explain: bool = False) -> Mapping[str, Any]:
        """The results, as the search contract in ``docs/api.md`` has them; without words, what sells.

        With ``explain`` each result has ``explain`` (``text`` and ``prior`` of its score, and ``why``: the
        decisions of staff), and the whole has those that concern it as ``explain``.
        """
        limit = max(1, min(limit, MAX_RESULTS))
        asked = self._understood(query, limit)
        hits = self._engine.search(asked)
        if not hits.hits and query.strip():
            hits = self._engine.search(ProductQuery(words=(query,), limit=limit))
        products = self._catalog.get([hit.id for hit in hits.hits])
        results = [
            {
                "id": product.id,
                "title": product.title,
                "brand": product.brand or None,
                "category": product.category or None,
                "price": product.price.as_json() if product.price else None,
                "availability": product.availability,
                "rating": product.rating,
                "url": product.url or None,
                "score": round(hit.score, 4),
            }
            | (_explained(hit) if explain else {})
            for hit in hits.hits
            if (product := products.get(hit.id))
        ]
        facets = {
            name: [{"value": value, "count": count} for value, count in values]
            for name, values in hits.facets.items()
        }
        found = {"query": query, "total": hits.total, "results": results, "facets": facets}
        if not hits.exact:
            found["total_is_exact"] = False
        return found | ({"explain": list(hits.why)} if explain else {})

    def _understood(self, query: str, limit: int) -> ProductQuery:
        language = detect_language(query)
        slots = find_slots(Folded.of(query), language, self._vocabulary)
        named = slots.types or slots.brands
        price = slots.price

        def minor(amount: Any) -> int | None:
            return (
                None if amount is None or self._currency is None else Money.of(amount, self._currency).minor
            )

        return ProductQuery(
            words=(query,) if query.strip() else (),
            meaning=query,
            preferred_types=slots.types if named else self._vocabulary.meant(query, language),
            preferred_facets=tuple(facet for wish in slots.wishes for facet in wish.facets),
            brands=slots.brands,
            excluded_brands=slots.excluded_brands,
            excluded_words=tuple(wish.said for wish in slots.unwanted),
            price_min=minor(price.min) if price else None,
            price_max=minor(price.max) if price else None,
            currency=self._currency,
            rating_min=float(slots.rating_min) if slots.rating_min is not None else None,
            limit=limit,
        )


def _explained(hit: Hit) -> dict[str, Any]:
    return {"explain": {"text": round(hit.text, 4), "prior": round(hit.prior, 4), "why": list(hit.why)}}
