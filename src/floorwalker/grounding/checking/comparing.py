"""Rankings and comparisons among the goods of the evidence: the cheapest, cheaper than, the same price."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from floorwalker.grounding.checking.arithmetic import in_base
from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import idle_words
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known import Thing
from floorwalker.grounding.known.things import Group
from floorwalker.grounding.known.words import chinese_pairs, latin_words
from floorwalker.grounding.patterns import Rules, Said, compiled, lexicon, pattern
from floorwalker.grounding.reading import Span
from floorwalker.grounding.records import Role


@dataclass(frozen=True, slots=True)
class Rank:
    """A superlative: the fields that it ranks by, and whether their lowest value is meant."""

    said: Said
    roles: tuple[Role, ...]
    lowest: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A comparative of a field; ``sign`` is 1 where the higher value is meant, -1 where the lower is."""

    said: Said
    roles: tuple[Role, ...]
    sign: int


@dataclass(frozen=True, slots=True)
class Measured:
    """A comparative of a measure in one of some base units; ``sign`` as in :class:`Step`."""

    said: Said
    bases: tuple[str, ...]
    sign: int


_TABLES = lexicon("comparing")
_RANKS = Rules(
    (said, Rank(said, tuple(row["roles"]), row["lowest"]))
    for row in _TABLES["ranks"]
    for said in [compiled("comparing", row["said"])]
)
_STEPS = Rules(
    (said, Step(said, tuple(row["roles"]), row["sign"]))
    for row in _TABLES["steps"]
    for said in [compiled("comparing", row["said"])]
)
_MEASURES = Rules(
    (said, Measured(said, tuple(row["bases"]), row["sign"]))
    for row in _TABLES["measures"]
    for said in [compiled("comparing", row["said"])]
)
_MAY_COMPARE = pattern("comparing", "may_compare")
_SAME = pattern("comparing", "same")
_NOT = Said(r"\bno\b|\bnot\b|\bisn't\b|n't\b|不|没|并非")
_ASKED = pattern("comparing", "asked")
_OFFERED = pattern("comparing", "offered")


def comparisons(context: Context) -> Iterator[Verdict]:
    """The verdicts on rankings and comparisons; the figures in them are judged as figures."""
    if len(context.things.goods) < 2:
        return
    if _MAY_COMPARE not in context.clues or not _MAY_COMPARE.search(context.text):
        return
    for rank in _RANKS.possible(context.clues):
        for match in rank.said.finditer(context.text):
            if verdict := _rank(match.span(), rank, context):
                yield verdict
    for step in _STEPS.possible(context.clues):
        for match in step.said.finditer(context.text):
            if verdict := _step(match.span(), step, context):
                yield verdict
    for measure in _MEASURES.possible(context.clues):
        for match in measure.said.finditer(context.text):
            if verdict := _measured(match.span(), measure, context):
                yield verdict
    yield from _shared(context)
    for match in context.found(_SAME):
        if verdict := _same(match.span(), context):
            yield verdict


def _measured(span: Span, measure: Measured, context: Context) -> Verdict | None:
    """A step in weight, length, volume or time between goods whose records state one figure of it each."""
    if _asks(span, context) or _NOT.search(context.text[max(0, span[0] - 6) : span[0]]):
        return None
    group = _said_of(span, context)
    goods = context.things.goods
    if group is None or not context.things.is_one(group):
        return None
    standard = context.subjects.standard(span)
    others = _others(group, standard, context)
    if len(others) != 1 and standard is None and len(goods) > 2:
        return None
    for base in measure.bases:
        mine = _one_measure(goods[min(group)], base, context)
        against = [one for place in others if (one := _one_measure(goods[place], base, context)) is not None]
        if mine is not None and against and all(one[0] != mine[0] for one in against):
            right = all((mine[0] - one[0]) * measure.sign > 0 for one in against)
            return Verdict(
                span, "comparison", right, mine[1], f"{mine[0]} {base} against {against[0][0]} {base}"
            )
    return None


def _one_measure(thing: Thing, base: str, context: Context) -> tuple[Decimal, Fact] | None:
    found = [
        (value, fact)
        for one in context.things.family(thing)
        for amount, fact in one.amounts
        if (value := in_base(amount, base)) is not None
    ]
    return found[0] if len({value for value, _ in found}) == 1 else None


def _shared(context: Context) -> Iterator[Verdict]:
    """What is said of all or only one of the goods: its words must be in the records of those alone."""
    goods = context.things.goods
    if context.clues.isdisjoint({_EVERY, _ONLY}):
        return
    for clause in context.clauses:
        words = context.text[slice(*clause)]
        every = _EVERY.search(words) if _EVERY in context.clues else None
        only = _ONLY.search(words) if _ONLY in context.clues else None
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


_EVERY = pattern("comparing", "every")
_FIGURE_NEAR = pattern("comparing", "figure_near")
_ONLY = Said(r"只有|唯有|\bonly (?:the|our)\b")


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
        for rank in _RANKS.possible(context.clues)
        for start, end in (match.span() for match in rank.said.finditer(context.text))
    )


def _rank(span: Span, rank: Rank, context: Context) -> Verdict | None:
    values = context.things.stated(*rank.roles)
    these = context.memory.named if context.says(_THESE, context.words(context.clause(span))) else frozenset()
    among = these if len(these) > 1 else frozenset(range(len(values)))
    known = [stated for place, stated in enumerate(values) if stated and place in among]
    group = _said_of(span, context)
    if len(known) < 2 or group is None or _asks(span, context):
        return None
    best = (min if rank.lowest else max)(stated.value for stated in known)
    told = [stated for place in group if (stated := values[place]) is not None]
    if all(stated.value != best for stated in told):
        true = next(stated for stated in known if stated.value == best)
        return Verdict(_within_clause(span, context), "superlative", False, true.fact, f"{true.value}")
    first = values[min(group)]
    return Verdict(span, "superlative", True, first.fact if first else None, "compared")


def _step(span: Span, step: Step, context: Context) -> Verdict | None:
    if _asks(span, context) or _NOT.search(context.text[max(0, span[0] - 8) : span[0]]):
        return None
    standard = context.subjects.standard(span)
    group = _said_of(span, context)
    if group is None or not context.things.is_one(group):
        return None
    values = context.things.stated(*step.roles)
    mine = values[min(group)]
    others = _others(group, standard, context)
    against = [stated for place in others if (stated := values[place]) is not None]
    if mine is None or not against:
        return None
    gaps = [(mine.value - other.value) * step.sign for other in against]
    right = (
        all(gap > 0 for gap in gaps)
        if standard is not None or len(against) == 1
        else any(gap > 0 for gap in gaps)
    )
    return Verdict(span, "comparison", right, mine.fact, f"{mine.value} against {against[0].value}")


_THESE = Said(r"这几|这些|其中|里|当中|\bof (?:these|them|the \w+)\b|\bthese\b|\bamong")


def _others(group: Group, standard: Group | None, context: Context) -> list[int]:
    """The goods beside a group that it is compared with, but for other forms of the same."""
    goods = context.things.goods
    wholes = {goods[place].key.whole for place in group}
    return [
        place
        for place in range(len(goods))
        if goods[place].key.whole not in wholes and (standard is None or place in standard)
    ]


def _same(span: Span, context: Context) -> Verdict | None:
    if _asks(span, context):
        return None
    group = context.subjects.group(span)
    goods = context.things.goods
    standard = context.subjects.standard(span)
    places = set(group or range(len(goods))) | set(standard or ())
    if standard is None and group is not None and len(group) == 1:
        places = set(range(len(goods)))
    prices = context.things.stated("price")
    values = [stated for place in sorted(places) if (stated := prices[place]) is not None]
    if len(values) < 2:
        return None
    same = len({(stated.value, stated.currency) for stated in values}) == 1
    denied = bool(_NOT.search(context.text[max(0, span[0] - 6) : span[0]]))
    return Verdict(
        span, "comparison", same != denied, values[0].fact, " / ".join(str(s.value) for s in values)
    )


def _said_of(span: Span, context: Context) -> Group | None:
    """Whom a ranking is said of: 最便宜的是 names it after, "X is the cheapest" before."""
    inside = [m for m in context.subjects.mentions if span[0] <= m.span[0] and m.span[1] <= span[1]]
    if inside:
        return inside[-1].group
    following = [m for m in context.subjects.mentions if m.span[0] >= span[1]]
    if following and _IS_NEXT.match(context.text[span[1] : following[0].span[0]]):
        return following[0].group
    before = [
        m for m in context.subjects.mentions if m.span[1] <= span[0] and not context.subjects.is_standard(m)
    ]
    group = before[-1].group if before else context.subjects.group(span)
    if group is None or len(group) == len(context.things.goods):
        singles = [m.group for m in before if len(m.group) < len(context.things.goods)]
        return singles[-1] if singles else following[0].group if following and not before else None
    return group


_IS_NEXT = pattern("comparing", "is_next")


def _within_clause(span: Span, context: Context) -> Span:
    return span[0], min(context.clause(span)[1], max(span[1], span[0] + 1))


def _asks(span: Span, context: Context) -> bool:
    first, last = context.clause(span)
    return context.says(_ASKED, context.text[first : min(len(context.text), last + 1)]) or (
        _OFFERED in context.clues and _OFFERED.search(context.text, last) is not None
    )
