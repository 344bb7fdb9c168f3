"""The bundle to offer where the one that was wished for cannot be had in full."""

from floorwalker.conversation import Bundle, BundleWish, ShoppingNeed
from floorwalker.dialogue.gather.bundles.candidates import CandidateSource, bundle_for


def bundle_to_offer(need: ShoppingNeed, source: CandidateSource, currency: str) -> Bundle:
    """The bundle that the need wishes for; where different products do not do, with the same for everybody.

    Too few that fit, or too dear ones, are no reason to send several people away: one product may do for all.

    Args:
        need: a need with a ``bundle``.
        source: finds the products.
        currency: the currency of the budget.
    """
    found = bundle_for(need, source, currency)
    if need.bundle is None or (found.fits and not found.missing):
        return found
    wish = _alike(need.bundle)
    if wish == need.bundle:
        return found
    same = bundle_for(need.model_copy(update={"bundle": wish}), source, currency)
    better = (same.fits, -len(same.missing)) > (found.fits, -len(found.missing))
    return same if better and same.items else found


def _alike(wish: BundleWish) -> BundleWish:
    """The wish with the same for all people, and pieces of a part that are copies."""
    parts = tuple(part.model_copy(update={"alike": part.quantity > 1}) for part in wish.parts)
    return wish.model_copy(update={"alike": wish.people > 1, "parts": parts})
