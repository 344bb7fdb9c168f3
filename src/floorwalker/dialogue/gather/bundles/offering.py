"""The bundle to offer where the one that was wished for cannot be had in full."""

from dataclasses import replace

from floorwalker.conversation import Bundle, ShoppingNeed, Wish
from floorwalker.dialogue.gather.bundles.candidates import CandidateSource, bundle_for


def bundle_to_offer(need: ShoppingNeed, source: CandidateSource, currency: str) -> Bundle:
    """The bundle that the need wishes for; where different products do not do, with the same for everybody.

    Too few that fit, or too dear ones, are no reason to send several people away: one product may do for all,
    or goods that do not say for which skin they are, which the reply owns up to.

    Args:
        need: a need with a ``bundle``.
        source: finds the products.
        currency: the currency of the budget.
    """
    found = bundle_for(need, source, currency)
    if need.bundle is None:
        return found
    if not _is_whole(found) and (same := _alike(need)) != need:
        found = _better(found, bundle_for(same, source, currency))
    if not _is_whole(found) and (told := tuple(filter(_is_of_skin, need.wishes))):
        rest = tuple(wish for wish in need.wishes if wish not in told)
        plain = bundle_for(need.model_copy(update={"wishes": rest}), source, currency)
        found = _better(found, replace(plain, unmet=(*plain.unmet, *told)))
    return found


def _is_whole(found: Bundle) -> bool:
    return found.fits and not found.missing


def _better(found: Bundle, other: Bundle) -> Bundle:
    """The one that keeps to the bounds, or lacks fewer parts; the first where they are as good."""
    better = (other.fits, -len(other.missing)) > (found.fits, -len(found.missing))
    return other if better and other.items else found


def _alike(need: ShoppingNeed) -> ShoppingNeed:
    """The need with the same for all people, and pieces of a part that are copies."""
    if (wish := need.bundle) is None:
        return need
    parts = tuple(part.model_copy(update={"alike": part.quantity > 1}) for part in wish.parts)
    wish = wish.model_copy(update={"alike": wish.people > 1, "parts": parts})
    return need.model_copy(update={"bundle": wish})


def _is_of_skin(wish: Wish) -> bool:
    """Whether a wish tells of somebody's skin, which few records name."""
    return bool(wish.facets) and all(facet.startswith("skin_type:") for facet in wish.facets)
