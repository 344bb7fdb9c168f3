"""Finding products for a need; where none fits all of it, the nearest that do, marked as such."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from floorwalker.catalog import CatalogStore, Product
from floorwalker.conversation import Listing, Relaxation, ShoppingNeed, Wish
from floorwalker.core import Money
from floorwalker.dialogue.understand import recipients
from floorwalker.search import ProductQuery, SearchEngine, Sort
from floorwalker.text import product_types, query_terms

Step = Literal["new", "cheaper", "dearer", "others", "again"]

LIST_LENGTH = 5
_ALTERNATIVES = 3
_RELAX_ORDER: tuple[tuple[Relaxation, ...], ...] = (
    ("price",),
    ("rating",),
    ("niche",),
    ("wishes",),
    ("brand",),
    ("stock",),
    ("price", "wishes"),
    ("price", "brand"),
    ("wishes", "brand"),
    ("price", "wishes", "brand", "rating", "niche", "stock"),
)


class Lister:
    """Lists products of one shop."""

    def __init__(self, catalog: CatalogStore, engine: SearchEngine, currency: str | None) -> None:
        self._catalog = catalog
        self._engine = engine
        self._currency = currency

    def list(
        self,
        need: ShoppingNeed,
        *,
        step: Step = "new",
        count: int | None = None,
        exclude: Iterable[str] = (),
    ) -> Listing:
        """Products that satisfy the need; alternatives, with what was let go, where there are none.

        ``exclude`` are ids not to list again. Steps on a list ("others", "cheaper") offer no alternatives.
        """
        limit = min(count or LIST_LENGTH, 8)
        excluded = frozenset(exclude)
        if not (need.absent_brands and not need.brands):
            found = self._search(need, limit, excluded)
            if found.products or step != "new":
                return _with(found, step=step)
        kind = self._wider_kind(need, limit)
        if kind is not None:
            return kind
        order = sorted(_RELAX_ORDER, key=lambda parts: bool(need.absent_brands) and parts != ("brand",))
        for relaxed in order:
            looser = _relax(need, relaxed)
            if looser == need and not (relaxed == ("brand",) and need.absent_brands):
                continue
            found = self._search(looser, min(limit, _ALTERNATIVES), excluded, nearest=need)
            if found.products:
                actual = tuple(part for part in relaxed if _relax(need, (part,)) != need)
                return Listing(found.products, need, found.total, actual, need.absent_brands)
        return Listing((), need, 0, absent=need.absent_brands)

    def _wider_kind(self, need: ShoppingNeed, limit: int) -> Listing | None:
        """Goods of the wider kind that have a kind's words in their texts, if the shop has none of the kind.

        "Waterproof jacket" is then looked for among the jackets.
        """
        if (
            not need.types
            or not need.types_said
            or self._search(ShoppingNeed(types=need.types), 1, frozenset()).products
        ):
            return None
        wider = tuple(
            dict.fromkeys(parent for t in need.types for parent in product_types().ancestors(t)[:1])
        )
        found = self._search(
            need.model_copy(update={"types": wider, "words": (*need.words, *need.types_said)}),
            limit,
            frozenset(),
            strict=True,
        )
        return found if wider and found.products else None

    def _search(
        self,
        need: ShoppingNeed,
        limit: int,
        exclude: frozenset[str],
        nearest: ShoppingNeed | None = None,
        *,
        strict: bool = False,
    ) -> Listing:
        known = [w for w in need.words if all(self._engine.frequency(t) for t in query_terms(w))]
        attempts: list[tuple[ShoppingNeed, Sequence[str]]] = [(need, known)]
        plain = _without_free_from(need)
        if plain != need:
            attempts.append((plain, known))
        if strict:
            attempts = [(need, need.words)]
        elif known and (need.types or need.brands or need.wishes):
            attempts.append((plain, ()))
        for attempt, required in attempts:
            if not _has_handle(attempt) and len(required) < len(attempt.words):
                continue  # words that no product mentions are all there is to go by
            query = self._query(attempt, required, limit, exclude, nearest)
            hits = self._engine.search(query)
            if hits.hits:
                products = self._catalog.get([hit.id for hit in hits.hits])
                listed = tuple(products[hit.id] for hit in hits.hits if hit.id in products)
                unsorted = _without_figures(attempt.sort, listed)
                return Listing(listed, attempt, hits.total, unsorted=unsorted)
        return Listing((), need, 0)

    def _query(
        self,
        need: ShoppingNeed,
        required: Sequence[str],
        limit: int,
        exclude: frozenset[str],
        nearest: ShoppingNeed | None,
    ) -> ProductQuery:
        recipient = recipients().get(need.recipient or "")
        gender = recipient.gender if recipient else None
        sort = need.sort
        if nearest is not None and nearest.price_max is not None and need.price_max is None:
            sort = "price_asc"
        elif nearest is not None and nearest.price_min is not None and need.price_min is None:
            sort = "price_desc"
        return ProductQuery(
            words=(*need.words, *(wish.said for wish in need.wishes)),
            required=(*required, *(wish.said for wish in need.wishes if not wish.facets)),
            excluded_words=tuple(wish.said for wish in need.unwanted),
            types=need.types,
            excluded_types=self._excluded_types(need),
            brands=need.brands,
            excluded_brands=need.excluded_brands,
            facets=tuple(wish.facets for wish in need.wishes if wish.facets),
            excluded_facets=tuple(facet for wish in need.unwanted for facet in wish.facets),
            preferred_facets=(f"gender:{gender}",) if gender else (),
            price_min=self._minor(need.price_min),
            price_max=self._minor(need.price_max),
            currency=self._currency,
            rating_min=float(need.rating_min) if need.rating_min is not None else None,
            in_stock=need.in_stock,
            niche=need.niche,
            exclude_ids=exclude,
            sort=sort,
            limit=limit,
            diverse=sort == "relevance" and not need.brands,
        )

    @staticmethod
    def _excluded_types(need: ShoppingNeed) -> tuple[str, ...]:
        """Kinds not wanted, but never one that all that is wanted belongs to."""
        types = product_types()
        wanted = {wider for t in need.types for wider in (t, *types.ancestors(t))}
        return tuple(t for t in need.unwanted_types if t not in wanted)

    def _minor(self, amount: Decimal | None) -> int | None:
        return None if amount is None or self._currency is None else Money.of(amount, self._currency).minor


def _has_handle(need: ShoppingNeed) -> bool:
    """Whether more than loose words say what is looked for."""
    return bool(
        need.types
        or need.brands
        or need.wishes
        or need.niche
        or (
            not need.words
            and (need.price_max or need.price_min or need.rating_min or need.sort != "relevance")
        )
        or (not need.words and (need.recipient or need.occasion or need.in_stock))
    )


def priced(products: Iterable[Product]) -> list[Product]:
    """Those with a price, cheapest first."""
    return sorted((p for p in products if p.price), key=lambda p: p.price.minor if p.price else 0)


def _without_figures(sort: Sort, products: Sequence[Product]) -> Literal["rating", "popularity"] | None:
    """The figure that an order was asked by, where no product has it."""
    if sort == "rating" and all(product.rating is None for product in products):
        return "rating"
    if sort == "popularity" and all(product.popularity is None for product in products):
        return "popularity"
    return None


def _relax(need: ShoppingNeed, parts: Sequence[Relaxation]) -> ShoppingNeed:
    blank: dict[Relaxation, dict[str, object]] = {
        "price": {"price_min": None, "price_max": None, "about": None},
        "rating": {"rating_min": None},
        "niche": {"niche": False},
        "wishes": {"wishes": ()},
        "brand": {"brands": (), "absent_brands": ()},
        "stock": {"in_stock": False},
    }
    update = {name: value for part in parts for name, value in blank[part].items()}
    looser = need.model_copy(update=update)
    return looser if looser.types or looser.brands or looser.wishes or looser.words else need


def _without_free_from(need: ShoppingNeed) -> ShoppingNeed:
    """Where no product says that it is alcohol-free: one that does not mention alcohol."""
    free = [wish for wish in need.wishes if any(f.startswith("free_from:") for f in wish.facets)]
    if not free:
        return need
    unwanted = [
        Wish(said=wish.said, facets=tuple(f.replace("free_from:", "ingredient:") for f in wish.facets))
        for wish in free
    ]
    return need.model_copy(
        update={
            "wishes": tuple(wish for wish in need.wishes if wish not in free),
            "unwanted": (*need.unwanted, *unwanted),
        }
    )


def _with(listing: Listing, *, step: Step) -> Listing:
    return replace(listing, step=step)
