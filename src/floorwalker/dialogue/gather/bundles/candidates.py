"""From the wish for a bundle to its products: what may fill each part, and the best choice of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from floorwalker.catalog import Product, brand_key
from floorwalker.conversation import Bundle, BundleItem, BundlePart, BundleWish, ShoppingNeed, Wish
from floorwalker.core import Money
from floorwalker.dialogue.gather.bundles.assignment import cheapest, fillable
from floorwalker.dialogue.gather.bundles.problem import (
    REPEATED_BRAND,
    VARIED,
    Candidate,
    Part,
    Problem,
    Solution,
)
from floorwalker.dialogue.gather.bundles.solver import solve
from floorwalker.dialogue.gather.record import mentions
from floorwalker.search import kinds_in

MOST_DIFFERENT = 8
"""A bundle of more products than these is of one product for everybody: nobody reads a longer list."""

CANDIDATES = 150
"""So many products are looked up for each part, by relevance and again by price."""

_HALFWAY = 10  # the place in the list at which a product's relevance counts half
_KEPT = 5.0  # what was shown before and shall stay outweighs any other choice, but for one in stock
_SEVERAL_KINDS = -3.0  # a set of several kinds is no part of one kind where a single product will do
_SETS = frozenset({"gift_set", "matching_set"})
_TASTE = frozenset({"benefit", "style"})  # facets that records seldom state
_UNAVAILABLE = -100.0  # outweighs all else: only where nothing else will do


class CandidateSource(Protocol):
    """Where candidates come from; :class:`floorwalker.dialogue.gather.listing.Lister` is one."""

    def candidates(self, need: ShoppingNeed, limit: int) -> Sequence[Product]:
        """The first products, in the order of ``need.sort``, that satisfy every hard constraint."""
        ...


def bundle_for(need: ShoppingNeed, source: CandidateSource, currency: str) -> Bundle:
    """The products for the need's wish for a bundle.

    Every product satisfies every hard constraint of the need (wishes said of one part bind that part alone),
    and all together keep to the budget. Where no choice does, it is the cheapest one, marked as not fitting.
    A part with too few products is named in ``missing`` and filled as far as they go. Prices in another
    currency, and products without one, are left out. What is out of stock is chosen only where nothing else
    will do.

    Args:
        need: a need with a ``bundle``; its price bounds hold for each piece.
        source: finds the products.
        currency: the currency of the budget.

    Raises:
        ValueError: the need wishes for no bundle.
    """
    if need.bundle is None:
        raise ValueError("the need has no wish for a bundle")
    wish = _readable(need.bundle)
    products: dict[str, Product] = {}
    parts = []
    for part in wish.parts:
        found = _allowed(part, _look_up(_need_of(part, need, wish), source, currency))
        products |= {product.id: product for product in found}
        parts.append(_as_part(part, wish, found))
    budget = None if wish.budget is None else Money.of(wish.budget, currency)
    problem = Problem(
        tuple(parts), budget.minor if budget else None, repeated=VARIED if wish.varied else REPEATED_BRAND
    )
    problem = _within(problem, wish, currency)
    problem, missing = _without_missing(problem, wish, need)
    solution = solve(problem)
    chosen = solution or cheapest(problem)
    items = _items(chosen, problem, wish, products)
    total = Money(chosen.total, currency) if chosen and items else None
    return Bundle(
        items,
        total,
        budget,
        solution is not None and bool(items),
        missing,
        _unmet(chosen, wish, need, products),
        _as_shown(wish, chosen, total),
        changed=wish.total is not None,
    )


def _readable(wish: BundleWish) -> BundleWish:
    """The wish with its parts, at least one; with one product for all where there would be too many."""
    parts = wish.parts or (BundlePart(),)
    if wish.people * sum(1 if part.alike else part.quantity for part in parts) <= MOST_DIFFERENT:
        return wish.model_copy(update={"parts": parts})
    if sum(1 if part.alike else part.quantity for part in parts) > MOST_DIFFERENT:
        parts = tuple(part.model_copy(update={"alike": True}) for part in parts)
    return wish.model_copy(update={"parts": parts, "alike": True})


def _need_of(part: BundlePart, need: ShoppingNeed, wish: BundleWish) -> ShoppingNeed:
    """What one product of a part must be."""
    of_others = {w for other in wish.parts if other != part for w in other.wishes} - set(part.wishes)
    bounds = [bound for bound in (need.price_max, wish.per_piece, part.price_max) if bound is not None]
    wishes = dict.fromkeys((*(w for w in need.wishes if w not in of_others), *part.wishes))
    return need.model_copy(
        update={
            "bundle": None,
            "others": (),
            "types": part.types or need.types,
            "types_said": (part.said,) if part.types else need.types_said,
            "wishes": tuple(_as_taste(w) for w in wishes),
            "unwanted": (*need.unwanted, *part.unwanted),
            "words": part.words or need.words,
            "brands": part.brands or need.brands,
            "figures": (*need.figures, *part.figures),
            "recipient": part.recipient or need.recipient,
            "price_min": need.price_min or Decimal(0),  # a bound, so that only prices in the currency count
            "price_max": min(bounds, default=None),
        }
    )


def _as_taste(wish: Wish) -> Wish:
    """A wish that records seldom answer ("warm") ranks, and its part is filled without it."""
    taste = wish.facets and all(facet.split(":")[0] in _TASTE for facet in wish.facets)
    return wish.model_copy(update={"soft": True}) if taste else wish


def _look_up(need: ShoppingNeed, source: CandidateSource, currency: str) -> list[Product]:
    """What fits best, then what lacks words that are no constraint, then the cheapest, for a tight budget."""
    plain = need.model_copy(update={"words": ()})
    cheap = plain.model_copy(update={"sort": "price_asc"})
    looked_for = (need, plain, cheap) if need.words else (need, cheap)
    found = [product for wanted in looked_for for product in source.candidates(wanted, CANDIDATES)]
    unique = {product.id: product for product in found}  # in the order of the first time
    return [p for p in unique.values() if p.price is not None and p.price.currency == currency]


def _allowed(part: BundlePart, found: Sequence[Product]) -> Sequence[Product]:
    """The products that were not rejected, and that are cheaper than those where they shall be."""
    if not part.rejected:
        return found
    prices = [product.price.minor for product in found if product.price and product.id in part.rejected]
    below = min(prices, default=None) if part.cheaper else None
    return [
        product
        for product in found
        if product.id not in part.rejected
        and (below is None or (product.price is not None and product.price.minor < below))
    ]


def _as_part(part: BundlePart, wish: BundleWish, found: Sequence[Product]) -> Part:
    picks, pieces = (1, part.quantity) if part.alike else (part.quantity, 1)
    bought = pieces * (wish.people if wish.alike else 1)
    of_others = frozenset(kind for other in wish.parts if other is not part for kind in other.types)
    candidates = tuple(
        Candidate(
            product.id,
            product.price.minor,
            _HALFWAY / (_HALFWAY + place) + _leaning(product, part, of_others, bought),
            brand_key(product.brand) if product.brand else "",
        )
        for place, product in enumerate(found)
        if product.price
    )
    return Part(candidates, picks, pieces)


def _leaning(product: Product, part: BundlePart, of_others: frozenset[str], bought: int) -> float:
    """What speaks for or against a product beside its relevance."""
    leaning = 0.0 if _is_available(product, bought) else _UNAVAILABLE
    if part.kept and product.id in part.shown:
        leaning += _KEPT
    if part.types and not _SETS.intersection(part.types):
        kinds = {match.type_id for match in kinds_in(product.title)}
        several = of_others.intersection(kinds).difference(part.types)
        leaning += _SEVERAL_KINDS if several or _SETS.intersection(kinds) else 0.0
    return leaning


def _is_available(product: Product, pieces: int) -> bool:
    enough = product.stock is None or product.stock >= pieces or product.availability != "in_stock"
    return product.availability != "out_of_stock" and enough


def _within(problem: Problem, wish: BundleWish, currency: str) -> Problem:
    """The problem with everybody's share: the same for all, each their own, or no matter who gets what."""
    share = None if wish.per_person is None else Money.of(wish.per_person, currency).minor
    if wish.alike:
        everybody = tuple(replace(part, pieces=part.pieces * wish.people) for part in problem.parts)
        bounds = [bound for bound in (problem.budget, _times(share, wish.people)) if bound is not None]
        return replace(problem, parts=everybody, budget=min(bounds, default=None))
    if share is not None:
        return replace(problem, groups=wish.people, share=share)
    together = tuple(replace(part, picks=part.picks * wish.people) for part in problem.parts)
    return replace(problem, parts=together)


def _times(share: int | None, people: int) -> int | None:
    return None if share is None else share * people


def _without_missing(
    problem: Problem, wish: BundleWish, need: ShoppingNeed
) -> tuple[Problem, tuple[str, ...]]:
    """The problem with no more picks than products, and the names of the parts that lack some."""
    wanted = tuple(replace(part, picks=part.picks * problem.groups) for part in problem.parts)
    if fillable(wanted) == tuple(part.picks for part in wanted):
        return problem, ()
    affordable = tuple(_within_share(part, problem.share) for part in wanted)
    filled = fillable(affordable)
    missing = dict.fromkeys(
        asked.said or ", ".join(need.types_said)
        for asked, pick, part in zip(wish.parts, filled, wanted, strict=True)
        if pick < part.picks
    )
    parts = tuple(replace(part, picks=pick) for part, pick in zip(affordable, filled, strict=True))
    return replace(problem, parts=parts, groups=1, share=None), tuple(missing)


def _within_share(part: Part, share: int | None) -> Part:
    fitting = (c for c in part.candidates if share is None or c.price * part.pieces <= share)
    return replace(part, candidates=tuple(fitting))


def _unmet(
    solution: Solution | None, wish: BundleWish, need: ShoppingNeed, products: Mapping[str, Product]
) -> tuple[Wish, ...]:
    """Matters of taste that the record of no product chosen for their part mentions."""
    if solution is None:
        return ()
    unmet: dict[Wish, None] = {}
    for part, chosen in zip(wish.parts, solution.chosen, strict=True):
        for one in _need_of(part, need, wish).wishes:
            told = any(mentions(products[candidate.id], one) for candidate in chosen)
            if one.soft and chosen and not told:
                unmet[one] = None
    return tuple(unmet)


def _as_shown(wish: BundleWish, solution: Solution | None, total: Money | None) -> BundleWish:
    """The wish with the products chosen for each part, and what they cost."""
    if solution is None or total is None:
        return wish
    parts = tuple(
        part.model_copy(
            update={
                "shown": tuple(candidate.id for candidate in chosen),
                "prices": tuple(Money(candidate.price, total.currency).amount for candidate in chosen),
            }
        )
        for part, chosen in zip(wish.parts, solution.chosen, strict=True)
    )
    return wish.model_copy(update={"parts": parts, "total": total.amount})


def _items(
    solution: Solution | None, problem: Problem, wish: BundleWish, products: Mapping[str, Product]
) -> tuple[BundleItem, ...]:
    if solution is None:
        return ()
    return tuple(
        BundleItem(products[candidate.id], part.pieces, asked.said)
        for asked, part, chosen in zip(wish.parts, problem.parts, solution.chosen, strict=True)
        for candidate in chosen
    )
