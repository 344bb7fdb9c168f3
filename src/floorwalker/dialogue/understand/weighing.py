"""Which wishes are soft: told in passing, as a reason, or hardly meant of the goods."""

from collections.abc import Sequence

from floorwalker.conversation import Wish
from floorwalker.dialogue.understand.kinds_said import (
    CLAUSE_END,
    SENTENCE_END,
)
from floorwalker.dialogue.understand.negation import Span
from floorwalker.dialogue.understand.patterns import asides, qualities
from floorwalker.text import (
    TypeMatch,
    is_chinese,
    product_types,
)

_HAVE_DIETS = frozenset({"food", "beauty", "health", "baby", "pet", "gift_set"})
_LONG = 80  # characters beyond which a message tells a story before it asks


def weighed(
    wishes: list[Wish], text: str, wanted: Sequence[TypeMatch], reasons: Sequence[Span], *, gift: bool
) -> list[Wish]:
    """The wishes, soft where they are told in passing, give a reason, or can hardly be meant of the goods."""
    softened = (_soft_in(wish, text, reasons) for wish in _softened(wishes, text, wanted, gift=gift))
    return [_soft_unstated(_soft_diet(_soft_season(wish, text, wanted), wanted)) for wish in softened]


def _soft_unstated(wish: Wish) -> Wish:
    """The wish, soft where it is for a quality of which hardly any record speaks, such as a long life."""
    known = (qualities().get(facet) for facet in wish.facets)
    unstated = bool(wish.facets) and all(quality and quality.unstated for quality in known)
    return wish.model_copy(update={"soft": True}) if unstated else wish


def _softened(wishes: list[Wish], text: str, wanted: Sequence[TypeMatch], *, gift: bool) -> list[Wish]:
    """Wishes told in passing are soft.

    They stand in a sentence before the one that asks, in the story of a long message, or speak of somebody
    whose gift may be of any kind.
    """
    if gift:
        return [_soft_unless_asked(wish, text) for wish in wishes]
    if not wanted:
        return wishes
    asks = wanted[0].span[0]
    start = max(
        (m.end() for m in (CLAUSE_END if len(text) > _LONG else SENTENCE_END).finditer(text, 0, asks)),
        default=0,
    )
    return [
        wish.model_copy(update={"soft": True})
        if 0 <= text.find(wish.said) < start or _is_a_complaint(wish, text)
        else wish
        for wish in wishes
    ]


def _is_a_complaint(wish: Wish, text: str) -> bool:
    """Whether a word for what goods help against is said of somebody: 头发毛躁得像稻草."""
    end = text.find(wish.said) + len(wish.said)
    return asides()["so_much"].match(text, end) is not None


def _is_of_a_season(wish: Wish) -> bool:
    """A season; told before the clause that asks, it is when something was and not what is sought."""
    return bool(wish.facets) and all(facet.startswith("season:") for facet in wish.facets)


def leads_up_to(wish: Wish, wishes: Sequence[Wish], wanted: Sequence[TypeMatch]) -> bool:
    """Whether what is told before the clause that asks is no wish: a season, or one of several qualities."""
    return _is_of_a_season(wish) or (not wanted and len(wishes) > 1 and wish is not wishes[-1])


def _soft_season(wish: Wish, text: str, wanted: Sequence[TypeMatch]) -> Wish:
    """The wish, soft where it is a season that does not stand right before the goods (a winter coat)."""
    if not _is_of_a_season(wish):
        return wish
    start = text.find(wish.said)
    end = start + len(wish.said)
    of_goods = any(
        kind.span[0] <= start < kind.span[1]
        or (end <= kind.span[0] and asides()["right_before"].match(text[end : kind.span[0]].lower() + "|"))
        for kind in wanted
    )
    return wish if of_goods else wish.model_copy(update={"soft": True})


def _soft_diet(wish: Wish, wanted: Sequence[TypeMatch]) -> Wish:
    """The wish, soft where it says what somebody eats and no goods are sought of which it may be said."""
    of_diet = bool(wish.facets) and all(facet.startswith("diet:") for facet in wish.facets)
    types = product_types()
    fed = any(_HAVE_DIETS.intersection((kind.type_id, *types.ancestors(kind.type_id))) for kind in wanted)
    return wish.model_copy(update={"soft": True}) if of_diet and wanted and not fed else wish


def _soft_unless_asked(wish: Wish, text: str) -> Wish:
    """The wish, soft unless its word stands for the goods themselves: 送她银的, 送点瓷器."""
    end = text.find(wish.said) + len(wish.said)
    asked = asides()["stands_for_itself"].search(text[:end] + "的" * text.startswith("的", end))
    ends = not is_chinese(text[end + text.startswith("的", end) :][:1] or " ")
    return wish if asked and ends else wish.model_copy(update={"soft": True})


def _soft_in(wish: Wish, text: str, stretches: Sequence[Span]) -> Wish:
    at = text.find(wish.said)
    inside = any(start <= at < end for start, end in stretches)
    return wish.model_copy(update={"soft": True}) if inside else wish
