"""Kinds of goods that a message names and does not seek: forms, purposes and reasons."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from floorwalker.conversation import Wish
from floorwalker.dialogue.understand.negation import Negation, Span
from floorwalker.dialogue.understand.patterns import asides
from floorwalker.text import Folded, TypeMatch, attributes, is_chinese, product_types

SENTENCE_END = re.compile(r"(?<!\d)[.!?;。！？；\n]|[.!?;。！？；\n](?!\d)")
_TWO = 2  # characters of the shortest name
_GENDERS = {"男": "gender:men", "女": "gender:women"}
_NEAR = 40  # characters before a word that may say that something is like it
CLAUSE_END = re.compile(
    r"(?<!\d)[,.!?;，。！？；\n]|[,.!?;，。！？；\n](?!\d)|(?<=[\u4e00-\u9fff]{5})\s+(?=[\u4e00-\u9fff])"
)
_BEGINNING = re.compile(r"\s*(?:(?:my|the|because|cos|cause|most|all|any|other|因为|我的?)\s*)*", re.I)


def is_likened(text: str, span: Span) -> bool:
    """Whether it is what something is said to be like: "dry as toast", 眼睛肿成金鱼, 头发毛躁得像稻草."""
    start, end = span
    said, folded = asides(), text.lower()
    before = folded[max(0, start - _NEAR) : start]
    if said["likened"].search(before):
        return True
    return bool(said["like"].search(before) and said["likewise"].match(folded, end))


def is_a_place(text: str, span: Span) -> bool:
    """Whether goods are where something is or is missing: 衣柜里没一件正经的, "my shelf is full of"."""
    return asides()["as_a_place"].match(text.lower(), span[1]) is not None


def without_forms(
    types: list[TypeMatch], folded: str, negation: Negation
) -> tuple[list[TypeMatch], list[str]]:
    """But for kinds that say what others are like ("any cream ones"), and the words for these.

    Those that are denied ("not the travel size ones") stay.
    """
    forms = [kind.text for kind in types if _is_a_form(kind, folded) and not negation.covers(kind.span)]
    return [kind for kind in types if kind.text not in forms], forms


def _is_a_form(kind: TypeMatch, folded: str) -> bool:
    said, end = asides(), kind.span[1]
    of_that_sort = said["of_that_sort"].match(folded, end) and _is_quality(kind.text)
    return bool(said["of_the_kind"].match(folded, end) or of_that_sort)


def without_purposes(
    types: list[TypeMatch], text: str, negation: Negation
) -> tuple[list[TypeMatch], list[str]]:
    """But for kinds that say what the one before them is for (a knife for bread), and the words for these."""
    kept, words = list[TypeMatch](), list[str]()
    for kind in types:
        before = next((one for one in reversed(kept) if one.span[1] <= kind.span[0]), None)
        between = text[before.span[1] : kind.span[0]].lower() if before else ""
        if not before and _is_for_what_one_has(text, kind):
            words.append(kind.text)
        elif (
            before
            and not (negation.covers(before.span) or negation.covers(kind.span))
            and _says_what_for(between)
        ):
            wider = kind.type_id in product_types().ancestors(before.type_id)
            words += [] if wider else [kind.text]
        else:
            kept.append(kind)
    return kept, words


def _is_quality(name: str) -> bool:
    """Whether the name of a kind is a word for a quality as well: green tea, of a cleanser."""
    return any(match.text == name for match in attributes().find(name))


def _says_what_for(between: str) -> bool:
    """Whether the words between two kinds, in one sentence, make the second the purpose of the first."""
    return not SENTENCE_END.search(between) and bool(asides()["purpose"].search(between))


def _is_for_what_one_has(text: str, kind: TypeMatch) -> bool:
    """Whether something is sought for goods that one has: plants, but not hair, which has its own."""
    folded = text.lower()
    of_a_body = asides()["of_a_body"].match(f" {kind.text.lower()}")
    return not of_a_body and bool(asides()["for_mine"].search(folded[: kind.span[0]]))


def without_reasons(types: list[TypeMatch], text: str) -> tuple[list[TypeMatch], list[Span]]:
    """But for kinds that begin a sentence of their own after the one that asks, and these sentences.

    "Powder clings to my face" says why another kind is wanted.
    """
    folded, kept, reasons = text.lower(), list[TypeMatch](), list[Span]()
    for kind in types:
        start = max((m.end() for m in SENTENCE_END.finditer(text, 0, kind.span[0])), default=0)
        begins = start and _BEGINNING.fullmatch(text, start, kind.span[0])
        if begins and asides()["reason"].match(folded, kind.span[1]):
            end = SENTENCE_END.search(text, kind.span[1])
            reasons.append((start, end.start() if end else len(text)))
        else:
            kept.append(kind)
    return kept, reasons


def without_tellings(types: list[TypeMatch], message: Folded) -> tuple[list[TypeMatch], list[Span]]:
    """But for kinds of which a clause only tells that somebody or the shop has them, and these clauses.

    Where no other kind is named it is the shop's that are sought (只有护肤品啊，那来两款), and no mug after
    "love my mug, what else by them do you stock".
    """
    owned = owned_in(message)
    types = [kind for kind in types if not any(start <= kind.span[0] < end for start, end in owned)]
    told = [message.span(*match.span()) for match in asides()["telling"].finditer(message.text)]
    kept = [kind for kind in types if not any(start <= kind.span[0] < end for start, end in told)]
    return (kept, [*owned, *told]) if kept else (types, owned)


def owned_in(message: Folded) -> list[Span]:
    """The clauses that say what somebody has, before other things of its maker are asked for."""
    return [message.span(*match.span()) for match in asides()["owned"].finditer(message.text)]


def modifiers(wanted: Iterable[TypeMatch]) -> Iterator[str]:
    """What a name says besides the kind: a cream blush is a blush."""
    for kind in wanted:
        first, _, rest = kind.text.partition(" ")
        usual = product_types().label(kind.type_id, "en")
        same = any(m.type_id == kind.type_id and m.text == rest for m in product_types().find(rest))
        if rest and same and first.lower() not in usual and not attributes().find(first):
            yield first


def apart(kind: TypeMatch, sold: Collection[str]) -> list[TypeMatch]:
    """The two kinds that a Chinese name joins, where both are sold and the joint one is not: 鼠标键盘."""
    if kind.type_id in sold or not is_chinese(kind.text[0]):
        return [kind]
    for cut in range(_TWO, len(kind.text) - 1):
        halves = [_whole(kind.text[:cut], sold), _whole(kind.text[cut:], sold)]
        if all(halves) and _world(halves[0]) == _world(halves[1]):
            start, end = kind.span
            spans = ((start, start + cut), (start + cut, end))
            texts = (kind.text[:cut], kind.text[cut:])
            return [TypeMatch(*one) for one in zip(halves, spans, texts, strict=True)]
    return [kind]


def _whole(name: str, sold: Collection[str]) -> str:
    """The kind of goods, among those sold, that is called so; empty where there is none."""
    return next((m.type_id for m in product_types().find(name) if m.text == name and m.type_id in sold), "")


def _world(kind: str) -> str:
    return (kind, *product_types().ancestors(kind))[-1]


def led_up(message: Folded) -> Iterator[Span]:
    """The story of a message that asks for something for what it is about, but for the words of that thing.

    "My beard is a crime scene. Something for it" is about a beard.
    """
    asks = asides()["for_it"].search(message.text)
    told = asides()["told_of"].search(message.text) if asks else None
    if asks and told and told.end() <= asks.start():
        yield message.span(0, told.start("thing"))
        yield message.span(told.end("thing"), asks.start())


def for_whom(wanted: Iterable[TypeMatch], wishes: Sequence[Wish]) -> list[Wish]:
    """For whom goods are by the name of their kind (女装, 男鞋), unless the message says so itself."""
    if any(facet.startswith("gender:") for wish in wishes for facet in wish.facets):
        return []
    said = ((kind, _GENDERS.get(kind.text[0])) for kind in wanted)
    return [Wish(said=kind.text, facets=(facet,), soft=True) for kind, facet in said if facet]
