"""Buy so many, get so many: an offer must be one that a text makes, in both of its figures."""

import re
from collections.abc import Iterator

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.ideas import is_talk
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.patterns import lexicon, pattern

_MAY_OFFER = pattern("giveaways", "may_offer")
_OFFER = pattern("giveaways", "offer")
_NUMBERS: dict[str, int] = lexicon("giveaways")["numbers"]


def giveaways(context: Context) -> Iterator[Verdict]:
    """The verdicts on offers of free pieces, where any text makes one."""
    found = list(context.found(_OFFER)) if context.says(_MAY_OFFER, context.text) else []
    if not found:
        return
    made = {
        _key(match): fact
        for thing in [*context.things.goods, *context.things.all]
        for text, fact in thing.texts
        for match in _OFFER.finditer(text)
    }
    for match in found:
        if fact := made.get(_key(match)):
            yield Verdict(match.span(), "policy", True, fact)
        elif not is_talk(context, match.span()):
            other = next(iter(made.values()), None)
            yield Verdict(match.span(), "policy", False, other, "no text makes this offer")


def _key(match: re.Match[str]) -> tuple[int, int]:
    buy, free = (next(filter(None, (match[f"{name}_zh"], match[f"{name}_en"]))) for name in ("buy", "free"))
    return _number(buy), _number(free)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]
