"""How a message changes the need: what it replaces, what it adds to, and when a new search begins."""

from collections.abc import Set as AbstractSet
from dataclasses import replace

from floorwalker.conversation import BundleWish, FigureWish, ShoppingNeed, Size, Wish
from floorwalker.dialogue.understand.slots import Slots
from floorwalker.search import Sort
from floorwalker.text import PriceRange, product_types

_HOW_IT_COMES = frozenset({"gift_set", "trial_size"})
_EXCLUSIVE = frozenset({"gender", "colour", "finish", "season", "size"})
_ONE_OF_EACH = (  # values of one facet of which a thing has one
    frozenset(
        f"fit_or_cut:{one}" for one in ("sleeveless", "long_sleeve", "short_sleeve", "three_quarter_sleeve")
    ),
    frozenset(f"fit_or_cut:{one}" for one in ("maxi", "midi", "mini")),
    frozenset(f"fit_or_cut:{one}" for one in ("high_waist", "mid_rise", "low_rise")),
)
_OF_ONE_KIND = frozenset({"colour", "finish", "size", "benefit", "texture", "fit_or_cut", "season", "gender"})
_MOST_WORDS = 12
_SORTS: dict[str, Sort] = {
    "sort_price_asc": "price_asc",
    "sort_price_desc": "price_desc",
    "sort_popularity": "popularity",
    "sort_rating": "rating",
    "sort_newest": "newest",
}


def next_need(
    need: ShoppingNeed, slots: Slots, acts: AbstractSet[str], *, in_shop_currency: bool, generic: bool
) -> ShoppingNeed:
    """The need after a message.

    A kind of goods unlike the one before begins a new search: for whom and for which occasion stays, and the
    budget if the shopper says so. Anything else refines the search that is going on.

    Args:
        need: the need before.
        slots: what the message says.
        acts: the acts found in it.
        in_shop_currency: whether its price, if any, is in the shop's currency; others set no bound.
        generic: whether it speaks of products in general ("anything by Dior"), which drops the kind of goods.
    """
    slots = slots if "start_over" in acts else _with_sets_as_words(need, slots)
    if resumed := _resumed(need, slots):
        need = resumed
    elif begins_anew(need, slots, acts, generic=generic):
        brands = need.brands if "more_of" in acts and "start_over" not in acts else ()
        before, need = need, _denials(need).model_copy(update={"brands": brands})
        if "start_over" in acts:
            need = ShoppingNeed()
        if "same_budget" in acts:
            bounds = {name: getattr(before, name) for name in ("price_min", "price_max", "about")}
            need = need.model_copy(update=bounds)
    if "dearer_fine" in acts:
        need = need.model_copy(update={"price_max": None, "about": None})
    elif "any_price" in acts:
        need = need.model_copy(update={"price_min": None, "price_max": None, "about": None})
    if "any_brand" in acts:
        excluded = need.excluded_brands if "other_brands" in acts else ()
        need = need.model_copy(update={"brands": (), "absent_brands": (), "excluded_brands": excluded})
    if "correction" in acts and slots.price:
        need = need.model_copy(update={"price_min": None, "price_max": None, "about": None})
    price = slots.price if in_shop_currency else None
    brands = slots.brands or tuple(b for b in need.brands if b not in slots.excluded_brands)
    return need.model_copy(
        update={
            "types": need.types if is_head_of(slots, need) else slots.types or need.types,
            "types_said": slots.types_said
            if slots.types and not is_head_of(slots, need)
            else need.types_said,
            "brands": brands if not slots.absent_brands or slots.brands else (),
            "absent_brands": slots.absent_brands
            if slots.absent_brands or slots.brands
            else need.absent_brands,
            "excluded_brands": _added(need.excluded_brands, slots.excluded_brands, without=slots.brands),
            "wishes": _wishes(need.wishes, slots.wishes, dropped=slots.unwanted),
            "unwanted": _wishes(need.unwanted, slots.unwanted, dropped=slots.wishes),
            "unwanted_types": _added(need.unwanted_types, slots.unwanted_types, without=slots.types),
            "words": _words(need, slots),
            "deeds": tuple(dict.fromkeys((*slots.deeds, *need.deeds))),
            "hints": slots.hints or need.hints,
            "size": _size(slots) or need.size,
            "figures": _figures(need, slots),
            **_price_bounds(need, price),
            "rating_min": slots.rating_min if slots.rating_min is not None else need.rating_min,
            "in_stock": need.in_stock or "in_stock" in acts,
            "niche": need.niche or "niche" in acts,
            "stepped": need.stepped and price is None,
            "on_sale": need.on_sale or "on_sale" in acts,
            "bundle": None if slots.types or slots.brands or "start_over" in acts else _bundle(need, price),
            "sort": sort_of(acts) or need.sort,
            **_for_whom(need, slots),
            "occasion": slots.occasion or need.occasion,
        }
    )


def begins_anew(need: ShoppingNeed, slots: Slots, acts: AbstractSet[str], *, generic: bool) -> bool:
    """Whether the message is about goods of another kind than the need is."""
    if "start_over" in acts:
        return True
    if "correction" in acts and need.types:
        return False
    if slots.types and need.types:
        return not _related(need.types, slots.types) and not is_head_of(slots, need)
    if slots.types and acts & {"more_of", "narrows"}:
        return False
    if slots.types:
        return bool(need.brands or need.absent_brands or need.wishes or need.words) and not (
            need.recipient or need.occasion
        )
    if slots.brands or slots.absent_brands:
        return generic and "others" not in acts
    return False


def sort_of(acts: AbstractSet[str]) -> Sort | None:
    """The order asked for, if any."""
    return next((order for act, order in _SORTS.items() if act in acts), None)


def _denials(need: ShoppingNeed) -> ShoppingNeed:
    """A new search for the same person: what was denied stays so, but for what only concerns one kind."""
    lasting = [
        wish
        for wish in need.unwanted
        if not wish.soft and not any(f.split(":")[0] in _OF_ONE_KIND for f in wish.facets)
    ]
    return ShoppingNeed(
        recipient=need.recipient,
        role=need.role,
        gender=need.gender,
        occasion=need.occasion,
        unwanted=tuple(lasting),
        unwanted_types=need.unwanted_types,
        excluded_brands=need.excluded_brands,
    )


def _resumed(need: ShoppingNeed, slots: Slots) -> ShoppingNeed | None:
    """The other need that a message comes back to, with what is now the current one as its other."""
    if not slots.types or (need.types and _related(need.types, slots.types)):
        return None
    found = next((other for other in need.others if _related(other.types, slots.types)), None)
    if found is None:
        return None
    rest = tuple(other for other in need.others if other is not found)
    return found.model_copy(update={"others": (*rest, need.model_copy(update={"others": ()}))})


def _with_sets_as_words(need: ShoppingNeed, slots: Slots) -> Slots:
    """A set or a small size, said after a kind of goods, is how that kind should come."""
    if not (need.types and slots.types) or not _HOW_IT_COMES.issuperset(slots.types):
        return slots
    if _HOW_IT_COMES.issuperset(need.types):
        return slots
    if slots.types == ("gift_set",):
        sets = (Wish(said=said) for said in slots.types_said)
        return replace(slots, types=(), types_said=(), wishes=(*slots.wishes, *sets))
    return replace(slots, types=(), types_said=(), words=(*slots.words, *slots.types_said))


def _bundle(need: ShoppingNeed, price: PriceRange | None) -> BundleWish | None:
    """The bundle that is talked about, with a new budget where one is named."""
    if need.bundle is None or price is None or price.max is None:
        return need.bundle
    return need.bundle.model_copy(update={"budget": price.max})


def _for_whom(need: ShoppingNeed, slots: Slots) -> dict[str, str | None]:
    """For whom it is now: somebody only told of (我妈说) takes nobody's place."""
    if slots.recipient and (slots.given or not need.recipient):
        before = need if slots.recipient == need.recipient else ShoppingNeed()
        told = {"gender": slots.gender or before.gender, "role": slots.role or before.role}
        return {"recipient": slots.recipient, **told}
    alone = not slots.recipient and (need.recipient or slots.given)
    return {"gender": need.gender or (slots.gender if alone else None)}


def _size(slots: Slots) -> Size | None:
    found = slots.measure
    return Size(value=found.value, unit=found.unit, said=found.text) if found else None


def _words(need: ShoppingNeed, slots: Slots) -> tuple[str, ...]:
    """The loose words with those said now, which count first; what is denied now is wanted no longer."""
    gone = {wish.said for wish in slots.unwanted}
    kept = (word for word in (*_without_size(slots), *need.words) if word not in gone)
    return tuple(dict.fromkeys(kept))[:_MOST_WORDS]


def _figures(need: ShoppingNeed, slots: Slots) -> tuple[FigureWish, ...]:
    """The figures wanted: of each unit the one said last."""
    return tuple({figure.unit: figure for figure in (*need.figures, *slots.figures)}.values())


def _without_size(slots: Slots) -> tuple[str, ...]:
    """The loose words but for those of a size, which products may state in another unit."""
    said = slots.measure.text if slots.measure else ""
    return tuple(word for word in slots.words if not said or (word not in said and said not in word))


def is_head_of(slots: Slots, need: ShoppingNeed) -> bool:
    """Whether the kind named is the last word of the one looked for: "a cheaper bag" of a sleeping bag."""
    said = slots.types_said
    if len(said) != 1:
        return False
    head = said[0].casefold().removesuffix("s")
    kinds = (kind.casefold().removesuffix("s") for kind in need.types_said)
    return any(kind != head and kind.endswith(head) for kind in kinds)


def _related(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    types = product_types()
    wide_old = {wider for t in old for wider in (t, *types.ancestors(t))}
    wide_new = {wider for t in new for wider in (t, *types.ancestors(t))}
    return bool(wide_old.intersection(new) or wide_new.intersection(old))


def _price_bounds(need: ShoppingNeed, price: PriceRange | None) -> dict[str, object]:
    """A new bound replaces the range, but joins a single bound on the other side that it agrees with."""
    if price is None:
        return {"price_min": need.price_min, "price_max": need.price_max, "about": need.about}
    low, high = price.min, price.max
    one_bound_before = (need.price_min is None) != (need.price_max is None)
    if one_bound_before and low is None and need.price_min is not None and high is not None:
        low = need.price_min if need.price_min <= high else None
    if one_bound_before and high is None and need.price_max is not None and low is not None:
        high = need.price_max if need.price_max >= low else None
    return {"price_min": low, "price_max": high, "about": price.about}


def _wishes(old: tuple[Wish, ...], new: tuple[Wish, ...], dropped: tuple[Wish, ...]) -> tuple[Wish, ...]:
    """New wishes join the old; one of an exclusive facet (gender, colour) replaces what it was."""
    replaced = {facet.split(":")[0] for wish in new for facet in wish.facets} & _EXCLUSIVE
    gone = {facet for wish in dropped for facet in wish.facets} | {wish.said for wish in dropped}
    said = {facet for wish in new for facet in wish.facets}
    gone |= {other for group in _ONE_OF_EACH if group & said for other in group - said}
    kept = [
        wish
        for wish in old
        if not {facet.split(":")[0] for facet in wish.facets} & replaced
        and not gone.intersection(wish.facets)
        and wish.said not in gone
    ]
    return tuple(dict.fromkeys([*kept, *new]))


def _added(old: tuple[str, ...], new: tuple[str, ...], without: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for value in dict.fromkeys([*old, *new]) if value not in without)
