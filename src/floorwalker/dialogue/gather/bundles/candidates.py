"""From the wish for a bundle to its products: what may fill each part, and the best choice of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from floorwalker.catalog import Product, brand_key
from floorwalker.conversation import Bundle, BundleItem, BundlePart, BundleWish, ShoppingNeed
from floorwalker.core import Money
from floorwalker.dialogue.gather.bundles.assignment import cheapest, fillable
from floorwalker.dialogue.gather.bundles.problem import Candidate, Part, Problem, Solution
from floorwalker.dialogue.gather.bundles.solver import solve

MOST_DIFFERENT = 8
"""A bundle of more products than these is of one product for everybody: nobody reads a longer list."""

CANDIDATES = 150
"""So many products are looked up for each part, by relevance and again by price."""

_HALFWAY = 10  # the place in the list at which a product's relevance counts half
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
        found = _look_up(_need_of(part, need, wish), source, currency)
        products |= {product.id: product for product in found}
        parts.append(_as_part(part, wish, found))
    budget = None if wish.budget is None else Money.of(wish.budget, currency)
    problem = _within(Problem(tuple(parts), budget.minor if budget else None), wish, currency)
    problem, missing = _without_missing(problem, wish, need)
    solution = solve(problem)
    chosen = solution or cheapest(problem)
    items = _items(chosen, problem, wish, products)
    total = Money(chosen.total, currency) if chosen and items else None
    return Bundle(items, total, budget, solution is not None and bool(items), missing)


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
    bounds = [bound for bound in (need.price_max, wish.per_piece) if bound is not None]
    return need.model_copy(
        update={
            "bundle": None,
            "types": part.types or need.types,
            "types_said": (part.said,) if part.types else need.types_said,
            "wishes": tuple(w for w in need.wishes if w not in of_others),
            "price_min": need.price_min or Decimal(0),  # a bound, so that only prices in the currency count
            "price_max": min(bounds, default=None),
        }
    )


def _look_up(need: ShoppingNeed, source: CandidateSource, currency: str) -> list[Product]:
    """What fits best, then what lacks words that are no constraint, then the cheapest, for a tight budget."""
    plain = need.model_copy(update={"words": ()})
    cheap = plain.model_copy(update={"sort": "price_asc"})
    looked_for = (need, plain, cheap) if need.words else (need, cheap)
    found = [product for wanted in looked_for for product in source.candidates(wanted, CANDIDATES)]
    unique = {product.id: product for product in found}  # in the order of the first time
    return [p for p in unique.values() if p.price is not None and p.price.currency == currency]


def _as_part(part: BundlePart, wish: BundleWish, found: Sequence[Product]) -> Part:
    picks, pieces = (1, part.quantity) if part.alike else (part.quantity, 1)
    bought = pieces * (wish.people if wish.alike else 1)
    candidates = tuple(
        Candidate(
            product.id,
            product.price.minor,
            _HALFWAY / (_HALFWAY + place) + (0.0 if _is_available(product, bought) else _UNAVAILABLE),
            brand_key(product.brand) if product.brand else "",
        )
        for place, product in enumerate(found)
        if product.price
    )
    return Part(candidates, picks, pieces)


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
    missing = tuple(
        asked.said or ", ".join(need.types_said)
        for asked, pick, part in zip(wish.parts, filled, wanted, strict=True)
        if pick < part.picks
    )
    parts = tuple(replace(part, picks=pick) for part, pick in zip(affordable, filled, strict=True))
    return replace(problem, parts=parts, groups=1, share=None), missing


def _within_share(part: Part, share: int | None) -> Part:
    fitting = (c for c in part.candidates if share is None or c.price * part.pieces <= share)
    return replace(part, candidates=tuple(fitting))


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
