"""Wishes for goods of no kind in particular: where they begin, and what suits somebody's interests."""

from typing import NamedTuple

from floorwalker.dialogue.understand.kinds_said import CLAUSE_END
from floorwalker.dialogue.understand.negation import Negation, Span
from floorwalker.dialogue.understand.patterns import acts, asides, interests, occasions, recipients
from floorwalker.dialogue.understand.vocabulary import ShopVocabulary
from floorwalker.text import Folded


class Liking(NamedTuple):
    """What somebody likes to do: the shop's kinds of goods for it, and the places of the words for it."""

    kinds: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


def asking_for_any(message: Folded) -> int:
    """Where the clause begins that asks for goods of no kind in particular; 0: nowhere.

    The words before it lead up to it where a quality or somebody is spoken of.
    """
    asked = asides()["asks_for_any"].search(message.text)
    if asked is None:
        return 0
    start = message.span(*asked.span())[0]
    return max((match.end() for match in CLAUSE_END.finditer(message.original, 0, start)), default=0)


def find_interest(message: Folded, negation: Negation, vocabulary: ShopVocabulary) -> Liking:
    """What somebody likes to do for whom a present is sought; its words ask for no goods by themselves.

    Args:
        message: the message.
        negation: what it denies.
        vocabulary: the kinds of goods that the shop has.
    """
    text = message.text
    for one in interests().values():
        spans = tuple(message.span(*found.span()) for found in one.pattern.finditer(text))
        if spans and not negation.covers(spans[0]):
            kinds = vocabulary.sold(one.kinds) or vocabulary.sold(one.otherwise)
            return Liking(kinds, spans) if _is_for_somebody(text) else Liking()
    return Liking()


def _is_for_somebody(text: str) -> bool:
    """Whether a message seeks something for somebody, and does not ask of what is in view."""
    if acts()["points_back"].search(text) and asides()["asks_for_any"].search(text) is None:
        return False
    people = (*recipients().values(), *occasions().values())
    return bool(acts()["gift"].search(text)) or any(one.pattern.search(text) for one in people)
