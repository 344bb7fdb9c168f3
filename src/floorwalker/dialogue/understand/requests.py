"""Several needs in one message: "a lipstick under 20 and a mascara for my sister" are two requests."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from floorwalker.core import Language
from floorwalker.dialogue.understand.kinds_said import without_tellings
from floorwalker.dialogue.understand.negation import Negation
from floorwalker.dialogue.understand.patterns import acts, negations
from floorwalker.dialogue.understand.purposes import is_told_of
from floorwalker.dialogue.understand.slots import Slots, find_slots
from floorwalker.dialogue.understand.vocabulary import ShopVocabulary
from floorwalker.text import Folded, TypeMatch, product_types

_SENTENCE_END = re.compile(r"(?<!\d)[.!?。！？\n]|[.!?。！？\n](?!\d)")
_JOINT = re.compile(
    r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])"
    r"|\s*(?:[,，、;；。.!！?？\n&+]|\s(?:and|plus|also|as well as|then)\s"
    r"|还要|还想|另外|再来|再要|以及|外加|顺便|和|跟|与|加|也要)\s*",
    re.I,
)
_BLANK = re.compile(r"[\u4e00-\u9fff]\s+[\u4e00-\u9fff]")
_ALTERNATIVE = re.compile(r"\bor\b|/|或|还是|要么|都行|都可以", re.I)
_NOT_A_REQUEST = re.compile(r"\b(?:with|for|in|of|to go with|match(?:es|ing)?)\b|配|搭|装|放", re.I)
_HOW_IT_COMES = frozenset({"trial_size"})
_MOST = 4


def find_requests(message: Folded, language: Language, vocabulary: ShopVocabulary) -> tuple[Slots, ...]:
    """The slots of each request, in the order said; empty where the message holds one request or none.

    Kinds of goods that are named side by side are requests of their own, each with the words of its own part.
    What is said before the first and after the last clause that names a kind is said of all of them, and so
    is a price that only the last part names. Alternatives ("a scarf or a hat") are one request.
    """
    text = message.original
    kinds = _sought(message, vocabulary.kinds(text))
    if not 1 < len(kinds) <= _MOST:
        return ()
    cuts = [_joint(text, one, other) for one, other in pairwise(kinds)]
    if None in cuts:
        return ()
    spans = [cut for cut in cuts if cut is not None]
    begin, end = _clause_start(message, kinds[0].span[0]), _clause_end(message, kinds[-1].span[1])
    edges = [(begin, begin), *spans, (end, end)]
    parts = [text[one[1] : other[0]] for one, other in pairwise(edges)]
    before, after = text[:begin], text[end:]
    gap = "。" if Negation(Folded.of(before)).cues else " "  # what is denied before is no list that goes on
    found = [find_slots(Folded.of(f"{before}{gap}{part} {after}"), language, vocabulary) for part in parts]
    if any(not slots.types for slots in found):
        return ()
    return _sharing_the_last_price(message, found, parts, language, vocabulary)


def _sought(message: Folded, kinds: Sequence[TypeMatch]) -> list[TypeMatch]:
    """Kinds that are wanted: not denied, and of the last sentence that names any unless more are added."""
    negation = Negation(message)
    sought, _ = without_tellings(list(kinds), message)
    wanted = [kind for kind in sought if not negation.covers(kind.span)]
    distinct = [
        kind
        for number, kind in enumerate(wanted)
        if kind.span not in [k.span for k in wanted[:number]]
        and not is_told_of(message.original, kind, wanted)
    ]
    distinct = [kind for kind in distinct if kind.type_id not in _HOW_IT_COMES] or distinct
    if not distinct or acts()["also"].search(message.text):
        return distinct
    start = max(
        (m.end() for m in _SENTENCE_END.finditer(message.original, 0, distinct[-1].span[0])), default=0
    )
    return [kind for kind in distinct if kind.span[0] >= start]


def _joint(text: str, one: TypeMatch, other: TypeMatch) -> tuple[int, int] | None:
    """Where one request ends and the next begins; ``None`` where the two kinds belong to one request."""
    between = text[one.span[1] : other.span[0] + 1]
    if _BLANK.fullmatch(text, one.span[1] - 1, other.span[0] + 1):
        return one.span[1], other.span[0]
    if _ALTERNATIVE.search(between) or _are_related(one.type_id, other.type_id):
        return None
    joints = list(_JOINT.finditer(between))
    if not joints or _NOT_A_REQUEST.search(between[joints[-1].end() :]):
        return None
    start, end = joints[-1].span()
    return one.span[1] + start, one.span[1] + end


def _are_related(one: str, other: str) -> bool:
    types = product_types()
    return other in (one, *types.ancestors(one)) or one in types.ancestors(other)


def _clause_start(message: Folded, position: int) -> int:
    ends = (message.span(*m.span())[1] for m in negations()["clause_end"].finditer(message.text))
    return max((end for end in ends if end <= position), default=0)


def _clause_end(message: Folded, position: int) -> int:
    starts = (message.span(*m.span())[0] for m in negations()["clause_end"].finditer(message.text))
    return min((start for start in starts if start >= position), default=len(message.original))


def _sharing_the_last_price(
    message: Folded, found: list[Slots], parts: Sequence[str], language: Language, vocabulary: ShopVocabulary
) -> tuple[Slots, ...]:
    own = [find_slots(Folded.of(part), language, vocabulary).price for part in parts]
    added = acts()["also"].search(message.text)
    if own[-1] is not None and not any(own[:-1]) and not added:
        return tuple(slots if slots.price else replace(slots, price=own[-1]) for slots in found)
    return tuple(found)
