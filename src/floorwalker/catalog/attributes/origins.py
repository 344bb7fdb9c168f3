"""Where a text says that a product is from."""

import re
from collections.abc import Callable, Iterator

from floorwalker.catalog.attributes.words import origins

_SAYS_SO = re.compile(
    r"\b(?:made|manufactured|produced|crafted|brewed|woven|grown|roasted)\sin\s(?:the\s)?$|\bimported\sfrom\s(?:the\s)?$|\bproduct\sof\s(?:the\s)?$|\borigin:?\s$|\bfrom\s(?:the\s)?$"
)
_MAY_SAY_SO = re.compile(r"\b(?:in|from|of|origin:?)\s")
_GIVEN = ("赠", "送")
_NOT_THE_PRODUCT = re.compile(r"[风式菜系红]|精油|坚果|玫瑰|料理|同款|明星|代购网|专柜价")
_MADE = re.compile(r"(?:原装)?(?:进口|原装|原产|制造|直邮|产)(?:进口)?")


def origins_in(
    folded: str, before_noun: Callable[[int], bool] | None
) -> Iterator[tuple[str, tuple[int, int]]]:
    """The countries that a folded text names as origins, with their places.

    A Chinese name says so wherever it stands; an English one after "made in" or "from"; an English adjective
    right before the noun: ``before_noun`` is asked about the place where it ends, and ``None`` refuses them.
    """
    table = origins()
    if not folded.isascii() and table.any_chinese.search(folded):
        for country, (start, end) in table.chinese.find(folded):
            if (
                country
                and not _NOT_THE_PRODUCT.match(folded, end)
                and folded[start - 1 : start] not in _GIVEN
            ):
                made = _MADE.match(folded, end)
                yield country, (start, made.end() if made else end)
    for country, (start, end) in table.english.find(folded) if _MAY_SAY_SO.search(folded) else ():
        if country and (said := _SAYS_SO.search(folded[max(0, start - 24) : start])):
            yield country, (start - len(said[0]), end)
    if before_noun is not None:
        for country, (start, end) in table.adjectives.find(folded):
            if before_noun(end):
                yield country, (start, end)
