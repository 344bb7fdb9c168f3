"""Properties that have names in both languages: colours, materials, ingredients, effects and the like."""

import re
from collections.abc import Iterator
from functools import lru_cache

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import idle_words
from floorwalker.grounding.checking.kinds import fits
from floorwalker.grounding.checking.values import is_value, unknown_values
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.claims import ClaimKind
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known import Thing
from floorwalker.grounding.known.words import Idea, chinese_pairs, has_chinese, latin_words
from floorwalker.grounding.patterns import pattern, words
from floorwalker.grounding.reading import Span
from floorwalker.text import attributes, is_denied, of_lexicons
from floorwalker.text.segment import english_term

_KINDS: dict[str, ClaimKind] = {
    "colour": "colour",
    "material": "material",
    "scent": "ingredient",
    "ingredient": "ingredient",
    "flavour": "ingredient",
}
_STRICT = frozenset({"material", "ingredient", "scent", "colour"})
"""Facets of which every mention is a claim; of the others only what is predicated of the goods."""
_LOOSE = words("properties", "loose")
_SAID = pattern("properties", "said")
_BARE_BEFORE = pattern("properties", "bare_before")
_BARE_AFTER = pattern("properties", "bare_after")
_ASKED = pattern("properties", "asked")
_LISTED = pattern("properties", "listed")
_IMAGE = pattern("properties", "image")


def properties(context: Context) -> Iterator[Verdict]:
    """The verdicts on the properties that a sentence names."""
    if context.says(_UNKNOWN, context.text):
        return
    for idea, span in context.ideas:
        if not context.is_settled(span) and (verdict := _judge(idea, span, context)):
            yield verdict
    yield from unknown_values(context)


def _judge(idea: Idea, span: Span, context: Context) -> Verdict | None:
    kind = _KINDS.get(idea[0], "attribute")
    denied = is_denied(context.text, span) or context.says(_NOT, context.text[max(0, span[0] - 18) : span[0]])
    if denied:
        return _denied(idea, span, kind, context)
    facts = [_fact(idea, span, each) for each in context.apart(span)]
    if all(facts):
        return Verdict(span, kind, True, facts[0])
    if found := _of_a_sibling(idea, span, context) or _of_the_named(idea, span, context):
        return Verdict(span, kind, True, found)
    if _same_words(context, span) or _is_in_words(context, span):
        return None
    first, last = context.clause(span)
    clause = context.text[first:last]
    if (
        _is_opinion(context.words(span))
        or context.says(_IDIOM, clause)
        or context.text[span[1] : span[1] + 1] == "度"
    ):
        return None
    if context.says(_ASKED, clause) or (
        idea[0] in _KINDS and context.says(_IMAGE, clause) and not _names_goods(context, (first, last))
    ):
        return None
    if (
        idea[0] in {"material", "ingredient"}
        and _NOT_OF_GOODS.search(context.text[max(0, span[0] - 12) : span[0]])
        and not _PIECE_AFTER.match(context.text, span[1])
    ):
        return None
    is_told = is_value(context, span)
    if idea[0] in _STRICT and (is_told or idea[0] != "colour" or _is_said_of_goods(context, span)):
        return Verdict(span, kind, False, _instead(idea, context, span), "not on record")
    if other := _contradicted(idea, context, span):
        return Verdict(span, kind, False, other, "the record says otherwise")
    if is_told or (idea[0] in _LOOSE and _is_predicated(context, span, clause)):
        return Verdict(span, kind, False, None, "not on record")
    return None


_IDIOM = pattern("properties", "idiom")


def _is_opinion(words: str) -> bool:
    idle = idle_words("opinion")
    return words in idle.chinese or (
        all(stem in idle.english for stem, _ in latin_words(words)) and words.isascii()
    )


_NOT = pattern("properties", "not")


_UNKNOWN = pattern("properties", "unknown")
"""Words by which a sentence owns up to what is not known; it claims nothing."""


def _is_in_words(context: Context, span: Span) -> bool:
    """Whether the records have the words of a span one by one: 蓝宝石镜面 of a 蓝宝石玻璃镜面."""
    words = context.words(span)
    things = [*context.families(span), *_shop(context)]
    latin = [stem for stem, _ in latin_words(words)]
    han = [pair for pair, _ in chinese_pairs(words)]
    idle = idle_words("function")
    known = [any(stem in thing.stems for thing in things) or stem in idle.english for stem in latin]
    signs = {sign for thing in things for pair in thing.pairs if pair in words for sign in pair}
    known += [all(sign in signs for sign in pair) or pair in idle.chinese for pair in han]
    return bool(known) and all(known)


def _same_words(context: Context, span: Span) -> bool:
    """Whether another property in the very same words is on record: a word may mean several."""
    return any(
        place == span and (_fact(idea, span, context) or _of_a_sibling(idea, span, context))
        for idea, place in context.ideas
    )


def _fact(idea: Idea, span: Span, context: Context) -> Fact | None:
    words = context.words(span)
    for thing in [*context.families(span), *_shop(context)]:
        for known, fact in thing.ideas.items():
            is_said = known == idea or (known[0] == idea[0] and idea[1] in _wider(known))
            if is_said and known not in thing.denied_ideas:
                return fact
        if found := next(
            (
                fact
                for text, fact in thing.texts
                if words in text and not is_denied(text, _place(text, words))
            ),
            None,
        ):
            return found
    return None


def _of_a_sibling(idea: Idea, span: Span, context: Context) -> Fact | None:
    """The fact of another form of the same goods, where forms are listed: black, caramel and bone."""
    group = context.subjects.group(span)
    listed = any(
        other[0] == idea[0]
        and _LISTED.fullmatch(context.text[min(place[1], span[1]) : max(place[0], span[0])])
        for other, place in context.ideas
        if place[1] <= span[0] or span[1] <= place[0]
    )
    if group is not None and len(group) == 1 and not (listed and idea[0] == "colour"):
        return None
    words = context.words(span)
    wholes = {thing.key.whole for thing in context.goods(span)}
    for good in context.things.goods:
        if good.key.part and good.key.whole in wholes:
            if idea in good.ideas:
                return good.ideas[idea]
            if found := next((fact for text, fact in good.texts if words in text), None):
                return found
    return None


def _of_the_named(idea: Idea, span: Span, context: Context) -> Fact | None:
    """The fact of the goods that a property names with other words: "the same as the large clay one"."""
    goods = context.things.goods
    return next(
        (
            thing.ideas[idea]
            for mention in context.subjects.mentions
            if mention.span != span and mention.span[0] <= span[0] and span[1] <= mention.span[1]
            for place in sorted(mention.group)
            for thing in context.things.family(goods[place])
            if idea in thing.ideas
        ),
        None,
    )


def _place(text: str, words: str) -> Span:
    start = text.find(words)
    return start, start + len(words)


@of_lexicons
@lru_cache(maxsize=4096)
def _wider(idea: Idea) -> tuple[str, ...]:
    return attributes().ancestors(*idea)


def _denied(idea: Idea, span: Span, kind: ClaimKind, context: Context) -> Verdict | None:
    things = context.families(span)
    for thing in things:
        if idea in thing.denied_ideas:
            return Verdict(span, kind, True, thing.denied_ideas[idea])
    reach = _LONGEST_QUALIFIER if context.words(span).isascii() else 1
    if _QUALIFIED.search(context.text[max(0, span[0] - reach) : span[1]]):
        return None  # "not solid gold" of what is plated
    for thing in things:
        if idea in thing.ideas:
            return Verdict(span, kind, False, thing.ideas[idea], "the record says otherwise")
    for thing in things:
        if words := next((fact for text, fact in thing.texts if context.words(span) in text), None):
            return Verdict(span, kind, True, words)
        for known, fact in thing.ideas.items():
            if known[0] == idea[0] == "material":
                return Verdict(span, kind, True, fact, "another material is on record")
        if idea[0] == "material" and (
            named := next(
                (f for _, f in thing.item.facts if _OF_MATERIAL.search(f.source.field.lower())), None
            )
        ):
            return Verdict(span, kind, True, named, "another material is on record")
        if fact_of_list := _ingredient_list(thing, idea):
            return Verdict(span, kind, True, fact_of_list, "the list of ingredients lacks it")
    if idea[0] in {"ingredient", "material", "diet", "scent"}:
        return Verdict(span, kind, False, None, "the record does not say so")
    return None


_QUALIFIED = pattern("properties", "qualified")
_LONGEST_QUALIFIER = 8
_ARTICLE = re.compile(r"\b(?:the|this|a|an|its|our|with|and)\s$")
_NOT_OF_GOODS = pattern("properties", "not_of_goods")
_OF_MATERIAL = pattern("properties", "of_material")
_PIECE_AFTER = pattern("properties", "piece_after")
_LIST_HEADING = pattern("properties", "list_heading")
_LIST = pattern("properties", "list")


def _ingredient_list(thing: Thing, idea: Idea) -> Fact | None:
    if idea[0] not in {"ingredient", "scent", "diet", "flavour"}:
        return None
    for text, fact in thing.texts:
        named = _LIST.search(fact.source.field.lower()) or _LIST_HEADING.search(text)
        if named and re.search(r"[,、;]", text):
            return fact
    return None


def _instead(idea: Idea, context: Context, span: Span) -> Fact | None:
    """What the record says of the same facet."""
    return next(
        (
            fact
            for thing in context.families(span)
            for known, fact in thing.ideas.items()
            if known[0] == idea[0]
        ),
        None,
    )


def _contradicted(idea: Idea, context: Context, span: Span) -> Fact | None:
    """The fact that has another value of the same thing: long sleeves where short ones are told."""
    end = idea[1].rpartition("_")[2]
    if end == idea[1]:
        return None
    for thing in context.families(span):
        for known, fact in thing.ideas.items():
            if known[0] == idea[0] and known != idea and known[1].endswith(f"_{end}"):
                return fact
    return None


def _shop(context: Context) -> list[Thing]:
    return [thing for thing in context.things.others if thing.key.kind != "customer"]


def _names_goods(context: Context, clause: Span) -> bool:
    families = context.families(clause)
    return any(
        word in thing.name_words for thing in families for word in context.text[slice(*clause)].split()
    )


_COLOUR_AFTER = pattern("properties", "colour_after")
_COLOUR_BEFORE = pattern("properties", "colour_before")


def _is_said_of_goods(context: Context, span: Span) -> bool:
    """Whether a colour is one of the goods: before a word of theirs, or where colours are listed."""
    start, end = span
    text = context.text
    if _COLOUR_AFTER.match(text, end) and (_COLOUR_BEFORE.search(text[:start]) or start == 0):
        return True
    following = re.match(r"[\s-]*([a-z]+|[\u4e00-\u9fff]{1,2})", text[end:])
    if following is None:
        return False
    families = context.families(span)
    word = following[1]
    if word.isascii():
        return any(english_term(word) in thing.stems for thing in families)
    return any(word in thing.pairs for thing in families)


def _is_predicated(context: Context, span: Span, clause: str) -> bool:
    following = re.match(r"\s([a-z]+)", context.text[span[1] :])
    if (
        following
        and _ARTICLE.search(context.text[: span[0]])
        and any(english_term(following[1]) in thing.stems for thing in context.families(span))
    ):
        return True
    return _SAID.search(clause) is not None or _is_bare(context, span) or _is_before_goods(context, span)


def _is_before_goods(context: Context, span: Span) -> bool:
    """Whether a Chinese property stands right before a kind of goods that the evidence has: 补水面膜."""
    after = span[1] + (context.text[span[1] : span[1] + 1] == "的")
    return has_chinese(context.words(span)) and any(
        first == after and fits(kind, context) for kind, (first, _) in context.kinds
    )


_DOUBLED = re.compile(r"(.)\1(.)\2")
"""A word that is doubled for its charm, as in 清清爽爽: an opinion."""


def _is_bare(context: Context, span: Span) -> bool:
    """Whether a Chinese clause says nothing but properties, which needs no verb: 温和补水型的."""
    first, last = context.clause(span)
    inside = [place for _, place in context.ideas if first <= place[0] < last]
    before, after = context.text[first : inside[0][0]], context.text[inside[-1][1] : last]
    between = context.text[inside[0][0] : inside[-1][1]]
    return (
        has_chinese(context.words(span))
        and not _DOUBLED.fullmatch(context.words(span))
        and len(between) <= sum(len(context.words(place)) for place in dict.fromkeys(inside))
        and _BARE_BEFORE.search(before) is not None
        and _BARE_AFTER.search(after) is not None
    )
