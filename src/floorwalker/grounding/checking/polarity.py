"""What a sentence denies and the record says, or the other way round, in words that no list holds."""

import re
from collections.abc import Iterator
from functools import lru_cache

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import idle_words
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known.words import latin_words
from floorwalker.grounding.patterns import pattern
from floorwalker.grounding.reading import Span

_DENY_ZH = pattern("polarity", "deny_zh")
_DENY_EN = pattern("polarity", "deny_en")
_AFFIRM_ZH = pattern("polarity", "affirm_zh")
_IDLE = pattern("polarity", "idle")
_MAY_DENY = pattern("polarity", "may_deny")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,6}")
_WORDS = re.compile(r"[a-z][a-z-]+(?:\s[a-z][a-z-]+){1,4}")
_REACH = 8
_LONGEST_VERB = 4
_STOP = re.compile(r"[,.。;!?\n]")


def polarity(context: Context) -> Iterator[Verdict]:
    """Denials of what the record says of the goods, and affirmations of what it denies."""
    if not context.says(_MAY_DENY, context.text) and not _may_affirm(context):
        return
    for clause in context.clauses:
        if _IDLE.search(context.text[clause[0] : clause[1] + 1]):
            continue
        denials = [match.span() for match in _DENY_ZH.finditer(context.text, *clause)]
        for denial in denials:
            yield from _denied_in_chinese(context, denial, clause)
        for match in _DENY_EN.finditer(context.text, *clause):
            yield from _denied_in_english(context, match.span(), clause)
        yield from _affirmed(context, clause, denials)


def _may_affirm(context: Context) -> bool:
    """Whether a sentence has anything that a record denies in Chinese."""
    return context.has_chinese and any(
        words in context.text for words in _denied_words(context.things.goods_texts)
    )


def _denied_in_chinese(context: Context, denial: Span, clause: Span) -> Iterator[Verdict]:
    run = _HAN.match(context.text, denial[1], clause[1])
    idle = idle_words("function", "opinion", "trade").chinese
    for size in range(len(run[0]) if run else 0, 1, -1):
        words = context.text[denial[1] : denial[1] + size]
        if words in idle or _is_listed(context, (denial[1], denial[1] + size)):
            continue
        if fact := _affirming(context, (denial[0], denial[1] + size), words):
            yield Verdict(
                (denial[0], denial[1] + size), "attribute", False, fact, "the record says otherwise"
            )
            return


def _denied_in_english(context: Context, denial: Span, clause: Span) -> Iterator[Verdict]:
    run = _WORDS.match(context.text, denial[1], clause[1])
    words = run[0] if run else ""
    while " " in words:
        idle = idle_words("function", "opinion", "trade").english
        said = [stem for stem, _ in latin_words(words) if stem not in idle]
        span = (denial[0], denial[1] + len(words))
        if said and not _is_listed(context, span) and (fact := _affirming(context, span, words)):
            yield Verdict(span, "attribute", False, fact, "the record says otherwise")
            return
        words = words.rpartition(" ")[0]


def _is_listed(context: Context, span: Span) -> bool:
    """Whether a list of properties or of trade knows some of the words, and judges what they mean."""
    trade = [at for idea, at in context.services if not idea.startswith("proof.")]
    listed = [*(at for _, at in context.ideas), *trade]
    return any(first < span[1] and span[0] < last for first, last in listed)


def _affirming(context: Context, place: Span, words: str) -> Fact | None:
    """A text that has some words, where none of the texts denies them."""
    said = list(_said(context, place, words))
    return said[0][1] if said and not any(denied for denied, _ in said) else None


def _affirmed(context: Context, clause: Span, denials: list[Span]) -> Iterator[Verdict]:
    """What the record denies and nowhere affirms, and the clause says: 含皂基 where it is 无皂基."""
    text = context.text
    for words in _denied_words(context.things.goods_texts):
        at = text.find(words, *clause)
        if at < 0 or any(0 <= at - end <= _REACH for _, end in denials):
            continue
        if _is_listed(context, (at, at + len(words))):
            continue
        verb = _AFFIRM_ZH.search(text[max(clause[0], at - _LONGEST_VERB) : at])
        said = list(_said(context, (at, at + len(words)), words))
        if verb and said and all(denied for denied, _ in said):
            span = (at - len(verb[0]), at + len(words))
            yield Verdict(span, "attribute", False, said[0][1], "the record denies it")


def _said(context: Context, place: Span, words: str) -> Iterator[tuple[bool, Fact]]:
    """Where texts of the goods and of the shop have some words, and whether they deny them there."""
    edge = r"\b" if words.isascii() else ""
    said = re.compile(rf"{edge}{re.escape(words)}{edge}")
    things = [*context.families(place), *(t for t in context.things.others if t.key.kind != "customer")]
    for thing in things:
        for text, fact in thing.texts:
            if words in text:
                for match in said.finditer(text):
                    yield _is_denied(text, match.start()), fact


def _is_denied(text: str, place: int) -> bool:
    return any(
        0 <= place - end <= _REACH and not _STOP.search(text, end, place) for end in _denial_ends(text)
    )


@lru_cache(maxsize=2048)
def _denial_ends(text: str) -> tuple[int, ...]:
    return tuple(match.end() for said in (_DENY_ZH, _DENY_EN) for match in said.finditer(text))


@lru_cache(maxsize=256)
def _denied_words(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The two characters behind each Chinese denial of some records."""
    found = (text[end : end + 2] for text in texts for end in _denial_ends(text) if _HAN.match(text, end))
    return tuple(dict.fromkeys(found))
