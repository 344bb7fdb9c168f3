"""What one message says about the goods wanted: kinds, brands, wishes, prices, and what is not wanted."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

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
    is_likened,
    led_up,
    modifiers,
    without_forms,
    without_purposes,
    without_reasons,
    without_tellings,
)
from floorwalker.dialogue.understand.loose import loose_words
from floorwalker.dialogue.understand.negation import Negation, Span
from floorwalker.dialogue.understand.patterns import acts, asides, negations, occasions, recipients
from floorwalker.dialogue.understand.uses import deeds_of
from floorwalker.dialogue.understand.vocabulary import ShopVocabulary, tells_of
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
    is_denied,
    of_lexicons,
    product_types,
)

_CHOICE = re.compile(r"\bor\b|或|还是|要么", re.I)
_SETS = frozenset({"gift_set"})
_SMALL = frozenset({"trial_size"})
_HAVE_DIETS = frozenset({"food", "beauty", "health", "baby", "pet", "gift_set"})
_CONDITIONS = frozenset({"benefit", "diet", "fit_or_cut", "gender", "season", "skin_type", "texture"})
_LONG = 80  # characters beyond which a message tells a story before it asks
_QUALITY_AFTER = re.compile(r"(?:效果|能力|力度?|程度)?(?:要|得|比较|特别)?(?:好|强|高|厉害)")
_AS_A_SET = re.compile(r"(?:[一买来送要整]|买了?一?)套(?!餐|路)")
_COMPOUND_DENIAL = re.compile(r"无|零|[\s-]free\b|[注标写][明着]", re.I)
_HOW_MANY = re.compile(
    r"(?:推荐|看|选|挑|介绍|列|来|给我)(?:出|个)?(?P<zh>[两二三四五六七八]|\d)\s*[款个](?!月|小时|人|朋友)"
    r"|\b(?P<en>two|three|four|five|six|\d)\s+(?:\w+\s+)?(?:products|options|ideas|suggestions|choices|picks)\b"
)
_TOO_MUCH = re.compile(
    r"(?<!not )(?<!n't )(?<!not be )\b(?:far|way|much|a bit|bit|rather|really)? ?too \w$"
    r"|(?<![不别要])[太偏]$",
    re.I,
)
_REACHES_BOUND = re.compile(r"[^,，。.;；、的]{0,30}")
_PURPOSE = re.compile(
    r"\b(?:to|can|could|for) (?:carry|hold|stor|protect|keep|clean|wash|put|transport|fit|match|wear with"
    r"|go with)(?:e|ing)? (?:in )?(?:my|the|your|his|her|our|their|a|an|some)?\s*(?:\w+\s+(?:n|and|&)\s+)?$"
    r"|(?:能|可以|用来|方便|拿来)?(?:装|收纳|存放|搭配|擦|清洗|放)(?:得?下)?(?:我的?|一台|个)?$",
    re.I,
)
_ALLERGY = re.compile(r"过敏|\ballerg", re.I)  # who has one wishes for what is free from it
_A_LITTLE = re.compile(r"点|.(?:一?点儿?|一?些)(?![\u4e00-\u9fff]*[心子])")  # 清爽点儿: rather fresh
_IDLE = ("lighter", "insult", "same_budget", "likened")  # acts whose words name nothing to buy
_NEAR = 8
_TALK = 24  # characters before somebody that may say that they were talked to
_DIGITS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8} | {
    word: n for n, word in enumerate(("two", "three", "four", "five", "six"), 2)
}


@dataclass(frozen=True, slots=True)
class Slots:
    """The parts of a message that describe goods. Wishes and words are in the order they were said.

    ``words`` are loose words said of the goods (``deeds`` those of them that say what is done with these),
    ``hints`` those of the story that leads up to them.
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
    gender: str | None = None
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
        m for m in vocabulary.kinds(text) if not (_inside(m.span, taken) or _begins_in(m.span, negation.cues))
    ]
    types = [match for match in types if not (is_purpose(text, match, types) or _is_done(text, match))]
    taken += [*figures.spans, *(message.span(*span) for kind in types for span in deeds_of(kind, folded))]
    wishes, unwanted, wish_spans = _wishes(text, negation, taken, types)
    taken += [*wish_spans, *(match.span for match in types)]

    recipient = next((r for r in recipients().values() if _is_named(r.pattern, message, negation)), None)
    met = ((one, one.pattern.search(folded)) for one in occasions().values())
    occasion, named = next(((one, message.span(*m.span())) for one, m in met if m), (None, (0, 0)))
    types, telling = without_tellings(_but_within(types, (named, *wish_spans)), message)
    taken += telling
    types, forms = without_forms(types, folded, negation)
    types, purposes = without_purposes(types, text, negation)
    types, reasons = without_reasons(types, text)
    denied = [m for m in types if negation.covers(m.span) and not _inside(m.span, wish_spans)]
    wanted = _last_said([m for m in types if not negation.covers(m.span)], text)
    if not wanted and not recipient and _are_lacked(message):
        denied, wanted = wanted, denied
    unwanted += [Wish(said=m.text, facets=_qualities_of(m)) for m in denied]
    wishes = [wish for wish in wishes if not any(set(wish.facets) & set(no.facets) for no in unwanted)]
    wishes += [
        *(Wish(said=said, facets=_motif(said)) for said in forms if _motif(said)),
        *for_whom(wanted, wishes),
    ]
    wishes = _weighed(wishes, text, wanted, reasons, gift=bool(recipient or occasion) and not wanted)
    words = [
        *numbers,
        *(said for said in forms if not _motif(said)),
        *purposes,
        *(m.text for m in wanted if _QUALITY_AFTER.match(text, m.span[1])),
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
    told_of_any = not wanted and (wishes or recipient or occasion)
    asks = asking_for_any(message) if told_of_any else _asking(text, wanted)
    wanted_types = wanted_types or tuple(k for k in interest.kinds if k not in {m.type_id for m in denied})
    seasons = [wish for wish in wishes if text.find(wish.said) < asks and _leads_up(wish, wishes, wanted)]
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
        recipient=recipient.id if recipient else None,
        occasion=occasion.id if occasion else None,
        gender=recipient.gender if recipient else None,
        count=_how_many(folded),
        measure=figures.measure,
        figures=figures.wishes,
    )


def _idle() -> Iterable[Expressions]:
    """Expressions whose words name nothing to buy."""
    return (*(acts()[name] for name in _IDLE), asides()["idiom"], asides()["praises"])


def _price(text: str, negation: Negation, figures: Sequence[Span]) -> PriceRange | None:
    """The last range named; a denied lower bound is an upper one ("nothing over 50").

    What is the figure of something else (4K) is no price unless it names a currency.
    """
    ranges = [
        found for found in find_price_ranges(text) if found.explicit or not _inside(found.span, figures)
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


def _wishes(
    text: str, negation: Negation, taken: list[Span], types: list[TypeMatch]
) -> tuple[list[Wish], list[Wish], list[Span]]:
    by_span: dict[Span, list[str]] = {}
    for match in attributes().find(text):
        of_a_body = match.facet == "colour" and asides()["of_a_body"].match(text.lower(), match.span[1])
        none = asides()["no_quality"].search(match.text.lower())
        none = none or asides()["dwelling"].search(text[: match.span[1]].lower())
        none = none or asides()["of_a_vehicle"].match(text.lower(), match.span[1])
        none = none or asides()["possessed"].match(text[match.span[0] :].lower())
        if (
            not _inside(match.span, taken)
            and not of_a_body
            and not none
            and not any(_is_part(match.span, one) for one in negation.remarks)
            and not is_likened(text, match.span)
            and not _is_part_of_kind(text, match.span, types)
        ):
            by_span.setdefault(match.span, []).append(f"{match.facet}:{match.value}")
            if match.facet == "flavour" and match.value in _scents():
                by_span[match.span].append(f"scent:{match.value}")
    wishes: list[Wish] = []
    unwanted: list[Wish] = []
    for span, facets in by_span.items():
        said = text[slice(*span)]
        if _is_free_from(text, span):
            wishes.append(Wish(said=said, facets=tuple(f"free_from:{f.split(':')[1]}" for f in facets)))
        elif _TOO_MUCH.search(text[: span[0]] + text[slice(*span)][:1]):
            unwanted.append(Wish(said=said, facets=tuple(facets), soft=True))
        elif _is_of_what_is_denied(text, span, negation, types) or _is_of_a_story(text, span, facets):
            continue
        elif (negation.covers(span) and not _ALLERGY.search(said)) or _is_not(text, span):
            unwanted.append(Wish(said=said, facets=tuple(facets), soft=negation.is_soft(span)))
        elif negation.is_troubling(span) and not _CONDITIONS.issuperset(f.split(":")[0] for f in facets):
            unwanted.append(Wish(said=said, facets=tuple(facets)))
        else:
            soft = negation.is_soft(span) or bool(_A_LITTLE.match(text, span[1] - 1))
            wishes.append(Wish(said=said, facets=tuple(facets), soft=soft))
    return wishes, unwanted, list(by_span)


@of_lexicons
@cache
def _scents() -> frozenset[str]:
    """What goods may smell of: who says 玫瑰味 may mean that as well as a taste."""
    return frozenset(attributes().values("scent"))


def _is_of_what_is_denied(text: str, span: Span, negation: Negation, types: Sequence[TypeMatch]) -> bool:
    """Whether a quality only says which goods are denied: "not makeup with spf" denies no spf."""
    return negation.covers(span) and any(
        kind.span[1] <= span[0]
        and negation.covers(kind.span)
        and negation.stretch(kind.span) == negation.stretch(span)
        and asides()["quality_of_it"].match(text[kind.span[1] : span[0]].lower())
        for kind in types
    )


def _is_of_a_story(text: str, span: Span, facets: Sequence[str]) -> bool:
    """Whether an ingredient is what a clause tells of: "my oats go off in a week" wishes for none."""
    return all(facet.startswith("ingredient:") for facet in facets) and tells_of(text, span)


def _is_not(text: str, span: Span) -> bool:
    """Whether a Chinese quality is denied by the character before it (不撞色), and not asked for (甜不甜)."""
    before = text[: span[0]]
    return before.endswith("不") and is_denied(text, span) and not before.endswith(f"{text[span[0]]}不")


def _weighed(
    wishes: list[Wish], text: str, wanted: Sequence[TypeMatch], reasons: Sequence[Span], *, gift: bool
) -> list[Wish]:
    """The wishes, soft where they are told in passing, give a reason, or can hardly be meant of the goods."""
    softened = (_soft_in(wish, text, reasons) for wish in _softened(wishes, text, wanted, gift=gift))
    return [_soft_diet(_soft_season(wish, text, wanted), wanted) for wish in softened]


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


def _leads_up(wish: Wish, wishes: Sequence[Wish], wanted: Sequence[TypeMatch]) -> bool:
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


def _is_part_of_kind(text: str, span: Span, types: list[TypeMatch]) -> bool:
    """Whether a quality belongs to the name of a kind ("cream" in "eye cream", "green" in "green tea").

    "Matte lipstick" is a lipstick that is matte: what is left without the quality names the same kind.
    """
    for kind in types:
        if kind.span[0] <= span[0] and span[1] <= kind.span[1]:
            rest = text[span[1] : kind.span[1]]
            names = {match.type_id for match in product_types().find(rest)}
            return span[0] != kind.span[0] or kind.type_id not in names
    return False


def _soft_in(wish: Wish, text: str, stretches: Sequence[Span]) -> Wish:
    at = text.find(wish.said)
    inside = any(start <= at < end for start, end in stretches)
    return wish.model_copy(update={"soft": True}) if inside else wish


def _are_lacked(message: Folded) -> bool:
    """Whether goods that somebody says they have none of are those they seek: "new flat, no couch"."""
    return asides()["lacked"].search(message.text) is not None


def _is_named(pattern: Expressions, message: Folded, negation: Negation) -> bool:
    """Whether somebody is spoken of, and not only as one for whom it is not, or who was asked."""
    return any(
        not (
            negation.covers(message.span(*m.span()))
            or _is_talked_to(message.text, *m.span())
            or asides()["praises"].match(message.text, m.end())
        )
        for m in pattern.finditer(message.text)
    )


def _is_talked_to(text: str, start: int, end: int) -> bool:
    """Whether the shopper talked to somebody, or is out with them (问了我妈, "asked my dad")."""
    told = asides()["talked_to"].search(text[max(0, start - _TALK) : start])
    if told is None:
        return False
    sure = told.group()[0] not in "跟和同找与"  # one may use a thing together, too
    return not text.startswith("'", end) and (sure or bool(asides()["talked"].match(text, end)))


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


def _is_free_from(text: str, span: Span) -> bool:
    """无酒精 and alcohol-free are qualities a product may state; "without alcohol" is a wish to avoid it."""
    return is_denied(text, span) and bool(_COMPOUND_DENIAL.search(text[max(0, span[0] - 4) : span[1] + 6]))


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


def is_purpose(text: str, kind: TypeMatch, kinds: Sequence[TypeMatch]) -> bool:
    """Whether a kind says what another one is for: the tea of 喝茶用的杯子 and of 泡茶的壶."""
    start, end = kind.span
    if _PURPOSE.search(text[:start]) or asides()["somebodys"].search(text[:end]):
        return True
    clause_end = negations()["clause_end"]
    later = (one.span[0] for one in kinds if one.span[0] > end)
    if any(clause_end.search(text[end - 1 : start_of]) for start_of in later) and asides()["habit"].search(
        text[: start + 1].lower()
    ):
        return True
    follows = any(0 < other.span[0] - end <= _NEAR for other in kinds)
    done = asides()["done_with"].search(text[max(0, start - 2) : start + 1])
    of_use = asides()["used_for"].match(text, end) or (done and text.startswith("的", end))
    if follows and of_use:
        return True
    before = any(other.span[1] <= start for other in kinds)
    said = text[max(0, start - _NEAR) : start + 1]
    return bool(before and done and not follows and asides()["can_be_done_with"].search(said))


def _is_done(text: str, kind: TypeMatch) -> bool:
    """Whether the name of a kind is a verb here ("can i drink from it"); a deed that names one is none."""
    said, before = asides(), text[: kind.span[0]].lower()
    named = any(one.text == kind.text for one in product_types().find(kind.text))
    if named and said["as_a_verb"].search(before):
        return True
    return bool(said["doer"].search(before) and said["done_so"].match(text.lower(), kind.span[1]))


def is_told_of(text: str, kind: TypeMatch, kinds: Sequence[TypeMatch]) -> bool:
    """Whether a kind's name says what the goods are like, hold or go with, and not what is sought."""
    return bool(_QUALITY_AFTER.match(text, kind.span[1])) or is_purpose(text, kind, kinds)


def _begins_in(span: Span, stretches: Iterable[Span]) -> bool:
    return any(start <= span[0] < end for start, end in stretches)


def _inside(span: Span, taken: Iterable[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)


def _is_part(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]


def _but_within(types: Iterable[TypeMatch], spans: Collection[Span]) -> list[TypeMatch]:
    """The kinds but for those that are a part of a name or quality: the washing machine of 能丢洗衣机洗."""
    return [kind for kind in types if not any(_is_within(kind.span, span) for span in spans)]


def _is_within(span: Span, other: Span) -> bool:
    """Whether a stretch is a part of another one: the wine (酒) of a wedding feast (喜酒)."""
    return _is_part(span, other) and span != other


def _unique(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
