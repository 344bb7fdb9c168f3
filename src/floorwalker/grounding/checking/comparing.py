"""Rankings and comparisons among the goods of the evidence: the cheapest, cheaper than, the same price."""

import re
from decimal import Decimal
from collections.abc import Iterator

from floorwalker.grounding.checking.arithmetic import in_base
from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import idle_words
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known import Stated, Thing
from floorwalker.grounding.known.words import chinese_pairs, latin_words
from floorwalker.grounding.reading import Span
from floorwalker.grounding.records import COUNTS, Role

_RANKS: tuple[tuple[re.Pattern[str], tuple[Role, ...], bool], ...] = tuple(
    (re.compile(pattern), roles, lowest)
    for pattern, roles, lowest in (
        (r"最便宜|价格?最低|最实惠|最省钱|\bcheapest\b|least expensive|lowest[- ]priced|lowest price|most affordable", ("price",), True),
        (r"最贵|价格?最高|\bdearest\b|most expensive|\bpriciest\b|highest price", ("price",), False),
        (r"评分最高|评价最高|口碑最好|\b(?:highest|best|top)[- ]rated|highest rating|highest score|best[- ]reviewed|rated highest|scores? highest|top rating", ("rating",), False),
        (r"评分最低|lowest[- ]rated|lowest rating", ("rating",), True),
        (r"评价最多|评论最多|most reviews|most[- ]reviewed|most ratings", ("reviews",), False),
        (r"卖得最多|销量最高|卖得最好|最多人买|人气最高|most[- ]loved|most likes|most popular|most sold|best[- ]selling|sold the most", tuple(COUNTS), False),
        (r"库存最多|most stock", ("stock",), False),
    )
)  # fmt: skip
_STEPS: tuple[tuple[re.Pattern[str], tuple[Role, ...], int], ...] = tuple(
    (re.compile(pattern), roles, sign)
    for pattern, roles, sign in (
        (r"更便宜|便宜(?!大碗|货)|更实惠|更省|\bcheaper\b|less expensive|costs? less|lower[- ]priced|lower price|more affordable|undercuts?|better value", ("price",), -1),
        (r"更贵|(?<!最)贵(?!族|宾|妃|气|重|公司|店)|\bdearer\b|\bpricier\b|more expensive|costs? more|higher price", ("price",), 1),
        (r"评分更高|评价更好|口碑更好|评分高|(?:higher|better)[- ]rated|rated (?:higher|better)|rates? [^.,;]{2,40} (?:higher|better)|scores? (?:higher|better)|higher (?:rating|score)", ("rating",), 1),
        (r"评分更低|评分低|lower[- ]rated|rated lower|scores? lower|lower (?:rating|score)", ("rating",), -1),
        (r"评价更多|评论更多|more reviews|more ratings", ("reviews",), 1),
        (r"评价更少|评论更少|fewer reviews", ("reviews",), -1),
        (r"卖得更好|卖得更多|销量更高|更热销|人气更高|更受欢迎|more popular|better[- ]loved|more (?:loves|likes|sales|hearts)|sells? better|outsells?|more loved", tuple(COUNTS), 1),
        (r"销量更低|卖得更少|less popular|fewer (?:loves|likes|sales)", tuple(COUNTS), -1),
    )
)  # fmt: skip
_MEASURES: tuple[tuple[re.Pattern[str], tuple[str, ...], int], ...] = tuple(
    (re.compile(pattern), bases, sign)
    for pattern, bases, sign in (
        (r"(?<!最)(?<!减)轻(?=了|出|\d|[一二两三四五六七八九十几整些多]|$|[,.。;])|更轻|\blighter\b|weighs less", ("g",), -1),
        (r"(?<![最多])重(?=了|出|\d|[一二两三四五六七八九十几整])|更重|\bheavier\b|weighs more", ("g",), 1),
        (r"更长|(?<!最)长(?=了|出|\d)|\b(?:longer|taller|wider)\b(?! lasting)", ("mm",), 1),
        (r"更短|(?<!最)短(?=了|出|\d)|\b(?:shorter|narrower)\b", ("mm",), -1),
        (r"更厚|厚(?=了|出)|\bthicker\b", ("mm",), 1),
        (r"更薄|薄(?=了|出)|\b(?:thinner|slimmer)\b", ("mm",), -1),
        (r"容量更大|更大瓶|\b(?:holds more|bigger|larger)\b", ("ml", "g"), 1),
        (r"容量更小|\b(?:holds less|smaller)\b", ("ml", "g"), -1),
        (r"更久|更耐用|撑得更久|\b(?:lasts longer|longer[- ]lasting)\b", ("second", "day", "month"), 1),
    )
)  # fmt: skip
_MAY_COMPARE = re.compile(
    r"[最更便贵轻重长短厚薄久高低多少同样都均全只唯]|(?:est|er|ier)(?![a-z])|\b(?:most|least|more|less|best|both|all|only|same|better|priced|undercut|sells|rate)"
)
_SAME = re.compile(
    r"价格(?:一样|相同|相等|一致|持平)|同价|一样的价|卖一样|价钱一样|same price|same money|priced the same|cost(?:s)? the same|identical price|identically priced|equally priced|the same as\b"
)
_NOT = re.compile(r"\bno\b|\bnot\b|\bisn't\b|n't\b|不|没|并非")
_ASKED = re.compile(
    r"[?？]|吗|呢\s?$|\bif you\b|想要|如果|想省钱|要省钱|预算|looking for|something|\banything\b|\bwant\b"
)
_BY_HOW_MUCH = re.compile(
    r"(?:\d|[零一二两三四五六七八九十百千]|块|元|\b(?:dollars?|pounds?|euros?|bucks)\b)\s?(?:左右|多|整|or so)?\s?$"
)
_AMOUNT_AFTER = re.compile(
    r"^(?:了|出|大约|约|将近|近|差不多)*\s?[\d零一二两三四五六七八九十百千¥]|^\s(?:by|than)?\s?[$£€¥\d]"
)


def comparisons(context: Context) -> Iterator[Verdict]:
    """The verdicts on rankings and comparisons; the figures in them are judged as figures."""
    if len(context.things.goods) < 2:
        return
    if not _MAY_COMPARE.search(context.text):
        return
    for pattern, roles, lowest in _RANKS:
        for match in pattern.finditer(context.text):
            if verdict := _rank(match.span(), roles, lowest, context):
                yield verdict
    for pattern, roles, sign in _STEPS:
        for match in pattern.finditer(context.text):
            if verdict := _step(match.span(), roles, sign, context):
                yield verdict
    for pattern, bases, sign in _MEASURES:
        for match in pattern.finditer(context.text):
            if verdict := _measured(match.span(), bases, sign, context):
                yield verdict
    yield from _shared(context)
    for match in _SAME.finditer(context.text):
        if verdict := _same(match.span(), context):
            yield verdict


def _measured(span: Span, bases: tuple[str, ...], sign: int, context: Context) -> Verdict | None:
    """A step in weight, length, volume or time between two goods whose records state one figure of it each."""
    if _asks(span, context) or _NOT.search(context.text[max(0, span[0] - 6) : span[0]]):
        return None
    group = _said_of(span, context)
    goods = context.things.goods
    if group is None or len(group) != 1:
        return None
    standard = context.subjects.standard(span)
    others = [
        place for place in range(len(goods)) if place not in group and (standard is None or place in standard)
    ]
    if len(others) != 1 and standard is None and len(goods) > 2:
        return None
    for base in bases:
        mine = _one_measure(goods[min(group)], base, context)
        against = [one for place in others if (one := _one_measure(goods[place], base, context)) is not None]
        if mine is not None and against and all(one[0] != mine[0] for one in against):
            right = all((mine[0] - one[0]) * sign > 0 for one in against)
            return Verdict(
                span, "comparison", right, mine[1], f"{mine[0]} {base} against {against[0][0]} {base}"
            )
    return None


def _one_measure(thing: Thing, base: str, context: Context) -> tuple[Decimal, Fact] | None:
    found = {
        (value, fact)
        for one in context.things.family(thing)
        for amount, fact in one.amounts
        if (value := in_base(amount, base)) is not None
    }
    values = {value for value, _ in found}
    return next(iter(found)) if len(values) == 1 else None


def _shared(context: Context) -> Iterator[Verdict]:
    """What is said of both, all or only one of the goods: the words of it must be in the records of those alone."""
    goods = context.things.goods
    for clause in context.clauses:
        words = context.text[slice(*clause)]
        every, only = _EVERY.search(words), _ONLY.search(words)
        if (
            not (every or only)
            or _ASKED.search(context.text[clause[0] : clause[1] + 1])
            or _NOT.search(words)
        ):
            continue
        said = [
            s
            for s in context.covered
            if clause[0] <= s[0] and s[1] <= clause[1] and _is_content(context.text[slice(*s)])
        ]
        for span in said:
            if any(word in context.things.telling for word in _words(context.text[slice(*span)])):
                continue
            if every and span[0] < clause[0] + every.start() and not words[every.start()].isascii():
                continue
            have = [
                place for place, good in enumerate(goods) if _has(good, context.text[slice(*span)], context)
            ]
            if every and have and len(have) < len(goods):
                yield Verdict(span, "comparison", False, None, "not all of them have it")
            group = context.subjects.group(span)
            lone = only is not None and not every and group is not None and len(group) == 1
            if lone and len(have) == len(goods) and not _FIGURE_NEAR.search(words):
                yield Verdict(span, "comparison", False, None, "others have it too")


_EVERY = re.compile(
    r"[都均全]|\bboth\b(?! (?:hands|sides|ways|ends|times))|\ball (?:of them|of these)\b|\ball (?:three|four)\b(?! \w+s\b)"
)
_FIGURE_NEAR = re.compile(r"\d|[一二两三四五六七八九十]|\b(?:one|two|three|four|five|six)\b")
_ONLY = re.compile(r"只有|唯有|\bonly (?:the|our)\b")


def _has(good: Thing, words: str, context: Context) -> bool:
    found = list(_words(words))
    family = context.things.family(good)
    return all(any(word in thing.stems or word in thing.pairs for thing in family) for word in found)


def _words(text: str) -> list[str]:
    return [word for word, _ in (*latin_words(text), *chinese_pairs(text)) if not word.isdigit()]


def _is_content(words: str) -> bool:
    idle = idle_words("function", "trade", "opinion")
    latin = [word for word, _ in latin_words(words) if not word.isdigit() and word not in idle.english]
    han = [pair for pair, _ in chinese_pairs(words) if pair not in idle.chinese and len(pair) > 1]
    return bool(latin or han)


def is_ranked(context: Context, span: Span) -> bool:
    """Whether a superlative is one among the goods of the evidence."""
    return len(context.things.goods) > 1 and any(
        start < span[1] and span[0] < end
        for pattern, _, _ in _RANKS
        for start, end in (match.span() for match in pattern.finditer(context.text))
    )


def _value(thing: Thing, roles: tuple[Role, ...], context: Context) -> Stated | None:
    return next((stated for one in context.things.family(thing) for stated in one.numbers(*roles)), None)


def _rank(span: Span, roles: tuple[Role, ...], lowest: bool, context: Context) -> Verdict | None:
    values = [(thing, _value(thing, roles, context)) for thing in context.things.goods]
    known = [(thing, stated) for thing, stated in values if stated is not None]
    group = _said_of(span, context)
    if len(known) < 2 or group is None or _asks(span, context):
        return None
    best = (min if lowest else max)(stated.value for _, stated in known)
    for place in group:
        stated = values[place][1]
        if stated is None or stated.value != best:
            true = next(s for _, s in known if s.value == best)
            return Verdict(_until_named(span, context), "superlative", False, true.fact, f"{true.value}")
    first = values[min(group)][1]
    return Verdict(span, "superlative", True, first.fact if first else None, "compared")


def _step(span: Span, roles: tuple[Role, ...], sign: int, context: Context) -> Verdict | None:
    if _asks(span, context) or _NOT.search(context.text[max(0, span[0] - 8) : span[0]]):
        return None
    goods = context.things.goods
    standard = context.subjects.standard(span)
    group = _said_of(span, context)
    if group is None or len(group) != 1:
        return None
    mine = _value(goods[min(group)], roles, context)
    others = [
        place for place in range(len(goods)) if place not in group and (standard is None or place in standard)
    ]
    against = [stated for place in others if (stated := _value(goods[place], roles, context)) is not None]
    if mine is None or not against:
        return None
    gaps = [(mine.value - other.value) * sign for other in against]
    right = (
        all(gap > 0 for gap in gaps)
        if standard is not None or len(against) == 1
        else any(gap > 0 for gap in gaps)
    )
    return Verdict(span, "comparison", right, mine.fact, f"{mine.value} against {against[0].value}")


def _same(span: Span, context: Context) -> Verdict | None:
    if _asks(span, context):
        return None
    group = context.subjects.group(span)
    goods = context.things.goods
    standard = context.subjects.standard(span)
    places = set(group or range(len(goods))) | set(standard or ())
    if standard is None and group is not None and len(group) == 1:
        places = set(range(len(goods)))
    values = [
        stated
        for place in sorted(places)
        if (stated := _value(goods[place], ("price",), context)) is not None
    ]
    if len(values) < 2:
        return None
    same = len({(stated.value, stated.currency) for stated in values}) == 1
    denied = bool(_NOT.search(context.text[max(0, span[0] - 6) : span[0]]))
    return Verdict(
        span, "comparison", same != denied, values[0].fact, " / ".join(str(s.value) for s in values)
    )


def _said_of(span: Span, context: Context) -> frozenset[int] | None:
    """Whom a ranking is said of: 最便宜的是 names it after, "X is the cheapest" before."""
    inside = [m for m in context.subjects.mentions if span[0] <= m.span[0] and m.span[1] <= span[1]]
    if inside:
        return inside[-1].group
    following = [m for m in context.subjects.mentions if m.span[0] >= span[1]]
    if following and _IS_NEXT.match(context.text[span[1] : following[0].span[0]]):
        return following[0].group
    before = [
        m for m in context.subjects.mentions if m.span[1] <= span[0] and not context.subjects._is_standard(m)
    ]
    group = before[-1].group if before else context.subjects.group(span)
    if group is None or len(group) == len(context.things.goods):
        singles = [m.group for m in before if len(m.group) < len(context.things.goods)]
        return singles[-1] if singles else following[0].group if following and not before else None
    return group


_IS_NEXT = re.compile(
    r"^\s?(?:的|one|option|choice|of (?:the|these) \w+)?[^,。;]{0,12}?(?:是|就是|要数|属|\bis\b|\bare\b|:|\bwould be\b|\bgoes to\b)[^,。;]{0,16}$|^(?:of (?:the|these) \w+ )?(?:\bis|\bare)\s(?:the\s)?$|^的(?:那?[款支瓶个件])?$|^\s?(?:[$£€¥\d.,元块]+的?)$"
)


def _until_named(span: Span, context: Context) -> Span:
    """The ranking together with the name it is wrongly given to."""
    first, last = context.clause(span)
    return (span[0], min(last, max(span[1], span[0] + 1)))


def _asks(span: Span, context: Context) -> bool:
    first, last = context.clause(span)
    return _ASKED.search(context.text[first : min(len(context.text), last + 1)]) is not None
