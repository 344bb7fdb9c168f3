"""Mends what shoppers mistype, before a message is read: slips of the keyboard, of the ear and of pinyin."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from floorwalker.core import Language
from floorwalker.dialogue.understand.patterns import acts, aspects, negations, occasions, recipients, uses
from floorwalker.dialogue.understand.vocabulary import ShopVocabulary
from floorwalker.text import (
    Attributes,
    Folded,
    Lexicon,
    LexiconShape,
    Phrases,
    ProductTypes,
    attributes,
    fold,
    is_chinese,
    of_lexicons,
    product_types,
    squash,
    stop_words,
)
from floorwalker.text.phrases import Occurrence, longest_first
from floorwalker.text.spelling import (
    EnglishSpeller,
    HomophoneIndex,
    Standing,
    dictionary_words,
    is_ordinary,
    patterns_words,
)

Span = tuple[int, int]

DIALECT = Lexicon(Path(__file__).with_name("lexicons") / "dialect.toml", shape=LexiconShape(open=("zh",)))
"""What is written as it is spoken, and the same in plain words."""

_LATIN = re.compile(
    r"(?<![^\W_])[a-z]+(?:'[a-z]+)*(?![^\W_])|(?<=[\u4e00-\u9fff])[a-z]+(?:'[a-z]+)*"
    r"(?![a-z0-9])|(?<![a-z0-9])[a-z]+(?:'[a-z]+)*(?=[\u4e00-\u9fff])"
)
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_HAN_WORD = re.compile(r"^[\u4e00-\u9fff]{2,}$", re.M)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")
_AS_WRITTEN = re.compile(
    r'"[^"]*"|(?<!\w)\'[^\']*\'(?!\w)|“[^”]*”|‘[^’]*’|《[^》]*》|「[^」]*」|『[^』]*』|【[^】]*】'
    r"|\S*(?:@|://|www\.)\S*|#\S+|\S+\.(?:com|net|org|cn|io|co|uk|shop)\b\S*"
)
_OTHER_SCRIPT = re.compile(
    r"[\u3040-\u30ff\uac00-\ud7af\u0e00-\u0e7f\u0400-\u04ff\u0600-\u06ff\u0590-\u05ff]"
)
_INSIDE = re.compile(r"[^\s.!?。！？]\s*$")  # what precedes a word that does not begin a sentence
_MOST_JOINED = 4
_LONGEST_PLAIN = 4
_SHORTEST_PINYIN = 4
_SHORT_MESSAGE = 12
_LONG_MESSAGE = 30


@dataclass(frozen=True, slots=True)
class Change:
    """Words taken for others: ``span`` counts code points of the original message, end exclusive."""

    span: Span
    said: str
    meant: str


@dataclass(frozen=True, slots=True)
class Mended:
    """A message as it was probably meant, and what was changed for it, in order."""

    text: str
    changes: tuple[Change, ...] = ()


class _Chinese(NamedTuple):
    """The Chinese words that readings are made of, whatever the shop, and characters that are words."""

    kinds: tuple[str, ...]
    properties: tuple[str, ...]
    plain: tuple[str, ...]
    idle: frozenset[str]


class _Token(NamedTuple):
    text: str
    start: int
    end: int
    name: bool  # it is written as names are, with a capital inside the sentence


class SpellingMender:
    """Turns words that nothing knows into words that the lexicons or the shop know, in both languages.

    Precision goes first: a word is left alone where an ordinary word, the shop's index or a name explains it,
    where two corrections are about as likely, in quotes, in addresses, and in messages of other languages.

    Args:
        vocabulary: the brand names of the shop.
        known: whether the shop's index holds a term (of :func:`floorwalker.text.index_terms`).
    """

    def __init__(self, vocabulary: ShopVocabulary, known: Callable[[str], bool]) -> None:
        self._vocabulary = vocabulary
        self._known = lru_cache(maxsize=16_384)(known)
        self._mended_word = lru_cache(maxsize=4096)(self._mend_word)

    def mend(self, text: str, language: Language) -> Mended:
        """The message as it was probably meant; the same text where nothing needs mending.

        Args:
            text: the message.
            language: the language it was taken for; in a Chinese one, Latin letters may be pinyin.
        """
        if _OTHER_SCRIPT.search(text):
            return Mended(text)
        message = Folded.of(text)
        kept = [match.span() for match in _AS_WRITTEN.finditer(message.text)]
        spoken = [
            one
            for one in longest_first(dialect().occurrences(message))
            if not _touches(kept, one.start, one.end)
        ]
        kept += [(one.start, one.end) for one in spoken]
        changes = [*_in_plain_words(message, spoken)]
        changes += [*self._latin(message, kept, language), *self._chinese(message, kept)]
        if not changes:
            return Mended(text)
        changes.sort(key=lambda change: change.span)
        starts = [0, *(change.span[1] for change in changes)]
        pieces = [
            text[start : change.span[0]] + change.meant
            for start, change in zip(starts, changes, strict=False)
        ]
        return Mended("".join(pieces) + text[starts[-1] :], tuple(changes))

    # ── Latin letters ─────────────────────────────────────────────────────────

    def _latin(self, message: Folded, kept: list[Span], language: Language) -> Iterator[Change]:
        tokens = [token for token in _tokens(message) if not _touches(kept, token.start, token.end)]
        unknown = [token for token in tokens if not self._is_known(token)]
        if not unknown:
            return
        said = self._names_in(message.original)
        unknown = [token for token in unknown if not _touches(said, *message.span(token.start, token.end))]
        mixed = language == "zh" or any(map(is_chinese, message.text))
        pinyin = list(self._pinyin(message.text, tokens, unknown, mixed=mixed))
        taken = [(start, end) for start, end, _ in pinyin]
        words = [
            (token.start, token.end, meant)
            for token in unknown
            if not _touches(taken, token.start, token.end)
            and (meant := self._mended_word(token.text, token.name))
        ]
        if not mixed and self._is_foreign(tokens, len(unknown) - len(words) - len(pinyin)):
            return
        for start, end, meant in (*pinyin, *words):
            span = message.span(start, end)
            written = message.original[slice(*span)]
            yield Change(span, written, _like(written, meant))

    def _is_known(self, token: _Token) -> bool:
        forms = (token.text, token.text.replace("'", ""), token.text.removesuffix("'s"))
        return any(map(self._speller.knows, forms))

    def _names_in(self, text: str) -> list[Span]:
        """What the lexicons find, however it is spaced: eyecream is an eye cream."""
        brands, kinds, properties = (
            self._vocabulary.find(text),
            product_types().find(text),
            attributes().find(text),
        )
        return [m.span for m in brands] + [m.span for m in kinds] + [m.span for m in properties]

    def _is_foreign(self, tokens: list[_Token], strange: int) -> bool:
        """Whether so much stays unknown that the message is hardly English."""
        function = stop_words("en").function
        return strange > sum(len(token.text) > 1 and token.text in function for token in tokens)

    def _mend_word(self, word: str, name: bool) -> str | None:
        meant = self._speller.mend(word.removesuffix("'s"), only_brands=name)
        if meant:
            return self._brand_spelling.get(meant, meant) + ("'s" if word.endswith("'s") else "")
        parts = None if name else self._speller.split(word)
        return " ".join(parts) if parts else None

    def _pinyin(
        self, text: str, tokens: list[_Token], unknown: list[_Token], *, mixed: bool
    ) -> Iterator[tuple[int, int, str]]:
        """Words in Latin letters that sound like Chinese ones; neighbours may be its syllables."""
        at = 0
        while at < len(tokens):
            for length in range(min(_MOST_JOINED, len(tokens) - at), 0, -1):
                group = tokens[at : at + length]
                if any(text[one.end : two.start] != " " for one, two in pairwise(group)):
                    continue
                if group[0] not in unknown and group[-1] not in unknown:
                    continue
                letters = "".join(token.text for token in group)
                if len(letters) < _SHORTEST_PINYIN or any(token.name for token in group):
                    continue
                meant = self._homophones.spelt(letters, loosely=mixed)
                if meant and (mixed or not self._mended_word(letters, False)):
                    yield group[0].start, group[-1].end, meant
                    at += length - 1
                    break
            at += 1

    # ── Chinese ───────────────────────────────────────────────────────────────

    def _chinese(self, message: Folded, kept: list[Span]) -> Iterator[Change]:
        runs = list(_HAN.finditer(message.text))
        if not runs:
            return
        length = len(message.text)
        if length > _LONG_MESSAGE or (length > _SHORT_MESSAGE and not any(map(_speaks, message.text))):
            return  # a title, which is made of words that no dictionary has
        kinds, brands = product_types().find(message.original), self._vocabulary.find(message.original)
        named = frozenset(name for name, found in (("kind", kinds), ("brand", brands)) if found)
        for run in runs:
            for start, end, meant in self._homophones.find(run[0], named):
                first, last = run.start() + start, run.start() + end
                counted = start == 0 and meant[0] != run[0][0] and message.text[:first][-1:].isdigit()
                if not counted and not _touches(kept, first, last):
                    span = message.span(first, last)
                    yield Change(span, message.original[slice(*span)], meant)

    # ── the words that may be meant ───────────────────────────────────────────

    @cached_property
    def _speller(self) -> EnglishSpeller:
        words = dict(_english(product_types(), attributes()))
        for name, carried in self._vocabulary.names():
            standing = Standing.BRAND if carried else Standing.FOREIGN_BRAND
            for word in _WORD.findall(fold(name)):
                _raise(words, word.replace("'", ""), standing)
        return EnglishSpeller(words, self._known)

    @cached_property
    def _brand_spelling(self) -> Mapping[str, str]:
        lexicon = _english(product_types(), attributes())
        return {
            squash(name): name
            for name, _ in self._vocabulary.names()
            if " " not in name and not is_chinese(name[0]) and squash(name) not in lexicon
        }

    @cached_property
    def _homophones(self) -> HomophoneIndex:
        brands = [
            fold(name) for name, _ in self._vocabulary.names() if len(name) > 1 and all(map(is_chinese, name))
        ]
        lexicon = _chinese(product_types(), attributes())
        return HomophoneIndex(
            lexicon.kinds, brands, lexicon.properties, lexicon.plain, lexicon.idle, self._known
        )


@of_lexicons
@cache
def dialect() -> Phrases[str]:
    """What is said in the lexicon of dialects, with what it means."""
    return Phrases(DIALECT.read()["zh"])


def _in_plain_words(message: Folded, spoken: Iterable[Occurrence[str]]) -> Iterator[Change]:
    for one in spoken:
        span = message.span(one.start, one.end)
        yield Change(span, message.original[slice(*span)], one.payload)


@of_lexicons
@lru_cache(maxsize=2)
def _english(kinds: ProductTypes, properties: Attributes) -> Mapping[str, Standing]:
    """The English words of the lexicons, with what they name."""
    stops = stop_words("en").words
    english = dict.fromkeys((*stops, *filter(is_ordinary, _said())), Standing.PLAIN)
    for source, standing in ((properties, Standing.PROPERTY), (kinds, Standing.KIND)):
        whole = set(map(fold, source.words("en")))
        for word in set(_WORD.findall("\n".join(whole))) - stops:
            weight = standing if word in whole else Standing.PROPERTY
            _raise(english, word, weight)
            _raise(english, f"{word}s", weight)
    return english


@of_lexicons
@lru_cache(maxsize=2)
def _chinese(kinds: ProductTypes, properties: Attributes) -> _Chinese:
    """The Chinese words of the lexicons, and of what else is said those that dictionaries have."""
    stops = stop_words("zh")
    idle = stops.function | {word for word in stops.words if len(word) == 1}
    runs = [run for run in _chinese_words(_said()) if len(run) <= _LONGEST_PLAIN]
    words = (
        word for run in runs for word in (*dictionary_words(run), run) if stops.function.isdisjoint(word)
    )
    return _Chinese(
        kinds=_chinese_words(kinds.words("zh")),
        properties=_chinese_words(properties.words("zh")),
        plain=_chinese_words((*words, *stops.words)),
        idle=idle,
    )


def _chinese_words(words: Iterable[str]) -> tuple[str, ...]:
    """Those of two ideographs and more, each once, folded."""
    return tuple(dict.fromkeys(_HAN_WORD.findall("\n".join(map(fold, words)))))


@of_lexicons
@cache
def _said() -> frozenset[str]:
    """The words of what is said about goods, and of what is asked about them."""
    patterns = [*acts().values(), *negations().values(), *uses().values()]
    patterns += [aspect.pattern for aspect in aspects().values()]
    patterns += [person.pattern for person in (*recipients().values(), *occasions().values())]
    return patterns_words(pattern.pattern for pattern in patterns)


def _raise(words: dict[str, Standing], word: str, standing: Standing) -> None:
    words[word] = max(standing, words.get(word, standing))


def _tokens(message: Folded) -> Iterator[_Token]:
    """The words in Latin letters without accents, which English is not written with."""
    found = [(match, message.source(*match.span())) for match in _LATIN.finditer(message.text)]
    shouted = message.original.isupper() and not any(map(is_chinese, message.text))
    titled = sum(said[0].isupper() for _, said in found) > 1
    for match, said in found:
        if said.isascii():
            inside = titled or _INSIDE.search(message.text[: match.start()]) is not None
            named = not shouted and (said[1:] != said[1:].lower() or (said[0].isupper() and inside))
            yield _Token(match[0], *match.span(), name=named)


def _speaks(char: str) -> bool:
    return char in stop_words("zh").function


def _touches(spans: Iterable[Span], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in spans)


def _like(said: str, meant: str) -> str:
    """The word with the capitals of the one it replaces."""
    if said.isupper() and len(said) > 1:
        return meant.upper()
    return meant[0].upper() + meant[1:] if said[0].isupper() else meant
