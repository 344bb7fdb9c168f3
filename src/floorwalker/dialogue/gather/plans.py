"""In which order a need is looked for: all of it first, then without what is not essential to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from floorwalker.conversation import ShoppingNeed, Wish
from floorwalker.dialogue.understand import qualities, recipients
from floorwalker.text import product_types

_CHILDREN = ("gender:kids", "gender:boys", "gender:girls", "gender:baby")
_OTHER_GENDER = {"women": ("gender:men",), "men": ("gender:women",)}
_WORN = frozenset({"clothing", "footwear", "shoes", "jewellery", "accessory"})
_FOR_CHILDREN = frozenset({"toy", "baby_clothing", "kids_clothing"})


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to look for a need.

    ``required`` are loose words that a product must mention, where there is nothing else to go by,
    ``avoided`` facets that nobody has spoken of but
    that do not suit whom it is for, ``unfit`` kinds that never have a quality wished for, and ``unmet`` the
    soft wishes that this plan lets go.
    """

    need: ShoppingNeed
    required: tuple[str, ...] = ()
    avoided: tuple[str, ...] = ()
    unmet: tuple[Wish, ...] = ()
    unfit: frozenset[str] = frozenset()


def plans(need: ShoppingNeed, known_words: Sequence[str]) -> Iterator[Plan]:
    """Ways to look for a need without breaking a hard wish, the truest first.

    Args:
        need: what is looked for.
        known_words: those of its loose words that the shop's texts hold.
    """
    if unfit := _unfit(need):
        yield from (replace(plan, unfit=unfit) for plan in _plans(need, known_words))
    yield from _plans(need, known_words)


def _unfit(need: ShoppingNeed) -> frozenset[str]:
    """Kinds that never have a quality that is wished for, where no kind is named: a cream lasts no years."""
    if need.types or need.brands:
        return frozenset()
    known = (qualities().get(facet) for wish in need.wishes for facet in wish.facets)
    return frozenset(kind for quality in known if quality for kind in quality.never)


def _plans(need: ShoppingNeed, known_words: Sequence[str]) -> Iterator[Plan]:
    avoided = _unsuitable(need)
    loose = () if _says_more_than_words(need) else tuple(known_words)
    made_for = _made_for(need)
    if made_for != need:
        yield Plan(made_for)
    made_of = _made_of(need)
    if made_of != need:
        yield Plan(made_of, loose, avoided)
    essential = _without_free_from(need)
    forms = (need, essential) if essential != need else (need,)
    for form in forms:
        yield Plan(form, loose, avoided)
    for plan in _by_soft_wishes(essential, avoided):
        yield replace(plan, required=loose)
    if avoided:
        yield from (Plan(form, loose) for form in forms)
        yield Plan(_hard_only(essential), loose, unmet=_wanted(essential, _soft(essential)))


def _says_more_than_words(need: ShoppingNeed) -> bool:
    """Whether loose words are only a part of what is said, so that products without them may fit."""
    return bool(need.types or need.brands or need.wishes or need.recipient or need.gender or need.occasion)


def _made_for(need: ShoppingNeed) -> ShoppingNeed:
    """What is made for children: for a gift of no kind in particular, and where a child's age is told.

    What says that it is for children need not state that age.
    """
    recipient = recipients().get(need.recipient or "")
    a_gift = recipient is not None and recipient.gender == "kids" and not (need.types or need.brands)
    aged = any(figure.unit == "age" for figure in need.figures)
    if not (a_gift or aged) or _wide(need) & _FOR_CHILDREN:
        return need
    figures = (
        figure.model_copy(update={"passing": figure.passing or figure.unit == "age"})
        for figure in need.figures
    )
    wishes = (*need.wishes, Wish(said="", facets=_CHILDREN))
    return need.model_copy(update={"wishes": wishes, "figures": tuple(figures)})


def _wide(need: ShoppingNeed) -> set[str]:
    """The kinds looked for, with the wider ones."""
    types = product_types()
    return {wider for kind in need.types for wider in (kind, *types.ancestors(kind))}


def _made_of(need: ShoppingNeed) -> ShoppingNeed:
    """Something of silver, of no kind in particular: what is made of it, rather than what has its colour."""
    if need.types or need.brands:
        return need
    wishes = tuple(
        wish.model_copy(update={"facets": tuple(f for f in wish.facets if not f.startswith("colour:"))})
        if any(facet.startswith("material:") for facet in wish.facets)
        else wish
        for wish in need.wishes
    )
    return need.model_copy(update={"wishes": wishes}) if wishes != need.wishes else need


def _by_soft_wishes(need: ShoppingNeed, avoided: tuple[str, ...]) -> Iterator[Plan]:
    """With all soft wishes, with one of them, with none."""
    soft = _soft(need)
    yield Plan(need, avoided=avoided)
    if len(soft) > 1:
        for kept in soft:
            unmet = tuple(wish for wish in soft if wish is not kept)
            yield Plan(_without(need, unmet), avoided=avoided, unmet=_wanted(need, unmet))
    if soft:
        yield Plan(_hard_only(need), avoided=avoided, unmet=_wanted(need, soft))


def _soft(need: ShoppingNeed) -> tuple[Wish, ...]:
    return tuple(wish for wish in (*need.wishes, *need.unwanted) if wish.soft)


def _hard_only(need: ShoppingNeed) -> ShoppingNeed:
    return _without(need, _soft(need))


def _without(need: ShoppingNeed, gone: Sequence[Wish]) -> ShoppingNeed:
    return need.model_copy(
        update={
            "wishes": tuple(wish for wish in need.wishes if wish not in gone),
            "unwanted": tuple(wish for wish in need.unwanted if wish not in gone),
        }
    )


def _wanted(need: ShoppingNeed, wishes: Sequence[Wish]) -> tuple[Wish, ...]:
    return tuple(wish for wish in wishes if wish in need.wishes)


def _unsuitable(need: ShoppingNeed) -> tuple[str, ...]:
    """What is made for others than the recipient: goods for children, unless a child is spoken of."""
    spoken = {facet for wish in (*need.wishes, *need.unwanted) for facet in wish.facets}
    recipient = recipients().get(need.recipient or "")
    gender = need.gender or (recipient.gender if recipient else None)
    wide = _wide(need)
    if gender == "kids" or spoken.intersection(_CHILDREN):
        return ()
    of_nobody = not (recipient or need.occasion or wide & _WORN)
    strict = need.sort != "relevance" and of_nobody  # the best rated bottle may be a child's
    children = () if strict or wide & _FOR_CHILDREN else _CHILDREN
    named = any(facet.startswith("gender:") for facet in spoken)
    return (*children, *(() if named else _OTHER_GENDER.get(gender or "", ())))


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
