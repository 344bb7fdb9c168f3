"""What one message says about the goods wanted: kinds, brands, wishes, prices, and what is not wanted."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from floorwalker.conversation import FigureWish, Wish
from floorwalker.core import Language
from floorwalker.dialogue.understand.any_goods import asking_for_any, find_interest
from floorwalker.dialogue.understand.brands_said import denied_brands, numbered_names
from floorwalker.dialogue.understand.expressions import Expressions
from floorwalker.dialogue.understand.figures_said import find_figures
from floorwalker.dialogue.understand.kinds_said import (
    CLAUSE_END,
    SENTENCE_END,
    for_whom,
    led_up,
    modifiers,
    without_forms,
    without_purposes,
    without_reasons,
    without_tellings,
)
from floorwalker.dialogue.understand.loose import loose_words
from floorwalker.dialogue.understand.negation import Negation, Span
from floorwalker.dialogue.understand.patterns import acts, asides, occasions
from floorwalker.dialogue.understand.purposes import QUALITY_AFTER, is_done, is_purpose
from floorwalker.dialogue.understand.spans import begins_in, is_within, overlaps
from floorwalker.dialogue.understand.uses import deeds_of
from floorwalker.dialogue.understand.vocabulary import ShopVocabulary
from floorwalker.dialogue.understand.weighing import leads_up_to, weighed
from floorwalker.dialogue.understand.whom import find_for_whom
from floorwalker.dialogue.understand.wishes_said import wishes_in
from floorwalker.text import (
    Folded,
    Measure,
    PriceRange,
    TypeMatch,
    attributes,
    find_ordinal,
    find_price_ranges,
    find_rating_floor,
    is_chinese,
    product_types,
)

_CHOICE = re.compile(r"\bor\b|或|还是|要么", re.I)
_SETS = frozenset({"gift_set"})
_SMALL = frozenset({"trial_size"})
_AS_A_SET = re.compile(r"(?:[一买来送要整]|买了?一?)套(?!餐|路)")
_HOW_MANY = re.compile(
    r"(?:推荐|看|选|挑|介绍|列|来|给我)(?:出|个)?(?P<zh>[两二三四五六七八]|\d)\s*[款个](?!月|小时|人|朋友)"
    r"|\b(?P<en>two|three|four|five|six|\d)\s+(?:\w+\s+)?(?:products|options|ideas|suggestions|choices|picks)\b"
)
_REACHES_BOUND = re.compile(r"[^,，。.;；、的]{0,30}")
_IDLE = ("lighter", "insult", "same_budget", "likened")  # acts whose words name nothing to buy
_DIGITS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8} | {
    word: n for n, word in enumerate(("two", "three", "four", "five", "six"), 2)
}


@dataclass(frozen=True, slots=True)
class Slots:
    """The parts of a message that describe goods. Wishes and words are in the order they were said.

    ``words`` are loose words said of the goods (``deeds`` those of them that say what is done with these),
    ``hints`` those of the story that leads up to them. ``given`` says that something is sought for the
    ``recipient`` (or the ``gender``), and not only told of them, ``oneself`` that it is for the shopper.
    """

    types: tuple[str, ...] = ()
    types_said: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    absent_brands: tuple[str, ...] = ()
    excluded_brands: tuple[str, ...] = ()
    wishes: tuple[Wish, ...] = ()
    unwanted: tuple[Wish, ...] = ()
    unwanted_types: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    price: PriceRange | None = None
    rating_min: Decimal | None = None
    positions: tuple[int, ...] = ()
    recipient: str | None = None
    occasion: str | None = None
    role: str | None = None
    gender: str | None = None
    given: bool = False
    oneself: bool = False
    count: int | None = None
    measure: Measure | None = None
    figures: tuple[FigureWish, ...] = ()

    def with_price(self, price: PriceRange) -> "Slots":
        """The same message with a price it was found to name."""
        return replace(self, price=price)

    @property
    def describe_goods(self) -> bool:
        """Whether the message says anything about which goods are wanted or not wanted."""
        return bool(
            self.types
            or self.brands
            or self.absent_brands
            or self.excluded_brands
            or self.wishes
            or self.unwanted
            or self.price
            or self.rating_min
            or any(not figure.passing for figure in self.figures)
        )


def find_slots(message: Folded, language: Language, vocabulary: ShopVocabulary) -> Slots:
    """Read one message.

    Args:
        message: the message, folded; spans and wording refer to its original.
        language: its language, which tells the words that carry no content.
        vocabulary: the brand names of the shop.
    """
    text, folded = message.original, message.text
    negation = Negation(message)
    figures = find_figures(text)
    price = _price(text, negation, figures.spans)
    rating = find_rating_floor(text)
    brands = vocabulary.find(text)
    numbered, numbers = numbered_names(message, brands)
    ordinal = None if numbered else find_ordinal(text)
    interest = find_interest(message, negation, vocabulary)
    left = denied_brands(brands, message, negation)
    taken: list[Span] = [
        *numbered,
        *(rating[1:] if rating else ()),
        *(one.span for one in (price, ordinal, *brands) if one),
        *interest.spans,
        *(message.span(*m.span()) for one in _idle() for m in one.finditer(folded)),
    ]
    types = [
        m for m in vocabulary.kinds(text) if not (overlaps(m.span, taken) or begins_in(m.span, negation.cues))
    ]
    types = [match for match in types if not (is_purpose(text, match, types) or is_done(text, match))]
    taken += [*figures.spans, *(message.span(*span) for kind in types for span in deeds_of(kind, folded))]
    wishes, unwanted, wish_spans = wishes_in(message, negation, taken, types)
    taken += [*wish_spans, *(match.span for match in types)]

    whom = find_for_whom(message, negation, [*([price.span] if price else ()), *wish_spans])
    met = ((one, one.pattern.search(folded)) for one in occasions().values())
    occasion, named = next(((one, message.span(*m.span())) for one, m in met if m), (None, (0, 0)))
    types, telling = without_tellings(_but_within(types, (named, *wish_spans)), message)
    taken += telling
    types, forms = without_forms(types, folded, negation)
    types, purposes = without_purposes(types, text, negation)
    types, reasons = without_reasons(types, text)
    denied = [m for m in types if negation.covers(m.span) and not overlaps(m.span, wish_spans)]
    wanted = _last_said([m for m in types if not negation.covers(m.span)], text)
    if not wanted and not whom.person and _are_lacked(message):
        denied, wanted = wanted, denied
    unwanted += [Wish(said=m.text, facets=_qualities_of(m)) for m in denied]
    gift = bool(whom.person or occasion or whom.given) and not wanted
    wishes = [wish for wish in wishes if not (_is_denied(wish, unwanted) or (gift and whom.says(wish)))]
    wishes += [
        *(Wish(said=said, facets=_motif(said)) for said in forms if _motif(said)),
        *for_whom(wanted, wishes),
    ]
    wishes = weighed(wishes, text, wanted, reasons, gift=gift)
    words = [
        *numbers,
        *(said for said in forms if not _motif(said)),
        *purposes,
        *(m.text for m in wanted if QUALITY_AFTER.match(text, m.span[1])),
    ]
    wanted_types = tuple(dict.fromkeys(m.type_id for m in wanted if m.text not in words or len(wanted) == 1))
    wanted_types = _narrowest(wanted_types) if not _CHOICE.search(text) else wanted_types
    if _AS_A_SET.search(folded) and wanted_types:
        wanted_types = (*wanted_types, *(t for t in _SETS if t not in wanted_types))
    if _SETS.intersection(wanted_types) and len(wanted_types) > 1:
        words += [m.text for m in wanted if m.type_id not in _SETS]
        wanted_types = tuple(t for t in wanted_types if t in _SETS)
    if len(wanted_types) > 1 and _SMALL.intersection(wanted_types):
        words += [m.text if is_chinese(m.text) else "mini" for m in wanted if m.type_id in _SMALL]
        wanted_types = tuple(t for t in wanted_types if t not in _SMALL)
    asks = asking_for_any(message) if gift or (wishes and not wanted) else _asking(text, wanted)
    wanted_types = wanted_types or tuple(k for k in interest.kinds if k not in {m.type_id for m in denied})
    seasons = [wish for wish in wishes if text.find(wish.said) < asks and leads_up_to(wish, wishes, wanted)]
    loose = loose_words(
        message,
        language,
        [*taken, *negation.cues],
        negation,
        [(0, asks), *reasons, *_told_of_somebody(message), *(() if wanted else led_up(message))],
        [m.span for m in wanted],
    )
    nicknames = [m.text for m in wanted if asides()["nickname"].search(m.text)]
    return Slots(
        types=wanted_types,
        types_said=_unique(m.text for m in wanted if m.type_id in wanted_types),
        brands=_unique(m.key for m in brands if m.key and m.span not in left),
        absent_brands=_unique(m.said for m in brands if not m.key and m.span not in left),
        excluded_brands=_unique(m.key for m in brands if m.key and m.span in left),
        wishes=(*(wish for wish in wishes if wish not in seasons), *loose.wishes),
        unwanted=(*unwanted, *loose.unwanted),
        unwanted_types=_unique(m.type_id for m in denied if m.type_id not in wanted_types),
        words=(*words, *nicknames, *loose.words),
        deeds=(*purposes, *loose.deeds),
        hints=(*loose.hints, *(wish.said for wish in seasons), *modifiers(wanted)),
        price=price,
        rating_min=rating[0] if rating else None,
        positions=ordinal.positions if ordinal else (),
        recipient=whom.person.id if whom.person else None,
        occasion=occasion.id if occasion else None,
        role=whom.role,
        gender=whom.gender,
        given=whom.given,
        oneself=whom.oneself,
        count=_how_many(folded),
        measure=figures.measure,
        figures=figures.wishes,
    )


def _is_denied(wish: Wish, unwanted: Iterable[Wish]) -> bool:
    """Whether what is wished for is denied by the same message."""
    return any(set(wish.facets) & set(no.facets) for no in unwanted)


def _idle() -> Iterable[Expressions]:
    """Expressions whose words name nothing to buy."""
    return (*(acts()[name] for name in _IDLE), asides()["idiom"], asides()["praises"])


def _price(text: str, negation: Negation, figures: Sequence[Span]) -> PriceRange | None:
    """The last range named; a denied lower bound is an upper one ("nothing over 50").

    What is the figure of something else (4K) is no price unless it names a currency.
    """
    ranges = [
        found for found in find_price_ranges(text) if found.explicit or not overlaps(found.span, figures)
    ]
    if not ranges:
        return None
    price = ranges[-1]
    if price.kind == "amount" and not price.explicit:
        return None
    before, after = text[: price.span[0]].lower(), text[price.span[1] :].lower()
    if price.kind == "amount" and (asides()["budget"].search(before) or asides()["all_in_all"].match(after)):
        return replace(price, kind="max", min=None, max=price.about, about=None)
    if price.kind == "between" and asides()["all_in_all"].match(after):
        return replace(price, kind="max", min=None)
    gaps = [text[end : price.span[0]] for _, end in negation.cues if end <= price.span[0]]
    denied = negation.covers(price.span) and any(map(_REACHES_BOUND.fullmatch, gaps))
    if price.max is None and price.min is not None and denied:
        return replace(price, min=None, max=price.min)
    floor = ranges[-2].min if len(ranges) > 1 and ranges[-2].max is None else None
    if price.min is None and price.max is not None and floor is not None and floor <= price.max:
        return replace(price, min=floor)
    return price


def _qualities_of(kind: TypeMatch) -> tuple[str, ...]:
    """The facets that the name of a kind is a word for, too: nuts are goods, and in goods."""
    for name in (kind.text, product_types().label(kind.type_id, "zh")):
        if found := [match for match in attributes().find(name) if match.text == name]:
            return tuple(f"{match.facet}:{match.value}" for match in found)
    return ()


def _told_of_somebody(message: Folded) -> list[Span]:
    """The clauses that tell what somebody does or studies."""
    return [message.span(*m.span()) for m in asides()["told_of_somebody"].finditer(message.text)]


def _motif(said: str) -> tuple[str, ...]:
    """The motif that goods may show which bear the name of other goods: 跟折纸有关的."""
    found = [match for match in attributes().find(said) if match.text == said and match.facet == "motif"]
    return tuple(f"{match.facet}:{match.value}" for match in found)


def _are_lacked(message: Folded) -> bool:
    """Whether goods that somebody says they have none of are those they seek: "new flat, no couch"."""
    return asides()["lacked"].search(message.text) is not None


def _last_said(matches: list[TypeMatch], text: str) -> list[TypeMatch]:
    """The kinds of goods named in the last sentence that names any: what came before was said in passing."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    numbers = [sum(end <= match.span[0] for end in ends) for match in matches]
    return [match for match, number in zip(matches, numbers, strict=True) if number == numbers[-1]]


def _asking(text: str, wanted: Sequence[TypeMatch]) -> int:
    """Where the clause begins that names what is wanted; what stands before it leads up to it."""
    if not wanted:
        return 0
    return max((match.end() for match in CLAUSE_END.finditer(text, 0, wanted[0].span[0])), default=0)


def _how_many(folded: str) -> int | None:
    match = _HOW_MANY.search(folded)
    if not match:
        return None
    said = match["zh"] or match["en"]
    return _DIGITS.get(said) or int(said)


def _narrowest(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Without the wider of two kinds: a shampoo for curly hair is a shampoo, not any hair care."""
    wider = {parent for kind in kinds for parent in product_types().ancestors(kind)}
    return tuple(kind for kind in kinds if kind not in wider)


def _but_within(types: Iterable[TypeMatch], spans: Collection[Span]) -> list[TypeMatch]:
    """The kinds but for those that are a part of a name or quality: the washing machine of 能丢洗衣机洗."""
    return [kind for kind in types if not any(is_within(kind.span, span) for span in spans)]


def _unique(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
