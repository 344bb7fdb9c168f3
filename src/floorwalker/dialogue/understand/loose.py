"""The words of a message that no lexicon knows: what they say of the goods, and what is denied by them."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from floorwalker.conversation import Wish
from floorwalker.core import Language
from floorwalker.dialogue.understand.bundle_words import bundle_words
from floorwalker.dialogue.understand.expressions import Expressions
from floorwalker.dialogue.understand.negation import Negation, Span
from floorwalker.dialogue.understand.patterns import acts, asides, aspects, negations, occasions, recipients
from floorwalker.text import (
    Folded,
    Token,
    attributes,
    content_words,
    find_sizes_in_words,
    is_chinese,
    of_lexicons,
)
from floorwalker.text.spelling import dictionary_words

_HOLD_DESCRIPTIONS = frozenset({"the_one", "the_thing", "which_of", "compare"})  # "the rosewood one"
_MOST_WORDS = 30  # a shopper who says more is not describing goods
_SHORTEST = 5  # letters of an English comparative
_NO_DEGREES = frozenset({"gender", "material", "ingredient", "size", "season", "diet"})
_NEAR = 12  # characters that are looked at before a word
_OF_SEVERAL = ("together", "composing", "each", "per_person", "per_piece", "asks_rest", "oneself")
_COUNT = re.compile(
    r"\d+|好?[一二两俩三四五六七八九十百千万几每这那哪\d]+[个支瓶件份条双盒款样把盏套枚只块张对副顶本包袋罐杯盆束台根片颗串位名]?"
    r"|[来要给推整搞弄拿买找求挑选换][一两几]?[个支瓶件份条双盒款样把套枚只块张对副顶本包袋罐杯盆束台根片颗串点些]"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|couple"
    r"|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|quid|bucks",
    re.I,
)  # how many, which says nothing of what the goods are like
_BESIDE = re.compile(  # between a quality and the kind of goods that has it
    r"的?|[\s-]+(?:(?!(?:an?|the|my|your|his|her|our|their|some|any|to|for|want|need)\s)[a-z'-]+\s+)?"
)
_IDLE = frozenset("一想要买送给有没不别是在和跟就都也还再很太更最了的吗呢吧")
_SHORT = 6  # Chinese characters: what is denied in more is a remark rather than a thing


@dataclass(frozen=True, slots=True)
class LooseWords:
    """Words said of the goods, those of the story that leads up to them, and what is denied.

    ``deeds`` are those words that say what is done with the goods ("I can swim in") or are part of the talk,
    and not what the goods are like; ``wishes`` are for more of a quality ("something warmer").
    """

    words: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    wishes: tuple[Wish, ...] = ()
    unwanted: tuple[Wish, ...] = ()


def loose_words(
    message: Folded,
    language: Language,
    taken: Iterable[Span],
    negation: Negation,
    told: Collection[Span],
    kinds: Collection[Span],
) -> LooseWords:
    """Content words that belong to no lexicon and to no act: names, styles, the shop's own terms.

    Args:
        message: the message.
        language: its language, which tells the words that carry no content.
        taken: the places of what is understood already.
        negation: what the message denies.
        told: stretches that lead up to the wish, or give its reason.
        kinds: the places of the kinds of goods that are sought.
    """
    sized = find_sizes_in_words(message.original.lower())
    words, deeds, hints = [message.original[slice(*span)] for span in sized], list[str](), list[str]()
    wishes, unwanted = list[Wish](), list[Wish]()
    for token in islice(_free(message, language, [*taken, *sized]), _MOST_WORDS):
        if negation.is_troubling(token.span):
            continue
        if negation.covers(token.span):
            unwanted += _denied(message, token, negation)
        elif facets := _more_of(token.text):
            wishes.append(Wish(said=token.text, facets=facets, soft=True))
        elif any(start <= token.span[0] < end for start, end in told):
            hints.append(token.text)
        else:
            words.append(token.text)
            if not _is_of_the_goods(message.original.lower(), token.span, kinds):
                deeds.append(token.text)
    return LooseWords(tuple(words), tuple(deeds), tuple(hints), tuple(wishes), tuple(unwanted))


def _is_of_the_goods(text: str, span: Span, kinds: Collection[Span]) -> bool:
    """Whether a word says what the goods are like: beside their kind, or where a quality is named."""
    start, end = span
    before = text[max(0, start - _NEAR) : start]
    lexicon = asides()
    if lexicon["deed"].search(before):
        return False
    beside = any(
        _BESIDE.fullmatch(text, end, kind[0]) or (text[end - 1].isascii() and text[kind[1] : start] == " ")
        for kind in kinds
    )
    alone = not (text[:start].strip()[-1:].isalnum() or text[end:].strip()[:1].isalnum())
    led = lexicon["said_of_goods"].search(text[max(0, start - 2 * _NEAR) : start])
    return bool(beside or alone or led or lexicon["of_such_goods"].match(text, end))


@of_lexicons
@lru_cache(maxsize=512)
def _more_of(word: str) -> tuple[str, ...]:
    """The facets of the quality that an English comparative is of: warmer, softer, oilier."""
    if not word.endswith("er") or len(word) < _SHORTEST:
        return ()
    stem = word[:-2]
    forms = (
        stem,
        word[:-1],
        stem[:-1] + "y" if stem[-1] == "i" else "",
        stem[:-1] if stem[-1] == stem[-2] else "",
    )
    for form in filter(None, forms):
        if found := [m for m in attributes().find(form) if m.text == form and m.facet not in _NO_DEGREES]:
            return tuple(f"{match.facet}:{match.value}" for match in found)
    return ()


def _denied(message: Folded, token: Token, negation: Negation) -> Iterable[Wish]:
    """The thing that a word denies; a remark ("nothing that makes my skin itch") denies no thing."""
    start, end = negation.stretch(token.span)
    said = message.original[start : token.span[0]]
    if len(token.text) < 2 or negations()["remark"].search(Folded.of(said).text):
        return ()
    long = is_chinese(token.text[0]) and end - start > _SHORT
    thing = token.text.lstrip("含带加有") if len(token.text) > 2 else token.text
    return (Wish(said=thing, soft=long or negation.is_soft(token.span)),)


@of_lexicons
@cache
def _told_otherwise() -> tuple[Expressions | re.Pattern[str], ...]:
    """Expressions whose words say what to do, what is asked or for whom, and not what the goods are like."""
    about = [aspect.pattern for aspect in aspects().values()]
    said = [pattern for name, pattern in acts().items() if name not in _HOLD_DESCRIPTIONS]
    whom = [person.pattern for person in (*recipients().values(), *occasions().values())]
    together = [bundle_words().cues[name] for name in _OF_SEVERAL]
    return (*said, *about, *whom, *together)


def _free(message: Folded, language: Language, taken: Iterable[Span]) -> Iterable[Token]:
    spans = list(taken)
    for pattern in _told_otherwise():
        spans += [message.span(*match.span()) for match in pattern.finditer(message.text)]
    told = {position for span in spans for position in range(*span)}
    return (
        token
        for token in content_words(message.original, language)
        if told.isdisjoint(range(*token.span))
        and not _COUNT.fullmatch(token.text)
        and not _is_guess(token.text)
    )


@lru_cache(maxsize=1024)
def _is_guess(word: str) -> bool:
    """Whether two Chinese characters only look like a word: the 大想 of 压力大想放空, the 喷一 of 喷一喷."""
    if len(word) != 2 or not is_chinese(word[0]) or _IDLE.isdisjoint(word):
        return False
    return len(dictionary_words(word)) > 1
