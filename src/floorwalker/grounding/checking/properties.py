"""Properties that have names in both languages: colours, materials, ingredients, effects and the like."""

import re
from collections.abc import Iterator

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import idle_words
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.claims import ClaimKind
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known import Thing
from floorwalker.grounding.known.words import Idea, chinese_pairs, latin_words
from floorwalker.grounding.reading import Span
from floorwalker.text import attributes, is_denied
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
_LOOSE = frozenset(
    {
        "skin_type",
        "benefit",
        "finish",
        "texture",
        "gender",
        "diet",
        "fit_or_cut",
        "pattern",
        "flavour",
        "motif",
    }
)
_SAID = re.compile(
    r"适合|适用|专为|针对|能够?|可以?|有效|帮助|具有|功效|效果|属于|是一款|主打|改善|缓解|去除|修复|提升|采用|拥有|带来"
    r"|\b(?:is|are|it's|suits?|suitable|designed|formulated|for|helps?|provides?|offers?|gives?|leaves|with|has|features|plus|and)\b"
)
_ASKED = re.compile(
    r"[?？]|吗|呢$|您[想要喜]|如果|要是|\bif you\b|\byou (?:said|mentioned|asked|want|wanted|like|need|prefer|told)|\byour (?:skin|taste|wish)|您[说提]|朋友看过来|的朋友|星人|肌的|\bshall i\b|\bwould you\b"
)
_IMAGE = re.compile(
    r"像|仿佛|如同|宛如|好似|似的|一样|般|\blike\b|\bas (?:soft|warm|bright|light)|whisper|dream|evening|morning|sunset|summer|garden|holiday|memory|moment"
)


def properties(context: Context) -> Iterator[Verdict]:
    """The verdicts on the properties that a sentence names."""
    if _UNKNOWN.search(context.text):
        return
    for idea, span in context.ideas:
        if verdict := _judge(idea, span, context):
            yield verdict


def _judge(idea: Idea, span: Span, context: Context) -> Verdict | None:
    kind = _KINDS.get(idea[0], "attribute")
    denied = (
        is_denied(context.text, span) or _NOT.search(context.text[max(0, span[0] - 18) : span[0]]) is not None
    )
    if denied:
        return _denied(idea, span, kind, context)
    facts = [_fact(idea, span, each) for each in context.apart(span)]
    if all(facts):
        return Verdict(span, kind, True, facts[0])
    if sibling := _of_a_sibling(idea, span, context):
        return Verdict(span, kind, True, sibling)
    if _same_words(context, span) or _is_in_words(context, span):
        return None
    first, last = context.clause(span)
    clause = context.text[first:last]
    if (
        _is_opinion(context.words(span))
        or _IDIOM.search(clause)
        or context.text[span[1] : span[1] + 1] == "度"
    ):
        return None
    if _ASKED.search(clause) or (
        idea[0] in _KINDS and _IMAGE.search(clause) and not _names_goods(context, (first, last))
    ):
        return None
    if idea[0] in {"material", "ingredient"} and _NOT_OF_GOODS.search(
        context.text[max(0, span[0] - 12) : span[0]]
    ):
        return None
    if idea[0] in _STRICT and (idea[0] != "colour" or _is_said_of_goods(context, span)):
        return Verdict(span, kind, False, _instead(idea, context, span), "not on record")
    if other := _contradicted(idea, context, span):
        return Verdict(span, kind, False, other, "the record says otherwise")
    if idea[0] in _LOOSE and _is_predicated(context, span, clause):
        return Verdict(span, kind, False, None, "not on record")
    return None


_IDIOM = re.compile(
    r"pinch of salt|straight with you|to be straight|good as gold|heart of gold|味道淡|silver lining|golden (?:rule|hour)|cherry on|piece of cake"
)


def _is_opinion(words: str) -> bool:
    idle = idle_words("opinion")
    return words in idle.chinese or (
        all(stem in idle.english for stem, _ in latin_words(words)) and words.isascii()
    )


_NOT = re.compile(
    r"(?:不是|并非|没有?(?:掺|加|含|添加|用)?|不掺|不用|而非|不带)(?:任何|什么)?$"
    r"|\b(?:not|isn't|aren't|no|never|without|free of|rather than|instead of|nor)\s(?:any |real |solid |pure |actual |the |a )?$"
)


_UNKNOWN = re.compile(
    r"没有?写|没有?找到|没提|不清楚|说不准|没法|查不到|没有?记录|没有?资料|\bno record\b|\bnot (?:sure|stated|listed)\b|\bdoesn't (?:say|mention|list|state)\b|\bdo(?:es)? not (?:say|mention|list|state)\b|\bcan't (?:say|tell|confirm)\b|\bcouldn't find\b|\bno information\b|\bnothing (?:on|about|in)\b|\bsorry, (?:no|nothing)\b"
)
"""Words by which a sentence owns up to what is not known; it claims nothing."""


def _is_in_words(context: Context, span: Span) -> bool:
    """Whether the records of what a span is about have its words one by one: 蓝宝石镜面 of a 蓝宝石玻璃镜面."""
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
    return any(place == span and _fact(idea, span, context) is not None for idea, place in context.ideas)


def _fact(idea: Idea, span: Span, context: Context) -> Fact | None:
    words = context.words(span)
    for thing in [*context.families(span), *_shop(context)]:
        for known, fact in thing.ideas.items():
            if known == idea or (known[0] == idea[0] and idea[1] in _wider(known)):
                if known not in thing.denied_ideas:
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
    group, clause = context.subjects.group(span), context.clause(span)
    listed = (
        sum(other[0] == idea[0] and clause[0] <= place[0] < clause[1] for other, place in context.ideas) > 1
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


def _place(text: str, words: str) -> Span:
    start = text.find(words)
    return start, start + len(words)


def _wider(idea: Idea) -> tuple[str, ...]:
    return attributes().ancestors(*idea)


def _denied(idea: Idea, span: Span, kind: ClaimKind, context: Context) -> Verdict | None:
    things = context.families(span)
    for thing in things:
        if idea in thing.denied_ideas:
            return Verdict(span, kind, True, thing.denied_ideas[idea])
    if _QUALIFIED.search(context.text[max(0, span[0] - 8) : span[1]]):
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


_QUALIFIED = re.compile(r"\b(?:solid|pure|real|genuine|full|all|100%)\s|纯|实心|全|真")
_ARTICLE = re.compile(r"\b(?:the|this|a|an|its|our|with|and)\s$")
_NOT_OF_GOODS = re.compile(r"\b(?:the|on|to|an?|your|some|any|drop of|bit of|drown it in)\s$")
_OF_MATERIAL = re.compile(r"material|fabric|composition|材质|面料|材料|成分")
_LIST = re.compile(r"ingredients?|composition|成分|配料|材质|material|fabric")


def _ingredient_list(thing: Thing, idea: Idea) -> Fact | None:
    if idea[0] not in {"ingredient", "scent", "diet", "flavour"}:
        return None
    for text, fact in thing.texts:
        named = _LIST.search(fact.source.field.lower()) or re.search(
            r"(?:full )?(?:ingredients|composition)\s?:|(?:全)?成分(?:表)?[:为是]|配料表?[:为是]", text
        )
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


_COLOUR_AFTER = re.compile(
    r"\s?(?:$|[,.;:!?)]|and\b|or\b|with\b|in\b|one\b|is\b|version|colou?r|finish|款|的|色|系|版|[,。、和与或])"
)
_COLOUR_BEFORE = re.compile(
    r"(?:\b(?:in|is|are|it's|comes in|colou?r|both|the|all|a|an|and|or|,)\s?|颜色[是为:]?|有|是|选|[、和与或:,])$"
)


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
    return _SAID.search(clause) is not None
