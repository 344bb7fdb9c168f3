"""Finding products for a need; where none fits all of it, the nearest that do, marked as such."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from floorwalker.catalog import CatalogStore, Product
from floorwalker.conversation import Listing, Relaxation, ShoppingNeed, Wish
from floorwalker.core import Money
from floorwalker.dialogue.gather.figures import with_figures
from floorwalker.dialogue.gather.plans import Plan, plans
from floorwalker.dialogue.gather.sizes import comes_in, states_sizes_like
from floorwalker.dialogue.understand import occasions, recipients
from floorwalker.search import ProductQuery, SearchEngine, Sort
from floorwalker.text import attributes, is_chinese, product_types, query_terms, squash

Step = Literal["new", "cheaper", "dearer", "others", "again", "same_brand"]

LIST_LENGTH = 4
_HOW_IT_COMES = frozenset({"trial_size"})
_MOST = 10
_ALTERNATIVES = 3
_WIDEST = 80  # kinds of goods in all under one that says something ("home" says nothing)
_NEAR = 6  # kinds of goods that a wider kind may have, to be called near
_LOOKED_THROUGH = 400  # products read one by one for what no column of the index tells
_TASTE = frozenset({"colour", "finish", "pattern", "style", "texture", "scent", "flavour"})
_MANY_MORE = 5
_CHOSEN_OF = 4  # times as many are looked at to choose alternatives from
_RELAX_ORDER: tuple[tuple[Relaxation, ...], ...] = (
    ("price",),
    ("rating",),
    ("niche",),
    ("sale",),
    ("size",),
    ("wishes",),
    ("brand",),
    ("stock",),
    ("price", "wishes"),
    ("price", "brand"),
    ("wishes", "brand"),
    ("price", "wishes", "brand", "rating", "niche", "stock", "sale", "size"),
)


@dataclass(frozen=True, slots=True)
class _Found:
    """Products, how many there are in all, and the words and figures of the need that none of them states."""

    products: tuple[Product, ...]
    total: int
    uncovered: tuple[str, ...] = ()
    silent: tuple[Wish, ...] = ()
    mentioned: bool = False
    counted: bool = True


class Lister:
    """Lists products of one shop for one turn: prices and stock are those of the first look."""

    def __init__(self, catalog: CatalogStore, engine: SearchEngine, currency: str | None) -> None:
        self._catalog = catalog
        self._engine = engine
        self._currency = currency
        self._searched: dict[ProductQuery, _Found] = {}

    def list(
        self,
        need: ShoppingNeed,
        *,
        step: Step = "new",
        count: int | None = None,
        exclude: Iterable[str] = (),
        said: frozenset[Relaxation] = frozenset(),
    ) -> Listing:
        """Products that satisfy the need; alternatives, with what was let go, where there are none.

        ``exclude`` are ids not to list again, ``said`` the constraints of the message itself: older ones are
        let go before them. Steps on a list ("others", "cheaper") offer no alternatives.
        """
        limit = min(count or LIST_LENGTH, _MOST)
        excluded = frozenset(exclude)
        if not (need.absent_brands and not need.brands):
            found = self._search(need, limit, excluded)
            if step != "new" or (found.products and not found.relaxed):
                return _with(found, step=step)
        if (wider := self._of_wider_kind(need)) is not None:
            return self.list(wider, step=step, count=count, exclude=exclude, said=said)
        if not need.absent_brands and not self._is_sold(need):
            return self._of_another_kind(need, min(limit, _ALTERNATIVES), excluded)
        if len(need.wishes) > 1 and (nearest := self._but_for_one_wish(need, limit, excluded)):
            return nearest
        order = sorted(_RELAX_ORDER, key=lambda parts: bool(need.absent_brands) and parts != ("brand",))
        order = sorted(order, key=lambda parts: bool(said.intersection(parts)))
        if need.wishes and self._rather_another_wish(need, excluded):
            order = sorted(order, key=lambda parts: parts != ("wishes",))
        for relaxed in order:
            looser = _relax(need, relaxed)
            if looser == need and not (relaxed == ("brand",) and need.absent_brands):
                continue
            found = self._nearest(looser, min(limit, _ALTERNATIVES), excluded, need)
            if found.products:
                actual = tuple(part for part in relaxed if _relax(need, (part,)) != need)
                return Listing(found.products, need, found.total, actual, need.absent_brands)
        return self._by_words(need, limit, excluded) or Listing((), need, 0, absent=need.absent_brands)

    def _nearest(
        self, looser: ShoppingNeed, limit: int, exclude: frozenset[str], need: ShoppingNeed
    ) -> Listing:
        """What fits a looser need; what is called as was said comes first, where nothing else orders."""
        by_price = need.price_max != looser.price_max or need.price_min != looser.price_min
        if by_price or looser.sort != "relevance" or not need.types_said:
            return self._search(looser, limit, exclude, nearest=need)
        found = self._search(looser, limit * _CHOSEN_OF, exclude, nearest=need)
        called = [one for one in found.products if bears_kind(one.title, need.types_said)]
        others = [one for one in found.products if one not in called]
        return replace(found, products=(*called, *others)[:limit])

    def _is_sold(self, need: ShoppingNeed) -> bool:
        """Whether the shop has anything of a kind that is looked for, or of what staff say that it means."""
        if not need.types or self._engine.kinds().intersection(need.types):
            return True
        found = self._search(ShoppingNeed(types=need.types), 1, frozenset())
        return bool(found.products and not found.relaxed)

    def _of_another_kind(self, need: ShoppingNeed, limit: int, exclude: frozenset[str]) -> Listing:
        """That the shop has nothing of the kind, with what mentions it or else is of the next wider one.

        Of a wide kind under which it has many (camping, where a torch is sought) nothing is near.
        """
        found = self._search(need, limit, exclude)
        if found.products:
            return found
        types, sold = product_types(), self._engine.kinds()
        wider = [[one for one in types.ancestors(kind) if one in sold][:1] for kind in need.types]
        near = tuple(
            dict.fromkeys(
                kind
                for kinds in wider
                for kind in kinds
                if len(below := types.descendants(kind)) <= _WIDEST and len(sold & below) <= _NEAR
            )
        )
        if near := near or _of_one_head(need, sold):
            found = self._search(need.model_copy(update={"types": near}), limit, exclude)
        return Listing(found.products, need, found.total, ("type",))

    def _but_for_one_wish(self, need: ShoppingNeed, limit: int, exclude: frozenset[str]) -> Listing | None:
        """What has all wishes but one: the one without which there is most to choose from."""
        nearest: Listing | None = None
        for one in need.wishes:
            rest = tuple(wish for wish in need.wishes if wish is not one)
            found = self._search(need.model_copy(update={"wishes": rest}), min(limit, _ALTERNATIVES), exclude)
            if found.products and (nearest is None or found.total > nearest.total):
                told = need.model_copy(update={"wishes": (one,)})
                nearest = Listing(found.products, told, found.total, ("wishes",), need.absent_brands)
        return nearest

    def _rather_another_wish(self, need: ShoppingNeed, exclude: frozenset[str]) -> bool:
        """Whether wishes go before the price: those of taste, and others where far more is left then."""
        if all(map(_is_taste, need.wishes)):
            return True
        if need.price_max is None:
            return False
        dearer = self._search(_relax(need, ("price",)), 1, exclude, nearest=need)
        plainer = self._search(_relax(need, ("wishes",)), 1, exclude, nearest=need)
        return plainer.total > _MANY_MORE * dearer.total

    def _by_words(self, need: ShoppingNeed, limit: int, exclude: frozenset[str]) -> Listing | None:
        """What mentions some of the words, where they are all there is to go by and most are known."""
        known = [w for w in need.words if all(self._engine.frequency(t) for t in query_terms(w))]
        if need.types or need.brands or need.absent_brands or not 2 * len(known) >= len(need.words) > 0:
            return None
        query = self._query(Plan(need), min(limit, _ALTERNATIVES), exclude, None)
        found = self._found(query)
        return Listing(found.products, need, found.total, ("words",)) if found.products else None

    def _of_wider_kind(self, need: ShoppingNeed) -> ShoppingNeed | None:
        """The need for the wider kind, as the kind's name says, if the shop has none of the kind.

        "Waterproof jacket" is then looked for among the jackets, and 保温瓶 among the bottles that insulate,
        by the qualities in the name or else by its words.
        """
        types = product_types()
        wider = tuple(dict.fromkeys(parent for t in need.types for parent in types.ancestors(t)[:1]))
        if not wider or not need.types_said or self._is_sold(need):
            return None
        told = _told_by_name(need)
        if told and self._has(ShoppingNeed(types=wider, wishes=told)):
            return need.model_copy(update={"types": wider, "wishes": (*need.wishes, *told)})
        named = tuple(Wish(said=said) for said in need.types_said if _ends_in(said, wider))
        if named and self._has(ShoppingNeed(types=wider, wishes=named)):
            return need.model_copy(update={"types": wider, "wishes": (*need.wishes, *named)})
        return None

    def _has(self, need: ShoppingNeed) -> bool:
        return bool(self._search(need, 1, frozenset()).products)

    def candidates(self, need: ShoppingNeed, limit: int) -> tuple[Product, ...]:
        """Products that satisfy every hard wish of a need, as a listing of it would hold them."""
        return self._search(need, limit, frozenset()).products

    def _search(
        self,
        need: ShoppingNeed,
        limit: int,
        exclude: frozenset[str],
        nearest: ShoppingNeed | None = None,
    ) -> Listing:
        known = [
            w for w in need.words if _tells(w) and all(self._engine.frequency(t) for t in query_terms(w))
        ]
        for plan in plans(need, known):
            if not _has_handle(plan.need) and len(plan.required) < len(need.words):
                continue  # words that no product mentions are all there is to go by
            query = self._query(plan, limit, exclude, nearest)
            found = self._looked_through(query, plan.need)
            if found.products:
                unsorted = _without_figures(plan.need.sort, found.products)
                unmet = (*plan.unmet, *found.silent, *_silent(need, found.uncovered))
                relaxed: tuple[Relaxation, ...] = ("type",) if found.mentioned else ()
                listing = Listing(found.products, plan.need, found.total, relaxed, counted=found.counted)
                return replace(listing, unsorted=unsorted, unmet=unmet)
        return Listing((), need, 0)

    def _found(self, query: ProductQuery) -> "_Found":
        """What a search finds; different plans of one turn often come to the same search."""
        if query not in self._searched:
            hits = self._engine.search(query)
            products = self._catalog.get([hit.id for hit in hits.hits])
            found = tuple(products[hit.id] for hit in hits.hits if hit.id in products)
            self._searched[query] = _Found(
                found, hits.total, hits.uncovered, mentioned=hits.mentioned, counted=hits.exact
            )
        return self._searched[query]

    def _looked_through(self, query: ProductQuery, need: ShoppingNeed) -> "_Found":
        """What is found, but only products on sale, or that come in a size, where those are asked for."""
        if not need.on_sale and need.size is None and not need.figures:
            return self._found(query)
        found = self._found(replace(query, limit=_LOOKED_THROUGH))
        offered = tuple(p for p in found.products if not need.on_sale or p.is_reduced)
        fitting, silent = with_figures(offered, need.figures)
        if need.size is not None and states_sizes_like(offered, need.size):
            fitting = tuple(product for product in fitting if comes_in(product, need.size))
        elif need.size is not None:
            silent = (*silent, Wish(said=need.size.said, soft=True))
        return _Found(fitting[: query.limit], len(fitting), found.uncovered, silent, found.mentioned)

    def _query(
        self, plan: Plan, limit: int, exclude: frozenset[str], nearest: ShoppingNeed | None
    ) -> ProductQuery:
        need = plan.need
        recipient, occasion = recipients().get(need.recipient or ""), occasions().get(need.occasion or "")
        gender = need.gender or (recipient.gender if recipient else None)
        suited = (*(recipient.suited if recipient else ()), *(occasion.suited if occasion else ()))
        sort = need.sort
        if nearest is not None and nearest.price_max is not None and need.price_max is None:
            sort = "price_asc"
        elif nearest is not None and nearest.price_min is not None and need.price_min is None:
            sort = "price_desc"
        words = (*need.words, *need.hints, *(wish.said for wish in need.wishes))
        narrowed = need.types or need.brands or need.wishes or plan.required
        only_people = bool(need.recipient or need.gender or need.occasion) and not narrowed
        return ProductQuery(
            words=() if only_people else words,
            preferred_words=(*suited, *(words if only_people else ())),
            covering=() if plan.required else tuple(filter(_tells, need.words)),
            hinted=() if plan.required else need.hints,
            required=(*plan.required, *(wish.said for wish in need.wishes if not wish.facets)),
            excluded_words=tuple(wish.said for wish in need.unwanted if not wish.facets),
            types=need.types,
            excluded_types=(*self._excluded_types(need), *sorted(plan.unfit)),
            brands=need.brands,
            excluded_brands=need.excluded_brands,
            facets=tuple(wish.facets for wish in need.wishes if wish.facets),
            excluded_facets=(*(facet for wish in need.unwanted for facet in wish.facets), *plan.avoided),
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


def _of_one_head(need: ShoppingNeed, sold: Collection[str]) -> tuple[str, ...]:
    """A few kinds that the shop has whose names end in the one looked for: garden tools, of tools."""
    heads = {said.casefold().removesuffix("s") for said in need.types_said}
    types = product_types()
    names = {kind: (types.label(kind, "en").rpartition(" ")[2], types.label(kind, "zh")) for kind in sold}
    alike = [
        kind
        for kind, (english, chinese) in names.items()
        if english in heads or any(chinese.endswith(head) for head in heads)
    ]
    return tuple(sorted(alike)) if len(alike) <= _NEAR else ()


def bears_kind(title: str, said: Iterable[str]) -> bool:
    """Whether a title holds a name: all of a Chinese one, since single characters are in many words."""
    terms = set(query_terms(title))
    return any(
        squash(word) in squash(title) if is_chinese(word[0]) else terms.intersection(query_terms(word))
        for word in said
    )


def _silent(need: ShoppingNeed, uncovered: Iterable[str]) -> Iterable[Wish]:
    """Words that no record mentions, but for kinds of goods and what is done with these."""
    return (
        Wish(said=word, soft=True)
        for word in uncovered
        if word not in need.deeds
        and _tells(word)
        and all(match.type_id in _HOW_IT_COMES for match in product_types().find(word))
    )


def _tells(word: str) -> bool:
    """Whether a word says enough to require it of products: a lone Chinese character does not."""
    return len(word) > 1 or word.isascii()


def _ends_in(said: str, kinds: Collection[str]) -> bool:
    """Whether the name of a kind ends in that of a wider one, as "waterproof jacket" does."""
    rests = (said[start:].strip() for start in range(1, len(said)))
    return any(
        match.text == rest and match.type_id in kinds
        for rest in rests
        for match in product_types().find(rest)
    )


def _told_by_name(need: ShoppingNeed) -> tuple[Wish, ...]:
    """The qualities that the names of the kinds looked for hold, in either language (保温 in 保温瓶)."""
    names = [product_types().label(kind, "zh") for kind in need.types] + list(need.types_said)
    found = {
        f"{match.facet}:{match.value}": match.text for name in names for match in attributes().find(name)
    }
    return tuple(Wish(said=said, facets=(facet,)) for facet, said in found.items())


def _is_taste(wish: Wish) -> bool:
    """Whether a wish is a matter of taste: a shopper is rather shown another colour than another price."""
    return bool(wish.facets) and all(facet.split(":")[0] in _TASTE for facet in wish.facets)


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
        or need.recipient
        or need.gender
        or need.occasion
        or need.on_sale
        or (not need.words and need.in_stock)
    )


def priced(products: Iterable[Product]) -> list[Product]:
    """Those with a price, cheapest first."""
    return sorted((p for p in products if p.price), key=lambda p: p.price.minor if p.price else 0)


def is_only_for(title: str, said: Iterable[str]) -> bool:
    """Whether a title names goods for a kind and not that kind: a phone stand is none of the phones."""
    found = (match.text.casefold() for match in product_types().find(title))
    names = [part for name in found for part in name.split(" and ")]  # "skirt and top" is both
    return any(
        word.casefold() in name and not name.endswith(word.casefold()) for word in said for name in names
    )


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
        "sale": {"on_sale": False},
        "size": {"size": None, "figures": ()},
    }
    update = {name: value for part in parts for name, value in blank[part].items()}
    looser = need.model_copy(update=update)
    return looser if looser.types or looser.brands or looser.wishes or looser.words else need


def _with(listing: Listing, *, step: Step) -> Listing:
    return replace(listing, step=step)
